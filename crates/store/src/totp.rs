//! Who must show a one-time code (AC11): the sealed seed, the last code's time step, and recovery codes as hashes.

use acd::MemberId;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, TokenHash, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totp {
    /// Sealed by the one who wrote it.
    pub seed: Vec<u8>,
    /// Before the first code it guards nothing.
    pub confirmed: bool,
    /// The time step of the last code that was taken.
    pub step: u64,
    pub recovery_codes: u32,
}

impl Totp {
    /// A seed to be confirmed. One that is confirmed already stays: it has to be ended first.
    pub fn begin(member: MemberId, seed: &[u8]) -> Write {
        let put = statement!(
            "INSERT INTO totp (member, seed, confirmed, step) VALUES ($1, $2, $3, 0)
             ON CONFLICT (member) DO UPDATE SET seed = excluded.seed, step = 0
             WHERE NOT totp.confirmed",
            member,
            seed,
            false,
        );
        Write::one(put.must_touch())
    }

    /// The first code was right: from now on codes are asked for, and these are the recovery codes.
    pub fn confirm(member: MemberId, step: u64, recovery: &[TokenHash]) -> Write {
        let confirmed = statement!(
            "UPDATE totp SET confirmed = $1, step = $2
             WHERE member = $3 AND NOT confirmed AND step < $2",
            true,
            step,
            member,
        );
        let old = statement!("DELETE FROM recovery_code WHERE member = $1", member);
        let mut statements = vec![confirmed.must_touch(), old];
        statements.extend(recovery.iter().map(|hash| {
            statement!(
                "INSERT INTO recovery_code (code_hash, member) VALUES ($1, $2)",
                *hash,
                member
            )
        }));
        Write { statements }
    }

    /// A right code is taken once: the write fails if one of this time step, or a later one, was taken.
    pub fn take_code(member: MemberId, step: u64) -> Write {
        let taken = statement!(
            "UPDATE totp SET step = $1 WHERE member = $2 AND confirmed AND step < $1",
            step,
            member,
        );
        Write::one(taken.must_touch())
    }

    /// The write fails if it is none of the member's, or was taken before.
    pub fn take_recovery_code(member: MemberId, code: TokenHash) -> Write {
        let taken = statement!(
            "DELETE FROM recovery_code WHERE member = $1 AND code_hash = $2",
            member,
            code,
        );
        Write::one(taken.must_touch())
    }

    pub fn end(member: MemberId) -> Write {
        let seed = statement!("DELETE FROM totp WHERE member = $1", member);
        let codes = statement!("DELETE FROM recovery_code WHERE member = $1", member);
        Write { statements: vec![seed, codes] }
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            seed: row.read("seed")?,
            confirmed: row.read("confirmed")?,
            step: row.number("step")?,
            recovery_codes: u32::try_from(row.number("codes")?).unwrap_or(u32::MAX),
        })
    }
}

impl Store {
    pub async fn totp(&self, member: MemberId) -> Result<Option<Totp>, ReadError> {
        let asked = statement!(
            "SELECT seed, confirmed, step,
                 (SELECT COUNT(*) FROM recovery_code WHERE recovery_code.member = totp.member)
                     AS codes
             FROM totp WHERE member = $1",
            member,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Totp::read).transpose())
            .map_err(ReadError::of("a member's one-time codes"))
    }
}
