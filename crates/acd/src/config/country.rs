//! A country, as telephone numbers have one.

use serde::{Deserialize, Serialize};

/// The two letters of ISO 3166-1, in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// `None` for anything but two capital letters. Whether there is such a country is not asked.
    pub const fn new(letters: [u8; 2]) -> Option<Self> {
        let [first, second] = letters;
        if first.is_ascii_uppercase() && second.is_ascii_uppercase() {
            Some(Self(letters))
        } else {
            None
        }
    }

    pub fn letters(self) -> String {
        self.0.into_iter().map(char::from).collect()
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let letters = text.as_bytes().try_into().ok();
        letters.and_then(Self::new).ok_or_else(|| format!("not a country: {text}"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.letters()
    }
}

/// Whom a call out would reach, as far as rules ask: never the number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// Absent for what is no country's, as satellite phones are.
    pub country: Option<Country>,
    pub tariff: Tariff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tariff {
    Ordinary,
    /// Premium rate, shared cost and whatever else is made to earn from who calls: never dialled.
    Special,
    /// VC44: the police, the fire brigade, an ambulance.
    Emergency,
}
