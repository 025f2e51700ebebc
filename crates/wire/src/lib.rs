//! What goes over the wire: HTTP bodies, frames of the live sockets, problems. The OpenAPI document and the
//! TypeScript types are generated from here, so this is the contract; it holds no rule and no behaviour.

use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

pub mod attachment;
pub mod audit;
pub mod call_settings;
pub mod canned_reply;
pub mod channel;
pub mod chat_settings;
pub mod command;
pub mod customer;
pub mod demo;
pub mod flow;
pub mod group_flows;
pub mod login;
pub mod mail;
pub mod member;
pub mod password;
pub mod problem;
pub mod prompt;
pub mod record;
pub mod satisfaction_settings;
pub mod setup;
pub mod sip_phone;
pub mod telephone;
pub mod totp;
pub mod voicemail;
pub mod widget;
pub mod workspace;

/// The live protocol's version, told in every hello. A client with another one reloads.
pub const PROTOCOL: u32 = 1;

/// Its schema has this one number, so that the clients' generated types hold theirs against it.
fn protocol_schema() -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some([PROTOCOL])).build()
}
