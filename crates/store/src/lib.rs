//! The only SQL: journal, projections, people and names, on `SQLite` or PostgreSQL with one SQL text.
//! What is acknowledged by [`Store::append`] is on disk; what failed has left nothing.

mod answer;
mod append;
mod application;
mod batch;
mod data_lock;
mod database;
mod job;
mod journal;
mod message;
mod migration;
mod projection;
mod row;
mod snapshot;
mod statement;
mod store;
mod transaction;
mod value;
mod word;
mod write;
mod writer;

pub use answer::Answer;
pub use append::{AppendError, Committed};
pub use application::Application;
pub use batch::{Batch, JournalEntry};
pub use database::OpenError;
pub use job::{Job, WaitingJob};
pub use journal::{Journaled, Recovered, Seq};
pub use message::Message;
pub use snapshot::{SchemaHash, Snapshot};
pub use store::{ReadError, Store};
pub use write::{Write, WriteError};
