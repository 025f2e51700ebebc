//! Mails to members: written when something happens, committed with it as a job, carried by the postman beside it (AC02,
//! F65). Between the two they lie sealed, because they hold passwords.

pub(crate) mod carrier;
pub(crate) mod letter;
mod outbox;
mod postman;

use std::sync::Arc;

use acd::{ApplicationId, MemberId, Millis, Timestamp};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use store::{Mail, Write};
use tokio::sync::Notify;
use uuid::Uuid;

use self::carrier::{Addressed, Carrier};
use self::letter::{Letter, Words};
use crate::accounts::seal::{Broken, Seal};

/// Where mails are handed in. Cheap to clone.
#[derive(Clone)]
pub(crate) struct PostOffice(Arc<Rooms>);

struct Rooms {
    /// `None`: no mail is configured.
    carrier: Option<Carrier>,
    seal: Arc<Seal>,
    bell: Notify,
}

/// A mail as its job holds it.
#[derive(Debug, Serialize, Deserialize)]
struct Parcel {
    /// Base64 of [`Contents`], sealed.
    sealed: String,
    /// After this it is not worth sending.
    until: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    to: String,
    subject: String,
    text: String,
}

/// To whom, and from which application.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addressee<'a> {
    pub(crate) application: ApplicationId,
    pub(crate) member: MemberId,
    pub(crate) email: &'a str,
}

impl PostOffice {
    pub(crate) fn new(carrier: Option<Carrier>, seal: Arc<Seal>) -> Self {
        Self(Arc::new(Rooms { carrier, seal, bell: Notify::new() }))
    }

    /// Whether mails go anywhere.
    pub(crate) fn is_open(&self) -> bool {
        self.0.carrier.is_some()
    }

    /// A letter that lets its reader in: earlier ones that still wait are not sent any more. To be committed with what it
    /// tells of; then [`Self::ring`].
    pub(crate) fn access(
        &self,
        to: Addressee<'_>,
        letter: &Letter<'_>,
        (now, lasts): (Timestamp, Millis),
    ) -> Write {
        let (id, body) = self.pack(to.email, letter, now.after(lasts));
        Mail::queue_access(id, to.application, to.member, body, now)
    }

    /// A letter that only tells.
    pub(crate) fn notice(&self, to: Addressee<'_>, letter: &Letter<'_>, now: Timestamp) -> Write {
        if !self.is_open() {
            return Write::default();
        }
        self.beside(to, letter, (now, NOTICE_LASTS))
    }

    /// A letter that takes nothing from those that wait. So goes a link that anybody can ask for: else a stranger could
    /// recall a first password, and turn what the admin reads of it.
    pub(crate) fn beside(
        &self,
        to: Addressee<'_>,
        letter: &Letter<'_>,
        (now, lasts): (Timestamp, Millis),
    ) -> Write {
        let (id, body) = self.pack(to.email, letter, now.after(lasts));
        Mail::queue(id, to.application, to.member, body, now)
    }

    /// Something was committed.
    pub(crate) fn ring(&self) {
        self.0.bell.notify_one();
    }

    /// The demo's mails; `None` where they go elsewhere.
    pub(crate) fn outbox(&self) -> Option<&outbox::Outbox> {
        match &self.0.carrier {
            Some(Carrier::Outbox(outbox)) => Some(outbox),
            Some(Carrier::Smtp { .. }) | None => None,
        }
    }

    fn pack(&self, to: &str, letter: &Letter<'_>, until: Timestamp) -> (Uuid, serde_json::Value) {
        let id = Uuid::now_v7();
        let Words { subject, text } = letter.words();
        let contents = Contents { to: to.to_owned(), subject, text };
        let contents = serde_json::to_vec(&contents).expect("three texts are JSON");
        let sealed = BASE64.encode(&self.0.seal.close(&purpose(id), &contents));
        let parcel = Parcel { sealed, until };
        (id, serde_json::to_value(parcel).expect("a text and a number are JSON"))
    }

    fn unpack(&self, id: Uuid, parcel: &Parcel) -> Result<Addressed, Broken> {
        let sealed = BASE64.decode(parcel.sealed.as_bytes()).map_err(|_| Broken)?;
        let contents = self.0.seal.open(&purpose(id), &sealed)?;
        let Contents { to, subject, text } =
            serde_json::from_slice(&contents).map_err(|_| Broken)?;
        Ok(Addressed { id, to, words: Words { subject, text } })
    }
}

/// A notice is news for a day.
const NOTICE_LASTS: Millis = Millis::from_secs(24 * 60 * 60);

fn purpose(id: Uuid) -> String {
    format!("mail {id}")
}
