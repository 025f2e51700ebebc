//! Whether an agent may take a contact of a group now, and if not, why (RT01, RT06). Values, shown to people.

use super::Agent;
use crate::label::Allowed;
use crate::{Browser, Group, GroupKind, NotRoutable};

/// `None` = routable. The first reason that holds, in the order in which a person would fix them.
pub(super) fn why_not(agent: &Agent, group: &Group) -> Option<NotRoutable> {
    let label = agent.label();
    let allowed = match group.kind {
        GroupKind::Voice => label.permissions().queue_calls,
        GroupKind::Chat => label.permissions().queue_sessions,
    };
    if let Some(why) = why_not_rung(agent, group.kind, allowed) {
        return Some(why);
    }
    if allowed == Allowed::UpToCapacity { full(agent, group) } else { None }
}

/// The same for a call that is meant for this very agent (VC11, VC14).
pub(super) fn why_not_in_person(agent: &Agent) -> Option<NotRoutable> {
    why_not_rung(agent, GroupKind::Voice, agent.label().permissions().calls_in)
}

/// The same for a session (DK05). The share that a group gives of the member's number is for what the group brings.
pub(super) fn why_no_session_in_person(agent: &Agent) -> Option<NotRoutable> {
    let allowed = agent.label().permissions().sessions_in;
    why_not_rung(agent, GroupKind::Chat, allowed).or_else(|| no_room(agent))
}

fn why_not_rung(agent: &Agent, kind: GroupKind, allowed: Allowed) -> Option<NotRoutable> {
    if allowed == Allowed::No {
        return Some(NotRoutable::Label { label: agent.label() });
    }
    if agent.browser != Browser::Live {
        return Some(NotRoutable::NotConnected);
    }
    if kind == GroupKind::Voice && !agent.audio {
        return Some(NotRoutable::NoAudio);
    }
    agent.offer.is_some().then_some(NotRoutable::Ringing)
}

/// RT01: the member's number, and the group's own share of it.
fn full(agent: &Agent, group: &Group) -> Option<NotRoutable> {
    if let Some(why) = no_room(agent) {
        return Some(why);
    }
    let share = group.members.get(&agent.member.id).and_then(|place| place.sessions_max)?;
    let of_group = count(agent.sessions_of_group(group.id));
    (of_group >= share).then_some(NotRoutable::Full { open: of_group, max: share })
}

fn no_room(agent: &Agent) -> Option<NotRoutable> {
    let (open, max) = (count(agent.sessions.len()), agent.member.sessions_max);
    (open >= max).then_some(NotRoutable::Full { open, max })
}

fn count(sessions: usize) -> u32 {
    u32::try_from(sessions).unwrap_or(u32::MAX)
}
