//! What a node names: prompts, groups, business hours, members, SIP phones. They must be there.

use super::{Faults, References};
use crate::{Node, NodeId, PROMPTS_MAX, Problem, PromptId, Target};

pub(super) fn check(id: NodeId, node: &Node, references: &References, faults: &mut Faults) {
    let mut named = Named { id, references, faults };
    if let Some(question) = node.question() {
        named.prompts("question.prompts", &question.prompts);
        named.some_prompt("question.prompts", &question.prompts);
        named.prompts("question.silent", &question.silent);
        named.prompts("question.wrong", &question.wrong);
    }
    match node {
        Node::Play(play) => {
            named.prompts("prompts", &play.prompts);
            named.some_prompt("prompts", &play.prompts);
        }
        Node::Request(request) => named.prompts("prompts", &request.prompts),
        Node::Voicemail(voicemail) => {
            named.prompts("prompts", &voicemail.prompts);
            named.some_prompt("prompts", &voicemail.prompts);
            named.one("group", voicemail.group, |id| references.groups.contains(id));
        }
        Node::Hours(check) => {
            named.one("hours", check.hours, |id| references.hours.contains(id));
        }
        Node::Queue(queue) => {
            named.one("group", queue.group, |id| references.groups.contains(id));
        }
        Node::Transfer(transfer) => match &transfer.to {
            None => named.faults.at(id, "to", Problem::Missing),
            Some(Target::Agent(member)) => {
                named.one("to.target", Some(*member), |id| references.members.contains(id));
            }
            Some(Target::SipPhone(phone)) => {
                named.one("to.target", Some(*phone), |id| references.sip_phones.contains(id));
            }
            Some(Target::External(_)) => {}
        },
        Node::Menu(_)
        | Node::Digits(_)
        | Node::Condition(_)
        | Node::Set(_)
        | Node::Survey(_)
        | Node::Finish
        | Node::HangUp => {}
    }
}

struct Named<'a> {
    id: NodeId,
    references: &'a References,
    faults: &'a mut Faults,
}

impl Named<'_> {
    fn prompts(&mut self, field: &str, prompts: &[PromptId]) {
        if prompts.len() > PROMPTS_MAX {
            self.faults.at(self.id, field, Problem::TooMany { most: PROMPTS_MAX });
        }
        for (at, prompt) in prompts.iter().enumerate() {
            let known = |id: &PromptId| self.references.prompts.contains(id);
            if !known(prompt) {
                let problem = Problem::Unknown { id: prompt.to_string() };
                self.faults.at(self.id, format!("{field}.{at}"), problem);
            }
        }
    }

    /// A caller must hear what is asked of them.
    fn some_prompt(&mut self, field: &str, prompts: &[PromptId]) {
        if prompts.is_empty() {
            self.faults.at(self.id, field, Problem::Missing);
        }
    }

    fn one<T: ToString>(&mut self, field: &str, named: Option<T>, is_known: impl Fn(&T) -> bool) {
        match named {
            None => self.faults.at(self.id, field, Problem::Missing),
            Some(id) if !is_known(&id) => {
                self.faults.at(self.id, field, Problem::Unknown { id: id.to_string() });
            }
            Some(_) => {}
        }
    }
}
