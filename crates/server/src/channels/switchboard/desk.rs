//! VC31: members whose phone is a SIP phone and not the browser, and the one call that each such phone may have.

use std::collections::{BTreeMap, BTreeSet};

use acd::{ApplicationId, ContactId, Fence, MemberId};
use media::{LegId, RtpPort};
use sip::{CallId, Output, Pickup, RemoteMedia};
use store::SipPhoneId;

/// A member at work: the same member may work in another application by the browser.
pub(super) type Seat = (ApplicationId, MemberId);

#[derive(Debug, Default)]
pub(super) struct Desks {
    pub(super) all: BTreeMap<Seat, Desk>,
    legs: BTreeMap<LegId, Seat>,
    by_sip: BTreeMap<CallId, Seat>,
    /// Where something may have to be done.
    pub(super) stirred: BTreeSet<Seat>,
}

#[derive(Debug)]
pub(super) struct Desk {
    pub(super) phone: SipPhoneId,
    /// What it registers as.
    pub(super) user: String,
    pub(super) is_here: bool,
    pub(super) call: Option<HandsetCall>,
    /// What it has refused, or was hung up in: it is not called for that again.
    pub(super) over: Option<Task>,
}

/// What a phone is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// An offer rings: whoever lifts the handset accepts it.
    Ring { contact: ContactId, fence: Fence },
    /// The member is in the call.
    Talk { contact: ContactId },
}

#[derive(Debug)]
pub(super) struct HandsetCall {
    pub(super) sip: CallId,
    pub(super) leg: LegId,
    pub(super) port: RtpPort,
    pub(super) task: Task,
    pub(super) pickup: Pickup,
    pub(super) stage: Stage,
    /// Where the phone wants its sound, once it has answered.
    pub(super) media: Option<RemoteMedia>,
    /// Its ACK, which waits for the dialog to be on disk.
    pub(super) unsent: Vec<Output>,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Calling,
    /// The dialog is on its way to the disk.
    Answered,
    /// Sound can flow.
    Up,
}

impl Task {
    pub(super) const fn contact(self) -> ContactId {
        match self {
            Self::Ring { contact, .. } | Self::Talk { contact } => contact,
        }
    }

    /// Whether what has come to an end says something about what is wanted now: another offer is another chance.
    pub(super) fn still_counts(self, wanted: Self) -> bool {
        let is_other_offer =
            matches!((self, wanted), (Self::Ring { .. }, Self::Ring { .. })) && self != wanted;
        self.contact() == wanted.contact() && !is_other_offer
    }

    /// Whether the phone is not called for it again. One that only refused to ring may still be the member's leg.
    pub(super) fn forbids(self, wanted: Option<Self>) -> bool {
        matches!(self, Self::Talk { .. }) || Some(self) == wanted
    }
}

impl Desks {
    pub(super) fn of_leg(&self, leg: LegId) -> Option<Seat> {
        self.legs.get(&leg).copied()
    }

    pub(super) fn of_sip(&self, sip: CallId) -> Option<Seat> {
        self.by_sip.get(&sip).copied()
    }

    pub(super) fn call_of(&mut self, seat: Seat) -> Option<&mut HandsetCall> {
        self.all.get_mut(&seat)?.call.as_mut()
    }

    /// The member's leg in this call; `None` while the phone has not answered for it.
    pub(super) fn leg(&self, seat: Seat, contact: ContactId) -> Option<LegId> {
        let call = self.all.get(&seat)?.call.as_ref()?;
        let is_there = call.stage == Stage::Up && call.task.contact() == contact;
        is_there.then_some(call.leg)
    }

    pub(super) fn stir(&mut self, application: ApplicationId, member: MemberId) {
        let seat = (application, member);
        if self.all.contains_key(&seat) {
            self.stirred.insert(seat);
        }
    }

    pub(super) fn begun(&mut self, seat: Seat, call: HandsetCall) {
        self.legs.insert(call.leg, seat);
        self.by_sip.insert(call.sip, seat);
        if let Some(desk) = self.all.get_mut(&seat) {
            desk.call = Some(call);
        }
    }

    /// The phone has no call any more. What is not to be tried again is remembered.
    pub(super) fn ended(&mut self, seat: Seat) -> Option<HandsetCall> {
        let call = self.all.get_mut(&seat)?.call.take()?;
        self.legs.remove(&call.leg);
        self.by_sip.remove(&call.sip);
        self.stirred.insert(seat);
        Some(call)
    }
}
