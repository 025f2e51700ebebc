//! Tags, branches and numbers nobody can guess, drawn from the seed the endpoint was given.

use std::fmt;

use sha2::{Digest, Sha256};

/// A counter run through SHA-256 with a secret: unguessable outside, repeatable in tests.
pub(crate) struct Tokens {
    seed: [u8; 32],
    drawn: u64,
}

/// The seed is a secret: it stays out of logs.
impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tokens").field("drawn", &self.drawn).finish_non_exhaustive()
    }
}

impl Tokens {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// A fresh token of 128 bits: a tag, a branch, a Call-ID.
    pub(crate) fn draw(&mut self) -> String {
        self.drawn += 1;
        self.token(&[b"draw", &self.drawn.to_be_bytes()])
    }

    /// A fresh number of 64 bits.
    pub(crate) fn number(&mut self) -> u64 {
        self.drawn += 1;
        let digest = self.digest(&[b"number", &self.drawn.to_be_bytes()]);
        digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The same token for the same parts: what an answer without a transaction puts in its tag,
    /// so that its retransmission is the same answer (RFC 3261 §8.2.7).
    pub(crate) fn stable(&self, parts: &[&[u8]]) -> String {
        self.token(parts)
    }

    fn token(&self, parts: &[&[u8]]) -> String {
        let digest = self.digest(parts);
        let number =
            digest.iter().take(16).fold(0u128, |number, byte| number << 8 | u128::from(*byte));
        format!("{number:032x}")
    }

    fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        for part in parts {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}
