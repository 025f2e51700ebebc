//! What the core answers when it is asked, in the words of plays: why not, who was chosen, what came before.

use acd::{
    Actor, ConsultEnd, Decision, ExternalEnd, Label, MemberId, NotRoutable, Refused, StatusChanged,
    Timestamp, Verdict,
};

use crate::cast::Agent;
use crate::ids;
use crate::sight::Status;

/// Who an agent is in a decision or a history.
pub fn name(member: MemberId) -> &'static str {
    ids::agent(member).map_or("somebody", Agent::name)
}

pub fn why_not(why: NotRoutable) -> String {
    match why {
        NotRoutable::Label { label } => match label {
            Label::Available => "Available".to_owned(),
            Label::Busy => "Busy".to_owned(),
            Label::OnBreak => "On break".to_owned(),
            Label::InLine => "In line".to_owned(),
            Label::AfterCallWork => "After-call-work".to_owned(),
            Label::Offline => "Offline".to_owned(),
        },
        NotRoutable::NotConnected => "not connected".to_owned(),
        NotRoutable::NoAudio => "no microphone".to_owned(),
        NotRoutable::Ringing => "ringing".to_owned(),
        NotRoutable::Full { open, max } => format!("full, {open} of {max}"),
        NotRoutable::HeldBack => "held back".to_owned(),
    }
}

/// VC12.
pub const fn why_not_phone(why: Refused) -> &'static str {
    match why {
        Refused::PhoneNotRegistered => "not registered",
        Refused::PhoneInUse => "in use",
        Refused::TargetUnavailable => "its member",
        _ => "unknown",
    }
}

/// VC15, as the wire has it.
/// VC15: of a line outside; nothing where nobody is told.
pub const fn outside_end(why: ExternalEnd) -> Option<&'static str> {
    Some(match why {
        ExternalEnd::Busy => "busy",
        ExternalEnd::NoAnswer => "no-answer",
        ExternalEnd::Rejected => "rejected",
        ExternalEnd::InvalidNumber => "invalid-number",
        ExternalEnd::NoLine => "no-line",
        ExternalEnd::Unreachable => "unreachable",
        ExternalEnd::Lost => "lost",
        ExternalEnd::HungUp => "left",
        ExternalEnd::Cancelled | ExternalEnd::CallOver => return None,
    })
}

pub const fn consult_end(why: ConsultEnd) -> &'static str {
    match why {
        ConsultEnd::Declined => "declined",
        ConsultEnd::NoAnswer => "no-answer",
        ConsultEnd::Unreachable => "unreachable",
        ConsultEnd::Left => "left",
        ConsultEnd::Cancelled => "cancelled",
        ConsultEnd::CallOver => "call-over",
    }
}

/// RT06.
pub fn verdicts(decision: &Decision) -> String {
    let verdicts = decision.candidates.iter().map(|candidate| {
        let name = name(candidate.member);
        match candidate.verdict {
            Verdict::Chosen => format!("{name} chosen"),
            Verdict::Eligible => format!("{name} eligible"),
            Verdict::NotRoutable { why } => format!("{name} ({})", why_not(why)),
        }
    });
    verdicts.collect::<Vec<_>>().join(" > ")
}

/// ST11: without gap or overlap, or it is no history.
pub fn history(agent: Agent, changes: &[StatusChanged]) -> Result<String, String> {
    let member = ids::member(agent);
    let mut last = (Label::Offline, Timestamp::default());
    let mut steps: Vec<String> = vec![];
    for changed in changes.iter().filter(|changed| changed.member == member) {
        if (changed.from, last.1.max(changed.at)) != (last.0, changed.at) {
            return Err(format!("{agent}'s history has a gap at {changed:?}"));
        }
        last = (changed.to, changed.at);
        let actor = match changed.actor {
            Actor::Oneself => "self",
            Actor::System => "system",
            Actor::Supervisor => "supervisor",
        };
        let label = match (changed.to, Status::shown(changed.to, changed.break_reason, None)) {
            (Label::Offline, _) | (_, None) => "Offline".to_owned(),
            (_, Some(status)) => status.to_string(),
        };
        steps.push(format!("{label} ({actor})"));
    }
    Ok(steps.join(" > "))
}
