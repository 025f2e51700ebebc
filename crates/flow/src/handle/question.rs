//! Questions: they are asked, waited for, answered, and asked again.

use super::Step;
use crate::{
    Digits, Doing, Lead, Meaning, Menu, Node, NodeId, PLAY_MAX, Question, Stop, Survey, WAIT_MAX,
    WAIT_MIN, Way,
};

impl Step<'_> {
    pub(super) fn ask(&mut self, id: NodeId, node: &Node, attempt: u8, lead: Lead) {
        let Some(question) = node.question() else { return };
        if has_prompts(question, lead) {
            self.stop_at(id, Doing::Ask { attempt, lead }, self.now.after(PLAY_MAX));
        } else {
            self.listen(id, question, attempt);
        }
    }

    /// The prompts are over; the first key is waited for.
    pub(super) fn listen(&mut self, id: NodeId, question: &Question, attempt: u8) {
        let until = self.now.after(question.wait.clamp(WAIT_MIN, WAIT_MAX));
        self.stop_at(id, Doing::Listen { attempt, keys: 0 }, until);
    }

    /// A key while a question is asked or listened to.
    pub(super) fn question_key(&mut self, stop: &Stop, meaning: Meaning) {
        let Some(attempt) = attempt(stop.doing) else { return };
        match (self.node(stop.node), meaning) {
            (Some(Node::Menu(menu)), meaning) => self.option(stop, menu, attempt, meaning),
            (Some(Node::Digits(digits)), meaning) => self.digit(stop, digits, attempt, meaning),
            (Some(Node::Survey(survey)), meaning) => self.score(stop, survey, attempt, meaning),
            _ => {}
        }
    }

    fn option(&mut self, stop: &Stop, menu: &Menu, attempt: u8, meaning: Meaning) {
        if let Meaning::Option(key) = meaning
            && menu.options.contains_key(&key)
        {
            return self.leave(stop.node, Way::Option(key));
        }
        self.failed(stop.node, attempt, Lead::Wrong);
    }

    fn score(&mut self, stop: &Stop, survey: &Survey, attempt: u8, meaning: Meaning) {
        if let Meaning::Score(score) = meaning
            && (survey.lowest..=survey.highest).contains(&score)
        {
            return self.leave(stop.node, Way::Scored(score));
        }
        self.failed(stop.node, attempt, Lead::Wrong);
    }

    fn digit(&mut self, stop: &Stop, digits: &Digits, attempt: u8, meaning: Meaning) {
        let keys = keys(stop.doing);
        match meaning {
            Meaning::Digit => {
                let keys = keys.saturating_add(1);
                if keys >= digits.most {
                    return self.leave(stop.node, Way::Entered(keys));
                }
                let until = self.now.after(digits.between.clamp(WAIT_MIN, WAIT_MAX));
                self.stop_at(stop.node, Doing::Listen { attempt, keys }, until);
            }
            Meaning::Finish => self.entered(stop.node, digits, attempt, keys),
            Meaning::Clear => self.listen(stop.node, &digits.question, attempt),
            Meaning::Option(_)
            | Meaning::Score(_)
            | Meaning::Skip
            | Meaning::Wrong
            | Meaning::Unasked => self.failed(stop.node, attempt, Lead::Wrong),
        }
    }

    /// No key came in time: what has come so far is all.
    pub(super) fn waited(&mut self, stop: &Stop) {
        let Some(attempt) = attempt(stop.doing) else { return };
        let keys = keys(stop.doing);
        match self.node(stop.node) {
            Some(Node::Digits(digits)) if keys > 0 => {
                self.entered(stop.node, digits, attempt, keys);
            }
            _ => self.failed(stop.node, attempt, Lead::Silent),
        }
    }

    /// What has come is all there is: enough of it, or a wrong key.
    fn entered(&mut self, id: NodeId, digits: &Digits, attempt: u8, keys: u8) {
        if keys >= digits.least.max(1) {
            self.leave(id, Way::Entered(keys));
        } else {
            self.failed(id, attempt, Lead::Wrong);
        }
    }

    /// A try is lost: the question is asked again, or the last one leads away.
    fn failed(&mut self, id: NodeId, attempt: u8, lead: Lead) {
        let Some(node) = self.node(id) else { return self.leave(id, Way::Silent) };
        let tries = node.question().map_or(0, |question| question.tries);
        if attempt < tries {
            return self.ask(id, node, attempt.saturating_add(1), lead);
        }
        self.leave(id, if lead == Lead::Wrong { Way::Wrong } else { Way::Silent });
    }
}

fn has_prompts(question: &Question, lead: Lead) -> bool {
    let lead = match lead {
        Lead::None => &[],
        Lead::Silent => question.silent.as_slice(),
        Lead::Wrong => question.wrong.as_slice(),
    };
    !(lead.is_empty() && question.prompts.is_empty())
}

const fn attempt(doing: Doing) -> Option<u8> {
    match doing {
        Doing::Ask { attempt, .. } | Doing::Listen { attempt, .. } => Some(attempt),
        Doing::Play
        | Doing::Choose
        | Doing::Request
        | Doing::Greet
        | Doing::Record
        | Doing::Transfer => None,
    }
}

const fn keys(doing: Doing) -> u8 {
    match doing {
        Doing::Listen { keys, .. } => keys,
        Doing::Ask { .. }
        | Doing::Play
        | Doing::Choose
        | Doing::Request
        | Doing::Greet
        | Doing::Record
        | Doing::Transfer => 0,
    }
}
