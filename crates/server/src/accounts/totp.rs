//! Time-based one-time codes (AC11, RFC 6238): HMAC-SHA-1 and 6 digits each 30 s, because that is what every authenticator
//! app knows. Who remembers the last code, so that none is taken twice, is the store.

use acd::Timestamp;
use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use rand::Rng;

/// RFC 4226 §4 asks for 160 bits.
const SEED_BYTES: usize = 20;
const STEP_MS: u64 = 30_000;
const DIGITS: u32 = 6;
/// RFC 6238 §5.2: one step back and one ahead, for clocks that are not quite right and people who type slowly.
const DRIFT: u64 = 1;

pub(crate) struct Seed([u8; SEED_BYTES]);

impl Seed {
    pub(crate) fn random() -> Self {
        let mut bytes = [0; SEED_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The time step of a code that is right now and was not taken yet: each step after `taken` counts once.
    pub(crate) fn step_of(&self, code: &str, taken: u64, now: Timestamp) -> Option<u64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if code.len() != DIGITS as usize || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let step = now.0 / STEP_MS;
        let near = step.saturating_sub(DRIFT)..=step + DRIFT;
        near.filter(|step| *step > taken).find(|step| self.code(*step) == code)
    }

    /// RFC 4226 §5.3.
    fn code(&self, step: u64) -> String {
        let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag.last().copied().unwrap_or_default() & 0x0f);
        let word = tag.get(at..at + 4).and_then(|word| word.try_into().ok());
        let number = u32::from_be_bytes(word.unwrap_or_default()) & 0x7fff_ffff;
        format!("{:06}", number % 10_u32.pow(DIGITS))
    }

    /// For typing: groups of four.
    pub(crate) fn spelt(&self) -> String {
        let text = BASE32_NOPAD.encode(&self.0);
        let groups: Vec<&str> = (0..8).filter_map(|at| text.get(at * 4..at * 4 + 4)).collect();
        groups.join(" ")
    }

    /// What the QR code holds: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>.
    pub(crate) fn uri(&self, issuer: &str, email: &str) -> String {
        let issuer = utf8_percent_encode(issuer, NON_ALPHANUMERIC);
        let email = utf8_percent_encode(email, NON_ALPHANUMERIC);
        let secret = BASE32_NOPAD.encode(&self.0);
        format!(
            "otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}&period=30&digits={DIGITS}"
        )
    }
}

/// Black on white whatever the theme, because cameras want that. `None` if the names are longer than any QR code.
pub(crate) fn qr_svg(uri: &str) -> Option<String> {
    let code = QrCode::new(uri).ok()?;
    let mut drawing = code.render::<svg::Color<'_>>();
    drawing.min_dimensions(200, 200).quiet_zone(true);
    Some(drawing.dark_color(svg::Color("#000")).light_color(svg::Color("#fff")).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the SHA-1 column without its first two digits.
    #[test]
    fn ac11_codes_are_those_of_rfc_6238() {
        let seed = Seed(*b"12345678901234567890");
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (second, code) in table {
            let now = Timestamp(second * 1000);
            assert_eq!(seed.step_of(code, 0, now), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn ac11_a_code_is_good_for_a_step_on_either_side_and_once() {
        let seed = Seed::random();
        let now = Timestamp(1_700_000_000_000);
        let step = now.0 / STEP_MS;
        for near in [step - 1, step, step + 1] {
            assert_eq!(seed.step_of(&seed.code(near), 0, now), Some(near));
        }
        for far in [step - 2, step + 2] {
            assert_eq!(seed.step_of(&seed.code(far), 0, now), None);
        }
        assert_eq!(seed.step_of(&seed.code(step), step, now), None, "taken");
        assert_eq!(seed.step_of(&seed.code(step - 1), step, now), None, "older than the taken one");
        assert!(seed.step_of(&seed.code(step + 1), step, now).is_some());
    }

    #[test]
    fn ac11_what_is_no_code_is_refused() {
        let seed = Seed::random();
        for text in ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"] {
            assert_eq!(seed.step_of(text, 0, Timestamp(1_700_000_000_000)), None, "{text}");
        }
    }

    #[test]
    fn ac11_the_uri_holds_the_seed_and_names_escaped() {
        let seed = Seed(*b"12345678901234567890");
        let uri = seed.uri("Fern & Oak", "ann@demo.example");
        assert_eq!(
            uri,
            "otpauth://totp/Fern%20%26%20Oak:ann%40demo%2Eexample?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Fern%20%26%20Oak&period=30&digits=6"
        );
        assert_eq!(seed.spelt(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(qr_svg(&uri).is_some_and(|svg| svg.starts_with("<?xml") && svg.contains("<svg")));
    }
}
