//! A SIP phone's password (VC31): drawn by chance and never chosen, because nobody has to remember it. It is shown once, and
//! only what proves it is kept.

use rand::seq::IndexedRandom;

/// 24 of 57 are 139 bits.
const LENGTH: usize = 24;
const NAME_LENGTH: usize = 6;
/// Letters and digits alone, because not every phone's page takes more; nothing that looks like something else.
const ALPHABET: &[u8] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SMALL: &[u8] = b"abcdefghijkmnopqrstuvwxyz23456789";

pub(crate) fn phone_password() -> String {
    draw(ALPHABET, LENGTH)
}

/// What a phone registers as: it says which one it is, and cannot be guessed from that.
pub(crate) fn phone_username(extension: &str) -> String {
    format!("{extension}-{}", draw(SMALL, NAME_LENGTH))
}

fn draw(alphabet: &[u8], length: usize) -> String {
    let mut chance = rand::rng();
    let drawn = (0..length).filter_map(|_| alphabet.choose(&mut chance));
    drawn.map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn vc31_a_phones_password_is_24_letters_and_digits_and_none_comes_twice() {
        let many: BTreeSet<String> = (0..500).map(|_| phone_password()).collect();
        assert_eq!(many.len(), 500);
        let is_plain = |drawn: &String| drawn.bytes().all(|byte| byte.is_ascii_alphanumeric());
        assert!(many.iter().all(|drawn| drawn.len() == LENGTH && is_plain(drawn)));
        assert!(phone_username("201").starts_with("201-"));
    }
}
