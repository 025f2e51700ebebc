//! VC30: what random days do with calls between members.

use acd::{
    Acd, By, Command, ContactId, Fact, Input, Internal, InternalStage, InternalTarget, MemberId,
};

use crate::center::{contact, member};

/// A new call, or something in one that is there.
pub(crate) fn input(acd: &Acd, pick: usize, what: u8) -> Option<Input> {
    let all: Vec<&Internal> = acd.internals().collect();
    let call = pick.checked_rem(all.len()).and_then(|nth| all.get(nth)).copied();
    match call.filter(|_| !what.is_multiple_of(9)) {
        Some(call) => Some(in_call(call, what)),
        None => begun(acd, what),
    }
}

/// By one who can, to one who can be rung, mostly.
fn begun(acd: &Acd, what: u8) -> Option<Input> {
    let free = |id: &MemberId| acd.why_not_in_person(*id).is_none();
    let mut free = acd.agents().map(|agent| agent.member.id).filter(free);
    let caller = free.next()?;
    let callee = free.next().filter(|_| !what.is_multiple_of(7));
    let to = InternalTarget::Member(callee.unwrap_or_else(|| member(u64::from(what % 6) + 1)));
    let command = Command::CallInternally { contact: contact(500 + u64::from(what)), to };
    Some(Input::Command { by: By::Member(caller), command })
}

fn in_call(call: &Internal, what: u8) -> Input {
    let (contact, callee) = (call.id, call.callee.member);
    let fact = |fact| Input::Fact { fact };
    let by = |member, command| Input::Command { by: By::Member(member), command };
    match call.stage {
        InternalStage::Ringing(offer) => match what % 6 {
            0..=2 => by(callee, Command::Accept { contact, fence: offer.fence }),
            3 => by(callee, Command::Decline { contact, fence: offer.fence }),
            4 => by(call.caller.member, Command::HangUp { contact }),
            _ => fact(Fact::OfferSeen { contact, member: callee, fence: offer.fence }),
        },
        InternalStage::Connecting { .. } if what % 4 < 3 => {
            fact(Fact::AgentHeard { contact, member: callee })
        }
        InternalStage::Rung { .. }
        | InternalStage::Connecting { .. }
        | InternalStage::Talking { .. } => in_talk(call, contact, what),
    }
}

fn in_talk(call: &Internal, contact: ContactId, what: u8) -> Input {
    let is_callers = what.is_multiple_of(2);
    let member = if is_callers { call.caller.member } else { call.callee.member };
    let command = match what % 11 {
        0 | 1 => Command::Hold { contact },
        2 => Command::CancelHold { contact },
        3 => Command::Mute { contact },
        4 => Command::Unmute { contact },
        5 => Command::HangUp { contact },
        6 => Command::PauseRecording { contact },
        7 | 8 => return Input::Fact { fact: Fact::AgentSilent { contact, member } },
        _ => return Input::Fact { fact: Fact::AgentHeard { contact, member } },
    };
    Input::Command { by: By::Member(member), command }
}
