//! From the store to a state: last snapshot, then the journal after it, then the texts of what is open.
//! Calls end with the process; sessions go on.

use acd::{Acd, ApplicationId, Entry, Timestamp};
use anyhow::Context;
use store::{ANSWERS_KEPT, JOURNAL_PAGE, Recovered, SchemaHash, Seq, Snapshot, Store};

use super::hand_over::HandOvers;
use super::ledger::Ledger;
use super::memory::{ANSWERS_MAX, AnswerMemory};
use super::opinion::Opinions;
use super::transcript::{SHOWN_MAX, Transcripts};

/// A snapshot of another form is ignored and the journal folded instead (W10).
pub(super) const SCHEMA: SchemaHash = SchemaHash(acd::FORM);

pub struct Loaded {
    pub acd: Acd,
    pub seq: Seq,
    /// The last entry that the snapshot holds which this began with.
    pub(crate) saved: Seq,
    /// Until when the process before this one is known to have run: the last time in the journal or, in a long and silent
    /// call, a little later.
    pub at: Timestamp,
    pub(crate) transcripts: Transcripts,
    pub(crate) hand_overs: HandOvers,
    pub(crate) opinions: Opinions,
    pub(crate) memory: AnswerMemory,
}

pub async fn load<L: Ledger>(store: &L, application: ApplicationId) -> anyhow::Result<Loaded> {
    let mut recovered = recover(store, application).await?;
    let mut acd = Acd::default();
    if let Some(bytes) = &recovered.snapshot {
        match serde_json::from_slice(bytes) {
            Ok(saved) => acd = saved,
            Err(error) => {
                tracing::warn!(%error, "a snapshot cannot be read; the journal is folded instead");
                store.forget_snapshots(application).await?;
                recovered = recover(store, application).await?;
            }
        }
    }
    fold(&mut acd, store, application, &mut recovered).await?;
    let (mut transcripts, mut hand_overs) = (Transcripts::default(), HandOvers::default());
    let mut opinions = Opinions::default();
    let sessions: Vec<_> = acd
        .contacts()
        .filter(|contact| matches!(contact.entry, Entry::Session { .. }))
        .map(|contact| (contact.id, contact.messages.count))
        .collect();
    for (contact, count) in sessions {
        let from = count.saturating_sub(SHOWN_MAX.into());
        let messages = store.messages_after(application, contact, from, SHOWN_MAX).await?;
        transcripts.load(contact, messages);
        hand_overs.load(store.last_note(application, contact).await?);
        opinions.load(store.session_rating(application, contact).await?);
    }
    let since = Timestamp(recovered.at.0.saturating_sub(ANSWERS_KEPT.0));
    let past = store.answers_since(application, since, ANSWERS_MAX).await?;
    let memory = AnswerMemory::of(past);
    let Recovered { from: saved, until: seq, alive: at, .. } = recovered;
    Ok(Loaded { acd, seq, saved, at, transcripts, hand_overs, opinions, memory })
}

/// The journal after the snapshot, page by page: after an upgrade it may be all that ever happened.
async fn fold<L: Ledger>(
    acd: &mut Acd,
    store: &L,
    application: ApplicationId,
    recovered: &mut Recovered,
) -> anyhow::Result<()> {
    loop {
        for event in &recovered.events {
            acd.apply(event);
        }
        let until = recovered.until;
        if until >= recovered.seq {
            return Ok(());
        }
        let page = store.journal_after(application, until, JOURNAL_PAGE).await?;
        let last = page.last().map(|entry| entry.seq);
        recovered.until = last.with_context(|| format!("the journal ends at {until} already"))?;
        recovered.events = page.into_iter().flat_map(|entry| entry.events).collect();
    }
}

async fn recover<L: Ledger>(store: &L, application: ApplicationId) -> anyhow::Result<Recovered> {
    let recovered = store.recover(application, SCHEMA).await?;
    recovered.with_context(|| format!("application {application} is not in the store"))
}

/// A snapshot that could not be saved costs a longer start, nothing else.
pub async fn save(store: Store, application: ApplicationId, acd: Acd, seq: Seq, at: Timestamp) {
    let body = tokio::task::spawn_blocking(move || serde_json::to_vec(&acd)).await;
    let Ok(Ok(body)) = body else {
        tracing::warn!("a snapshot could not be made");
        return;
    };
    let snapshot = Snapshot { seq, at, schema: SCHEMA, body };
    if let Err(error) = store.save_snapshot(application, snapshot).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "a snapshot was not saved");
    }
}
