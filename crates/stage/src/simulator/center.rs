//! The contact center that every seed runs: twenty agents, four voice groups, three chat groups, and a few things that an
//! admin has got wrong.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, AfterAcw, AfterLogin, Answering, ApplicationId, BreakReasonId, Channel, ChannelId,
    ConfigChange, Country, CustomerId, Decline, DialCaps, FlowId, Greeting, Group, GroupId,
    GroupKind, GroupMember, HoldCuts, Member, MemberId, Millis, Number, NumberId, Priority,
    RecordingPolicy, Settings, Strategy, Timestamp,
};
use driver::Book;
use flow::{FlowVersionId, HoursId};
use store::{Colleague, Key, Roles};
use uuid::Uuid;
use wire::customer::CustomerView;
use wire::login::Myself;

use super::chance::Chance;

pub(super) const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(1));
/// Twenty minutes before midnight, so that a day begins in the middle of the run (RT02).
pub(super) const MORNING: Timestamp = Timestamp(20_000 * 86_400_000 - 20 * 60_000);

pub(super) const AGENTS: usize = 20;
pub(super) const CALLERS: usize = 50;
pub(super) const CHATTERS: usize = 12;

/// The groups, by what makes them special.
const GREETED: u64 = 1;
const AUTOMATIC: u64 = 2;
const STRICT: u64 = 3;
const HURRIED: u64 = 4;
const CHAT: u64 = 11;
const CHAT_AUTOMATIC: u64 = 12;
const CHAT_NARROW: u64 = 13;

/// Where the groups that call anybody may call.
pub(super) const HOME: Option<Country> = Country::new(*b"DE");

/// What answers the hurried group's number.
const FLOW: FlowId = FlowId(Uuid::from_u64_pair(9, 1));
const HOURS: HoursId = HoursId(Uuid::from_u64_pair(11, 1));

/// Two lead to a group of the wrong kind, as if the admin had changed the group and forgotten the way to it.
pub(super) const NUMBERS: [u64; 5] = [GREETED, AUTOMATIC, STRICT, HURRIED, CHAT];
pub(super) const CHANNELS: [u64; 4] = [CHAT, CHAT_AUTOMATIC, CHAT_NARROW, GREETED];

pub(super) fn member(index: usize) -> MemberId {
    MemberId(Uuid::from_u64_pair(1, index as u64 + 1))
}

/// Nobody of this application.
pub(super) const STRANGER: MemberId = MemberId(Uuid::from_u64_pair(1, 99));

pub(super) const fn group(id: u64) -> GroupId {
    GroupId(Uuid::from_u64_pair(2, id))
}

pub(super) const fn number(group: u64) -> NumberId {
    NumberId(Uuid::from_u64_pair(5, group))
}

pub(super) const fn channel(group: u64) -> ChannelId {
    ChannelId(Uuid::from_u64_pair(6, group))
}

pub(super) const fn reason(id: u64) -> BreakReasonId {
    BreakReasonId(Uuid::from_u64_pair(7, id))
}

pub(super) fn caller(index: usize) -> CustomerView {
    let id = Uuid::from_u64_pair(3, index as u64 + 1);
    let number = Some(format!("+4930{index:06}"));
    CustomerView { id, name: format!("Caller {index}"), number, user_id: None }
}

pub(super) fn chatter(index: usize) -> CustomerView {
    let id = Uuid::from_u64_pair(4, index as u64 + 1);
    CustomerView { id, name: format!("Guest {index}"), number: None, user_id: None }
}

pub(super) fn chatter_id(index: usize) -> CustomerId {
    CustomerId(chatter(index).id)
}

/// As the admin has made them.
pub(super) fn colleague(index: usize) -> Colleague {
    Colleague {
        id: member(index),
        email: format!("agent{}@example.org", index + 1),
        name: format!("Agent {}", index + 1),
        nickname: String::new(),
        disabled: false,
        roles: Roles { agent: true, supervisor: false, admin: false },
    }
}

pub(super) fn customer(id: CustomerId) -> Option<(CustomerId, CustomerView)> {
    let mut all = (0..CALLERS).map(caller).chain((0..CHATTERS).map(chatter));
    all.find(|view| view.id == id.0).map(|view| (id, view))
}

