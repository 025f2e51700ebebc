//! VC31: by what members take calls, as they chose and as admins allow; told to their sockets and, as their reach, to the
//! core.

use std::collections::{BTreeMap, BTreeSet};

use sip::{PhoneReach, Pickup};
use voice::Input;
use wire::sip_phone::SipPhoneState;
use wire::workspace::{OwnPhone, OwnSipPhone, SipPhoneDoing};

use super::board::Board;
use super::desk::{Desk, Seat, Stage, Task};
use super::handsets::{Handset, Handsets};

impl Board {
    /// Phones were made, changed, chosen or removed. `before`: whose they were.
    pub(super) fn renew_desks(&mut self, before: BTreeSet<Seat>) {
        let Some(handsets) = &self.handsets else { return };
        let mut chosen = handsets.chosen();
        let concerned: BTreeSet<Seat> = before.into_iter().chain(handsets.seats()).collect();
        let known: Vec<Seat> = self.desks.all.keys().copied().collect();
        for seat in known {
            let is_same = |desk: &Desk| {
                chosen
                    .get(&seat)
                    .is_some_and(|new| (new.phone, &new.user) == (desk.phone, &desk.user))
            };
            if self.desks.all.get(&seat).is_some_and(is_same) {
                chosen.remove(&seat);
            } else {
                self.clear_desk(seat, chosen.contains_key(&seat));
            }
        }
        for (seat, desk) in chosen {
            self.set_desk(seat, desk);
        }
        for seat in concerned {
            self.tell_own_phone(seat);
        }
    }

    /// In the middle of a call the member goes on by the SIP phone.
    fn set_desk(&mut self, seat: Seat, desk: Desk) {
        let is_here = desk.is_here;
        self.desks.all.insert(seat, desk);
        self.tell_calls_of(seat.1, &Input::Phone { member: seat.1, leg: None });
        self.reach_changes(seat, Some(is_here));
        self.desks.stirred.insert(seat);
    }

    /// In the middle of a call the member goes on by the browser, if it is there.
    fn clear_desk(&mut self, seat: Seat, is_replaced: bool) {
        self.let_go(seat);
        self.desks.all.remove(&seat);
        if is_replaced {
            return;
        }
        let leg = self.phones.leg(seat.1);
        self.tell_calls_of(seat.1, &Input::Phone { member: seat.1, leg });
        self.reach_changes(seat, None);
    }

    /// A phone came, or is gone.
    pub(super) fn desk_reach_changes(&mut self, seat: Seat, is_here: bool) {
        let Some(desk) = self.desks.all.get_mut(&seat) else { return self.tell_own_phone(seat) };
        desk.is_here = is_here;
        if is_here && matches!(desk.over, Some(Task::Talk { .. })) {
            desk.over = None;
        }
        self.reach_changes(seat, Some(is_here));
        self.desks.stirred.insert(seat);
    }

    /// AC06: the member's sound is that of the phone that they have chosen.
    fn reach_changes(&mut self, seat: Seat, handset: Option<bool>) {
        if let Some((application, fact)) = self.phones.speaks_by(seat, handset) {
            self.beside.fact(application, fact);
        }
    }

    pub(super) fn tell_own_phone(&self, seat: Seat) {
        let Some(handsets) = &self.handsets else { return };
        let desk = self.desks.all.get(&seat);
        let told = OwnPhone {
            chosen: desk.map(|desk| desk.phone.0),
            sip_phones: handsets.of(seat),
            doing: desk.map(doing).unwrap_or_default(),
        };
        self.phones.tell_own_phone(seat, &told);
    }
}

fn doing(desk: &Desk) -> SipPhoneDoing {
    match &desk.call {
        None if desk.over.is_some() => SipPhoneDoing::Failed,
        None => SipPhoneDoing::Idle,
        Some(call) => match (call.stage, call.pickup) {
            (Stage::Calling, Pickup::ByHand) => SipPhoneDoing::Rings,
            (Stage::Calling, Pickup::ByItself) | (Stage::Answered, _) => SipPhoneDoing::Connects,
            (Stage::Up, _) => SipPhoneDoing::InCall,
        },
    }
}

impl Handsets {
    /// Whose phones there are.
    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> {
        self.phones.values().filter_map(Handset::seat)
    }

    /// The phones that are their members' instead of the browser.
    fn chosen(&self) -> BTreeMap<Seat, Desk> {
        let chosen = self.phones.iter().filter(|(_, phone)| phone.is_chosen);
        let desk = |(user, phone): (&String, &Handset)| {
            let (phone_id, user) = (phone.id, user.clone());
            let is_here = phone.reach == PhoneReach::Here;
            let desk = Desk { phone: phone_id, user, is_here, call: None, over: None };
            Some((phone.seat()?, desk))
        };
        chosen.filter_map(desk).collect()
    }

    fn of(&self, seat: Seat) -> Vec<OwnSipPhone> {
        let own = self.phones.values().filter(|phone| phone.seat() == Some(seat));
        let mut own: Vec<_> = own
            .map(|phone| OwnSipPhone {
                id: phone.id.0,
                extension: phone.extension.clone(),
                name: phone.name.clone(),
                state: match phone.reach {
                    PhoneReach::Here => SipPhoneState::Registered,
                    PhoneReach::Lost => SipPhoneState::Unreachable,
                    PhoneReach::Away => SipPhoneState::NotRegistered,
                },
            })
            .collect();
        own.sort_by(|one, other| one.extension.cmp(&other.extension));
        own
    }
}
