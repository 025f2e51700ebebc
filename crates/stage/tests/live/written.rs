//! What the server has written down, read from its journal beside it. It tells what nobody of the cast can see on a
//! screen, and what the screens have to show.

use std::collections::BTreeMap;

use acd::{
    Acd, ContactId, Decision, Event, GroupKind, InternalTarget, RecordingEnd, StatusChanged,
    Timestamp,
};
use anyhow::Context;
use sqlx::types::Json;
use stage::cast::{Agent, Customer};
use stage::ids;
use stage::internal::Colleague;
use stage::sight::{Kind, Sight};
use stage::teller::{Colleagues, Contacts, Teller};

use crate::database::{Database, Reader};

pub(crate) struct Written {
    database: Database,
    /// Let go of while the server is down, so that it finds its files as it left them.
    reader: Option<Reader>,
    seq: i64,
    /// The journal, folded.
    pub(crate) acd: Acd,
    pub(crate) contacts: Contacts,
    /// VC30.
    pub(crate) colleagues: Colleagues,
    /// Each customer's last call.
    pub(crate) calls: BTreeMap<Customer, ContactId>,
    pub(crate) decisions: BTreeMap<ContactId, Decision>,
    pub(crate) history: Vec<StatusChanged>,
}

/// A sight with its place in the journal.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) seq: u64,
    pub(crate) sight: Sight,
    /// On whose screen it has to come.
    pub(crate) screen: Option<Agent>,
    /// Of which contact its customer has to notice it.
    pub(crate) noticed: Option<ContactId>,
}

impl Written {
    pub(crate) async fn open(database: Database) -> anyhow::Result<Self> {
        let mut written = Self {
            database,
            reader: None,
            seq: 0,
            acd: Acd::default(),
            contacts: Contacts::new(),
            colleagues: Colleagues::new(),
            calls: BTreeMap::new(),
            decisions: BTreeMap::new(),
            history: vec![],
        };
        written.reopen().await?;
        Ok(written)
    }

    pub(crate) async fn reopen(&mut self) -> anyhow::Result<()> {
        self.reader = Some(self.database.reader().await?);
        Ok(())
    }

    pub(crate) async fn close(&mut self) -> anyhow::Result<()> {
        if let Some(open) = self.reader.take() {
            open.close().await?;
        }
        Ok(())
    }

    /// What has been written since the last time.
    pub(crate) async fn read(&mut self) -> anyhow::Result<Vec<Told>> {
        let reader = self.reader.as_mut().context("the journal is closed")?;
        let rows = reader.after(self.seq).await?;
        let mut told = vec![];
        for (seq, at, Json(events)) in rows {
            self.seq = seq;
            for event in &events {
                self.note(event);
                self.acd.apply(event);
            }
            let now = Timestamp(u64::try_from(at)?);
            let sights = events.iter().filter_map(|event| self.told(seq, now, event));
            told.extend(sights);
        }
        Ok(told)
    }

    /// A session, whose id its customer has made.
    pub(crate) fn expect_session(&mut self, contact: ContactId, customer: Customer) {
        self.contacts.insert(contact, (customer, Kind::Session));
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::ContactArrived(arrived) if arrived.entry.kind() == GroupKind::Voice => {
                let mut cast = Customer::ALL.into_iter();
                if let Some(caller) = cast.find(|one| ids::customer(*one) == arrived.customer) {
                    self.contacts.insert(arrived.contact, (caller, Kind::Call));
                    self.calls.insert(caller, arrived.contact);
                }
            }
            Event::InternalMoved(moved) => {
                let callee = match moved.callee {
                    InternalTarget::Member(member) => ids::agent(member).map(Colleague::Agent),
                    InternalTarget::Phone(_) => Some(Colleague::Lobby),
                };
                if let Some(two) = ids::agent(moved.caller).zip(callee) {
                    self.colleagues.insert(moved.contact, two);
                }
            }
            Event::OfferMade(made) => {
                self.decisions.insert(made.contact, made.decision.clone());
            }
            Event::StatusChanged(changed) => self.history.push(*changed),
            _ => {}
        }
    }

    fn told(&self, seq: i64, now: Timestamp, event: &Event) -> Option<Told> {
        // Texts stand on pages and screens, not in the journal.
        let (texts, papers) = (&BTreeMap::new(), &BTreeMap::new());
        let (contacts, colleagues) = (&self.contacts, &self.colleagues);
        let teller = Teller { acd: &self.acd, now, contacts, colleagues, texts, papers };
        let sight = teller.sight(event)?;
        let screen = match event {
            // It rings for the one, and the other sees that they talk.
            Event::InternalMoved(_) => match &sight {
                Sight::Internal { agent, .. } => Some(*agent),
                _ => None,
            },
            // VC06: whoever has the call by then.
            Event::CallOutLimited(limited) => {
                let call = self.acd.contact(limited.contact);
                call.and_then(acd::Contact::talk).and_then(|talk| ids::agent(talk.member))
            }
            Event::MissForgiven(_)
            | Event::SurveyStarted(_)
            | Event::ExternalMoved(_)
            | Event::RatingInvited(_) => None,
            Event::RecordingEnded(ended) if ended.how == RecordingEnd::TalkOver => None,
            event => event.member().and_then(ids::agent),
        };
        let noticed = match event {
            Event::ContactEnded(ended) => Some(ended.contact),
            Event::RatingInvited(invited) => Some(invited.contact),
            Event::RatingGiven(given) => Some(given.contact),
            _ => None,
        };
        Some(Told { seq: u64::try_from(seq).unwrap_or_default(), sight, screen, noticed })
    }
}
