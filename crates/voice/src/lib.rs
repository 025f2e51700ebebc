//! Call control as a value: what the core wants of a call and what its legs report go in, what the legs
//! shall do and the facts for the core come out.
//!
//! One [`Call`] for each call, owned by one task. It holds no socket, reads no clock and speaks neither SIP
//! nor RTP: its owner carries out the [`Action`]s. It converges: whatever it missed, arranging what the core
//! wants now ends right, and arranging the same twice does nothing.

#![warn(clippy::wildcard_enum_match_arm)]

mod action;
mod agent;
mod call;
mod causes;
mod hearing;
mod input;
mod keypad;
mod line;
mod outside;
mod playlist;
mod sound_watch;
pub mod strains;

pub use action::{Action, OutsideAction};
pub use agent::AGENT_GRACE;
pub use call::{Call, customer_leg, external_leg};
pub use causes::{cause, dial_failure, rejection};
pub use input::{Input, LineEvent, MemberLegs};
pub use line::LineKind;
pub use sound_watch::{
    ARRIVAL_MAX, PAGE_GRACE, PROBE_MAX, QUIET_MAX, QUIET_ON_HOLD_MAX, UNHEARD_MAX,
};
