//! What agents do.

use acd::{
    By, Command, ContactId, Destination, Fact, Fence, Input, PhoneStanding, Refused, Tariff,
    TransferTo,
};

use super::spoilt::Trouble;
use super::{Pure, SOUND_MISSED_AFTER};
use crate::act::{AgentAct, Called, Choice, Target};
use crate::cast::{Agent, Customer, Group};
use crate::ids;
use crate::sight::Kind;

impl Pure {
    pub(super) fn agent_acts(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        let member = ids::member(agent);
        match does {
            AgentAct::SignsIn => {
                self.with_microphone.insert(agent);
                self.come(agent);
                self.command(agent, Command::GoOnline);
            }
            AgentAct::SignsInWithoutMicrophone => {
                self.come(agent);
                self.command(agent, Command::GoOnline);
            }
            AgentAct::GoesOnline => self.command(agent, Command::GoOnline),
            AgentAct::Sets { to } => self.command(agent, Command::SetStatus { to: choice(*to) }),
            AgentAct::Reserves { to } => {
                self.command(agent, Command::ReserveStatus { to: choice(*to) });
            }
            AgentAct::CancelsReserved => self.command(agent, Command::CancelReservedStatus),
            AgentAct::BackToReception => self.command(agent, Command::BackToReception),
            AgentAct::ContinuesWork => self.command(agent, Command::ContinueAfterCallWork),
            AgentAct::LogsOut => self.command(agent, Command::LogOut),
            AgentAct::LosesBrowser => self.lose_browser(agent),
            AgentAct::IsBack => {
                self.frozen.remove(&agent);
                self.come(agent);
                self.show_offer(agent);
                self.sound_returns(agent);
            }
            AgentAct::BrowserFreezes => {
                self.frozen.insert(agent);
            }
            AgentAct::LosesMicrophone => {
                self.with_microphone.remove(&agent);
                if !self.speaks_by_phone(agent) {
                    self.fact(Fact::AudioLost { member });
                }
            }
            AgentAct::AllowsMicrophone => {
                self.with_microphone.insert(agent);
                if !self.speaks_by_phone(agent) {
                    self.fact(Fact::AudioReady { member });
                }
            }
            AgentAct::ChoosesDeskPhone => self.chooses_phone(agent, true),
            AgentAct::ChoosesBrowser => self.chooses_phone(agent, false),
            AgentAct::AtPhone(does) => self.acts_at_phone(agent, does)?,
            AgentAct::InTabs(does) => self.acts_in_tabs(agent, *does)?,
            AgentAct::SoundFails => {
                self.soundless.insert(agent);
            }
            AgentAct::MicrophoneGivesNothing => self.microphone_is(agent, Trouble::Still)?,
            AgentAct::MicrophoneIsHeard => self.microphone_is(agent, Trouble::None)?,
            AgentAct::SoundStops => self.sound_stops(agent)?,
            AgentAct::SoundReturns => {
                self.soundless.remove(&agent);
                self.sound_returns(agent);
            }
            AgentAct::Internal { colleague, doing } => {
                self.agent_acts_on_colleague(agent, *colleague, doing)?;
            }
            with_customer => self.agent_acts_on(agent, with_customer)?,
        }
        Ok(())
    }

