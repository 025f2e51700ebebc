//! A dialog: what two ends must remember to send each other requests (RFC 3261 §12).

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sipx_sip::headers::{Contact, RecordRoute};
use sipx_sip::{HeaderName, Headers, Host, Method, Request, RequestBuilder, Scheme, Uri};

use crate::advertised::Advertised;
use crate::hop::Hop;
use crate::incoming::Envelope;
use crate::offer_answer::LocalMedia;
use crate::peer::Peers;
use crate::transport::Transport;

/// Hops a request of ours may take (RFC 3261 §8.1.1.6).
const MAX_FORWARDS: u8 = 70;
/// Requests that may have been sent after a dialog was saved and before the crash.
const CSEQ_SKIPPED: u32 = 1_000;
/// RFC 3261 §8.1.1.5.
const CSEQ_MAX: u32 = 0x7FFF_FFFF;

/// A dialog as it is kept on disk, so that a call which a crash left behind can be ended (F01).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedDialog {
    pub(crate) dialog: Dialog,
    pub(crate) local: LocalMedia,
}

/// How a dialog is found: Call-ID and our tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DialogKey {
    pub(crate) call_id: String,
    pub(crate) local_tag: String,
}

/// The state of RFC 3261 §12.1.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Dialog {
    pub(crate) call_id: String,
    pub(crate) local_tag: String,
    /// Empty until the called side answered, and for callers of RFC 2543.
    pub(crate) remote_tag: String,
    /// Our display name as it stands in From, quotes and all.
    local_name: String,
    local_uri: String,
    remote_uri: String,
    /// Where the far end says that it is.
    target: String,
    /// The proxies on the way, in our order.
    routes: Vec<String>,
    local_cseq: u32,
    remote_cseq: Option<u32>,
    /// Whether the Call-ID is ours, which settles who waits longer after a glare.
    opened_by_us: bool,
    /// Where its signalling came from: the way back when `target` names no configured peer.
    reached_at: SocketAddr,
    /// What its signalling came by.
    #[serde(default)]
    transport: Transport,
    /// The connection that its last request came by. None outlives the process.
    #[serde(skip)]
    connection: Option<SocketAddr>,
    /// It was asked for as `sips`.
    #[serde(default)]
    is_secure: bool,
}

/// What we call ourselves in a dialog that we open.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) call_id: String,
    pub(crate) tag: String,
    /// Quoted, with the space after it; or empty.
    pub(crate) name: String,
    pub(crate) uri: String,
}

/// A request of ours and where it goes.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) request: Request,
    pub(crate) to: Hop,
}

impl Dialog {
    /// Our half of a dialog that we open.
    pub(crate) fn calling(local: Caller, remote_uri: String, to: Hop) -> Self {
        Self {
            call_id: local.call_id,
            local_tag: local.tag,
            remote_tag: String::new(),
            local_name: local.name,
            local_uri: local.uri,
            target: remote_uri.clone(),
            remote_uri,
            routes: Vec::new(),
            local_cseq: 0,
            remote_cseq: None,
            opened_by_us: true,
            reached_at: to.address,
            transport: to.transport,
            connection: to.connection,
            is_secure: false,
        }
    }

    /// The dialog an INVITE opens (RFC 3261 §12.1.1). `None` without a Contact to reach it at,
    /// except for callers of RFC 2543, who have neither tag nor need of one: From is where they are.
    pub(crate) fn called(
        request: &Request,
        envelope: &Envelope,
        local_tag: String,
        back: Hop,
    ) -> Option<Self> {
        Some(Self {
            call_id: envelope.call_id.clone(),
            local_tag,
            remote_tag: envelope.from_tag.clone(),
            local_name: String::new(),
            local_uri: text(&envelope.to.uri),
            remote_uri: text(&envelope.from.uri),
            target: match contact(&request.headers) {
                Some(target) => target,
                None if envelope.from_tag.is_empty() => text(&envelope.from.uri),
                None => return None,
            },
            routes: record_routes(&request.headers),
            local_cseq: 0,
            remote_cseq: Some(envelope.cseq),
            opened_by_us: false,
            reached_at: back.address,
            transport: back.transport,
            connection: back.connection,
            is_secure: matches!(request.uri.scheme(), Scheme::Sips),
        })
    }

    /// The dialog a 2xx completes (RFC 3261 §12.1.2).
    pub(crate) fn answered(&self, headers: &Headers, envelope: &Envelope) -> Self {
        let mut routes = record_routes(headers);
        routes.reverse();
        Self {
            remote_tag: envelope.to_tag.clone(),
            target: contact(headers).unwrap_or_else(|| self.target.clone()),
            routes,
            ..self.clone()
        }
    }

    /// Our Contact in it.
    pub(crate) fn contact(&self, ours: Advertised) -> String {
        ours.contact(self.transport, self.is_secure)
    }

    /// RFC 5626 §4.1: the connection that brought its last request is the one that works.
    pub(crate) fn heard_by(&mut self, source: Hop) {
        if source.transport == self.transport && source.transport.is_stream() {
            self.connection = Some(source.address);
        }
    }

    pub(crate) fn is_opened_by_us(&self) -> bool {
        self.opened_by_us
    }

    pub(crate) fn key(&self) -> DialogKey {
        DialogKey { call_id: self.call_id.clone(), local_tag: self.local_tag.clone() }
    }

    /// RFC 3261 §12.2.2: a request older than the last one is out of order.
    pub(crate) fn accepts(&mut self, cseq: u32) -> bool {
        let in_order = self.remote_cseq.is_none_or(|last| cseq > last);
        if in_order {
            self.remote_cseq = Some(cseq);
        }
        in_order
    }

