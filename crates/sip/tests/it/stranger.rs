//! One endpoint, and a peer that writes its messages by hand.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use sip::{CallId, Codecs, Endpoint, EndpointConfig, Event, Hop, Limits, Output, Peer};

use crate::pair::an_instant;

/// Where the endpoint under test is.
pub(crate) const HERE: &str = "127.0.0.1:5060";
/// The same for TLS.
pub(crate) const HERE_TLS: &str = "127.0.0.1:5061";
/// Where the stranger is.
pub(crate) const THERE: &str = "127.0.0.1:5070";

pub(crate) struct Stranger {
    pub(crate) endpoint: Endpoint,
    pub(crate) now: Instant,
    /// What came back since the last look.
    replies: Vec<String>,
    pub(crate) events: Vec<Event>,
    pub(crate) trunks: Vec<sip::TrunkChanged>,
    pub(crate) phones: Vec<sip::PhoneNews>,
}

impl Stranger {
    pub(crate) fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    pub(crate) fn with_limits(limits: Limits) -> Self {
        Self::with(limits, Codecs::default())
    }

    pub(crate) fn with_codecs(codecs: Codecs) -> Self {
        Self::with(Limits::default(), codecs)
    }

    fn with(limits: Limits, codecs: Codecs) -> Self {
        let config = EndpointConfig {
            advertised: HERE.parse().unwrap(),
            advertised_tls: Some(HERE_TLS.parse().unwrap()),
            peers: vec![Peer::new("stranger", vec!["127.0.0.1".parse().unwrap()])],
            limits,
            codecs,
            seed: [7; 32],
        };
        Self {
            endpoint: Endpoint::new(config),
            now: an_instant(),
            replies: Vec::new(),
            events: Vec::new(),
            trunks: Vec::new(),
            phones: Vec::new(),
        }
    }

    /// Sends a message and gives what came back at once.
    pub(crate) fn send(&mut self, message: impl AsRef<[u8]>) -> Vec<String> {
        self.send_from(THERE.parse::<Hop>().unwrap(), message)
    }

    pub(crate) fn send_from(
        &mut self,
        from: impl Into<Hop>,
        message: impl AsRef<[u8]>,
    ) -> Vec<String> {
        let outputs = self.endpoint.receive(message.as_ref(), from.into(), self.now);
        self.take(outputs);
        self.replies()
    }

    pub(crate) fn act(
        &mut self,
        act: impl FnOnce(&mut Endpoint, Instant) -> Vec<Output>,
    ) -> Vec<String> {
        let outputs = act(&mut self.endpoint, self.now);
        self.take(outputs);
        self.replies()
    }

    /// Time passes; gives what was sent in it.
    pub(crate) fn wait(&mut self, time: Duration) -> Vec<String> {
        let end = self.now + time;
        while let Some(next) = self.endpoint.next_timeout().filter(|next| *next <= end) {
            self.now = self.now.max(next);
            let outputs = self.endpoint.handle_timeout(self.now);
            self.take(outputs);
        }
        self.now = end;
        self.replies()
    }

    pub(crate) fn replies(&mut self) -> Vec<String> {
        std::mem::take(&mut self.replies)
    }

    pub(crate) fn last_call(&self) -> CallId {
        self.events.last().unwrap().call()
    }

    /// A call that is up; gives it, and our tag in it.
    pub(crate) fn up(&mut self) -> (CallId, String) {
        self.send(Text::invite().to_string());
        let call = self.last_call();
        let media = "127.0.0.1:10010".parse().unwrap();
        let ok = self.act(|endpoint, now| endpoint.answer(call, media, now));
        let tag = to_tag(ok.last().unwrap());
        self.send(Text::within("ACK", 1, &tag).to_string());
        (call, tag)
    }

    fn take(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Event(event) => self.events.push(event),
                Output::Trunk(changed) => self.trunks.push(changed),
                Output::Phone(news) => self.phones.push(news),
                Output::Transmit { datagram, .. } => {
                    self.replies.push(String::from_utf8_lossy(&datagram).into_owned());
                }
            }
        }
    }
}

/// A request being written.
#[derive(Clone)]
pub(crate) struct Text {
    start: String,
    headers: Vec<(String, String)>,
    body: String,
}

