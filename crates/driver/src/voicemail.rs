//! VC42: a caller who is about to speak is work of the group from this commit on: whatever happens to the call, or to us, while they
//! speak, somebody calls them back.

use std::collections::BTreeSet;

use acd::{Acd, Event, FlowMoved, GroupId, MemberId};
use flow::{Doing, Node};
use store::{NewVoicemail, VoicemailId};
use uuid::Uuid;
use wire::login::Role;

use super::clock::Time;
use super::ledger::Ledger;
use super::origin::Origins;
use super::task::DriverTask;
use crate::push::Audience;
use crate::push::pushed::Pushed;

/// The work that this event has brought.
pub(super) fn begun(acd: &Acd, origins: &Origins, event: &Event) -> Option<NewVoicemail> {
    let Event::FlowMoved(FlowMoved { contact, step: flow::Event::Stopped(stopped) }) = event else {
        return None;
    };
    if stopped.doing != Doing::Record {
        return None;
    }
    let run = acd.contact(*contact).and_then(acd::Contact::run)?;
    let Some(Node::Voicemail(voicemail)) = acd.flow(run.version())?.node(stopped.node) else {
        return None;
    };
    // A call may leave more than one, each at a turn of its own.
    let id = contact.0.as_u128().wrapping_add(u128::from(run.turn().0));
    Some(NewVoicemail {
        id: VoicemailId(Uuid::from_u128(id)),
        contact: *contact,
        customer: origins.get(*contact)?.customer,
        group: voicemail.group?,
        left_at: stopped.at,
    })
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// To whoever may see the group's: its members, and admins. Who is away asks when they come back.
    pub(super) fn tell_of_voicemails(&mut self, group: GroupId) {
        let members = self.scene.acd.group(group).map(|group| &group.members);
        let in_group = members.into_iter().flat_map(|members| members.keys().copied());
        let book = &self.scene.book.members;
        let admins = book.iter().filter(|(_, member)| member.roles.contains(&Role::Admin));
        let told: BTreeSet<MemberId> = in_group.chain(admins.map(|(id, _)| *id)).collect();
        for member in told {
            self.hub.tell(Audience::Member(member), &Pushed::VoicemailsChanged);
        }
    }
}
