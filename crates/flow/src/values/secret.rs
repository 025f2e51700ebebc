//! Digits that nobody may see: they do not print, are not stored, and are wiped when they are no longer needed.

use std::fmt;

use zeroize::Zeroizing;

use crate::DIGITS_MAX;

#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// For the one request that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(super) fn push(&mut self, key: char) {
        // Never beyond what was set aside at first: to grow would leave a copy behind.
        if self.0.len() < usize::from(DIGITS_MAX) {
            self.0.push(key);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(usize::from(DIGITS_MAX))))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(_)")
    }
}
