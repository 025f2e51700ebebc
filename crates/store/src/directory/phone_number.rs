//! AD03: inbound numbers.

use acd::{ApplicationId, Number, NumberId};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct PhoneNumber {
    /// As the trunk sends it; unique in the installation.
    pub digits: String,
    pub name: String,
    pub routing: Number,
}

impl PhoneNumber {
    /// [`crate::WriteError::Taken`] if the digits are another number's.
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO phone_number (id, application, digits, name, routing)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO UPDATE SET
                 digits = excluded.digits, name = excluded.name, routing = excluded.routing",
            self.routing.id,
            application,
            &*self.digits,
            &*self.name,
            Value::json(&self.routing),
        ))
    }

    pub fn remove(id: NumberId) -> Write {
        Write::one(statement!("DELETE FROM phone_number WHERE id = $1", id))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            digits: row.read("digits")?,
            name: row.read("name")?,
            routing: row.json("routing")?,
        })
    }
}

impl Store {
    /// VC06: what a call out shows.
    pub async fn phone_number(
        &self,
        application: ApplicationId,
        id: NumberId,
    ) -> Result<Option<PhoneNumber>, ReadError> {
        let asked = statement!(
            "SELECT digits, name, routing FROM phone_number WHERE application = $1 AND id = $2",
            application,
            id,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(PhoneNumber::read).transpose())
            .map_err(ReadError::of("a number of ours"))
    }

    /// Whose number was dialled.
    pub async fn number_dialled(
        &self,
        digits: &str,
    ) -> Result<Option<(ApplicationId, PhoneNumber)>, ReadError> {
        let asked = statement!(
            "SELECT application, digits, name, routing FROM phone_number WHERE digits = $1",
            digits,
        );
        let read = |row: &Row| Ok((row.id("application", ApplicationId)?, PhoneNumber::read(row)?));
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(read).transpose())
            .map_err(ReadError::of("the number that was dialled"))
    }
}
