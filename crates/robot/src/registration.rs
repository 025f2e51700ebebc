//! How a SIP phone says where it is: REGISTER, with the proof that it is asked for (RFC 3261 §10.2, RFC 7616). A value; whoever
//! has the socket sends what it writes.

use std::net::SocketAddr;

use sip::DigestAlgorithm;
use tokio::sync::watch;
use uuid::Uuid;

/// What somebody has typed into a SIP phone.
#[derive(Clone, Debug)]
pub struct PhoneLogin {
    /// Where phones register.
    pub server: SocketAddr,
    pub user: String,
    pub password: String,
}

/// What the server has said to it last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Registered {
    /// Nothing since it was asked.
    Unheard,
    /// For so many seconds; 0: no more.
    For(u32),
    Refused(u16),
}

/// What an answer leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The same once more, with what was asked for.
    Again(String),
    Told,
}

/// One phone's registrations, one after the other.
#[derive(Debug)]
pub(crate) struct Registration {
    login: PhoneLogin,
    at: SocketAddr,
    call_id: String,
    tag: String,
    cseq: u32,
    /// In seconds; 0 takes leave.
    lasts: u32,
    /// Whether the proof was sent: a second question is a refusal.
    has_proved: bool,
    told: watch::Sender<Registered>,
}

impl Registration {
    /// Of a phone that is at this address.
    pub(crate) fn new(login: PhoneLogin, at: SocketAddr, told: watch::Sender<Registered>) -> Self {
        let [call_id, tag] = [(); 2].map(|()| Uuid::now_v7().simple().to_string());
        Self { login, at, call_id, tag, cseq: 0, lasts: 0, has_proved: false, told }
    }

    pub(crate) const fn server(&self) -> SocketAddr {
        self.login.server
    }

    /// The request, without a proof as long as nobody has asked for one.
    pub(crate) fn begin(&mut self, lasts: u32) -> String {
        (self.lasts, self.has_proved) = (lasts, false);
        self.told.send_replace(Registered::Unheard);
        self.request(None)
    }

    /// `None` where it is no answer to what was asked last.
    pub(crate) fn hear(&mut self, datagram: &[u8]) -> Option<Heard> {
        let answer = Answer::read(std::str::from_utf8(datagram).ok()?)?;
        if answer.value("CSeq")? != format!("{} REGISTER", self.cseq) {
            return None;
        }
        let challenge = answer.value("WWW-Authenticate").filter(|_| !self.has_proved);
        Some(match (answer.status, challenge) {
            (100..=199, _) => Heard::Told,
            (200..=299, _) => {
                self.told.send_replace(Registered::For(self.lasts));
                Heard::Told
            }
            (401, Some(challenge)) => {
                self.has_proved = true;
                let proof = self.proof(&Challenge::read(challenge)?);
                Heard::Again(self.request(Some(&proof)))
            }
            (status, _) => {
                self.told.send_replace(Registered::Refused(status));
                Heard::Told
            }
        })
    }

    fn uri(&self) -> String {
        format!("sip:{}", self.login.server)
    }

    fn proof(&self, asked: &Challenge<'_>) -> String {
        let Challenge { realm, nonce, algorithm, name } = *asked;
        let (user, uri, nc, cnonce) = (&*self.login.user, self.uri(), "00000001", &*self.tag);
        let ha1 = algorithm.ha1(user, realm, &self.login.password);
        let response = algorithm.response(&ha1, (nonce, nc, cnonce), ("REGISTER", &uri));
        format!(
            "Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", \
             response=\"{response}\", algorithm={name}, cnonce=\"{cnonce}\", qop=auth, nc={nc}"
        )
    }

    fn request(&mut self, proof: Option<&str>) -> String {
        self.cseq += 1;
        let Self { login: PhoneLogin { server, user, .. }, at, call_id, tag, cseq, lasts, .. } =
            self;
        let branch = Uuid::now_v7().simple();
        let proof = proof.map(|proof| format!("Authorization: {proof}\r\n")).unwrap_or_default();
        format!(
            "REGISTER sip:{server} SIP/2.0\r\n\
             Via: SIP/2.0/UDP {at};branch=z9hG4bK{branch};rport\r\n\
             Max-Forwards: 70\r\n\
             From: <sip:{user}@{server}>;tag={tag}\r\n\
             To: <sip:{user}@{server}>\r\n\
             Call-ID: {call_id}\r\n\
             CSeq: {cseq} REGISTER\r\n\
             Contact: <sip:{user}@{at}>\r\n\
             Expires: {lasts}\r\n\
             {proof}\
             User-Agent: Rapport robot\r\n\
             Content-Length: 0\r\n\r\n"
        )
    }
}

