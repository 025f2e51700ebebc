//! The drawing: every way leads to a node, every node can be reached, and nobody goes round for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::Faults;
use crate::{Exit, Flow, FlowKind, NODES_MAX, Node, NodeId, Problem, Taken};

pub(super) fn check(flow: &Flow, faults: &mut Faults) {
    match flow.start {
        None => faults.whole("start", Problem::Missing),
        Some(target) if !flow.nodes.contains_key(&target) => {
            faults.whole("start", Problem::UnknownTarget { target });
        }
        Some(_) => {}
    }
    if flow.nodes.len() > NODES_MAX {
        // To look for rings among so many takes too long, and it is wrong as it is.
        return faults.whole("nodes", Problem::TooMany { most: NODES_MAX });
    }
    let asks = flow.nodes.values().any(|node| matches!(node, Node::Survey(_)));
    if flow.kind == FlowKind::Survey && !asks {
        faults.whole("nodes", Problem::NoSurvey);
    }
    let reached = reached(flow);
    for (id, node) in &flow.nodes {
        exits(flow, *id, node, faults);
        if !reached.contains(id) {
            faults.at(*id, "", Problem::Unreachable);
        }
        if !is_allowed(flow.kind, node) {
            faults.at(*id, "", Problem::NotInThisKind);
        }
    }
    for nodes in rings(flow) {
        if let Some(first) = nodes.first().copied() {
            faults.at(first, "", Problem::EndlessLoop { nodes });
        }
    }
}

fn exits(flow: &Flow, id: NodeId, node: &Node, faults: &mut Faults) {
    for Exit { field, to, taken } in node.exits() {
        match to {
            Some(target) if !flow.nodes.contains_key(&target) => {
                faults.at(id, field, Problem::UnknownTarget { target });
            }
            None if field == "question.when_silent" => {
                faults.at(id, field, Problem::MissingTimeoutWay);
            }
            None if taken != Taken::IfGiven => faults.at(id, field, Problem::MissingTarget),
            Some(_) | None => {}
        }
    }
}

/// VC20: in a call with an agent the flow neither ends it nor leads it elsewhere. VC22: after the talk nobody waits.
const fn is_allowed(kind: FlowKind, node: &Node) -> bool {
    match node {
        Node::Play(_)
        | Node::Menu(_)
        | Node::Digits(_)
        | Node::Hours(_)
        | Node::Condition(_)
        | Node::Set(_)
        | Node::Request(_) => true,
        Node::Survey(_) => matches!(kind, FlowKind::Inbound | FlowKind::Survey),
        Node::Voicemail(_) | Node::Transfer(_) | Node::Queue(_) => {
            matches!(kind, FlowKind::Inbound)
        }
        Node::Finish => matches!(kind, FlowKind::SelfService | FlowKind::Survey),
        Node::HangUp => matches!(kind, FlowKind::Inbound | FlowKind::Survey),
    }
}

fn reached(flow: &Flow) -> BTreeSet<NodeId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<NodeId> = flow.start.into_iter().collect();
    while let Some(id) = open.pop() {
        let Some(node) = flow.nodes.get(&id) else { continue };
        if reached.insert(id) {
            open.extend(node.exits().into_iter().filter_map(|exit| exit.to));
        }
    }
    reached
}

/// The sets of nodes among which a caller who presses no key can go round.
fn rings(flow: &Flow) -> Vec<Vec<NodeId>> {
    let after: BTreeMap<NodeId, BTreeSet<NodeId>> = {
        let ways = silent_ways(flow);
        flow.nodes.keys().map(|id| (*id, silently_after(&ways, *id))).collect()
    };
    let leads = |from: NodeId, to: NodeId| after.get(&from).is_some_and(|all| all.contains(&to));
    let mut rings: Vec<Vec<NodeId>> = Vec::new();
    for id in flow.nodes.keys().copied().filter(|id| leads(*id, *id)) {
        if rings.iter().any(|ring| ring.contains(&id)) {
            continue;
        }
        // All to which one comes from here, and from which one comes back.
        rings.push(after.keys().copied().filter(|to| leads(id, *to) && leads(*to, id)).collect());
    }
    rings
}

fn silent_ways(flow: &Flow) -> BTreeMap<NodeId, Vec<NodeId>> {
    let ways = flow.nodes.iter().map(|(id, node)| {
        let silent = node.exits().into_iter().filter(|exit| exit.taken != Taken::ByKey);
        (*id, silent.filter_map(|exit| exit.to).collect())
    });
    ways.collect()
}

/// Where one may come from here without a key.
fn silently_after(ways: &BTreeMap<NodeId, Vec<NodeId>>, from: NodeId) -> BTreeSet<NodeId> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        let next = ways.get(&id).into_iter().flatten().copied();
        open.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}