    /// Whether this INVITE is the one that opened the dialog, come by another way.
    pub(crate) fn opened_by(&self, envelope: &Envelope) -> bool {
        self.remote_tag == envelope.from_tag && self.remote_cseq == Some(envelope.cseq)
    }

    /// RFC 3261 §12.2: re-INVITE and its 2xx move the far end.
    pub(crate) fn refresh_target(&mut self, headers: &Headers) {
        if let Some(target) = contact(headers) {
            self.target = target;
        }
    }

    /// A dialog that comes back from disk may have counted further than it was saved.
    pub(crate) fn skip_ahead(&mut self) {
        self.local_cseq = self.local_cseq.saturating_add(CSEQ_SKIPPED).min(CSEQ_MAX - 1);
    }

    pub(crate) fn next_cseq(&mut self) -> u32 {
        self.local_cseq = self.local_cseq.saturating_add(1).min(CSEQ_MAX);
        self.local_cseq
    }

    /// Where its signalling came from, or went to first.
    pub(crate) fn reached(&self) -> Hop {
        Hop::new(self.transport, self.reached_at)
    }

    /// A request inside the dialog (RFC 3261 §12.2.1.1), or the INVITE that opens it.
    pub(crate) fn request(
        &self,
        method: &Method,
        cseq: u32,
        by: &Sender,
        peers: &Peers,
    ) -> Option<Outgoing> {
        let (uri, routes) = self.path();
        let to = self.next_hop(by.ours, peers);
        let mut builder = RequestBuilder::new(method.clone(), uri_of(&uri)?)
            .max_forwards(MAX_FORWARDS)
            .header(HeaderName::Via, by.ours.via(to.transport, &by.branch))
            .ok()?
            .header(
                HeaderName::From,
                self.local_name.clone() + &tagged(&self.local_uri, &self.local_tag),
            )
            .ok()?
            .header(HeaderName::To, tagged(&self.remote_uri, &self.remote_tag))
            .ok()?
            .header(HeaderName::CallId, self.call_id.clone())
            .ok()?
            .cseq(cseq, method)
            .ok()?;
        for route in routes {
            builder = builder.header(HeaderName::Route, format!("<{route}>")).ok()?;
        }
        Some(Outgoing { request: builder.build(), to })
    }

    /// The Request-URI and the Route set. A strict router, one without `lr`, takes the place of
    /// the target, which then stands last in the route.
    fn path(&self) -> (String, Vec<String>) {
        match self.routes.split_first() {
            Some((first, rest)) if !is_loose(first) => {
                (first.clone(), rest.iter().chain([&self.target]).cloned().collect())
            }
            _ => (self.target.clone(), self.routes.clone()),
        }
    }

    /// Names are not resolved and strangers are not written to: anything but the address of a
    /// configured peer stands for "back where it came from".
    fn next_hop(&self, ours: Advertised, peers: &Peers) -> Hop {
        let named = uri_of(self.routes.first().unwrap_or(&self.target));
        let named = named.and_then(|uri| self.named(&uri));
        let known = named.filter(|hop| ours.speaks(hop.transport) && peers.at(*hop).is_some());
        let back = Hop::new(self.transport, self.reached_at);
        let hop = known.unwrap_or(back);
        let is_same =
            hop.transport == self.transport && self.connection_ip() == Some(hop.address.ip());
        hop.by(self.connection.filter(|_| is_same || hop == back))
    }

    /// The place that a URI names. Where it leaves the transport open, the dialog's own is meant.
    fn named(&self, uri: &Uri) -> Option<Hop> {
        let Host::Ip(ip) = uri.host()? else { return None };
        let param = uri.params().and_then(|params| {
            let value = params.get("transport")?.value()?;
            Transport::named(&String::from_utf8_lossy(value))
        });
        let transport = match (uri.scheme(), param) {
            (Scheme::Sips, _) => Transport::Tls,
            (_, Some(named)) => named,
            (_, None) => self.transport,
        };
        let port = uri.port().unwrap_or_else(|| transport.default_port());
        Some(Hop::new(transport, SocketAddr::new(*ip, port)))
    }

    fn connection_ip(&self) -> Option<IpAddr> {
        self.connection.map(|connection| connection.ip())
    }
}

/// What the endpoint adds to a request of a dialog.
#[derive(Debug)]
pub(crate) struct Sender {
    pub(crate) ours: Advertised,
    pub(crate) branch: String,
}

fn contact(headers: &Headers) -> Option<String> {
    let contact = headers.typed::<Contact>()?.ok()?;
    contact.uri.scheme().is_sip().then(|| text(&contact.uri))
}

fn record_routes(headers: &Headers) -> Vec<String> {
    headers
        .typed_all::<RecordRoute>()
        .filter_map(Result::ok)
        .map(|route| text(&route.uri))
        .collect()
}

fn is_loose(route: &str) -> bool {
    uri_of(route).and_then(|uri| Some(uri.params()?.contains("lr"))).unwrap_or(false)
}

/// A URI holds printable ASCII only (checked by its parser).
fn text(uri: &Uri) -> String {
    String::from_utf8_lossy(&uri.to_bytes()).into_owned()
}

fn uri_of(text: &str) -> Option<Uri> {
    Uri::parse(Bytes::copy_from_slice(text.as_bytes())).ok()
}

fn tagged(uri: &str, tag: &str) -> String {
    if tag.is_empty() { format!("<{uri}>") } else { format!("<{uri}>;tag={tag}") }
}
