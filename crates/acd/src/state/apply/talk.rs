//! Events of an agent in a contact: joined, talking, gone.

use crate::state::{Acd, Connecting, ContactState, Held, Recording, Talk};
use crate::{
    AgentSilenceChanged, Browser, CallTransferred, HoldChanged, HoldCuts, MemberJoined, MemberLeft,
    MuteChanged, TalkStarted,
};

impl Acd {
    pub(super) fn member_joined(&mut self, event: MemberJoined) {
        let MemberJoined { contact, member, at, media_by, by_itself } = event;
        let group = self.contacts.get(&contact).and_then(crate::Contact::group);
        let patience = self.settings.patience;
        self.edit_contact(contact, |contact| {
            contact.state = if let Some(media_by) = media_by {
                ContactState::Connecting(Connecting { member, since: at, media_by, by_itself })
            } else {
                contact.passes.clear();
                contact.messages.count_unanswered(at, &patience);
                ContactState::Open(Held { member, since: at })
            };
        });
        self.edit_agent(member, |agent| {
            agent.idle_since = at;
            agent.contacts_today += 1;
            match (media_by, group) {
                (Some(_), _) => agent.call = Some(contact),
                (None, Some(group)) => {
                    agent.sessions.insert(contact, group);
                }
                (None, None) => {}
            }
        });
    }

    pub(super) fn talk_started(&mut self, event: TalkStarted) {
        let TalkStarted { contact, member, at } = event;
        self.edit_contact(contact, |contact| {
            contact.passes.clear();
            if let Some(outgoing) = &mut contact.outgoing {
                outgoing.answered_at = outgoing.answered_at.or(Some(at));
            }
            contact.state = ContactState::Talking(Talk {
                member,
                since: at,
                hold_since: None,
                hold_cuts: HoldCuts::OneWay,
                muted: false,
                agent_silent_since: None,
                rejoin_by: None,
                recording: Recording::Off,
                consult: None,
                consult_over: None,
                self_service: None,
            });
        });
    }

    /// Whoever hands a call over is the last to whom its new group would give it.
    pub(super) fn call_transferred(&mut self, event: CallTransferred) {
        let held_until = self.held_until(event.at);
        self.edit_contact(event.contact, |contact| contact.pass(event.member, held_until));
    }

    pub(super) fn hold_changed(&mut self, event: HoldChanged) {
        self.edit_talk(event.contact, |talk| {
            talk.consult_over = None;
            talk.hold_since = event.on_hold.then_some(event.at);
            talk.hold_cuts = event.cuts;
        });
    }

    pub(super) fn mute_changed(&mut self, event: MuteChanged) {
        self.edit_talk(event.contact, |talk| {
            talk.muted = event.muted;
            talk.consult_over = None;
        });
    }

    pub(super) fn agent_silence_changed(&mut self, event: AgentSilenceChanged) {
        let AgentSilenceChanged { contact, silent_since } = event;
        let member = self.contacts.get(&contact).and_then(crate::Contact::member);
        let browser = member.and_then(|id| self.agents.get(&id)).map(|agent| agent.browser);
        let quiet_since = match browser {
            Some(Browser::Quiet { since }) => Some(since),
            Some(Browser::Live | Browser::Gone) | None => None,
        };
        self.edit_contact(contact, |contact| {
            if let ContactState::Dialling(dialling) = &mut contact.state {
                dialling.agent_silent_since = silent_since;
            }
        });
        let rejoin_within = self.settings.rejoin_within;
        self.edit_talk(contact, |talk| {
            talk.agent_silent_since = silent_since;
            talk.rejoin_by = silent_since.map(|silent| {
                let lost = quiet_since.map_or(silent, |quiet| quiet.min(silent));
                lost.after(rejoin_within)
            });
        });
    }

    /// An agent whose sound never came passes the contact as if it had been missed: without this the
    /// same broken connection would be tried again at once, for ever.
    pub(super) fn member_left(&mut self, event: MemberLeft) {
        let MemberLeft { contact, member, at } = event;
        let held_until = self.held_until(at);
        self.edit_contact(contact, |contact| {
            if matches!(contact.state, ContactState::Connecting(_)) {
                contact.pass(member, held_until);
            }
            if let ContactState::Open(held) = &contact.state {
                contact.had_by = Some(held.member);
            }
            contact.state = ContactState::Moving;
            contact.messages.stop_clocks();
        });
        self.edit_agent(member, |agent| {
            agent.idle_since = at;
            agent.sessions.remove(&contact);
            if agent.call == Some(contact) {
                agent.call = None;
            }
        });
    }

    pub(super) fn edit_talk(&mut self, contact: crate::ContactId, edit: impl FnOnce(&mut Talk)) {
        self.edit_contact(contact, |contact| {
            if let ContactState::Talking(talk) = &mut contact.state {
                edit(talk);
            }
        });
    }
}
