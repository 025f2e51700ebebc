//! What a phone says of itself in an Authorization header (RFC 7616 §3.4), and whether it proves it.

use sipx_sip::{HeaderName, Headers};

use super::account::DigestAlgorithm;
use super::nonce::same;

/// Most parameters that are looked at; RFC 7616 knows 13.
const PARAMS_MAX: usize = 32;

/// The answer to a challenge of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) user: String,
    pub(crate) nonce: String,
    pub(crate) uri: String,
    /// How often this nonce was used with this answer.
    pub(crate) count: u32,
    nc: String,
    cnonce: String,
    response: String,
}

impl Authorization {
    /// The one for our realm. `None`: there is none, or it says too little to be judged.
    pub(crate) fn read(headers: &Headers, realm: &str) -> Option<Self> {
        headers.get_all(&HeaderName::Authorization).find_map(|header| {
            let value = header.value();
            Self::parse(std::str::from_utf8(&value).ok()?, realm)
        })
    }

    fn parse(value: &str, realm: &str) -> Option<Self> {
        let (scheme, rest) = value.trim().split_once(|space: char| space.is_ascii_whitespace())?;
        if !scheme.eq_ignore_ascii_case("digest") {
            return None;
        }
        let params = params(rest)?;
        let find = |name: &str| {
            let mut named = params.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
            let (_, value) = named.next()?;
            // Said twice it says nothing.
            named.next().is_none().then_some(value.as_str())
        };
        let owned = |name| find(name).map(str::to_owned);
        // RFC 7616 §3.4: without qop there is no count, and what was said once could be said again.
        let is_ours = find("realm") == Some(realm)
            && find("qop").is_some_and(|qop| qop.eq_ignore_ascii_case("auth"));
        let nc = owned("nc").filter(|nc| nc.len() == 8)?;
        is_ours.then_some(())?;
        Some(Self {
            user: owned("username")?,
            nonce: owned("nonce")?,
            uri: owned("uri")?,
            count: u32::from_str_radix(&nc, 16).ok()?,
            nc,
            cnonce: owned("cnonce")?,
            response: owned("response")?.to_ascii_lowercase(),
        })
    }

    /// Whether whoever wrote it knows the password behind `ha1`. What it calls the algorithm proves nothing.
    pub(crate) fn proves(&self, ha1: &str, algorithm: DigestAlgorithm, method: &str) -> bool {
        let asked = (&*self.nonce, &*self.nc, &*self.cnonce);
        same(&algorithm.response(ha1, asked, (method, &self.uri)), &self.response)
    }
}

/// `name=value` with commas between, the value quoted or not. `None`: something else.
fn params(text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            unquoted(quoted)?
        } else {
            let end = after.find(',').unwrap_or(after.len());
            let (value, after) = after.split_at_checked(end)?;
            (value.trim().to_owned(), after)
        };
        found.push((name.trim().to_owned(), value));
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
        if found.len() > PARAMS_MAX {
            return None;
        }
    }
    Some(found)
}

/// To the closing quote, and what comes after it.
fn unquoted(quoted: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, quoted.get(at + 1..)?)),
            '\\' => value.push(characters.next()?.1),
            plain => value.push(plain),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Digest username=\"201\", realm=\"rapport\", nonce=\"n\\\"1\", uri=\"sip:here\", \
                        response=\"AB\", algorithm=MD5, cnonce=\"c,d\", qop=auth, nc=0000000a";

    #[test]
    fn what_phones_say_is_read() {
        let read = Authorization::parse(SAID, "rapport").unwrap();
        assert_eq!((read.user.as_str(), read.nonce.as_str()), ("201", "n\"1"));
        assert_eq!((read.count, read.cnonce.as_str(), read.response.as_str()), (10, "c,d", "ab"));
    }

    #[test]
    fn what_says_too_little_is_nothing() {
        for (what, with) in [
            ("qop=auth, ", ""),
            ("qop=auth", "qop=auth-int"),
            ("nc=0000000a", "nc=a"),
            ("nc=0000000a", "nc=0000000x"),
            ("realm=\"rapport\"", "realm=\"carrier\""),
            ("username=\"201\"", "username=\"201\", username=\"202\""),
            ("Digest", "Basic"),
            ("\"c,d\"", "\"c,d"),
            ("uri=\"sip:here\", ", ""),
        ] {
            let said = SAID.replacen(what, with, 1);
            assert_eq!(Authorization::parse(&said, "rapport"), None, "{said}");
        }
    }

    #[test]
    fn the_algorithm_of_the_phone_and_no_other_proves_it() {
        let ha1 = DigestAlgorithm::Md5.ha1("201", "rapport", "hush");
        let mut read = Authorization::parse(SAID, "rapport").unwrap();
        let ha2 = DigestAlgorithm::Md5.hash(&["REGISTER", "sip:here"]);
        let parts = [ha1.as_str(), "n\"1", "0000000a", "c,d", "auth", &ha2];
        read.response = DigestAlgorithm::Md5.hash(&parts);
        assert!(read.proves(&ha1, DigestAlgorithm::Md5, "REGISTER"));
        assert!(!read.proves(&ha1, DigestAlgorithm::Md5, "INVITE"));
        assert!(!read.proves(&ha1, DigestAlgorithm::Sha256, "REGISTER"));
    }
}
