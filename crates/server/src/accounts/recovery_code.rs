//! Codes for the day on which the phone with the authenticator is lost (AC11). Each opens once; kept as hashes.

use data_encoding::BASE32_NOPAD;
use rand::Rng;
use store::TokenHash;

/// How many a member gets at a time.
const CODES: usize = 10;
/// 80 bits: too many to try against a stolen hash.
const BYTES: usize = 10;

#[derive(Clone, Copy)]
pub(crate) struct RecoveryCode([u8; BYTES]);

impl RecoveryCode {
    pub(crate) fn set() -> Vec<Self> {
        let mut chance = rand::rng();
        let mut bytes = [0; BYTES];
        let one = |_| {
            chance.fill_bytes(&mut bytes);
            Self(bytes)
        };
        (0..CODES).map(one).collect()
    }

    /// As a person types it: case, dashes and spaces do not matter.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let kept: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let bytes = BASE32_NOPAD.decode(kept.to_ascii_uppercase().as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// For the one who gets it, once.
    pub(crate) fn reveal(self) -> String {
        let text = BASE32_NOPAD.encode(&self.0).to_ascii_lowercase();
        let groups: Vec<&str> = (0..4).filter_map(|at| text.get(at * 4..at * 4 + 4)).collect();
        groups.join("-")
    }

    pub(crate) fn hash(self) -> TokenHash {
        let mut padded = [0; 32];
        padded[..BYTES].copy_from_slice(&self.0);
        TokenHash::of(&padded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ac11_a_recovery_code_is_read_as_people_type_it() {
        let codes = RecoveryCode::set();
        assert_eq!(codes.len(), CODES);
        for code in codes {
            let shown = code.reveal();
            assert_eq!(shown.len(), 19, "{shown}");
            let typed = format!(" {} ", shown.replace('-', " ").to_ascii_uppercase());
            assert!(RecoveryCode::parse(&typed).is_some_and(|read| read.hash() == code.hash()));
        }
        for wrong in ["", "123456", "abcd-efgh", "1111-1111-1111-1111"] {
            assert!(RecoveryCode::parse(wrong).is_none(), "{wrong}");
        }
    }
}
