//! F16: files that no message has taken. Whoever uploaded one has an hour to send it.

use acd::{Millis, Timestamp};
use store::{AttachmentId, Store, WriteError};

use super::Files;
use crate::application::{Application, Applications};

/// Since somebody did something with it.
const KEPT: Millis = Millis::from_secs(60 * 60);
/// At a time.
const MANY: u32 = 500;

/// The row says that it goes, then the file goes, then the row: a kill in between leaves it to the next time.
pub(crate) async fn sweep(store: &Store, files: &Files, applications: &Applications) {
    for application in applications.all() {
        if let Err(error) = sweep_one(store, files, application).await {
            tracing::warn!(%error, "files that nobody has sent were not all removed");
        }
    }
}

async fn sweep_one(store: &Store, files: &Files, application: &Application) -> anyhow::Result<()> {
    let since = Timestamp(application.clock.now().0.saturating_sub(KEPT.0));
    loop {
        let left = store.attachments_left_behind(application.id, since, MANY).await?;
        let mut gone = 0;
        for id in left {
            gone += u32::from(remove(store, files, application, id).await?);
        }
        // What somebody writes to stays for this time.
        if gone < MANY {
            return Ok(());
        }
    }
}

/// Whether it is gone.
async fn remove(
    store: &Store,
    files: &Files,
    application: &Application,
    id: AttachmentId,
) -> anyhow::Result<bool> {
    let Some(turn) = files.turn(id) else { return Ok(false) };
    match store.write(id.discard(application.id)).await {
        Ok(_) => {}
        // A message has it now.
        Err(WriteError::Untouched) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    files.remove(&turn, id).await?;
    store.write(id.forget(application.id)).await?;
    Ok(true)
}
