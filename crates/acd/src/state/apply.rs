//! Events fold into the state here and nowhere else. Each edit of an agent or a contact takes it out of the
//! indexes and puts it back where it then belongs, so that no rule has to remember an index.

mod agent;
mod config;
mod consult;
mod contact;
mod dial;
mod external;
mod flow;
mod internal;
mod notice;
mod offer;
mod phone;
mod rating;
mod recording;
mod self_service;
mod survey;
mod talk;

use super::{Acd, Agent, Contact, routable};
use crate::{ContactId, Event, MemberId};

impl Acd {
    /// Folds one event into the state. Replaying a journal through this gives the state that wrote it.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::ConfigChanged(event) => self.config_changed(event),
            Event::DayBegan(event) => self.day_began(*event),
            Event::PhoneChanged(event) => self.phone_changed(*event),
            Event::BrowserChanged(event) => self.browser_changed(*event),
            Event::AudioChanged(event) => self.audio_changed(*event),
            Event::StatusChosen(event) => self.status_chosen(*event),
            Event::StatusReserved(event) => self.status_reserved(*event),
            Event::AcwStarted(event) => self.acw_started(*event),
            Event::AcwExtended(event) => self.acw_extended(*event),
            Event::AcwEnded(event) => self.acw_ended(*event),
            Event::StatusChanged(event) => self.status_changed(*event),
            Event::ContactArrived(event) => self.contact_arrived(*event),
            Event::CallDialled(event) => self.call_dialled(*event),
            Event::CallProgressed(event) => self.call_progressed(*event),
            Event::CallOutLimited(event) => self.call_out_limited(*event),
            Event::InternalMoved(event) => self.internal_moved(*event),
            Event::NoticeStarted(event) => self.notice_started(*event),
            Event::NoticePlayed(event) => self.notice_played(*event),
            Event::KeyPressed(event) => self.key_pressed(*event),
            Event::FlowMoved(event) => self.flow_moved(event),
            Event::QueueEntered(event) => self.queue_entered(*event),
            Event::OfferMade(event) => self.offer_made(event),
            Event::OfferSeen(event) => self.offer_seen(*event),
            Event::OfferEnded(event) => self.offer_ended(*event),
            Event::MissForgiven(event) => self.miss_forgiven(*event),
            Event::HoldBackEnded(event) => self.hold_back_ended(*event),
            Event::MemberJoined(event) => self.member_joined(*event),
            Event::TalkStarted(event) => self.talk_started(*event),
            Event::ConsultMoved(event) => self.consult_moved(*event),
            Event::CallTransferred(event) => self.call_transferred(*event),
            Event::ExternalMoved(event) => self.external_moved(*event),
            Event::RecordingStarted(event) => self.recording_started(*event),
            Event::RecordingPaused(event) => self.recording_paused(*event),
            Event::RecordingResumed(event) => self.recording_resumed(*event),
            Event::RecordingEnded(event) => self.recording_ended(*event),
            Event::HoldChanged(event) => self.hold_changed(*event),
            Event::MuteChanged(event) => self.mute_changed(*event),
            Event::SelfServiceStarted(event) => self.self_service_started(*event),
            Event::SelfServiceEnded(event) => self.self_service_ended(*event),
            Event::SatisfactionAsked(event) => self.satisfaction_asked(*event),
            Event::SurveyStarted(event) => self.survey_started(*event),
            // Nothing keeps them, and nothing follows from them.
            Event::KeysSent(_) => {}
            Event::AgentSilenceChanged(event) => self.agent_silence_changed(*event),
            Event::MessageAdded(event) => self.message_added(*event),
            Event::RatingInvited(event) => self.rating_invited(*event),
            Event::RatingGiven(event) => self.rating_given(*event),
            Event::MemberLeft(event) => self.member_left(*event),
            Event::ContactEnded(event) => self.contact_ended(*event),
        }
    }

    fn edit_agent(&mut self, id: MemberId, edit: impl FnOnce(&mut Agent)) {
        let Some(agent) = self.agents.get_mut(&id) else { return };
        for deadline in agent.deadlines(&self.settings) {
            self.deadlines.remove(&deadline);
        }
        edit(agent);
        self.deadlines.extend(agent.deadlines(&self.settings));
        self.refresh_idle(id);
    }

    fn edit_contact(&mut self, id: ContactId, edit: impl FnOnce(&mut Contact)) {
        self.take_from_indexes(id);
        let Some(contact) = self.contacts.get_mut(&id) else { return };
        edit(contact);
        self.deadlines.extend(contact.deadlines());
        if let Some(phone) = contact.phone().and_then(|phone| self.phones.get_mut(&phone)) {
            phone.call = Some(id);
        }
        if let Some((group, key)) = contact.queue_key()
            && let Some(queue) = self.groups.get_mut(&group)
        {
            queue.enter(key);
        }
    }

    fn take_from_indexes(&mut self, id: ContactId) {
        let Some(contact) = self.contacts.get(&id) else { return };
        for deadline in contact.deadlines() {
            self.deadlines.remove(&deadline);
        }
        if let Some((group, key)) = contact.queue_key()
            && let Some(queue) = self.groups.get_mut(&group)
        {
            queue.leave(key);
        }
        if let Some(phone) = contact.phone() {
            self.free_phone(phone);
        }
    }

    /// Asks for each group of the member whether they are routable there, and at which rank.
    fn refresh_idle(&mut self, id: MemberId) {
        let Self { agents, groups, memberships, .. } = self;
        let agent = agents.get(&id);
        for group in memberships.get(&id).into_iter().flatten() {
            let Some(queue) = groups.get_mut(group) else { continue };
            let routable = agent.filter(|agent| routable::why_not(agent, &queue.group).is_none());
            let rank = routable.map(|agent| queue.rank(agent));
            queue.set_routable(id, rank);
        }
    }
}
