//! Group commit: one task owns writing. What waits while the disk is busy is committed together, so a
//! commit is never delayed to wait for company, and many drivers pay for one flush.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::WriteError;
use crate::database::Database;
use crate::statement::Statement;

/// How many may wait before senders wait themselves.
const INBOX_MAX: usize = 1024;
/// How many are committed together at most, which bounds how long the first of them waits for the last.
const PARTS_MAX: usize = 256;

pub(crate) enum Work {
    Commit(Part),
    Stop { stopped: oneshot::Sender<()> },
}

/// What one sender wants committed: all of it, or nothing.
pub(crate) struct Part {
    pub(crate) statements: Vec<Statement>,
    pub(crate) reply: oneshot::Sender<Result<u64, WriteError>>,
}

pub(crate) fn start(database: Arc<Database>) -> mpsc::Sender<Work> {
    let (inbox, works) = mpsc::channel(INBOX_MAX);
    tokio::spawn(run(database, works));
    inbox
}

/// Returns when everything sent before is committed.
pub(crate) async fn stop(inbox: &mpsc::Sender<Work>) {
    let (stopped, wait) = oneshot::channel();
    if inbox.send(Work::Stop { stopped }).await.is_ok() {
        // An error means that the writer has ended already, which is what is wanted.
        drop(wait.await);
    }
}

async fn run(database: Arc<Database>, mut works: mpsc::Receiver<Work>) {
    let mut parts = Vec::new();
    while let Some(work) = works.recv().await {
        let mut next = Some(work);
        while let Some(Work::Commit(part)) = next {
            parts.push(part);
            next = if parts.len() < PARTS_MAX { works.try_recv().ok() } else { None };
        }
        commit(&database, parts.split_off(0)).await;
        if let Some(Work::Stop { stopped }) = next {
            // Whoever waits for an answer sees its sender gone.
            let _ = stopped.send(());
            return;
        }
    }
}

/// Together, or, if that fails, each on its own: one bad change harms no other.
async fn commit(database: &Database, parts: Vec<Part>) {
    if parts.len() > 1 {
        match transact(database, &parts).await {
            Ok(touched) => {
                for (part, touched) in parts.into_iter().zip(touched) {
                    part.answer(Ok(touched));
                }
                return;
            }
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                parts = parts.len(),
                "A group commit failed, each of its parts is tried alone"
            ),
        }
    }
    for part in parts {
        let done = transact(database, std::slice::from_ref(&part)).await;
        part.answer(done.map(|touched| touched.into_iter().sum()));
    }
}

/// One transaction; says how many rows each part has touched.
async fn transact(database: &Database, parts: &[Part]) -> Result<Vec<u64>, WriteError> {
    let mut open = database.begin_write().await?;
    let mut touched = Vec::with_capacity(parts.len());
    for part in parts {
        let mut rows = 0;
        for statement in &part.statements {
            let here = open.execute(statement).await?;
            if statement.must_touch && here == 0 {
                return Err(WriteError::Untouched);
            }
            rows += here;
        }
        touched.push(rows);
    }
    open.commit().await?;
    Ok(touched)
}

impl Part {
    /// A sender that has gone in the meantime does not undo what is committed.
    fn answer(self, done: Result<u64, WriteError>) {
        drop(self.reply.send(done));
    }
}
