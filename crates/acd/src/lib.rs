//! Who gets the contact. A pure value: facts, commands and configuration go in with the time, events and
//! effects come out. No clock, no I/O, no chance, no hash map. Law: replaying the events gives the state.
//!
//! - `state/` is what there is: agents, contacts, groups with their queues, deadlines. Its fields are private to it, and
//!   [`Acd::apply`] is the only way to change them. `state/read.rs` is the read side for everybody else.
//! - `handle/` is what to do: it judges an input, one file per subject, and records events.
//! - `matching.rs` is who gets whom, `label.rs` the table of rights, `check.rs` what must always hold.
//! - The rest is the vocabulary that crosses the core's border. Flows and their runs are crate `flow`'s.

#![warn(clippy::wildcard_enum_match_arm)]

mod check;
mod config;
mod decision;
mod end_reason;
mod event;
mod handle;
mod id;
mod input;
mod label;
mod matching;
mod output;
mod refused;
mod state;
mod status;

pub use config::{
    AfterAcw, AfterLogin, Answering, Channel, ConfigChange, Country, Decline, Destination,
    DialCaps, Greeting, Group, GroupKind, GroupMember, HoldCuts, Member, Number, Priority, Rating,
    RatingWhen, RecordingPolicy, Settings, Strategy, SurveyWhen, Tariff,
};
pub use decision::{Candidate, Decision, NotRoutable, Verdict};
pub use end_reason::EndReason;
pub use event::{
    AcwEnd, AcwEnded, AcwExtended, AcwStarted, AgentSilenceChanged, AudioChanged, Author,
    BrowserChanged, CallDialled, CallOutLimited, CallProgressed, CallTransferred, ConfigChanged,
    ConsultEnd, ConsultMoved, ConsultStep, ConsultWith, ContactArrived, ContactEnded, DayBegan,
    Entry, Event, ExternalEnd, ExternalMoved, ExternalStep, FarEnd, FlowMoved, HoldBackEnded,
    HoldChanged, InternalMoved, InternalStep, InternalTarget, KeyPressed, KeysSent, LimitStep,
    MemberJoined, MemberLeft, MessageAdded, MissForgiven, MuteChanged, NoticePlayed, NoticeStarted,
    OfferEnd, OfferEnded, OfferMade, OfferSeen, OfferWhy, PhoneChanged, PhoneStanding, Place,
    Progress, QueueEntered, RatingGiven, RatingInvited, RecordingEnd, RecordingEnded,
    RecordingPaused, RecordingResumed, RecordingStarted, Returned, SatisfactionAsked,
    SelfServiceEnded, SelfServiceStarted, StatusChanged, StatusChosen, StatusReserved,
    SurveyStarted, TalkStarted, TransferTo,
};
pub use flow::{GroupId, MemberId, Millis, Timestamp};
pub use handle::{EXTERNAL_MAX, KEYS_MAX, LATE_ACCEPT, MESSAGE_SIZE_MAX, RECORDING_PAUSE_MAX};
pub use id::{
    ApplicationId, BreakReasonId, ChannelId, ContactId, CustomerId, Fence, FlowId, MessageId,
    NumberId, PhoneId,
};
pub use input::{By, CallFault, Choice, Command, DialFailure, ExternalNews, Fact, Input};
pub use label::{Allowed, Left, PERMISSIONS, Permissions};
pub use output::{
    Aside, Callee, CustomerHears, Effect, ExternalLine, InternalHears, InternalLine, Output, Walk,
    Wanted,
};
pub use refused::Refused;
pub use state::{
    Acd, Acw, Agent, AtPhone, CallOutLimit, Connecting, Consult, ConsultOver, ConsultStage,
    Consulted, Consulting, Contact, ContactState, Dialling, External, ExternalStage, FORM, Given,
    Held, Internal, InternalCallee, InternalSide, InternalStage, Invitation, LastMessage, Messages,
    Miss, Notice, Offer, Outgoing, Outlay, Party, Pass, Phone, Queued, RATABLE_MAX,
    RECENT_MESSAGES_MAX, RECENTLY_ENDED_MAX, Recording, Route, SelfService, Shown, Talk, Tally,
    Waiting,
};
pub use status::{Actor, BreakReason, Browser, Chosen, Engagement, Label, OfflineWhy};
