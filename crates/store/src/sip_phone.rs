//! VC31, AD04: phones that register here.

use acd::{ApplicationId, MemberId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::word::word;
use crate::{ReadError, Store, Write};

/// A phone of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SipPhoneId(pub Uuid);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SipPhone {
    pub id: SipPhoneId,
    pub application: ApplicationId,
    /// What it is dialled by inside; one in the application.
    pub extension: String,
    pub name: String,
    /// What it registers as; one in the installation.
    pub username: String,
    pub algorithm: SipDigest,
    /// Sealed by the one who wrote it.
    pub secret: Vec<u8>,
    /// Whose it is, if anybody's.
    pub member: Option<MemberId>,
}

/// How a phone proves who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SipDigest {
    #[default]
    Sha256,
    Md5,
}

impl SipPhone {
    /// [`crate::WriteError::Taken`] if the extension or the user name is another phone's.
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO sip_phone (id, application, extension, name, username, algorithm, secret, member)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET
                 extension = excluded.extension, name = excluded.name,
                 algorithm = excluded.algorithm, secret = excluded.secret,
                 member = excluded.member",
            self.id,
            self.application,
            &*self.extension,
            &*self.name,
            &*self.username,
            word(self.algorithm),
            &*self.secret,
            self.member,
        ))
    }

    /// With where it is.
    pub fn remove(id: SipPhoneId) -> Write {
        Write::one(statement!("DELETE FROM sip_phone WHERE id = $1", id))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", SipPhoneId)?,
            application: row.id("application", ApplicationId)?,
            extension: row.read("extension")?,
            name: row.read("name")?,
            username: row.read("username")?,
            algorithm: row.word("algorithm")?,
            secret: row.read("secret")?,
            member: row.maybe_id("member", MemberId)?,
        })
    }
}

impl Store {
    /// Of all applications, the oldest first: ids grow.
    pub async fn sip_phones(&self) -> Result<Vec<SipPhone>, ReadError> {
        let all = statement!(
            "SELECT id, application, extension, name, username, algorithm, secret, member
             FROM sip_phone ORDER BY id"
        );
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(SipPhone::read).collect())
            .map_err(ReadError::of("the SIP phones"))
    }
}
