//! What can be asked of the switchboard, and what comes back from the work beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use acd::{ApplicationId, Command, ContactId, CustomerId, MemberId, NumberId, PhoneId};
use media::{BrowserConnection, LegId, Prompts};
use sip::{CallId, Registration, Rejection};
use store::{LiveHandset, LiveLeg, SipBinding, SipPhoneId};
use tokio::sync::oneshot;

use super::arrival::Taken;
use super::call_out::Numbers;
use super::desk::Seat;
use super::handsets::{KnownPhone, PhoneState};
use super::internal::ShownInside;
use super::line_id::LineId;
use super::phone_watch::{PhoneAt, Watcher};
use crate::private::Private;

/// The SDP answer, or a sentence that says why there is none.
pub(super) type Reply = oneshot::Sender<Result<String, String>>;

#[derive(Debug)]
pub(super) enum Request {
    MemberPhone {
        at: PhoneAt,
        offer: Private<String>,
        reply: Reply,
    },
    /// A page has no microphone any more, and says so.
    MicrophoneLost {
        at: PhoneAt,
    },
    Watch {
        member: MemberId,
        watcher: Watcher,
    },
    Leaves {
        application: ApplicationId,
        member: MemberId,
        done: oneshot::Sender<()>,
    },
    Dial {
        dialled: Dialled,
        offer: Private<String>,
        reply: Reply,
    },
    Page {
        contact: ContactId,
        told: PageEvent,
        done: oneshot::Sender<()>,
    },
    Recover {
        legs: Vec<LiveLeg>,
        done: oneshot::Sender<()>,
    },
    /// VC31: these phones may register and no others; where they were, at boot.
    SipPhones {
        phones: Vec<KnownPhone>,
        places: Vec<SipBinding>,
        /// F01: calls to them that the process before left behind.
        cut_off: Vec<LiveHandset>,
        done: oneshot::Sender<()>,
    },
    /// AD05.
    Prompts {
        prompts: Arc<Prompts>,
        done: oneshot::Sender<()>,
    },
    /// Whether they are there.
    SipPhoneStates {
        reply: oneshot::Sender<BTreeMap<SipPhoneId, PhoneState>>,
    },
    /// VC12, VC30: whether this one rings or is talked by, though it is no member's.
    SipPhoneInCall {
        phone: PhoneId,
        reply: oneshot::Sender<bool>,
    },
    /// F07: no new calls; `done` when there is none left.
    Drain {
        done: oneshot::Sender<()>,
    },
    /// F07: and those that are left end now.
    CutOff {
        done: oneshot::Sender<()>,
    },
}

/// What a page tells of its call.
#[derive(Clone, Copy, Debug)]
pub(super) enum PageEvent {
    HungUp,
    Closed,
    Opened,
}

/// A browser's connection as it is negotiated, with the answer that its page waits for. Whoever reads the answer can take part:
/// it holds the password of the connection.
#[derive(Debug)]
pub(super) struct Negotiated {
    pub(super) connection: Box<BrowserConnection>,
    pub(super) answer: Private<String>,
}

/// What the work beside the loop has led to.
#[derive(Debug)]
pub(super) enum Note {
    /// The core of that application has taken the call, or it is to be turned away like this.
    Arrived {
        contact: ContactId,
        taken: Result<Taken, Rejection>,
    },
    /// The dialog is on disk, or could not be put there.
    Saved {
        line: LineId,
        done: bool,
    },
    /// The same for the call of a member's SIP phone.
    HandsetSaved {
        sip: CallId,
        leg: LegId,
        done: bool,
    },
    /// VC31: the core does not want what was done with the handset.
    WishRefused {
        seat: Seat,
        command: Command,
    },
    /// VC31: where a phone is, is on disk, or could not be put there.
    HandsetKept {
        registration: Registration,
        done: bool,
    },
    /// VC06: `None` where they could not be found.
    Numbers {
        line: LineId,
        called: CustomerId,
        numbers: Option<Numbers>,
    },
    /// VC30: what each of the two is shown.
    Named {
        contact: ContactId,
        shown: ShownInside,
    },
    MemberPhone {
        at: PhoneAt,
        negotiated: Result<Negotiated, String>,
        reply: Reply,
    },
    Page {
        dialled: Dialled,
        negotiated: Result<Negotiated, String>,
    },
}

/// A call from a page, before it is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialled {
    pub(crate) application: ApplicationId,
    pub(crate) contact: ContactId,
    pub(crate) customer: CustomerId,
    pub(crate) number: NumberId,
}
