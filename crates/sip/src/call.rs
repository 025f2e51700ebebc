//! A call of this endpoint: what it is waiting for.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use bytes::Bytes;
use sipx_sip::rel::Numbering;

use crate::cause::Cause;
use crate::dialog::Dialog;
use crate::hop::Hop;
use crate::offer_answer::{LocalMedia, RemoteDescription, RemoteMedia};
use crate::session_timer::SessionTimer;
use crate::transactions::TransactionId;

#[derive(Debug)]
pub(crate) enum Call {
    /// It came in and waits for our decision.
    Invited(Box<Invited>),
    /// It went out and waits for the far end's.
    Calling(Box<Calling>),
    /// A 2xx was sent or received.
    Up(Box<Up>),
}

#[derive(Debug)]
pub(crate) struct Invited {
    pub(crate) dialog: Dialog,
    pub(crate) transaction: TransactionId,
    /// `None`: the caller wants us to make the offer.
    pub(crate) offer: Option<RemoteDescription>,
    /// The caller insists on reliable provisional responses.
    pub(crate) reliable: Option<Reliable>,
}

/// Provisional responses that are acknowledged with PRACK (RFC 3262).
#[derive(Debug)]
pub(crate) struct Reliable {
    pub(crate) numbering: Numbering,
    pub(crate) pending: Option<Unpracked>,
}

/// A provisional response that the far end has not acknowledged.
#[derive(Debug)]
pub(crate) struct Unpracked {
    pub(crate) datagram: Bytes,
    pub(crate) to: Hop,
    pub(crate) interval: Duration,
    pub(crate) give_up_at: Instant,
}

#[derive(Debug)]
pub(crate) struct Calling {
    pub(crate) transaction: TransactionId,
    pub(crate) local: LocalMedia,
    /// What a provisional response said of the far end's sound.
    pub(crate) early: Option<RemoteMedia>,
    /// What was asked of the session timer.
    pub(crate) interval: Duration,
    /// The least that the far end takes, once it has said so.
    pub(crate) least: Option<Duration>,
    /// It has said something.
    pub(crate) heard: bool,
    pub(crate) pickup: Pickup,
}

/// Who is to answer a call of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pickup {
    /// Whoever is called.
    #[default]
    ByHand,
    /// The phone, at once, if it does such things (RFC 5373, and the older ways of desk phones).
    ByItself,
}

#[derive(Debug)]
pub(crate) struct Up {
    pub(crate) dialog: Dialog,
    pub(crate) local: LocalMedia,
    pub(crate) unacknowledged: Option<Unacknowledged>,
    pub(crate) reoffer: Reoffer,
    /// The re-INVITE that is wanted or under way shall change nothing.
    pub(crate) is_refresh: bool,
    /// Where the far end last wanted to hear us.
    pub(crate) media: Option<RemoteMedia>,
    pub(crate) session: Option<SessionTimer>,
    /// The shortest interval that the far end has insisted on.
    pub(crate) least: Option<Duration>,
    pub(crate) allows_update: bool,
    pub(crate) allows_info: bool,
    /// Keys of ours that wait for the answer to the one under way.
    pub(crate) keys: VecDeque<char>,
    pub(crate) key_sent: Option<char>,
    /// What a PRACK may still come for.
    pub(crate) reliable: Option<Reliable>,
    pub(crate) course: Course,
}

/// Whether the call still matters to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    Talking,
    /// Its last event has been told. RFC 3261 §15: no BYE before the ACK, so it waits for that.
    Leaving(Cause),
}

/// A 2xx of ours that the far end has not acknowledged; we send it again until it does.
#[derive(Debug)]
pub(crate) struct Unacknowledged {
    pub(crate) answer_to: AnswerTo,
    pub(crate) cseq: u32,
    pub(crate) datagram: Bytes,
    pub(crate) to: Hop,
    pub(crate) interval: Duration,
    pub(crate) give_up_at: Instant,
    /// The 2xx carried our offer: the ACK must bring the answer.
    pub(crate) offered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerTo {
    Invite,
    Reinvite,
}

/// A re-INVITE of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reoffer {
    None,
    /// It shall be sent as soon as no other INVITE is under way.
    Wanted,
    /// It met one of the far end's; each waits a time of its own (RFC 3261 §14.1).
    Deferred,
    /// It is on its way.
    Pending,
}

impl Up {
    pub(crate) fn new(dialog: Dialog, local: LocalMedia) -> Self {
        Self {
            dialog,
            local,
            unacknowledged: None,
            reoffer: Reoffer::None,
            is_refresh: false,
            media: None,
            session: None,
            least: None,
            allows_update: false,
            allows_info: false,
            keys: VecDeque::new(),
            key_sent: None,
            reliable: None,
            course: Course::Talking,
        }
    }

    /// Whether the far end may not know yet that the call is up.
    pub(crate) fn awaits_first_ack(&self) -> bool {
        self.unacknowledged.as_ref().is_some_and(|ok| ok.answer_to == AnswerTo::Invite)
    }
}
