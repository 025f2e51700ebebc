//! VC31: where SIP phones are registered, so that they are still there after a restart.

use acd::Timestamp;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, SipPhoneId, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SipBinding {
    pub phone: SipPhoneId,
    /// The address that the phone gives itself.
    pub contact: String,
    /// Where it really is, as the owner writes it.
    pub hop: String,
    pub call_id: String,
    pub cseq: u32,
    pub expires: Timestamp,
    pub product: Option<String>,
}

impl SipBinding {
    /// The phone is at these places and at no others.
    pub fn replace(phone: SipPhoneId, places: &[Self]) -> Write {
        let none = Write::one(statement!("DELETE FROM sip_binding WHERE phone = $1", phone));
        places.iter().map(Self::add).fold(none, Write::and)
    }

    fn add(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO sip_binding (phone, contact, hop, call_id, cseq, expires, product)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            self.phone,
            &*self.contact,
            &*self.hop,
            &*self.call_id,
            u64::from(self.cseq),
            self.expires,
            self.product.as_deref(),
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            phone: row.id("phone", SipPhoneId)?,
            contact: row.read("contact")?,
            hop: row.read("hop")?,
            call_id: row.read("call_id")?,
            cseq: u32::try_from(row.number("cseq")?).unwrap_or(u32::MAX),
            expires: row.time("expires")?,
            product: row.read("product")?,
        })
    }
}

impl Store {
    /// Of all phones, those that end first first.
    pub async fn sip_bindings(&self) -> Result<Vec<SipBinding>, ReadError> {
        let all = statement!(
            "SELECT phone, contact, hop, call_id, cseq, expires, product
             FROM sip_binding ORDER BY expires, phone, contact"
        );
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(SipBinding::read).collect())
            .map_err(ReadError::of("where the SIP phones are"))
    }
}
