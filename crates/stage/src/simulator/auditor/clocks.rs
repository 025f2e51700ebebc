//! The clocks of a session: the end by silence that is told and put off (DK04), and the customer who waits for an answer (DK15).

use acd::{Author, Command, Millis, SessionMoved, SessionStep, Settings, Timestamp};
use anyhow::{Context as _, Result, ensure};

use super::contact::{Contact, Place};
use super::model::{Model, Step};

/// DK04: what an agent gives a customer who is silent.
const KEPT_OPEN: Millis = Millis::from_secs(600);

/// DK15: since when the agent could have answered, and how much has come of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Waits {
    since: Timestamp,
    come: usize,
}

impl Model {
    pub(super) fn session_moved(&mut self, step: &Step<'_>, event: SessionMoved) -> Result<()> {
        let SessionMoved { contact: id, member, step: moved, at } = event;
        let held = self.settings.held_back;
        let held = (held > Millis::ZERO).then(|| at.after(held));
        let spans = spans(&self.settings);
        let contact = self.contact(id)?;
        ensure!(at == step.at, "DK04: {id} moved at another time than now");
        ensure!(contact.place == Place::Open(member), "DK04: {member} does not have {id}");
        let come = match moved {
            SessionStep::EndTold { ends_at } => return contact.end_told(at, ends_at),
            SessionStep::KeptOpen { until } => {
                let asked = step.command_of(member) == Some(Command::KeepOpen { contact: id });
                ensure!(asked, "DK04: nobody asked to keep {id} open");
                return contact.kept_open(at, until);
            }
            SessionStep::Reminded => 1,
            SessionStep::Overdue => 2,
            SessionStep::TakenBack => {
                contact.note_pass(member, held);
                3
            }
        };
        let waits = contact.waits.as_mut().with_context(|| format!("DK15: {id} owes nothing"))?;
        ensure!(waits.come < come, "DK15: {moved:?} came of {id} twice");
        let span = spans.get(come - 1).copied().unwrap_or_default();
        let due = span > Millis::ZERO && waits.since.after(span) <= at;
        ensure!(due, "DK15: {moved:?} came of {id} too early");
        waits.come = come;
        Ok(())
    }
}

impl Contact {
    /// A message was written.
    pub(super) fn clocks(&mut self, at: Timestamp, author: Author, settings: &Settings) {
        let Settings { customer_silence, silence_warning, .. } = settings;
        (self.silence, self.warns) = (None, None);
        match author {
            Author::Member(_) => {
                self.waits = None;
                if *customer_silence > Millis::ZERO {
                    self.silence = Some(at.after(*customer_silence));
                    let tells =
                        *silence_warning > Millis::ZERO && silence_warning < customer_silence;
                    let calm = Millis(customer_silence.0.saturating_sub(silence_warning.0));
                    self.warns = tells.then(|| at.after(calm));
                }
            }
            Author::Customer(_) => self.owed_from(at),
        }
    }

    /// An agent is there whose answer the customer waits for.
    pub(super) fn owed_from(&mut self, at: Timestamp) {
        let owed = matches!(self.last, Some((Author::Customer(_), _)));
        if owed && matches!(self.place, Place::Open(_)) {
            self.waits.get_or_insert(Waits { since: at, come: 0 });
        }
    }

    /// When something more comes of the wait.
    pub(super) fn owed_until(&self, settings: &Settings) -> Option<Timestamp> {
        let waits = self.waits?;
        let mut spans = spans(settings).into_iter().skip(waits.come);
        spans.find(|span| *span > Millis::ZERO).map(|span| waits.since.after(span))
    }

    fn end_told(&mut self, at: Timestamp, ends_at: Timestamp) -> Result<()> {
        let id = self.id;
        ensure!(self.silence == Some(ends_at), "DK04: {id} does not end at {ends_at:?}");
        let due = self.warns.take().is_some_and(|warns| warns <= at);
        ensure!(due, "DK04: the customer of {id} is told too early, or twice");
        Ok(())
    }

    fn kept_open(&mut self, at: Timestamp, until: Timestamp) -> Result<()> {
        let id = self.id;
        let old = self.silence.with_context(|| format!("DK04: nothing ends {id}"))?;
        ensure!(until == at.after(KEPT_OPEN), "DK04: {id} is kept open until {until:?}");
        ensure!(old < until, "DK04: {id} is kept open for less time than it had");
        self.warns = self.warns.map(|warns| warns.after(until.since(old)));
        self.silence = Some(until);
        Ok(())
    }
}

fn spans(settings: &Settings) -> [Millis; 3] {
    let acd::Patience { remind, overdue, take_back } = settings.patience;
    [remind, overdue, take_back]
}
