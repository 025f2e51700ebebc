//! A caller's way through one version of a flow: where they are, until when, and what came before that matters still.
//! [`Run::apply`] alone changes it, so that its events are its state.

use serde::{Deserialize, Serialize};

use crate::{
    Began, Doing, Ended, Event, FlowVersionId, GroupId, Left, Millis, NodeId, Openness, Outcome,
    Stopped, Timestamp, Way,
};

/// A whole run; whatever it waits for then, it is over. "Never silence, never endless."
pub const RUN_MAX: Millis = Millis::from_secs(30 * 60);
/// Nodes left in one run.
pub const VISITS_MAX: u16 = 1_000;
/// The prompts of one node. The media plane tells their end; this is for the day on which it does not.
pub const PLAY_MAX: Millis = Millis::from_secs(10 * 60);
/// For whoever keeps the values to say which case is met: they are in the same process.
pub const CHOOSE_MAX: Millis = Millis::from_secs(5);
/// What an answer may be late, over the time that its request or ringing was given. Past it, nothing comes any more.
pub const ANSWER_GRACE: Millis = Millis::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    version: FlowVersionId,
    began_at: Timestamp,
    ends_by: Timestamp,
    turn: Turn,
    visits: u16,
    /// What the last look at business hours said.
    openness: Option<Openness>,
    /// VC42: the group for which this caller has left words.
    voicemail: Option<GroupId>,
    place: Place,
}

/// Counts what a run has waited for: the number of what it waits for now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Turn(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "kebab-case")]
enum Place {
    /// Between two events of one step; never seen after it.
    Moving,
    At(Stop),
    Over(Ended),
}

/// Where a run waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub node: NodeId,
    #[serde(flatten)]
    pub doing: Doing,
    pub since: Timestamp,
    pub until: Timestamp,
}

impl Run {
    /// As it is after its first event.
    pub const fn of(began: &Began) -> Self {
        Self {
            version: began.version,
            began_at: began.at,
            ends_by: began.ends_by,
            turn: Turn(0),
            visits: 0,
            openness: None,
            voicemail: None,
            place: Place::Moving,
        }
    }

    /// Folds what a journal has of one run. `None` where the first event is no beginning.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let Some(Event::Began(began)) = events.next() else { return None };
        let mut run = Self::of(began);
        for event in events {
            run.apply(event);
        }
        Some(run)
    }

    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Began(began) => *self = Self::of(began),
            Event::Stopped(Stopped { node, doing, at, until }) => {
                self.turn = Turn(self.turn.0.saturating_add(1));
                self.place =
                    Place::At(Stop { node: *node, doing: *doing, since: *at, until: *until });
            }
            Event::Left(Left { way, voicemail, .. }) => {
                self.visits = self.visits.saturating_add(1);
                self.openness = openness(*way).or(self.openness);
                self.voicemail = voicemail.or(self.voicemail);
                self.place = Place::Moving;
            }
            Event::Ended(ended) => self.place = Place::Over(*ended),
        }
    }

    pub const fn version(&self) -> FlowVersionId {
        self.version
    }

    pub const fn began_at(&self) -> Timestamp {
        self.began_at
    }

    pub const fn turn(&self) -> Turn {
        self.turn
    }

    pub const fn visits(&self) -> u16 {
        self.visits
    }

    /// For the record's reason where the flow hung up: `closed_hours` is not the same as served.
    pub const fn openness(&self) -> Option<Openness> {
        self.openness
    }

    pub const fn voicemail(&self) -> Option<GroupId> {
        self.voicemail
    }

    pub const fn stop(&self) -> Option<&Stop> {
        match &self.place {
            Place::At(stop) => Some(stop),
            Place::Moving | Place::Over(_) => None,
        }
    }

    pub const fn outcome(&self) -> Option<Outcome> {
        match &self.place {
            Place::Over(ended) => Some(ended.outcome),
            Place::Moving | Place::At(_) => None,
        }
    }

    /// When to hand in `Input::DeadlineReached`, if nothing comes first. Every run that is not over has one.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.stop().map(|stop| stop.until)
    }

    pub(crate) const fn ends_by(&self) -> Timestamp {
        self.ends_by
    }
}

const fn openness(way: Way) -> Option<Openness> {
    match way {
        Way::Open => Some(Openness::Open),
        Way::Closed => Some(Openness::Closed),
        Way::Holiday => Some(Openness::Holiday),
        Way::Next
        | Way::Option(_)
        | Way::Entered(_)
        | Way::Scored(_)
        | Way::Silent
        | Way::Wrong
        | Way::Case(_)
        | Way::Otherwise
        | Way::Failed => None,
    }
}
