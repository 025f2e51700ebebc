//! I19, VC15: who hears whom in a call, as the core wants it.

use acd::{
    Callee, ConsultStage, ConsultWith, Consulted, Consulting, CustomerHears, FarEnd, MemberId,
    Wanted,
};

use flow::Listening;

use super::Pure;
use crate::cast::{Agent, Customer};
use crate::ids;
use crate::sight::{Heard, Sound};

/// What a customer hears in a three-way.
pub(super) fn among_three(agent: MemberId, consult: &Consulting) -> Sound {
    let agent = ids::agent(agent).filter(|_| !consult.agent_muted);
    if let Some(outside) = outside(consult) {
        return agent.map_or(Sound::Customer(outside), |agent| Sound::Both(agent, outside));
    }
    let colleague = consult.member().and_then(ids::agent).filter(|_| !consult.muted);
    match (agent, colleague) {
        (Some(agent), Some(colleague)) => Sound::Agents(agent, colleague),
        (Some(one), None) | (None, Some(one)) => Sound::Agent(one),
        (None, None) => Sound::Silence,
    }
}

impl Pure {
    /// `None` where no call puts this agent through to anybody.
    pub(super) fn listens(&self, agent: Agent) -> Option<Heard> {
        let internally = self.listens_internally(agent);
        if internally.is_some() {
            return internally;
        }
        let call = self.acd.voice_contact_of(ids::member(agent))?;
        let (customer, _) = *self.contacts.get(&call.id)?;
        let Wanted::Talking { member, consult, self_service, customer_hears, .. } =
            self.acd.wanted(call.id)
        else {
            return None;
        };
        match consult {
            None if self_service.is_some_and(|inside| inside.listening == Listening::Nobody) => {
                Some(Heard::Nobody)
            }
            None if customer_hears == CustomerHears::MusicApart => Some(Heard::Nobody),
            None => Some(Heard::Customer(customer)),
            Some(consult) if member == ids::member(agent) => agent_hears(customer, &consult),
            Some(consult) => Some(colleague_hears(customer, member, &consult)),
        }
    }
}

/// Who is asked outside.
fn outside(consult: &Consulting) -> Option<Customer> {
    match consult.who {
        Consulted::Outside { callee } => ids::far_end_of(match callee {
            Callee::Customer { customer, .. } => FarEnd::Customer(customer),
            Callee::Phone { phone } => FarEnd::Phone(phone),
        }),
        Consulted::Colleague { .. } => None,
    }
}

fn agent_hears(customer: Customer, consult: &Consulting) -> Option<Heard> {
    if let Some(outside) = outside(consult) {
        return match (consult.stage, consult.with) {
            (ConsultStage::Ringing | ConsultStage::Connecting, _) => None,
            (ConsultStage::Talking, ConsultWith::Consultant) => Some(Heard::Customer(outside)),
            (ConsultStage::Talking, ConsultWith::Customer) => Some(Heard::Customer(customer)),
            (ConsultStage::Talking, ConsultWith::All) => Some(Heard::Outside(customer, outside)),
        };
    }
    let colleague = consult.member().and_then(ids::agent).filter(|_| !consult.muted);
    match (consult.stage, consult.with, colleague) {
        // The ringing is a sound of its own.
        (ConsultStage::Ringing, _, _) => None,
        (ConsultStage::Connecting, _, _) | (_, ConsultWith::Consultant, None) => {
            Some(Heard::Nobody)
        }
        (_, ConsultWith::Consultant, Some(colleague)) => Some(Heard::Agent(colleague)),
        (_, ConsultWith::All, Some(colleague)) => Some(Heard::Both(customer, colleague)),
        (_, ConsultWith::All, None) | (_, ConsultWith::Customer, _) => {
            Some(Heard::Customer(customer))
        }
    }
}

fn colleague_hears(customer: Customer, agent: MemberId, consult: &Consulting) -> Heard {
    let agent = ids::agent(agent).filter(|_| !consult.agent_muted);
    match (consult.stage, consult.with, agent) {
        (ConsultStage::Ringing | ConsultStage::Connecting, _, _)
        | (_, ConsultWith::Consultant, None) => Heard::Nobody,
        (_, ConsultWith::Consultant, Some(agent)) => Heard::Agent(agent),
        (_, ConsultWith::Customer, _) => Heard::Music,
        (_, ConsultWith::All, Some(agent)) => Heard::Both(customer, agent),
        (_, ConsultWith::All, None) => Heard::Customer(customer),
    }
}

/// What who is asked outside hears.
pub(super) fn asked_outside_hears(
    customer: Customer,
    agent: MemberId,
    consult: &Consulting,
) -> Sound {
    let agent = ids::agent(agent).filter(|_| !consult.agent_muted);
    match (consult.stage, consult.with, agent) {
        (ConsultStage::Ringing | ConsultStage::Connecting, _, _)
        | (_, ConsultWith::Consultant, None) => Sound::Silence,
        (_, ConsultWith::Consultant, Some(agent)) => Sound::Agent(agent),
        (_, ConsultWith::Customer, _) => Sound::Music,
        (_, ConsultWith::All, Some(agent)) => Sound::Both(agent, customer),
        (_, ConsultWith::All, None) => Sound::Customer(customer),
    }
}

/// What is heard of the agent alone.
pub(super) fn of_agent(agent: MemberId, hears: CustomerHears) -> Option<Sound> {
    Some(match hears {
        CustomerHears::Agent => Sound::Agent(ids::agent(agent)?),
        CustomerHears::Silence => Sound::Silence,
        CustomerHears::Music | CustomerHears::MusicApart => Sound::Music,
        CustomerHears::Flow => return None,
    })
}
