//! VC12: a call whose agent hands the customer to a SIP phone that is no member's. What becomes of it is `external.rs`'s, as of
//! a line outside; its ladder (VC14) too.

use super::Step;
use crate::{
    AtPhone, ContactId, Event, ExternalEnd, ExternalStep, FarEnd, GroupId, MemberId, PhoneChanged,
    PhoneId, PhoneStanding, Refused, TransferTo,
};

impl Step<'_> {
    /// A phone that a member takes calls by is that member.
    pub(super) fn meant(&self, to: TransferTo) -> Result<TransferTo, Refused> {
        match to {
            TransferTo::Group(_) | TransferTo::Agent(_) => Ok(to),
            TransferTo::Phone(phone) => match self.acd.at_phone(phone)? {
                AtPhone::Anybody => Ok(to),
                AtPhone::Member(member) => Ok(TransferTo::Agent(member)),
            },
        }
    }

    /// It rings for the ring time of the group that the contact came through; the customer hears music.
    pub(super) fn ring_phone(
        &mut self,
        contact: ContactId,
        by: Option<MemberId>,
        (phone, through): (PhoneId, GroupId),
    ) {
        let (group, until) = (None, self.rings_until(through));
        self.external_moves(contact, FarEnd::Phone(phone), ExternalStep::Rung { by, group, until });
    }

    /// A phone that is gone while it rings cannot be answered. In a talk its sound tells.
    pub(super) fn phone_told(&mut self, phone: PhoneId, standing: PhoneStanding) {
        let known = self.acd.phone(phone).copied();
        if known.map_or(PhoneStanding::Gone, |known| known.standing) == standing {
            return;
        }
        let at = self.now;
        self.record(Event::PhoneChanged(PhoneChanged { phone, standing, at }));
        match standing {
            PhoneStanding::Here | PhoneStanding::Chosen { .. } => {}
            PhoneStanding::Away | PhoneStanding::Gone => {
                if let Some(call) = known.and_then(|known| known.call) {
                    self.nobody_answers(call);
                    self.internal_phone_gone(call);
                }
            }
        }
    }

    fn nobody_answers(&mut self, contact: ContactId) {
        if let Some((line, _)) = self.line_outside(contact)
            && !line.is_answered()
        {
            self.line_is_lost(contact, ExternalEnd::Unreachable);
        }
    }

    /// F01: where the phones are now, their next words say.
    pub(super) fn phones_lost(&mut self) {
        let here: Vec<_> = self.acd.phones().map(|phone| phone.id).collect();
        for phone in here {
            self.phone_told(phone, PhoneStanding::Gone);
        }
    }
}
