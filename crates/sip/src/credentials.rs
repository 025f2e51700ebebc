//! How a peer knows us: a user name and a password, of which only digests leave this crate (RFC 7616, RFC 8760).

use std::collections::BTreeMap;
use std::fmt;

use sipx_sip::auth::{self, Challenge};
use sipx_sip::{HeaderName, Headers, Response};

/// What a peer gave us to prove who we are. It holds a secret, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Who asks: the far end itself, or a proxy on the way. Each has headers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asker {
    FarEnd,
    Proxy,
}

impl Asker {
    pub(crate) const BOTH: [Self; 2] = [Self::FarEnd, Self::Proxy];

    /// Who asks with this status, if it is a question.
    pub(crate) fn of(status: u16) -> Option<Self> {
        match status {
            401 => Some(Self::FarEnd),
            407 => Some(Self::Proxy),
            _ => None,
        }
    }

    /// Where our answer stands.
    pub(crate) fn header(self) -> HeaderName {
        match self {
            Self::FarEnd => HeaderName::Authorization,
            Self::Proxy => HeaderName::ProxyAuthorization,
        }
    }

    fn question(self) -> HeaderName {
        match self {
            Self::FarEnd => HeaderName::WwwAuthenticate,
            Self::Proxy => HeaderName::ProxyAuthenticate,
        }
    }
}

/// The strongest challenge of a response, whatever their order: a weak one may have been put first on the way
/// (RFC 8760 §3).
pub(crate) fn challenge(response: &Response, asker: Asker) -> Option<Challenge> {
    let name = asker.question();
    let asked = response.headers.get_all(&name);
    let readable =
        asked.filter_map(|header| Challenge::parse(&header.value(), asker == Asker::Proxy));
    auth::strongest(readable.collect())
}

/// Whether a request carried an answer to this asker.
pub(crate) fn has_answered(headers: &Headers, asker: Asker) -> bool {
    headers.get(&asker.header()).is_some()
}

/// What peers asked last. Their nonces serve for later requests too, which spares the question.
#[derive(Debug, Default)]
pub(crate) struct Challenges(BTreeMap<(String, Asker), Asked>);

#[derive(Debug)]
struct Asked {
    challenge: Challenge,
    /// How many requests have used its nonce (RFC 7616 §3.4: `nc`).
    used: u32,
}

impl Challenges {
    pub(crate) fn learn(&mut self, peer: &str, asker: Asker, challenge: Challenge) {
        self.0.insert((peer.to_owned(), asker), Asked { challenge, used: 0 });
    }

    /// Nothing that this peer asked is worth an answer any more.
    pub(crate) fn forget(&mut self, peer: &str, asker: Asker) {
        self.0.remove(&(peer.to_owned(), asker));
    }

    /// The value of the header that answers what this peer asked last, for one more request.
    pub(crate) fn answer(
        &mut self,
        (peer, asker): (&str, Asker),
        credentials: &Credentials,
        (method, uri): (&str, &str),
        cnonce: &str,
    ) -> Option<String> {
        let asked = self.0.get_mut(&(peer.to_owned(), asker))?;
        asked.used = asked.used.saturating_add(1);
        let known = auth::Credentials::new(&*credentials.user, &*credentials.password);
        Some(auth::respond(&asked.challenge, &known, method, uri, asked.used, cnonce))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7616 §3.9.1, with MD5 and SHA-256: the answers that the RFC prints.
    #[test]
    fn the_examples_of_rfc_7616_are_answered_as_it_says() {
        let mufasa =
            Credentials { user: "Mufasa".to_owned(), password: "Circle of Life".to_owned() };
        let examples = [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ];
        for (algorithm, response) in examples {
            let question = format!(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
            );
            let mut challenges = Challenges::default();
            let asked = Challenge::parse(question.as_bytes(), false).unwrap();
            challenges.learn("zoo", Asker::FarEnd, asked);
            let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
            let request = ("GET", "/dir/index.html");
            let answer = challenges.answer(("zoo", Asker::FarEnd), &mufasa, request, cnonce);
            let answer = answer.unwrap();
            assert!(answer.contains(&format!("response=\"{response}\"")), "{algorithm}: {answer}");
            assert!(answer.contains("nc=00000001") && answer.contains("qop=auth,"), "{answer}");
            let next = challenges.answer(("zoo", Asker::FarEnd), &mufasa, request, cnonce);
            assert!(next.unwrap().contains("nc=00000002"));
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let secret = Credentials { user: "carrier".to_owned(), password: "hush".to_owned() };
        assert!(!format!("{secret:?}").contains("hush"));
    }
}
