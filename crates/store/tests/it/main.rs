//! The store's tests: one suite, run on `SQLite` and, where `RAPPORT_TEST_POSTGRES` names a server, on PostgreSQL too.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod append;
mod ground;
mod journal;
mod messages;
mod open;
mod snapshot;
mod story;
