//! The demo's company: two agents, an admin, a hotline and a line with a menu, groups for voice and for chat, a widget. Planted once,
//! as an admin would have set it up.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, Answering, ApplicationId, BreakReasonId, Channel, ChannelId, ConfigChange, Country,
    FlowId, Greeting, Group, GroupId, GroupKind, GroupMember, Input, Member, MemberId, Millis,
    Number, NumberId, Output, Priority, RecordingPolicy, Settings, Timestamp,
};
use clap::Args;
use flow::{FlowVersionId, HoursId};
use store::{
    Batch, BreakReason, ChatChannel, JournalEntry, Language, Membership, NamedFlow, NamedHours,
    PasswordHash, PhoneNumber, Roles, Seq, SkillGroup, Store, Write,
};
use uuid::Uuid;
use wire::login::Role;

use super::{DemoGuide, DemoMember, aside, menu};
use crate::accounts::hashing;
use crate::channels::site::SiteSettings;
use crate::config::Config;

pub(crate) const COMPANY: &str = "Fern & Oak";
/// Where the company is, and the only country that it calls.
const HOME: Country = Country::new(*b"DE").expect("two capital letters are a country");
const HOTLINE: &str = "+4930555010";
const WIDGET_KEY: &str = "fern-and-oak";
/// VC41: a number that a menu answers, and the key of the page that calls it.
const MENU_LINE: &str = "+4930555020";
const MENU_KEY: &str = "fern-and-oak-menu";
/// Every demo account has it; the demo listens on loopback only and says so.
const PASSWORD: &str = "try-me-2026!";
const MEMBERS: [(&str, &str, &str, Role); 3] = [
    ("Ann Berg", "Ann", "ann@demo.example", Role::Agent),
    ("Leo Lin", "Leo", "leo@demo.example", Role::Agent),
    ("Ada Moor", "Ada", "ada@demo.example", Role::Admin),
];
const BREAKS: [&str; 3] = ["Lunch", "Coffee", "Training"];

