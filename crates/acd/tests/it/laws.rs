//! The laws of the core, over random days.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, AcwStarted, AtPhone, Chosen, ContactArrived, ContactEnded, ContactId, Effect, Event, Fact,
    GroupId, GroupKind, Input, InternalCallee, InternalMoved, InternalSide, InternalStep,
    InternalTarget, Label, MemberId, MemberLeft, Millis, NotRoutable, OfferEnded, OfferMade,
    OfferWhy, Output, StatusChanged, Timestamp, Wanted,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::center::{NOON, fact};
use crate::external::moves_at_phones;
use crate::random::{Move, moves, moves_among_colleagues, opening};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_step_of_a_random_day_keeps_the_laws(moves in moves()) {
        let day = Day::of(moves);
        let text = serde_json::to_string(&day.acd).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Acd>(&text).unwrap(), &day.acd, "a snapshot is the state");
    }
}

/// The core beside a second one that knows only the journal.
struct Day {
    acd: Acd,
    replayed: Acd,
    now: Timestamp,
    calls: BTreeSet<ContactId>,
    ended: BTreeSet<ContactId>,
    /// The offers that are open, by contact.
    offers: BTreeMap<ContactId, MemberId>,
    shown: BTreeMap<MemberId, (Label, Timestamp)>,
    /// Whose customer knows that they are recorded, and who is.
    noticed: BTreeSet<ContactId>,
    recorded: BTreeSet<ContactId>,
    /// The names of all that happened: events, ends of offers and of contacts, refusals.
    met: BTreeSet<String>,
}

impl Default for Day {
    fn default() -> Self {
        Self {
            acd: Acd::default(),
            replayed: Acd::default(),
            now: NOON,
            calls: BTreeSet::new(),
            ended: BTreeSet::new(),
            offers: BTreeMap::new(),
            shown: BTreeMap::new(),
            noticed: BTreeSet::new(),
            recorded: BTreeSet::new(),
            met: BTreeSet::new(),
        }
    }
}

impl Day {
    fn of(moves: Vec<Move>) -> Self {
        let mut day = Self::default();
        for input in opening() {
            day.step(input);
        }
        day.step(crate::external::lobby_registers());
        for step in moves {
            day.now = day.now.after(step.after);
            if let Some(input) = step.act.input(&day.acd) {
                day.step(input);
            }
        }
        day.let_time_pass();
        day
    }

    fn step(&mut self, input: Input) {
        let before = self.acd.clone();
        let deadline = matches!(input, Input::Fact { fact: Fact::DeadlineReached });
        let outputs = match self.acd.handle(input, self.now) {
            Ok(outputs) => outputs,
            Err(refused) => {
                assert_eq!(self.acd, before, "a refused command left a trace");
                self.met.insert(refused.code().to_owned());
                return;
            }
        };
        let mut effects = BTreeMap::new();
        for output in outputs {
            match output {
                Output::Event(event) => self.watch(&event),
                Output::Effect(Effect::Arrange { contact, wanted }) => {
                    assert!(effects.insert(contact, wanted).is_none(), "arranged twice in a step");
                }
            }
        }
        assert_eq!(self.acd, self.replayed, "the journal is not the state");
        assert_eq!(effects, self.rearranged(&before), "the effects are not what changed");
        let due = self.acd.next_deadline().is_some_and(|due| due <= self.now);
        assert!(!deadline || !due, "a deadline was left over");
        self.acd.check();
    }

    /// The calls of which something else is wanted now, those that came and went in one step too.
    fn rearranged(&self, before: &Acd) -> BTreeMap<ContactId, Wanted> {
        let wanted = self.calls.iter().map(|id| (*id, self.acd.wanted(*id)));
        wanted.filter(|(id, wanted)| before.wanted(*id) != *wanted).collect()
    }

