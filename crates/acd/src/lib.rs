//! Who gets the contact. A pure value: facts, commands and configuration go in with the time, events and
//! effects come out. No clock, no I/O, no chance, no hash map. Law: replaying the events gives the state.

#![warn(clippy::wildcard_enum_match_arm)]

mod config;
mod decision;
mod end_reason;
mod event;
mod id;
mod input;
mod output;
mod refused;
mod status;
mod timestamp;

pub use config::{
    AfterAcw, AfterLogin, Answering, Channel, ConfigChange, Decline, Greeting, Group, GroupKind,
    GroupMember, Member, Number, Priority, Settings, Strategy,
};
pub use decision::{Candidate, Decision, NotRoutable, Verdict};
pub use end_reason::EndReason;
pub use event::{
    AcwEnd, AcwEnded, AcwExtended, AcwStarted, AgentSilenceChanged, AudioChanged, Author,
    BrowserChanged, ConfigChanged, ContactArrived, ContactEnded, DayBegan, Entry, Event,
    HoldBackEnded, HoldChanged, MemberJoined, MemberLeft, MessageAdded, MissForgiven, MuteChanged,
    OfferEnd, OfferEnded, OfferMade, OfferSeen, Place, QueueEntered, StatusChanged, StatusChosen,
    StatusReserved, TalkStarted,
};
pub use id::{
    ApplicationId, BreakReasonId, ChannelId, ContactId, CustomerId, Fence, GroupId, MemberId,
    MessageId, NumberId,
};
pub use input::{By, CallFault, Choice, Command, Fact, Input};
pub use output::{CustomerHears, Effect, Output, Wanted};
pub use refused::Refused;
pub use status::{Actor, BreakReason, Browser, Chosen, Engagement, Label, OfflineWhy};
pub use timestamp::{Millis, Timestamp};
