//! The media plane between simulated browsers and telephones, in virtual time: what each end hears is decoded and
//! measured, not assumed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod talk;
mod world;
