//! The binary as a whole, from outside: over its sockets, by robots and by strangers, and killed with the real signal.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod applications;
mod browser;
mod call;
mod call_settings;
mod chat;
mod codecs;
mod demo;
mod directory;
mod docs;
mod drain;
mod empty;
mod enquiries;
mod first_calls;
mod flows;
mod garbage;
mod group_flows;
mod hand_over;
mod http;
mod https;
mod keys;
mod kill;
mod known_passwords;
mod logins;
mod members;
mod operations;
mod outage;
mod outbound;
mod page;
mod passwords;
mod postgres;
mod reach;
mod recording;
mod rush_hour;
mod second_company;
mod secrets;
mod sip_phones;
mod smtpd;
mod sockets;
mod strangers;
mod transports;
mod trunk;
mod trunk_ping;
mod voice;
mod widget_limits;