    /// Judges an event by the state before it, and folds its JSON text into the second core.
    fn watch(&mut self, event: &Event) {
        match event {
            Event::OfferMade(OfferMade { contact, member, group, decision, why, .. }) => {
                let why_not = self.why_not(*why, *member, *group);
                assert_eq!(why_not, None, "I03: an offer to one who is not routable");
                assert!(self.offers.insert(*contact, *member).is_none(), "I01: offered twice");
                assert_eq!(decision.candidates[0].member, *member, "RT06: the chosen is first");
            }
            Event::OfferEnded(OfferEnded { contact, member, .. }) => {
                let open = self.offers.remove(contact);
                assert_eq!(open, Some(*member), "I05: an offer ended that was not open");
            }
            Event::StatusChanged(StatusChanged { member, from, to, at, .. }) => {
                let first = (Label::Offline, Timestamp(0));
                let (shown, since) = self.shown.insert(*member, (*to, *at)).unwrap_or(first);
                assert_eq!(shown, *from, "ST11: a gap in the history");
                assert!(since <= *at, "ST11: an overlap in the history");
            }
            Event::ContactEnded(ended) => {
                assert!(self.ended.insert(ended.contact), "I06: ended twice");
            }
            Event::InternalMoved(moved) => self.called_internally(*moved),
            Event::ContactArrived(arrived) => self.arrived(*arrived),
            Event::ConfigChanged(_)
            | Event::DayBegan(_)
            | Event::PhoneChanged(_)
            | Event::BrowserChanged(_)
            | Event::AudioChanged(_)
            | Event::StatusChosen(_)
            | Event::StatusReserved(_)
            | Event::AcwStarted(_)
            | Event::AcwExtended(_)
            | Event::AcwEnded(_)
            | Event::CallDialled(_)
            | Event::CallProgressed(_)
            | Event::CallOutLimited(_)
            | Event::NoticeStarted(_)
            | Event::NoticePlayed(_)
            | Event::KeyPressed(_)
            | Event::FlowMoved(_)
            | Event::QueueEntered(_)
            | Event::OfferSeen(_)
            | Event::MissForgiven(_)
            | Event::HoldBackEnded(_)
            | Event::MemberJoined(_)
            | Event::TalkStarted(_)
            | Event::ConsultMoved(_)
            | Event::CallTransferred(_)
            | Event::ExternalMoved(_)
            | Event::RecordingStarted(_)
            | Event::RecordingPaused(_)
            | Event::RecordingResumed(_)
            | Event::RecordingEnded(_)
            | Event::HoldChanged(_)
            | Event::MuteChanged(_)
            | Event::KeysSent(_)
            | Event::SelfServiceStarted(_)
            | Event::SelfServiceEnded(_)
            | Event::SatisfactionAsked(_)
            | Event::SurveyStarted(_)
            | Event::AgentSilenceChanged(_)
            | Event::MessageAdded(_)
            | Event::RatingInvited(_)
            | Event::RatingGiven(_)
            | Event::MemberLeft(_) => {}
        }
        self.recorded_as_told(event);
        self.nothing_happens_to_the_ended(event);
        self.replay(event);
    }

    fn arrived(&mut self, arrived: ContactArrived) {
        if arrived.entry.kind() == GroupKind::Voice {
            self.calls.insert(arrived.contact);
        }
    }

    fn called_internally(&mut self, moved: InternalMoved) {
        let InternalMoved { contact, callee, step, .. } = moved;
        match (step, callee) {
            (InternalStep::Dialled { .. }, InternalTarget::Member(callee)) => {
                let why_not = self.replayed.why_not_in_person(callee);
                assert_eq!(why_not, None, "VC30: it rings for one who cannot be rung");
                assert!(self.offers.insert(contact, callee).is_none(), "I01: offered twice");
                self.calls.insert(contact);
            }
            (InternalStep::Rung { .. }, InternalTarget::Phone(phone)) => {
                let at = self.replayed.at_phone(phone);
                assert_eq!(at, Ok(AtPhone::Anybody), "VC30: a phone rings that cannot be rung");
                self.calls.insert(contact);
            }
            (InternalStep::Dialled { .. } | InternalStep::Rung { .. }, _) => {
                unreachable!("VC30: {contact} rings as if the callee were another");
            }
            _ => {}
        }
        if let InternalStep::Held { by, other_holds, .. } = step {
            let call = self.replayed.internal(contact).unwrap();
            let callee = match call.callee {
                InternalCallee::Member(side) => Some(side),
                InternalCallee::Phone { .. } => None,
            };
            let holds = |side: InternalSide| side.member != by && side.hold_since.is_some();
            let other = [Some(call.caller), callee].into_iter().flatten().any(holds);
            assert_eq!(other_holds, other, "VC30: who else holds");
            self.met.extend(other_holds.then(|| "internal-both-hold".to_owned()));
        }
    }

