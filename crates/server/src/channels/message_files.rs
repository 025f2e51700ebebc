//! DK13, F16: the files of a message on its way in. Each has to be its author's own, whole, and for no other message: an id that
//! was guessed or overheard opens nothing.

use acd::{Author, ContactId, MessageId};
use store::{Attachment, AttachmentId, AttachmentState, MessageFile, WriteError};
use uuid::Uuid;
use wire::attachment::FILES_MAX;
use wire::problem::Problem;

use crate::api::Failure;
use crate::app::App;
use crate::application::Application;

/// Who says what, where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Saying {
    pub(crate) author: Author,
    pub(crate) contact: ContactId,
    pub(crate) message: Uuid,
}

/// From now on they are for this message alone, whether or not it comes to be said: it may be tried again.
pub(crate) async fn carried(
    app: &App,
    application: &Application,
    saying: Saying,
    ids: &[Uuid],
) -> Result<Vec<MessageFile>, Problem> {
    if ids.len() > FILES_MAX {
        return Err(bad(400, "too-many-files", "A message carries ten files at most"));
    }
    let mut files: Vec<MessageFile> = Vec::with_capacity(ids.len());
    for id in ids {
        let id = AttachmentId(*id);
        if files.iter().all(|file| file.id != id) {
            files.push(one(app, application, saying, id).await?);
        }
    }
    for (place, file) in (1..).zip(&files) {
        let now = application.clock.now();
        let claim = file.id.claim(application.id, MessageId(saying.message), place, now);
        match app.store.write(claim).await {
            Ok(_) => {}
            Err(WriteError::Untouched) => return Err(unknown()),
            Err(error) => return Err(Failure::from(error).0),
        }
    }
    Ok(files)
}

async fn one(
    app: &App,
    application: &Application,
    saying: Saying,
    id: AttachmentId,
) -> Result<MessageFile, Problem> {
    let found = app.store.attachment(application.id, id).await;
    let found = found.map_err(|error| Failure::from(error).0)?.ok_or_else(unknown)?;
    let Attachment { file, author, state, message, contact, .. } = found;
    let elsewhere = message.is_some_and(|taken| taken != MessageId(saying.message))
        || contact.is_some_and(|taken| taken != saying.contact);
    match state {
        _ if author != saying.author || elsewhere => Err(unknown()),
        AttachmentState::Whole => Ok(file),
        AttachmentState::Uploading => {
            Err(bad(409, "attachment-not-whole", "A file of the message has not come whole"))
        }
        AttachmentState::Dropped => Err(unknown()),
    }
}

fn unknown() -> Problem {
    bad(404, "attachment-unknown", "A file of the message is not there; upload it again")
}

fn bad(status: u16, code: &str, title: &str) -> Problem {
    Problem { code: code.to_owned(), title: title.to_owned(), status, detail: None }
}
