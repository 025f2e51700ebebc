//! VC30: what agents do in calls with each other and with Pit, and what is heard there.

use acd::{
    Command, ContactId, ExternalLine, Fact, InternalHears, InternalLine, InternalMoved,
    InternalStep, InternalTarget, MemberId, PhoneStanding, TransferTo, Wanted,
};

use super::Pure;
use crate::cast::{Agent, Customer};
use crate::ids;
use crate::internal::{Colleague, InternalAct};
use crate::sight::{Heard, Sound};

impl Pure {
    pub(super) fn agent_acts_on_colleague(
        &mut self,
        agent: Agent,
        colleague: Colleague,
        does: &InternalAct,
    ) -> Result<(), String> {
        if *does == InternalAct::Calls {
            self.call_colleague(agent, colleague);
            return Ok(());
        }
        let contact = self.internal_call(agent, colleague)?;
        match does {
            InternalAct::Calls => {}
            InternalAct::Accepts => {
                let fence = self.fence(agent, contact);
                self.accept(agent, contact, fence);
            }
            InternalAct::Declines => {
                let fence = self.fence(agent, contact);
                self.command(agent, Command::Decline { contact, fence });
            }
            InternalAct::Holds => self.command(agent, Command::Hold { contact }),
            InternalAct::TakesOffHold => self.command(agent, Command::CancelHold { contact }),
            InternalAct::Mutes => self.command(agent, Command::Mute { contact }),
            InternalAct::Unmutes => self.command(agent, Command::Unmute { contact }),
            InternalAct::HangsUp => self.command(agent, Command::HangUp { contact }),
            InternalAct::Transfers { to } => {
                let to = TransferTo::Agent(ids::member(*to));
                self.command(agent, Command::Transfer { contact, to });
            }
            InternalAct::Consults { consultant } => {
                let member = ids::member(*consultant);
                self.command(agent, Command::Consult { contact, member });
            }
            InternalAct::SendsKeys { .. } => self.command(agent, Command::SendKeys { contact }),
            InternalAct::PausesRecording => {
                self.command(agent, Command::PauseRecording { contact });
            }
        }
        Ok(())
    }

    fn call_colleague(&mut self, agent: Agent, colleague: Colleague) {
        let contact = self.new_id();
        self.colleagues.insert(contact, (agent, self.reached(colleague)));
        let to = match colleague {
            Colleague::Agent(colleague) => InternalTarget::Member(ids::member(colleague)),
            Colleague::Lobby => InternalTarget::Phone(ids::LOBBY),
        };
        self.command(agent, Command::CallInternally { contact, to });
        let came_to_something =
            self.acd.internal(contact).is_some() || self.acd.end_reason(contact).is_some();
        if !came_to_something {
            self.colleagues.remove(&contact);
        }
    }

    /// A phone that an agent has chosen is that agent.
    fn reached(&self, colleague: Colleague) -> Colleague {
        let lobby = self.acd.phone(ids::LOBBY).filter(|_| colleague == Colleague::Lobby);
        match lobby.map(|phone| phone.standing) {
            Some(PhoneStanding::Chosen { by }) => {
                ids::agent(by).map_or(colleague, Colleague::Agent)
            }
            Some(PhoneStanding::Here | PhoneStanding::Away | PhoneStanding::Gone) | None => {
                colleague
            }
        }
    }

    /// The last call between the two, whoever made it; without one, the last of the other, which is a stranger's.
    fn internal_call(&self, agent: Agent, colleague: Colleague) -> Result<ContactId, String> {
        let agent_is = |one: Colleague| one == Colleague::Agent(agent);
        let between = |(_, (caller, callee)): &(&ContactId, &(Agent, Colleague))| {
            *caller == agent && *callee == colleague
                || Colleague::Agent(*caller) == colleague && agent_is(*callee)
        };
        let with = |(_, (caller, callee)): &(&ContactId, &(Agent, Colleague))| {
            Colleague::Agent(*caller) == colleague || *callee == colleague
        };
        let last = self.colleagues.iter().rev().find(between);
        let last = last.or_else(|| self.colleagues.iter().rev().find(with));
        last.map(|(id, _)| *id).ok_or_else(|| format!("{agent} and {colleague} had no call"))
    }

    /// A healthy browser shows that it rings.
    pub(super) fn internal_shown(&self, moved: &InternalMoved) -> Option<Fact> {
        let InternalMoved { contact, callee, step, .. } = *moved;
        let member = callee.member()?;
        let InternalStep::Dialled { fence, .. } = step else { return None };
        let shows = !self.frozen.contains(&ids::agent(member)?);
        shows.then_some(Fact::OfferSeen { contact, member, fence })
    }

    /// A healthy line carries the sound of who has accepted.
    pub(super) fn internal_heard(&self, contact: ContactId, member: MemberId) -> Option<Fact> {
        let sounds = !self.soundless.contains(&ids::agent(member)?);
        sounds.then_some(Fact::AgentHeard { contact, member })
    }

    /// What this agent hears in a call with a colleague; the ringing is a sound of its own.
    pub(super) fn listens_internally(&self, agent: Agent) -> Option<Heard> {
        let member = ids::member(agent);
        let call = self.acd.internal_of(member)?;
        if let Wanted::AtPhone { line, caller_hears, .. } = self.acd.wanted(call.id) {
            return match (line, caller_hears) {
                (ExternalLine::Dialling, _) => None,
                (_, InternalHears::Colleague) => Some(Heard::Customer(Customer::Pit)),
                (_, InternalHears::Silence) => Some(Heard::Nobody),
                (_, InternalHears::Music) => Some(Heard::Music),
            };
        }
        let Wanted::Internal { line, caller_hears, callee_hears, .. } = self.acd.wanted(call.id)
        else {
            return None;
        };
        let is_caller = call.caller.member == member;
        let (hears, other) = if is_caller {
            (caller_hears, call.callee.target().member()?)
        } else {
            (callee_hears, call.caller.member)
        };
        match (line, hears) {
            (InternalLine::Ringing { .. }, _) => None,
            (InternalLine::Connecting, _) | (_, InternalHears::Silence) => Some(Heard::Nobody),
            (_, InternalHears::Colleague) => ids::agent(other).map(Heard::Agent),
            (_, InternalHears::Music) => Some(Heard::Music),
        }
    }

    pub(super) fn hears_colleague_ring(&self, agent: Agent) -> bool {
        let member = ids::member(agent);
        let call = self.acd.internal_of(member);
        call.is_some_and(|call| !call.is_taken() && call.caller.member == member)
    }

    /// The internal call for which the phone in the lobby rings, or in which it is.
    pub(super) fn at_lobby(&self) -> Option<ContactId> {
        let mut calls = self.acd.internals();
        calls.find(|call| call.phone() == Some(ids::LOBBY)).map(|call| call.id)
    }

    /// What Pit hears of whoever has called him.
    pub(super) fn lobby_hears(&self) -> Option<Sound> {
        let Wanted::AtPhone { caller, line, phone_hears, .. } = self.acd.wanted(self.at_lobby()?)
        else {
            return None;
        };
        Some(match (line, phone_hears) {
            (ExternalLine::Dialling, _) | (_, InternalHears::Silence) => Sound::Silence,
            (_, InternalHears::Colleague) => Sound::Agent(ids::agent(caller)?),
            (_, InternalHears::Music) => Sound::Music,
        })
    }
}
