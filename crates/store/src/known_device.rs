//! Browsers that a member has signed in from (AC08). Not a login: it opens nothing.

use acd::{MemberId, Timestamp};

use crate::statement::statement;
use crate::{ReadError, Store, TokenHash, Write};

/// What a browser shows beside its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    pub member: MemberId,
    pub last_seen: Timestamp,
}

impl KnownDevice {
    pub fn put(&self, token: TokenHash) -> Write {
        Write::one(statement!(
            "INSERT INTO known_device (token_hash, member, last_seen) VALUES ($1, $2, $3)
             ON CONFLICT (token_hash) DO UPDATE SET
                 member = excluded.member, last_seen = excluded.last_seen",
            token,
            self.member,
            self.last_seen,
        ))
    }

    pub fn forget_all(member: MemberId) -> Write {
        Write::one(statement!("DELETE FROM known_device WHERE member = $1", member))
    }

    pub fn forget_unseen_since(then: Timestamp) -> Write {
        Write::one(statement!("DELETE FROM known_device WHERE last_seen < $1", then))
    }
}

impl Store {
    /// Whose browser it is.
    pub async fn known_device(&self, token: TokenHash) -> Result<Option<MemberId>, ReadError> {
        let asked = statement!("SELECT member FROM known_device WHERE token_hash = $1", token);
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(|row| row.id("member", MemberId)).transpose())
            .map_err(ReadError::of("a known device"))
    }
}
