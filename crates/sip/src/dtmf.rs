//! Keys in SIP INFO: `application/dtmf-relay` and the older `application/dtmf`.

use std::time::Duration;

use sipx_sip::Request;
use sipx_sip::headers::ContentType;

/// What INFO may carry.
pub(crate) const CONTENT_TYPES: &str = "application/dtmf-relay, application/dtmf";
/// How ours are told.
pub(crate) const RELAY: &str = "application/dtmf-relay";
/// A longer press is told as this long.
const DURATION_MAX_MS: u64 = 10_000;

/// The key a request carries, if it carries one.
pub(crate) fn read(request: &Request) -> Option<(char, Option<Duration>)> {
    let content_type = request.headers.typed::<ContentType>()?.ok()?;
    let body = std::str::from_utf8(request.body()).ok()?;
    if content_type.is("application", "dtmf-relay") {
        let digit = digit(field(body, "signal")?)?;
        let ms: Option<u64> = field(body, "duration").and_then(|value| value.parse().ok());
        return Some((digit, ms.map(|ms| Duration::from_millis(ms.min(DURATION_MAX_MS)))));
    }
    content_type
        .is("application", "dtmf")
        .then(|| digit(body.trim()))
        .flatten()
        .map(|key| (key, None))
}

/// The body of a key of ours, held as long as one that is sent in the sound.
pub(crate) fn relay(digit: char) -> String {
    format!("Signal={digit}\r\nDuration=100\r\n")
}

fn field<'a>(body: &'a str, wanted: &str) -> Option<&'a str> {
    body.lines()
        .filter_map(|line| line.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))
        .map(|(_, value)| value.trim())
}

/// Keys stand as themselves or, for star and pound, as event numbers (RFC 4733 §3.2).
fn digit(text: &str) -> Option<char> {
    match text {
        "10" => Some('*'),
        "11" => Some('#'),
        _ => {
            let mut characters = text.chars();
            let key = characters.next()?.to_ascii_uppercase();
            let known = key.is_ascii_digit() || "*#ABCD".contains(key);
            (known && characters.next().is_none()).then_some(key)
        }
    }
}
