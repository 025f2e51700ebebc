//! What each event does to the pictures kept beside the journal. Pure: events in, statements out, so that writing and
//! rebuilding are one and the same (I15). No statement asks anything but these pictures.

mod internal;
mod offer;
mod rating;
mod record;
mod segment;
mod status_span;

use std::collections::BTreeSet;

use acd::Event;

use crate::journal::Step;
use crate::statement::{Statement, statement};

/// The statements of one entry, in order.
pub(crate) fn project(step: Step, events: &[Event]) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut contacts = BTreeSet::new();
    for (place, event) in events.iter().enumerate() {
        out.extend(of_event(step, place, event));
        contacts.extend(event.contact());
    }
    out.extend(contacts.into_iter().map(|contact| {
        statement!(
            "INSERT INTO record_event (contact, seq, application) VALUES ($1, $2, $3)",
            contact,
            step.seq.0,
            step.application,
        )
    }));
    out
}

fn of_event(step: Step, place: usize, event: &Event) -> Vec<Statement> {
    match event {
        Event::StatusChanged(changed) => status_span::changed(step, place, changed),
        Event::ContactArrived(arrived) => record::arrived(step, arrived),
        Event::CallDialled(dialled) => segment::dialled(step, dialled),
        Event::QueueEntered(entered) => record::queued(step, entered),
        Event::CallTransferred(handed) => record::waits_again(step, handed.contact),
        Event::InternalMoved(moved) => internal::moved(step, moved),
        Event::ExternalMoved(moved) => record::external_moved(step, moved),
        Event::NoticeStarted(started) if started.returned.is_some() => {
            record::waits_again(step, started.contact)
        }
        Event::FlowMoved(moved) => record::flow_moved(step, moved),
        Event::OfferMade(made) => offer::made(step, made),
        Event::OfferSeen(seen) => offer::seen(step, seen),
        Event::OfferEnded(ended) => offer::ended(step, ended),
        Event::MissForgiven(forgiven) => offer::forgiven(step, forgiven),
        Event::MemberJoined(joined) => segment::joined(step, joined),
        Event::TalkStarted(started) => segment::talked(step, started),
        Event::HoldChanged(changed) => segment::held(step, changed),
        Event::MemberLeft(left) => segment::left(step, left),
        Event::AcwStarted(started) => segment::acw_started(step, started),
        Event::AcwExtended(extended) => segment::acw_extended(step, extended),
        Event::AcwEnded(ended) => segment::acw_ended(step, ended),
        Event::MessageAdded(added) => record::message_added(step, added),
        Event::RatingInvited(invited) => rating::invited(step, invited),
        Event::RatingGiven(given) => rating::given(given),
        Event::ContactEnded(ended) => record::ended(step, ended),
        Event::ConfigChanged(_)
        | Event::NoticeStarted(_)
        | Event::NoticePlayed(_)
        | Event::KeyPressed(_)
        | Event::CallProgressed(_)
        | Event::CallOutLimited(_)
        | Event::RecordingStarted(_)
        | Event::RecordingPaused(_)
        | Event::RecordingResumed(_)
        | Event::RecordingEnded(_)
        | Event::DayBegan(_)
        | Event::PhoneChanged(_)
        | Event::BrowserChanged(_)
        | Event::AudioChanged(_)
        | Event::StatusChosen(_)
        | Event::StatusReserved(_)
        | Event::HoldBackEnded(_)
        | Event::MuteChanged(_)
        | Event::ConsultMoved(_)
        | Event::KeysSent(_)
        | Event::SelfServiceStarted(_)
        | Event::SelfServiceEnded(_)
        | Event::SatisfactionAsked(_)
        | Event::SurveyStarted(_)
        | Event::AgentSilenceChanged(_) => Vec::new(),
    }
}
