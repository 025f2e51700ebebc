//! The customer's line as the switchboard holds it: what a [`voice::Call`] leaves to its owner.

use media::{PhoneTerms, RtpPort};
use sip::{CallId, Direction, RemoteMedia};

use super::request::{Negotiated, Reply};

#[derive(Debug)]
pub(super) enum Line {
    Trunk(Trunk),
    Page(Page),
}

/// A call from a trunk.
#[derive(Debug)]
pub(super) struct Trunk {
    /// `None` once SIP has said its last word about it.
    pub(super) sip: Option<CallId>,
    /// Where the caller wants to hear us, as far as it has said so.
    pub(super) media: Option<RemoteMedia>,
    /// The shared port of its sound, from the answer on.
    pub(super) port: Option<RtpPort>,
    /// Whether its dialog is, or may be, on disk.
    pub(super) saved: bool,
}

/// A call from a page. What is taken is gone: the connection to the media thread, the answer to the page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) negotiated: Option<Negotiated>,
    pub(super) reply: Option<Reply>,
}

impl Line {
    pub(super) fn trunk(sip: CallId, media: Option<RemoteMedia>) -> Self {
        Self::Trunk(Trunk { sip: Some(sip), media, port: None, saved: false })
    }

    pub(super) fn page(reply: Reply) -> Self {
        Self::Page(Page { negotiated: None, reply: Some(reply) })
    }
}

/// What SDP says of a phone, in the media plane's words. A caller that makes no offer says it with the ACK.
pub(super) fn terms(media: Option<RemoteMedia>) -> PhoneTerms {
    let Some(media) = media else {
        let unspecified = ([0, 0, 0, 0], 0).into();
        return PhoneTerms { remote: None, ..PhoneTerms::pcmu(unspecified, None) };
    };
    let (talks, listens) = match media.direction {
        Direction::SendRecv => (true, true),
        Direction::SendOnly => (true, false),
        Direction::RecvOnly => (false, true),
        Direction::Inactive => (false, false),
    };
    PhoneTerms {
        audio: media.pcmu,
        talks,
        listens,
        ..PhoneTerms::pcmu(media.address, media.telephone_event)
    }
}
