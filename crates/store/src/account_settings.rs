//! What the admins of an application have decided about accounts; opaque here.

use acd::{ApplicationId, MemberId};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Roles, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct AccountSettings(pub serde_json::Value);

impl AccountSettings {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO account_settings (application, settings) VALUES ($1, $2)
             ON CONFLICT (application) DO UPDATE SET settings = excluded.settings",
            application,
            Value::json(&self.0),
        ))
    }
}

impl Store {
    /// `None` until somebody has decided.
    pub async fn account_settings(
        &self,
        application: ApplicationId,
    ) -> Result<Option<AccountSettings>, ReadError> {
        let asked =
            statement!("SELECT settings FROM account_settings WHERE application = $1", application);
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.map(|row| row.json("settings").map(AccountSettings)).transpose())
            .map_err(ReadError::of("the settings of accounts"))
    }

    /// Those of every application that the member works in, with the roles there: an account is one, and whoever asks for
    /// more is heard.
    pub async fn account_settings_of(
        &self,
        member: MemberId,
    ) -> Result<Vec<(Roles, AccountSettings)>, ReadError> {
        let asked = statement!(
            "SELECT account_settings.settings, membership.agent, membership.supervisor,
                 membership.admin
             FROM account_settings
             JOIN membership ON membership.application = account_settings.application
             WHERE membership.member = $1",
            member,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| {
            let read = |row: &Row| Ok((Roles::read(row)?, AccountSettings(row.json("settings")?)));
            rows.iter().map(read).collect()
        })
        .map_err(ReadError::of("the settings of a member's accounts"))
    }
}
