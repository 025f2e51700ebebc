//! The media plane between simulated browsers and telephones, in virtual time: what each end hears is decoded and
//! measured, not assumed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod continuity;
mod digits;
mod flow;
mod garbage;
mod hold;
mod offers;
mod orders;
mod pairs;
mod path;
mod ports;
mod prompts;
mod recording;
mod reports;
mod source;
mod strain;
mod talk;
mod three;
mod world;
