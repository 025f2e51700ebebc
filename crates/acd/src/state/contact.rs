//! A call or a session, from arrival to its end. Ended contacts leave the state.

use flow::Run;
use serde::{Deserialize, Serialize};

use super::queue::QueueKey;
use super::{
    CallOutLimit, Consult, ConsultOver, Dialling, External, Invitation, Messages, Notice, Offer,
    Outgoing, Party, Recording, SelfService,
};
use crate::{
    ConsultWith, ContactId, CustomerHears, CustomerId, Entry, GroupId, GroupKind, HoldCuts,
    MemberId, PhoneId, Place, Priority, Timestamp,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub customer: CustomerId,
    pub entry: Entry,
    pub arrived_at: Timestamp,
    /// Absent before the first queue. Of a call out it says from the start where the call would wait.
    pub queued: Option<Queued>,
    pub state: ContactState,
    /// Who had the contact offered and did not take it, longest ago first (VC03).
    pub passes: Vec<Pass>,
    /// Of a session; a call has none.
    pub messages: Messages,
    /// VC43, of a call.
    pub notice: Notice,
    /// VC20: how many keys were pressed.
    #[serde(default)]
    pub keys: u32,
    /// I25: which group pays for a call out.
    #[serde(default)]
    pub outgoing: Option<Outgoing>,
    /// VC06: when a call out is ended by itself; absent until somebody answers.
    #[serde(default)]
    pub limit: Option<CallOutLimit>,
    /// VC22: the agent wants the customer to be asked after the talk.
    #[serde(default)]
    pub survey_asked: bool,
    /// VC41: the flow that rings somebody for the customer, and has them back unless they are taken.
    #[serde(default)]
    pub flow_behind: Option<Run>,
    /// DK05: whose the session was last, before it went on to somebody else. A call has none.
    #[serde(default)]
    pub had_by: Option<MemberId>,
    /// DK08, of a session.
    #[serde(default)]
    pub rating: Option<Invitation>,
}

/// How the contact stands, or last stood, in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    pub group: GroupId,
    pub priority: Priority,
    /// RT03: the first entry; it survives every return.
    pub arrival: Timestamp,
    /// RT05.
    pub until: Timestamp,
}

/// In the order of life.
#[expect(
    clippy::large_enum_variant,
    reason = "most contacts are in a talk: a box would cost each an allocation"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ContactState {
    /// Hears the greeting, or the recording notice ([`Contact::notice`]).
    Greeting,
    /// VC41: a flow answers the call.
    InFlow(Run),
    Waiting(Waiting),
    Offered(Offer),
    /// VC06: a member calls, and nobody has answered yet.
    Dialling(Dialling),
    Connecting(Connecting),
    Talking(Talk),
    /// VC12, VC13: the customer is with a line outside or a phone that is no member's, or on the way there.
    External(External),
    /// VC22: the agent has hung up, and the customer is asked.
    Surveyed(Run),
    /// A session that an agent has.
    Open(Held),
    /// Between two events of one step; never seen after it.
    Moving,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub place: Place,
}

/// Accepted; the agent's sound is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connecting {
    pub member: MemberId,
    pub since: Timestamp,
    pub media_by: Timestamp,
    /// VC04: nobody pressed a button.
    #[serde(default)]
    pub by_itself: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    pub member: MemberId,
    pub since: Timestamp,
    pub hold_since: Option<Timestamp>,
    /// What the hold cuts, if there is one.
    #[serde(default)]
    pub hold_cuts: HoldCuts,
    pub muted: bool,
    /// VC51: since when the agent's sound is missing, and when the call is taken away.
    pub agent_silent_since: Option<Timestamp>,
    pub rejoin_by: Option<Timestamp>,
    /// VC40.
    pub recording: Recording,
    /// VC15.
    #[serde(default)]
    pub consult: Option<Consult>,
    #[serde(default)]
    pub consult_over: Option<ConsultOver>,
    /// VC20: the customer is in a flow, or has come out of one and is not back yet.
    #[serde(default)]
    pub self_service: Option<SelfService>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub member: MemberId,
    pub since: Timestamp,
}

/// A member to whom the contact is offered only after every other eligible one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    pub member: MemberId,
    /// Until then not at all.
    pub held_until: Option<Timestamp>,
}

impl Contact {
    pub const fn kind(&self) -> GroupKind {
        self.entry.kind()
    }

    /// The group it waits in or last came through.
    pub fn group(&self) -> Option<GroupId> {
        self.queued.map(|queued| queued.group)
    }

    /// The agent who has it: dialling, connecting, talking or writing.
    pub const fn member(&self) -> Option<MemberId> {
        match &self.state {
            ContactState::Dialling(dialling) => Some(dialling.member),
            ContactState::Connecting(connecting) => Some(connecting.member),
            ContactState::Talking(talk) => Some(talk.member),
            ContactState::Open(held) => Some(held.member),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Moving => None,
        }
    }

