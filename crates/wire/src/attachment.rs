//! DK13: files that go with messages. A file is announced, its bytes come in as many parts as it takes, and once it is whole and
//! looked at, a message may carry it. Then whoever reads the message may fetch it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The most files of one message.
pub const FILES_MAX: usize = 10;

/// What may be sent, so that a page can say it before anything is chosen or read. The server looks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentRules {
    /// One file, in bytes.
    pub size_max: u64,
    /// Of one message.
    pub files_max: usize,
    /// The endings of names that are taken, in small letters, without a dot.
    pub endings: Vec<String>,
}

/// What is about to be uploaded. Problems: `attachment-kind`, `attachment-too-large`, `too-many-attachments`,
/// `attachments-full`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    /// As the author calls it. Its ending says what is in it: jpg, jpeg, png, gif, webp, pdf, txt, csv, docx, xlsx, mp3, m4a, wav
    /// or mp4.
    pub name: String,
    /// In bytes: 20 MiB at most of a customer, 50 MiB of a member.
    pub size: u64,
    /// SHA-256 of all of it, as 64 hexadecimal digits.
    pub sha256: String,
}

/// How far an upload is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentUpload {
    pub id: Uuid,
    /// The next part begins here.
    pub offset: u64,
    pub size: u64,
    /// Once it is whole: as its readers will see it. A message may carry it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileView>,
}

/// Where the part begins: what came before it is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AttachmentPart {
    pub offset: u64,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileView {
    pub id: Uuid,
    pub name: String,
    /// Its media type, which was looked for in the file itself. What begins with `image/` can be shown.
    pub kind: String,
    /// In bytes.
    pub size: u64,
    /// Of a picture, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}