    fn agent_acts_on(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        match does {
            AgentAct::Accepts { customer } => {
                let contact = self.offered(*customer)?;
                let fence = self.fence(agent, contact);
                self.accept(agent, contact, fence);
            }
            AgentAct::Declines { customer } => {
                let contact = self.offered(*customer)?;
                let fence = self.fence(agent, contact);
                self.command(agent, Command::Decline { contact, fence });
            }
            AgentAct::Holds { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::Hold { contact });
            }
            AgentAct::TakesOffHold { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::CancelHold { contact });
            }
            AgentAct::Mutes { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::Mute { contact });
            }
            AgentAct::Unmutes { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::Unmute { contact });
            }
            // Which ones is beside the core's point.
            AgentAct::SendsKeys { customer, .. } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::SendKeys { contact });
            }
            AgentAct::Starts { .. } | AgentAct::TakesBack { .. } | AgentAct::WantsAsked { .. } => {
                self.agent_uses_flows(agent, does)?;
            }
            AgentAct::PausesRecording { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::PauseRecording { contact });
            }
            AgentAct::ResumesRecording { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::ResumeRecording { contact });
            }
            AgentAct::Dials { number, group } => self.dial(agent, number, *group),
            AgentAct::Transfers { customer, to } => {
                let (contact, to) = (self.call_of(*customer)?, transfer_to(*to));
                self.command(agent, Command::Transfer { contact, to });
            }
            AgentAct::TransfersOut { customer, to } | AgentAct::ConsultsOut { customer, to } => {
                self.calls_outside(agent, *customer, to, does)?;
            }
            AgentAct::ChoosesLobbyPhone => {
                self.lobby_stands(PhoneStanding::Chosen { by: ids::member(agent) });
            }
            AgentAct::HangsUp { customer } => {
                let contact = self.call_of(*customer)?;
                self.command(agent, Command::HangUp { contact });
            }
            in_session => self.agent_acts_in_session(agent, in_session)?,
        }
        Ok(())
    }

    fn agent_acts_in_session(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        match does {
            AgentAct::Writes { customer, text } => {
                let contact = self.session_of(*customer)?;
                let say = self.message(contact, text);
                self.command(agent, say);
            }
            AgentAct::KeepsOpen { customer } => {
                let contact = self.session_of(*customer)?;
                self.command(agent, Command::KeepOpen { contact });
            }
            AgentAct::EndsSession { customer } => {
                let contact = self.session_of(*customer)?;
                self.command(agent, Command::EndSession { contact });
            }
            consult => self.agent_consults(agent, consult)?,
        }
        Ok(())
    }

    fn dial(&mut self, agent: Agent, number: &Called, of: Group) {
        let (customer, to) = match whom(number) {
            Ok(whom) => whom,
            Err(refused) => return self.refuse(Err(refused)),
        };
        let before = self.calls.get(&customer).copied();
        let contact = self.new_contact(customer, Kind::Call);
        self.calls.insert(customer, contact);
        let (customer_id, group) = (ids::customer(customer), Some(ids::group_id(of)));
        let from = None;
        let command = Command::Dial { contact, customer: customer_id, group, from, to };
        self.command(agent, command);
        if self.acd.contact(contact).is_none() {
            self.contacts.remove(&contact);
            self.calls.remove(&customer);
            self.calls.extend(before.map(|before| (customer, before)));
        }
    }

    pub(super) fn command(&mut self, agent: Agent, command: Command) {
        let by = By::Member(ids::member(agent));
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
    }

    /// F31: a driver that refuses an accept because the offer is gone says so to the core.
    pub(super) fn accept(&mut self, agent: Agent, contact: ContactId, fence: Fence) {
        let member = ids::member(agent);
        let (by, command) = (By::Member(member), Command::Accept { contact, fence });
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
        if answer == Err(Refused::OfferGone) {
            self.fact(Fact::AcceptedLate { contact, member, fence });
        }
    }

    /// The fence on this agent's screen; without one, somebody else's.
    pub(super) fn fence(&self, agent: Agent, contact: ContactId) -> Fence {
        let seen = self.fences.get(&(agent, contact)).copied();
        let open = self.acd.offer(contact).map(|offer| offer.fence);
        seen.or(open).unwrap_or_default()
    }

    fn come(&mut self, agent: Agent) {
        let member = ids::member(agent);
        self.absent.remove(&agent);
        self.fact(Fact::BrowserLive { member });
        if self.with_microphone.contains(&agent) && !self.speaks_by_phone(agent) {
            self.fact(Fact::AudioReady { member });
        }
    }

    /// A page that comes back draws the offer that rings.
    pub(super) fn show_offer(&mut self, agent: Agent) {
        let member = ids::member(agent);
        let Some(contact) = self.acd.agent(member).and_then(|agent| agent.offer) else { return };
        if let Some(fence) = self.acd.offer(contact).map(|offer| offer.fence) {
            self.fact(Fact::OfferSeen { contact, member, fence });
        }
    }

    fn lose_browser(&mut self, agent: Agent) {
        let member = ids::member(agent);
        self.absent.insert(agent);
        self.tabs.remove(&agent);
        let by_phone = self.speaks_by_phone(agent);
        if !by_phone {
            self.fact(Fact::AudioLost { member });
        }
        self.fact(Fact::BrowserQuiet { member, last_frame: self.now });
        if !by_phone {
            self.miss_sound(agent);
        }
    }

    fn sound_stops(&mut self, agent: Agent) -> Result<(), String> {
        if self.miss_sound(agent) { Ok(()) } else { Err(format!("{agent} is not in a call")) }
    }

    /// The channel notices after a while, if there is a call to notice it in.
    pub(super) fn miss_sound(&mut self, agent: Agent) -> bool {
        let member = ids::member(agent);
        let Some(contact) = self.acd.agent(member).and_then(|agent| agent.call) else {
            return false;
        };
        let at = self.now.after(SOUND_MISSED_AFTER);
        self.reports.insert((at, agent), Fact::AgentSilent { contact, member });
        true
    }

    pub(super) fn sound_returns(&mut self, agent: Agent) {
        let member = ids::member(agent);
        self.reports.retain(|(_, whose), _| *whose != agent);
        if let Some(contact) = self.acd.agent(member).and_then(|agent| agent.call) {
            self.fact(Fact::AgentHeard { contact, member });
        }
    }

    /// The customer's contact that rings, else the last one there was.
    fn offered(&self, customer: Customer) -> Result<ContactId, String> {
        let both = [self.calls.get(&customer), self.sessions.get(&customer)];
        let mut both = both.into_iter().flatten().copied();
        let ringing = both.clone().find(|contact| self.acd.offer(*contact).is_some());
        ringing.or_else(|| both.next()).ok_or_else(|| format!("{customer} never came"))
    }
}

