//! VC43: the notice before the queue of a group that records.

use super::Step;
use super::contact::Entrance;
use crate::{ContactId, ContactState, EndReason, Event, GroupId, GroupKind, Notice, NoticePlayed};

impl Step<'_> {
    pub(super) fn must_hear_notice(&self, contact: ContactId, group: GroupId) -> bool {
        let knows = |call: &crate::Contact| call.notice == Notice::Played;
        self.is_recorded(group) && self.call(contact).is_some_and(|call| !knows(call))
    }

    pub(super) fn notice_ended(&mut self, contact: ContactId) {
        let Some(call) = self.call(contact) else { return };
        let (ContactState::Greeting, Notice::Playing { group, priority, place, returned, .. }) =
            (&call.state, call.notice)
        else {
            return;
        };
        let at = self.now;
        let behind = call.flow_behind;
        self.record(Event::NoticePlayed(NoticePlayed { contact, at }));
        if let Some(run) = behind {
            self.flow_moves(contact, run, vec![]);
        } else if self.group_of_kind(group, GroupKind::Voice).is_none() {
            self.end(contact, EndReason::Refused);
        } else if returned.is_none() && self.queue_is_full(group) {
            self.end(contact, EndReason::QueueFull);
        } else {
            self.pass_into_queue(contact, Entrance { group, priority, place, returned });
        }
    }
}
