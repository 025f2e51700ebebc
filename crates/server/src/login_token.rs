//! The secret in a login's or a customer's hands: 256 random bits. Only its hash is kept (ASVS 7.2).

use rand::Rng;
use sha2::{Digest, Sha256};
use store::TokenHash;

/// Never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct LoginToken([u8; 32]);

impl LoginToken {
    pub(crate) fn random() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// A token of the right form. Whether anybody knows it, the store says.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// For the one who holds it.
    pub(crate) fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    /// Tells it from others without being it.
    pub(crate) fn name(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// What the store knows.
    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl std::fmt::Debug for LoginToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("LoginToken(…)")
    }
}
