//! RC01: one row for each contact, from its arrival on.

use acd::{
    ContactArrived, ContactEnded, ContactId, Entry, ExternalMoved, ExternalStep, FlowMoved,
    GroupId, MessageAdded, OfferMade, OfferWhy, QueueEntered, Timestamp,
};
use flow::{Left, Way};

use super::segment;
use crate::journal::Step;
use crate::statement::{Statement, statement};
use crate::word::word;

pub(super) fn arrived(step: Step, event: &ContactArrived) -> Vec<Statement> {
    let (kind, direction, phone_number, channel) = match event.entry {
        Entry::Call { number } => ("call", "inbound", Some(number), None),
        Entry::Session { channel } => ("session", "inbound", None, Some(channel)),
        Entry::Outbound { number } => ("call", "outbound", Some(number), None),
    };
    vec![statement!(
        "INSERT INTO record
             (contact, application, kind, customer, phone_number, channel, arrived, direction)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        event.contact,
        step.application,
        kind,
        event.customer,
        phone_number,
        channel,
        event.at,
        direction,
    )]
}

/// The wait begins with the entry into a queue, not with the arrival, and goes on over every return.
pub(super) fn queued(step: Step, event: &QueueEntered) -> Vec<Statement> {
    vec![statement!(
        "UPDATE record SET group_id = $1, queued = COALESCE(queued, $2),
             waiting_since = COALESCE(waiting_since, $3)
         WHERE contact = $4",
        event.group,
        event.arrival,
        step.now,
        event.contact,
    )]
}

/// Nobody is there any more, and no queue is entered at once: the call rings in person (VC11), or a notice comes first (VC43).
pub(super) fn waits_again(step: Step, contact: ContactId) -> Vec<Statement> {
    vec![statement!(
        "UPDATE record SET waiting_since = COALESCE(waiting_since, $1) WHERE contact = $2",
        step.now,
        contact,
    )]
}

/// VC41: a flow has rung somebody for the caller, who is the number's group's from then on, and waits.
pub(super) fn rung_by_flow(step: Step, event: &OfferMade) -> Vec<Statement> {
    match event.why {
        OfferWhy::Flow => belongs_and_waits(step, event.contact, event.group),
        OfferWhy::Queue
        | OfferWhy::Transferred { .. }
        | OfferWhy::Returned { .. }
        | OfferWhy::ReturnedOutside { .. }
        | OfferWhy::ReturnedFromPhone { .. }
        | OfferWhy::Consult { .. }
        | OfferWhy::Internal { .. } => Vec::new(),
    }
}

fn belongs_and_waits(step: Step, contact: ContactId, group: GroupId) -> Vec<Statement> {
    vec![statement!(
        "UPDATE record SET group_id = $1, waiting_since = COALESCE(waiting_since, $2)
         WHERE contact = $3",
        group,
        step.now,
        contact,
    )]
}

/// VC41: nobody has taken the caller, whom the flow has back: what comes of them there is no wait.
pub(super) fn flow_moved(step: Step, event: &FlowMoved) -> Vec<Statement> {
    match event.step {
        flow::Event::Left(Left { way: Way::Failed, .. }) => vec![statement!(
            "UPDATE record SET waited = waited + COALESCE($1 - waiting_since, 0),
                 waiting_since = NULL
             WHERE contact = $2 AND answered IS NULL",
            step.now,
            event.contact,
        )],
        flow::Event::Began(_)
        | flow::Event::Stopped(_)
        | flow::Event::Left(_)
        | flow::Event::Ended(_) => Vec::new(),
    }
}

/// VC13: the customer waits until the line outside answers, and again should it be lost.
pub(super) fn external_moved(step: Step, event: &ExternalMoved) -> Vec<Statement> {
    match event.step {
        // VC41: no member of a group did it, and the group of the number pays.
        ExternalStep::Dialled { by: None, group, .. }
        | ExternalStep::Rung { group: Some(group), .. } => {
            belongs_and_waits(step, event.contact, group)
        }
        ExternalStep::Dialled { .. } | ExternalStep::Rung { .. } | ExternalStep::Ended { .. } => {
            waits_again(step, event.contact)
        }
        ExternalStep::Completed { line } if !line.is_answered() => waits_again(step, event.contact),
        ExternalStep::Answered { .. } => vec![answered(event.contact, "call", event.at)],
        // VC15: the customer has their agent.
        ExternalStep::Asked { .. }
        | ExternalStep::PhoneAsked { .. }
        | ExternalStep::Turned { .. }
        | ExternalStep::Completed { .. }
        | ExternalStep::Released { .. }
        | ExternalStep::Warned => Vec::new(),
    }
}

/// Somebody is there: the wait is over. A call is answered when sound flows, a session when it is taken.
pub(super) fn answered(contact: ContactId, kind: &'static str, at: Timestamp) -> Statement {
    statement!(
        "UPDATE record SET answered = COALESCE(answered, $1),
             waited = waited + COALESCE($1 - waiting_since, 0), waiting_since = NULL
         WHERE contact = $2 AND kind = $3",
        at,
        contact,
        kind,
    )
}

pub(super) fn message_added(_: Step, event: &MessageAdded) -> Vec<Statement> {
    vec![statement!("UPDATE record SET messages = messages + 1 WHERE contact = $1", event.contact)]
}

pub(super) fn ended(_: Step, event: &ContactEnded) -> Vec<Statement> {
    let mut out = segment::close(event.contact, None, event.at);
    out.push(statement!(
        "UPDATE record SET ended = $1, end_reason = $2,
             waited = waited + COALESCE($1 - waiting_since, 0), waiting_since = NULL
         WHERE contact = $3",
        event.at,
        word(event.reason),
        event.contact,
    ));
    out
}
