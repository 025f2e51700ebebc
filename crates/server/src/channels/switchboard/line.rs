//! The customer's line as the switchboard holds it: what a [`voice::Call`] leaves to its owner.

use acd::CustomerId;
use media::{Codec, Formats, PhoneTerms, RtpClock, RtpPort};
use sip::{AudioCodec, AudioFormat, CallId, Direction, Hop, RemoteMedia};

use super::call_out::Numbers;
use super::request::{Negotiated, Reply};

#[derive(Debug)]
pub(super) enum Line {
    Trunk(Trunk),
    Page(Page),
    /// VC30: nobody from outside is in the call.
    Nobody,
}

/// A call from a trunk, or by one.
#[derive(Debug, Default)]
pub(super) struct Trunk {
    /// `None` before a call of ours has left, and once SIP has said its last word about it.
    pub(super) sip: Option<CallId>,
    /// Where the far end wants to hear us, as far as it has said so.
    pub(super) media: Option<RemoteMedia>,
    /// The shared port of its sound: from the answer on, or from the INVITE of a call of ours.
    pub(super) port: Option<RtpPort>,
    /// VC06: its media leg was opened before the answer.
    pub(super) open: bool,
    /// VC06: it rings at the far end.
    pub(super) rang: bool,
    /// VC13, VC15: whose number it is to call, of a line outside.
    pub(super) called: Option<CustomerId>,
    /// VC06: whom it calls, and as whom.
    pub(super) numbers: Option<Numbers>,
    /// F40: the trunks that have had it.
    pub(super) tried: Vec<Hop>,
    /// Whether its dialog is, or may be, on disk.
    pub(super) saved: bool,
}

/// A call from a page. What is taken is gone: the connection to the media thread, the answer to the page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) customer: CustomerId,
    pub(super) negotiated: Option<Negotiated>,
    pub(super) reply: Option<Reply>,
}

impl Line {
    pub(super) fn trunk(sip: CallId, media: Option<RemoteMedia>) -> Self {
        Self::Trunk(Trunk { sip: Some(sip), media, ..Trunk::default() })
    }

    /// VC06: nothing has been said to anybody yet.
    pub(super) fn calling() -> Self {
        Self::Trunk(Trunk::default())
    }

    pub(super) fn page(customer: CustomerId, reply: Reply) -> Self {
        Self::Page(Page { customer, negotiated: None, reply: Some(reply) })
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
    PhoneTerms { remote: Some(media.address), formats: formats(&media), talks, listens }
}

fn formats(media: &RemoteMedia) -> Formats {
    let also = media.also.into_iter().flatten();
    let sounds = std::iter::once(media.audio)
        .chain(also)
        .map(|AudioFormat { codec, payload_type }| (payload_type, spoken(codec)));
    let keys = media
        .telephone_event
        .and_then(|event| Some((event.payload_type, RtpClock::of_hz(event.clock)?)));
    Formats::of(sounds, keys).unwrap_or_else(|| Formats::new(0, Codec::Pcmu))
}

/// A codec that was agreed, in the media plane's words.
fn spoken(codec: AudioCodec) -> Codec {
    match codec {
        AudioCodec::Pcma => Codec::Pcma,
        AudioCodec::G722 => Codec::G722,
        AudioCodec::Opus => Codec::Opus,
        _ => Codec::Pcmu,
    }
}
