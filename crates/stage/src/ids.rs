//! The cast's ids: made here, known to the core. The same on every stage.

use acd::{
    BreakReasonId, ChannelId, ContactId, Country, CustomerId, FarEnd, FlowId, GroupId, MemberId,
    MessageId, NumberId, PhoneId,
};
use flow::{FlowVersionId, HoursId};
use uuid::Uuid;

use crate::act::StartedFlow;
use crate::cast::{Agent, Customer, Group, Reason, Service};

pub const fn member(agent: Agent) -> MemberId {
    MemberId(uuid(1, agent as u64))
}

/// Who sets up what plays need, and takes no contacts.
pub const ADMIN: MemberId = MemberId(uuid(1, u64::MAX));

pub fn agent(member: MemberId) -> Option<Agent> {
    Agent::ALL.into_iter().find(|agent| self::member(*agent) == member)
}

pub const fn group_id(group: Group) -> GroupId {
    GroupId(uuid(2, group as u64))
}

pub fn group(id: GroupId) -> Option<Group> {
    Group::ALL.into_iter().find(|group| group_id(*group) == id)
}

pub const fn number(group: Group) -> NumberId {
    NumberId(uuid(3, group as u64))
}

pub const fn channel(group: Group) -> ChannelId {
    ChannelId(uuid(4, group as u64))
}

pub const fn customer(customer: Customer) -> CustomerId {
    CustomerId(uuid(5, customer as u64))
}

/// In E.164: who calls, and who is called.
pub fn phone_number(customer: Customer) -> String {
    format!("+49301112{}", 20 + customer as u32)
}

pub fn customer_of(id: CustomerId) -> Option<Customer> {
    Customer::ALL.into_iter().find(|one| customer(*one) == id)
}

/// VC12: the SIP phone in the lobby, where Pit sits.
pub const LOBBY: PhoneId = PhoneId(uuid(12, 0));

/// VC31: the SIP phone on an agent's desk.
pub const fn desk_phone(agent: Agent) -> PhoneId {
    PhoneId(uuid(12, agent as u64 + 1))
}

/// Who is at the other end where no agent is. Only Pit sits by a phone that is nobody's; what its id is, a stage may not choose.
pub fn far_end_of(far_end: FarEnd) -> Option<Customer> {
    match far_end {
        FarEnd::Customer(called) => customer_of(called),
        FarEnd::Phone(_) => Some(Customer::Pit),
    }
}

pub const fn reason_id(reason: Reason) -> BreakReasonId {
    BreakReasonId(uuid(6, reason as u64))
}

pub fn reason(id: BreakReasonId) -> Option<Reason> {
    Reason::ALL.into_iter().find(|reason| reason_id(*reason) == id)
}

pub const fn contact(count: u64) -> ContactId {
    ContactId(uuid(7, count))
}

pub const fn message(count: u64) -> MessageId {
    MessageId(uuid(8, count))
}

/// Where the cast lives, and the only country that its groups may call.
pub const HOME: Country = country(*b"DE");
pub const ABROAD: Country = country(*b"FR");

const fn country(letters: [u8; 2]) -> Country {
    Country::new(letters).expect("two capital letters are a country")
}

/// The flow of `menu.json`, and the hours that it asks for.
pub const MENU: FlowId = FlowId(uuid(9, 0));
pub const MENU_VERSION: FlowVersionId = FlowVersionId(uuid(10, 0));
pub const MENU_HOURS: HoursId = HoursId(uuid(11, 0));

pub const fn service(service: Service) -> FlowId {
    FlowId(uuid(9, service as u64 + 1))
}

pub fn service_of(id: FlowId) -> Option<Service> {
    Service::ALL.into_iter().find(|one| service(*one) == id)
}

/// The flow of `opinion.json`.
pub const OPINION: FlowId = FlowId(uuid(9, 9));
/// The flow of `lookup.json`.
pub const LOOKUP: FlowId = FlowId(uuid(9, 10));
/// The flow of `voicemail.json`.
pub const VOICEMAIL: FlowId = FlowId(uuid(9, 11));
/// The flow of `exchange.json`.
pub const EXCHANGE: FlowId = FlowId(uuid(9, 12));
/// No flow of anybody's.
pub const NO_FLOW: FlowId = FlowId(uuid(9, u64::MAX));

pub const fn started(flow: StartedFlow) -> FlowId {
    match flow {
        StartedFlow::Service(service) => self::service(service),
        StartedFlow::Menu => MENU,
        StartedFlow::Nothing => NO_FLOW,
    }
}

/// No reason of the list.
pub const UNLISTED: BreakReasonId = BreakReasonId(uuid(6, u64::MAX));

const fn uuid(kind: u64, count: u64) -> Uuid {
    Uuid::from_u64_pair(kind, count)
}
