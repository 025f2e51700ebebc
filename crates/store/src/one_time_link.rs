//! Links that open one door once: a new password (AC09), or the set-up of an empty installation (OP02). Kept as hashes.

use acd::{MemberId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, TokenHash, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// Whose password it sets; nobody's for the set-up.
    pub member: Option<MemberId>,
    pub expires: Timestamp,
}

impl OneTimeLink {
    /// In place of the earlier one for the same door.
    pub fn put(&self, token: TokenHash) -> Write {
        let add = statement!(
            "INSERT INTO one_time_link (token_hash, member, expires) VALUES ($1, $2, $3)",
            token,
            self.member,
            self.expires,
        );
        Self::end_all(self.member).and(Write::one(add))
    }

    /// Uses it up. The whole write fails if somebody was faster or it is too old.
    pub fn take(token: TokenHash, now: Timestamp) -> Write {
        let taken = statement!(
            "DELETE FROM one_time_link WHERE token_hash = $1 AND expires > $2",
            token,
            now,
        );
        Write::one(taken.must_touch())
    }

    pub fn end_all(member: Option<MemberId>) -> Write {
        Write::one(match member {
            Some(member) => statement!("DELETE FROM one_time_link WHERE member = $1", member),
            None => statement!("DELETE FROM one_time_link WHERE member IS NULL"),
        })
    }

    pub fn forget_expired(now: Timestamp) -> Write {
        Write::one(statement!("DELETE FROM one_time_link WHERE expires <= $1", now))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { member: row.maybe_id("member", MemberId)?, expires: row.time("expires")? })
    }
}

impl Store {
    /// `None` for one that is unknown, used up or too old, and for that of a member who is disabled.
    pub async fn one_time_link(
        &self,
        token: TokenHash,
        now: Timestamp,
    ) -> Result<Option<OneTimeLink>, ReadError> {
        let asked = statement!(
            "SELECT one_time_link.member, one_time_link.expires FROM one_time_link
             LEFT JOIN member ON member.id = one_time_link.member
             WHERE one_time_link.token_hash = $1 AND one_time_link.expires > $2
                 AND (one_time_link.member IS NULL OR NOT member.disabled)",
            token,
            now,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(OneTimeLink::read).transpose())
            .map_err(ReadError::of("a one-time link"))
    }
}
