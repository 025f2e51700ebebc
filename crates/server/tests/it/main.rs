//! The binary as a whole, from outside: over its sockets, by robots and by strangers, and killed with the real signal.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod applications;
mod call;
mod chat;
mod codecs;
mod demo;
mod docs;
mod first_calls;
mod garbage;
mod http;
mod https;
mod kill;
mod outage;
mod page;
mod reach;
mod second_company;
mod sockets;
mod strangers;
mod transports;
mod trunk;
mod voice;
