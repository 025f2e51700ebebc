//! How things stand: on the screen, page or line of whom it concerns; in the journal where nobody can see it.

use std::time::{SystemTime, UNIX_EPOCH};

use acd::ContactState;
use robot::Ear;
use stage::cast::{Agent, Customer};
use stage::sight::{Heard, Sound, Spoken, Standing, Status};
use stage::{ids, spoken};
use tokio::time::Instant;
use wire::workspace::{CallState, Direction, HandedView, OfferView, RatingState, RecordingState};

use crate::company::{number, phone_number};
use crate::scene::{LOOK_EVERY, PATIENCE, Scene};
use crate::sound;

/// A countdown is read a little after it was meant.
const COUNTDOWN_OFF_MS: u64 = 1000;

impl Scene {
    /// Waits until it is so.
    pub(crate) async fn stands(&mut self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Hears { customer, sound } => return self.hears(*customer, *sound).await,
            Standing::AgentHearsRinging { agent } => {
                let ear = self.ear_of(*agent)?;
                return listen(&ear, sound::is_ringing_heard).await.map_err(|levels| {
                    format!("waited for {agent} to hear it ring in vain; {levels}")
                });
            }
            Standing::AgentHears { agent, customer } => {
                return self.agent_hears(*agent, *customer).await;
            }
            Standing::Listens { agent, to } => return self.listens(*agent, *to).await,
            Standing::AgentHearsNobody { agent } => return self.agent_hears_nobody(*agent).await,
            Standing::HeardTone { agent } => return self.agent_heard_tone(*agent).await,
            Standing::Spoilt { customer, microphone_of, times } => {
                return self.how_often_spoilt(*customer, *microphone_of, *times).await;
            }
            Standing::ReadKeys { customer, keys } => return self.reads(*customer, keys).await,
            Standing::Opens { who, customer, paper, can } => {
                return self.opens(*who, *customer, *paper, *can).await;
            }
            Standing::DeskPhone { agent, doing } => {
                return self.how_phone_stands(*agent, *doing).await;
            }
            Standing::CanBeRung { .. } | Standing::CannotBeRung { .. } => {
                self.lobby().await?;
                self.open_directories()?;
            }
            _ => {}
        }
        let until = Instant::now() + PATIENCE;
        loop {
            self.gather().await?;
            match self.how_it_stands(standing) {
                Err(_) if Instant::now() < until => tokio::time::sleep(LOOK_EVERY).await,
                stands => return stands,
            }
        }
    }

    pub(crate) async fn hears(&self, customer: Customer, sound: Sound) -> Result<(), String> {
        let phone = self.phones.get(&customer).ok_or_else(|| format!("{customer} has no phone"))?;
        let ear = phone.ear();
        listen(ear, |ear| sound::is_heard(ear, sound))
            .await
            .map_err(|levels| format!("waited for `{customer} hears {sound}` in vain; {levels}"))
    }

    /// What this agent hears by.
    fn ear_of(&mut self, agent: Agent) -> Result<Ear, String> {
        if let Some(ear) = self.handsets.ear(agent) {
            return Ok(ear);
        }
        let ear = self.desk(agent)?.workspace.ear().cloned();
        ear.ok_or_else(|| format!("{agent} has no sound"))
    }

    async fn reads(&self, customer: Customer, keys: &str) -> Result<(), String> {
        let phone = self.phones.get(&customer).ok_or_else(|| format!("{customer} has no phone"))?;
        let until = Instant::now() + PATIENCE;
        while phone.keys() != keys && Instant::now() < until {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        equal(phone.keys().as_str(), keys, "the keys")
    }

    async fn agent_hears(&mut self, agent: Agent, customer: Customer) -> Result<(), String> {
        let ear = self.ear_of(agent)?;
        listen(&ear, |ear| sound::is_customer_heard(ear, customer))
            .await
            .map_err(|levels| format!("waited for {agent} to hear {customer} in vain; {levels}"))
    }

    async fn listens(&mut self, agent: Agent, to: Heard) -> Result<(), String> {
        let ear = self.ear_of(agent)?;
        listen(&ear, |ear| sound::is_listened_to(ear, to))
            .await
            .map_err(|levels| format!("waited for {agent} to hear {to:?} in vain; {levels}"))
    }

    async fn agent_hears_nobody(&mut self, agent: Agent) -> Result<(), String> {
        let ear = self.ear_of(agent)?;
        listen(&ear, sound::is_nobody_heard)
            .await
            .map_err(|levels| format!("waited for {agent} to hear nobody in vain; {levels}"))
    }

    async fn agent_heard_tone(&mut self, agent: Agent) -> Result<(), String> {
        let ear = self.ear_of(agent)?;
        until(&ear, sound::has_heard_tone)
            .await
            .map_err(|levels| format!("waited for {agent} to hear a tone in vain; {levels}"))
    }

    fn how_it_stands(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Status { agent, status } => {
                equal(self.status_of(*agent), Some(*status), "the status")
            }
            Standing::NextStatus { agent, status } => {
                equal(self.next_of(*agent), Some(*status), "the next status")
            }
            Standing::NoNextStatus { agent } => {
                equal(self.next_of(*agent), None, "the next status")
            }
            Standing::WorkEnds { agent, span } => {
                in_about(self.work_ends(*agent), span.0, "the work")
            }
            Standing::Rings { agent, customer, span } => {
                let deadline = self.offer_to(*agent, *customer)?.map(|offer| offer.deadline);
                in_about(deadline, span.0, "the ring")
            }
            Standing::Waited { agent, customer, span } => {
                let offer = self.offer_to(*agent, *customer)?.ok_or("nothing rings")?;
                if offer.waited.abs_diff(span.0) <= COUNTDOWN_OFF_MS {
                    return Ok(());
                }
                Err(format!("the offer says {} ms waited, not {}", offer.waited, Spoken(*span)))
            }
            Standing::CameBy { agent, customer, choices } => {
                let chose = self.came_by(*agent, *customer)?;
                equal(chose, Some(&**choices), "the way through the menus")
            }
            Standing::ComesFrom { agent, customer, by } => {
                let offer = self.offer_to(*agent, *customer)?;
                let handed = offer.and_then(|offer| offer.handed.clone());
                let is = matches!(handed, Some(HandedView::Transferred { by: found })
                    if found.id == ids::member(*by).0);
                equal(is, true, "who handed the customer over")
            }
            Standing::ComesBack { agent, customer, from } => {
                let offer = self.offer_to(*agent, *customer)?;
                let handed = offer.and_then(|offer| offer.handed.clone());
                let is = matches!(handed, Some(HandedView::Returned { from: found })
                    if found.id == ids::member(*from).0);
                equal(is, true, "who did not take the customer")
            }
            Standing::Asked { agent, customer, by } => {
                let offer = self.offer_to(*agent, *customer)?;
                let handed = offer.and_then(|offer| offer.handed.clone());
                let is = matches!(handed, Some(HandedView::Consult { by: found })
                    if found.id == ids::member(*by).0);
                equal(is, true, "who asks about the customer")
            }
            Standing::OutsideOver { agent, called, why } => {
                let meant = (phone_number(*called), serde_json::json!(why));
                equal(self.outside_over(*agent)?, Some(meant), "what became of the consult")
            }
            Standing::ConsultOver { agent, consultant, why } => {
                let meant = (ids::member(*consultant).0, serde_json::json!(why));
                equal(self.consult_over(*agent)?, Some(meant), "what became of the consult")
            }
            Standing::Number { customer, place, group } => {
                let shown = self.pages.get(customer).and_then(crate::page::Page::place);
                let contact = self.session_of(*customer)?;
                let written = self.acd().queue_place(contact);
                let found = self.acd().contact(contact).and_then(acd::Contact::group);
                let group_now = found.and_then(ids::group);
                equal((group_now, written), (Some(*group), Some(*place)), "the place")?;
                let shown = shown.map_or(written, |place| usize::try_from(place).ok());
                equal(shown, Some(*place), "the place on the page")
            }
            contacts => self.how_contacts_stand(contacts),
        }
    }

    /// Whose number was asked in vain, as the agent reads it.
    fn outside_over(&self, agent: Agent) -> Result<Option<(String, serde_json::Value)>, String> {
        let desk = self.desks.get(&agent).ok_or("no Workspace is open")?;
        let mut calls = desk.screen.picture.calls.iter();
        let over = calls.find_map(|call| call.consult_over.as_ref());
        Ok(over.map(|over| (over.asked.name.clone(), serde_json::json!(over.why))))
    }

    /// As the agent's screen says it, or the journal where there is none.
    fn work_ends(&self, agent: Agent) -> Option<u64> {
        let shown = self.desks.get(&agent).map(|desk| &desk.screen.picture.me.acw);
        let written = || self.acd().agent(ids::member(agent))?.acw?.until;
        shown.map_or_else(
            || written().map(|until| until.0),
            |acw| acw.as_ref().and_then(|acw| acw.until),
        )
    }

    /// VC01: the way through the menus, as the agent's screen says it.
    fn came_by(&self, agent: Agent, customer: Customer) -> Result<Option<&str>, String> {
        let call = self.call_of(customer)?;
        let shown = self.desks.get(&agent).and_then(|desk| desk.screen.call(call.0));
        Ok(shown.and_then(|call| call.came_by.as_ref()).map(|came_by| came_by.choices.as_str()))
    }

    /// With whom, and why, as the agent's screen says it.
    fn consult_over(
        &self,
        agent: Agent,
    ) -> Result<Option<(uuid::Uuid, serde_json::Value)>, String> {
        let desk = self.desks.get(&agent).ok_or("no Workspace is open")?;
        let mut calls = desk.screen.picture.calls.iter();
        let over = calls.find_map(|call| call.consult_over.as_ref());
        Ok(over.map(|over| (over.asked.id, serde_json::json!(over.why))))
    }

    /// What rings on this agent's screen.
    fn offer_to(&self, agent: Agent, customer: Customer) -> Result<Option<&OfferView>, String> {
        let contacts = [self.call_of(customer)?.0, self.session_of(customer)?.0];
        let offers = self.desks.get(&agent).map(|desk| desk.screen.offers());
        let mut offers = offers.unwrap_or_default().into_iter();
        let mine = offers.find(|(offer, _)| contacts.contains(&offer.contact));
        Ok(mine.map(|(_, offer)| offer))
    }

    fn how_contacts_stand(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::Talks { agent, customer } => {
                let contact = self.call_of(*customer)?;
                let written = self.acd().contact(contact).and_then(acd::Contact::talk);
                let talks = written.map(|talk| spoken::name(talk.member));
                equal(talks, Some(agent.name()), "the talk")?;
                let Some(desk) = self.desks.get(agent) else { return Ok(()) };
                let shown = desk.screen.call(contact.0).map(|call| &call.state);
                equal(matches!(shown, Some(CallState::Talking(_))), true, "the talk on the screen")
            }
            Standing::Recorded { customer } => {
                equal(self.recording_of(*customer)?, RecordingState::On, "the recording")
            }
            Standing::RecordingPaused { customer } => {
                equal(self.recording_of(*customer)?, RecordingState::Paused, "the recording")
            }
            Standing::NotRecorded { customer } => {
                equal(self.recording_of(*customer)?, RecordingState::Off, "the recording")
            }
            Standing::RecordingGoesOn { customer, span } => {
                let call = self.call_of(*customer)?;
                let shown = self.desks.values().find_map(|desk| desk.screen.call(call.0));
                in_about(shown.and_then(|call| call.recording_resumes), span.0, "the pause")
            }
            Standing::ShownKeys { agent, customer, keys } => {
                let call = self.call_of(*customer)?;
                let shown = self.desks.get(agent).and_then(|desk| desk.screen.call(call.0));
                let inside = shown.and_then(|call| call.self_service.as_ref());
                equal(inside.map(|inside| inside.keys.as_str()), Some(&**keys), "the keys")
            }
            Standing::Shows { customer, group } => {
                let shown = Some((Direction::Outbound, number(*group)));
                equal(self.shown_of(*customer)?, shown, "what the call shows")
            }
            Standing::Mirrors { agent, customer } => self.how_tabs_stand(*agent, *customer),
            Standing::CanBeRung { .. } => self.why_not_lobby(None),
            Standing::CannotBeRung { why, .. } => self.why_not_lobby(Some(why)),
            Standing::ComesBackFromOutside { agent, customer, called } => {
                self.comes_back_from(*agent, *customer, *called)
            }
            Standing::Routable { agent, group } => {
                let why = self.acd().why_not_routable(ids::member(*agent), ids::group_id(*group));
                equal(why.map(spoken::why_not), None, "why not")
            }
            Standing::NotRoutable { agent, group, why } => {
                let is = self.acd().why_not_routable(ids::member(*agent), ids::group_id(*group));
                equal(is.map(spoken::why_not), Some(why.clone()), "why not")
            }
            Standing::History { agent, steps } => {
                let is = spoken::history(*agent, &self.written.history)?;
                equal(is, steps.clone(), "the history")
            }
            Standing::Decision { customer, verdicts } => {
                let decision = self.written.decisions.get(&self.call_of(*customer)?);
                equal(decision.map(spoken::verdicts), Some(verdicts.clone()), "the decision")
            }
            in_session => self.how_sessions_stand(in_session),
        }
    }

    fn how_sessions_stand(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::HasSession { agent, customer } => {
                let contact = self.session_of(*customer)?;
                let found = self.acd().contact(contact);
                let open = found.filter(|open| matches!(open.state, ContactState::Open(_)));
                let has = open.and_then(acd::Contact::member).map(spoken::name);
                equal(has, Some(agent.name()), "the session's agent")?;
                let Some(desk) = self.desks.get(agent) else { return Ok(()) };
                let since = desk.screen.session(contact.0).and_then(|session| session.since);
                equal(since.is_some(), true, "the session on the screen")
            }
            Standing::SessionEnds { customer, span } => {
                let session = self.session_of(*customer)?;
                let shown = self.desks.values().find_map(|desk| desk.screen.session(session.0));
                in_about(shown.and_then(|shown| shown.ends_at), span.0, "the session")
            }
            Standing::ReadsOfTheEnd { customer, span } => {
                in_about(self.end_told(*customer), span.0, "the session on the page")
            }
            Standing::ReadsOfNoEnd { customer } => {
                equal(self.end_told(*customer), None, "the end on the page")
            }
            Standing::Messages { customer, count } => self.messages(*customer, *count),
            Standing::Rated { .. } => self.reads_rating(standing),
            other => Err(format!("the live stage cannot see {other:?}")),
        }
    }

    /// DK08: what the agent's screen says of it.
    fn reads_rating(&self, standing: &Standing) -> Result<(), String> {
        let Standing::Rated { agent, customer, score, comment } = standing else {
            return Err(format!("{standing:?} is no rating"));
        };
        let session = self.session_of(*customer)?;
        let shown = self.desks.get(agent).and_then(|desk| desk.screen.session(session.0));
        let given = match shown.and_then(|session| session.rating.as_ref()) {
            Some(RatingState::Given(given)) => Some((given.score, &*given.comment)),
            _ => None,
        };
        equal(given, Some((*score, &**comment)), "the rating")
    }

    /// VC14: whose line did not take the customer, as the offer says it.
    fn comes_back_from(
        &self,
        agent: Agent,
        customer: Customer,
        called: Customer,
    ) -> Result<(), String> {
        let offer = self.offer_to(agent, customer)?;
        let is = match offer.and_then(|offer| offer.handed.clone()) {
            Some(HandedView::ReturnedOutside { number }) => number == phone_number(called),
            Some(HandedView::ReturnedFromPhone { .. }) => called == Customer::Pit,
            _ => false,
        };
        equal(is, true, "whose line did not take the customer")
    }

    /// On the page, and on every screen that shows the session.
    fn messages(&self, customer: Customer, count: u64) -> Result<(), String> {
        let contact = self.session_of(customer)?;
        let page = self.pages.get(&customer).map_or(vec![], crate::page::Page::messages);
        equal(u64::try_from(page.len()).ok(), Some(count), "the messages on the page")?;
        for desk in self.desks.values() {
            if desk.screen.session(contact.0).is_some() {
                let messages = desk.screen.picture.messages.iter();
                let shown = messages.filter(|one| one.contact == contact.0).count();
                equal(u64::try_from(shown).ok(), Some(count), "those on the screen")?;
            }
        }
        Ok(())
    }

    /// VC06: who calls whom, and with which number of ours.
    fn shown_of(&self, customer: Customer) -> Result<Option<(Direction, String)>, String> {
        let call = self.call_of(customer)?;
        let shown = self.desks.values().find_map(|desk| desk.screen.call(call.0));
        Ok(shown.map(|call| (call.direction, call.dialled.clone())))
    }

    /// What the screen of whoever has the call says; if nobody has it, nothing is kept.
    fn recording_of(&self, customer: Customer) -> Result<RecordingState, String> {
        let call = self.call_of(customer)?;
        let shown = self.desks.values().find_map(|desk| desk.screen.call(call.0));
        Ok(shown.map_or(RecordingState::Off, |call| call.recording))
    }

    fn status_of(&self, agent: Agent) -> Option<Status> {
        if let Some(desk) = self.desks.get(&agent) {
            return desk.screen.status();
        }
        let found = self.acd().agent(ids::member(agent))?;
        let why = match found.chosen {
            acd::Chosen::Offline { why } => Some(why),
            acd::Chosen::Available | acd::Chosen::Busy | acd::Chosen::OnBreak { .. } => None,
        };
        Status::shown(found.label(), found.break_reason(), why)
    }

    fn next_of(&self, agent: Agent) -> Option<Status> {
        if let Some(desk) = self.desks.get(&agent) {
            return desk.screen.next();
        }
        self.acd().agent(ids::member(agent))?.next.and_then(Status::chosen)
    }
}

