//! The store's tests: one suite, run on `SQLite` and on the PostgreSQL that `RAPPORT_TEST_POSTGRES` names.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod append;
mod attachments;
mod canned_replies;
mod core;
mod customers;
mod directory;
mod ground;
mod internal;
mod journal;
mod kill;
mod live_legs;
mod logins;
mod members;
mod messages;
mod open;
mod pressed_keys;
mod prompts;
mod rebuild;
mod recordings;
mod records;
mod sip_phones;
mod snapshot;
mod status_spans;
mod story;
mod voicemails;
