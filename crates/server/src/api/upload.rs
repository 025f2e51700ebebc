//! DK13: a file on its way in, from either side of a session. It is announced with its size and hash; its bytes come in as many
//! parts as the network makes of it, each behind the last; and with the last one it is looked at and gets its place (F16).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use acd::{Author, Millis, Timestamp};
use axum::body::Body;
use axum::http::StatusCode;
use futures::StreamExt as _;
use store::{Attachment, AttachmentId, AttachmentState, NewAttachment, WriteError};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;
use wire::attachment::{self, AttachmentRules, AttachmentUpload, FILES_MAX};

use super::problem::Failure;
use super::to_the_end::to_the_end;
use crate::app::App;
use crate::application::Application;
use crate::files::{Kind, Turn, Unmade, shown};

const MIB: u64 = 1024 * 1024;
const DAY: Millis = Millis::from_secs(24 * 60 * 60);
/// A connection that gives nothing for so long has given all it has.
const SILENT_MAX: Duration = Duration::from_secs(20);

/// What an author may send: one file, and in a day.
struct Quota {
    file: u64,
    files: u64,
    bytes: u64,
}

const OF_A_CUSTOMER: Quota = Quota { file: 20 * MIB, files: 100, bytes: 200 * MIB };
const OF_A_MEMBER: Quota = Quota { file: 50 * MIB, files: 1_000, bytes: 5 * 1024 * MIB };

impl Quota {
    fn rules(&self) -> AttachmentRules {
        AttachmentRules {
            size_max: self.file,
            files_max: FILES_MAX,
            endings: Kind::endings().map(str::to_owned).collect(),
        }
    }
}

pub(super) fn rules_of_customers() -> AttachmentRules {
    OF_A_CUSTOMER.rules()
}

pub(super) fn rules_of_members() -> AttachmentRules {
    OF_A_MEMBER.rules()
}

/// Whoever uploads. What others have uploaded is not there for them.
#[derive(Clone)]
pub(super) struct Uploader {
    pub(super) app: Arc<App>,
    pub(super) application: Application,
    pub(super) author: Author,
}

impl Uploader {
    pub(super) async fn announce(
        &self,
        form: attachment::NewAttachment,
    ) -> Result<AttachmentUpload, Failure> {
        let name = shown(&form.name);
        let kind = Kind::of_name(&name).ok_or_else(unknown_kind)?;
        let mut hash = [0; 32];
        hex::decode_to_slice(&form.sha256, &mut hash)
            .map_err(|_| Failure::bad_request("sha256 is 64 hexadecimal digits"))?;
        self.may_announce(form.size).await?;
        let added = NewAttachment {
            id: AttachmentId(Uuid::now_v7()),
            author: self.author,
            name,
            kind: kind.media_type().to_owned(),
            size: form.size,
            hash: hash.to_vec(),
            created: self.application.clock.now(),
        };
        self.app.store.write(added.add(self.application.id)).await?;
        Ok(AttachmentUpload { id: added.id.0, offset: 0, size: form.size, file: None })
    }

