//! Draws the pictures of an application anew from its journal: after a change of what they show, or to prove
//! that the stored ones are right (I15).

use acd::ApplicationId;

use crate::Store;
use crate::journal::{JOURNAL_PAGE, Journaled, Step, after};
use crate::projection::project;
use crate::statement::statement;
use crate::transaction::Transaction;

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    #[error("application {0} is not there")]
    Unknown(ApplicationId),
    #[error("the pictures could not be drawn anew")]
    Rebuild(#[from] sqlx::Error),
}

impl Store {
    /// In one transaction, while nobody else writes; returns how many entries were read.
    pub async fn rebuild(&self, application: ApplicationId) -> Result<u64, RebuildError> {
        let mut open = self.database.begin_write().await?;
        // On PostgreSQL this holds off every append to this journal until the end.
        let hold = statement!("UPDATE application SET seq = seq WHERE id = $1", application);
        if open.execute(&hold).await? == 0 {
            return Err(RebuildError::Unknown(application));
        }
        for drop in [
            statement!("DELETE FROM record WHERE application = $1", application),
            statement!("DELETE FROM record_event WHERE application = $1", application),
            statement!("DELETE FROM segment WHERE application = $1", application),
            statement!("DELETE FROM offer WHERE application = $1", application),
            statement!("DELETE FROM status_span WHERE application = $1", application),
            statement!("DELETE FROM session_rating WHERE application = $1", application),
        ] {
            open.execute(&drop).await?;
        }
        let entries = replay(&mut open, application).await?;
        open.commit().await?;
        Ok(entries)
    }
}

async fn replay(open: &mut Transaction, application: ApplicationId) -> Result<u64, sqlx::Error> {
    let mut step = Step::before_the_first(application);
    let mut entries = 0;
    loop {
        let rows = open.rows(&after(application, step.seq, JOURNAL_PAGE.into())).await?;
        if rows.is_empty() {
            return Ok(entries);
        }
        for row in rows {
            let entry = Journaled::read(&row)?;
            step = Step { application, seq: entry.seq, now: entry.at };
            for statement in project(step, &entry.events) {
                open.execute(&statement).await?;
            }
            entries += 1;
        }
    }
}