/// A response, as far as it matters here.
struct Answer<'text> {
    status: u16,
    lines: Vec<&'text str>,
}

impl<'text> Answer<'text> {
    fn read(text: &'text str) -> Option<Self> {
        let mut lines = text.split("\r\n");
        let status = lines.next()?.strip_prefix("SIP/2.0 ")?.split(' ').next()?.parse().ok()?;
        Some(Self { status, lines: lines.collect() })
    }

    fn value(&self, name: &str) -> Option<&'text str> {
        self.lines.iter().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// What is asked for.
struct Challenge<'text> {
    realm: &'text str,
    nonce: &'text str,
    algorithm: DigestAlgorithm,
    /// As it calls the algorithm.
    name: &'text str,
}

impl<'text> Challenge<'text> {
    fn read(value: &'text str) -> Option<Self> {
        let params = value.strip_prefix("Digest ")?.split(',').filter_map(|it| it.split_once('='));
        let params: Vec<_> = params.map(|(name, value)| (name.trim(), value.trim())).collect();
        let find = |name: &str| {
            let (_, value) = params.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            Some(value.trim_matches('"'))
        };
        let name = find("algorithm").unwrap_or("MD5");
        let algorithm = match name {
            "MD5" => DigestAlgorithm::Md5,
            "SHA-256" => DigestAlgorithm::Sha256,
            _ => return None,
        };
        Some(Self { realm: find("realm")?, nonce: find("nonce")?, algorithm, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration() -> (Registration, watch::Receiver<Registered>) {
        let [server, at] = [5062, 40_000].map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
        let login = PhoneLogin { server, user: "201".to_owned(), password: "hush".to_owned() };
        let (told, heard) = watch::channel(Registered::Unheard);
        (Registration::new(login, at, told), heard)
    }

    fn answer(status: &str, cseq: u32, more: &str) -> String {
        format!("SIP/2.0 {status}\r\nCSeq: {cseq} REGISTER\r\n{more}\r\n\r\n")
    }

    #[test]
    fn it_proves_itself_with_what_it_is_asked_for_and_only_once() {
        for (algorithm, name) in
            [(DigestAlgorithm::Md5, "MD5"), (DigestAlgorithm::Sha256, "SHA-256")]
        {
            let (mut registration, heard) = registration();
            assert!(!registration.begin(300).contains("Authorization"));
            let asks = format!(
                "WWW-Authenticate: Digest realm=\"rapport\", nonce=\"n1\", algorithm={name}, qop=\"auth\""
            );
            let asked = answer("401 Unauthorized", 1, &asks);
            let Some(Heard::Again(proved)) = registration.hear(asked.as_bytes()) else {
                unreachable!("it says nothing to {asked}")
            };
            let ha1 = algorithm.ha1("201", "rapport", "hush");
            let tag = registration.tag.clone();
            let expected = algorithm.response(
                &ha1,
                ("n1", "00000001", &tag),
                ("REGISTER", "sip:127.0.0.1:5062"),
            );
            assert!(proved.contains(&format!("response=\"{expected}\"")), "{proved}");
            assert!(proved.contains("CSeq: 2 REGISTER"), "{proved}");
            let again = answer("401 Unauthorized", 2, &asks);
            assert_eq!(registration.hear(again.as_bytes()), Some(Heard::Told));
            assert_eq!(*heard.borrow(), Registered::Refused(401));
        }
    }

    #[test]
    fn what_answers_something_else_is_nothing() {
        let (mut registration, heard) = registration();
        let _request = registration.begin(300);
        for other in [
            answer("200 OK", 7, ""),
            "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n".to_owned(),
            "OPTIONS sip:201@127.0.0.1 SIP/2.0\r\nCSeq: 1 OPTIONS\r\n\r\n".to_owned(),
        ] {
            assert_eq!(registration.hear(other.as_bytes()), None, "{other}");
        }
        assert_eq!(registration.hear(answer("200 OK", 1, "").as_bytes()), Some(Heard::Told));
        assert_eq!(*heard.borrow(), Registered::For(300));
    }
}
