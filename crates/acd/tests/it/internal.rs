//! VC30: what random days do with calls between members, and to SIP phones.

use acd::{
    Acd, By, Command, ContactId, Fact, Input, Internal, InternalStage, InternalTarget, MemberId,
    PhoneId, PhoneStanding,
};

use crate::center::{contact, member};
use crate::external::{LOBBY, news};

/// A new call, or something in one that is there.
pub(crate) fn input(acd: &Acd, pick: usize, what: u8) -> Option<Input> {
    let all: Vec<&Internal> = acd.internals().collect();
    let call = pick.checked_rem(all.len()).and_then(|nth| all.get(nth)).copied();
    match call.filter(|_| !what.is_multiple_of(9)) {
        Some(call) => Some(in_call(call, what)),
        None if what.is_multiple_of(4) => Some(phone_stands(what / 4)),
        None => begun(acd, what),
    }
}

fn phone_stands(what: u8) -> Input {
    let standing = match what % 8 {
        0 => PhoneStanding::Away,
        1 => PhoneStanding::Gone,
        2 => PhoneStanding::Chosen { by: member(u64::from(what % 4)) },
        _ => PhoneStanding::Here,
    };
    Input::Fact { fact: Fact::Phone { phone: LOBBY, standing } }
}

/// By one who can, to one who can be rung, mostly.
fn begun(acd: &Acd, what: u8) -> Option<Input> {
    let free = |id: &MemberId| acd.why_not_in_person(*id).is_none();
    let mut free = acd.agents().map(|agent| agent.member.id).filter(free);
    let caller = free.next()?;
    let callee = free.next().filter(|_| !what.is_multiple_of(7));
    let to = match what % 5 {
        0 | 1 => InternalTarget::Phone(LOBBY),
        2 if what.is_multiple_of(3) => InternalTarget::Phone(PhoneId(uuid::Uuid::nil())),
        _ => InternalTarget::Member(callee.unwrap_or_else(|| member(u64::from(what % 6) + 1))),
    };
    let command = Command::CallInternally { contact: contact(500 + u64::from(what)), to };
    Some(Input::Command { by: By::Member(caller), command })
}

fn in_call(call: &Internal, what: u8) -> Input {
    let contact = call.id;
    let Some(callee) = call.callee.target().member() else {
        return at_phone(call, what);
    };
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
        InternalStage::AtPhone { .. }
        | InternalStage::Rung { .. }
        | InternalStage::Connecting { .. }
        | InternalStage::Talking { .. } => in_talk(call, contact, what),
    }
}

/// What the line tells, or the caller does; or the phone goes.
fn at_phone(call: &Internal, what: u8) -> Input {
    match what % 4 {
        0 => in_talk(call, call.id, what / 4),
        1 if what.is_multiple_of(7) => phone_stands(what / 4),
        _ => Input::Fact { fact: news(call.id, what / 4) },
    }
}

fn in_talk(call: &Internal, contact: ContactId, what: u8) -> Input {
    let is_callers = what.is_multiple_of(2);
    let callee = call.callee.target().member().filter(|_| !is_callers);
    let member = callee.unwrap_or(call.caller.member);
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
