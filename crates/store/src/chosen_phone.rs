//! VC31: the SIP phone that a member takes calls by instead of the browser.

use acd::{ApplicationId, MemberId};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, SipPhoneId, Store, Write};

/// A member's choice. It counts while the phone is the member's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenPhone {
    pub member: MemberId,
    pub application: ApplicationId,
    pub phone: SipPhoneId,
}

impl ChosenPhone {
    /// In place of what was chosen before.
    pub fn put(self) -> Write {
        Write::one(statement!(
            "INSERT INTO chosen_phone (member, application, phone) VALUES ($1, $2, $3)
             ON CONFLICT (member, application) DO UPDATE SET phone = excluded.phone",
            self.member,
            self.application,
            self.phone,
        ))
    }

    /// The browser again.
    pub fn remove(member: MemberId, application: ApplicationId) -> Write {
        Write::one(statement!(
            "DELETE FROM chosen_phone WHERE member = $1 AND application = $2",
            member,
            application
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            member: row.id("member", MemberId)?,
            application: row.id("application", ApplicationId)?,
            phone: row.id("phone", SipPhoneId)?,
        })
    }
}

impl Store {
    /// Of all members.
    pub async fn chosen_phones(&self) -> Result<Vec<ChosenPhone>, ReadError> {
        let all = statement!(
            "SELECT member, application, phone FROM chosen_phone ORDER BY member, application"
        );
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(ChosenPhone::read).collect())
            .map_err(ReadError::of("the chosen phones"))
    }
}
