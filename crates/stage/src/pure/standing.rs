//! How things stand.

use acd::{
    ConsultOver, ConsultStage, Contact, ContactState, Entry, ExternalStage, OfferWhy, Progress,
    Recording, Timestamp, Wanted,
};

use super::Pure;
use crate::cast::{Agent, Customer, Group};
use crate::ids;
use crate::sight::{Spoken, Standing, Status};
use crate::spoken::{self, name};

impl Pure {
    pub(super) fn how_it_stands(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Status { agent, status } => {
                equal(self.status_now(*agent), Some(*status), "the status")
            }
            Standing::NextStatus { agent, status } => {
                equal(self.next_status(*agent), Some(*status), "the next status")
            }
            Standing::NoNextStatus { agent } => {
                equal(self.next_status(*agent), None, "the next status")
            }
            Standing::WorkEnds { agent, span } => {
                let acw = self.acd.agent(ids::member(*agent)).and_then(|agent| agent.acw);
                let left = self.left(acw.and_then(|acw| acw.until));
                equal(left, Some(Spoken(*span).to_string()), "the end of the work")
            }
            Standing::Rings { agent, customer, span } => {
                let offer = self.offer_to(*agent, *customer)?;
                let left = self.left(offer.map(|offer| offer.deadline));
                equal(left, Some(Spoken(*span).to_string()), "the ring")
            }
            Standing::Waited { agent, customer, span } => {
                let offer = self.offer_to(*agent, *customer)?;
                let waited = offer.map(|offer| Spoken(offer.waited).to_string());
                equal(waited, Some(Spoken(*span).to_string()), "the time waited")
            }
            Standing::CameBy { agent, customer, choices } => {
                let offered = self.offer_to(*agent, *customer)?.is_some();
                equal(offered, true, "whether it rings")?;
                self.came_by(*customer, choices)
            }
            Standing::ComesFrom { agent, customer, by } => {
                let why = OfferWhy::Transferred { by: ids::member(*by) };
                self.rings_since(*agent, *customer, why)
            }
            Standing::ComesBack { agent, customer, from } => {
                let why = OfferWhy::Returned { from: ids::member(*from) };
                self.rings_since(*agent, *customer, why)
            }
            Standing::Asked { agent, customer, by } => {
                let why = OfferWhy::Consult { by: ids::member(*by) };
                self.rings_since(*agent, *customer, why)
            }
            Standing::ConsultOver { agent, consultant, why } => {
                let over = Some((consultant.name(), why.as_str()));
                equal(self.consult_over(*agent), over, "what became of the consult")
            }
            Standing::Number { customer, place, group } => {
                let contact = self.call_or_session(*customer)?;
                let found = self.acd.contact(contact).and_then(Contact::group);
                let stands = (found.and_then(ids::group), self.acd.queue_place(contact));
                equal(stands, (Some(*group), Some(*place)), "the place")
            }
            Standing::Talks { agent, customer } => {
                let call = self.acd.contact(self.call_of(*customer)?);
                let talk = call.and_then(Contact::talk).map(|talk| name(talk.member));
                equal(talk, Some(agent.name()), "the talk")
            }
            Standing::HasSession { agent, customer } => {
                let session = self.acd.contact(self.session_of(*customer)?);
                let open = session.filter(|open| matches!(open.state, ContactState::Open(_)));
                let has = open.and_then(Contact::member).map(name);
                equal(has, Some(agent.name()), "the session's agent")
            }
            heard_or_asked => self.how_it_sounds(heard_or_asked),
        }
    }

    fn consult_over(&self, agent: Agent) -> Option<(&'static str, &'static str)> {
        let call = self.acd.voice_contact_of(ids::member(agent));
        match call.and_then(Contact::talk)?.consult_over? {
            ConsultOver::Colleague { member, why } => {
                Some((name(member), spoken::consult_end(why)))
            }
            ConsultOver::Outside { .. } => None,
        }
    }

    fn rings_since(&self, agent: Agent, customer: Customer, why: OfferWhy) -> Result<(), String> {
        let rings = self.offer_to(agent, customer)?.map(|offer| offer.why);
        equal(rings, Some(why), "why it rings")
    }

    fn how_it_sounds(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Hears { customer, sound: expected } => {
                equal(self.heard_by(*customer)?, Some(*expected), "what the customer hears")
            }
            Standing::AgentHears { agent, customer } => {
                let hears = match self.acd.wanted(self.call_of(*customer)?) {
                    Wanted::Talking { member, self_service: None, .. } => Some(name(member)),
                    Wanted::Talking { self_service: Some(_), .. }
                    | Wanted::Greeting
                    | Wanted::Notice
                    | Wanted::InFlow { .. }
                    | Wanted::Waiting
                    | Wanted::Ringing { .. }
                    | Wanted::Dialling { .. }
                    | Wanted::Connecting { .. }
                    | Wanted::External { .. }
                    | Wanted::Internal { .. }
                    | Wanted::AtPhone { .. }
                    | Wanted::Ended { .. } => None,
                };
                equal(hears, Some(agent.name()), "who hears the customer")
            }
            Standing::Listens { agent, to } => {
                equal(self.listens(*agent), Some(*to), "what the agent hears")
            }
            Standing::ReadKeys { customer, keys } => {
                let read = self.keys.get(customer).map_or("", String::as_str);
                equal(read, keys.as_str(), "the keys")
            }
            Standing::HeardTone { agent } => {
                equal(self.toned.contains(&ids::member(*agent)), true, "whether a tone was heard")
            }
            Standing::AgentHearsRinging { agent } => {
                equal(self.hears_ringing(*agent), true, "whether it is heard to ring")
            }
            Standing::Shows { customer, group } => self.shows(*customer, *group),
            Standing::Rated { .. } => self.reads_rating(standing),
            Standing::Recorded { customer } => {
                equal(self.recording_of(*customer)?, Some("on"), "the recording")
            }
            Standing::RecordingPaused { customer } => {
                equal(self.recording_of(*customer)?, Some("paused"), "the recording")
            }
            Standing::NotRecorded { customer } => {
                equal(self.recording_of(*customer)?, None, "the recording")
            }
            Standing::RecordingGoesOn { customer, span } => {
                let talk = self.acd.contact(self.call_of(*customer)?).and_then(Contact::talk);
                let left = self.left(talk.and_then(|talk| talk.recording.resumes_at()));
                equal(left, Some(Spoken(*span).to_string()), "the pause")
            }
            Standing::Routable { agent, group } => {
                equal(self.why_not(*agent, *group), None, "why not")
            }
            Standing::NotRoutable { agent, group, why } => {
                equal(self.why_not(*agent, *group), Some(why.clone()), "why not")
            }
            Standing::History { agent, steps } => {
                equal(spoken::history(*agent, &self.history)?, steps.clone(), "the history")
            }
            Standing::Decision { customer, verdicts } => {
                let told = self.decision_of(*customer)?;
                equal(told, verdicts.clone(), "the decision")
            }
            other => self.how_sessions_stand(other),
        }
    }

    fn how_sessions_stand(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Messages { customer, count } => {
                let session = self.acd.contact(self.session_of(*customer)?);
                equal(session.map(|found| found.messages.count), Some(*count), "the messages")
            }
            Standing::SessionEnds { customer, span } => {
                let session = self.acd.contact(self.session_of(*customer)?);
                let left = self.left(session.and_then(|found| found.messages.ends_at));
                equal(left, Some(Spoken(*span).to_string()), "the end of the session")
            }
            Standing::ReadsOfTheEnd { customer, span } => {
                let left = self.left(self.end_told(*customer)?);
                equal(left, Some(Spoken(*span).to_string()), "the end that the customer reads of")
            }
            Standing::ReadsOfNoEnd { customer } => {
                equal(self.end_told(*customer)?, None, "the end that the customer reads of")
            }
            other => self.how_flows_stand(other),
        }
    }

    /// The number of a call out.
    fn shows(&self, customer: Customer, group: Group) -> Result<(), String> {
        let call = self.acd.contact(self.call_of(customer)?).map(|call| call.entry);
        let shown = Entry::Outbound { number: ids::number(group) };
        equal(call, Some(shown), "what the call shows")
    }

    /// At the far end of the agent's own call, or for a colleague (VC15).
    fn hears_ringing(&self, agent: Agent) -> bool {
        let call = self.acd.voice_contact_of(ids::member(agent));
        self.hears_colleague_ring(agent)
            || call.is_some_and(|call| match &call.state {
                ContactState::Dialling(dialling) => dialling.progress == Some(Progress::Ringing),
                ContactState::Talking(talk) => talk.consult.is_some_and(|consult| {
                    let outside = consult.outside().filter(|line| !line.is_phone());
                    match outside.map(|line| line.stage) {
                        Some(ExternalStage::Dialling { progress, .. }) => {
                            progress == Some(Progress::Ringing)
                        }
                        Some(ExternalStage::Talking { .. }) => false,
                        None => consult.stage() == ConsultStage::Ringing,
                    }
                }),
                _ => false,
            })
    }

    fn status_now(&self, agent: Agent) -> Option<Status> {
        let member = ids::member(agent);
        let found = self.acd.agent(member)?;
        let why = self.teller().offline_why(member);
        Status::shown(found.label(), found.break_reason(), why)
    }

    fn next_status(&self, agent: Agent) -> Option<Status> {
        self.acd.agent(ids::member(agent))?.next.and_then(Status::chosen)
    }

    /// DK04.
    fn end_told(&self, customer: Customer) -> Result<Option<Timestamp>, String> {
        let session = self.acd.contact(self.session_of(customer)?);
        Ok(session.and_then(|found| found.messages.ends_at.filter(|_| found.messages.end_told)))
    }

    fn left(&self, until: Option<Timestamp>) -> Option<String> {
        until.map(|until| Spoken(until.since(self.now)).to_string())
    }

    fn call_or_session(&self, customer: Customer) -> Result<acd::ContactId, String> {
        let call = self.call_of(customer)?;
        if self.is_voice(call) { Ok(call) } else { self.session_of(customer) }
    }

    fn recording_of(&self, customer: Customer) -> Result<Option<&'static str>, String> {
        let talk = self.acd.contact(self.call_of(customer)?).and_then(Contact::talk);
        Ok(talk.and_then(|talk| match talk.recording {
            Recording::On { .. } => Some("on"),
            Recording::Paused { .. } => Some("paused"),
            Recording::Off | Recording::Failed { .. } => None,
        }))
    }

    /// What rings for this agent.
    pub(super) fn offer_to(
        &self,
        agent: Agent,
        customer: Customer,
    ) -> Result<Option<&acd::Offer>, String> {
        let offer = self.acd.offer(self.call_or_session(customer)?);
        Ok(offer.filter(|offer| offer.member == ids::member(agent)))
    }

    fn why_not(&self, agent: Agent, group: Group) -> Option<String> {
        self.acd.why_not_routable(ids::member(agent), ids::group_id(group)).map(spoken::why_not)
    }

    fn decision_of(&self, customer: Customer) -> Result<String, String> {
        let both = [self.calls.get(&customer), self.sessions.get(&customer)];
        let mut decisions = both.into_iter().flatten().filter_map(|id| self.decisions.get(id));
        let decision = decisions.next().ok_or_else(|| format!("{customer} was never offered"))?;
        Ok(spoken::verdicts(decision))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "comparisons read better without ampersands")]
pub(super) fn equal<T: PartialEq + std::fmt::Debug>(
    is: T,
    expected: T,
    what: &str,
) -> Result<(), String> {
    if is == expected { Ok(()) } else { Err(format!("{what} is {is:?}, not {expected:?}")) }
}
