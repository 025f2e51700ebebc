//! RT06: offers, each with one end (I05). The decision stays in the journal, where the row points to.

use acd::{MissForgiven, OfferEnd, OfferEnded, OfferMade, OfferSeen};

use super::record;
use crate::journal::Step;
use crate::statement::{Statement, statement};
use crate::word::word;

pub(super) fn made(step: Step, event: &OfferMade) -> Vec<Statement> {
    let mut out = record::rung_by_flow(step, event);
    out.extend([
        statement!(
            "INSERT INTO offer
                 (contact, seq, fence, member, application, kind, group_id, made, waited)
             SELECT contact, $1, $2, $3, application, kind, $4, $5, $6
             FROM record WHERE contact = $7",
            step.seq.0,
            event.fence,
            event.member,
            event.group,
            step.now,
            event.waited,
            event.contact,
        ),
        statement!("UPDATE record SET offers = offers + 1 WHERE contact = $1", event.contact),
    ]);
    out
}

pub(super) fn seen(step: Step, event: &OfferSeen) -> Vec<Statement> {
    vec![statement!(
        "UPDATE offer SET seen = $1 WHERE contact = $2 AND member = $3 AND ended IS NULL",
        step.now,
        event.contact,
        event.member,
    )]
}

pub(super) fn ended(_: Step, event: &OfferEnded) -> Vec<Statement> {
    let end = statement!(
        "UPDATE offer SET ended = $1, ended_how = $2
         WHERE contact = $3 AND member = $4 AND ended IS NULL",
        event.at,
        word(event.end),
        event.contact,
        event.member,
    );
    let count = match event.end {
        OfferEnd::Missed => Some("UPDATE record SET missed = missed + 1 WHERE contact = $1"),
        OfferEnd::Declined => Some("UPDATE record SET declined = declined + 1 WHERE contact = $1"),
        OfferEnd::Accepted | OfferEnd::Unseen | OfferEnd::Cancelled | OfferEnd::AgentGone => None,
    };
    let count = count.map(|sql| statement!(sql, event.contact));
    std::iter::once(end).chain(count).collect()
}

/// F31: the last miss was none.
pub(super) fn forgiven(step: Step, event: &MissForgiven) -> Vec<Statement> {
    vec![
        statement!(
            "UPDATE offer SET forgiven = $1
             WHERE contact = $2 AND member = $3 AND ended_how = 'missed' AND fence = (
                 SELECT MAX(fence) FROM offer
                 WHERE contact = $2 AND member = $3 AND ended_how = 'missed'
             )",
            step.now,
            event.contact,
            event.member,
        ),
        statement!("UPDATE record SET missed = missed - 1 WHERE contact = $1", event.contact),
    ]
}
