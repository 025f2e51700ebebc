//! An agent's part of a contact: talk, hold and the after-call-work that follows. A contact can have several.

use acd::{
    AcwEnded, AcwExtended, AcwStarted, CallDialled, ContactId, HoldChanged, MemberId, MemberJoined,
    MemberLeft, TalkStarted, Timestamp,
};

use super::record;
use crate::journal::Step;
use crate::statement::{Statement, statement};

/// The talk of a session begins here; that of a call with the first sound.
pub(super) fn joined(step: Step, event: &MemberJoined) -> Vec<Statement> {
    let open = statement!(
        "INSERT INTO segment
             (contact, seq, member, application, kind, group_id, joined, talked, talking_since)
         SELECT contact, $1, $2, application, kind, group_id, $3,
             CASE kind WHEN 'session' THEN $3 END, CASE kind WHEN 'session' THEN $3 END
         FROM record WHERE contact = $4",
        step.seq.0,
        event.member,
        event.at,
        event.contact,
    );
    let taken = statement!(
        "UPDATE record SET member = $1 WHERE contact = $2",
        event.member,
        event.contact,
    );
    vec![open, taken, record::answered(event.contact, "session", event.at)]
}

/// VC06: the call is its member's from the start, and the group's whose number is shown.
pub(super) fn dialled(step: Step, event: &CallDialled) -> Vec<Statement> {
    let taken = statement!(
        "UPDATE record SET member = $1, group_id = $2 WHERE contact = $3",
        event.member,
        event.group,
        event.contact,
    );
    let open = statement!(
        "INSERT INTO segment (contact, seq, member, application, kind, group_id, joined)
         SELECT contact, $1, $2, application, kind, group_id, $3 FROM record WHERE contact = $4",
        step.seq.0,
        event.member,
        event.at,
        event.contact,
    );
    vec![taken, open]
}

/// VC30: no group has any part in it.
pub(super) fn joined_internally(
    step: Step,
    contact: ContactId,
    member: MemberId,
    at: Timestamp,
) -> Statement {
    statement!(
        "INSERT INTO segment (contact, seq, member, application, kind, joined)
         VALUES ($1, $2, $3, $4, 'call', $5)",
        contact,
        step.seq.0,
        member,
        step.application,
        at,
    )
}

pub(super) fn talked(_: Step, event: &TalkStarted) -> Vec<Statement> {
    let talk = statement!(
        "UPDATE segment SET talked = COALESCE(talked, $1), talking_since = $1
         WHERE contact = $2 AND member = $3 AND ended IS NULL
           AND talking_since IS NULL AND held_since IS NULL",
        event.at,
        event.contact,
        event.member,
    );
    vec![talk, record::answered(event.contact, "call", event.at)]
}

/// Hold is not talk (K12, K13).
pub(super) fn held(_: Step, event: &HoldChanged) -> Vec<Statement> {
    if event.on_hold {
        vec![
            statement!(
                "UPDATE segment SET talk = talk + ($1 - talking_since), talking_since = NULL,
                     held_since = $1
                 WHERE contact = $2 AND ended IS NULL AND talking_since IS NOT NULL",
                event.at,
                event.contact,
            ),
            statement!("UPDATE record SET holds = holds + 1 WHERE contact = $1", event.contact),
        ]
    } else {
        vec![statement!(
            "UPDATE segment SET hold = hold + ($1 - held_since), held_since = NULL,
                 talking_since = $1
             WHERE contact = $2 AND ended IS NULL AND held_since IS NOT NULL",
            event.at,
            event.contact,
        )]
    }
}

pub(super) fn left(_: Step, event: &MemberLeft) -> Vec<Statement> {
    close(event.contact, Some(event.member), event.at)
}

/// Ends the open segments of a contact, of one member or of all, and brings the record's sums up to date. Two who talk
/// with each other (VC30) have talked once: what counts is the caller's part.
pub(super) fn close(contact: ContactId, member: Option<MemberId>, at: Timestamp) -> Vec<Statement> {
    let end = statement!(
        "UPDATE segment SET ended = $1,
             talk = talk + COALESCE($1 - talking_since, 0), talking_since = NULL,
             hold = hold + COALESCE($1 - held_since, 0), held_since = NULL
         WHERE contact = $2 AND ended IS NULL AND member = COALESCE($3, member)",
        at,
        contact,
        member,
    );
    let sum = statement!(
        "UPDATE record SET
             talk = (SELECT CAST(COALESCE(SUM(segment.talk), 0) AS BIGINT) FROM segment
                 WHERE segment.contact = $1
                   AND (record.called IS NULL OR segment.member = record.member)),
             hold = (SELECT CAST(COALESCE(SUM(segment.hold), 0) AS BIGINT) FROM segment
                 WHERE segment.contact = $1
                   AND (record.called IS NULL OR segment.member = record.member))
         WHERE contact = $1",
        contact,
    );
    vec![end, sum]
}

pub(super) fn acw_started(step: Step, event: &AcwStarted) -> Vec<Statement> {
    vec![statement!(
        "UPDATE segment SET acw_started = $1
         WHERE contact = $2 AND member = $3 AND acw_started IS NULL AND seq = (
             SELECT MAX(seq) FROM segment WHERE contact = $2 AND member = $3
         )",
        step.now,
        event.contact,
        event.member,
    )]
}

pub(super) fn acw_extended(step: Step, event: &AcwExtended) -> Vec<Statement> {
    vec![statement!(
        "UPDATE segment SET acw_extended = $1
         WHERE application = $2 AND member = $3
           AND acw_started IS NOT NULL AND acw_ended IS NULL",
        step.now,
        step.application,
        event.member,
    )]
}

pub(super) fn acw_ended(step: Step, event: &AcwEnded) -> Vec<Statement> {
    vec![statement!(
        "UPDATE segment SET acw_ended = $1
         WHERE application = $2 AND member = $3
           AND acw_started IS NOT NULL AND acw_ended IS NULL",
        step.now,
        step.application,
        event.member,
    )]
}
