//! What an admin has named: everything a server must know at boot to say names where the core says ids.

mod break_reason;
mod channel_access;
mod channel_secret;
mod chat_channel;
mod named_flow;
mod named_hours;
mod phone_number;
mod skill_group;

use acd::ApplicationId;

pub use break_reason::BreakReason;
pub use channel_access::{ChannelAccess, ChannelKind};
pub use channel_secret::{ChannelSecret, ChannelSecretId};
pub use chat_channel::ChatChannel;
pub use named_flow::NamedFlow;
pub use named_hours::NamedHours;
pub use phone_number::PhoneNumber;
pub use skill_group::SkillGroup;

use crate::statement::statement;
use crate::{Colleague, ReadError, Store};

/// All names of one application, each list in the order of its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    pub members: Vec<Colleague>,
    pub groups: Vec<SkillGroup>,
    pub numbers: Vec<PhoneNumber>,
    pub channels: Vec<ChatChannel>,
    pub break_reasons: Vec<BreakReason>,
}

impl Store {
    pub async fn directory(&self, application: ApplicationId) -> Result<Directory, ReadError> {
        self.read_directory(application).await.map_err(ReadError::of("the directory"))
    }

    async fn read_directory(&self, application: ApplicationId) -> Result<Directory, sqlx::Error> {
        let mut open = self.database.begin_read().await?;
        let members = statement!(
            "SELECT member.id, member.email, member.name, member.nickname, member.disabled,
                 membership.agent, membership.supervisor, membership.admin
             FROM member JOIN membership ON membership.member = member.id
             WHERE membership.application = $1 ORDER BY member.name, member.id",
            application,
        );
        let groups = statement!(
            "SELECT name, routing FROM skill_group WHERE application = $1 ORDER BY name, id",
            application,
        );
        let numbers = statement!(
            "SELECT digits, name, routing FROM phone_number
             WHERE application = $1 ORDER BY name, id",
            application,
        );
        let channels = statement!(
            "SELECT site_key, name, settings, routing FROM chat_channel
             WHERE application = $1 ORDER BY name, id",
            application,
        );
        let break_reasons = statement!(
            "SELECT id, name FROM break_reason WHERE application = $1 ORDER BY name, id",
            application,
        );
        Ok(Directory {
            members: all(open.rows(&members).await?.iter().map(Colleague::read))?,
            groups: all(open.rows(&groups).await?.iter().map(SkillGroup::read))?,
            numbers: all(open.rows(&numbers).await?.iter().map(PhoneNumber::read))?,
            channels: all(open.rows(&channels).await?.iter().map(ChatChannel::read))?,
            break_reasons: all(open.rows(&break_reasons).await?.iter().map(BreakReason::read))?,
        })
    }
}

fn all<T>(read: impl Iterator<Item = Result<T, sqlx::Error>>) -> Result<Vec<T>, sqlx::Error> {
    read.collect()
}
