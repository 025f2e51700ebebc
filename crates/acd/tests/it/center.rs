//! A small contact center to test with, and a few words to act in it.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, Answering, BreakReasonId, By, Channel, ChannelId, Command, ConfigChange, ContactId,
    Country, CustomerId, Decline, DialCaps, Event, Fact, FlowId, Greeting, Group, GroupId,
    GroupKind, GroupMember, Input, Member, MemberId, MessageId, Millis, Number, NumberId, Output,
    Priority, RecordingPolicy, Settings, Strategy, SurveyWhen, Timestamp,
};
use flow::{BusinessHours, Flow, FlowVersionId, HoursId};
use uuid::Uuid;

pub(crate) const HOME: Country = Country::new(*b"DE").unwrap();
pub(crate) const ABROAD: Country = Country::new(*b"TV").unwrap();

pub(crate) const NOON: Timestamp = Timestamp(20_000 * 86_400_000 + 43_200_000);

pub(crate) fn member(id: u64) -> MemberId {
    MemberId(uuid(1, id))
}

pub(crate) fn group(id: u64) -> GroupId {
    GroupId(uuid(2, id))
}

pub(crate) fn contact(id: u64) -> ContactId {
    ContactId(uuid(3, id))
}

pub(crate) fn customer(id: u64) -> CustomerId {
    CustomerId(uuid(4, id))
}

pub(crate) fn number(id: u64) -> NumberId {
    NumberId(uuid(5, id))
}

pub(crate) fn channel(id: u64) -> ChannelId {
    ChannelId(uuid(6, id))
}

pub(crate) fn reason(id: u64) -> BreakReasonId {
    BreakReasonId(uuid(7, id))
}

pub(crate) fn message(id: u64) -> MessageId {
    MessageId(uuid(8, id))
}

const fn uuid(kind: u64, id: u64) -> Uuid {
    Uuid::from_u64_pair(kind, id)
}

pub(crate) fn voice_group(id: u64, members: impl IntoIterator<Item = u64>) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    Group {
        id: group(id),
        kind: GroupKind::Voice,
        strategy: Strategy::LongestIdle,
        answering: Answering::Manual,
        members: members.into_iter().map(|id| (member(id), place)).collect::<BTreeMap<_, _>>(),
        ring: Millis::from_secs(20),
        acw: Millis::from_secs(30),
        decline: Decline::Allowed,
        misses_max: 3,
        wait_max: Millis::from_secs(600),
        queue_max: 100_000,
        recording: RecordingPolicy::Off,
        dials: BTreeSet::from([HOME]),
        dial_caps: DialCaps {
            at_once: 3,
            a_minute: 5,
            a_minute_each: 3,
            a_day: Millis::from_secs(600),
        },
        self_service: [2, 3, 5].map(flow_id).into(),
        survey: Some(flow_id(4)),
        survey_when: SurveyWhen::ByButton,
    }
}

pub(crate) fn chat_group(id: u64, members: impl IntoIterator<Item = u64>) -> Group {
    Group {
        kind: GroupKind::Chat,
        answering: Answering::Automatic,
        acw: Millis::ZERO,
        ..voice_group(id, members)
    }
}

pub(crate) fn settings() -> Settings {
    Settings { break_reasons: BTreeSet::from([reason(1), reason(2)]), ..Settings::default() }
}

pub(crate) fn put_member(id: u64) -> ConfigChange {
    ConfigChange::MemberPut { member: Member { id: member(id), sessions_max: 2 } }
}

pub(crate) fn put_group(group: Group) -> ConfigChange {
    ConfigChange::GroupPut { group }
}

pub(crate) fn put_number(id: u64, to: u64, greeting: Greeting) -> ConfigChange {
    let (id, group, priority) = (number(id), group(to), Priority::NORMAL);
    ConfigChange::NumberPut { number: Number { id, group, flow: None, greeting, priority } }
}

