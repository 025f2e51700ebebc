//! A customer at a site with the widget, and what those do who write.

use acd::{ContactId, EndReason};
use stage::act::CustomerAct;
use stage::cast::{Agent, Customer, Group};
use stage::sight::{Author, Sight};
use uuid::Uuid;
use wire::widget::{
    CustomerAuthor, CustomerCommand, CustomerEnd, CustomerMessage, CustomerRating, CustomerSession,
    CustomerSessionState, FirstMessage, RateSession, Say,
};

use crate::scene::{PATIENCE, Scene, said};

pub(crate) struct Page {
    pub(crate) customer: robot::Customer,
    pub(crate) site: Group,
    /// The last session.
    pub(crate) contact: Option<ContactId>,
    /// The last message as it was sent.
    sent: Option<CustomerCommand>,
}

impl Page {
    /// Whether the page does not, or not any more, show that session as going on. An end is shown with its reason.
    pub(crate) fn is_over(&self, contact: ContactId, reason: EndReason) -> Result<bool, String> {
        if self.contact != Some(contact) {
            return Ok(true);
        }
        let seen = self.customer.seen();
        let Some(session) = seen.session.filter(|session| session.id == contact.0) else {
            return Ok(true);
        };
        let CustomerSessionState::Ended(end) = session.state else { return Ok(false) };
        if end.why == shown_as(reason) {
            return Ok(true);
        }
        Err(format!("the page says {:?} to {reason:?}", end.why))
    }

    /// Of the last session, as far as the page shows it.
    pub(crate) fn messages(&self) -> Vec<CustomerMessage> {
        let seen = self.customer.seen();
        let shown = seen.session.map(|session| ContactId(session.id));
        if shown == self.contact { seen.messages.into_values().collect() } else { vec![] }
    }

    /// DK08: of the last session, as far as the page shows it.
    pub(crate) fn rating(&self) -> Option<CustomerRating> {
        let session = self.customer.seen().session?;
        session.rating.filter(|_| self.contact == Some(ContactId(session.id)))
    }

    /// The place in the queue that the page shows.
    pub(crate) fn place(&self) -> Option<u32> {
        match self.customer.seen().session?.state {
            CustomerSessionState::Waiting(waiting) => Some(waiting.place),
            CustomerSessionState::Open(_) | CustomerSessionState::Ended(_) => None,
        }
    }
}

/// Who wrote it, as the page says.
pub(crate) fn author(customer: Customer, message: &CustomerMessage) -> Result<Author, String> {
    match &message.author {
        CustomerAuthor::You => Ok(Author::Customer(customer)),
        CustomerAuthor::Agent(agent) => Agent::named(&agent.name)
            .map(Author::Agent)
            .ok_or_else(|| format!("the page names an agent {:?}", agent.name)),
    }
}

impl Scene {
    pub(crate) async fn page_acts(
        &mut self,
        customer: Customer,
        does: &CustomerAct,
    ) -> Result<(), String> {
        match does {
            CustomerAct::WritesTo { group, text } => {
                self.open_page(customer, *group).await?;
                let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
                self.written.expect_session(ContactId(contact), customer);
                let first = FirstMessage { contact, message, text: text.clone(), files: vec![] };
                if self.ask(customer, CustomerCommand::Start(first)).await? {
                    self.page(customer)?.contact = Some(ContactId(contact));
                }
                Ok(())
            }
            CustomerAct::Writes { text } => {
                let say = Say { message: Uuid::now_v7(), text: text.clone(), files: vec![] };
                if self.ask(customer, CustomerCommand::Say(say)).await? {
                    self.follow_session(customer).await?;
                }
                Ok(())
            }
            CustomerAct::Sends { paper, how } => {
                self.sends(Author::Customer(customer), customer, *paper, *how).await
            }
            CustomerAct::WritesAgain => {
                let sent = self.page(customer)?.sent.clone();
                let sent = sent.ok_or_else(|| format!("{customer} wrote nothing yet"))?;
                self.ask(customer, sent).await.map(drop)
            }
            CustomerAct::Rates { score, comment } => {
                self.rate(customer, customer, *score, comment.as_deref()).await
            }
            CustomerAct::RatesSessionOf { other, score } => {
                self.rate(customer, *other, *score, None).await
            }
            CustomerAct::EndsSession => self.ask(customer, CustomerCommand::End).await.map(drop),
            other => Err(format!("the live stage cannot do {other:?}")),
        }
    }

