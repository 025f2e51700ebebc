//! What must hold after every step (I01 to I13): asked in tests and simulation, by reading alone.
//! I11 needs no look at the state: rights are read from `label::PERMISSIONS` and nowhere else.

mod internal;

use std::collections::{BTreeMap, BTreeSet};

use crate::state::{Deadline, Timer};
use crate::{
    Acd, Agent, Allowed, Browser, ConsultStage, ConsultWith, Contact, ContactState, CustomerId,
    Entry, Fence, GroupId, GroupKind, Label, MemberId, Messages, Notice, Party, PhoneStanding,
    Recording, Tally,
};

impl Acd {
    /// Panics with a sentence when the state is one that must not be.
    pub fn check(&self) {
        let mut fences = BTreeSet::new();
        for contact in self.contacts() {
            self.check_contact(contact, &mut fences);
        }
        for call in self.internals() {
            self.check_internal(call, &mut fences);
        }
        for agent in self.agents() {
            self.check_agent(agent);
        }
        self.check_tally();
        self.check_outlays();
        self.check_queues();
        self.check_indexes();
        self.check_phones();
        self.check_nobody_waits_in_vain();
    }

    fn check_contact(&self, contact: &Contact, fences: &mut BTreeSet<Fence>) {
        let id = contact.id;
        let has = |member: &MemberId| self.agent(*member);
        assert!(self.end_reason(id).is_none(), "I06: contact {id} has ended and is still here");
        assert!(contact.state != ContactState::Moving, "I07: contact {id} is nowhere after a step");
        match &contact.state {
            // An offer is looked at as every one, below.
            ContactState::Moving | ContactState::Offered(_) => {}
            ContactState::Greeting => {
                assert!(contact.kind() == GroupKind::Voice, "session {id} hears a greeting");
            }
            ContactState::InFlow(run) | ContactState::Surveyed(run) => {
                assert!(contact.kind() == GroupKind::Voice, "VC41: session {id} is in a flow");
                assert!(run.outcome().is_none(), "VC41: {id} is in a flow that is over");
            }
            ContactState::Waiting(_) => {
                let group = contact.group().and_then(|group| self.group(group));
                let kind = group.map(|group| group.kind);
                assert!(kind == Some(contact.kind()), "contact {id} waits where nobody serves it");
            }
            ContactState::Dialling(_) => {
                assert!(
                    matches!(contact.entry, Entry::Outbound { .. }),
                    "VC06: {id} came in and is dialled"
                );
                let agent = contact.member().as_ref().and_then(has);
                assert!(
                    agent.is_some_and(|agent| agent.call == Some(id)),
                    "I04: call {id} is made by an agent who is not in it"
                );
            }
            ContactState::Connecting(_) | ContactState::Talking(_) => {
                assert!(contact.kind() == GroupKind::Voice, "session {id} is on a call");
                let kept = contact.talk().and_then(|talk| talk.recording.since());
                assert!(
                    kept.is_none() || contact.notice == Notice::Played,
                    "VC43: {id} is recorded and its customer was not told"
                );
                let agent = contact.member().as_ref().and_then(has);
                assert!(
                    agent.is_some_and(|agent| agent.call == Some(id)),
                    "I04: call {id} has an agent who is not in it"
                );
            }
            ContactState::External(_) => {
                assert!(
                    contact.kind() == GroupKind::Voice,
                    "VC13: session {id} has a line outside"
                );
            }
            ContactState::Open(held) => {
                assert!(contact.kind() == GroupKind::Chat, "call {id} is open as a session");
                assert!(
                    has(&held.member).is_some_and(|agent| agent.sessions.contains_key(&id)),
                    "session {id} has an agent who does not have it"
                );
            }
        }
        if let Some(offer) = contact.offer() {
            assert!(fences.insert(offer.fence), "I05: the fence of {id} is given twice");
            assert!(offer.fence < self.next_fence(), "I05: the fence of {id} is still to come");
            assert!(
                self.agent(offer.member).is_some_and(|agent| agent.offer == Some(id)),
                "I01: {id} is offered to an agent for whom it does not ring"
            );
        }
        check_flow_behind(contact);
        self.check_consult(contact);
        self.check_self_service(contact);
        check_messages(contact);
        check_goes_on(contact);
    }

    /// VC15, I04: the agent and a colleague, and until the two talk nobody but them.
    fn check_consult(&self, contact: &Contact) {
        let id = contact.id;
        let Some((talk, consult)) = contact.talk().and_then(|talk| Some((talk, talk.consult?)))
        else {
            return;
        };
        assert!(consult.member() != Some(talk.member), "VC15: the agent of {id} asks themselves");
        if let Some(member) = consult.member_inside() {
            assert!(
                self.agent(member).is_some_and(|agent| agent.call == Some(id)),
                "I04: call {id} has a colleague who is not in it"
            );
        }
        assert!(
            consult.stage() == ConsultStage::Talking
                || consult.with == ConsultWith::Consultant && !consult.muted,
            "VC15: {id} has turned from a colleague who is not there yet"
        );
        assert!(
            consult.with == ConsultWith::Consultant || talk.hold_since.is_none(),
            "VC15: the agent of {id} talks with a customer on hold"
        );
        assert!(
            !talk.is_three_way_outside() || !matches!(talk.recording, Recording::On { .. }),
            "VC43: {id} is recorded with somebody outside who was not told"
        );
        let why = matches!(consult.party, Party::Ringing(offer) if !offer.why.is_consult());
        assert!(!why, "VC15: {id} rings for a colleague as if it were to be theirs");
    }

