//! Scripted people: callers over SIP, agents and customers over the live sockets, with sound that is measured and not
//! assumed. For the demo, the live stage, the benchmarks and load. Nothing of the server depends on it.

mod agent;
mod caller;
mod customer;
mod cutter;
mod diary;
mod duty;
mod ear;
pub mod exactly_once;
mod exchange;
mod guide;
mod handset;
mod live;
mod murmur;
mod picture;
mod registration;
mod rush_hour;
mod server;
mod sound_link;
mod staff;
mod steady;
mod town;
mod voice;

pub use agent::{Agent, Seen, log_in};
pub use caller::{Caller, CallerState, Dialling};
pub use customer::{Customer, SeenChat, new_token};
pub use cutter::{Cut, Cutter};
pub use diary::{Diary, Entry, Side};
pub use duty::{Handling, on_duty};
pub use ear::Ear;
pub use exchange::{Exchange, Refusal, Telephone};
pub use guide::{Account, Guide};
pub use handset::Handset;
pub use live::Live;
pub use picture::apply;
pub use registration::PhoneLogin;
pub use rush_hour::{Counts, Plan, RushHour};
pub use server::{Server, free_port};
pub use staff::hire;
pub use steady::{PageView, SteadyAgent, SteadyCustomer, Workplace};
pub use town::Town;
pub use voice::Voice;
