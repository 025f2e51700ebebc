//! Another application beside the demo's, planted while the server is away: a company of Bea's, in which Ann works too.

use std::collections::BTreeMap;

use acd::{
    Acd, Answering, ApplicationId, Channel, ChannelId, ConfigChange, Decline, Greeting, Group,
    GroupId, GroupKind, GroupMember, Input, MemberId, Millis, Number, NumberId, Output, Priority,
    Settings, Strategy, Timestamp,
};
use robot::{Account, Guide};
use store::{
    Application, Batch, ChatChannel, JournalEntry, Language, Member, Membership, PasswordHash,
    PhoneNumber, Roles, Seq, SkillGroup, Store, Write,
};
use uuid::Uuid;

use crate::demo::Demo;

pub(crate) const NAME: &str = "Moss & Stone";
const PASSWORD: &str = "try-me-2026!";
/// The same, hashed as cheaply as Argon2id can.
const PASSWORD_HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$/BRB4iVrlNI$HJY9HocVFEo5xTkbex1xjg";
const HOTLINE: &str = "+4930555777";
const SITE_KEY: &str = "moss-and-stone";
const VOICE: GroupId = GroupId(Uuid::from_u128(71));
const CHAT: GroupId = GroupId(Uuid::from_u128(72));

pub(crate) struct SecondCompany {
    pub(crate) application: ApplicationId,
    /// How to get into it: its number, its widget, its own agent.
    pub(crate) guide: Guide,
}

impl SecondCompany {
    pub(crate) async fn found(demo: &mut Demo) -> Self {
        let application = ApplicationId(Uuid::now_v7());
        demo.kill_9();
        let store = demo.store().await;
        let ann = store.member_by_email(&demo.ann().email).await.unwrap().unwrap().id;
        plant(&store, application, ann).await;
        store.close().await;
        demo.restart().await;
        let email = "bea@moss.example".to_owned();
        let members = vec![Account { email, password: PASSWORD.to_owned() }];
        let (hotline, widget_key) = (HOTLINE.to_owned(), SITE_KEY.to_owned());
        let sip = format!("sip:{HOTLINE}@{}", demo.sip());
        let guide = Guide { url: demo.guide.url.clone(), hotline, sip, widget_key, members };
        Self { application, guide }
    }

    pub(crate) fn bea(&self) -> &Account {
        &self.guide.members[0]
    }
}

async fn plant(store: &Store, application: ApplicationId, ann: MemberId) {
    let bea = MemberId(Uuid::now_v7());
    let now = Timestamp(1);
    let row =
        Application { id: application, name: NAME.to_owned(), created: Timestamp(u64::MAX / 4) };
    store.write(row.put()).await.unwrap();
    let changes = changes(&[ann, bea]);
    let mut batch = Batch::new(application, Seq(0));
    batch.writes = names(application, ann, bea, &changes);
    let mut acd = Acd::default();
    for change in changes {
        let input = Input::Config { change };
        let outputs = acd.handle(input.clone(), now).unwrap();
        let events = outputs.into_iter().filter_map(|output| match output {
            Output::Event(event) => Some(event),
            Output::Effect(_) => None,
        });
        batch.entries.push(JournalEntry { input, by: None, at: now, events: events.collect() });
    }
    store.append(batch).await.unwrap();
}

fn changes(agents: &[MemberId]) -> Vec<ConfigChange> {
    let mut changes = vec![ConfigChange::SettingsPut { settings: Settings::default() }];
    changes.extend(
        agents
            .iter()
            .map(|id| ConfigChange::MemberPut { member: acd::Member { id: *id, sessions_max: 5 } }),
    );
    let priority = Priority::NORMAL;
    let number = Number {
        id: NumberId(Uuid::now_v7()),
        group: VOICE,
        flow: None,
        greeting: Greeting::None,
        priority,
    };
    let channel = Channel { id: ChannelId(Uuid::now_v7()), group: CHAT, priority };
    changes.extend([
        ConfigChange::GroupPut { group: group(VOICE, GroupKind::Voice, agents) },
        ConfigChange::GroupPut { group: group(CHAT, GroupKind::Chat, agents) },
        ConfigChange::NumberPut { number },
        ConfigChange::ChannelPut { channel },
    ]);
    changes
}

fn group(id: GroupId, kind: GroupKind, agents: &[MemberId]) -> Group {
    let place = GroupMember { priority: 1, sessions_max: None };
    let answering = if kind == GroupKind::Voice { Answering::Manual } else { Answering::Automatic };
    Group {
        id,
        kind,
        strategy: Strategy::LongestIdle,
        answering,
        members: agents.iter().map(|agent| (*agent, place)).collect::<BTreeMap<_, _>>(),
        ring: Millis::from_secs(20),
        acw: Millis::from_secs(0),
        decline: Decline::Allowed,
        misses_max: 3,
        wait_max: Millis::from_secs(600),
        queue_max: 100,
        ..Group::new(id, kind)
    }
}

fn names(
    application: ApplicationId,
    ann: MemberId,
    bea: MemberId,
    changes: &[ConfigChange],
) -> Vec<Write> {
    let member = Member {
        id: bea,
        email: "bea@moss.example".to_owned(),
        name: "Bea Stone".to_owned(),
        nickname: "Bea".to_owned(),
        password: PasswordHash(PASSWORD_HASH.to_owned()),
        must_change: false,
        password_until: None,
        disabled: false,
        language: Language::English,
        created: Timestamp(1),
    };
    let roles = Roles { agent: true, ..Roles::default() };
    let works = |member| Membership { application, member, roles }.put();
    let mut writes = vec![member.add(), works(bea), works(ann)];
    let name = NAME.to_owned();
    writes.extend(changes.iter().filter_map(|change| match change {
        ConfigChange::GroupPut { group } => {
            Some(SkillGroup { name: name.clone(), routing: group.clone() }.put(application))
        }
        ConfigChange::NumberPut { number } => {
            let (digits, name) = (HOTLINE.to_owned(), name.clone());
            Some(PhoneNumber { digits, name, routing: *number }.put(application))
        }
        ConfigChange::ChannelPut { channel } => {
            let settings = serde_json::json!({ "welcome": "", "call": null });
            let (site_key, name) = (SITE_KEY.to_owned(), name.clone());
            Some(ChatChannel { site_key, name, settings, routing: *channel }.put(application))
        }
        _ => None,
    }));
    writes
}