    fn why_not(&self, why: OfferWhy, member: MemberId, group: GroupId) -> Option<NotRoutable> {
        let kind = self.replayed.group(group).map(|group| group.kind);
        match why {
            OfferWhy::Queue => self.replayed.why_not_routable(member, group),
            OfferWhy::Transferred { .. } | OfferWhy::Returned { .. }
                if kind == Some(GroupKind::Chat) =>
            {
                self.replayed.why_no_session_in_person(member)
            }
            OfferWhy::Transferred { .. }
            | OfferWhy::Returned { .. }
            | OfferWhy::ReturnedOutside { .. }
            | OfferWhy::ReturnedFromPhone { .. }
            | OfferWhy::Consult { .. }
            | OfferWhy::Flow
            | OfferWhy::Internal { .. } => self.replayed.why_not_in_person(member),
        }
    }

    fn replay(&mut self, event: &Event) {
        let text = serde_json::to_string(event).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        for name in ["event", "end", "reason", "how"] {
            self.met.extend(json[name].as_str().map(str::to_owned));
        }
        self.met.extend(json["why"]["why"].as_str().map(str::to_owned));
        let step = &json["step"];
        self.met.extend(step["consult"].as_str().map(|step| format!("consult-{step}")));
        self.met.extend(step["why"].as_str().map(|why| format!("consult-{why}")));
        self.met.extend(step["internal"].as_str().map(|step| format!("internal-{step}")));
        self.met.extend(step["external"].as_str().map(|step| format!("external-{step}")));
        let outside = step["why"].as_str().filter(|_| step["external"].is_string());
        self.met.extend(outside.map(|why| format!("external-{why}")));
        self.met.extend(step["with"].as_str().map(|with| format!("with-{with}")));
        self.replayed.apply(&serde_json::from_str(&text).unwrap());
    }

    /// I21, VC43: a recording begins once for a talk, after the notice, and ends before the talk does.
    fn recorded_as_told(&mut self, event: &Event) {
        match event {
            Event::NoticePlayed(played) => {
                self.noticed.insert(played.contact);
            }
            Event::RecordingStarted(started) => {
                assert!(self.noticed.contains(&started.contact), "VC43: recorded untold");
                assert!(self.recorded.insert(started.contact), "I21: recorded twice");
            }
            Event::RecordingPaused(paused) => {
                assert!(self.recorded.contains(&paused.contact), "I21: nothing to pause");
            }
            Event::RecordingEnded(ended) => {
                assert!(self.recorded.remove(&ended.contact), "I21: ended without a beginning");
            }
            Event::MemberLeft(MemberLeft { contact, .. })
            | Event::ContactEnded(ContactEnded { contact, .. }) => {
                assert!(!self.recorded.contains(contact), "I21: recorded beyond the talk");
            }
            _ => {}
        }
    }

    /// I06: after its end a contact has nothing but the work, the forgiveness and the rating (DK08) that follow it.
    fn nothing_happens_to_the_ended(&self, event: &Event) {
        let after = matches!(
            event,
            Event::ContactEnded(_)
                | Event::AcwStarted(AcwStarted { .. })
                | Event::MissForgiven(_)
                | Event::RatingGiven(_)
        );
        let ended = event.contact().is_some_and(|contact| self.ended.contains(&contact));
        assert!(after || !ended, "I06: {event:?} after the end");
    }

    /// With nobody acting every deadline passes, each at its time, and there is an end to them.
    fn let_time_pass(&mut self) {
        let mut steps = 0;
        while let Some(due) = self.acd.next_deadline() {
            self.now = self.now.max(due);
            self.step(fact(Fact::DeadlineReached));
            steps += 1;
            assert!(steps < 10_000, "the deadlines never end: {due:?}");
        }
    }
}

/// The laws say nothing about what never happens; so everything has to.
#[test]
fn random_days_meet_every_event_and_every_end() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..1300 {
        let day = moves().new_tree(&mut runner).unwrap().current();
        met.extend(Day::of(day).met);
    }
    let missing: Vec<&str> =
        EVERYTHING.split_whitespace().filter(|it| !met.contains(*it)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "random days never meet these");
}

