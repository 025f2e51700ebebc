//! A company of chat agents only, as many as are wanted: one group, one channel.

use acd::{
    ApplicationId, Channel, ChannelId, ConfigChange, Group, GroupId, GroupKind, GroupMember,
    Member, MemberId, Priority, Settings, Timestamp,
};
use robot::Guide;
use store::{ChatChannel, SkillGroup, Write};
use uuid::Uuid;

use crate::company::{agent_account, named};

const SITE_KEY: &str = "writers";
const GROUP: GroupId = GroupId(Uuid::from_u64_pair(2, 100));
const CHANNEL: ChannelId = ChannelId(Uuid::from_u64_pair(4, 100));
/// A customer or two wait now and then.
const SESSIONS_MAX: u32 = 4;

type Books = (Vec<Write>, Vec<ConfigChange>);

pub(crate) fn books(agents: u64) -> impl FnOnce(ApplicationId, Timestamp) -> Books {
    move |application, now| {
        let ids = || (1..=agents).map(|number| (number, member(number)));
        let channel = Channel { id: CHANNEL, group: GROUP, priority: Priority::NORMAL };
        let member_of = |priority| GroupMember { priority, sessions_max: None };
        let places = ids().zip(1..).map(|((_, id), priority)| (id, member_of(priority)));
        let group = Group { members: places.collect(), ..Group::new(GROUP, GroupKind::Chat) };

        let accounts = ids().map(|(number, id)| agent_account(application, id, &name(number), now));
        let mut writes: Vec<Write> = accounts.collect();
        let named_group = SkillGroup { name: "Writers".to_owned(), routing: group.clone() };
        writes.push(named_group.put(application));
        let (site_key, name) = (SITE_KEY.to_owned(), "Writers".to_owned());
        let settings = serde_json::json!({ "welcome": "", "call": null });
        writes.push(ChatChannel { site_key, name, settings, routing: channel }.put(application));

        let mut changes = vec![ConfigChange::SettingsPut { settings: Settings::default() }];
        changes.extend(ids().map(|(_, id)| ConfigChange::MemberPut {
            member: Member { id, sessions_max: SESSIONS_MAX },
        }));
        changes.push(ConfigChange::GroupPut { group });
        changes.push(ConfigChange::ChannelPut { channel });
        (writes, changes)
    }
}

/// The way in, through `url`.
pub(crate) fn guide(agents: u64, url: String) -> Guide {
    Guide {
        url,
        hotline: String::new(),
        sip: String::new(),
        widget_key: SITE_KEY.to_owned(),
        members: (1..=agents).map(|number| named(&name(number))).collect(),
    }
}

fn name(number: u64) -> String {
    format!("Writer{number}")
}

const fn member(number: u64) -> MemberId {
    MemberId(Uuid::from_u64_pair(1, 100 + number))
}