    /// DK16: the message may have opened another session, whose id the server has made.
    async fn follow_session(&mut self, customer: Customer) -> Result<(), String> {
        let page = self.page(customer)?;
        let goes_on =
            |session: &CustomerSession| !matches!(session.state, CustomerSessionState::Ended(_));
        let runs = |seen: &robot::SeenChat| seen.session.as_ref().is_some_and(goes_on);
        let seen = page.customer.until(PATIENCE, "the session of the message", runs).await;
        page.contact = seen.map_err(said)?.session.map(|session| ContactId(session.id));
        if let Some(contact) = page.contact {
            self.written.expect_session(contact, customer);
        }
        Ok(())
    }

    /// The end that the page says silence will bring.
    pub(crate) fn end_told(&self, customer: Customer) -> Option<u64> {
        match self.pages.get(&customer)?.customer.seen().session?.state {
            CustomerSessionState::Open(open) => open.ends_at,
            CustomerSessionState::Waiting(_) | CustomerSessionState::Ended(_) => None,
        }
    }

    /// As browsers do when the server is there again.
    pub(crate) async fn reload_pages(&mut self) -> Result<(), String> {
        for page in self.pages.values_mut() {
            let guide = self.company.guide(page.site);
            let token = page.customer.token().to_owned();
            page.customer = robot::Customer::with_token(&guide, token).await.map_err(said)?;
        }
        Ok(())
    }

    async fn open_page(&mut self, customer: Customer, site: Group) -> Result<(), String> {
        let guide = self.company.guide(site);
        let known = match self.pages.get(&customer) {
            Some(page) if page.site == site => return Ok(()),
            Some(page) => Some((page.customer.token().to_owned(), page.contact)),
            None => None,
        };
        let (arrived, contact) = match known {
            Some((token, contact)) => (robot::Customer::with_token(&guide, token).await, contact),
            None => (robot::Customer::arrive(&guide).await, None),
        };
        let page = Page { customer: arrived.map_err(said)?, site, contact, sent: None };
        self.pages.insert(customer, page);
        Ok(())
    }

    /// DK08.
    async fn rate(
        &mut self,
        customer: Customer,
        whose: Customer,
        score: u8,
        comment: Option<&str>,
    ) -> Result<(), String> {
        let contact = self.page(whose)?.contact;
        let session = contact.ok_or_else(|| format!("{whose} wrote nothing yet"))?.0;
        let comment = comment.unwrap_or_default().to_owned();
        let rate = RateSession { session, score, tags: Vec::new(), comment };
        self.ask(customer, CustomerCommand::Rate(rate)).await.map(drop)
    }

    /// Whether the server did it.
    pub(crate) async fn ask(
        &mut self,
        customer: Customer,
        command: CustomerCommand,
    ) -> Result<bool, String> {
        let page = self.page(customer)?;
        if matches!(command, CustomerCommand::Start(_) | CustomerCommand::Say(_)) {
            page.sent = Some(command.clone());
        }
        let answer = page.customer.ask(command).await.map_err(said)?;
        let Some(problem) = answer.problem else { return Ok(true) };
        self.show(Sight::Refused { code: problem.code });
        Ok(false)
    }

    pub(crate) fn page(&mut self, customer: Customer) -> Result<&mut Page, String> {
        self.pages.get_mut(&customer).ok_or_else(|| format!("{customer} has no page open"))
    }
}

/// The words for a customer.
fn shown_as(reason: EndReason) -> CustomerEnd {
    match reason {
        EndReason::EndedByCustomer | EndReason::LeftInQueue | EndReason::LeftWhileRinging => {
            CustomerEnd::ByYou
        }
        EndReason::EndedByAgent => CustomerEnd::ByAgent,
        EndReason::CustomerTimeout => CustomerEnd::Timeout,
        EndReason::WaitedTooLong | EndReason::NobodyOnline | EndReason::QueueFull => {
            CustomerEnd::NobodyFree
        }
        _ => CustomerEnd::Fault,
    }
}
