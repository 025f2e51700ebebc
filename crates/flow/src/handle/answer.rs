//! What ends a stop: the answer it waits for, a key, or its deadline.

use super::Step;
use crate::{
    Doing, Input, Meaning, Node, NodeId, Outcome, Stop, VOICEMAIL_MAX, VOICEMAIL_MIN, Voicemail,
    Way,
};

impl Step<'_> {
    /// The turn is right; whether it is an answer to what is waited for is asked here.
    pub(super) fn answer(&mut self, stop: &Stop, input: Input) {
        let node = stop.node;
        match (stop.doing, input) {
            (Doing::Play | Doing::Ask { .. } | Doing::Greet, Input::PromptsEnded { .. }) => {
                self.prompts_ended(stop);
            }
            (Doing::Choose, Input::Chosen { case, .. }) => self.chosen(node, case),
            (Doing::Request, Input::Answered { .. })
            | (Doing::Record, Input::RecordingEnded { .. }) => self.leave(node, Way::Next),
            (Doing::Request, Input::RequestFailed { .. })
            | (Doing::Transfer, Input::TransferFailed { .. }) => self.leave(node, Way::Failed),
            (Doing::Transfer, Input::TransferAnswered { .. }) => {
                self.end(Outcome::TransferredOut);
            }
            _ => {}
        }
    }

    pub(super) fn key(&mut self, stop: &Stop, meaning: Meaning) {
        match (stop.doing, meaning) {
            (_, Meaning::Unasked) => {}
            (Doing::Ask { .. } | Doing::Listen { .. }, meaning) => {
                self.question_key(stop, meaning);
            }
            (Doing::Play | Doing::Greet, Meaning::Skip) => self.prompts_ended(stop),
            (Doing::Record, Meaning::Finish) => self.leave(stop.node, Way::Next),
            _ => {}
        }
    }

    pub(super) fn deadline(&mut self, stop: &Stop) {
        if self.now < stop.until {
            return;
        }
        if self.now >= self.run.ends_by() {
            // What was said until now is kept.
            if stop.doing == Doing::Record {
                self.leave(stop.node, Way::Next);
            }
            if self.run.outcome().is_none() {
                self.end(Outcome::GaveUp);
            }
            return;
        }
        match stop.doing {
            Doing::Play | Doing::Ask { .. } | Doing::Greet => self.prompts_ended(stop),
            Doing::Listen { .. } => self.waited(stop),
            Doing::Choose => self.leave(stop.node, Way::Otherwise),
            Doing::Request | Doing::Transfer => self.leave(stop.node, Way::Failed),
            Doing::Record => self.leave(stop.node, Way::Next),
        }
    }

    fn prompts_ended(&mut self, stop: &Stop) {
        let question = self.node(stop.node).and_then(Node::question);
        match (stop.doing, question, self.node(stop.node)) {
            (Doing::Ask { attempt, .. }, Some(question), _) => {
                self.listen(stop.node, question, attempt);
            }
            (Doing::Greet, _, Some(Node::Voicemail(voicemail))) => {
                self.listen_to(stop.node, voicemail);
            }
            _ => self.leave(stop.node, Way::Next),
        }
    }

    /// VC42.
    pub(super) fn listen_to(&mut self, id: NodeId, voicemail: &Voicemail) {
        let longest = voicemail.longest.clamp(VOICEMAIL_MIN, VOICEMAIL_MAX);
        self.stop_at(id, Doing::Record, self.now.after(longest));
    }

    fn chosen(&mut self, node: NodeId, case: Option<u8>) {
        let cases = match self.node(node) {
            Some(Node::Condition(condition)) => condition.cases.len(),
            _ => 0,
        };
        let case = case.filter(|case| usize::from(*case) < cases);
        self.leave(node, case.map_or(Way::Otherwise, Way::Case));
    }
}
