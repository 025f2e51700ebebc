//! A first password (AC02): 16 characters by chance that satisfy AC12, readable from a sheet of paper. It is mailed or shown
//! once, and kept as a hash only.

use rand::seq::IndexedRandom;
use wire::password::PolicyKind;

use super::password_rule;

const LENGTH: usize = 16;
/// Nothing that looks like something else, nothing that a mail program takes for the end of a sentence or a link.
const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789#%+=?@*";

pub(crate) fn random_password() -> String {
    loop {
        let drawn = draw();
        // Most are right at once; choosing among all that are right keeps each of these as likely as any other.
        if password_rule::judge(PolicyKind::Classic, &drawn, &[]).acceptable {
            return drawn;
        }
    }
}

fn draw() -> String {
    let mut chance = rand::rng();
    (0..LENGTH).filter_map(|_| ALPHABET.choose(&mut chance)).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ac02_a_random_password_is_16_characters_that_satisfy_both_policies() {
        let many: BTreeSet<String> = (0..500).map(|_| random_password()).collect();
        assert_eq!(many.len(), 500, "none came twice");
        for password in many {
            assert_eq!(password.chars().count(), LENGTH);
            for kind in [PolicyKind::Classic, PolicyKind::Passphrase] {
                assert!(password_rule::judge(kind, &password, &[]).acceptable, "{password}");
            }
        }
    }
}
