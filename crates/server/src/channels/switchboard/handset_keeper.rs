//! Where phones are, put on disk one change after the other: the last one told is the last one kept.

use sip::Registration;
use store::{SipBinding, SipPhoneId, Store};
use tokio::sync::mpsc;

use super::request::Note;

/// Changes that may wait for the disk; a phone that brings one more is told to try again.
const WAITING_MAX: usize = 1_024;

/// The way to the disk.
#[derive(Debug)]
pub(super) struct HandsetKeeper(mpsc::Sender<Kept>);

/// All places of a phone, and who waits for them to be kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) phone: SipPhoneId,
    pub(super) places: Vec<SipBinding>,
    pub(super) registration: Option<Registration>,
}

impl HandsetKeeper {
    /// The second half is to be run.
    pub(super) fn start(
        store: Store,
        notes: mpsc::Sender<Note>,
    ) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let (keeper, waiting) = mpsc::channel(WAITING_MAX);
        (Self(keeper), work(store, notes, waiting))
    }

    /// `false`: too much waits already.
    pub(super) fn keep(&self, kept: Kept) -> bool {
        self.0.try_send(kept).is_ok()
    }
}

async fn work(store: Store, notes: mpsc::Sender<Note>, mut waiting: mpsc::Receiver<Kept>) {
    while let Some(Kept { phone, places, registration }) = waiting.recv().await {
        let kept = store.write(SipBinding::replace(phone, &places)).await;
        if let Err(error) = &kept {
            let error = error as &dyn std::error::Error;
            tracing::error!(error, "where a SIP phone is could not be stored");
        }
        if let Some(registration) = registration {
            let done = kept.is_ok();
            let _ended = notes.send(Note::HandsetKept { registration, done }).await;
        }
    }
}
