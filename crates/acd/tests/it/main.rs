//! Tests of the core from outside: what the plays cannot say in sentences.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod center;
mod external;
mod flow;
mod help;
mod internal;
mod journal;
mod keys;
mod laws;
mod memory;
mod random;
mod rating;
mod reach;
mod rings;
mod self_service;
mod survey;
mod table;
mod whims;
mod work;
