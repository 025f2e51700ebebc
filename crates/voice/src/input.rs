//! What reaches a call: from the core, from the customer's leg, from the media plane, from the members' phones.

use acd::{CallFault, DialFailure, MemberId, Wanted};
use media::{Digit, LegId};
use sip::Rejection;

/// Something a [`crate::Call`] must know.
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time is handed in: a box would cost each an allocation"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The call has come in, and the core is being told.
    Begun,
    /// The arrival is committed.
    Arrived,
    /// The core could not take the arrival, or was never asked: it will never know this contact.
    NotTaken { with: Rejection },
    /// What the core wants, with the legs that the members it names have now, and what the flow that the customer is in says
    /// to it (VC41).
    Wanted { wanted: Wanted, phones: MemberLegs, flow: Option<flow::Wanted> },
    /// The customer's leg, as its channel sees it.
    Line(LineEvent),
    /// VC13: the line outside, as its channel sees it.
    Outside(LineEvent),
    /// The media plane, about the customer's leg, a member's, or that of the line outside.
    Media(media::Event),
    /// VC21: the member in the call sends a key to the customer's end.
    SendKey(Digit),
    /// This member's phone is another leg now, or none.
    Phone { member: MemberId, leg: Option<LegId> },
}

/// The phones of the members whom the core wants in the call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemberLegs {
    pub agent: Option<LegId>,
    /// VC15.
    pub consultant: Option<LegId>,
}

/// What the customer's channel reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEvent {
    /// VC06: it rings at the far end of our own call.
    Rings,
    /// VC06: the media leg is open before the answer, should the far end send a sound of its own.
    EarlyLeg,
    /// VC06: our own call came to nothing.
    Failed(DialFailure),
    /// Our answer has left, or the far end's was taken, and the media leg is open.
    Answered,
    /// BYE, CANCEL, or the button on the page.
    HungUp,
    /// The channel has ended the call, and nobody hung up.
    Broken(CallFault),
    /// The far end answered the probe.
    Probed,
    /// VC12: a phone of ours has put its call on hold, or taken it off.
    OnHold(bool),
    /// A page's socket is gone; perhaps its sound is not.
    PageClosed,
    /// A page of this customer is there, again or beside the one that called.
    PageOpened,
    /// VC21: a key, by SIP INFO.
    Key(Digit),
}
