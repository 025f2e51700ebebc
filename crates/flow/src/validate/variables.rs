//! Variables: each has a name that can be one, is put somewhere before it is read anywhere, and a secret goes nowhere but
//! into the body of a request.

use std::collections::BTreeSet;

use super::Faults;
use crate::{Flow, Listening, Method, Node, Problem, Source, VariableName};

pub(super) fn check(flow: &Flow, faults: &mut Faults) {
    let mut written = BTreeSet::new();
    let mut masked = BTreeSet::new();
    for node in flow.nodes.values() {
        for (_, name) in writes(node) {
            written.insert(name);
            if node.is_masked() {
                masked.insert(name);
            }
        }
    }
    if flow.listening == Listening::Agent && flow.has_masked_digits() {
        faults.whole("listening", Problem::Masked);
    }
    for (id, node) in &flow.nodes {
        for (field, name) in writes(node) {
            let masked = !node.is_masked() && masked.contains(name);
            if let Some(problem) = of_write(name, masked) {
                faults.at(*id, field, problem);
            }
        }
        for Read { field, name, secret } in reads(node) {
            let masked = secret == SecretRead::Forbidden && masked.contains(name);
            if !name.is_built_in() && !written.contains(name) {
                faults.at(*id, field, Problem::NeverSet);
            } else if masked {
                faults.at(*id, field, Problem::Masked);
            }
        }
    }
}

fn of_write(name: &VariableName, masked: bool) -> Option<Problem> {
    if !name.is_well_formed() {
        Some(Problem::BadVariable)
    } else if name.is_built_in() {
        Some(Problem::BuiltInVariable)
    } else {
        masked.then_some(Problem::Masked)
    }
}

fn writes(node: &Node) -> Vec<(String, &VariableName)> {
    match node {
        Node::Digits(digits) => vec![("into".to_owned(), &digits.into)],
        Node::Set(set) => vec![("variable".to_owned(), &set.variable)],
        Node::Request(request) => {
            request.take.keys().map(|name| (format!("take.{name}"), name)).collect()
        }
        Node::Play(_)
        | Node::Menu(_)
        | Node::Hours(_)
        | Node::Condition(_)
        | Node::Survey(_)
        | Node::Voicemail(_)
        | Node::Transfer(_)
        | Node::Queue(_)
        | Node::Finish
        | Node::HangUp => vec![],
    }
}

struct Read<'a> {
    field: String,
    name: &'a VariableName,
    secret: SecretRead,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SecretRead {
    Allowed,
    Forbidden,
}

fn reads(node: &Node) -> Vec<Read<'_>> {
    let read = |field: String, name, secret| Read { field, name, secret };
    match node {
        Node::Condition(condition) => {
            vec![read("variable".to_owned(), &condition.variable, SecretRead::Forbidden)]
        }
        Node::Set(set) => match &set.to {
            Source::Variable(name) => {
                vec![read("to.variable".to_owned(), name, SecretRead::Forbidden)]
            }
            Source::Text(_) => vec![],
        },
        Node::Request(request) => {
            // An address is written into logs on its way; a body is not.
            let secret = match request.method {
                Method::Post => SecretRead::Allowed,
                Method::Get => SecretRead::Forbidden,
            };
            let sent = request.send.iter().filter_map(|(field, source)| match source {
                Source::Variable(name) => {
                    Some(read(format!("send.{field}.variable"), name, secret))
                }
                Source::Text(_) => None,
            });
            sent.collect()
        }
        Node::Play(_)
        | Node::Menu(_)
        | Node::Digits(_)
        | Node::Hours(_)
        | Node::Survey(_)
        | Node::Voicemail(_)
        | Node::Transfer(_)
        | Node::Queue(_)
        | Node::Finish
        | Node::HangUp => vec![],
    }
}
