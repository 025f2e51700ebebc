//! RT06: an offer with the decision that led to it, as they are read.

use acd::{ContactId, Decision, Fence, GroupId, MemberId, Millis, OfferEnd, OfferMade, Timestamp};

use crate::Seq;
use crate::row::Row;
use crate::statement::{Statement, statement};

#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The journal entry that made it.
    pub seq: Seq,
    pub fence: Fence,
    pub member: MemberId,
    pub group: GroupId,
    pub made: Timestamp,
    /// How long the contact had waited.
    pub waited: Millis,
    pub seen: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub end: Option<OfferEnd>,
    /// F31: the accept was on its way; the miss does not count.
    pub forgiven: Option<Timestamp>,
    /// Why this member.
    pub decision: Decision,
}

impl Offer {
    /// The decision is the journal's own.
    pub(crate) fn read(row: &Row, made: &OfferMade) -> Result<Self, sqlx::Error> {
        Ok(Self {
            seq: Seq(row.number("seq")?),
            fence: made.fence,
            member: made.member,
            group: made.group,
            made: row.time("made")?,
            waited: made.waited,
            seen: row.maybe_time("seen")?,
            ended: row.maybe_time("ended")?,
            end: row.maybe_word("ended_how")?,
            forgiven: row.maybe_time("forgiven")?,
            decision: made.decision.clone(),
        })
    }
}

pub(crate) fn of(contact: ContactId) -> Statement {
    statement!(
        "SELECT seq, fence, made, seen, ended, ended_how, forgiven FROM offer
         WHERE contact = $1 ORDER BY seq, fence",
        contact,
    )
}
