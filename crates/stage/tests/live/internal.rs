//! VC30: calls between two agents, as their screens show them and as they act in them.

use acd::ContactId;
use stage::cast::Agent;
use stage::ids;
use stage::internal::{Colleague, InternalAct, InternalSight};
use stage::sight::Sight;
use wire::command::{
    ConsultColleague, ContactRef, InternalCall, InternalTarget, MemberCommand, SendKeys,
    TransferCall, TransferTarget,
};
use wire::workspace::{CallState, CallView, ContactGone, Gone};

use crate::scene::Scene;
use crate::screen::Screen;

impl Screen {
    /// What a change of an internal call shows anew; nothing for a call of a customer's.
    pub(crate) fn internal_changes(&self, call: &CallView) -> Option<Vec<Sight>> {
        let colleague = colleague_in(call)?;
        let before = self.call(call.id).map(|call| &call.state);
        let what = match (&call.state, before) {
            (CallState::Ringing(offer), None) => {
                Some(InternalSight::Rings { span: acd::Millis(offer.deadline - offer.made) })
            }
            // Told of the caller, whose screen has seen it ring there.
            (CallState::Talking(_), Some(CallState::Connecting | CallState::Dialling(_)))
                if self.dialled == Some(call.id) =>
            {
                Some(InternalSight::Talks)
            }
            _ => None,
        };
        Some(what.map(|what| self.of_colleague(colleague, what)).into_iter().collect())
    }

    pub(crate) fn internal_gone(&self, gone: &ContactGone) -> Option<Sight> {
        let call = self.call(gone.contact)?;
        let colleague = colleague_in(call)?;
        let rang = matches!(call.state, CallState::Ringing(_));
        let what = match gone.why {
            Gone::Missed => InternalSight::Missed,
            Gone::Declined => InternalSight::Declined,
            Gone::Unseen => InternalSight::NotShown,
            Gone::CalledOff | Gone::PassedOn if rang => InternalSight::StopsRinging,
            _ => return None,
        };
        Some(self.of_colleague(colleague, what))
    }

    fn of_colleague(&self, colleague: Agent, what: InternalSight) -> Sight {
        let colleague = Colleague::Agent(colleague);
        Sight::Internal { agent: self.agent, colleague, what }
    }
}

pub(crate) fn colleague_in(call: &CallView) -> Option<Agent> {
    ids::agent(acd::MemberId(call.colleague.as_ref()?.id))
}

impl Scene {
    pub(crate) fn internal_command(
        &self,
        agent: Agent,
        colleague: Colleague,
        does: &InternalAct,
    ) -> Result<MemberCommand, String> {
        let colleague = colleague.agent().ok_or("the live stage has no phone in the lobby")?;
        if *does == InternalAct::Calls {
            let to = InternalTarget::Member(ids::member(colleague).0);
            return Ok(MemberCommand::CallInternally(InternalCall { to }));
        }
        let id = self.call_between(agent, colleague)?;
        let (contact, call) = (id.0, ContactRef { contact: id.0 });
        let offer = || {
            let offers = self.offers.iter().rev();
            let mut of_call = offers.filter(|((_, contact), _)| *contact == id);
            of_call.next().map(|(_, offer)| *offer).ok_or_else(|| "nothing rang".to_owned())
        };
        Ok(match does {
            InternalAct::Calls | InternalAct::HangsUp => MemberCommand::HangUp(call),
            InternalAct::Accepts => MemberCommand::Accept(offer()?),
            InternalAct::Declines => MemberCommand::Decline(offer()?),
            InternalAct::Holds => MemberCommand::Hold(call),
            InternalAct::TakesOffHold => MemberCommand::CancelHold(call),
            InternalAct::Mutes => MemberCommand::Mute(call),
            InternalAct::Unmutes => MemberCommand::Unmute(call),
            InternalAct::Transfers { to } => {
                let to = TransferTarget::Agent(ids::member(*to).0);
                MemberCommand::Transfer(TransferCall { contact, to, note: None })
            }
            InternalAct::Consults { consultant } => {
                let member = ids::member(*consultant).0;
                MemberCommand::Consult(ConsultColleague { contact, member, note: None })
            }
            InternalAct::SendsKeys { keys } => {
                MemberCommand::SendKeys(SendKeys { contact, keys: keys.clone() })
            }
            InternalAct::PausesRecording => MemberCommand::PauseRecording(call),
        })
    }

    /// The last call between the two; who is in none means any that there is.
    fn call_between(&self, agent: Agent, colleague: Agent) -> Result<ContactId, String> {
        let colleagues = &self.written.colleagues;
        let both = |(_, (caller, callee)): &(&ContactId, &(Agent, Colleague))| {
            [Some(*caller), callee.agent()]
        };
        let between = |call: &(&ContactId, &(Agent, Colleague))| {
            both(call).contains(&Some(agent)) && both(call).contains(&Some(colleague))
        };
        let with = |call: &(&ContactId, &(Agent, Colleague))| both(call).contains(&Some(colleague));
        let last = colleagues.iter().rev().find(between);
        let last = last.or_else(|| colleagues.iter().rev().find(with));
        last.map(|(id, _)| *id).ok_or_else(|| format!("{agent} and {colleague} had no call"))
    }
}
