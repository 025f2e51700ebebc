//! The cost of a decision in looks at the indexes, not in seconds: it must not grow with the center.

use std::cell::Cell;
use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    Acd, Answering, By, Choice, Command, ConfigChange, ContactId, CustomerId, Decision, Decline,
    Event, Fact, Greeting, Group, GroupId, GroupKind, GroupMember, Input, Member, MemberId, Millis,
    Number, NumberId, OfferMade, Output, Priority, Strategy, Timestamp,
};

thread_local! {
    pub(super) static VISITS: Cell<usize> = const { Cell::new(0) };
}

const STRATEGIES: [Strategy; 4] = [
    Strategy::LongestIdle,
    Strategy::FewestContactsToday,
    Strategy::RoundRobin,
    Strategy::Priority,
];

/// A decision may look at this many places: itself, and what RT06 lists.
const VISITS_MAX: usize = 200;

#[test]
fn an_arrival_finds_its_agent_at_the_same_cost_among_ten_thousand() {
    for strategy in STRATEGIES {
        let small = Center::with(strategy, 100).cost_of_an_arrival();
        let large = Center::with(strategy, 10_000).cost_of_an_arrival();
        assert!(large <= small, "{strategy:?}: {small} looks among 100, {large} among 10,000");
        assert!(large <= VISITS_MAX, "{strategy:?}: {large} looks");
    }
}

#[test]
fn an_agent_finds_the_next_contact_at_the_same_cost_before_a_hundred_thousand() {
    let mut small = Center::with(Strategy::LongestIdle, 100);
    let mut large = Center::with(Strategy::LongestIdle, 10_000);
    small.everybody(Choice::Busy);
    large.everybody(Choice::Busy);
    small.calls(1_000);
    large.calls(100_000);
    let (small, large) = (small.cost_of_an_agent(), large.cost_of_an_agent());
    assert!(large <= small, "{small} looks before 1,000, {large} before 100,000");
    assert!(large <= VISITS_MAX, "{large} looks");
}

#[test]
fn rt06_a_decision_in_a_large_group_lists_a_bounded_choice() {
    let mut center = Center::with(Strategy::LongestIdle, 10_000);
    let decision = center.arrive().expect("an agent is free");
    assert!(decision.candidates.len() <= Decision::CANDIDATES_MAX);
    assert_eq!(decision.candidates.len() + decision.unlisted as usize, 10_000);
}

struct Center {
    acd: Acd,
    agents: u64,
    contacts: u64,
}

impl Center {
    fn with(strategy: Strategy, agents: u64) -> Self {
        let mut center = Self { acd: Acd::default(), agents, contacts: 0 };
        for id in 1..=agents {
            let member = Member { id: member(id), sessions_max: 5 };
            center.config(ConfigChange::MemberPut { member });
        }
        center.config(ConfigChange::GroupPut { group: group(strategy, agents) });
        let number = Number {
            id: NUMBER,
            group: GROUP,
            flow: None,
            greeting: Greeting::None,
            priority: Priority::NORMAL,
        };
        center.config(ConfigChange::NumberPut { number });
        for id in 1..=agents {
            center.feed(Input::Fact { fact: Fact::BrowserLive { member: member(id) } });
            center.feed(Input::Fact { fact: Fact::AudioReady { member: member(id) } });
            center.command(id, Command::GoOnline);
        }
        center
    }

    fn everybody(&mut self, to: Choice) {
        for id in 1..=self.agents {
            self.command(id, Command::SetStatus { to });
        }
    }

    fn calls(&mut self, count: u64) {
        for _ in 0..count {
            assert!(self.arrive().is_none(), "nobody is free");
        }
    }

    fn cost_of_an_arrival(&mut self) -> usize {
        VISITS.set(0);
        assert!(self.arrive().is_some(), "an agent is free");
        VISITS.get()
    }

    fn cost_of_an_agent(&mut self) -> usize {
        VISITS.set(0);
        let outputs = self.command(self.agents / 2, Command::SetStatus { to: Choice::Available });
        assert!(offer(&outputs).is_some(), "a contact waits");
        VISITS.get()
    }

    fn arrive(&mut self) -> Option<Decision> {
        self.contacts += 1;
        let contact = ContactId(uuid(3, self.contacts));
        let customer = CustomerId(uuid(4, self.contacts));
        let fact = Fact::CallArrived { contact, customer, number: NUMBER };
        offer(&self.feed(Input::Fact { fact }))
    }

    fn command(&mut self, by: u64, command: Command) -> Vec<Output> {
        self.feed(Input::Command { by: By::Member(member(by)), command })
    }

    fn config(&mut self, change: ConfigChange) {
        self.feed(Input::Config { change });
    }

    fn feed(&mut self, input: Input) -> Vec<Output> {
        // Each step at its own instant, as in life.
        let now = Timestamp(1_000_000 + self.contacts);
        self.acd.handle(input, now).expect("it is allowed")
    }
}

fn offer(outputs: &[Output]) -> Option<Decision> {
    outputs.iter().find_map(|output| match output {
        Output::Event(Event::OfferMade(OfferMade { decision, .. })) => Some(decision.clone()),
        Output::Event(_) | Output::Effect(_) => None,
    })
}

const GROUP: GroupId = GroupId(uuid(2, 1));
const NUMBER: NumberId = NumberId(uuid(5, 1));

fn group(strategy: Strategy, agents: u64) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    Group {
        id: GROUP,
        kind: GroupKind::Voice,
        strategy,
        answering: Answering::Manual,
        members: (1..=agents).map(|id| (member(id), place)).collect::<BTreeMap<_, _>>(),
        ring: Millis::from_secs(20),
        acw: Millis::from_secs(30),
        decline: Decline::Allowed,
        misses_max: 3,
        wait_max: Millis::from_secs(600),
        queue_max: u32::MAX,
        ..Group::new(GROUP, GroupKind::Voice)
    }
}

const fn member(id: u64) -> MemberId {
    MemberId(uuid(1, id))
}

const fn uuid(kind: u64, id: u64) -> Uuid {
    Uuid::from_u64_pair(kind, id)
}