/// The countdowns of the demo, so that a trial or a test need not wait.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct DemoSeed {
    /// Seconds that an offer rings
    #[arg(long, env = "RAPPORT_DEMO_RING", value_name = "SECONDS", default_value_t = 20)]
    ring: u64,
    /// Seconds of after-call-work; 0 = none
    #[arg(long, env = "RAPPORT_DEMO_ACW", value_name = "SECONDS", default_value_t = 30)]
    acw: u64,
    /// How chats are received: by hand with a countdown, or at once
    #[arg(long, env = "RAPPORT_DEMO_CHAT", value_name = "MODE", default_value = "automatic")]
    chat: Reception,
    /// Whether calls are recorded, after a notice
    #[arg(long, env = "RAPPORT_DEMO_RECORDING", value_name = "MODE", default_value = "on")]
    recording: Recorded,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Reception {
    Manual,
    Automatic,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Recorded {
    On,
    Off,
}

/// This machine as a SIP peer: the demo's trunk. Nobody stands behind it to be asked.
pub(crate) const LOOPBACK: &str = "loopback";

struct Ids {
    members: Vec<MemberId>,
    voice: GroupId,
    /// A key of the menu leads there, and calls are handed to it.
    workshop: GroupId,
    chat: GroupId,
    number: NumberId,
    menu_line: NumberId,
    menu: FlowId,
    card_check: FlowId,
    survey: FlowId,
    hours: HoursId,
    channel: ChannelId,
    menu_channel: ChannelId,
    breaks: Vec<BreakReasonId>,
}

impl Ids {
    fn agents(&self) -> Vec<MemberId> {
        let both = self.members.iter().zip(MEMBERS);
        both.filter(|(_, member)| member.3 == Role::Agent).map(|(id, _)| *id).collect()
    }
}

pub(crate) async fn plant(
    store: &Store,
    application: ApplicationId,
    seed: &DemoSeed,
    now: Timestamp,
) -> anyhow::Result<()> {
    let ids = Ids {
        members: MEMBERS.iter().map(|_| MemberId(Uuid::now_v7())).collect(),
        voice: GroupId(Uuid::now_v7()),
        workshop: GroupId(Uuid::now_v7()),
        chat: GroupId(Uuid::now_v7()),
        number: NumberId(Uuid::now_v7()),
        menu_line: NumberId(Uuid::now_v7()),
        menu: FlowId(Uuid::now_v7()),
        card_check: FlowId(Uuid::now_v7()),
        survey: FlowId(Uuid::now_v7()),
        hours: HoursId(Uuid::now_v7()),
        channel: ChannelId(Uuid::now_v7()),
        menu_channel: ChannelId(Uuid::now_v7()),
        breaks: BREAKS.iter().map(|_| BreakReasonId(Uuid::now_v7())).collect(),
    };
    let changes = changes(&ids, seed);
    let hash = hashing::hash(PASSWORD)
        .await
        .map_err(|hashing::Busy| anyhow::anyhow!("too busy to hash"))?;
    let mut batch = Batch::new(application, Seq(0));
    batch.writes = names(application, &ids, &changes, &hash, now);
    batch.writes.push(store::Application::is_in(application, HOME));
    let mut acd = Acd::default();
    for change in changes {
        let input = Input::Config { change };
        let outputs = acd
            .handle(input.clone(), now)
            .map_err(|refused| anyhow::anyhow!("the core refused: {}", refused.code()))?;
        let events = outputs.into_iter().filter_map(|output| match output {
            Output::Event(event) => Some(event),
            Output::Effect(_) => None,
        });
        batch.entries.push(JournalEntry { input, by: None, at: now, events: events.collect() });
    }
    store.append(batch).await?;
    Ok(())
}

pub(crate) fn guide(config: &Config) -> DemoGuide {
    let url = format!("http://{}", config.http);
    DemoGuide {
        hotline: HOTLINE.to_owned(),
        sip: format!("sip:{HOTLINE}@{}", config.advertised(config.sip)),
        widget_key: WIDGET_KEY.to_owned(),
        menu_line: MENU_LINE.to_owned(),
        menu_key: MENU_KEY.to_owned(),
        demo_page: format!("{url}/demo"),
        members: MEMBERS
            .iter()
            .map(|(_, _, email, role)| DemoMember {
                email: (*email).to_owned(),
                password: PASSWORD.to_owned(),
                roles: vec![*role],
            })
            .collect(),
        url,
    }
}

fn changes(ids: &Ids, seed: &DemoSeed) -> Vec<ConfigChange> {
    let settings =
        Settings { break_reasons: ids.breaks.iter().copied().collect(), ..Settings::default() };
    let members = ids.members.iter().map(|id| ConfigChange::MemberPut { member: Member::new(*id) });
    let chat = match seed.chat {
        Reception::Manual => Answering::Manual,
        Reception::Automatic => Answering::Automatic,
    };
    let agents = ids.agents();
    let mechanics = agents.get(1..).unwrap_or_default();
    let mut changes = vec![ConfigChange::SettingsPut { settings }];
    changes.extend(members);
    changes.extend([
        ConfigChange::GroupPut {
            group: with_flows(
                group(ids.voice, GroupKind::Voice, Answering::Manual, &agents, seed),
                ids,
            ),
        },
        ConfigChange::GroupPut {
            group: with_flows(
                group(ids.workshop, GroupKind::Voice, Answering::Manual, mechanics, seed),
                ids,
            ),
        },
        ConfigChange::GroupPut { group: group(ids.chat, GroupKind::Chat, chat, &agents, seed) },
        ConfigChange::NumberPut {
            number: Number {
                id: ids.number,
                group: ids.voice,
                flow: None,
                greeting: Greeting::Played,
                priority: Priority::NORMAL,
            },
        },
        ConfigChange::HoursPut { id: ids.hours, hours: menu::always() },
        ConfigChange::FlowPut {
            id: ids.menu,
            version: FlowVersionId(Uuid::now_v7()),
            flow: menu::flow(ids.voice, ids.workshop, ids.hours),
        },
        ConfigChange::FlowPut {
            id: ids.card_check,
            version: FlowVersionId(Uuid::now_v7()),
            flow: aside::card_check(),
        },
        ConfigChange::FlowPut {
            id: ids.survey,
            version: FlowVersionId(Uuid::now_v7()),
            flow: aside::survey(),
        },
        ConfigChange::NumberPut {
            number: Number {
                id: ids.menu_line,
                group: ids.workshop,
                flow: Some(ids.menu),
                greeting: Greeting::None,
                priority: Priority::NORMAL,
            },
        },
        ConfigChange::ChannelPut {
            channel: Channel { id: ids.channel, group: ids.chat, priority: Priority::NORMAL },
        },
        ConfigChange::ChannelPut {
            channel: Channel { id: ids.menu_channel, group: ids.chat, priority: Priority::NORMAL },
        },
    ]);
    changes
}

fn group(
    id: GroupId,
    kind: GroupKind,
    answering: Answering,
    agents: &[MemberId],
    seed: &DemoSeed,
) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    let members: BTreeMap<MemberId, GroupMember> =
        agents.iter().map(|agent| (*agent, place)).collect();
    Group {
        answering,
        members,
        ring: Millis::from_secs(seed.ring),
        acw: Millis::from_secs(seed.acw),
        // Whoever tries the demo is to hear what was kept.
        recording: match (kind, seed.recording) {
            (GroupKind::Voice, Recorded::On) => RecordingPolicy::On,
            (GroupKind::Voice, Recorded::Off) | (GroupKind::Chat, _) => RecordingPolicy::Off,
        },
        // VC06: at home, and nowhere else.
        dials: if kind == GroupKind::Voice { BTreeSet::from([HOME]) } else { BTreeSet::new() },
        dial_caps: acd::DialCaps::USUAL,
        ..Group::new(id, kind)
    }
}