    fn check_self_service(&self, contact: &Contact) {
        let id = contact.id;
        let held = contact.run().is_none_or(|run| self.flow(run.version()).is_some());
        assert!(held, "VC41: {id} walks a version of a flow that is not there");
        let Some(talk) = contact.talk().filter(|talk| talk.self_service.is_some()) else { return };
        assert!(talk.hold_since.is_none(), "VC20: {id} is on hold and in a flow");
        let secret = contact.run().and_then(|run| self.flow(run.version()));
        let secret = secret.is_some_and(flow::Flow::has_masked_digits);
        let kept = matches!(talk.recording, Recording::On { .. });
        assert!(!secret || !kept, "VC20: {id} is recorded where a secret is keyed");
    }

    fn check_agent(&self, agent: &Agent) {
        let id = agent.member.id;
        if let Some(contact) = agent.offer {
            assert!(
                self.offer(contact).is_some_and(|offer| offer.member == id),
                "I01: {contact} rings for {id} and is not offered to them"
            );
            let kind = self.contact(contact).map(Contact::kind);
            assert!(
                agent.call.is_none() || kind == Some(GroupKind::Chat),
                "I02: a call rings for {id}, who is In line"
            );
            assert!(
                agent.browser == Browser::Live,
                "ST10: an offer rings for {id}, whose browser is not there"
            );
            let in_person = self.offer(contact).is_some_and(|offer| !offer.why.is_queue());
            let row = agent.label().permissions();
            let cell = match kind {
                Some(GroupKind::Chat) if in_person => row.sessions_in,
                Some(GroupKind::Chat) => row.queue_sessions,
                Some(GroupKind::Voice) | None if in_person => row.calls_in,
                Some(GroupKind::Voice) | None => row.queue_calls,
            };
            assert!(cell != Allowed::No, "I03: {:?} {id} has an offer", row.label);
            assert!(
                kind == Some(GroupKind::Chat) || agent.audio,
                "AC06: a call rings for {id}, who has no microphone"
            );
        }
        if let Some(call) = agent.call {
            let known = self.contact(call);
            let internal = self.internal(call).is_some_and(|it| it.side_of(id).is_some());
            assert!(
                internal
                    || known.is_some_and(|call| call.kind() == GroupKind::Voice
                        && (call.member() == Some(id) || call.consultant() == Some(id))),
                "I04: {id} is in call {call}, which does not have them"
            );
            assert!(agent.acw.is_none(), "I10: {id} is in a call and in after-call-work");
        }
        for session in agent.sessions.keys() {
            assert!(
                self.contact(*session).is_some_and(|found| found.member() == Some(id)),
                "{id} has session {session}, which does not have them"
            );
        }
        let (label, shown) = (agent.label(), agent.shown);
        assert_eq!(
            label == Label::InLine,
            agent.call.is_some(),
            "I10: In line is being on a call, and {id} is only one of the two"
        );
        assert_eq!(
            label == Label::AfterCallWork,
            agent.acw.is_some(),
            "I10: {id} has after-call-work and does not show it, or the other way round"
        );
        assert_eq!(shown.label, label, "ST11: the label of {id} changed and was not told");
        assert_eq!(
            label == Label::OnBreak,
            shown.break_reason.is_some(),
            "I12: a break has a reason, and only a break has, but not so for {id}"
        );
    }

    /// I07.
    fn check_tally(&self) {
        let calls = self.contacts().filter(|contact| contact.kind() == GroupKind::Voice).count();
        let sessions = self.contacts().count() - calls;
        let Tally { calls_arrived, calls_ended, sessions_arrived, sessions_ended } = *self.tally();
        let here =
            |arrived: u64, ended: u64| usize::try_from(arrived - ended).unwrap_or(usize::MAX);
        assert_eq!(here(calls_arrived, calls_ended), calls, "I07: a call came or went unseen");
        assert_eq!(
            here(sessions_arrived, sessions_ended),
            sessions,
            "I07: a session came or went unseen"
        );
    }

    /// I25: what is counted against a cap is what goes on.
    fn check_outlays(&self) {
        let mut live: BTreeMap<GroupId, u32> = BTreeMap::new();
        let outside = self.contacts().filter_map(|contact| contact.line_outside()?.outgoing());
        let dialled = self.contacts().filter_map(|contact| contact.outgoing);
        for outgoing in dialled.chain(outside) {
            *live.entry(outgoing.group).or_default() += 1;
        }
        let limited = self.contacts().filter(|contact| contact.limit.is_some());
        for contact in limited {
            assert!(contact.outgoing.is_some(), "VC06: {} costs nobody and is limited", contact.id);
        }
        for (group, outlay) in self.outlays() {
            let counted = live.remove(&group).unwrap_or_default();
            assert_eq!(outlay.live, counted, "I25: the calls out of {group} are miscounted");
        }
        assert!(live.is_empty(), "I25: calls out of {live:?} are counted against nothing");
    }

