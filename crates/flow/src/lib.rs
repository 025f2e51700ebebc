//! Call flows as data, and their interpreter, as a value (VC20, VC22, VC41). Inputs and the time go in, events come out.
//!
//! - A [`Flow`] is what an admin has drawn: [`Node`]s by their names. A draft may have gaps; [`validate()`] names each of them,
//!   and what it passes can be published. A published version never changes.
//! - A [`Run`] is one caller's way through one version. [`Run::handle`] takes an [`Input`] and gives [`Event`]s;
//!   [`Run::apply`] alone changes it, so that its events are its state. [`Run::wanted`] says what is to be done now, as often
//!   as one asks; [`Run::next_deadline`] says until when.
//! - [`Values`] are the texts: what was keyed in, set, and answered. They are not in the run and not in its events, so that a
//!   journal holds nothing of a person. Whoever feeds the run keeps them, and answers what the run asks of them.
//! - [`BusinessHours`] say whether the application is open at an instant.
//!
//! One round of whoever feeds a run, with a key:
//!
//! ```text
//! values.press(flow, run, key) ──► meaning ──► run.handle(…) ──► events ──► journal
//!            ▲                                                     │
//!            └──────────────── values.follow(flow, event) ◄────────┘        then run.wanted(flow) is carried out
//! ```
//!
//! ```
//! use std::collections::BTreeMap;
//! use flow::{Flow, FlowVersionId, Ground, Input, Key, Outcome, Run, Timestamp, Values};
//!
//! let flow: Flow = serde_json::from_str(r##"{ "kind": "inbound", "start": "1", "nodes": {
//!     "1": { "node": "menu", "options": { "1": "2", "#": "3" }, "question": {
//!         "prompts": ["00000000-0000-0000-0000-000000000007"], "when_silent": "2", "when_wrong": "3" } },
//!     "2": { "node": "queue", "group": "00000000-0000-0000-0000-000000000005" },
//!     "3": { "node": "hang-up" } } }"##).unwrap();
//! let hours = BTreeMap::new();
//! let ground = Ground { flow: &flow, hours: &hours };
//! let (version, mut values) = (FlowVersionId(uuid::Uuid::nil()), Values::default());
//! let (mut run, began) = Run::begin(ground, version, Timestamp(0));
//! assert!(run.next_deadline().is_some());
//!
//! let press = values.press(&flow, &run, Key::HASH);
//! let events = run.handle(ground, Input::KeyPressed { meaning: press.meaning }, Timestamp(900));
//! assert_eq!(run.outcome(), Some(Outcome::HungUp));
//! assert_eq!(Run::replay(began.iter().chain(&events)), Some(run));
//! ```
//!
//! Laws: a run is over or has a deadline after each step; a step goes through a bounded number of nodes; a caller who does
//! nothing comes to an end of every flow that [`validate()`] passes; folding the events gives the run; nothing in a run or its
//! events depends on which digits were keyed in.

#![warn(clippy::wildcard_enum_match_arm)]

mod event;
mod fault;
mod flow;
mod handle;
mod hours;
mod id;
mod input;
mod key;
mod meaning;
mod node;
mod run;
mod timestamp;
mod validate;
mod values;
mod variable;
mod wanted;

pub use event::{Began, Doing, Ended, Event, Lead, Left, Outcome, Stopped};
pub use fault::{Fault, Problem};
pub use flow::{Flow, FlowKind, Listening, NODES_MAX, ReturnBy};
pub use handle::Ground;
pub use hours::{
    BusinessHours, ClockTime, Date, HOLIDAYS_MAX, NoClockTime, NoDate, Openness, SPANS_MAX, Span,
    Weekday,
};
pub use id::{FlowVersionId, GroupId, HoursId, MemberId, NoNodeId, NodeId, PromptId, SipPhoneId};
pub use input::Input;
pub use key::{Key, NoKey};
pub use meaning::{Kept, Meaning, Press};
pub use node::{
    ANSWER_SIZE_MAX, CASES_MAX, Case, Condition, DIGITS_MAX, Digits, Exit, FIELDS_MAX, HoursCheck,
    Menu, Method, Node, PROMPTS_MAX, Play, Question, Queue, REQUEST_MAX, REQUEST_MIN, RING_MAX,
    RING_MIN, Request, SCORE_MAX, Secrecy, Set, Skip, Survey, TRIES_MAX, Taken, Target, Test,
    Transfer, URL_MAX, VOICEMAIL_MAX, VOICEMAIL_MIN, Voicemail, WAIT_MAX, WAIT_MIN, Way,
};
pub use run::{ANSWER_GRACE, CHOOSE_MAX, PLAY_MAX, RUN_MAX, Run, Stop, Turn, VISITS_MAX};
pub use timestamp::{Millis, Timestamp};
pub use validate::{References, validate};
pub use values::{Field, Outgoing, Secret, Values};
pub use variable::{BUILT_IN, Source, TEXT_MAX, VARIABLE_NAME_MAX, VariableName};
pub use wanted::Wanted;