/// VC30: the same on days of their own.
#[test]
fn vc30_random_days_among_colleagues_keep_the_laws() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..200 {
        let day = moves_among_colleagues().new_tree(&mut runner).unwrap().current();
        met.extend(Day::of(day).met);
    }
    let missing: Vec<&str> =
        AMONG_COLLEAGUES.split_whitespace().filter(|it| !met.contains(*it)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "random days never meet these");
}

/// VC12: and with phones that more than one customer is handed to.
#[test]
fn vc12_random_days_at_phones_keep_the_laws() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..400 {
        let day = moves_at_phones().new_tree(&mut runner).unwrap().current();
        met.extend(Day::of(day).met);
    }
    let missing: Vec<&str> = AT_PHONES.split_whitespace().filter(|it| !met.contains(*it)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "random days never meet these");
}

const AT_PHONES: &str = "
    phone-changed external-rung external-unreachable returned-from-phone
    unknown-phone phone-not-registered phone-in-use
";

const AMONG_COLLEAGUES: &str = "
    internal-moved internal-dialled internal-rung internal-joined internal-started internal-held internal-both-hold
    internal-muted internal-silent
    answered rejected no_answer cancelled internal-call no_line busy media_timeout
    phone-changed unknown-phone phone-not-registered phone-in-use
";

const EVERYTHING: &str = "
    config-changed day-began browser-changed audio-changed status-chosen status-reserved acw-started acw-extended
    acw-ended status-changed contact-arrived queue-entered offer-made offer-seen offer-ended miss-forgiven
    hold-back-ended call-dialled call-progressed notice-started notice-played key-pressed flow-moved
    recording-started recording-paused recording-resumed recording-ended talk-over failed
    consult consult-moved consult-joined consult-started consult-turned with-consultant with-customer with-all consult-muted
    consult-completed consult-called-off consult-rings-on consult-ended consult-unreachable consult-left consult-cancelled consult-call-over
    external-moved external-dialled external-answered external-warned external-ended external-busy external-no-answer
    external-rejected external-invalid-number external-no-line external-lost returned-outside
    external-asked external-turned external-completed external-released external-hung-up external-cancelled external-call-over
    phone-changed external-rung external-unreachable returned-from-phone
    member-joined talk-started call-transferred transferred returned hold-changed mute-changed keys-sent
    self-service-started self-service-ended satisfaction-asked survey-started agent-silence-changed message-added member-left contact-ended
    rating-invited rating-given

    accepted declined missed unseen cancelled agent-gone
    countdown-over back-to-reception status-chosen logged-out connection-lost call-answered dialled

    left_in_flow left_in_queue left_while_ringing waited_too_long queue_full ended_by_customer ended_by_agent
    closed_hours voicemail transferred_out customer_timeout agent_lost no_ack refused system_fault
    busy no_answer rejected invalid_number no_line

    unknown-member in-line not-in-line offline not-in-acw unknown-break-reason offer-gone decline-forbidden
    unknown-contact not-your-contact contact-ended not-talking on-hold in-consult no-consult not-recording wrong-kind unknown-channel session-open queue-full
    unknown-phone
    message-too-long unknown-group target-unavailable ringing number-not-allowed no-line no-audio
    unknown-flow flow-not-allowed in-flow not-in-flow survey-given not-invited rating-given score-off-scale
";

#[test]
fn i06_a_day_without_anybody_still_ends_every_call() {
    let mut day = Day::default();
    for input in opening() {
        day.step(input);
    }
    for id in 1..=6 {
        let (contact, customer) = (crate::center::contact(id), crate::center::customer(id));
        let number = crate::center::number(1);
        day.step(fact(Fact::CallArrived { contact, customer, number }));
        day.now = day.now.after(Millis(700));
    }
    day.let_time_pass();
    assert_eq!(day.acd.contacts().count(), 0, "somebody still waits");
    let offline = day.acd.agents().filter(|agent| agent.chosen != Chosen::Available);
    assert_eq!(offline.count(), 3, "the three agents who never answered were taken out");
}
