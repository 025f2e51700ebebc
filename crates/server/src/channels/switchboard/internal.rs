//! VC30: calls within the house. There is no line to anybody outside; a SIP phone of either member is called as in every call, and
//! one that is no member's as in VC12, once it is known whose name it is to show.

use std::collections::BTreeMap;

use acd::{
    ApplicationId, Command, ContactId, DialFailure, ExternalLine, InternalLine, InternalTarget,
    MemberId, PhoneId, Wanted,
};
use sip::Party;
use store::ReadError;
use voice::LineEvent;

use super::beside::Beside;
use super::board::{Board, Held, OwnLeg};
use super::desk::Seat;
use super::line_id::LineId;
use super::request::Note;

/// What is shown of each other to the two of an internal call.
#[derive(Debug, Default)]
pub(super) struct ShownInside {
    /// By who sees it.
    members: BTreeMap<MemberId, Party>,
    /// At a phone that is no member's.
    at_phone: Option<Party>,
}

impl Beside {
    /// What the phones of the two are to show: each the other's name.
    fn name(
        &self,
        application: ApplicationId,
        contact: ContactId,
        two: (MemberId, InternalTarget),
    ) {
        let beside = self.clone();
        tokio::spawn(async move {
            let shown = names(&beside, application, two).await.unwrap_or_else(|error| {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(contact.id = %contact, error, "phones show no name");
                ShownInside::default()
            });
            beside.note(Note::Named { contact, shown }).await;
        });
    }
}

async fn names(
    beside: &Beside,
    application: ApplicationId,
    (caller, callee): (MemberId, InternalTarget),
) -> Result<ShownInside, ReadError> {
    let members = beside.store.directory(application).await?.members;
    let named = |member: MemberId| {
        let found = members.iter().find(|found| found.id == member);
        let display_name = found.map(|found| found.name.clone());
        Party { user: String::new(), display_name }
    };
    match callee {
        InternalTarget::Member(callee) => {
            let members = BTreeMap::from([(caller, named(callee)), (callee, named(caller))]);
            Ok(ShownInside { members, at_phone: None })
        }
        InternalTarget::Phone(phone) => {
            let phones = beside.store.sip_phones().await?;
            let found = phones.into_iter().find(|found| found.id.0 == phone.0);
            let display_name = found.map(|found| found.name);
            let members = BTreeMap::from([(caller, Party { user: String::new(), display_name })]);
            Ok(ShownInside { members, at_phone: Some(named(caller)) })
        }
    }
}

impl Board {
    /// F07: none is begun any more once we drain.
    pub(super) fn begin_internal(
        &mut self,
        application: ApplicationId,
        contact: ContactId,
        wanted: Wanted,
    ) {
        let two = if let Wanted::AtPhone { caller, phone, line: ExternalLine::Dialling, .. } =
            wanted
        {
            (caller, InternalTarget::Phone(phone))
        } else if let Wanted::Internal {
            caller, callee, line: InternalLine::Ringing { .. }, ..
        } = wanted
        {
            (caller, InternalTarget::Member(callee))
        } else {
            return;
        };
        if !self.draining && !self.calls.contains_key(&contact) {
            self.hold(contact, Held::internal(contact, application));
            self.beside.name(application, contact, two);
        }
    }

    /// Their phones may ring now.
    pub(super) fn named(&mut self, contact: ContactId, shown: ShownInside) {
        let Some(held) = self.calls.get_mut(&contact) else { return };
        (held.shown_inside, held.own_leg) = (shown.members, OwnLeg::AtAnyTime);
        held.shown = shown.at_phone;
        let (application, concerned) = (held.application, held.concerned());
        let waiting = held.phone_waits.take();
        if let Some(application) = application {
            self.stir_seats(application, concerned);
        }
        if let Some(phone) = waiting {
            self.call_phone(contact, phone);
        }
    }

    /// VC12, VC30: not before it is known who calls.
    pub(super) fn call_phone(&mut self, contact: ContactId, phone: PhoneId) {
        let held = self.calls.get_mut(&contact);
        if let Some(held) = held.filter(|held| held.own_leg == OwnLeg::NotYet) {
            held.phone_waits = Some(phone);
        } else if self.ring_phone(contact, phone).is_none() {
            let line = LineId::external(contact);
            self.tell_line(line, LineEvent::Failed(DialFailure::NoLine));
        }
    }

    /// VC31: a caller whose own phone takes no call has none to talk by.
    pub(super) fn internal_without(&mut self, seat: Seat, contact: ContactId) {
        let at_phone = self.phone_lines.rings(contact);
        let rings = |held: &Held| {
            !held.shown_inside.is_empty()
                && (at_phone || held.rings.is_some())
                && held.inside.contains(&Some(seat.1))
        };
        if self.calls.get(&contact).is_some_and(rings) {
            self.wish(seat, Command::HangUp { contact });
        }
    }
}
