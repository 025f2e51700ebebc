//! Wishes that make no sense: from a stale screen, a second tab, or somebody who plays with the protocol. Each has to be
//! refused with its own reason and leave no trace.

use acd::{BreakReasonId, By, Choice, Command, ContactId, Fence, MESSAGE_SIZE_MAX, MessageId};
use wire::workspace::Snapshot;

use super::center::{CHANNELS, STRANGER, channel, chatter_id, reason};
use super::day::{Day, Who};

impl Day {
    pub(super) fn errs(&mut self, index: usize, picture: &Snapshot) {
        let own = picture.calls.iter().map(|call| call.id);
        let own = own.chain(picture.sessions.iter().map(|session| session.id)).map(ContactId);
        let own = own.collect::<Vec<_>>();
        let mine = self.chance.pick(&own).copied();
        let any =
            mine.filter(|_| self.chance.in_thousand(400)).unwrap_or_else(|| self.any_contact());
        let message = MessageId(self.chance.id());
        let fence = Fence(self.chance.below(400));
        let unknown = BreakReasonId(self.chance.id());
        let command = match self.chance.below(17) {
            0 => Command::SetStatus { to: Choice::OnBreak { reason: unknown } },
            1 => Command::SetStatus { to: Choice::Available },
            2 => Command::SetStatus { to: Choice::Busy },
            3 => Command::ReserveStatus { to: Choice::OnBreak { reason: reason(1) } },
            4 => Command::BackToReception,
            5 => Command::ContinueAfterCallWork,
            6 => Command::CancelReservedStatus,
            7 => Command::Hold { contact: any },
            8 => Command::EndSession { contact: any },
            9 => Command::HangUp { contact: any },
            10 => Command::SendMessage { contact: any, message, size: MESSAGE_SIZE_MAX + 1 },
            11 => Command::SendMessage { contact: any, message, size: 10 },
            12 => Command::StartSession { contact: any, channel: channel(CHANNELS[0]) },
            13 => return self.takes_anothers_offer(index),
            14 => Command::Unmute { contact: any },
            15 => Command::KeepOpen { contact: any },
            _ => Command::Accept { contact: any, fence },
        };
        if self.chance.in_thousand(100) {
            let ask = self.wish(By::Member(STRANGER), command);
            return self.ask(Who::Agent(index), ask);
        }
        self.agent_wishes(index, command);
    }

    /// A foreign accept, with the right number.
    fn takes_anothers_offer(&mut self, index: usize) {
        let offers: Vec<(ContactId, Fence)> = {
            let auditor = self.auditor();
            let contacts = auditor.replica.contacts();
            contacts.filter_map(|found| Some((found.id, found.offer()?.fence))).collect()
        };
        if let Some((contact, fence)) = self.chance.pick(&offers).copied() {
            self.agent_wishes(index, Command::Accept { contact, fence });
        }
    }

    pub(super) fn errs_as_guest(&mut self, index: usize, own: ContactId) {
        let any = self.any_contact();
        let message = MessageId(self.chance.id());
        let command = match self.chance.below(5) {
            0 => Command::SendMessage { contact: any, message, size: 10 },
            1 => Command::EndSession { contact: any },
            2 => Command::SendMessage { contact: own, message, size: MESSAGE_SIZE_MAX + 1 },
            3 => Command::StartSession { contact: any, channel: channel(CHANNELS[0]) },
            _ => Command::GoOnline,
        };
        let ask = self.wish(By::Customer(chatter_id(index)), command);
        self.ask(Who::Guest(index), ask);
    }

    /// Somebody's contact, an old one, or one that never was.
    fn any_contact(&mut self) -> ContactId {
        let live: Vec<ContactId> = {
            let auditor = self.auditor();
            auditor.replica.contacts().map(|found| found.id).collect()
        };
        let past: Vec<ContactId> = self.past.iter().copied().collect();
        let known = match self.chance.below(10) {
            0..5 => self.chance.pick(&live).copied(),
            5..8 => self.chance.pick(&past).copied(),
            _ => None,
        };
        known.unwrap_or_else(|| ContactId(self.chance.id()))
    }
}
