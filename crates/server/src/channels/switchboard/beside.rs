//! What takes time, done beside the switchboard's loop: store, driver, the making of a browser's connection. Each work ends
//! in a note to the loop, except facts, which go to the driver one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use acd::{ApplicationId, By, Command, ContactId, Fact, MemberId, Millis, Timestamp};
use driver::{Driver, Enquiry, EnquiryAnswer, Pending, WantedCallee};
use media::{BrowserConnection, LegId};
use sip::{CallId, SavedDialog};
use store::{Key, NewRecording, Store, Strain, StrainKind};
use tokio::sync::mpsc;
use voice::strains::Span;

use super::arrival::Caller;
use super::desk::Seat;
use super::line_id::LineId;
use super::phone_watch::PhoneAt;
use super::request::{Dialled, Negotiated, Note, Reply};
use super::saved_leg;
use crate::application::Applications;
use crate::channels::outbound;
use crate::egress::Egress;
use crate::media::Addresses;
use crate::private::Private;
use crate::recording::{News, NewsOfRecordings, Recorder, Talk, With};

#[derive(Clone)]
pub(super) struct Beside {
    pub(super) applications: Applications,
    pub(super) store: Store,
    pub(super) addresses: Arc<Addresses>,
    pub(super) recorder: Recorder,
    pub(super) egress: Egress,
    pub(super) notes: mpsc::Sender<Note>,
    pub(super) facts: Facts,
}

/// One way for each application: facts reach its driver one after the other, however full its inbox is, and hold up no other.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(BTreeMap<ApplicationId, mpsc::UnboundedSender<Report>>);

/// What a driver is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    Fact(Fact),
    Key {
        contact: ContactId,
        key: Key,
    },
    /// VC31: what a member did with the handset.
    Wish {
        member: MemberId,
        command: Command,
        key: Option<Key>,
    },
}

impl Beside {
    /// A full inbox of the driver holds up the facts behind this one, and nothing else.
    pub(super) fn fact(&self, application: ApplicationId, fact: Fact) {
        if let Some(inbox) = self.facts.0.get(&application) {
            let _ended = inbox.send(Report::Fact(fact));
        }
    }

    /// The same for a key that the customer pressed.
    pub(super) fn key(&self, application: ApplicationId, contact: ContactId, key: Key) {
        if let Some(inbox) = self.facts.0.get(&application) {
            let _ended = inbox.send(Report::Key { contact, key });
        }
    }

    /// VC41: another system is asked, and the driver told what it says.
    pub(super) fn ask(&self, application: ApplicationId, enquiry: Enquiry) {
        let Some(found) = self.applications.find(application) else { return };
        let (driver, egress) = (found.driver.clone(), self.egress.clone());
        tokio::spawn(async move {
            let Enquiry { contact, id, outgoing } = enquiry;
            let url = outgoing.url.clone();
            let body = match egress.ask(outgoing).await {
                Ok(body) => Some(body),
                Err(failure) => {
                    // The path and the query may be a secret of the admin's.
                    let host = url.split(['/', '?']).nth(2).unwrap_or_default();
                    tracing::warn!(contact.id = %contact, %host, "a flow has no answer: {failure}");
                    None
                }
            };
            let outcome = if body.is_some() { "answered" } else { "failed" };
            metrics::counter!("rapport_enquiries_total", "outcome" => outcome).increment(1);
            driver.enquiry_answered(EnquiryAnswer { contact, id, body }).await;
        });
    }

    /// VC41: whose number it is to which a flow hands its caller.
    pub(super) fn find_callee(&self, application: ApplicationId, wanted: WantedCallee) {
        let Some(found) = self.applications.find(application).cloned() else { return };
        let store = self.store.clone();
        tokio::spawn(async move {
            let callee = outbound::callee(&store, &found, wanted).await;
            found.driver.callee_found(callee).await;
        });
    }

    /// The same for what a member did with the handset.
    pub(super) fn wish(
        &self,
        application: ApplicationId,
        member: MemberId,
        command: Command,
        key: Option<Key>,
    ) {
        if let Some(inbox) = self.facts.0.get(&application) {
            let _ended = inbox.send(Report::Wish { member, command, key });
        }
    }

    /// The call is told to the core, with who calls and which number.
    pub(super) fn arrive(&self, contact: ContactId, caller: Caller) {
        let beside = self.clone();
        tokio::spawn(async move {
            let taken = caller.arrive(&beside, contact).await;
            beside.note(Note::Arrived { contact, taken }).await;
        });
    }

    /// F01: before the 200 leaves.
    pub(super) fn save(
        &self,
        application: ApplicationId,
        line: LineId,
        dialog: Option<SavedDialog>,
    ) {
        let beside = self.clone();
        tokio::spawn(async move {
            let done = match dialog {
                Some(dialog) => saved_leg::save(&beside, application, line, &dialog).await,
                None => false,
            };
            beside.note(Note::Saved { line, done }).await;
        });
    }

    /// The same for the call of a SIP phone, before its ACK leaves.
    pub(super) fn save_handset(&self, sip: CallId, leg: LegId, dialog: Option<SavedDialog>) {
        let beside = self.clone();
        tokio::spawn(async move {
            let done = match dialog {
                Some(dialog) => saved_leg::save_handset(&beside.store, leg, &dialog).await,
                None => false,
            };
            beside.note(Note::HandsetSaved { sip, leg, done }).await;
        });
    }

