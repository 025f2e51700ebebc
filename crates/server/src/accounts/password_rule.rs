//! What a new password must be (AC12). Characters are Unicode scalar values after NFC, so that one accent is one
//! character however the keyboard makes it; nothing is ever cut.

use unicode_normalization::UnicodeNormalization;
use wire::password::{PasswordPolicy, PasswordRule, PasswordVerdict, PolicyKind, RuleVerdict};
use zxcvbn::{Score, zxcvbn};

/// No policy allows as many bytes: nobody's password, so that none is hashed to find out.
pub(crate) const BYTES_MAX: usize = 1024;
/// Words that everybody tries here.
const HOUSE_WORDS: [&str; 3] = ["rapport", "contact center", "contactcenter"];

/// The one form in which a password is judged, hashed and compared.
pub(crate) fn normalised(password: &str) -> String {
    password.nfc().collect()
}

pub(crate) const fn policy(kind: PolicyKind) -> PasswordPolicy {
    let (min, max) = match kind {
        PolicyKind::Classic => (8, 20),
        PolicyKind::Passphrase => (12, 128),
    };
    PasswordPolicy { kind, min, max }
}

/// `words` are the member's own: name, e-mail, company. They count as known to everybody.
pub(crate) fn judge(kind: PolicyKind, password: &str, words: &[&str]) -> PasswordVerdict {
    let policy = policy(kind);
    let password = normalised(password);
    let length = u32::try_from(password.chars().count()).unwrap_or(u32::MAX);
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let mut rules = vec![
        met(PasswordRule::LongEnough, length >= policy.min),
        met(PasswordRule::NotTooLong, length <= policy.max),
    ];
    if kind == PolicyKind::Classic {
        rules.extend([
            met(PasswordRule::Digit, has(char::is_numeric)),
            met(PasswordRule::Letter, has(char::is_alphabetic)),
            met(PasswordRule::Symbol, has(is_symbol)),
            met(PasswordRule::NoWhiteSpace, !has(is_blank)),
        ]);
    }
    let common = is_common(kind, &password, words);
    let acceptable = rules.iter().all(|rule| rule.met) && (kind == PolicyKind::Classic || !common);
    rules.push(met(PasswordRule::NotCommon, !common));
    PasswordVerdict { policy, length, rules, acceptable }
}

const fn met(rule: PasswordRule, met: bool) -> RuleVerdict {
    RuleVerdict { rule, met }
}

