//! A small contact center: three agents, a voice group, a chat group that is answered by hand and one that is not.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, Answering, BreakReasonId, By, Channel, ChannelId, Command, ConfigChange, ContactId,
    CustomerId, Decline, Fact, FlowId, Greeting, Group, GroupId, GroupKind, GroupMember, Input,
    Member, MemberId, MessageId, Millis, Number, NumberId, Patience, PhoneId, PhoneStanding,
    Priority, Settings, Strategy, Timestamp,
};
use flow::{Flow, FlowVersionId};
use uuid::Uuid;
use wire::login::{Myself, Role};
use wire::workspace::PhoneName;

use super::book::Book;

pub(crate) const NOON: Timestamp = Timestamp(20_000 * 86_400_000 + 43_200_000);
pub(crate) const MEMBERS: u64 = 3;
pub(crate) const CUSTOMERS: u64 = 4;

pub(crate) fn member(id: u64) -> MemberId {
    MemberId(Uuid::from_u64_pair(1, id))
}

pub(crate) fn group(id: u64) -> GroupId {
    GroupId(Uuid::from_u64_pair(2, id))
}

pub(crate) fn customer(id: u64) -> CustomerId {
    CustomerId(Uuid::from_u64_pair(4, id))
}

pub(crate) fn number(id: u64) -> NumberId {
    NumberId(Uuid::from_u64_pair(5, id))
}

/// VC20: `world/card.json`.
pub(crate) fn card_id() -> FlowId {
    FlowId(Uuid::from_u64_pair(9, 2))
}

/// VC22: `world/survey.json`.
pub(crate) fn survey_id() -> FlowId {
    FlowId(Uuid::from_u64_pair(9, 3))
}

/// Of number 3: `world/flow.json`.
pub(crate) fn flow_id() -> FlowId {
    FlowId(Uuid::from_u64_pair(9, 1))
}

pub(crate) fn channel(id: u64) -> ChannelId {
    ChannelId(Uuid::from_u64_pair(6, id))
}

/// VC12: in the lobby.
pub(crate) fn phone() -> PhoneId {
    PhoneId(Uuid::from_u64_pair(12, 1))
}

pub(crate) fn reason() -> BreakReasonId {
    BreakReasonId(Uuid::from_u64_pair(7, 1))
}

/// Clients make ids: they come in no order.
pub(crate) fn contact(chance: usize, count: u64) -> ContactId {
    ContactId(Uuid::from_u64_pair(chance as u64, count))
}

pub(crate) fn message(chance: usize, count: u64) -> MessageId {
    MessageId(Uuid::from_u64_pair(chance as u64, count))
}

pub(crate) fn book() -> Book {
    let named = |id| {
        let id: MemberId = member(id);
        let name = format!("Agent {id}");
        let email = format!("{id}@example.org");
        let application = "Test".to_owned();
        (id, Myself { id: id.0, name, email, roles: vec![Role::Agent], application })
    };
    let flows = [(card_id(), "Card check".to_owned())].into();
    let lobby = PhoneName { id: phone().0, name: "Lobby".to_owned(), extension: "301".to_owned() };
    let phones = [(phone(), lobby)].into();
    Book { members: (1..=MEMBERS).map(named).collect(), flows, phones, ..Book::default() }
}

/// Everybody is online, with sound.
pub(crate) fn acd() -> Acd {
    let mut acd = Acd::default();
    let mut inputs = opening();
    for id in 1..=MEMBERS {
        let member = member(id);
        inputs.push(Input::Fact { fact: Fact::BrowserLive { member } });
        inputs.push(Input::Fact { fact: Fact::AudioReady { member } });
        inputs.push(Input::Command { by: By::Member(member), command: Command::GoOnline });
    }
    for input in inputs {
        acd.handle(input, NOON).unwrap();
    }
    acd
}

pub(crate) fn opening() -> Vec<Input> {
    let take_back = Millis::from_secs(600);
    let settings = Settings {
        break_reasons: BTreeSet::from([reason()]),
        silence_warning: Millis::from_secs(60),
        patience: Patience { take_back, ..Patience::default() },
        ..Settings::default()
    };
    let mut changes = vec![ConfigChange::SettingsPut { settings }];
    changes.extend(
        (1..=MEMBERS).map(|id| ConfigChange::MemberPut {
            member: Member { id: member(id), sessions_max: 2 },
        }),
    );
    let by_hand = Answering::Manual;
    changes.extend(
        [
            group_of(1, GroupKind::Voice, by_hand, [1, 2]),
            group_of(2, GroupKind::Chat, by_hand, [1, 2]),
            group_of(3, GroupKind::Chat, Answering::Automatic, [2, 3]),
        ]
        .map(|group| ConfigChange::GroupPut { group }),
    );
    let priority = Priority::NORMAL;
    changes.extend([(1, Greeting::None), (2, Greeting::Played)].map(|(id, greeting)| {
        let number = Number { id: number(id), group: group(1), flow: None, greeting, priority };
        ConfigChange::NumberPut { number }
    }));
    let flows = [
        (flow_id(), include_str!("world/flow.json")),
        (card_id(), include_str!("world/card.json")),
        (survey_id(), include_str!("world/survey.json")),
    ];
    changes.extend((1..).zip(flows).map(|(count, (id, text))| {
        let flow: Flow = serde_json::from_str(text).unwrap();
        let version = FlowVersionId(Uuid::from_u64_pair(10, count));
        ConfigChange::FlowPut { id, version, flow }
    }));
    let (flow, greeting) = (Some(flow_id()), Greeting::None);
    let number = Number { id: number(3), group: group(1), flow, greeting, priority };
    changes.push(ConfigChange::NumberPut { number });
    changes.extend([(1, 2), (2, 3)].map(|(id, to)| {
        let channel = Channel { id: channel(id), group: group(to), priority };
        ConfigChange::ChannelPut { channel }
    }));
    let lobby = Fact::Phone { phone: phone(), standing: PhoneStanding::Here };
    let changes = changes.into_iter().map(|change| Input::Config { change });
    changes.chain([Input::Fact { fact: lobby }]).collect()
}

fn group_of(id: u64, kind: GroupKind, answering: Answering, members: [u64; 2]) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    Group {
        id: group(id),
        kind,
        strategy: Strategy::LongestIdle,
        answering,
        members: members.into_iter().map(|id| (member(id), place)).collect::<BTreeMap<_, _>>(),
        ring: Millis::from_secs(20),
        acw: Millis::from_secs(30),
        decline: Decline::Allowed,
        misses_max: 2,
        wait_max: Millis::from_secs(300),
        queue_max: 100,
        self_service: BTreeSet::from([card_id()]),
        survey: Some(survey_id()),
        ..Group::new(group(id), kind)
    }
}
