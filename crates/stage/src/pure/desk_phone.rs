//! VC31: the phones on the agents' desks, as the server's switchboard holds them. The core knows whose sound is there, and of each
//! phone whether it is a member's; that a phone rings and is in a call is what it wants for the member.

use acd::{Command, ContactId, Fact, GroupKind, PhoneStanding};

use super::Pure;
use super::standing::equal;
use crate::cast::Agent;
use crate::desk_phone::{PhoneAct, PhoneDoing};
use crate::ids;

/// One that was seen in this play.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DeskPhone {
    is_here: bool,
    /// Instead of the browser.
    is_chosen: bool,
}

impl Pure {
    /// What the browser's sound does is nothing to the core then.
    pub(super) fn speaks_by_phone(&self, agent: Agent) -> bool {
        self.desk_phones.get(&agent).is_some_and(|phone| phone.is_chosen)
    }

    pub(super) fn acts_at_phone(&mut self, agent: Agent, does: &PhoneAct) -> Result<(), String> {
        match does {
            // What a key goes by is nothing to the core.
            PhoneAct::KnowsNoEvents => {}
            PhoneAct::Registers => self.phone_is(agent, |phone| phone.is_here = true),
            PhoneAct::IsGone => self.phone_is(agent, |phone| phone.is_here = false),
            PhoneAct::Answers => {
                let contact = self.rung_at_phone(agent)?;
                let fence = self.fence(agent, contact);
                self.accept(agent, contact, fence);
            }
            PhoneAct::IsBusy | PhoneAct::Rejects => {
                let contact = self.rung_at_phone(agent)?;
                let fence = self.fence(agent, contact);
                self.command(agent, Command::Decline { contact, fence });
            }
            PhoneAct::Holds => {
                let contact = self.at_phone(agent)?;
                self.command(agent, Command::Hold { contact });
            }
            PhoneAct::TakesOffHold => {
                let contact = self.at_phone(agent)?;
                self.command(agent, Command::CancelHold { contact });
            }
            PhoneAct::SendsKeys(_) => {
                let contact = self.at_phone(agent)?;
                self.command(agent, Command::SendKeys { contact });
            }
            PhoneAct::HangsUp => {
                let contact = self.at_phone(agent)?;
                self.command(agent, Command::HangUp { contact });
            }
        }
        Ok(())
    }

    pub(super) fn chooses_phone(&mut self, agent: Agent, is_chosen: bool) {
        self.phone_is(agent, |phone| phone.is_chosen = is_chosen);
    }

    /// The core is told how the phone stands, and whether its owner has sound.
    fn phone_is(&mut self, agent: Agent, change: impl FnOnce(&mut DeskPhone)) {
        change(self.desk_phones.entry(agent).or_default());
        self.tell_phone(agent);
        self.tell_sound(agent);
    }

    /// F01: what is on disk is there again.
    pub(super) fn phones_are_back(&mut self) {
        for agent in Agent::ALL {
            if self.desk_phones.contains_key(&agent) {
                self.tell_phone(agent);
            }
            if self.speaks_by_phone(agent) {
                self.tell_sound(agent);
            }
        }
    }

    fn tell_phone(&mut self, agent: Agent) {
        let by = ids::member(agent);
        let standing = match self.desk_phones.get(&agent).copied().unwrap_or_default() {
            DeskPhone { is_chosen: true, .. } => PhoneStanding::Chosen { by },
            DeskPhone { is_here: true, .. } => PhoneStanding::Here,
            DeskPhone { .. } => PhoneStanding::Away,
        };
        self.fact(Fact::Phone { phone: ids::desk_phone(agent), standing });
    }

    fn tell_sound(&mut self, agent: Agent) {
        let member = ids::member(agent);
        let phone = self.desk_phones.get(&agent).filter(|phone| phone.is_chosen);
        let browser = self.with_microphone.contains(&agent) && !self.absent.contains(&agent);
        let is_there = phone.map_or(browser, |phone| phone.is_here);
        self.fact(if is_there { Fact::AudioReady { member } } else { Fact::AudioLost { member } });
    }

    fn rung_at_phone(&self, agent: Agent) -> Result<ContactId, String> {
        let rung = self.rings_at_phone(agent);
        rung.ok_or_else(|| format!("{agent}'s phone does not ring"))
    }

    fn rings_at_phone(&self, agent: Agent) -> Option<ContactId> {
        let phone = self.desk_phones.get(&agent).filter(|phone| phone.is_chosen && phone.is_here);
        let offer = self.acd.agent(ids::member(agent)).and_then(|found| found.offer);
        phone.and(offer).filter(|contact| {
            let kind = self.acd.contact(*contact).map(acd::Contact::kind);
            kind != Some(GroupKind::Chat)
        })
    }

    /// A phone that is gone meanwhile keeps the call that it has.
    fn at_phone(&self, agent: Agent) -> Result<ContactId, String> {
        let call = self.acd.agent(ids::member(agent)).and_then(|found| found.call);
        let call = call.filter(|_| self.speaks_by_phone(agent));
        call.ok_or_else(|| format!("{agent}'s phone is in no call"))
    }

    pub(super) fn how_phone_stands(&self, agent: Agent, doing: PhoneDoing) -> Result<(), String> {
        let is = if self.at_phone(agent).is_ok() {
            PhoneDoing::InCall
        } else if self.rings_at_phone(agent).is_some() {
            PhoneDoing::Rings
        } else {
            PhoneDoing::Silent
        };
        equal(is, doing, "what the phone does")
    }
}
