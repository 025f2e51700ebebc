//! What takes time, done beside the switchboard's loop: store, driver, the making of a browser's connection. Each work ends
//! in a note to the loop, except facts, which go to the driver one after the other.

use std::sync::Arc;
use std::time::Instant;

use acd::{ApplicationId, ContactId, Fact};
use media::BrowserConnection;
use sip::SavedDialog;
use store::Store;
use tokio::sync::mpsc;

use super::arrival::Caller;
use super::request::{Dialled, Negotiated, Note, Reply};
use super::saved_leg;
use crate::media::Addresses;
use driver::Clock;
use driver::Driver;

#[derive(Clone)]
pub(super) struct Beside {
    pub(super) application: ApplicationId,
    pub(super) driver: Driver,
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) addresses: Arc<Addresses>,
    pub(super) notes: mpsc::UnboundedSender<Note>,
    pub(super) facts: mpsc::UnboundedSender<Fact>,
}

impl Beside {
    /// A full inbox of the driver holds up the facts behind this one, and nothing else.
    pub(super) fn fact(&self, fact: Fact) {
        let _ended = self.facts.send(fact);
    }

    /// The call is told to the core, with who calls and which number.
    pub(super) fn arrive(&self, contact: ContactId, caller: Caller) {
        let beside = self.clone();
        tokio::spawn(async move {
            let taken = caller.arrive(&beside, contact).await;
            beside.note(Note::Arrived { contact, taken });
        });
    }

    /// F01: before the 200 leaves.
    pub(super) fn save(&self, contact: ContactId, dialog: Option<SavedDialog>) {
        let beside = self.clone();
        tokio::spawn(async move {
            let done = match dialog {
                Some(dialog) => saved_leg::save(&beside, contact, &dialog).await,
                None => false,
            };
            beside.note(Note::Saved { contact, done });
        });
    }

    pub(super) fn forget_saved(&self, contacts: Vec<ContactId>) {
        let beside = self.clone();
        tokio::spawn(async move { saved_leg::forget(&beside.store, &contacts).await });
    }

    pub(super) fn negotiate_member(&self, member: acd::MemberId, offer: String, reply: Reply) {
        let beside = self.clone();
        tokio::task::spawn_blocking(move || {
            let negotiated = beside.negotiate(&offer);
            beside.note(Note::MemberPhone { member, negotiated, reply });
        });
    }

    pub(super) fn negotiate_page(&self, dialled: Dialled, offer: String) {
        let beside = self.clone();
        tokio::task::spawn_blocking(move || {
            let negotiated = beside.negotiate(&offer);
            beside.note(Note::Page { dialled, negotiated });
        });
    }

    /// Costs milliseconds: a certificate is made.
    fn negotiate(&self, offer: &str) -> Result<Negotiated, String> {
        BrowserConnection::accept(offer, &self.addresses.browser, Instant::now())
            .map(|(connection, answer)| Negotiated { connection: Box::new(connection), answer })
            .map_err(|rejected| rejected.to_string())
    }

    fn note(&self, note: Note) {
        let _ended = self.notes.send(note);
    }
}

/// Facts sent here reach the driver one after the other, however full its inbox is.
pub(super) fn in_order(driver: Driver) -> mpsc::UnboundedSender<Fact> {
    let (facts, mut told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(fact) = told.recv().await {
            driver.fact(fact).await;
        }
    });
    facts
}