    async fn may_announce(&self, size: u64) -> Result<(), Failure> {
        let quota = match self.author {
            Author::Customer(_) => OF_A_CUSTOMER,
            Author::Member(_) => OF_A_MEMBER,
        };
        if size == 0 {
            let title = "There is nothing in the file";
            return Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "attachment-empty", title));
        }
        if size > quota.file {
            return Err(too_large(quota.file));
        }
        let now = self.application.clock.now();
        let counted = match self.author {
            Author::Customer(customer) => {
                self.app.accounts.customer_limits().may_attach(customer, now)
            }
            Author::Member(member) => self.app.accounts.member_limits().may_attach(member, now),
        };
        counted.map_err(too_many)?;
        let since = Timestamp(now.0.saturating_sub(DAY.0));
        let announced =
            self.app.store.announced_since(self.application.id, self.author, since).await?;
        if announced.files >= quota.files || announced.bytes.saturating_add(size) > quota.bytes {
            return Err(too_many(Millis::from_secs(60 * 60)));
        }
        if self.app.files.has_room_for(size) { Ok(()) } else { Err(full()) }
    }

    /// Where the next part begins, or what became of it.
    pub(super) async fn state(&self, id: AttachmentId) -> Result<AttachmentUpload, Failure> {
        let found = self.find(id).await?;
        let offset = match found.state {
            AttachmentState::Uploading => {
                self.app.files.arrived(id).await.map_err(|error| on_disk(&error))?
            }
            AttachmentState::Whole | AttachmentState::Dropped => found.file.size,
        };
        Ok(view(&found, offset))
    }

    /// The bytes from `offset` on. Whoever hangs up in the middle has sent what had come by then.
    pub(super) async fn take(
        self,
        id: AttachmentId,
        offset: u64,
        body: Body,
    ) -> Result<AttachmentUpload, Failure> {
        to_the_end(async move { self.take_part(id, offset, body).await }).await
    }

    async fn take_part(
        &self,
        id: AttachmentId,
        offset: u64,
        body: Body,
    ) -> Result<AttachmentUpload, Failure> {
        self.find(id).await?;
        let turn = self.app.files.turn(id).ok_or_else(busy)?;
        // Only now nobody else changes it.
        let found = self.find(id).await?;
        if found.state == AttachmentState::Whole {
            return Ok(view(&found, found.file.size));
        }
        let arrived = self.app.files.arrived(id).await.map_err(|error| on_disk(&error))?;
        if offset != arrived {
            return Err(wrong_offset(arrived));
        }
        if !self.app.files.has_room_for(found.file.size.saturating_sub(arrived)) {
            return Err(full());
        }
        match self.receive(&turn, body, arrived..found.file.size).await {
            Ok(arrived) if arrived == found.file.size => self.finish(&turn, &found).await,
            Ok(arrived) => {
                self.app.store.write(id.touch(self.application.id, self.now())).await?;
                Ok(view(&found, arrived))
            }
            Err(Cut::Short) => {
                self.app.store.write(id.touch(self.application.id, self.now())).await?;
                Err(short())
            }
            Err(Cut::TooLong) => {
                self.give_up(&turn, id).await;
                Err(too_large(found.file.size))
            }
            Err(Cut::Disk(error)) => {
                self.give_up(&turn, id).await;
                Err(on_disk(&error))
            }
        }
    }

    /// How much there is then, all of it on disk.
    async fn receive(
        &self,
        turn: &Turn,
        body: Body,
        missing: std::ops::Range<u64>,
    ) -> Result<u64, Cut> {
        let mut file = self.app.files.append(turn).await?;
        let received = receive(&mut file, body, missing).await;
        // What was written last tells now whether it was; also what came before a connection broke.
        file.flush().await?;
        file.sync_all().await?;
        received
    }

    async fn finish(&self, turn: &Turn, found: &Attachment) -> Result<AttachmentUpload, Failure> {
        let (id, application) = (found.file.id, self.application.id);
        let file = match self.app.files.make(turn, found).await {
            Ok(file) => file,
            Err(unmade) => {
                self.give_up(turn, id).await;
                return Err(match unmade {
                    Unmade::Refused(why) => {
                        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, why.code(), why.sentence())
                    }
                    Unmade::Disk(error) => on_disk(&error),
                });
            }
        };
        match self.app.store.write(file.is_whole(application, self.now())).await {
            Ok(_) => {}
            Err(WriteError::Untouched) => return Err(Failure::not_found()),
            Err(error) => return Err(error.into()),
        }
        let size = file.size;
        Ok(AttachmentUpload { id: id.0, offset: size, size, file: Some(driver::file_view(&file)) })
    }

    /// It comes to nothing. What a store or a disk in trouble leaves of it is swept.
    async fn give_up(&self, turn: &Turn, id: AttachmentId) {
        let application = self.application.id;
        let given_up = async {
            self.app.store.write(id.discard(application)).await?;
            self.app.files.remove(turn, id).await?;
            self.app.store.write(id.forget(application)).await?;
            anyhow::Ok(())
        };
        if let Err(error) = given_up.await {
            tracing::warn!(%error, "a file that is not taken was not removed yet");
        }
    }

    /// Nobody else's.
    async fn find(&self, id: AttachmentId) -> Result<Attachment, Failure> {
        let found = self.app.store.attachment(self.application.id, id).await?;
        let own =
            |one: &Attachment| one.author == self.author && one.state != AttachmentState::Dropped;
        found.filter(own).ok_or_else(Failure::not_found)
    }

    fn now(&self) -> Timestamp {
        self.application.clock.now()
    }
}

/// Why a part did not come whole.
enum Cut {
    Short,
    TooLong,
    Disk(io::Error),
}

impl From<io::Error> for Cut {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

async fn receive(file: &mut File, body: Body, missing: std::ops::Range<u64>) -> Result<u64, Cut> {
    let mut arrived = missing.start;
    let mut chunks = body.into_data_stream();
    loop {
        let chunk = tokio::time::timeout(SILENT_MAX, chunks.next()).await;
        let Some(chunk) = chunk.map_err(|_| Cut::Short)? else { return Ok(arrived) };
        let chunk = chunk.map_err(|_| Cut::Short)?;
        let size = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if arrived.saturating_add(size) > missing.end {
            return Err(Cut::TooLong);
        }
        file.write_all(&chunk).await?;
        arrived += size;
    }
}

fn view(found: &Attachment, offset: u64) -> AttachmentUpload {
    let is_whole = found.state == AttachmentState::Whole;
    AttachmentUpload {
        id: found.file.id.0,
        offset,
        size: found.file.size,
        file: is_whole.then(|| driver::file_view(&found.file)),
    }
}

fn unknown_kind() -> Failure {
    let title = "Files of this kind are not taken";
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "attachment-kind", title)
        .with_detail("jpg, png, gif, webp, pdf, txt, csv, docx, xlsx, mp3, m4a, wav and mp4 are")
}

fn too_large(max: u64) -> Failure {
    let title = "The file is too large";
    let failure = Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "attachment-too-large", title);
    failure.with_detail(format!("{max} bytes are the most"))
}

fn too_many(wait: Millis) -> Failure {
    let title = "So many files cannot be sent at once; try again later";
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many-attachments", title)
        .with_retry_after(wait)
}

fn busy() -> Failure {
    let title = "A part of this file is still being taken";
    Failure::new(StatusCode::CONFLICT, "attachment-busy", title)
        .with_retry_after(Millis::from_secs(1))
}

fn wrong_offset(arrived: u64) -> Failure {
    let title = "The part does not begin where the last one ended";
    Failure::new(StatusCode::CONFLICT, "attachment-offset", title)
        .with_detail(format!("The next one begins at {arrived}"))
}

fn short() -> Failure {
    let title = "The connection broke; go on where it did";
    Failure::new(StatusCode::BAD_REQUEST, "attachment-cut", title)
}

/// F14: the upload fails, and messages go on.
fn full() -> Failure {
    let title = "There is no room for more files on the server; messages still go";
    Failure::new(StatusCode::INSUFFICIENT_STORAGE, "attachments-full", title)
}

fn on_disk(error: &io::Error) -> Failure {
    tracing::error!(%error, "an attachment could not be kept");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            full()
        }
        _ => Failure::store_unavailable(),
    }
}