/// What the admin has set before the day begins.
pub(super) fn opening(chance: &mut Chance) -> Vec<ConfigChange> {
    let mut changes = vec![ConfigChange::SettingsPut { settings: settings(chance) }];
    changes.extend((0..AGENTS).map(|index| ConfigChange::MemberPut { member: a_member(index, 2) }));
    changes.extend(groups(chance).map(|group| ConfigChange::GroupPut { group }));
    changes.extend([put_flow(0), put_hours(true)]);
    changes.extend(NUMBERS.map(|to| ConfigChange::NumberPut { number: a_number(to) }));
    changes.extend(CHANNELS.map(|to| ConfigChange::ChannelPut { channel: a_channel(to) }));
    changes
}

/// One of many things that an admin may change in the middle of the day.
pub(super) fn change(chance: &mut Chance) -> Vec<ConfigChange> {
    let index = chance.index(AGENTS);
    let id = member(index);
    match chance.below(12) {
        0 => vec![ConfigChange::SettingsPut { settings: settings(chance) }],
        1 => vec![
            ConfigChange::MemberRemoved { id },
            ConfigChange::MemberPut { member: a_member(index, 3) },
        ],
        2 => vec![ConfigChange::MemberPut { member: a_member(index, 1) }],
        3 => vec![
            ConfigChange::GroupRemoved { id: group(HURRIED) },
            ConfigChange::GroupPut { group: a_group(HURRIED, chance) },
        ],
        4 => vec![
            ConfigChange::NumberRemoved { id: number(STRICT) },
            ConfigChange::NumberPut { number: a_number(STRICT) },
        ],
        5 => vec![
            ConfigChange::ChannelRemoved { id: channel(CHAT) },
            ConfigChange::ChannelPut { channel: a_channel(CHAT) },
        ],
        6 => vec![put_flow(chance.below(1_000_000))],
        7 => vec![put_hours(chance.in_thousand(600))],
        8 => vec![
            ConfigChange::FlowRemoved { id: FLOW },
            ConfigChange::HoursRemoved { id: HOURS },
            put_flow(chance.below(1_000_000)),
            put_hours(true),
        ],
        _ => groups(chance).map(|group| ConfigChange::GroupPut { group }).collect(),
    }
}

/// The same menu, whatever the version.
fn put_flow(version: u64) -> ConfigChange {
    let flow = serde_json::from_str(include_str!("flow.json")).expect("this is a flow");
    let version = FlowVersionId(Uuid::from_u64_pair(10, version));
    ConfigChange::FlowPut { id: FLOW, version, flow }
}

fn put_hours(open: bool) -> ConfigChange {
    ConfigChange::HoursPut { id: HOURS, hours: crate::menu::day_and_night(open) }
}

/// Whether the menu asks for this key.
pub(super) const fn is_option(key: Key) -> bool {
    matches!(key.0, '0'..='6')
}

/// The names of all of them, and of the customers who are here, as a start of the server reads them.
pub(super) fn book(acd: &Acd, staff: &[Colleague]) -> Book {
    let named = |who: &Colleague| {
        let (name, email, application) = (who.name.clone(), who.email.clone(), NAME.to_owned());
        (who.id, Myself { id: who.id.0, name, email, roles: driver::roles(who.roles), application })
    };
    let groups = [GREETED, AUTOMATIC, STRICT, HURRIED, CHAT, CHAT_AUTOMATIC, CHAT_NARROW];
    Book {
        application: NAME.to_owned(),
        members: staff.iter().map(named).collect(),
        nicknames: staff.iter().map(|who| (who.id, who.nickname.clone())).collect(),
        groups: groups.into_iter().map(|id| (group(id), format!("Group {id}"))).collect(),
        numbers: NUMBERS.into_iter().map(|to| (number(to), format!("+49{to}"))).collect(),
        channels: CHANNELS.into_iter().map(|to| (channel(to), format!("Site {to}"))).collect(),
        break_reasons: BREAKS.into_iter().map(|id| (reason(id), format!("Break {id}"))).collect(),
        customers: acd.contacts().filter_map(|found| customer(found.customer)).collect(),
        ..Book::default()
    }
}

