//! What a member may do in which application, and how colleagues see each other.

use acd::{ApplicationId, MemberId};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, Write};

/// What somebody may be; a member can have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    pub agent: bool,
    pub supervisor: bool,
    pub admin: bool,
}

/// A member's place in one application (AC05).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    pub application: ApplicationId,
    pub member: MemberId,
    pub roles: Roles,
}

/// AC05: an application that a member may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace {
    pub application: ApplicationId,
    pub name: String,
    pub roles: Roles,
    /// Whether it was the last choice.
    pub last: bool,
}

/// A member as the others of the application see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub id: MemberId,
    pub email: String,
    pub name: String,
    pub nickname: String,
    pub disabled: bool,
    pub roles: Roles,
}

impl Membership {
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO membership (application, member, agent, supervisor, admin)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (application, member) DO UPDATE SET
                 agent = excluded.agent, supervisor = excluded.supervisor, admin = excluded.admin",
            self.application,
            self.member,
            self.roles.agent,
            self.roles.supervisor,
            self.roles.admin,
        ))
    }

    /// RT01, as the core is told in the same step.
    pub fn put_sessions_max(application: ApplicationId, member: MemberId, max: u32) -> Write {
        let put = statement!(
            "UPDATE membership SET sessions_max = $1 WHERE application = $2 AND member = $3",
            i64::from(max),
            application,
            member,
        );
        Write::one(put.must_touch())
    }

    pub fn remove(application: ApplicationId, member: MemberId) -> Write {
        Write::one(statement!(
            "DELETE FROM membership WHERE application = $1 AND member = $2",
            application,
            member,
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            application: row.id("application", ApplicationId)?,
            member: row.id("member", MemberId)?,
            roles: Roles::read(row)?,
        })
    }
}

impl Roles {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            agent: row.read("agent")?,
            supervisor: row.read("supervisor")?,
            admin: row.read("admin")?,
        })
    }
}

impl Workplace {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let application = row.id("application", ApplicationId)?;
        let last = row.maybe_id("last_application", ApplicationId)?;
        Ok(Self {
            application,
            name: row.read("name")?,
            roles: Roles::read(row)?,
            last: last == Some(application),
        })
    }
}

impl Colleague {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", MemberId)?,
            email: row.read("email")?,
            name: row.read("name")?,
            nickname: row.read("nickname")?,
            disabled: row.read("disabled")?,
            roles: Roles::read(row)?,
        })
    }
}

impl Store {
    /// AC05: the applications a member works in.
    pub async fn memberships(&self, member: MemberId) -> Result<Vec<Membership>, ReadError> {
        let asked = statement!(
            "SELECT application, member, agent, supervisor, admin FROM membership
             WHERE member = $1 ORDER BY application",
            member,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Membership::read).collect())
            .map_err(ReadError::of("a member's applications"))
    }

    /// AC05: what a member of several chooses from, by name.
    pub async fn workplaces(&self, member: MemberId) -> Result<Vec<Workplace>, ReadError> {
        let asked = statement!(
            "SELECT membership.application, application.name, membership.agent,
                 membership.supervisor, membership.admin, member.last_application
             FROM membership JOIN application ON application.id = membership.application
             JOIN member ON member.id = membership.member
             WHERE membership.member = $1 ORDER BY application.name, application.id",
            member,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Workplace::read).collect())
            .map_err(ReadError::of("where a member works"))
    }
}
