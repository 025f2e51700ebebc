//! Members as an admin of an application sees them (AD01).

use acd::{ApplicationId, MemberId, Timestamp};

use crate::mail::Mail;
use crate::row::Row;
use crate::statement::statement;
use crate::{Language, ReadError, Roles, Store};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub member: MemberId,
    pub email: String,
    pub name: String,
    pub nickname: String,
    pub language: Language,
    pub roles: Roles,
    pub sessions_max: u32,
    pub disabled: bool,
    pub must_change: bool,
    pub password_until: Option<Timestamp>,
    /// The last one with a password or a link.
    pub mail: Option<Mail>,
    pub totp: bool,
    pub created: Timestamp,
    pub last_login: Option<Timestamp>,
}

impl Account {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            member: row.id("id", MemberId)?,
            email: row.read("email")?,
            name: row.read("name")?,
            nickname: row.read("nickname")?,
            language: row.word("language")?,
            roles: Roles::read(row)?,
            sessions_max: u32::try_from(row.number("sessions_max")?).unwrap_or(u32::MAX),
            disabled: row.read("disabled")?,
            must_change: row.read("must_change")?,
            password_until: row.maybe_time("password_until")?,
            mail: Mail::read_joined(row)?,
            totp: row.read::<Option<bool>>("totp")?.unwrap_or(false),
            created: row.time("created")?,
            last_login: row.maybe_time("last_login")?,
        })
    }
}

impl Store {
    /// By name.
    pub async fn accounts(&self, application: ApplicationId) -> Result<Vec<Account>, ReadError> {
        let asked = statement!(
            "SELECT member.id, member.email, member.name, member.nickname, member.language,
                 member.disabled, member.must_change, member.password_until, member.created,
                 member.last_login, membership.agent, membership.supervisor, membership.admin,
                 membership.sessions_max, totp.confirmed AS totp, mail.delivery AS mail_delivery,
                 mail.at AS mail_at, mail.why AS mail_why
             FROM membership JOIN member ON member.id = membership.member
             LEFT JOIN totp ON totp.member = member.id
             LEFT JOIN mail ON mail.id = member.mail
             WHERE membership.application = $1 ORDER BY member.name, member.id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Account::read).collect())
            .map_err(ReadError::of("the accounts"))
    }

    /// `None` for a member of other applications only.
    pub async fn account(
        &self,
        application: ApplicationId,
        member: MemberId,
    ) -> Result<Option<Account>, ReadError> {
        let all = self.accounts(application).await?;
        Ok(all.into_iter().find(|account| account.member == member))
    }
}
