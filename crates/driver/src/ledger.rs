//! What the driver needs of a store, in one place: the real one, or one that a simulator makes fail.

use acd::{Acd, ApplicationId, By, ContactId, MessageId, Timestamp};
use store::{
    AppendError, Application, Batch, Committed, HandOverNote, Journaled, Message, PastAnswer,
    ReadError, Recovered, SchemaHash, Seq, SessionRating, Store, WriteError,
};
use uuid::Uuid;

use super::Done;

pub trait Ledger: Clone + Send + Sync + 'static {
    /// Returns when the batch is on disk.
    fn append(&self, batch: Batch) -> impl Future<Output = Result<Committed, AppendError>> + Send;

    /// `None` for an application that is not there.
    fn recover(
        &self,
        application: ApplicationId,
        schema: SchemaHash,
    ) -> impl Future<Output = Result<Option<Recovered>, ReadError>> + Send;

    /// At most `limit` entries that follow `seq`, oldest first.
    fn journal_after(
        &self,
        application: ApplicationId,
        seq: Seq,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Journaled>, ReadError>> + Send;

    fn forget_snapshots(
        &self,
        application: ApplicationId,
    ) -> impl Future<Output = Result<(), WriteError>> + Send;

    fn messages_after(
        &self,
        application: ApplicationId,
        contact: ContactId,
        sequence: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Message>, ReadError>> + Send;

    /// The message of this id, however old.
    fn message(
        &self,
        application: ApplicationId,
        contact: ContactId,
        id: MessageId,
    ) -> impl Future<Output = Result<Option<Message>, ReadError>> + Send;

    /// What a customer said of a session that goes on (DK08). A ledger that keeps no words knows of none.
    fn session_rating(
        &self,
        _application: ApplicationId,
        _contact: ContactId,
    ) -> impl Future<Output = Result<Option<SessionRating>, ReadError>> + Send {
        async { Ok(None) }
    }

    /// What was written last to whoever has the session next (DK05). A ledger that keeps none knows of none.
    fn last_note(
        &self,
        _application: ApplicationId,
        _contact: ContactId,
    ) -> impl Future<Output = Result<Option<HandOverNote>, ReadError>> + Send {
        async { Ok(None) }
    }

    fn answers_since(
        &self,
        application: ApplicationId,
        since: Timestamp,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<PastAnswer>, ReadError>> + Send;

    /// The answer that the command was given, however old. A ledger that keeps none knows of none.
    fn answered(
        &self,
        _application: ApplicationId,
        _by: By,
        _cmd_id: Uuid,
    ) -> impl Future<Output = Result<Option<Done>, ReadError>> + Send {
        async { Ok(None) }
    }

    /// Returns at once: the state at `seq` is saved beside the driver, or is not.
    fn save_beside(&self, application: ApplicationId, acd: Acd, seq: Seq, at: Timestamp);

    /// Returns at once: that the application runs now is put down beside the driver, or is not. A ledger that never does ends
    /// the talk of a killed call with its journal (F01).
    fn live_beside(&self, _application: ApplicationId, _now: Timestamp) {}
}

impl Ledger for Store {
    fn append(&self, batch: Batch) -> impl Future<Output = Result<Committed, AppendError>> + Send {
        self.append(batch)
    }

    fn recover(
        &self,
        application: ApplicationId,
        schema: SchemaHash,
    ) -> impl Future<Output = Result<Option<Recovered>, ReadError>> + Send {
        self.recover(application, schema)
    }

    fn journal_after(
        &self,
        application: ApplicationId,
        seq: Seq,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Journaled>, ReadError>> + Send {
        self.journal_after(application, seq, limit)
    }

    fn forget_snapshots(
        &self,
        application: ApplicationId,
    ) -> impl Future<Output = Result<(), WriteError>> + Send {
        self.forget_snapshots(application)
    }

    fn messages_after(
        &self,
        application: ApplicationId,
        contact: ContactId,
        sequence: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Message>, ReadError>> + Send {
        self.messages_after(application, contact, sequence, limit)
    }

    fn message(
        &self,
        application: ApplicationId,
        contact: ContactId,
        id: MessageId,
    ) -> impl Future<Output = Result<Option<Message>, ReadError>> + Send {
        self.message(application, contact, id)
    }

    fn session_rating(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> impl Future<Output = Result<Option<SessionRating>, ReadError>> + Send {
        self.session_rating(application, contact)
    }

    fn last_note(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> impl Future<Output = Result<Option<HandOverNote>, ReadError>> + Send {
        self.last_note(application, contact)
    }

    fn answers_since(
        &self,
        application: ApplicationId,
        since: Timestamp,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<PastAnswer>, ReadError>> + Send {
        self.answers_since(application, since, limit)
    }

    async fn answered(
        &self,
        application: ApplicationId,
        by: By,
        cmd_id: Uuid,
    ) -> Result<Option<Done>, ReadError> {
        let body = self.answer(application, by, cmd_id).await?;
        Ok(body.as_ref().map(crate::memory::done))
    }

    fn save_beside(&self, application: ApplicationId, acd: Acd, seq: Seq, at: Timestamp) {
        tokio::spawn(crate::load::save(self.clone(), application, acd, seq, at));
    }

    /// A pulse that fails is followed by the next.
    fn live_beside(&self, application: ApplicationId, now: Timestamp) {
        let (store, write) = (self.clone(), Application::lives(application, now));
        tokio::spawn(async move {
            if let Err(error) = store.write(write).await {
                tracing::debug!(error = &error as &dyn std::error::Error, "a pulse was not saved");
            }
        });
    }
}