/// Only what is heard from now on counts. The error says what was.
async fn listen(ear: &Ear, heard: impl Fn(&Ear) -> bool) -> Result<(), String> {
    ear.clear();
    until(ear, heard).await
}

/// What was heard a moment ago counts as well.
async fn until(ear: &Ear, heard: impl Fn(&Ear) -> bool) -> Result<(), String> {
    let end = Instant::now() + PATIENCE;
    loop {
        if heard(ear) {
            return Ok(());
        }
        if Instant::now() > end {
            return Err(sound::levels(ear));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// One machine, one clock: the server's time is the wall clock's.
fn in_about(deadline: Option<u64>, span: u64, what: &str) -> Result<(), String> {
    let deadline = deadline.ok_or_else(|| format!("{what} has no countdown"))?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let left = deadline.saturating_sub(u64::try_from(since.as_millis()).unwrap_or_default());
    if left.abs_diff(span) <= COUNTDOWN_OFF_MS {
        return Ok(());
    }
    let [left, span] = [left, span].map(|millis| Spoken(acd::Millis(millis)));
    Err(format!("{what} ends in {left}, not {span}"))
}

#[expect(clippy::needless_pass_by_value, reason = "comparisons read better without ampersands")]
pub(crate) fn equal<T: PartialEq + std::fmt::Debug>(
    is: T,
    expected: T,
    what: &str,
) -> Result<(), String> {
    if is == expected { Ok(()) } else { Err(format!("{what} is {is:?}, not {expected:?}")) }
}
