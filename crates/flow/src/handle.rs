//! One step of a run: an input is judged against where the run is, and what follows is recorded as events.
//!
//! A step is total: whatever comes in whatever order, and even in a flow that was never fit to be published, it ends after
//! [`NODES_MAX`](crate::NODES_MAX) nodes and one, and the run is then over or waits with a deadline.

mod answer;
mod enter;
mod question;

use std::collections::BTreeMap;

use crate::{
    Began, BusinessHours, Doing, Ended, Event, Flow, FlowVersionId, HoursId, Input, Left, Node,
    NodeId, Outcome, RUN_MAX, Run, Stop, Stopped, Timestamp, Transfer, Way,
};

/// What a run stands on: the version it pins, and the business hours as they are now.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub flow: &'a Flow,
    pub hours: &'a BTreeMap<HoursId, BusinessHours>,
}

impl Run {
    /// Begins at the flow's start, and goes as far as it can.
    pub fn begin(ground: Ground<'_>, version: FlowVersionId, now: Timestamp) -> (Self, Vec<Event>) {
        let began = Began { version, at: now, ends_by: now.after(RUN_MAX) };
        let mut step = Step { run: Self::of(&began), ground, now, out: vec![Event::Began(began)] };
        step.enter(ground.flow.start);
        (step.run, step.out)
    }

    /// Takes one step. What does not concern where the run is changes nothing, and neither does anything after its end.
    pub fn handle(&mut self, ground: Ground<'_>, input: Input, now: Timestamp) -> Vec<Event> {
        let Some(stop) = self.stop().copied() else { return vec![] };
        let mut step = Step { run: *self, ground, now, out: vec![] };
        match input {
            Input::CustomerHungUp => step.customer_left(&stop),
            Input::TakenBack => step.end(Outcome::TakenBack),
            Input::DeadlineReached => step.deadline(&stop),
            Input::KeyPressed { meaning } => step.key(&stop, meaning),
            Input::PromptsEnded { turn }
            | Input::Chosen { turn, .. }
            | Input::Answered { turn }
            | Input::RequestFailed { turn }
            | Input::RecordingEnded { turn }
            | Input::TransferAnswered { turn }
            | Input::TransferFailed { turn } => {
                if turn == step.run.turn() {
                    step.answer(&stop, input);
                }
            }
        }
        let Step { run, out, .. } = step;
        *self = run;
        out
    }
}

/// One call of [`Run::handle`] in the making.
struct Step<'a> {
    run: Run,
    ground: Ground<'a>,
    now: Timestamp,
    out: Vec<Event>,
}

impl<'a> Step<'a> {
    /// Applies an event and keeps it for the journal.
    fn record(&mut self, event: Event) {
        self.run.apply(&event);
        self.out.push(event);
    }

    fn node(&self, id: NodeId) -> Option<&'a Node> {
        self.ground.flow.node(id)
    }

    fn stop_at(&mut self, node: NodeId, doing: Doing, until: Timestamp) {
        let until = until.min(self.run.ends_by());
        self.record(Event::Stopped(Stopped { node, doing, at: self.now, until }));
    }

    fn leave(&mut self, node: NodeId, way: Way) {
        let voicemail = match (self.node(node), self.run.stop().map(|stop| stop.doing)) {
            (Some(Node::Voicemail(voicemail)), Some(Doing::Record)) => voicemail.group,
            _ => None,
        };
        let since = self.run.stop().map_or(self.now, |stop| stop.since);
        self.record(Event::Left(Left { node, way, voicemail, at: self.now }));
        match self.node(node) {
            Some(Node::Transfer(Transfer { when_failed: None, .. })) => {
                self.end(Outcome::NotTaken { since });
            }
            found => self.enter(found.and_then(|node| node.target(way))),
        }
    }

    fn customer_left(&mut self, stop: &Stop) {
        // VC42: most callers end their words by hanging up.
        if stop.doing == Doing::Record
            && let Some(Node::Voicemail(voicemail)) = self.node(stop.node)
        {
            let (node, voicemail) = (stop.node, voicemail.group);
            self.record(Event::Left(Left { node, way: Way::Next, voicemail, at: self.now }));
        }
        self.end(Outcome::CustomerLeft);
    }

    fn end(&mut self, outcome: Outcome) {
        self.record(Event::Ended(Ended { outcome, at: self.now }));
    }
}
