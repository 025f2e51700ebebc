//! The only SQL: journal, projections, people and names, on `SQLite` or PostgreSQL with one SQL text.
//! What is acknowledged by [`Store::append`] is on disk; what failed has left nothing.

mod account;
mod account_settings;
mod answer;
mod append;
mod application;
mod attachment;
mod audit;
mod batch;
mod canned_reply;
mod chosen_phone;
mod concerned;
mod cursor;
mod customer;
mod customer_token;
mod data_lock;
mod database;
mod directory;
mod hand_over_note;
mod job;
mod journal;
mod known_device;
mod language;
mod live_handset;
mod live_leg;
mod login;
mod mail;
mod member;
mod membership;
mod message;
mod migration;
mod offer;
mod one_time_link;
mod pressed_key;
mod projection;
mod prompt;
mod rebuild;
mod record;
mod record_filter;
mod recording;
mod row;
mod satisfaction_form;
mod schema_lock;
mod segment;
mod session_rating;
mod sip_binding;
mod sip_phone;
mod snapshot;
mod statement;
mod status_span;
mod store;
mod strain;
mod timeline;
mod token;
mod totp;
mod transaction;
mod value;
mod voicemail;
mod word;
mod write;
mod writer;

pub use account::Account;
pub use account_settings::AccountSettings;
pub use answer::{ANSWERS_KEPT, Answer, PastAnswer};
pub use append::{AppendError, Committed};
pub use application::Application;
pub use attachment::{
    Announced, Attachment, AttachmentId, AttachmentState, MessageFile, NewAttachment, Pixels,
};
pub use audit::{AuditChange, AuditRow};
pub use batch::{Batch, JournalEntry};
pub use canned_reply::{CannedReply, CannedReplyId};
pub use chosen_phone::ChosenPhone;
pub use concerned::Concerned;
pub use cursor::{Cursor, CursorError, Page};
pub use customer::Customer;
pub use customer_token::{CustomerToken, TokenProof};
pub use database::OpenError;
pub use directory::{
    BreakReason, ChannelAccess, ChannelKind, ChannelSecret, ChannelSecretId, ChatChannel,
    Directory, NamedFlow, NamedHours, PhoneNumber, SkillGroup,
};
pub use hand_over_note::HandOverNote;
pub use job::{Job, WaitingJob};
pub use journal::{JOURNAL_PAGE, Journaled, Recovered, Seq};
pub use known_device::KnownDevice;
pub use language::Language;
pub use live_handset::LiveHandset;
pub use live_leg::{LegSide, LiveLeg};
pub use login::{Login, LoginId, Standing};
pub use mail::{Delivery, MAIL_JOB, Mail};
pub use member::{Member, PasswordHash};
pub use membership::{Colleague, Membership, Roles, Workplace};
pub use message::Message;
pub use offer::Offer;
pub use one_time_link::OneTimeLink;
pub use pressed_key::{Key, PressedKey};
pub use prompt::{Prompt, PromptSound};
pub use rebuild::RebuildError;
pub use record::{ContactKind, Record};
pub use record_filter::{RecordFilter, RecordScope};
pub use recording::{
    FinishedRecording, NewRecording, Peaks, Recording, RecordingFailure, RecordingId, Silent,
    SilentSpan,
};
pub use satisfaction_form::SatisfactionForm;
pub use segment::{AfterCallWork, Segment};
pub use session_rating::{Opinion, SessionRating};
pub use sip_binding::SipBinding;
pub use sip_phone::{SipDigest, SipPhone, SipPhoneId};
pub use snapshot::{SchemaHash, Snapshot};
pub use status_span::StatusSpan;
pub use store::{ReadError, Store};
pub use strain::{Strain, StrainKind};
pub use timeline::{Moment, RecordDetail};
pub use token::TokenHash;
pub use totp::Totp;
pub use voicemail::{CLAIM_MAX, Claim, NewVoicemail, Voicemail, VoicemailId, Words};
pub use write::{Write, WriteError};
