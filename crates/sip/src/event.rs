//! What an endpoint gives back: datagrams to send and things that happened.

use std::time::Duration;

use bytes::Bytes;

use crate::cause::Cause;
use crate::hop::Hop;
use crate::offer_answer::RemoteMedia;
use crate::party::Party;
use crate::registrar::PhoneNews;
use crate::trunks::TrunkChanged;

/// A call, as this endpoint numbers it. It is not the Call-ID header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(crate) u64);

/// One thing for the owner of the endpoint to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send this.
    Transmit {
        /// To whom.
        to: Hop,
        /// What.
        datagram: Bytes,
    },
    /// Hear this.
    Event(Event),
    /// A trunk came or went (F40).
    Trunk(TrunkChanged),
    /// A phone came, went or cannot be reached (VC31).
    Phone(PhoneNews),
}

/// What happened to a call.
///
/// Each call has exactly one last event ([`Event::is_last`]), whoever ended it; nothing is
/// reported of the call after it, though the endpoint may still exchange messages to finish
/// properly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody calls. Nothing but 100 has been answered yet.
    Invited {
        /// The new call.
        call: CallId,
        /// The configured peer it came from.
        peer: String,
        /// Who calls, as From says.
        caller: Party,
        /// The number dialled, from the Request-URI.
        callee: String,
        /// Where the caller wants to hear us; `None` when we are to make the offer.
        offer: Option<RemoteMedia>,
    },
    /// The called side works on it: 180 rings, 183 may bring sound.
    Provisional {
        /// The call.
        call: CallId,
        /// 101–199.
        status: u16,
        /// Where early sound is wanted, if the far end said so.
        early_media: Option<RemoteMedia>,
    },
    /// The called side answered; the ACK is on its way.
    Answered {
        /// The call.
        call: CallId,
        /// Where the far end wants to hear us.
        media: RemoteMedia,
    },
    /// The ACK for our answer came: the caller knows that it is answered.
    Acknowledged {
        /// The call.
        call: CallId,
        /// Where the caller wants to hear us, when we made the offer.
        media: Option<RemoteMedia>,
    },
    /// The far end changed its side of the sound: hold, resume, a new address, or only a refresh.
    Reoffered {
        /// The call.
        call: CallId,
        /// The new state.
        media: RemoteMedia,
    },
    /// The far end refused the change that [`Endpoint::reoffer`](crate::Endpoint::reoffer) asked
    /// for. The call goes on as before.
    ReofferRefused {
        /// The call.
        call: CallId,
        /// The status of the refusal.
        status: u16,
    },
    /// A key, sent as SIP INFO.
    Dtmf {
        /// The call.
        call: CallId,
        /// `0`–`9`, `*`, `#`, `A`–`D`.
        digit: char,
        /// How long it was held, when the far end said so.
        duration: Option<Duration>,
    },
    /// The far end does not take a key that [`Endpoint::press`](crate::Endpoint::press) sent.
    KeyRefused {
        /// The call.
        call: CallId,
        /// Which one.
        digit: char,
    },
    /// The caller gave up before we answered. Last.
    Cancelled {
        /// The call.
        call: CallId,
    },
    /// The caller gave up while our answer was on its way (F45). Last.
    CancelledAfterAnswer {
        /// The call.
        call: CallId,
    },
    /// The call is over. Last.
    Ended {
        /// The call.
        call: CallId,
        /// Whose doing it was.
        by: EndedBy,
        /// What the far end gave as Reason.
        cause: Option<Cause>,
    },
    /// An outgoing call was not answered. Last.
    Failed {
        /// The call.
        call: CallId,
        /// The status of the refusal; 408 when nothing came.
        status: u16,
        /// How long a 503 asks us to leave this peer alone (F41).
        retry_after: Option<Duration>,
        /// What the far end gave as Reason.
        cause: Option<Cause>,
    },
}

/// Whose doing the end of a call was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The far end hung up.
    Remote,
    /// We hung up or rejected.
    Local,
    /// Our answer was never acknowledged (F49).
    NoAck,
    /// Nobody decided in time, or the far end has forgotten the call.
    Timeout,
    /// The far end answered our offer with nothing that we can play.
    NoMedia,
}

impl Event {
    /// The call it is about.
    pub fn call(&self) -> CallId {
        match self {
            Self::Invited { call, .. }
            | Self::Provisional { call, .. }
            | Self::Answered { call, .. }
            | Self::Acknowledged { call, .. }
            | Self::Reoffered { call, .. }
            | Self::ReofferRefused { call, .. }
            | Self::Dtmf { call, .. }
            | Self::KeyRefused { call, .. }
            | Self::Cancelled { call }
            | Self::CancelledAfterAnswer { call }
            | Self::Ended { call, .. }
            | Self::Failed { call, .. } => *call,
        }
    }

    /// Whether nothing more will be reported of the call.
    pub fn is_last(&self) -> bool {
        match self {
            Self::Invited { .. }
            | Self::Provisional { .. }
            | Self::Answered { .. }
            | Self::Acknowledged { .. }
            | Self::Reoffered { .. }
            | Self::ReofferRefused { .. }
            | Self::Dtmf { .. }
            | Self::KeyRefused { .. } => false,
            Self::Cancelled { .. }
            | Self::CancelledAfterAnswer { .. }
            | Self::Ended { .. }
            | Self::Failed { .. } => true,
        }
    }
}
