//! A key of the telephone: 0 to 9, `*`, `#`, A to D.

use std::fmt;

use serde::{Deserialize, Serialize};

/// In JSON it is what is printed on the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowKey, value_type = String))]
pub struct Key(char);

const KEYS: &str = "0123456789*#ABCD";

impl Key {
    pub const STAR: Self = Self('*');
    pub const HASH: Self = Self('#');

    /// The key with this character, letters in either case.
    pub fn from_char(key: char) -> Option<Self> {
        let key = key.to_ascii_uppercase();
        KEYS.contains(key).then_some(Self(key))
    }

    pub const fn as_char(self) -> char {
        self.0
    }

    /// 0 to 9; `None` for the other keys.
    pub fn number(self) -> Option<u8> {
        self.0.to_digit(10).and_then(|number| u8::try_from(number).ok())
    }
}

/// A key may be part of a secret, so it does not print itself where nobody asked.
impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(_)")
    }
}

impl TryFrom<String> for Key {
    type Error = NoKey;

    fn try_from(text: String) -> Result<Self, NoKey> {
        let mut letters = text.chars();
        match (letters.next().and_then(Self::from_char), letters.next()) {
            (Some(key), None) => Ok(key),
            _ => Err(NoKey),
        }
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0.into()
    }
}

/// Not one of the sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl fmt::Display for NoKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key is one of 0 to 9, *, #, A to D")
    }
}

impl std::error::Error for NoKey {}
