//! Everybody who is there, and what comes to light.
//!
//! What one of the cast can see, hear or read is taken from their screen, phone or page. The journal tells what none of
//! them can see (who waits in which queue, why a contact ended, the status of an agent without a browser), and it is
//! the measure of the screens: what it says of an agent at a Workspace has to come to that Workspace, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use acd::{Acd, ConfigChange, ContactId};
use stage::act::Act;
use stage::cast::{Agent, Customer};
use stage::files::Paper;
use stage::sight::{Author, Sight};
use stage::{Shown, Weight};
use tokio::time::Instant;
use uuid::Uuid;
use wire::command::OfferRef;
use wire::widget::CustomerMessage;

use crate::company::Company;
use crate::database::Kind;
use crate::desk::Desk;
use crate::files;
use crate::handsets::Handsets;
use crate::page::{self, Page};
use crate::phone::Phone;
use crate::written::{Told, Written};

/// How long a sight is waited for. Long for a shared machine; what it bounds is a failure, not a measurement.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(10);
/// At the end of a play: what must not happen has this long to happen.
const CURTAIN: Duration = Duration::from_millis(500);

pub(crate) struct Scene {
    pub(crate) company: Company,
    pub(crate) written: Written,
    pub(crate) desks: BTreeMap<Agent, Desk>,
    /// The logins of browsers, which outlast them.
    pub(crate) cookies: BTreeMap<Agent, String>,
    pub(crate) microphones: BTreeMap<Agent, bool>,
    pub(crate) phones: BTreeMap<Customer, Phone>,
    /// VC21: whose telephones know no telephone events.
    pub(crate) plain: BTreeSet<Customer>,
    /// VC12, VC31.
    pub(crate) handsets: Handsets,
    pub(crate) pages: BTreeMap<Customer, Page>,
    /// DK13: what was announced, by whom, the last one last.
    pub(crate) uploads: Vec<(Author, Paper, Uuid)>,
    /// The last offer of each customer on each screen, for who accepts too late.
    pub(crate) offers: BTreeMap<(Agent, ContactId), OfferRef>,
    /// What the journal says and no screen has shown yet, and the other way round.
    owed: Vec<(Agent, Sight)>,
    unproved: Vec<(Agent, Sight)>,
    /// Ended, asked or answered (DK08), and the customer has not noticed yet.
    ending: Vec<(ContactId, Sight)>,
    messages_told: Vec<(ContactId, u64)>,
    pub(crate) act: Option<Act>,
    shown: Vec<Shown>,
}

impl Scene {
    pub(crate) async fn open(
        changes: Vec<ConfigChange>,
        binary: &Path,
        kind: Kind,
    ) -> anyhow::Result<Self> {
        let company = Company::open(changes, binary, kind).await?;
        let mut written = Written::open(company.database.clone()).await?;
        // Who is set up, nobody tells.
        written.read().await?;
        Ok(Self {
            company,
            written,
            desks: BTreeMap::new(),
            cookies: BTreeMap::new(),
            microphones: BTreeMap::new(),
            phones: BTreeMap::new(),
            plain: BTreeSet::new(),
            handsets: Handsets::default(),
            pages: BTreeMap::new(),
            uploads: vec![],
            offers: BTreeMap::new(),
            owed: vec![],
            unproved: vec![],
            ending: vec![],
            messages_told: vec![],
            act: None,
            shown: vec![],
        })
    }

    pub(crate) const fn acd(&self) -> &Acd {
        &self.written.acd
    }

    pub(crate) fn show(&mut self, sight: Sight) {
        let weight = Weight::of(&sight, self.act.as_ref());
        self.shown.push(Shown { sight, weight });
    }

