//! What is kept of a secret that a browser holds: its SHA-256, so that a stolen database opens no door.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::value::Value;

/// The token has 256 bits of chance, so that a plain hash is enough. Never printed, not even the hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    pub fn of(token: &[u8; 32]) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TokenHash(…)")
    }
}

impl From<TokenHash> for Value {
    fn from(TokenHash(hash): TokenHash) -> Self {
        Self::Bytes(hash.to_vec())
    }
}
