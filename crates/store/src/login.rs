//! Logins of members: who holds a token may act as the member, until it expires or is ended.

use acd::{ApplicationId, MemberId, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Roles, Store, TokenHash, Write};

/// The name of a login, which opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LoginId(pub Uuid);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    pub id: LoginId,
    pub member: MemberId,
    /// AC05: the application that was chosen, if there was a choice already and the member still works there.
    pub application: Option<ApplicationId>,
    /// What the browser called itself, for the member to recognise it by.
    pub browser: String,
    pub address: String,
    pub created: Timestamp,
    pub last_seen: Timestamp,
    /// The absolute end; how long it may idle is the caller's to judge.
    pub expires: Timestamp,
}

impl Login {
    pub fn add(&self, token: TokenHash) -> Write {
        let login = statement!(
            "INSERT INTO login (token_hash, id, member, application, browser, address, created,
                 last_seen, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            token,
            self.id.0,
            self.member,
            self.application,
            &*self.browser,
            &*self.address,
            self.created,
            self.last_seen,
            self.expires,
        );
        let member = statement!(
            "UPDATE member SET last_login = $1 WHERE id = $2",
            self.created,
            self.member
        );
        Write { statements: vec![login, member] }
    }

    /// Never backwards, whichever of two requests is written last.
    pub fn touch(id: LoginId, now: Timestamp) -> Write {
        Write::one(statement!(
            "UPDATE login SET last_seen = $1 WHERE id = $2 AND last_seen < $1",
            now,
            id.0,
        ))
    }

    /// AC05: the member works here now, whichever login said so, and it is remembered.
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

    /// AC13. Of this member only: nobody ends another's.
    pub fn end(member: MemberId, id: LoginId) -> Write {
        let ended = statement!("DELETE FROM login WHERE id = $1 AND member = $2", id.0, member);
        Write::one(ended.must_touch())
    }

    pub fn end_all(member: MemberId) -> Write {
        Write::one(statement!("DELETE FROM login WHERE member = $1", member))
    }

    /// AC10: the member's others.
    pub fn end_others(member: MemberId, kept: LoginId) -> Write {
        Write::one(statement!("DELETE FROM login WHERE member = $1 AND id <> $2", member, kept.0,))
    }

    pub fn forget_expired(now: Timestamp) -> Write {
        Write::one(statement!("DELETE FROM login WHERE expires <= $1", now))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", LoginId)?,
            member: row.id("member", MemberId)?,
            application: row.maybe_id("application", ApplicationId)?,
            browser: row.read("browser")?,
            address: row.read("address")?,
            created: row.time("created")?,
            last_seen: row.time("last_seen")?,
            expires: row.time("expires")?,
        })
    }
}

/// A login with what its member may do and must do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub login: Login,
    /// In the chosen application; none before the choice.
    pub roles: Roles,
    /// AC03.
    pub must_change: bool,
    /// AC11: one-time codes are on.
    pub totp: bool,
}

impl Standing {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let has =
            |column: &str| Ok::<_, sqlx::Error>(row.read::<Option<bool>>(column)? == Some(true));
        let roles =
            Roles { agent: has("agent")?, supervisor: has("supervisor")?, admin: has("admin")? };
        let login = Login::read(row)?;
        Ok(Self { login, roles, must_change: row.read("must_change")?, totp: has("totp")? })
    }
}

impl Store {
    /// As [`Self::login`], with the member's standing.
    pub async fn standing(
        &self,
        token: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Standing>, ReadError> {
        let asked = statement!(
            "SELECT login.id, login.member, membership.application, login.browser, login.address,
                 login.created, login.last_seen, login.expires, member.must_change,
                 membership.agent, membership.supervisor, membership.admin,
                 totp.confirmed AS totp
             FROM login JOIN member ON member.id = login.member
             LEFT JOIN membership ON membership.application = login.application
                 AND membership.member = login.member
             LEFT JOIN totp ON totp.member = login.member
             WHERE login.token_hash = $1 AND login.expires > $2 AND NOT member.disabled",
            token,
            now,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Standing::read).transpose())
            .map_err(ReadError::of("a login"))
    }

    /// `None` for a token that is unknown or expired, and for a member who is disabled.
    pub async fn login(
        &self,
        token: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Login>, ReadError> {
        let asked = statement!(
            "SELECT login.id, login.member, membership.application, login.browser, login.address,
                 login.created, login.last_seen, login.expires
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

    /// Where a member is signed in, the one used last first.
    pub async fn logins(&self, member: MemberId, now: Timestamp) -> Result<Vec<Login>, ReadError> {
        let asked = statement!(
            "SELECT id, member, application, browser, address, created, last_seen, expires
             FROM login WHERE member = $1 AND expires > $2 ORDER BY last_seen DESC, id",
            member,
            now,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Login::read).collect())
            .map_err(ReadError::of("a member's logins"))
    }
}