/// Neither alphanumeric nor space nor control; `¥` counts.
fn is_symbol(character: char) -> bool {
    !character.is_alphanumeric() && !is_blank(character)
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// What a guesser who knows the lists, the keyboard and the member gets at soon. A classic password is warned about when a
/// million guesses would do, which online take years; a passphrase is refused when a hundred million would.
fn is_common(kind: PolicyKind, password: &str, words: &[&str]) -> bool {
    let own = words.iter().flat_map(|word| word.split(['@', '.', ' ', '-', '_']).chain([*word]));
    // A word of two letters says nothing.
    let own = own.filter(|word| word.chars().count() > 2);
    let known: Vec<&str> = HOUSE_WORDS.into_iter().chain(own).collect();
    let wanted = match kind {
        PolicyKind::Classic => Score::Two,
        PolicyKind::Passphrase => Score::Three,
    };
    zxcvbn(password, &known).score() < wanted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn classic(password: &str) -> PasswordVerdict {
        judge(PolicyKind::Classic, password, &[])
    }

    fn passphrase(password: &str) -> PasswordVerdict {
        judge(PolicyKind::Passphrase, password, &["Ann Berg", "ann.berg@fern-oak.example"])
    }

    fn broken(verdict: &PasswordVerdict) -> Vec<PasswordRule> {
        verdict.rules.iter().filter(|rule| !rule.met).map(|rule| rule.rule).collect()
    }

    #[test]
    fn ac12_the_examples_of_the_classic_rule() {
        use PasswordRule::{Digit, Letter, LongEnough, NoWhiteSpace, NotTooLong, Symbol};
        for good in ["abc123!@", "abcd123¥"] {
            assert!(classic(good).acceptable, "{good}");
        }
        let bad = [
            ("Abcdefg1", Symbol),
            ("12345678!", Letter),
            ("abcdefgh!", Digit),
            ("a1!", LongEnough),
            ("abc 123!x", NoWhiteSpace),
            ("abcdefghij123456789!x", NotTooLong),
        ];
        for (password, rule) in bad {
            let verdict = classic(password);
            assert!(!verdict.acceptable, "{password}");
            assert!(broken(&verdict).contains(&rule), "{password}: {:?}", broken(&verdict));
        }
    }

    #[test]
    fn ac12_characters_are_counted_and_not_bytes() {
        let twenty = format!("a1{}", "¥".repeat(18));
        assert_eq!(classic(&twenty).length, 20);
        assert!(classic(&twenty).acceptable);
        assert!(!classic(&format!("{twenty}¥")).acceptable);
        // One accent, two ways to type it.
        let composed = "caf\u{e9} 1 b\u{e9}b\u{e9}";
        let decomposed = "cafe\u{301} 1 be\u{301}be\u{301}";
        assert_eq!(classic(composed), classic(decomposed));
        assert_eq!(normalised(composed), normalised(decomposed));
    }

    #[test]
    fn ac12_letters_of_any_script_are_letters() {
        assert!(classic("密码安全123!").acceptable);
        assert!(classic("пароль-7").acceptable);
    }

    #[test]
    fn ac12_a_common_password_is_warned_about_or_refused() {
        let common = |verdict: PasswordVerdict| broken(&verdict).contains(&PasswordRule::NotCommon);
        assert!(classic("Password1!").acceptable);
        assert!(common(classic("Password1!")));
        assert!(!common(classic("k7#vTq!2")));
        for known in ["Password1!Password1!", "qwertyuiop1234", "ann.berg@fern-oak.example"] {
            assert!(!passphrase(known).acceptable, "{known}");
        }
        for good in ["orchard violin seventeen", "雨天的猫在窗台上看报纸呢"] {
            assert!(passphrase(good).acceptable, "{good}: {:?}", passphrase(good));
        }
    }

    #[test]
    fn ac12_a_passphrase_has_length_and_nothing_else_to_keep_to() {
        assert_eq!(
            broken(&passphrase("o v s")),
            [PasswordRule::LongEnough, PasswordRule::NotCommon]
        );
        let long: String = ('a'..='z').cycle().step_by(7).take(129).collect();
        assert!(broken(&passphrase(&long)).contains(&PasswordRule::NotTooLong));
        assert!(passphrase(&long[..128]).acceptable);
    }

    proptest! {
        #[test]
        fn ac12_classic_is_exactly_its_rule(password in "\\PC{0,24}|[a-c1-2!¥ \t]{6,22}") {
            let text: Vec<char> = normalised(&password).chars().collect();
            let symbol = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control();
            let right = (8..=20).contains(&text.len())
                && text.iter().any(|c| c.is_numeric())
                && text.iter().any(|c| c.is_alphabetic())
                && text.iter().any(symbol)
                && !text.iter().any(|c| c.is_whitespace() || c.is_control());
            prop_assert_eq!(classic(&password).acceptable, right);
        }

        #[test]
        fn ac12_no_password_is_cut(start in "[a-z]{8}1!", more in "[a-z]{11,200}") {
            prop_assert!(!classic(&(start + &more)).acceptable);
        }

        #[test]
        fn ac12_any_text_gets_a_verdict(password in "\\PC{0,300}") {
            let verdict = passphrase(&password);
            prop_assert_eq!(verdict.length as usize, normalised(&password).chars().count());
        }
    }
}
