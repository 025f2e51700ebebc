//! Events of an internal call (VC30).

use crate::state::{Acd, Internal, InternalCallee, InternalSide, InternalStage, Offer};
use crate::{
    Browser, ContactEnded, ContactId, Fence, InternalMoved, InternalStep, InternalTarget, MemberId,
    Millis, OfferEnd, OfferWhy, Timestamp,
};

impl Acd {
    pub(super) fn internal_moved(&mut self, event: InternalMoved) {
        let InternalMoved { contact, callee, step, at, .. } = event;
        match step {
            InternalStep::Dialled { fence, until } => self.internal_dialled(event, (fence, until)),
            InternalStep::Rung { until } => {
                self.internal_begins(event, InternalStage::AtPhone { until });
            }
            InternalStep::Joined { media_by } => {
                self.edit_internal(contact, |call| {
                    call.stage = InternalStage::Connecting { since: at, media_by };
                });
                let InternalTarget::Member(callee) = callee else { return };
                self.edit_agent(callee, |agent| {
                    agent.idle_since = at;
                    agent.call = Some(contact);
                });
            }
            InternalStep::Started => {
                let within = self.settings.rejoin_within;
                self.edit_internal(contact, |call| {
                    call.stage = InternalStage::Talking { since: at };
                    // VC51 goes on where it began while it rang.
                    let caller = &mut call.caller;
                    caller.rejoin_by = caller.silent_since.map(|silent| silent.after(within));
                });
            }
            InternalStep::Held { by, on_hold, cuts, .. } => self.edit_side(contact, by, |side| {
                side.hold_since = on_hold.then_some(at);
                side.hold_cuts = cuts;
            }),
            InternalStep::Muted { by, muted } => {
                self.edit_side(contact, by, |side| side.muted = muted);
            }
            InternalStep::Silent { member, since } => self.side_silent(contact, member, since),
        }
    }

    fn internal_dialled(&mut self, event: InternalMoved, (fence, until): (Fence, Timestamp)) {
        let InternalMoved { contact, caller, callee, at, .. } = event;
        let InternalTarget::Member(callee) = callee else { return };
        self.fence = fence;
        let offer = Offer {
            member: callee,
            fence,
            made_at: at,
            seen_by: Some(at.after(self.settings.seen_within)),
            deadline: until,
            waited: Millis::ZERO,
            why: OfferWhy::Internal { by: caller },
        };
        self.internal_begins(event, InternalStage::Ringing(offer));
        self.edit_agent(callee, |agent| agent.offer = Some(contact));
    }

    fn internal_begins(&mut self, event: InternalMoved, stage: InternalStage) {
        let InternalMoved { contact, caller, callee, at, .. } = event;
        let (side, called) = (InternalSide::new(caller), InternalCallee::new(callee));
        let call = Internal { id: contact, since: at, caller: side, callee: called, stage };
        self.deadlines.extend(call.deadlines());
        self.internals.insert(contact, call);
        if let Some(phone) = callee.phone().and_then(|phone| self.phones.get_mut(&phone)) {
            phone.call = Some(contact);
        }
        self.edit_agent(caller, |agent| {
            agent.idle_since = at;
            agent.call = Some(contact);
        });
    }

    fn side_silent(&mut self, contact: ContactId, member: MemberId, since: Option<Timestamp>) {
        let quiet_since = match self.agents.get(&member).map(|agent| agent.browser) {
            Some(Browser::Quiet { since }) => Some(since),
            Some(Browser::Live | Browser::Gone) | None => None,
        };
        let within = self.settings.rejoin_within;
        let talking = self.internals.get(&contact).is_some_and(Internal::is_talking);
        self.edit_side(contact, member, |side| {
            side.silent_since = since;
            let lost = since.map(|silent| quiet_since.map_or(silent, |quiet| quiet.min(silent)));
            side.rejoin_by = lost.filter(|_| talking).map(|lost| lost.after(within));
        });
    }

    /// VC51 counts from the loss, and the browser may have been lost before the sound was missed.
    pub(super) fn internal_quiet(&mut self, contact: ContactId, member: MemberId, by: Timestamp) {
        self.edit_side(contact, member, |side| {
            side.rejoin_by = side.rejoin_by.map(|given| given.min(by));
        });
    }

    pub(super) fn internal_seen(&mut self, contact: ContactId) {
        self.edit_internal(contact, |call| {
            if let InternalStage::Ringing(offer) = &mut call.stage {
                offer.seen_by = None;
            }
        });
    }

    pub(super) fn internal_rung(&mut self, contact: ContactId, end: OfferEnd) {
        self.edit_internal(contact, |call| call.stage = InternalStage::Rung { end });
    }

    pub(super) fn internal_ended(&mut self, event: ContactEnded) {
        let Some(call) = self.internals.remove(&event.contact) else { return };
        for deadline in call.deadlines() {
            self.deadlines.remove(&deadline);
        }
        if let Some(phone) = call.phone() {
            self.free_phone(phone);
        }
        self.ended.add(event.contact, event.reason);
    }

    fn edit_side(
        &mut self,
        contact: ContactId,
        member: MemberId,
        edit: impl FnOnce(&mut InternalSide),
    ) {
        self.edit_internal(contact, |call| {
            let mut sides = std::iter::once(&mut call.caller).chain(call.callee.side_mut());
            if let Some(side) = sides.find(|side| side.member == member) {
                edit(side);
            }
        });
    }

    fn edit_internal(&mut self, contact: ContactId, edit: impl FnOnce(&mut Internal)) {
        let Some(call) = self.internals.get_mut(&contact) else { return };
        for deadline in call.deadlines() {
            self.deadlines.remove(&deadline);
        }
        edit(call);
        self.deadlines.extend(call.deadlines());
    }
}
