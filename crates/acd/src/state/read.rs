//! The read side, for views, channels and projections. Nothing here changes anything.

use std::collections::{BTreeMap, BTreeSet};

use flow::{Flow, FlowVersionId};

use super::{
    Acd, Agent, Contact, Deadline, Flows, Internal, Invitation, Notice, Offer, Queue, QuietCost,
    Talk, Tally, Timer, routable,
};
use crate::{
    Aside, Channel, ChannelId, ContactId, ContactState, CustomerId, Decline, EndReason, Engagement,
    Entry, Fence, FlowId, Group, GroupId, GroupKind, Label, MemberId, MessageId, NotRoutable,
    Number, NumberId, Settings, Timestamp, Walk, Wanted,
};

impl Acd {
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn number(&self, id: NumberId) -> Option<&Number> {
        self.numbers.get(&id)
    }

    /// By id.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.numbers.values()
    }

    /// Which of ours was called, of a call that came in.
    pub(crate) fn number_called(&self, contact: ContactId) -> Option<&Number> {
        match self.contacts.get(&contact)?.entry {
            Entry::Call { number } => self.numbers.get(&number),
            Entry::Outbound { .. } | Entry::Session { .. } => None,
        }
    }

    pub fn channel(&self, id: ChannelId) -> Option<&Channel> {
        self.channels.get(&id)
    }

    /// VC41: what a run walks.
    pub fn flow(&self, version: FlowVersionId) -> Option<&Flow> {
        self.flows.version(version)
    }

    /// VC20, VC22: the version that a call gets from now on.
    pub fn flow_now(&self, id: FlowId) -> Option<&Flow> {
        self.flows.version(self.flows.current(id)?)
    }

    pub fn agent(&self, id: MemberId) -> Option<&Agent> {
        self.agents.get(&id)
    }

    /// By id.
    pub fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.agents.values()
    }

    pub fn label(&self, id: MemberId) -> Option<Label> {
        self.agents.get(&id).map(Agent::label)
    }

    pub fn engagement(&self, id: MemberId) -> Option<Engagement> {
        self.agents.get(&id).map(Agent::engagement)
    }

    /// A contact that has not ended.
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(&id)
    }

    /// By id.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// VC30: an internal call that has not ended.
    pub fn internal(&self, id: ContactId) -> Option<&Internal> {
        self.internals.get(&id)
    }

    /// By id.
    pub fn internals(&self) -> impl Iterator<Item = &Internal> {
        self.internals.values()
    }

    /// VC30: the internal call that the member is in, or that rings for them.
    pub fn internal_of(&self, member: MemberId) -> Option<&Internal> {
        let agent = self.agents.get(&member)?;
        self.internals.get(&agent.call.or(agent.offer)?)
    }

    /// How a contact ended, while it is remembered.
    pub fn end_reason(&self, id: ContactId) -> Option<EndReason> {
        self.ended.reason(id)
    }

    /// The offer that rings for this contact.
    pub fn offer(&self, contact: ContactId) -> Option<&Offer> {
        let internal = || self.internals.get(&contact).and_then(Internal::offer);
        self.contacts.get(&contact).map_or_else(internal, Contact::offer)
    }

    /// VC02: whether the agent for whom it rings may pass it on by hand. A colleague's call always (VC30).
    pub fn may_decline(&self, contact: ContactId) -> bool {
        if self.internals.contains_key(&contact) {
            return true;
        }
        let group = self.contact(contact).and_then(Contact::group).and_then(|id| self.group(id));
        group.is_some_and(|group| group.decline == Decline::Allowed)
    }

    /// The member's open sessions, by id.
    pub fn sessions_of(&self, member: MemberId) -> impl Iterator<Item = &Contact> {
        let sessions = self.agents.get(&member).into_iter().flat_map(|agent| agent.sessions.keys());
        sessions.filter_map(|id| self.contacts.get(id))
    }

    /// The call the member is in: dialling, connecting or talking, or asked in it (VC15).
    pub fn voice_contact_of(&self, member: MemberId) -> Option<&Contact> {
        self.contacts.get(&self.agents.get(&member)?.call?)
    }

    /// The customer's session, waiting or open (DK06: there is one at most).
    pub fn session_of_customer(&self, customer: CustomerId) -> Option<&Contact> {
        self.contacts.get(self.customer_sessions.get(&customer)?)
    }

    /// DK13: the sequence a message of this session was given, while it is remembered. A driver whose
    /// `SendMessage` led to no event finds the first answer here.
    pub fn message_sequence(&self, session: ContactId, message: MessageId) -> Option<u64> {
        self.contacts.get(&session)?.messages.sequence_of(message)
    }

    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(&id).map(|queue| &queue.group)
    }

    /// By id.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values().map(|queue| &queue.group)
    }

    /// The groups a member works in, by id.
    pub fn groups_of(&self, member: MemberId) -> impl Iterator<Item = GroupId> {
        self.memberships.get(&member).into_iter().flatten().copied()
    }

    /// How many contacts wait in the group; offered ones do not.
    pub fn queue_length(&self, group: GroupId) -> usize {
        self.groups.get(&group).map_or(0, |queue| queue.waiting.len())
    }

    /// The group's waiting contacts in the order of service.
    pub fn waiting(&self, group: GroupId) -> impl Iterator<Item = ContactId> {
        let queue = self.groups.get(&group).into_iter();
        queue.flat_map(|queue| queue.waiting.iter().map(|key| key.contact))
    }

    /// The arrival of the one who waits longest.
    pub fn longest_waiting_since(&self, group: GroupId) -> Option<Timestamp> {
        self.groups.get(&group)?.arrivals.first().map(|(arrival, _)| *arrival)
    }

    /// The contact's place in its queue, from 1. Costs the length of the queue before it: for all places of a
    /// group walk [`Acd::waiting`] once.
    pub fn queue_place(&self, contact: ContactId) -> Option<usize> {
        let (group, key) = self.contacts.get(&contact)?.queue_key()?;
        Some(self.groups.get(&group)?.waiting.range(..key).count() + 1)
    }

    /// Why this member may not take a contact of this group now; `None` when they may, or are unknown here.
    pub fn why_not_routable(&self, member: MemberId, group: GroupId) -> Option<NotRoutable> {
        routable::why_not(self.agents.get(&member)?, &self.groups.get(&group)?.group)
    }

    /// Why a call that is meant for this very member cannot ring there now (VC11); `None` when it can, or they are unknown here.
    pub fn why_not_in_person(&self, member: MemberId) -> Option<NotRoutable> {
        routable::why_not_in_person(self.agents.get(&member)?)
    }

    /// The same for a session that is handed to this very member (DK05).
    pub fn why_no_session_in_person(&self, member: MemberId) -> Option<NotRoutable> {
        routable::why_no_session_in_person(self.agents.get(&member)?)
    }

    /// What the legs of a call should do now.
    pub fn wanted(&self, contact: ContactId) -> Wanted {
        if let Some(call) = self.internals.get(&contact) {
            return call.wanted();
        }
        let Some(found) = self.contacts.get(&contact) else {
            return Wanted::Ended { reason: self.ended.reason(contact) };
        };
        if found.kind() == GroupKind::Chat {
            return Wanted::Ended { reason: None };
        }
        match &found.state {
            ContactState::Greeting if matches!(found.notice, Notice::Playing { .. }) => {
                Wanted::Notice
            }
            ContactState::Greeting => Wanted::Greeting,
            ContactState::InFlow(run) | ContactState::Surveyed(run) => {
                run.stop().map_or(Wanted::Waiting, |stop| Wanted::InFlow {
                    version: run.version(),
                    turn: run.turn(),
                    stop: *stop,
                })
            }
            ContactState::Waiting(_) | ContactState::Open(_) | ContactState::Moving => {
                Wanted::Waiting
            }
            ContactState::Offered(Offer { member, fence, .. }) => {
                Wanted::Ringing { member: *member, fence: *fence }
            }
            ContactState::Dialling(dialling) => match found.entry {
                Entry::Outbound { number } => {
                    let (member, customer) = (dialling.member, found.customer);
                    Wanted::Dialling { member, customer, number }
                }
                Entry::Call { .. } | Entry::Session { .. } => Wanted::Waiting,
            },
            ContactState::Connecting(connecting) => {
                let crate::Connecting { member, by_itself, .. } = *connecting;
                Wanted::Connecting { member, tone: by_itself }
            }
            ContactState::External(external) => external.wanted(),
            ContactState::Talking(talk) => {
                let Talk { member, recording, muted, .. } = *talk;
                let consult = talk.consult.map(|consult| consult.consulting(muted));
                let (customer_hears, self_service) = (talk.customer_hears(), self.aside(talk));
                Wanted::Talking { member, customer_hears, recording, consult, self_service }
            }
        }
    }

    fn aside(&self, talk: &Talk) -> Option<Aside> {
        let run = talk.self_service?.run;
        let (version, turn) = (run.version(), run.turn());
        // A flow that could not be published is no way to hear a secret.
        let open = self.flow(version).filter(|flow| !flow.has_masked_digits());
        let listening = open.map(|flow| flow.listening).unwrap_or_default();
        Some(Aside { listening, walk: run.stop().map(|stop| Walk { version, turn, stop: *stop }) })
    }

    /// When to hand in `Fact::DeadlineReached`, if nothing comes first.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first().map(|deadline| deadline.at)
    }

    /// How many deadlines have passed at `now`.
    pub fn deadlines_due(&self, now: Timestamp) -> usize {
        self.deadlines.iter().take_while(|deadline| deadline.at <= now).count()
    }

    /// F08: the contact that is to lose its agent, its offer or its place at `now`, by the deadline behind so many others.
    /// `None` where only a member is to lose something.
    pub fn contact_due(&self, now: Timestamp, behind: u32) -> Option<ContactId> {
        let timer = self.due(now, behind)?.timer;
        if let Timer::Quiet { member } = timer
            && let Some(QuietCost::Session(session)) = self.quiet_cost(member, now)
        {
            return Some(session);
        }
        timer.contact()
    }

    /// What has arrived and ended since the journal began.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// DK08: whom a session was that has ended and may be rated still, and how they were asked.
    pub fn ratable(&self, contact: ContactId) -> Option<(CustomerId, Invitation)> {
        self.ratable.get(contact)
    }

    pub(crate) const fn flows(&self) -> &Flows {
        &self.flows
    }

    pub(crate) const fn day(&self) -> u64 {
        self.day
    }

    pub(crate) fn next_fence(&self) -> Fence {
        Fence(self.fence.0 + 1)
    }

    pub(crate) fn queue(&self, group: GroupId) -> Option<&Queue> {
        self.groups.get(&group)
    }

    pub(crate) fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.groups.values()
    }

    pub(crate) const fn deadlines(&self) -> &BTreeSet<Deadline> {
        &self.deadlines
    }

    /// The deadline that stands behind so many others, if it has passed.
    pub(crate) fn due(&self, now: Timestamp, behind: u32) -> Option<Deadline> {
        let behind = usize::try_from(behind).unwrap_or(usize::MAX);
        self.deadlines.iter().nth(behind).copied().filter(|deadline| deadline.at <= now)
    }

    pub(crate) const fn customer_sessions(&self) -> &BTreeMap<CustomerId, ContactId> {
        &self.customer_sessions
    }

    pub(crate) const fn memberships(&self) -> &BTreeMap<MemberId, BTreeSet<GroupId>> {
        &self.memberships
    }
}
