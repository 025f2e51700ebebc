//! What a member may do in which application, and how colleagues see each other.

use acd::{ApplicationId, MemberId};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, Write};

/// SPEC's roles; a member can have several.
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
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            agent: row.read("agent")?,
            supervisor: row.read("supervisor")?,
            admin: row.read("admin")?,
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
}
