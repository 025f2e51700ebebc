//! The cast's company, set up as an admin would have done before the curtain rises, and the server that serves it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use acd::{Acd, ApplicationId, ConfigChange, Input, MemberId, Output, Timestamp};
use robot::{Account, Exchange, Guide, Server};
use stage::cast::{Agent, Customer, Group, Reason};
use stage::ids;
use store::{
    Application, Batch, BreakReason, ChatChannel, JournalEntry, Language, Member, Membership,
    PasswordHash, PhoneNumber, Roles, Seq, SkillGroup, Store, Write,
};

use crate::database::{Database, Kind};
use crate::lookup::Lookup;

/// Who makes SIP phones, and is nobody's agent.
pub(crate) const ADMIN: &str = "Ada";
const PASSWORD: &str = "try-me-2026!";
/// The same, hashed as cheaply as Argon2id can: each play has logins of its own.
const PASSWORD_HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$/BRB4iVrlNI$HJY9HocVFEo5xTkbex1xjg";

pub(crate) struct Company {
    pub(crate) server: Server,
    /// VC06: the customers' telephones.
    pub(crate) exchange: Exchange,
    /// VC31: where SIP phones register.
    pub(crate) phones: SocketAddr,
    /// VC41: what flows ask.
    pub(crate) lookup: Lookup,
    pub(crate) database: Database,
}

impl Company {
    pub(crate) async fn open(
        changes: Vec<ConfigChange>,
        binary: &Path,
        kind: Kind,
    ) -> anyhow::Result<Self> {
        Self::plant(|application, now| (names(application, &changes, now), changes), binary, kind)
            .await
    }

