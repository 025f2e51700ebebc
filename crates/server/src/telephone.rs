//! A telephone number as a person writes it, read as E.164 (VC06). Numbers come from libphonenumber's tables; what may be
//! dialled is not decided here.

use crate::emergency::is_emergency;
use acd::{Country, Destination, Tariff};
use phonenumber::{Mode, Type, country};
use unicode_normalization::UnicodeNormalization as _;

/// Longer than any number that people write, blanks and brackets included.
const TYPED_MAX: usize = 40;

/// A number that can be dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Telephone {
    /// E.164, with its plus; of an emergency number the digits (VC44).
    pub(crate) number: String,
    /// As it is written at home: without the country's code where that is its own.
    pub(crate) written: String,
    pub(crate) to: Destination,
}

impl Telephone {
    /// `None` for what is no number: letters, pauses, extensions, stars and codes among it, or digits that nobody was given.
    pub(crate) fn read(typed: &str, home: Option<Country>) -> Option<Self> {
        if typed.chars().count() > TYPED_MAX {
            return None;
        }
        // Digits of any script, and the full width of East Asia.
        let plain: String = typed.nfkc().collect();
        let plain = plain.trim();
        if !plain.chars().all(is_written) || plain.rfind('+').is_some_and(|plus| plus > 0) {
            return None;
        }
        let digits: String = plain.chars().filter(|one| !one.is_whitespace()).collect();
        if is_emergency(&digits, home) {
            let to = Destination { country: home, tariff: Tariff::Emergency };
            let written = digits.clone();
            return Some(Self { number: digits, written, to });
        }
        let home = home.and_then(|home| home.letters().parse::<country::Id>().ok());
        let read = phonenumber::parse(home, plain).ok()?;
        if !read.is_valid() || read.extension().is_some() {
            return None;
        }
        let country = read.country().id().and_then(|id| {
            let letters = id.as_ref().as_bytes().try_into().ok()?;
            Country::new(letters)
        });
        let tariff = tariff(read.number_type(&phonenumber::metadata::DATABASE));
        let number = read.format().mode(Mode::E164).to_string();
        let is_own = home.is_some() && home == read.country().id();
        let mode = if is_own { Mode::National } else { Mode::International };
        let written = read.format().mode(mode).to_string();
        Some(Self { number, written, to: Destination { country, tariff } })
    }
}

/// What may stand in a number: what separates its digits, and the plus before them.
fn is_written(one: char) -> bool {
    one.is_ascii_digit()
        || matches!(one, '+' | ' ' | '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}')
}

/// What is not known to be ordinary is not.
const fn tariff(kind: Type) -> Tariff {
    match kind {
        Type::FixedLine | Type::Mobile | Type::FixedLineOrMobile | Type::TollFree | Type::Voip => {
            Tariff::Ordinary
        }
        _ => Tariff::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(letters: [u8; 2]) -> Option<Country> {
        Country::new(letters)
    }

    fn read(typed: &str) -> Option<Telephone> {
        Telephone::read(typed, home(*b"DE"))
    }

    fn reads_as(typed: &str) -> Option<String> {
        read(typed).map(|telephone| telephone.number)
    }

    #[test]
    fn vc06_a_number_is_the_same_however_it_is_written() {
        for typed in [
            "+49 30 111220",
            "030 111220",
            "0049 30 111220",
            "(030) 11 12-20",
            "+49 (0)30 111220",
            "030/111220",
            "\u{ff0b}49\u{ff13}0 111220",
            "  030\u{2011}111220 ",
        ] {
            assert_eq!(reads_as(typed).as_deref(), Some("+4930111220"), "{typed}");
        }
    }

    #[test]
    fn vc06_what_is_no_number_is_not_dialled() {
        for typed in [
            "",
            "+",
            "911",
            "11",
            "+112",
            "030",
            "+49 30 111220 ext. 5",
            "+4930111220;ext=5",
            "+4930111220,,1",
            "+4930111220w1",
            "*21*030111220#",
            "sip:030111220@example.org",
            "1-800-FLOWERS",
            "+49+30111220",
            "030111220030111220030111220030111220030111220",
            "\u{0}030111220",
        ] {
            assert_eq!(reads_as(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn vc06_a_number_says_where_it_leads_and_what_kind_it_is() {
        let to = |typed: &str| read(typed).unwrap().to;
        let germany = Destination { country: home(*b"DE"), tariff: Tariff::Ordinary };
        assert_eq!(to("030 111220"), germany);
        assert_eq!(to("0170 1234567"), germany);
        assert_eq!(to("+33 1 42 68 53 00").country, home(*b"FR"));
        assert_eq!(to("0900 1 123456").tariff, Tariff::Special);
        assert_eq!(to("0180 5 123456").tariff, Tariff::Special);
        assert_eq!(
            to("+1 473 403 1234").country,
            home(*b"GD"),
            "a neighbour's code is no neighbour"
        );
        assert_ne!(to("+870 773111632").country, home(*b"DE"), "a satellite is nobody's home");
    }

    #[test]
    fn vc06_a_number_is_written_as_at_home() {
        let written = |typed: &str| read(typed).unwrap().written;
        assert_eq!(written("+4930111220"), "030 111220");
        assert_eq!(written("0033142685300"), "+33 1 42 68 53 00");
        let abroad = Telephone::read("+4930111220", None).map(|telephone| telephone.written);
        assert_eq!(abroad.as_deref(), Some("+49 30 111220"), "there is no home");
    }

    #[test]
    fn vc44_an_emergency_number_is_one_of_the_country() {
        for typed in ["112", " 1 1 2 ", "\u{ff11}\u{ff11}\u{ff12}"] {
            let read = read(typed).unwrap();
            assert_eq!((read.number.as_str(), read.to.tariff), ("112", Tariff::Emergency));
        }
        assert_eq!(Telephone::read("110", home(*b"CN")).unwrap().to.tariff, Tariff::Emergency);
        assert_ne!(read("030 112").map(|read| read.to.tariff), Some(Tariff::Emergency));
    }

    #[test]
    fn vc06_without_a_country_a_number_has_to_say_its_own() {
        assert_eq!(Telephone::read("030 111220", None), None);
        let whole = Telephone::read("+4930111220", None).map(|telephone| telephone.number);
        assert_eq!(whole.as_deref(), Some("+4930111220"));
    }
}
