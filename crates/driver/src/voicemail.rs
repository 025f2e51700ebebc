//! VC42: a caller who is about to speak is work of the group from this commit on: whatever happens to the call, or to us, while they
//! speak, somebody calls them back.

use acd::{Acd, Event, FlowMoved};
use flow::{Doing, Node};
use store::{NewVoicemail, VoicemailId};
use uuid::Uuid;

use super::origin::Origins;

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