    fn check_queues(&self) {
        for queue in self.queues() {
            let group = queue.group.id;
            let keys = self.contacts().filter_map(Contact::queue_key);
            let waiting: BTreeSet<_> =
                keys.filter(|(of, _)| *of == group).map(|(_, key)| key).collect();
            assert_eq!(queue.waiting, waiting, "the queue of {group} is not who waits there");
            let arrivals: BTreeSet<_> =
                waiting.iter().map(|key| (key.arrival, key.contact)).collect();
            assert_eq!(queue.arrivals, arrivals, "the arrivals of {group} are out of date");
            let members = queue.group.members.keys().filter_map(|member| self.agent(*member));
            let routable: BTreeSet<_> = members
                .filter(|agent| self.why_not_routable(agent.member.id, group).is_none())
                .map(|agent| (queue.rank(agent), agent.member.id))
                .collect();
            assert_eq!(
                queue.routable, routable,
                "RT02: the routable agents of {group} are out of date"
            );
            let ranks: BTreeMap<_, _> =
                routable.iter().map(|(rank, member)| (*member, *rank)).collect();
            assert_eq!(queue.ranks, ranks, "the ranks of {group} are out of date");
        }
    }

    fn check_indexes(&self) {
        let settings = self.settings();
        let of_agents = self.agents().flat_map(|agent| agent.deadlines(settings));
        let of_contacts = self.contacts().flat_map(Contact::deadlines);
        let of_internals = self.internals().flat_map(crate::Internal::deadlines);
        let all = of_agents.chain(of_contacts).chain(of_internals);
        let deadlines: BTreeSet<Deadline> = all.collect();
        assert_eq!(
            *self.deadlines(),
            deadlines,
            "I23: a deadline belongs to nothing, or is missing"
        );

        let sessions = self.contacts().filter(|contact| contact.kind() == GroupKind::Chat);
        let by_customer: BTreeMap<CustomerId, _> =
            sessions.map(|session| (session.customer, session.id)).collect();
        assert_eq!(*self.customer_sessions(), by_customer, "a customer has a session nobody finds");

        let mut memberships: BTreeMap<MemberId, BTreeSet<GroupId>> = BTreeMap::new();
        for group in self.groups() {
            for member in group.members.keys() {
                memberships.entry(*member).or_default().insert(group.id);
            }
        }
        assert_eq!(*self.memberships(), memberships, "a member is in a group without knowing it");
    }

    /// VC12: a phone has the call in which it is, and no other one.
    fn check_phones(&self) {
        for phone in self.phones() {
            let id = phone.id;
            let calls = self.contacts().filter(|contact| contact.phone() == Some(id));
            let internals = self.internals().filter(|call| call.phone() == Some(id));
            let calls = calls.map(|contact| contact.id).chain(internals.map(|call| call.id));
            let calls: Vec<_> = calls.collect();
            assert_eq!(calls, Vec::from_iter(phone.call), "VC12: phone {id} is in another call");
            assert!(
                phone.standing != PhoneStanding::Gone,
                "VC31: phone {id} is gone and still here"
            );
        }
    }

    /// RT07.
    fn check_nobody_waits_in_vain(&self) {
        for queue in self.queues().filter(|queue| !queue.routable.is_empty()) {
            for contact in queue.waiting.iter().filter_map(|key| self.contact(key.contact)) {
                let taker = queue.routable.iter().map(|(_, member)| *member).find(|member| {
                    contact.pass_of(*member).is_none_or(|pass| pass.held_until.is_none())
                });
                assert!(
                    taker.is_none(),
                    "RT07: {} waits while {taker:?} may take it and has no offer",
                    contact.id
                );
            }
        }
    }
}

/// VC14: nobody is left to wait for something that may never come. Who passed the contact is no way on.
fn check_goes_on(contact: &Contact) {
    let mut deadlines = contact.deadlines().map(|deadline| deadline.timer);
    assert!(
        contact.member().is_some() || deadlines.any(|it| !matches!(it, Timer::HoldBack { .. })),
        "{} has no agent, and no deadline that would end its waiting",
        contact.id
    );
}

/// VC41: a flow waits only for somebody who is rung, or is about to be.
fn check_flow_behind(contact: &Contact) {
    let rung = matches!(
        contact.state,
        ContactState::Greeting | ContactState::Offered(_) | ContactState::External(_)
    );
    assert!(
        contact.flow_behind.is_none() || rung,
        "VC41: a flow waits for {}, and nobody is rung",
        contact.id
    );
}

fn check_messages(contact: &Contact) {
    let Messages { count, last, ends_at, .. } = &contact.messages;
    assert_eq!(*count == 0, last.is_none(), "I13: the messages of {} miscount", contact.id);
    assert!(
        ends_at.is_none() || matches!(contact.state, ContactState::Open(_)),
        "DK04: the clock of {} runs while nobody has it",
        contact.id
    );
}
