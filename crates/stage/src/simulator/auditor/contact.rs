//! A contact as the auditor follows it, from the events alone.

use acd::{
    Author, ContactId, CustomerId, Entry, Fence, GroupId, GroupKind, MemberId, MessageId, OfferWhy,
    Priority, Progress, Timestamp,
};
use flow::{NodeId, Outcome};

#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub(super) id: ContactId,
    pub(super) customer: CustomerId,
    pub(super) entry: Entry,
    pub(super) place: Place,
    /// VC43: how long it may wait after the notice that it hears.
    pub(super) until_after_notice: Option<Timestamp>,
    /// VC10–VC14: where it has to go next.
    pub(super) onward: Option<Onward>,
    pub(super) queued: Option<Queued>,
    /// Who let it pass, longest ago first, and until when it is held back from them.
    pub(super) passed: Vec<(MemberId, Option<Timestamp>)>,
    pub(super) messages: Vec<MessageId>,
    pub(super) last: Option<(Author, Timestamp)>,
    /// DK04: when silence ends it.
    pub(super) silence: Option<Timestamp>,
    /// VC43: whether its customer knows that talks are recorded.
    pub(super) told: bool,
    /// VC20: how many keys were pressed.
    pub(super) keys: u32,
    /// VC41: what its flow last found of the business hours, and what it came to.
    pub(super) found_closed: bool,
    pub(super) outcome: Option<Outcome>,
    /// I25: whose call out it is, whoever has it.
    pub(super) payer: Option<GroupId>,
    /// VC06: when it is ended by itself, if it costs somebody.
    pub(super) limit: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Queued {
    pub(super) group: GroupId,
    pub(super) priority: Priority,
    pub(super) arrival: Timestamp,
    pub(super) at_head: bool,
    pub(super) until: Timestamp,
}

/// I07: a contact is in exactly one of these after each step; `Nowhere` is only for the middle of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Nowhere,
    /// It ends by itself, however broken the player is.
    Greeting {
        until: Timestamp,
    },
    InFlow(InFlow),
    /// VC43, and the same.
    Notice {
        until: Timestamp,
    },
    Waiting,
    Offered(Offered),
    Accepted(MemberId),
    Dialling(Dialling),
    Outside(Outside),
    Connecting {
        member: MemberId,
        sound_by: Timestamp,
    },
    Talking(Talking),
    Open(MemberId),
}

/// VC41.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InFlow {
    /// Where it stops.
    pub(super) node: Option<NodeId>,
    pub(super) until: Timestamp,
}

/// VC06.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dialling {
    pub(super) member: MemberId,
    pub(super) until: Timestamp,
    pub(super) progress: Option<Progress>,
}

/// VC13.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outside {
    pub(super) called: CustomerId,
    pub(super) by: MemberId,
    /// Whose rules allowed it, and who pays.
    pub(super) group: GroupId,
    /// When it is given up, or the talk is ended.
    pub(super) until: Timestamp,
    pub(super) answered: bool,
    pub(super) progress: Option<Progress>,
}

/// The way of a contact that was handed over or came back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Onward {
    /// VC10, with the time to wait there.
    ToGroup { group: GroupId, until: Timestamp },
    /// VC11.
    ToAgent { target: MemberId, by: MemberId },
    /// VC14.
    BackTo { by: MemberId, from: MemberId },
    /// VC14, from outside.
    BackFromOutside { by: MemberId, called: CustomerId },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Offered {
    pub(super) member: MemberId,
    pub(super) fence: Fence,
    pub(super) deadline: Timestamp,
    /// F26: absent once it was seen.
    pub(super) seen_by: Option<Timestamp>,
    pub(super) why: OfferWhy,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Talking {
    pub(super) member: MemberId,
    pub(super) since: Timestamp,
    pub(super) on_hold: bool,
    pub(super) muted: bool,
    /// VC51: when the call is taken from an agent who cannot be heard.
    pub(super) rejoin_by: Option<Timestamp>,
    pub(super) recording: Option<Kept>,
}

/// I21: sound that is being kept, or paused until a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) since: Timestamp,
    pub(super) paused_until: Option<Timestamp>,
}

impl Contact {
    pub(super) const fn new(id: ContactId, customer: CustomerId, entry: Entry) -> Self {
        Self {
            id,
            customer,
            entry,
            place: Place::Nowhere,
            until_after_notice: None,
            onward: None,
            queued: None,
            passed: Vec::new(),
            messages: Vec::new(),
            last: None,
            silence: None,
            told: false,
            keys: 0,
            found_closed: false,
            outcome: None,
            payer: None,
            limit: None,
        }
    }

    pub(super) const fn kind(&self) -> GroupKind {
        match self.entry {
            Entry::Call { .. } | Entry::Outbound { .. } => GroupKind::Voice,
            Entry::Session { .. } => GroupKind::Chat,
        }
    }

    pub(super) const fn holder(&self) -> Option<MemberId> {
        match self.place {
            Place::Connecting { member, .. } | Place::Open(member) => Some(member),
            Place::Talking(talk) => Some(talk.member),
            Place::Dialling(dialling) => Some(dialling.member),
            Place::Nowhere
            | Place::Greeting { .. }
            | Place::InFlow(_)
            | Place::Notice { .. }
            | Place::Waiting
            | Place::Offered(_)
            | Place::Outside(_)
            | Place::Accepted(_) => None,
        }
    }

    pub(super) fn has_passed(&self, member: MemberId) -> bool {
        self.passed.iter().any(|(who, _)| *who == member)
    }

    pub(super) fn is_held_back_from(&self, member: MemberId) -> bool {
        self.passed.iter().any(|(who, until)| *who == member && until.is_some())
    }

    pub(super) fn note_pass(&mut self, member: MemberId, until: Option<Timestamp>) {
        self.passed.retain(|(who, _)| *who != member);
        self.passed.push((member, until));
    }

    /// RT03: who is served first.
    pub(super) fn order(&self) -> Option<(Priority, bool, Timestamp, ContactId)> {
        let queued = self.queued.filter(|_| self.place == Place::Waiting)?;
        Some((queued.priority, !queued.at_head, queued.arrival, self.id))
    }
}