    /// Its rows and what its core is told, by its id and the time of its founding.
    pub(crate) async fn plant(
        books: impl FnOnce(ApplicationId, Timestamp) -> (Vec<Write>, Vec<ConfigChange>),
        binary: &Path,
        kind: Kind,
    ) -> anyhow::Result<Self> {
        let data = std::env::temp_dir().join(format!("rapport-live-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&data)?;
        let database = Database::make(kind, &data).await?;
        let lookup = Lookup::open().await?;
        let books = |application, now| {
            let (writes, mut changes) = books(application, now);
            lookup.tell(&mut changes)?;
            Ok((writes, changes))
        };
        plant(database.url(), books).await?;
        let exchange = Exchange::open().await?;
        // Calls out go to the first peer.
        let far_ends = format!("--sip-peer=exchange={}", exchange.address());
        // A network: nobody takes a call out there.
        let trunk = "--sip-peer=loopback=127.0.0.1/31";
        let rows = format!("--database={}", database.url());
        let listed = format!("--egress={}", lookup.address()?);
        let inside = "--egress-inside=127.0.0.1/32";
        let phones = SocketAddr::from((Ipv4Addr::LOCALHOST, robot::free_port()?));
        let registrar = format!("--sip-phones={phones}");
        let flags = [&far_ends, trunk, "--log=info", &rows, &listed, inside, &registrar];
        let server = Server::start(binary, "serve", data, &flags).await?;
        Ok(Self { server, exchange, phones, lookup, database })
    }

    /// What the server complained of, for who looks for the reason.
    pub(crate) fn complaints(&self) -> String {
        let log = self.server.log();
        let complaints = log.lines().filter(|line| line.contains("WARN") || line.contains("ERROR"));
        complaints.collect::<Vec<_>>().join("\n")
    }

    /// How to get to a group: its number, its widget.
    pub(crate) fn guide(&self, group: Group) -> Guide {
        Guide {
            url: self.server.url(),
            hotline: number(group),
            sip: format!("sip:{}@{}", number(group), self.server.sip()),
            widget_key: site_key(group),
            members: Agent::ALL.into_iter().map(account).collect(),
        }
    }
}

pub(crate) fn account(agent: Agent) -> Account {
    named(agent.name())
}

pub(crate) fn named(name: &str) -> Account {
    let email = format!("{}@cast.example", name.to_lowercase());
    Account { email, password: PASSWORD.to_owned() }
}

pub(crate) fn number(group: Group) -> String {
    format!("+49305550{}", 10 + group as u32)
}

/// Who calls.
pub(crate) fn phone_number(customer: Customer) -> String {
    ids::phone_number(customer)
}

fn site_key(group: Group) -> String {
    group.name().to_lowercase()
}

async fn plant(
    database: &str,
    books: impl FnOnce(ApplicationId, Timestamp) -> anyhow::Result<(Vec<Write>, Vec<ConfigChange>)>,
) -> anyhow::Result<()> {
    let store = Store::open(database).await?;
    let application = ApplicationId(uuid::Uuid::now_v7());
    let now = now();
    let name = "The cast".to_owned();
    let is_home = Application::is_in(application, ids::HOME);
    store.write(Application { id: application, name, created: now }.put().and(is_home)).await?;
    let mut batch = Batch::new(application, Seq(0));
    let (writes, changes) = books(application, now)?;
    batch.writes = writes;
    let mut acd = Acd::default();
    for change in changes {
        let input = Input::Config { change };
        let outputs = acd
            .handle(input.clone(), now)
            .map_err(|refused| anyhow::anyhow!("an admin was refused: {}", refused.code()))?;
        let events = outputs.into_iter().filter_map(|output| match output {
            Output::Event(event) => Some(event),
            Output::Effect(_) => None,
        });
        batch.entries.push(JournalEntry { input, by: None, at: now, events: events.collect() });
    }
    store.append(batch).await?;
    store.close().await;
    Ok(())
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or_default())
}

fn names(application: ApplicationId, changes: &[ConfigChange], now: Timestamp) -> Vec<Write> {
    let agents = Agent::ALL.into_iter().map(|agent| member(application, agent, now));
    let customers = Customer::ALL.into_iter().map(|one| customer(application, one, now));
    let reasons = Reason::ALL.into_iter().map(|reason| {
        let (id, name) = (ids::reason_id(reason), reason.name().to_owned());
        BreakReason { id, name }.put(application)
    });
    let routing = changes.iter().filter_map(|change| routed(application, change));
    let roles = Roles { admin: true, ..Roles::default() };
    let admin = account_of(application, ids::ADMIN, (ADMIN, roles), now);
    agents.chain([admin]).chain(customers).chain(reasons).chain(routing).collect()
}

fn member(application: ApplicationId, agent: Agent, now: Timestamp) -> Write {
    agent_account(application, ids::member(agent), agent.name(), now)
}

/// An agent whose e-mail is the name at the cast's company.
pub(crate) fn agent_account(
    application: ApplicationId,
    id: MemberId,
    name: &str,
    now: Timestamp,
) -> Write {
    account_of(application, id, (name, Roles { agent: true, ..Roles::default() }), now)
}

fn account_of(
    application: ApplicationId,
    id: MemberId,
    (name, roles): (&str, Roles),
    now: Timestamp,
) -> Write {
    let member = Member {
        id,
        email: named(name).email,
        name: name.to_owned(),
        nickname: name.to_owned(),
        password: PasswordHash(PASSWORD_HASH.to_owned()),
        must_change: false,
        password_until: None,
        disabled: false,
        language: Language::English,
        created: now,
    };
    member.add().and(Membership { application, member: member.id, roles }.put())
}

fn customer(application: ApplicationId, customer: Customer, now: Timestamp) -> Write {
    let known = store::Customer {
        id: ids::customer(customer),
        application,
        name: Some(customer.name().to_owned()),
        phone: Some(phone_number(customer)),
        user_id: None,
        created: now,
    };
    known.put()
}

/// The name, number or site of what the core knows by its id.
fn routed(application: ApplicationId, change: &ConfigChange) -> Option<Write> {
    let write = match change {
        ConfigChange::GroupPut { group } => {
            let name = ids::group(group.id)?.name().to_owned();
            SkillGroup { name, routing: group.clone() }.put(application)
        }
        ConfigChange::NumberPut { number: routing } => {
            let group = ids::group(routing.group)?;
            let (digits, name) = (number(group), group.name().to_owned());
            PhoneNumber { digits, name, routing: *routing }.put(application)
        }
        ConfigChange::ChannelPut { channel } => {
            let group = ids::group(channel.group)?;
            let (site_key, name) = (site_key(group), group.name().to_owned());
            let settings = serde_json::json!({ "welcome": "", "call": null });
            ChatChannel { site_key, name, settings, routing: *channel }.put(application)
        }
        ConfigChange::SettingsPut { .. }
        | ConfigChange::GroupRemoved { .. }
        | ConfigChange::MemberPut { .. }
        | ConfigChange::MemberRemoved { .. }
        | ConfigChange::NumberRemoved { .. }
        | ConfigChange::ChannelRemoved { .. }
        | ConfigChange::FlowPut { .. }
        | ConfigChange::FlowRemoved { .. }
        | ConfigChange::HoursPut { .. }
        | ConfigChange::HoursRemoved { .. } => return None,
    };
    Some(write)
}
