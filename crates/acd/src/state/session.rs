//! The messages of a session, as far as order, idempotence and the clocks of DK04 and DK15 need them. Texts are kept elsewhere.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{Author, MessageId, Millis, Patience, SessionStep, Timestamp};

/// How many message ids of an open session are remembered; the store's unique index guards the rest.
pub const RECENT_MESSAGES_MAX: usize = 64;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Messages {
    pub count: u64,
    pub last: Option<LastMessage>,
    /// DK04: when the session ends by itself unless the customer writes.
    pub ends_at: Option<Timestamp>,
    /// DK04: when the customer is told of that. Absent where they are not, and once they were.
    #[serde(default)]
    pub warns_at: Option<Timestamp>,
    /// DK04: the customer was told of `ends_at`.
    #[serde(default)]
    pub end_told: bool,
    /// When the first message came that nobody has answered.
    #[serde(default)]
    waits_since: Option<Timestamp>,
    /// DK15, while a member has the session and the customer waits for their answer.
    #[serde(default)]
    pub unanswered: Option<Unanswered>,
    recent: VecDeque<(MessageId, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    pub author: Author,
    pub at: Timestamp,
}

/// DK04, as the application has it set.
#[derive(Clone, Copy)]
pub(super) struct Silence {
    pub(super) max: Millis,
    pub(super) warning: Millis,
}

/// DK15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unanswered {
    /// Since when the member could have answered.
    pub since: Timestamp,
    /// What has come of it so far.
    pub stage: WaitStage,
    /// When something more comes of it, and what.
    pub next_at: Option<Timestamp>,
    pub next: WaitStage,
}

/// What comes of a customer's wait for an answer, in this order, and each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitStage {
    Calm,
    Reminded,
    Overdue,
    TakenBack,
}

impl Messages {
    /// The sequence a recent message was given (DK13).
    pub fn sequence_of(&self, message: MessageId) -> Option<u64> {
        self.recent.iter().find(|(id, _)| *id == message).map(|(_, sequence)| *sequence)
    }

    /// DK15: since when the customer waits for an answer. Writing on does not make it a new wait.
    pub const fn customer_waits_since(&self) -> Option<Timestamp> {
        self.waits_since
    }

    pub(super) fn add(&mut self, message: MessageId, last: LastMessage, silence: Silence) {
        self.count += 1;
        self.last = Some(last);
        if self.recent.len() == RECENT_MESSAGES_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back((message, self.count));
        self.stop_silence();
        match last.author {
            Author::Member(_) => {
                (self.waits_since, self.unanswered) = (None, None);
                self.start_silence(last.at, silence);
            }
            Author::Customer(_) => {
                self.waits_since.get_or_insert(last.at);
            }
        }
    }

    /// DK15: a member has the session. Their time begins now, or with the first message that comes.
    pub(super) fn count_unanswered(&mut self, now: Timestamp, patience: &Patience) {
        if self.waits_since.is_some() && self.unanswered.is_none() {
            self.unanswered = Some(Unanswered::begun(now, patience));
        }
    }

    pub(super) fn moved(&mut self, step: SessionStep, patience: &Patience) {
        match step {
            SessionStep::EndTold { .. } => (self.warns_at, self.end_told) = (None, true),
            SessionStep::KeptOpen { until } => {
                // A warning that is still to come comes as long before the new end.
                let later = self.ends_at.map_or(Millis::ZERO, |old| until.since(old));
                self.warns_at = self.warns_at.map(|at| at.after(later));
                self.ends_at = Some(until);
            }
            SessionStep::Reminded => self.unanswered_for(WaitStage::Reminded, patience),
            SessionStep::Overdue => self.unanswered_for(WaitStage::Overdue, patience),
            SessionStep::TakenBack => self.unanswered_for(WaitStage::TakenBack, patience),
        }
    }

    /// Nobody has the session any more: no clock runs (DK04), and nobody leaves it unanswered.
    pub(super) fn stop_clocks(&mut self) {
        self.stop_silence();
        self.unanswered = None;
    }

    fn start_silence(&mut self, at: Timestamp, Silence { max, warning }: Silence) {
        if max > Millis::ZERO {
            self.ends_at = Some(at.after(max));
            let is_told = warning > Millis::ZERO && warning < max;
            let until = Millis(max.0.saturating_sub(warning.0));
            self.warns_at = is_told.then(|| at.after(until));
        }
    }

    const fn stop_silence(&mut self) {
        (self.ends_at, self.warns_at, self.end_told) = (None, None, false);
    }

    fn unanswered_for(&mut self, stage: WaitStage, patience: &Patience) {
        if let Some(unanswered) = &mut self.unanswered {
            unanswered.come_to(stage, patience);
        }
    }
}

impl Unanswered {
    fn begun(since: Timestamp, patience: &Patience) -> Self {
        let calm = WaitStage::Calm;
        let mut begun = Self { since, stage: calm, next_at: None, next: calm };
        begun.come_to(calm, patience);
        begun
    }

    fn come_to(&mut self, stage: WaitStage, patience: &Patience) {
        self.stage = stage;
        let Patience { remind, overdue, take_back } = *patience;
        let to_come = [
            (WaitStage::Reminded, remind),
            (WaitStage::Overdue, overdue),
            (WaitStage::TakenBack, take_back),
        ];
        let mut to_come =
            to_come.into_iter().filter(|(to, span)| *to > stage && *span > Millis::ZERO);
        let next = to_come.next();
        self.next = next.map_or(stage, |(to, _)| to);
        self.next_at = next.map(|(_, span)| self.since.after(span));
    }
}