/// Whose number it is, and where, the stage says itself: reading what is typed is nothing that the core does, and what cannot be
/// read never comes to it.
pub(super) fn whom(number: &Called) -> Result<(Customer, Destination), Refused> {
    let home = Destination { country: Some(ids::HOME), tariff: Tariff::Ordinary };
    Ok(match number {
        Called::Customer(customer) | Called::Written(customer, _) => (*customer, home),
        Called::Abroad => (Customer::Ida, Destination { country: Some(ids::ABROAD), ..home }),
        Called::PremiumRate => (Customer::Ida, Destination { tariff: Tariff::Special, ..home }),
        Called::Help => (Customer::Ida, Destination { tariff: Tariff::Emergency, ..home }),
        Called::NoNumber => return Err(Refused::InvalidNumber),
    })
}

const fn choice(choice: Choice) -> acd::Choice {
    match choice {
        Choice::Available => acd::Choice::Available,
        Choice::Busy => acd::Choice::Busy,
        Choice::OnBreak(reason) => acd::Choice::OnBreak { reason: ids::reason_id(reason) },
        Choice::OnBreakUnlisted => acd::Choice::OnBreak { reason: ids::UNLISTED },
        Choice::Offline => acd::Choice::Offline,
    }
}

const fn transfer_to(to: Target) -> TransferTo {
    match to {
        Target::Agent(target) => TransferTo::Agent(ids::member(target)),
        Target::Group(target) => TransferTo::Group(ids::group_id(target)),
        Target::Lobby => TransferTo::Phone(ids::LOBBY),
    }
}