/// The application's.
pub(super) const NAME: &str = "Simulated";
const BREAKS: [u64; 2] = [1, 2];

fn settings(chance: &mut Chance) -> Settings {
    let seldom = |chance: &mut Chance| chance.in_thousand(250);
    Settings {
        after_login: if seldom(chance) { AfterLogin::Offline } else { AfterLogin::Available },
        after_acw: if seldom(chance) { AfterAcw::Previous } else { AfterAcw::Available },
        break_reasons: BREAKS.map(reason).into_iter().collect::<BTreeSet<_>>(),
        // Shorter than a patient customer, so that sessions end by themselves (DK04).
        customer_silence: Millis::from_secs(90),
        // Shorter than a long talk, so that some end by themselves (VC06).
        call_out_max: Millis::from_secs(90),
        hold_cuts: if seldom(chance) { HoldCuts::BothWays } else { HoldCuts::OneWay },
        ..Settings::default()
    }
}

fn groups(chance: &mut Chance) -> impl Iterator<Item = Group> {
    let groups = [GREETED, AUTOMATIC, STRICT, HURRIED, CHAT, CHAT_AUTOMATIC, CHAT_NARROW];
    groups.map(|id| a_group(id, chance)).into_iter()
}

fn a_group(id: u64, chance: &mut Chance) -> Group {
    let is_chat = id >= CHAT;
    let place = |chance: &mut Chance| GroupMember {
        priority: u8::try_from(chance.below(3)).unwrap_or_default(),
        sessions_max: (id == CHAT_NARROW).then_some(1),
    };
    // Everybody is in two groups of each kind or so.
    let members: BTreeMap<_, _> = (0..AGENTS)
        .filter(|_| chance.in_thousand(450))
        .map(member)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|id| (id, place(chance)))
        .collect();
    let strategies = [
        Strategy::LongestIdle,
        Strategy::FewestContactsToday,
        Strategy::RoundRobin,
        Strategy::Priority,
    ];
    Group {
        id: group(id),
        kind: if is_chat { GroupKind::Chat } else { GroupKind::Voice },
        strategy: chance.pick(&strategies).copied().unwrap_or(Strategy::LongestIdle),
        answering: match id {
            AUTOMATIC | CHAT_AUTOMATIC => Answering::Automatic,
            _ => Answering::Manual,
        },
        members,
        ring: Millis::from_secs(if id == HURRIED { 5 } else { 20 }),
        acw: Millis::from_secs(match id {
            AUTOMATIC => 0,
            HURRIED => 10,
            _ => 30,
        }),
        decline: if id == STRICT { Decline::Forbidden } else { Decline::Allowed },
        misses_max: match id {
            STRICT => 1,
            HURRIED => 0,
            _ => 3,
        },
        wait_max: Millis::from_secs(if id == HURRIED { 45 } else { 180 }),
        recording: match id {
            GREETED | HURRIED => RecordingPolicy::On,
            _ => RecordingPolicy::Off,
        },
        queue_max: if id == STRICT || id == CHAT_NARROW { 1 } else { 12 },
        dials: if is_chat || id == STRICT { BTreeSet::new() } else { HOME.into_iter().collect() },
        dial_caps: caps(id),
        ..Group::new(group(id), GroupKind::Voice)
    }
}

/// I25: one group that calls much, and one that soon may not.
fn caps(id: u64) -> DialCaps {
    match id {
        AUTOMATIC => DialCaps { at_once: 2, ..DialCaps::USUAL },
        HURRIED => DialCaps { a_minute_each: 2, a_day: Millis::from_secs(120), ..DialCaps::USUAL },
        _ => DialCaps::USUAL,
    }
}

fn a_member(index: usize, sessions_max: u32) -> Member {
    Member { id: member(index), sessions_max }
}

const fn a_number(to: u64) -> Number {
    let greeting = if to == GREETED { Greeting::Played } else { Greeting::None };
    let priority = if to == STRICT { Priority(10) } else { Priority::NORMAL };
    let flow = if to == HURRIED { Some(FLOW) } else { None };
    Number { id: number(to), group: group(to), flow, greeting, priority }
}

const fn a_channel(to: u64) -> Channel {
    Channel { id: channel(to), group: group(to), priority: Priority::NORMAL }
}