pub(crate) const SDP: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
    m=audio 20000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n";

impl Text {
    pub(crate) fn new(method: &str) -> Self {
        let headers = [
            ("Via", "SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKone".to_owned()),
            ("From", "\"Ann\" <sip:+4930123@127.0.0.1>;tag=theirs".to_owned()),
            ("To", "<sip:4711@127.0.0.1>".to_owned()),
            ("Call-ID", "a-call".to_owned()),
            ("CSeq", format!("1 {method}")),
            ("Max-Forwards", "70".to_owned()),
            ("Contact", "<sip:127.0.0.1:5070>".to_owned()),
        ];
        Self {
            start: format!("{method} sip:4711@{HERE} SIP/2.0"),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).to_vec(),
            body: String::new(),
        }
    }

    pub(crate) fn invite() -> Self {
        Self::new("INVITE").sdp(SDP)
    }

    /// A request inside the dialog that `Text::invite` opens, once we have tagged it.
    pub(crate) fn within(method: &str, cseq: u32, tag: &str) -> Self {
        Self::new(method)
            .set("To", &format!("<sip:4711@127.0.0.1>;tag={tag}"))
            .set("CSeq", &format!("{cseq} {method}"))
            .branch(&format!("{method}{cseq}"))
    }

    pub(crate) fn sdp(self, body: &str) -> Self {
        let mut text = self.set("Content-Type", "application/sdp");
        body.clone_into(&mut text.body);
        text
    }

    pub(crate) fn body(mut self, content_type: &str, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self.set("Content-Type", content_type)
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.add(name, value)
    }

    pub(crate) fn add(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn start(mut self, line: &str) -> Self {
        line.clone_into(&mut self.start);
        self
    }

    pub(crate) fn branch(self, branch: &str) -> Self {
        self.set("Via", &format!("SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bK{branch}"))
    }

    pub(crate) fn call_id(self, call_id: &str) -> Self {
        self.set("Call-ID", call_id).branch(call_id)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}\r\n", self.start)?;
        for (name, value) in &self.headers {
            write!(formatter, "{name}: {value}\r\n")?;
        }
        write!(formatter, "Content-Length: {}\r\n\r\n{}", self.body.len(), self.body)
    }
}

pub(crate) fn status(message: &str) -> u16 {
    message.strip_prefix("SIP/2.0 ").unwrap().split(' ').next().unwrap().parse().unwrap()
}

pub(crate) fn header<'a>(message: &'a str, name: &str) -> Option<&'a str> {
    message.lines().take_while(|line| !line.is_empty()).find_map(|line| {
        line.split_once(':')
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    })
}

pub(crate) fn to_tag(message: &str) -> String {
    header(message, "To").unwrap().split(";tag=").nth(1).unwrap().to_owned()
}

/// Calls the stranger; gives the INVITE.
pub(crate) fn call_out(stranger: &mut Stranger) -> String {
    let to = sip::Destination { user: "1".into(), address: "127.0.0.1:5070".parse().unwrap() };
    let media = "127.0.0.1:10010".parse().unwrap();
    let from = sip::Party::default();
    stranger.act(|endpoint, now| endpoint.invite(&to, &from, media, now).unwrap().1).pop().unwrap()
}

pub(crate) fn answer_to(request: &str, status: u16, tag: &str, with_sdp: bool) -> String {
    let copied = |name: &str| format!("{name}: {}\r\n", header(request, name).unwrap());
    let to = header(request, "To").unwrap();
    let to = if tag.is_empty() || to.contains(";tag=") {
        format!("To: {to}\r\n")
    } else {
        format!("To: {to};tag={tag}\r\n")
    };
    let body = if with_sdp { SDP } else { "" };
    [
        format!("SIP/2.0 {status} Whatever\r\n"),
        copied("Via"),
        copied("From"),
        to,
        copied("Call-ID"),
        copied("CSeq"),
        "Contact: <sip:127.0.0.1:5070>\r\n".to_owned(),
        format!("Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}", body.len()),
    ]
    .concat()
}

pub(crate) fn names(messages: &[String]) -> Vec<&str> {
    messages.iter().map(|message| message.split(' ').next().unwrap()).collect()
}
