//! The store's tests: one suite, run on `SQLite` and, where `RAPPORT_TEST_POSTGRES` names a server, on PostgreSQL too.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a killed child and a missing server speak on it")]

mod append;
mod core;
mod customers;
mod directory;
mod ground;
mod journal;
mod kill;
mod live_legs;
mod logins;
mod members;
mod messages;
mod open;
mod rebuild;
mod records;
mod snapshot;
mod status_spans;
mod story;