    /// Waits until something comes to light; nothing does after that time. An error says what is on its way.
    pub(crate) async fn look(&mut self, until: Instant) -> Result<Vec<Shown>, String> {
        loop {
            self.gather().await?;
            if Instant::now() > until {
                let open = self.open_ends();
                return if open.is_empty() { Ok(vec![]) } else { Err(open.join("; ")) };
            }
            if !self.shown.is_empty() {
                return Ok(std::mem::take(&mut self.shown));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until every screen, phone and page shows what was written.
    pub(crate) async fn settle(&mut self) -> Result<Vec<Shown>, String> {
        let until = Instant::now() + PATIENCE;
        loop {
            self.gather().await?;
            let open = self.open_ends();
            if open.is_empty() {
                return Ok(std::mem::take(&mut self.shown));
            }
            if Instant::now() > until {
                return Err(open.join("; "));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The same before something that no screen is to tell; what was shown is told all the same.
    pub(crate) async fn catch_up(&mut self) -> Result<(), String> {
        self.shown = self.settle().await?;
        Ok(())
    }

    pub(crate) async fn curtain(&mut self) -> Result<Vec<Shown>, String> {
        tokio::time::sleep(CURTAIN).await;
        self.settle().await
    }

    /// Waits until the journal says so.
    pub(crate) async fn until(
        &mut self,
        what: &str,
        wanted: impl Fn(&Written) -> bool,
    ) -> Result<(), String> {
        let until = Instant::now() + PATIENCE;
        loop {
            self.gather().await?;
            if wanted(&self.written) {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(format!("waited for {what} in vain"));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The signal, and a new process on the same data. Pages load anew; who was at a Workspace has to come back.
    pub(crate) async fn restart(&mut self) -> Result<(), String> {
        self.catch_up().await?;
        self.written.close().await.map_err(said)?;
        self.company.server.kill_9().map_err(said)?;
        for agent in Agent::ALL {
            self.desks.remove(&agent);
            self.leave(agent);
        }
        self.company.server.restart().await.map_err(said)?;
        self.written.reopen().await.map_err(said)?;
        self.reload_pages().await
    }

    /// The agent's browser is gone: from here on the journal tells.
    pub(crate) fn leave(&mut self, agent: Agent) {
        let (owed, others) = self.owed.drain(..).partition(|(whose, _)| *whose == agent);
        self.owed = others;
        let owed: Vec<(Agent, Sight)> = owed;
        for (_, sight) in owed {
            self.show(sight);
        }
    }

    pub(crate) async fn gather(&mut self) -> Result<(), String> {
        // First the screens, then the journal: what a screen shows was written before.
        for agent in Agent::ALL {
            self.watch(agent)?;
        }
        let told = self.written.read().await.map_err(said)?;
        for told in told {
            self.hear(told);
        }
        self.balance();
        self.customers_notice()?;
        self.read_messages()
    }

    fn watch(&mut self, agent: Agent) -> Result<(), String> {
        let Some(desk) = self.desks.get_mut(&agent) else { return Ok(()) };
        let sights = desk.watch(&self.written.contacts)?;
        for (offer, _) in desk.screen.offers() {
            self.offers.insert((agent, ContactId(offer.contact)), offer);
        }
        for sight in sights {
            // A choice for later is told by nobody twice, and by the journal as often as it is made.
            if !matches!(sight, Sight::NextStatus { .. }) {
                self.unproved.push((agent, sight.clone()));
            }
            self.show(sight);
        }
        Ok(())
    }

    fn hear(&mut self, told: Told) {
        let Told { seq, sight, screen, noticed } = told;
        if let Some(contact) = noticed {
            self.ending.push((contact, sight));
            return;
        }
        let desk = screen.and_then(|agent| self.desks.get(&agent).map(|desk| (agent, desk)));
        match desk {
            Some((agent, desk)) if seq > desk.since => {
                if !matches!(sight, Sight::NextStatus { .. }) {
                    self.owed.push((agent, sight));
                }
            }
            Some(_) | None => self.show(sight),
        }
    }

    fn balance(&mut self) {
        let unproved = &mut self.unproved;
        self.owed.retain(|owed| {
            let at = unproved.iter().position(|shown| shown == owed);
            at.map(|at| unproved.remove(at)).is_none()
        });
    }

    /// A contact's end is told when its customer knows it too, and so is what they are asked and have said.
    fn customers_notice(&mut self) -> Result<(), String> {
        for (contact, sight) in std::mem::take(&mut self.ending) {
            let noticed = match &sight {
                Sight::Ended { customer, reason, .. } => {
                    let phone =
                        self.phones.get(customer).is_none_or(|phone| phone.is_over(contact));
                    let page = match self.pages.get(customer) {
                        Some(page) => page.is_over(contact, *reason)?,
                        None => true,
                    };
                    phone && page
                }
                Sight::Invited { customer, best } => {
                    let rating = self.pages.get(customer).and_then(Page::rating);
                    rating.is_some_and(|rating| rating.scale == *best)
                }
                Sight::Rated { customer, score } => {
                    let rating = self.pages.get(customer).and_then(Page::rating);
                    rating.is_some_and(|rating| rating.score == Some(*score))
                }
                _ => true,
            };
            if noticed {
                self.show(sight);
            } else {
                self.ending.push((contact, sight));
            }
        }
        Ok(())
    }

    /// A message is told once it stands on the customer's page and on the screen of the agent who has the session, and
    /// both say the same.
    fn read_messages(&mut self) -> Result<(), String> {
        let mut sights = vec![];
        for (customer, page) in &self.pages {
            let Some(contact) = page.contact else { continue };
            let has = |desk: &&Desk| {
                desk.screen.session(contact.0).is_some_and(|session| session.since.is_some())
            };
            let desk = self.desks.values().find(has);
            for message in page.messages() {
                let CustomerMessage { sequence, text, files, .. } = &message;
                let on_screen = desk.map(|desk| desk.message(contact, *sequence));
                if self.messages_told.contains(&(contact, *sequence)) || on_screen == Some(None) {
                    continue;
                }
                let author = page::author(*customer, &message)?;
                let by = if let Author::Agent(agent) = author { Some(agent) } else { None };
                if on_screen.flatten().is_some_and(|shown| shown != (by, text, files)) {
                    return Err(format!("the page shows {message:?}, the screen {on_screen:?}"));
                }
                self.messages_told.push((contact, *sequence));
                let (customer, text, sequence) = (*customer, text.clone(), *sequence);
                sights.push(match files::paper_of(&message)? {
                    Some(paper) => Sight::Sent { author, customer, paper, sequence },
                    None => Sight::Wrote { author, customer, text, sequence },
                });
            }
        }
        for sight in sights {
            self.show(sight);
        }
        Ok(())
    }

    /// What was written and has not come to where it belongs.
    fn open_ends(&self) -> Vec<String> {
        let owed = self.owed.iter().map(|(agent, sight)| {
            format!("`{sight}` was written down and did not come to {agent}'s screen")
        });
        let unproved = self.unproved.iter().map(|(agent, sight)| {
            format!("{agent}'s screen shows `{sight}`, which was never written down")
        });
        let ending = self.ending.iter().map(|(_, sight)| {
            format!("`{sight}` was written down and the customer did not notice")
        });
        let unread = self.pages.iter().filter_map(|(customer, page)| {
            let contact = page.contact?;
            let told = self.messages_told.iter().filter(|(of, _)| *of == contact).count();
            let written = self.acd().contact(contact).map_or(0, |open| open.messages.count);
            let unread = usize::try_from(written).unwrap_or(usize::MAX) > told;
            unread.then(|| format!("of {customer}'s {written} messages {told} came to light"))
        });
        owed.chain(unproved).chain(ending).chain(unread).collect()
    }
}

/// An error as one sentence.
#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
pub(crate) fn said(error: anyhow::Error) -> String {
    format!("{error:#}")
}