/// VC20, VC22: the survey by the agent's button, so that whoever tries a call is not asked each time.
fn with_flows(group: Group, ids: &Ids) -> Group {
    Group { self_service: [ids.card_check].into(), survey: Some(ids.survey), ..group }
}

/// The names to the ids, and the accounts.
fn names(
    application: ApplicationId,
    ids: &Ids,
    changes: &[ConfigChange],
    password: &PasswordHash,
    now: Timestamp,
) -> Vec<Write> {
    let mut writes = Vec::new();
    for (id, (name, nickname, email, role)) in ids.members.iter().zip(MEMBERS) {
        let member = store::Member {
            id: *id,
            email: email.to_owned(),
            name: name.to_owned(),
            nickname: nickname.to_owned(),
            password: password.clone(),
            must_change: false,
            password_until: None,
            disabled: false,
            language: Language::English,
            created: now,
        };
        let (agent, admin) = (role == Role::Agent, role == Role::Admin);
        let roles = Roles { agent, supervisor: false, admin };
        writes.push(member.add().and(Membership { application, member: *id, roles }.put()));
    }
    for (id, name) in ids.breaks.iter().zip(BREAKS) {
        writes.push(BreakReason { id: *id, name: name.to_owned() }.put(application));
    }
    writes.extend(changes.iter().filter_map(|change| named(application, ids, change, now)));
    writes
}

fn named(
    application: ApplicationId,
    ids: &Ids,
    change: &ConfigChange,
    now: Timestamp,
) -> Option<Write> {
    let write = match change {
        ConfigChange::GroupPut { group } => {
            let name = match group.id {
                id if id == ids.voice => "Shop hotline",
                id if id == ids.workshop => "Workshop",
                _ => "Chat desk",
            };
            let named = SkillGroup { name: name.to_owned(), routing: group.clone() };
            named.put(application)
        }
        ConfigChange::NumberPut { number } => {
            let hotline = (HOTLINE, "Hotline");
            let (digits, name) =
                if number.id == ids.number { hotline } else { (MENU_LINE, "Menu line") };
            let (digits, name) = (digits.to_owned(), name.to_owned());
            PhoneNumber { digits, name, routing: *number }.put(application)
        }
        ConfigChange::ChannelPut { channel } => {
            let shop = (WIDGET_KEY, "Shop", ids.number);
            let (site_key, name, call) = if channel.id == ids.channel {
                shop
            } else {
                (MENU_KEY, "Shop, by menu", ids.menu_line)
            };
            let settings = SiteSettings {
                welcome: "Questions about a lamp or an order? We are here.".to_owned(),
                call: Some(call),
            };
            let named = ChatChannel {
                site_key: site_key.to_owned(),
                name: name.to_owned(),
                settings: serde_json::to_value(&settings).unwrap_or_default(),
                routing: *channel,
            };
            named.put(application)
        }
        ConfigChange::FlowPut { id, version, flow } => {
            let name = match *id {
                id if id == ids.card_check => "Card check",
                id if id == ids.survey => "Satisfaction",
                _ => "Menu",
            };
            let (id, version, flow) = (*id, *version, flow.clone());
            let name = name.to_owned();
            NamedFlow { id, name, version, put_at: now, flow }.put(application)
        }
        ConfigChange::HoursPut { id, hours } => {
            let (id, hours) = (*id, hours.clone());
            NamedHours { id, name: "Always".to_owned(), hours }.put(application)
        }
        _ => return None,
    };
    Some(write)
}
