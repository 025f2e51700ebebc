//! DK13: the sentences of files, without who sends or opens them.

use super::words::{bracketed, count, customer};
use crate::act::{AgentAct, CustomerAct};
use crate::cast::{Agent, Customer};
use crate::files::{Paper, Sending};
use crate::sight::{Author, Sight, Standing};

pub(super) fn by_agent(words: &[&str]) -> Result<Option<AgentAct>, String> {
    let ["sends", who, what @ ..] = words else { return Ok(None) };
    let Some((how, paper)) = sending(what) else { return Ok(None) };
    Ok(Some(AgentAct::Sends { customer: customer(who)?, paper, how }))
}

pub(super) fn by_customer(words: &[&str]) -> Option<CustomerAct> {
    let ["sends", what @ ..] = words else { return None };
    let (how, paper) = sending(what)?;
    Some(CustomerAct::Sends { paper, how })
}

pub(super) fn sight_of_agent(agent: Agent, words: &[&str]) -> Result<Option<Sight>, String> {
    match words {
        ["sent", who, "the", name, sequence] => {
            let (author, customer) = (Author::Agent(agent), customer(who)?);
            sent(author, customer, name, sequence)
        }
        _ => Ok(None),
    }
}

pub(super) fn sight_of_customer(
    customer: Customer,
    words: &[&str],
) -> Result<Option<Sight>, String> {
    match words {
        ["sent", "the", name, sequence] => {
            sent(Author::Customer(customer), customer, name, sequence)
        }
        _ => Ok(None),
    }
}

/// A customer opens what is in the own session.
pub(super) fn standing(who: Author, words: &[&str]) -> Result<Option<Standing>, String> {
    let (can, words) = match words {
        ["opens", rest @ ..] => (true, rest),
        ["cannot", "open", rest @ ..] => (false, rest),
        _ => return Ok(None),
    };
    let (name, customer) = match (words, who) {
        (["the", name, "of", whose], _) => (name, customer(whose)?),
        (["the", name], Author::Customer(customer)) => (name, customer),
        _ => return Ok(None),
    };
    Ok(paper(name).map(|paper| Standing::Opens { who, customer, paper, can }))
}

fn sent(
    author: Author,
    customer: Customer,
    name: &str,
    sequence: &str,
) -> Result<Option<Sight>, String> {
    let sequence = count(bracketed(sequence)?)?;
    Ok(paper(name).map(|paper| Sight::Sent { author, customer, paper, sequence }))
}

fn sending(words: &[&str]) -> Option<(Sending, Paper)> {
    let (how, name) = match words {
        ["the", name] => (Sending::Whole, name),
        ["half", "of", "the", name] => (Sending::Half, name),
        ["a", "message", "with", "half", "of", "the", name] => (Sending::TooSoon, name),
        ["the", "rest", "of", "the", name] => (Sending::Rest, name),
        _ => return None,
    };
    Some((how, paper(name)?))
}

fn paper(name: &str) -> Option<Paper> {
    Paper::ALL.into_iter().find(|one| one.name() == name)
}
