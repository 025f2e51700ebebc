//! What can happen in a day.

use acd::{Acd, Choice, Command, ContactId, MemberId, Millis, Offer, Party, Talk, TransferTo};
use proptest::prelude::*;

use crate::world::{MEMBERS, card_id, group, member, phone, reason};

#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// How much time passes before it.
    pub(super) after: Millis,
    pub(super) what: What,
    pub(super) pick: usize,
    pub(super) by: u8,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Call,
    Start,
    Say,
    Answer,
    Decline,
    Seen,
    Heard,
    Silent,
    Act,
    /// A call, to a group or a colleague.
    Hand,
    /// VC15: a colleague is asked, answers, and what the two do then.
    Consult,
    Leave,
    Choose,
    /// Until the next deadline.
    Wait,
    Sound,
    Attach,
    Close,
    /// A client that was closed comes back.
    Return,
    /// VC30: one member calls another, and what the two do then.
    Internal,
}

pub(super) fn commits() -> impl Strategy<Value = Vec<Vec<Move>>> {
    let after = prop_oneof![8 => Just(0), 2 => 1..2_000_u64, 2 => 2_000..60_000_u64];
    let one = (after, what(), any::<usize>(), any::<u8>())
        .prop_map(|(after, what, pick, by)| Move { after: Millis(after), what, pick, by });
    prop::collection::vec(prop::collection::vec(one, 1..5), 1..60)
}

fn what() -> impl Strategy<Value = What> {
    let often = [
        What::Call,
        What::Start,
        What::Say,
        What::Answer,
        What::Heard,
        What::Act,
        What::Attach,
        What::Consult,
    ];
    let seldom = [What::Silent, What::Sound, What::Wait];
    let now_and_then = [
        What::Seen,
        What::Hand,
        What::Leave,
        What::Choose,
        What::Decline,
        What::Close,
        What::Return,
    ];
    prop_oneof![
        3 => prop::sample::select(often.to_vec()),
        2 => prop::sample::select(now_and_then.to_vec()),
        1 => prop::sample::select(seldom.to_vec()),
    ]
}

pub(super) fn in_contact(contact: ContactId, by: u8) -> Command {
    match by % 13 {
        0 | 11 => Command::Hold { contact },
        1 => Command::CancelHold { contact },
        2 => Command::Mute { contact },
        3 => Command::Unmute { contact },
        4 => Command::HangUp { contact },
        7 | 8 => Command::StartSelfService { contact, flow: card_id() },
        9 => Command::TakeBack { contact },
        10 => Command::AskSatisfaction { contact },
        12 => Command::KeepOpen { contact },
        5 => Command::ReserveStatus { to: Choice::Busy },
        _ => Command::EndSession { contact },
    }
}

/// VC15: by the agent, or by the colleague who is asked.
pub(super) fn consulted(acd: &Acd, talk: &Talk, contact: ContactId, by: u8) -> (MemberId, Command) {
    let agent = talk.member;
    let Some(consult) = talk.consult else {
        let there = acd.agents().find(|other| acd.why_not_in_person(other.member.id).is_none());
        let asked = there.map_or_else(|| member(1), |there| there.member.id);
        return (agent, Command::Consult { contact, member: asked });
    };
    if let Party::Ringing(Offer { member, fence, .. }) = consult.party
        && !by.is_multiple_of(4)
    {
        return (member, Command::Accept { contact, fence });
    }
    let asked = consult.member().unwrap_or(agent);
    match by % 8 {
        0 | 1 => (agent, Command::SwapConsult { contact }),
        2 => (agent, Command::MergeConsult { contact }),
        3 => (agent, Command::CompleteConsult { contact }),
        4 => (agent, Command::CancelConsult { contact }),
        5 => (asked, Command::Mute { contact }),
        6 => (asked, Command::Unmute { contact }),
        _ => (asked, Command::HangUp { contact }),
    }
}

/// VC10, VC11, VC12.
pub(super) fn handed(contact: ContactId, by: u8) -> Command {
    let to = match u64::from(by) % (MEMBERS + 2) {
        0 => TransferTo::Group(group(1)),
        id if id > MEMBERS => TransferTo::Phone(phone()),
        id => TransferTo::Agent(member(id)),
    };
    Command::Transfer { contact, to }
}

pub(super) fn choice(pick: usize) -> Command {
    match pick % 9 {
        0 => Command::SetStatus { to: Choice::Busy },
        1 => Command::SetStatus { to: Choice::OnBreak { reason: reason() } },
        2 => Command::ReserveStatus { to: Choice::Offline },
        3 => Command::CancelReservedStatus,
        4 => Command::BackToReception,
        5 => Command::ContinueAfterCallWork,
        6 => Command::LogOut,
        7 => Command::SetStatus { to: Choice::Available },
        _ => Command::GoOnline,
    }
}