    /// The offer that rings for it, to who is to have it or is asked about it (VC15).
    pub const fn offer(&self) -> Option<&Offer> {
        match &self.state {
            ContactState::Offered(offer)
            | ContactState::Talking(Talk {
                consult: Some(Consult { party: Party::Ringing(offer), .. }),
                ..
            }) => Some(offer),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::Talking(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }

    /// VC15: the colleague who is in the call beside its agent.
    pub const fn consultant(&self) -> Option<MemberId> {
        match self.talk() {
            Some(Talk { consult: Some(consult), .. }) => consult.member_inside(),
            Some(_) | None => None,
        }
    }

    pub const fn talk(&self) -> Option<&Talk> {
        match &self.state {
            ContactState::Talking(talk) => Some(talk),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }

    /// VC12, VC13: the line outside that it is handed to, or the phone of ours.
    pub const fn external(&self) -> Option<&External> {
        match &self.state {
            ContactState::External(external) => Some(external),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::Talking(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }

    /// VC13, VC15: the line outside that it is handed to, or that its agent asks.
    pub const fn line_outside(&self) -> Option<&External> {
        match self.talk() {
            Some(Talk { consult: Some(consult), .. }) => consult.outside(),
            Some(_) | None => self.external(),
        }
    }

    pub(super) const fn line_outside_mut(&mut self) -> Option<&mut External> {
        match &mut self.state {
            ContactState::External(line)
            | ContactState::Talking(Talk {
                consult: Some(Consult { party: Party::Outside(line), .. }),
                ..
            }) => Some(line),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::Talking(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }

    /// VC12, VC15: the phone that rings for it, or by which somebody talks in it, where that is no member's.
    pub fn phone(&self) -> Option<PhoneId> {
        self.line_outside()?.far_end().phone()
    }

    /// VC20, VC22, VC41: its way through the flow that it is in, or has come out of in a talk.
    pub const fn run(&self) -> Option<&Run> {
        match &self.state {
            ContactState::InFlow(run) | ContactState::Surveyed(run) => Some(run),
            ContactState::Talking(talk) => match &talk.self_service {
                Some(inside) => Some(&inside.run),
                None => None,
            },
            ContactState::Greeting
            | ContactState::Dialling(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Connecting(_)
            | ContactState::External(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }

    pub(crate) fn pass_of(&self, member: MemberId) -> Option<&Pass> {
        self.passes.iter().find(|pass| pass.member == member)
    }

    /// Where it stands in its group's queue, while it waits.
    pub(crate) fn queue_key(&self) -> Option<(GroupId, QueueKey)> {
        let (ContactState::Waiting(Waiting { place }), Some(queued)) = (&self.state, self.queued)
        else {
            return None;
        };
        let key = QueueKey {
            priority: queued.priority,
            place: *place,
            arrival: queued.arrival,
            contact: self.id,
        };
        Some((queued.group, key))
    }
}

impl Talk {
    /// VC15: whether the customer and somebody outside hear each other, with the agent there. Nobody has told the one outside
    /// that anything is recorded.
    pub const fn is_three_way_outside(&self) -> bool {
        matches!(
            self.consult,
            Some(Consult { party: Party::Outside(_), with: ConsultWith::All, .. })
        )
    }

    /// VC20: whether the customer walks a flow that is not through yet.
    pub const fn is_in_flow(&self) -> bool {
        match &self.self_service {
            Some(inside) => inside.is_running(),
            None => false,
        }
    }

    /// VC07, VC08, VC20, VC51. Hold comes before mute: a customer on hold hears music, muted or not. A flow needs no agent.
    pub const fn customer_hears(&self) -> CustomerHears {
        match &self.consult {
            Some(Consult { with: ConsultWith::Consultant, .. }) => return CustomerHears::Music,
            // VC15: they hear the third one in any case, and that is no music.
            Some(Consult { with: ConsultWith::All, .. }) => return self.agent_says(),
            Some(Consult { with: ConsultWith::Customer, .. }) | None => {}
        }
        if let Some(inside) = &self.self_service {
            return if inside.is_running() { CustomerHears::Flow } else { CustomerHears::Music };
        }
        match (self.hold_since, self.hold_cuts) {
            (Some(_), HoldCuts::BothWays) => CustomerHears::MusicApart,
            (Some(_), HoldCuts::OneWay) => CustomerHears::Music,
            (None, _) if self.agent_silent_since.is_some() => CustomerHears::Music,
            (None, _) => self.agent_says(),
        }
    }

    const fn agent_says(&self) -> CustomerHears {
        if self.muted { CustomerHears::Silence } else { CustomerHears::Agent }
    }
}
