//! Tests of flows from outside: each node, each fault, business hours, and the laws over random flows.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod caller;
mod drafts;
mod faults;
mod form;
mod keyed;
mod laws;
mod nodes;
mod opening;
mod questions;
mod random;
mod self_service;
