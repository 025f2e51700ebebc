//! Sound without sockets or clocks: legs, who hears whom, prompts, keys.
//!
//! A [`Plane`] is a value that one media thread owns. Datagrams and time go in, datagrams and events come out; there
//! is no socket, no clock, no lock, no disk and no log in it. Everything it holds is bounded, and a leg that is closed
//! leaves nothing behind ([`Plane::traces`]).
//!
//! # How to drive it
//!
//! The thread sleeps until [`Plane::next_tick`] (or for ever, when that is `None`), but no longer than its own tick of
//! 1 to 3 ms while there are legs: draining sockets on a tick costs half of what waking up per packet costs. Then:
//!
//! ```no_run
//! # use media::{Event, Order, Plane, Socket};
//! # use std::net::SocketAddr;
//! # use std::time::Instant;
//! # fn turn(
//! #     plane: &mut Plane, now: Instant, orders: Vec<Order>, datagrams: Vec<(Socket, SocketAddr, Vec<u8>)>,
//! # ) {
//! for order in orders {
//!     if let Err(refused) = plane.order(order, now) { /* report it to whoever gave the order */ }
//! }
//! // Every socket, until it is empty (recvmmsg). The slices may point into reused buffers.
//! for (socket, source, datagram) in &datagrams {
//!     plane.receive(*socket, *source, datagram, now);
//! }
//! plane.tick(now);
//! // All at once (sendmmsg): the slices stay valid until they are cleared.
//! for transmit in plane.transmits() { /* transmit.socket, transmit.to, transmit.datagram */ }
//! plane.clear_transmits();
//! while let Some(event) = plane.poll_event() { /* push it to the event ring */ }
//! # }
//! ```
//!
//! `now` may be read once per turn; it must not run backwards. Calling [`Plane::tick`] too early or too often is
//! harmless. A thread that was stopped for long sends no burst afterwards: more than 100 ms are skipped.
//!
//! # Who hears whom
//!
//! A leg hears exactly one [`Source`]; in a three-way call that source is the two others. Hold is "the customer hears music, the agent still hears the customer"; mute is
//! "the customer hears silence"; a switch is one [`Order::Listen`] and never touches signalling. A leg is one RTP
//! stream for its whole life: SSRC, sequence numbers and timestamps go on through every switch, with the marker set.
//! There is never a gap: a leg that hears silence, or a leg that says nothing, gets a frame of silence every 20 ms.
//! Keys are reported as [`Event::Digit`] and never passed on by themselves: what an agent may hear is the caller's to
//! decide.
//!
//! # What allocates
//!
//! Phone to phone: nothing, once the output buffer has grown. To a browser: str0m takes a payload as `Arc<[u8]>`
//! (prompts are stored so, and a browser's packets arrive so; a phone's payload is copied into one) and returns each
//! encrypted packet as a `Vec`. From a browser: one `Arc<[u8]>` for the decrypted payload. RTCP, every few seconds:
//! a few small buffers. str0m also writes `tracing` events; without a subscriber at that level they cost a branch.
//!
//! # For the other end
//!
//! [`RtpPhone`] and [`BrowserCaller`] are far ends as values, for robots and tests; [`Tone`] and [`level_db`] send and
//! measure what was heard.

#![warn(clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]
#![cfg_attr(test, expect(clippy::indexing_slicing, reason = "a test fails by panicking"))]

mod browser_caller;
mod browser_connection;
mod clock;
mod codec;
mod conceal;
mod config;
mod decoder;
mod dtmf;
mod earpiece;
mod encoder;
mod event;
mod formats;
pub mod g711;
mod goertzel;
mod half_band;
mod jitter;
mod latch;
mod leg;
mod mixer;
mod mouth;
mod opus_packet;
mod order;
mod outgoing;
mod pcm;
mod plane;
mod playout;
mod ports;
mod prompts;
mod routes;
mod rtcp;
mod rtp;
mod rtp_phone;
mod seed;
mod side;
mod stats;
mod strain;
mod streams;
mod tape;
mod tone;
mod tone_key;
mod tone_keys;
mod tray;
mod watch;
mod wav;
mod work;

pub use browser_caller::{BrowserCaller, CallerEvent, CallerFailed};
pub use browser_connection::{BrowserConnection, OFFER_LENGTH_MAX, OfferRejected};
pub use clock::RtpClock;
pub use codec::{Codec, FRAME_SAMPLES, FRAME_TIME, SAMPLE_RATE};
pub use config::{PlaneConfig, QUIET_AFTER, Timeouts};
pub use dtmf::{DIGITS_WAITING_MAX, Digit};
pub use event::{CloseReason, Event};
pub use formats::Formats;
pub use goertzel::{FLOOR_DB, level_db};
pub use jitter::{Arrival, JitterRing, RING_SLOTS, Slot};
pub use order::{LegId, Order, OrderRefused, PhoneTerms, Repeat, RtpPort, Socket, Source};
pub use pcm::{PcmFrame, PcmRate};
pub use plane::{Dropped, LEGS_MAX, Plane};
pub use ports::{LEGS_PER_PORT_MAX, PortPool};
pub use prompts::{
    BEEP_HZ, ENDED_HZ, GREETING_HZ, MUSIC_HZ, NOTICE_HZ, PromptId, Prompts, RING_BACK_HZ,
};
pub use rtp::{HEADER_LENGTH, RtpHeader};
pub use rtp_phone::{HeardPacket, RtpPhone};
pub use stats::LegStats;
pub use strain::{JITTER_MAX, LOSS_PER_MILLE_MAX, ROUND_TRIP_MAX, Strain, Strains};
pub use tape::{Samples, TAPE_FRAMES_MAX, Tape, TapeEnded, TapeFrame, TapeReader, TapeSound, tape};
pub use tone::Tone;
pub use tray::Transmit;
pub use watch::PACKETS_PER_SECOND_MAX;
pub use wav::{WAV_SAMPLES_MAX, WavRefused, read as read_wav, write as write_wav};
pub use work::Work;
