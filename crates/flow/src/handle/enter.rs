//! Into a node, and on through those that ask nobody, until the run waits or is over.

use super::Step;
use crate::{
    ANSWER_GRACE, CHOOSE_MAX, Doing, Event, HoursCheck, Lead, Left, NODES_MAX, Node, NodeId,
    Openness, Outcome, PLAY_MAX, Queue, REQUEST_MAX, RING_MAX, Transfer, VISITS_MAX, Way,
};

impl Step<'_> {
    pub(super) fn enter(&mut self, to: Option<NodeId>) {
        let mut to = to;
        // A published flow has no ring of such nodes, so that it never comes to the end of this.
        for _ in 0..=NODES_MAX {
            let found = to.and_then(|id| Some((id, self.node(id)?)));
            let Some((id, node)) = found else { return self.end(Outcome::Broken) };
            if self.run.visits() >= VISITS_MAX {
                return self.end(Outcome::GaveUp);
            }
            let Some(way) = self.visit(id, node) else { return };
            self.record(Event::Left(Left { node: id, way, voicemail: None, at: self.now }));
            to = node.target(way);
        }
        self.end(Outcome::Broken);
    }

    /// The way on where there is nothing to wait for.
    fn visit(&mut self, id: NodeId, node: &Node) -> Option<Way> {
        match node {
            Node::Play(play) if play.prompts.is_empty() => return Some(Way::Next),
            Node::Set(_) => return Some(Way::Next),
            Node::Hours(check) => return Some(self.look(check)),
            Node::Play(_) => self.stop_at(id, Doing::Play, self.now.after(PLAY_MAX)),
            Node::Menu(_) | Node::Digits(_) | Node::Survey(_) => self.ask(id, node, 1, Lead::None),
            Node::Condition(_) => self.stop_at(id, Doing::Choose, self.now.after(CHOOSE_MAX)),
            Node::Request(request) => {
                let until = self.now.after(request.timeout.min(REQUEST_MAX)).after(ANSWER_GRACE);
                self.stop_at(id, Doing::Request, until);
            }
            Node::Voicemail(voicemail) if voicemail.group.is_none() => self.end(Outcome::Broken),
            Node::Voicemail(voicemail) if voicemail.prompts.is_empty() => {
                self.listen_to(id, voicemail);
            }
            Node::Voicemail(_) => self.stop_at(id, Doing::Greet, self.now.after(PLAY_MAX)),
            Node::Transfer(transfer) => self.transfer(id, transfer),
            Node::Queue(queue) => self.enqueue(queue),
            Node::Finish => self.end(Outcome::Finished),
            Node::HangUp => self.end(Outcome::HungUp),
        }
        None
    }

    fn look(&self, check: &HoursCheck) -> Way {
        let hours = check.hours.and_then(|id| self.ground.hours.get(&id));
        // Where nobody can say, callers are let through: a queue has its own limits (RT05), a closed door has none.
        match hours.and_then(|hours| hours.at(self.now)).unwrap_or(Openness::Open) {
            Openness::Open => Way::Open,
            Openness::Closed => Way::Closed,
            Openness::Holiday => Way::Holiday,
        }
    }

    fn transfer(&mut self, id: NodeId, transfer: &Transfer) {
        if transfer.to.is_none() {
            return self.end(Outcome::Broken);
        }
        let until = self.now.after(transfer.ring.min(RING_MAX)).after(ANSWER_GRACE);
        self.stop_at(id, Doing::Transfer, until);
    }

    fn enqueue(&mut self, queue: &Queue) {
        let priority = queue.priority;
        let outcome = queue.group.map(|group| Outcome::Queued { group, priority });
        self.end(outcome.unwrap_or(Outcome::Broken));
    }
}
