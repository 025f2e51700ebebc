//! VC15: who hears whom while a colleague or somebody outside is asked (I19). Nobody is heard who has muted themselves, and who
//! is left out hears music.

use acd::{Callee, ConsultStage, ConsultWith, Consulted, Consulting, CustomerHears, Wanted};
use media::{LegId, Source};

use super::arrange::{MUSIC, RING_BACK};
use super::{Call, customer_leg, external_leg};
use crate::agent::Agent;
use crate::line::LineState;

impl Call {
    pub(super) fn consulting(&self) -> Option<Consulting> {
        match self.wanted {
            Some(Wanted::Talking { consult, .. }) => consult,
            _ => None,
        }
    }

    pub(super) fn agent_in_consult(&self, consult: Consulting) -> Source {
        let customer = Some(customer_leg(self.contact));
        let colleague = || self.asked_says(consult);
        match (consult.stage, consult.with) {
            (ConsultStage::Ringing, _) => match consult.who {
                // How a phone of ours rings, nobody tells: it does as soon as it is called (VC12).
                Consulted::Colleague { .. }
                | Consulted::Outside { callee: Callee::Phone { .. } } => RING_BACK,
                Consulted::Outside { callee: Callee::Customer { .. } } => {
                    self.heard_outside().unwrap_or(Source::Silence)
                }
            },
            (ConsultStage::Connecting, _) => Source::Silence,
            (ConsultStage::Talking, ConsultWith::Consultant) => both(colleague(), None),
            (ConsultStage::Talking, ConsultWith::Customer) => both(customer, None),
            (ConsultStage::Talking, ConsultWith::All) => both(customer, colleague()),
        }
    }

    pub(super) fn consultant_in_consult(&self, consult: Consulting) -> Source {
        let customer = Some(customer_leg(self.contact));
        let agent = || says(self.agent.as_ref(), consult.agent_muted);
        match (consult.stage, consult.with) {
            (ConsultStage::Ringing | ConsultStage::Connecting, _) => Source::Silence,
            (ConsultStage::Talking, ConsultWith::Consultant) => both(agent(), None),
            (ConsultStage::Talking, ConsultWith::Customer) => MUSIC,
            (ConsultStage::Talking, ConsultWith::All) => both(customer, agent()),
        }
    }

    /// Whether a line outside is the agent's, who asks there.
    pub(super) fn asks_outside(&self) -> bool {
        self.consulting().is_some_and(|consult| matches!(consult.who, Consulted::Outside { .. }))
    }

    /// What who is asked outside hears: as a colleague would.
    pub(super) fn outside_in_consult(&self) -> Source {
        self.consulting().map_or(Source::Silence, |consult| self.consultant_in_consult(consult))
    }

    /// Who is asked, where they are heard.
    fn asked_says(&self, consult: Consulting) -> Option<LegId> {
        match consult.who {
            Consulted::Colleague { .. } => says(self.consultant.as_ref(), consult.muted),
            Consulted::Outside { .. } => {
                let up = self.outside.as_ref().is_some_and(|it| it.line == LineState::Up);
                up.then(|| external_leg(self.contact))
            }
        }
    }

    /// In a three-way. Where both have lost their sound there is music, as ever.
    pub(super) fn customer_among_both(&self, hears: CustomerHears, consult: Consulting) -> Source {
        let (agent, colleague) = (self.agent.as_ref(), self.consultant.as_ref());
        let asked = self.asked_says(consult);
        let voice = agent.and_then(Agent::voice).or_else(|| colleague.and_then(Agent::voice));
        if voice.is_none() && asked.is_none() {
            return MUSIC;
        }
        both(says(agent, hears != CustomerHears::Agent), asked)
    }
}

/// Whose leg is heard, if anything is.
fn says(agent: Option<&Agent>, muted: bool) -> Option<LegId> {
    match agent.filter(|_| !muted)?.voice()? {
        Source::Leg(leg) => Some(leg),
        Source::Silence | Source::Prompt { .. } | Source::Two(..) => None,
    }
}

const fn both(first: Option<LegId>, second: Option<LegId>) -> Source {
    match (first, second) {
        (Some(first), Some(second)) => Source::Two(first, second),
        (Some(one), None) | (None, Some(one)) => Source::Leg(one),
        (None, None) => Source::Silence,
    }
}
