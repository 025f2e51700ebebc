//! A line of a call in which SIP is spoken: its customer's, or that of a line outside (VC13).

use acd::ContactId;
use media::LegId;
use store::LegSide;
use uuid::Uuid;
use voice::{Input, LineEvent, customer_leg, external_leg};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineId {
    pub(super) contact: ContactId,
    pub(super) side: LegSide,
}

impl LineId {
    pub(super) const fn customer(contact: ContactId) -> Self {
        Self { contact, side: LegSide::Customer }
    }

    pub(super) const fn external(contact: ContactId) -> Self {
        Self { contact, side: LegSide::External }
    }

    pub(super) fn leg(self) -> LegId {
        match self.side {
            LegSide::Customer => customer_leg(self.contact),
            LegSide::External => external_leg(self.contact),
        }
    }

    /// What the call is told of it.
    pub(super) const fn reports(self, event: LineEvent) -> Input {
        match self.side {
            LegSide::Customer => Input::Line(event),
            LegSide::External => Input::Outside(event),
        }
    }
}

/// The contacts whose leg this may be: a customer's, or that of a line outside. What is done once is undone by doing it again.
pub(super) fn contacts_of(leg: LegId) -> [ContactId; 2] {
    let contact = |leg: LegId| ContactId(Uuid::from_u128(leg.0));
    [contact(leg), contact(external_leg(contact(leg)))]
}
