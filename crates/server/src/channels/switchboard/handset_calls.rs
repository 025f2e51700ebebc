//! VC31: what members' SIP phones do is made to be what the core wants: ring with an offer, be the member's leg in a call,
//! and be let go of with it.
//!
//! The Workspace's button answers as well. A phone cannot be made to answer a call that rings already, so that call is taken
//! back and another one made, which tells the phone to answer by itself. One that does not do that goes on ringing, and the
//! Workspace says that its handset is to be lifted.

use std::time::Instant;

use acd::{ApplicationId, Command, MemberId};
use media::Order;
use sip::{Cause, Party, Pickup};
use voice::Input;

use super::board::{Board, Held, OwnLeg};
use super::desk::{HandsetCall, Seat, Stage, Task};

impl Board {
    /// Until every phone does what is wanted. Gives whether there was anything to do.
    pub(super) fn tend_handsets(&mut self) -> bool {
        let mut tended = false;
        while let Some(seat) = self.desks.stirred.pop_first() {
            self.tend(seat);
            self.tell_own_phone(seat);
            tended = true;
        }
        tended
    }

    fn tend(&mut self, seat: Seat) {
        let wanted = self.task_of(seat);
        let Some(desk) = self.desks.all.get_mut(&seat) else { return };
        desk.over = desk.over.filter(|over| wanted.is_some_and(|wanted| over.still_counts(wanted)));
        let is_over = desk.over.is_some_and(|over| over.forbids(wanted));
        let is_here = desk.is_here;
        match (&mut desk.call, wanted) {
            (None, None) => {}
            (None, Some(task)) => {
                if !is_over && is_here {
                    self.call_handset(seat, task);
                }
            }
            (Some(call), Some(task)) if call.task == task => {}
            (Some(HandsetCall { task, stage, .. }), Some(Task::Talk { contact }))
                if task.contact() == contact && *stage != Stage::Calling =>
            {
                *task = Task::Talk { contact };
            }
            // Another call, or the same one accepted at the screen; the phone that is let go of is stirred again.
            (Some(_), Some(_) | None) => self.let_go(seat),
        }
    }

    /// A call that the member is in comes before one that rings.
    fn task_of(&self, (application, member): Seat) -> Option<Task> {
        let calls =
            || self.calls.iter().filter(move |(_, held)| held.application == Some(application));
        let is_inside =
            |held: &Held| held.inside.contains(&Some(member)) && held.own_leg != OwnLeg::NotYet;
        let inside = calls().find(|(_, held)| is_inside(held));
        let talk = inside.map(|(contact, _)| Task::Talk { contact: *contact });
        talk.or_else(|| {
            calls().find_map(|(contact, held)| {
                let rings = held.rings.filter(|_| held.own_leg != OwnLeg::NotYet);
                let (_, fence) = rings.filter(|(rung, _)| *rung == member)?;
                Some(Task::Ring { contact: *contact, fence })
            })
        })
    }

    fn call_handset(&mut self, seat: Seat, task: Task) {
        if self.invite_handset(seat, task).is_none()
            && let Some(desk) = self.desks.all.get_mut(&seat)
        {
            tracing::warn!(phone.user = desk.user, "a SIP phone cannot be called");
            desk.over = Some(task);
        }
    }

    fn invite_handset(&mut self, seat: Seat, task: Task) -> Option<()> {
        let (leg, now) = (Self::new_leg(), Instant::now());
        let held = self.calls.get(&task.contact())?;
        let colleague = held.shown_inside.get(&seat.1);
        let from = colleague.or(held.shown.as_ref()).cloned().unwrap_or_default();
        let pickup = match task {
            Task::Ring { .. } => Pickup::ByHand,
            Task::Talk { .. } => Pickup::ByItself,
        };
        let user = self.desks.all.get(&seat)?.user.clone();
        let handsets = self.handsets.as_mut()?;
        let port = self.ports.take(leg, None, now)?;
        let media = self.media.rtp_address(port);
        let begun =
            media.map(|media| handsets.endpoint.invite_phone(&user, (&from, pickup), media, now));
        let (sip, outputs) = match begun {
            Some(Ok(begun)) => begun,
            failed => {
                tracing::info!(phone.user = user, ?failed, "a SIP phone was not called");
                self.ports.give_back(leg);
                return None;
            }
        };
        let (stage, media, unsent) = (Stage::Calling, None, Vec::new());
        let call = HandsetCall { sip, leg, port, task, pickup, stage, media, unsent };
        self.desks.begun(seat, call);
        self.emit_handsets(outputs);
        Some(())
    }

    /// CANCEL or BYE, as it stands.
    pub(super) fn let_go(&mut self, seat: Seat) {
        let Some(call) = self.end_handset_call(seat) else { return };
        // The ACK of an answer that waits for the disk goes before the BYE.
        self.emit_handsets(call.unsent);
        let Some(handsets) = &mut self.handsets else { return };
        let outputs = handsets.endpoint.hang_up(call.sip, Cause::NORMAL_CLEARING, Instant::now());
        self.emit_handsets(outputs);
    }

    /// Its sound and its place on disk are released; SIP is the caller's matter.
    pub(super) fn end_handset_call(&mut self, seat: Seat) -> Option<HandsetCall> {
        let call = self.desks.ended(seat)?;
        self.close_strains(call.leg);
        self.ports.give_back(call.leg);
        if call.stage == Stage::Up {
            self.media.order(Order::Close { leg: call.leg });
        }
        if call.stage != Stage::Calling {
            self.beside.forget_handset(call.leg);
        }
        Some(call)
    }

    /// The call of the phone, if it is the member's leg in it, goes on without.
    pub(super) fn handset_is_gone(&mut self, (_, member): Seat, task: Task) {
        self.todo.push_back((task.contact(), Input::Phone { member, leg: None }));
    }

    /// What the member has done with the handset is their wish, and the core may refuse it.
    pub(super) fn wish(&self, (application, member): Seat, command: Command) {
        self.beside.wish(application, member, command, None);
    }

    /// Who is in that call, or rung for it, is to be looked after.
    pub(super) fn stir_seats(&mut self, application: ApplicationId, held: [Option<MemberId>; 3]) {
        for member in held.into_iter().flatten() {
            self.desks.stir(application, member);
        }
    }
}

impl Held {
    /// Whom it concerns by what the core wants of it.
    pub(super) fn concerned(&self) -> [Option<MemberId>; 3] {
        let [agent, asked] = self.inside;
        [agent, asked, self.rings.map(|(member, _)| member)]
    }
}

/// Who is called, as the phone shows it.
pub(super) fn shown(number: String) -> Party {
    Party { user: number, display_name: None }
}
