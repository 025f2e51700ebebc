//! Whether a flow may be published: every fault it has, named with its node and field, in the order of the nodes.
//!
//! What passes keeps a promise: a caller who does nothing comes to an end of it, whichever way machines and business hours
//! send them, and the run is never `Broken`. What prompts and groups there are is passed in.

mod bounds;
mod graph;
mod hours;
mod named;
mod variables;

use std::collections::BTreeSet;

use crate::{Fault, Flow, GroupId, HoursId, MemberId, NodeId, Problem, PromptId, SipPhoneId};

/// What a flow may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    pub prompts: BTreeSet<PromptId>,
    /// Of kind voice.
    pub groups: BTreeSet<GroupId>,
    pub hours: BTreeSet<HoursId>,
    pub members: BTreeSet<MemberId>,
    pub sip_phones: BTreeSet<SipPhoneId>,
}

/// Empty where it may be published.
pub fn validate(flow: &Flow, references: &References) -> Vec<Fault> {
    let mut faults = Faults::default();
    graph::check(flow, &mut faults);
    for (id, node) in &flow.nodes {
        bounds::check(*id, node, &mut faults);
        named::check(*id, node, references, &mut faults);
    }
    variables::check(flow, &mut faults);
    let Faults(mut found) = faults;
    found.sort_by_key(|fault| fault.node);
    found
}

#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    fn whole(&mut self, field: &str, problem: Problem) {
        self.0.push(Fault { node: None, field: field.to_owned(), problem });
    }

    fn at(&mut self, node: NodeId, field: impl Into<String>, problem: Problem) {
        self.0.push(Fault { node: Some(node), field: field.into(), problem });
    }
}
