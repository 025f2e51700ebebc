//! Calls driven from outside: tables of what happens and what must follow, and random days.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod agent;
mod any_order;
mod arrival;
mod causes;
mod consult;
mod consult_outside;
mod customer;
mod dial;
mod flow;
mod internal;
mod keys;
mod outside;
mod page;
mod rig;
mod self_service;
mod talk;