/// Number 4 is answered by flow 1, and its group is the first.
pub(crate) fn put_flow_number() -> ConfigChange {
    let (id, group, flow) = (number(4), group(1), Some(flow_id(1)));
    let (greeting, priority) = (Greeting::None, Priority::NORMAL);
    ConfigChange::NumberPut { number: Number { id, group, flow, greeting, priority } }
}

pub(crate) fn put_flow(version: u64) -> ConfigChange {
    let flow: Flow = serde_json::from_str(include_str!("flow.json")).unwrap();
    ConfigChange::FlowPut { id: flow_id(1), version: flow_version(version), flow }
}

/// Flows beside a talk and after it: 2 asks for a card's number, 3 for a choice, 4 for a score.
pub(crate) fn put_aside() -> [ConfigChange; 3] {
    let texts =
        [include_str!("card.json"), include_str!("choice.json"), include_str!("survey.json")];
    let mut count = 1;
    texts.map(|text| {
        count += 1;
        let flow: Flow = serde_json::from_str(text).unwrap();
        ConfigChange::FlowPut { id: flow_id(count), version: flow_version(count), flow }
    })
}

/// Those of `flow.json`: open or closed all day.
pub(crate) fn put_hours(open: bool) -> ConfigChange {
    let day = if open { r#"[{ "from": "00:00", "to": "24:00" }]"# } else { "[]" };
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let week: Vec<String> = days.iter().map(|name| format!(r#""{name}": {day}"#)).collect();
    let text = format!(r#"{{ "zone": "UTC", "week": {{ {} }} }}"#, week.join(", "));
    let hours: BusinessHours = serde_json::from_str(&text).unwrap();
    ConfigChange::HoursPut { id: hours_id(1), hours }
}

pub(crate) fn flow_id(id: u64) -> FlowId {
    FlowId(uuid(9, id))
}

pub(crate) fn flow_version(id: u64) -> FlowVersionId {
    FlowVersionId(uuid(10, id))
}

pub(crate) fn hours_id(id: u64) -> HoursId {
    HoursId(uuid(11, id))
}

pub(crate) fn put_channel(id: u64, to: u64) -> ConfigChange {
    let (id, group, priority) = (channel(id), group(to), Priority::NORMAL);
    ConfigChange::ChannelPut { channel: Channel { id, group, priority } }
}

pub(crate) fn fact(fact: Fact) -> Input {
    Input::Fact { fact }
}

pub(crate) fn command(by: u64, command: Command) -> Input {
    Input::Command { by: By::Member(member(by)), command }
}

/// The core with its clock.
#[derive(Default)]
pub(crate) struct Center {
    pub(crate) acd: Acd,
    pub(crate) now: Timestamp,
}

impl Center {
    pub(crate) fn new(changes: impl IntoIterator<Item = ConfigChange>) -> Self {
        let mut center = Self { acd: Acd::default(), now: NOON };
        center.feed(Input::Config { change: ConfigChange::SettingsPut { settings: settings() } });
        for change in changes {
            center.feed(Input::Config { change });
        }
        center
    }

    pub(crate) fn feed(&mut self, input: Input) -> Vec<Event> {
        self.acd.handle(input, self.now).unwrap().into_iter().filter_map(event).collect()
    }

    pub(crate) fn online(&mut self, id: u64) {
        self.feed(fact(Fact::BrowserLive { member: member(id) }));
        self.feed(fact(Fact::AudioReady { member: member(id) }));
        self.feed(command(id, Command::GoOnline));
    }

    pub(crate) fn call(&mut self, id: u64) -> Vec<Event> {
        let (contact, customer, number) = (contact(id), customer(id), number(1));
        self.feed(fact(Fact::CallArrived { contact, customer, number }))
    }

    pub(crate) fn wait(&mut self, span: Millis) {
        let end = self.now.after(span);
        while let Some(due) = self.acd.next_deadline().filter(|due| *due <= end) {
            self.now = due.max(self.now);
            self.feed(fact(Fact::DeadlineReached));
        }
        self.now = end;
    }
}

pub(crate) fn event(output: Output) -> Option<Event> {
    match output {
        Output::Event(event) => Some(event),
        Output::Effect(_) => None,
    }
}