    pub(super) fn forget_handset(&self, leg: LegId) {
        let beside = self.clone();
        tokio::spawn(async move { saved_leg::forget_handsets(&beside.store, &[leg]).await });
    }

    pub(super) fn forget_saved(&self, lines: Vec<LineId>) {
        let beside = self.clone();
        tokio::spawn(async move { saved_leg::forget(&beside.store, &lines).await });
    }

    /// VC53: a row that is not written is a sentence that a record lacks.
    pub(super) fn keep_strain(&self, application: ApplicationId, span: Span) {
        let Some(clock) = self.applications.find(application).map(|found| found.clock) else {
            return;
        };
        let ended = clock.now().0;
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let length = millis(span.ended.saturating_duration_since(span.began));
        let strain = Strain {
            contact: span.contact,
            member: span.member,
            kind: kind(span.strain),
            began: Timestamp(ended.saturating_sub(length)),
            length: Millis(length),
            worst: span.worst,
        };
        let store = self.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.write(strain.insert(application)).await {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(contact.id = %strain.contact, error, "how a call sounded was not stored");
            }
        });
    }

    pub(super) fn negotiate_member(
        &self,
        at: PhoneAt,
        Private(offer): Private<String>,
        reply: Reply,
    ) {
        let beside = self.clone();
        tokio::task::spawn_blocking(move || {
            let negotiated = beside.negotiate(&offer);
            let _ended = beside.notes.blocking_send(Note::MemberPhone { at, negotiated, reply });
        });
    }

    pub(super) fn negotiate_page(&self, dialled: Dialled, Private(offer): Private<String>) {
        let beside = self.clone();
        tokio::task::spawn_blocking(move || {
            let negotiated = beside.negotiate(&offer);
            let _ended = beside.notes.blocking_send(Note::Page { dialled, negotiated });
        });
    }

    /// Costs milliseconds: a certificate is made.
    fn negotiate(&self, offer: &str) -> Result<Negotiated, String> {
        BrowserConnection::accept(offer, &self.addresses.browser, Instant::now())
            .map(|(connection, answer)| Negotiated {
                connection: Box::new(connection),
                answer: Private(answer),
            })
            .map_err(|rejected| rejected.to_string())
    }

    /// VC42: whoever looks at the group's voicemails asks for them again.
    async fn tell_of_words(&self, recording: &NewRecording) {
        let NewRecording { application, contact, .. } = *recording;
        let Some(found) = self.applications.find(application) else { return };
        // Who is not told sees it when they come back to the list.
        let Ok(groups) = self.store.voicemail_groups(application, contact).await else { return };
        for group in groups {
            found.driver.voicemails_changed(group).await;
        }
    }

    pub(super) async fn note(&self, note: Note) {
        let _ended = self.notes.send(note).await;
    }
}

const fn kind(strain: media::Strain) -> StrainKind {
    match strain {
        media::Strain::Still => StrainKind::Still,
        media::Strain::Delay => StrainKind::Delay,
        media::Strain::Jitter => StrainKind::Jitter,
        media::Strain::Loss => StrainKind::Loss,
    }
}

/// F13, VC42: the core is told of each recording that cannot go on, and of each caller who has said all.
pub(super) async fn tell_of_recordings(beside: Beside, mut news: NewsOfRecordings) {
    while let Some(told) = news.recv().await {
        let talk = match told {
            News::Failed(talk) | News::FellSilent(talk) => talk,
            News::Made(recording) => {
                beside.tell_of_words(&recording).await;
                continue;
            }
        };
        let Talk { application, contact, since, with } = talk;
        let fact = match with {
            With::Member(_) => Fact::RecordingFailed { contact, since },
            With::Nobody(turn) => {
                Fact::Flow { contact, input: flow::Input::RecordingEnded { turn } }
            }
        };
        beside.fact(application, fact);
    }
}

async fn pass_on(
    report: Report,
    (application, driver): (ApplicationId, &Driver),
    notes: &mpsc::Sender<Note>,
) {
    match report {
        Report::Fact(fact) => driver.fact(fact).await,
        Report::Key { contact, key } => driver.key(contact, key).await,
        Report::Wish { member, command, key } => {
            let keys = key.map(|Key(key)| key.to_string());
            let asked = driver.submit(By::Member(member), None, command, keys).await;
            tokio::spawn(answer(asked, (application, member), command, notes.clone()));
        }
    }
}

/// Only what the core does not want has to be undone.
async fn answer(asked: Pending, seat: Seat, command: Command, notes: mpsc::Sender<Note>) {
    if asked.done().await.is_err() {
        let _ended = notes.send(Note::WishRefused { seat, command }).await;
    }
}

impl Facts {
    pub(super) fn to(applications: &Applications, notes: &mpsc::Sender<Note>) -> Self {
        let inboxes = applications.all().map(|application| {
            let (facts, mut told) = mpsc::unbounded_channel();
            let (id, driver, notes) = (application.id, application.driver.clone(), notes.clone());
            tokio::spawn(async move {
                while let Some(report) = told.recv().await {
                    pass_on(report, (id, &driver), &notes).await;
                }
            });
            (id, facts)
        });
        Self(inboxes.collect())
    }

    #[cfg(test)]
    pub(super) fn told_to(
        application: ApplicationId,
        inbox: mpsc::UnboundedSender<Report>,
    ) -> Self {
        Self(BTreeMap::from([(application, inbox)]))
    }
}
