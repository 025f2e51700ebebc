//! VC12, VC13, VC15: what random days do with lines outside and with SIP phones, and what the caps say of them.

use acd::{
    Acd, By, Command, Contact, ContactId, ContactState, Destination, DialFailure, ExternalNews,
    Fact, Input, PhoneId, PhoneStanding, Progress, Talk, Tariff, TransferTo,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::center::{ABROAD, HOME, customer, member};
use crate::random::{Act, Move, nth, one_move};

/// What becomes of one of the calls that can be handed outside, or were.
pub(crate) fn input(acd: &Acd, pick: usize, what: u8) -> Option<Input> {
    let (contact, found) = nth(acd, pick, concerned)?;
    Some(moved(contact, &found, what))
}

/// Whoever talks, or is with a line outside.
fn concerned(found: &Contact) -> Option<Contact> {
    let inside = matches!(found.state, ContactState::Talking(_) | ContactState::External(_));
    inside.then(|| found.clone())
}

/// By the agent of the talk, or by what is outside.
fn moved(contact: ContactId, found: &Contact, what: u8) -> Input {
    if what % 5 == 4 {
        return at_phones(contact, found, what / 5);
    }
    if found.line_outside().is_none()
        && let Some(member) = found.member()
    {
        let to = Destination {
            country: Some(if what.is_multiple_of(17) { ABROAD } else { HOME }),
            tariff: match what % 23 {
                0 => Tariff::Special,
                1 => Tariff::Emergency,
                _ => Tariff::Ordinary,
            },
        };
        let called = customer(u64::from(what % 4) + 1);
        let command = if what % 5 < 3 {
            Command::ConsultOut { contact, called, to }
        } else {
            Command::TransferOut { contact, called, to }
        };
        return Input::Command { by: By::Member(member), command };
    }
    Input::Fact { fact: news(contact, what) }
}

/// VC15: by the agent who asks outside, or by what is there.
pub(crate) fn asked(contact: ContactId, talk: &Talk, what: u8) -> Input {
    let command = match what % 16 {
        0..=2 => Command::SwapConsult { contact },
        3 | 4 => Command::MergeConsult { contact },
        5 | 6 => Command::CompleteConsult { contact },
        7 => Command::CancelConsult { contact },
        8 => Command::PauseRecording { contact },
        9 => Command::ResumeRecording { contact },
        10 => Command::Mute { contact },
        _ => return Input::Fact { fact: news(contact, what / 16) },
    };
    Input::Command { by: By::Member(talk.member), command }
}

pub(crate) fn news(contact: ContactId, what: u8) -> Fact {
    let failed = |why| ExternalNews::Failed { why };
    let news = match what % 16 {
        0 | 1 => ExternalNews::Progressed { progress: Progress::Ringing },
        2 => ExternalNews::Progressed { progress: Progress::EarlyMedia },
        3 => failed(DialFailure::Busy),
        4 => failed(DialFailure::NoAnswer),
        5 => failed(DialFailure::Rejected),
        6 => failed(DialFailure::InvalidNumber),
        7 => failed(DialFailure::NoLine),
        8 => ExternalNews::Lost,
        9 => ExternalNews::HungUp,
        10 => return Fact::CustomerHungUp { contact },
        _ => ExternalNews::Answered,
    };
    Fact::External { contact, news }
}

/// VC12: days on which customers are handed to phones.
pub(crate) fn moves_at_phones() -> impl Strategy<Value = Vec<Move>> {
    let after = prop_oneof![4 => Just(0), 4 => 1..1_000_u64];
    let phones = (after, any::<usize>(), 0..51_u8).prop_map(|(after, pick, what)| Move {
        after: acd::Millis(after),
        act: Act::Outside { pick, what: 5 * what + 4 },
    });
    prop::collection::vec(prop_oneof![4 => one_move(), 1 => phones], 1..160)
}

pub(crate) const LOBBY: PhoneId = PhoneId(Uuid::from_u64_pair(12, 0));

pub(crate) fn lobby_registers() -> Input {
    Input::Fact { fact: Fact::Phone { phone: LOBBY, standing: PhoneStanding::Here } }
}

/// A phone comes, goes or is chosen; or whoever talks hands the customer to one, or asks there first (VC15).
fn at_phones(contact: ContactId, found: &Contact, what: u8) -> Input {
    let phone = if what % 7 == 6 { PhoneId(Uuid::nil()) } else { LOBBY };
    let standing = match what % 17 {
        0 | 1 => PhoneStanding::Here,
        2 => PhoneStanding::Away,
        3 => PhoneStanding::Gone,
        4 => PhoneStanding::Chosen { by: member(u64::from(what % 4)) },
        _ => {
            let Some(by) = found.member() else {
                return Input::Fact { fact: Fact::Phone { phone, standing: PhoneStanding::Away } };
            };
            let command = if what.is_multiple_of(2) {
                Command::ConsultPhone { contact, phone }
            } else {
                Command::Transfer { contact, to: TransferTo::Phone(phone) }
            };
            return Input::Command { by: By::Member(by), command };
        }
    };
    Input::Fact { fact: Fact::Phone { phone, standing } }
}
