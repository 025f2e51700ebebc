//! VC13: what random days do with lines outside, and what the caps say of them.

use acd::{
    Acd, By, Command, Contact, ContactId, ContactState, Destination, DialFailure, ExternalNews,
    Fact, Input, Progress, Tariff,
};

use crate::center::{ABROAD, HOME, customer};
use crate::random::nth;

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
    if let Some(member) = found.member() {
        let to = Destination {
            country: Some(if what.is_multiple_of(17) { ABROAD } else { HOME }),
            tariff: match what % 23 {
                0 => Tariff::Special,
                1 => Tariff::Emergency,
                _ => Tariff::Ordinary,
            },
        };
        let called = customer(u64::from(what % 4) + 1);
        let command = Command::TransferOut { contact, called, to };
        return Input::Command { by: By::Member(member), command };
    }
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
        10 => return Input::Fact { fact: Fact::CustomerHungUp { contact } },
        _ => ExternalNews::Answered,
    };
    Input::Fact { fact: Fact::External { contact, news } }
}
