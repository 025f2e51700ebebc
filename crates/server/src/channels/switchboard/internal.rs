//! VC30: calls between two members. There is no line to anybody outside; a SIP phone of either is called as in every call.

use std::collections::BTreeMap;

use acd::{ApplicationId, Command, ContactId, InternalLine, MemberId, Wanted};
use sip::Party;
use store::ReadError;

use super::beside::Beside;
use super::board::{Board, Held, OwnLeg};
use super::desk::Seat;
use super::request::Note;

impl Beside {
    /// What the phones of the two are to show: each the other's name.
    fn name(&self, application: ApplicationId, contact: ContactId, two: [MemberId; 2]) {
        let beside = self.clone();
        tokio::spawn(async move {
            let shown = names(&beside, application, two).await.unwrap_or_else(|error| {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(contact.id = %contact, error, "phones show no name");
                BTreeMap::new()
            });
            beside.note(Note::Named { contact, shown }).await;
        });
    }
}

async fn names(
    beside: &Beside,
    application: ApplicationId,
    [one, other]: [MemberId; 2],
) -> Result<BTreeMap<MemberId, Party>, ReadError> {
    let members = beside.store.directory(application).await?.members;
    let named = |member: MemberId| {
        let found = members.iter().find(|found| found.id == member);
        let display_name = found.map(|found| found.name.clone());
        Party { user: String::new(), display_name }
    };
    Ok(BTreeMap::from([(one, named(other)), (other, named(one))]))
}

impl Board {
    /// F07: none is begun any more once we drain.
    pub(super) fn begin_internal(
        &mut self,
        application: ApplicationId,
        contact: ContactId,
        wanted: Wanted,
    ) {
        let Wanted::Internal { caller, callee, line: InternalLine::Ringing { .. }, .. } = wanted
        else {
            return;
        };
        if !self.draining && !self.calls.contains_key(&contact) {
            self.hold(contact, Held::internal(contact, application));
            self.beside.name(application, contact, [caller, callee]);
        }
    }

    /// Their phones may ring now.
    pub(super) fn named(&mut self, contact: ContactId, shown: BTreeMap<MemberId, Party>) {
        let Some(held) = self.calls.get_mut(&contact) else { return };
        (held.shown_inside, held.own_leg) = (shown, OwnLeg::AtAnyTime);
        let (application, concerned) = (held.application, held.concerned());
        if let Some(application) = application {
            self.stir_seats(application, concerned);
        }
    }

    /// VC31: a caller whose own phone takes no call has none to talk by.
    pub(super) fn internal_without(&mut self, seat: Seat, contact: ContactId) {
        let rings = |held: &Held| {
            !held.shown_inside.is_empty()
                && held.rings.is_some()
                && held.inside.contains(&Some(seat.1))
        };
        if self.calls.get(&contact).is_some_and(rings) {
            self.wish(seat, Command::HangUp { contact });
        }
    }
}
