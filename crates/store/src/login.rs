//! Logins of members: who holds a token may act as the member, until it expires or is ended.

use acd::{ApplicationId, MemberId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, TokenHash, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login {
    pub member: MemberId,
    /// AC05: the application that was chosen, if there was a choice already and the member still works there.
    pub application: Option<ApplicationId>,
    pub created: Timestamp,
    pub last_seen: Timestamp,
    /// The absolute end; how long it may idle is the caller's to judge.
    pub expires: Timestamp,
}

impl Login {
    pub fn add(&self, token: TokenHash) -> Write {
        Write::one(statement!(
            "INSERT INTO login (token_hash, member, application, created, last_seen, expires)
             VALUES ($1, $2, $3, $4, $5, $6)",
            token,
            self.member,
            self.application,
            self.created,
            self.last_seen,
            self.expires,
        ))
    }

    /// Never backwards, whichever of two requests is written last.
    pub fn touch(token: TokenHash, now: Timestamp) -> Write {
        Write::one(statement!(
            "UPDATE login SET last_seen = $1 WHERE token_hash = $2 AND last_seen < $1",
            now,
            token,
        ))
    }

    /// AC05: the member works here now, whichever login said so (DESIGN §2), and it is remembered.
    pub fn choose(member: MemberId, application: ApplicationId) -> Write {
        let everywhere =
            statement!("UPDATE login SET application = $1 WHERE member = $2", application, member,);
        let remembered = statement!(
            "UPDATE member SET last_application = $1 WHERE id = $2",
            application,
            member,
        );
        Write { statements: vec![everywhere, remembered.must_touch()] }
    }

    /// AC13.
    pub fn end(token: TokenHash) -> Write {
        Write::one(statement!("DELETE FROM login WHERE token_hash = $1", token))
    }

    pub fn end_all(member: MemberId) -> Write {
        Write::one(statement!("DELETE FROM login WHERE member = $1", member))
    }

    /// AC10: the member's others.
    pub fn end_others(member: MemberId, kept: TokenHash) -> Write {
        Write::one(statement!(
            "DELETE FROM login WHERE member = $1 AND token_hash <> $2",
            member,
            kept,
        ))
    }

    pub fn forget_expired(now: Timestamp) -> Write {
        Write::one(statement!("DELETE FROM login WHERE expires <= $1", now))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            member: row.id("member", MemberId)?,
            application: row.maybe_id("application", ApplicationId)?,
            created: row.time("created")?,
            last_seen: row.time("last_seen")?,
            expires: row.time("expires")?,
        })
    }
}

impl Store {
    /// `None` for a token that is unknown or expired, and for a member who is disabled.
    pub async fn login(
        &self,
        token: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Login>, ReadError> {
        let asked = statement!(
            "SELECT login.member, membership.application, login.created, login.last_seen,
                 login.expires
             FROM login JOIN member ON member.id = login.member
             LEFT JOIN membership ON membership.application = login.application
                 AND membership.member = login.member
             WHERE login.token_hash = $1 AND login.expires > $2 AND NOT member.disabled",
            token,
            now,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Login::read).transpose())
            .map_err(ReadError::of("a login"))
    }
}
