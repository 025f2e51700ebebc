//! A customer with a SIP phone, and what callers do.

use acd::{ContactId, ContactState, External, Notice};
use flow::Doing;
use robot::{Caller, CallerState, Dialling, Ear, Refusal, Telephone};
use stage::act::CustomerAct;
use stage::cast::{Customer, Group};
use stage::ids;

use crate::company::{number, phone_number};
use crate::handsets::At;
use crate::scene::{PATIENCE, Scene, said};
use crate::sound::voice_of_customer;

pub(crate) struct Phone {
    line: Line,
    /// The call as the server knows it.
    contact: Option<ContactId>,
}

/// The customer called, or was called.
enum Line {
    Out(Caller),
    In(Telephone),
}

impl Phone {
    pub(crate) const fn called(telephone: Telephone) -> Self {
        Self { line: Line::In(telephone), contact: None }
    }

    pub(crate) fn ear(&self) -> &Ear {
        match &self.line {
            Line::Out(caller) => caller.ear(),
            Line::In(telephone) => telephone.ear(),
        }
    }

    /// VC21: what it has read so far.
    pub(crate) fn keys(&self) -> String {
        match &self.line {
            Line::Out(caller) => caller.keys(),
            Line::In(telephone) => telephone.keys(),
        }
    }

    fn state(&self) -> CallerState {
        match &self.line {
            Line::Out(caller) => caller.state(),
            Line::In(telephone) => telephone.state(),
        }
    }

    /// Whether this phone is not, or not any more, in that call.
    pub(crate) fn is_over(&self, contact: ContactId) -> bool {
        let ended = matches!(
            self.state(),
            CallerState::HungUp | CallerState::Failed(_) | CallerState::Left
        );
        ended || self.contact.is_some_and(|own| own != contact)
    }
}

impl Scene {
    pub(crate) async fn customer_acts(
        &mut self,
        customer: Customer,
        does: &CustomerAct,
    ) -> Result<(), String> {
        match does {
            CustomerAct::Calls { group } => self.call(customer, *group).await,
            CustomerAct::Rings => self.telephone(customer).await.map(Telephone::ring),
            CustomerAct::Answers => self.telephone(customer).await.map(Telephone::answer),
            CustomerAct::IsBusy => self.refuse(customer, Refusal::Busy).await,
            CustomerAct::Rejects => self.refuse(customer, Refusal::Rejected).await,
            CustomerAct::IsNobody => self.refuse(customer, Refusal::Nobody).await,
            CustomerAct::HasNoLine => self.refuse(customer, Refusal::NoLine).await,
            CustomerAct::Announces => {
                Err("the live stage's telephones announce nothing".to_owned())
            }
            CustomerAct::HearsGreetingOut => {
                let contact = self.call_of(customer)?;
                self.until("the end of the greeting", |written| {
                    let call = written.acd.contact(contact);
                    !call.is_some_and(|call| matches!(call.state, ContactState::Greeting))
                })
                .await
            }
            CustomerAct::HearsNoticeOut => {
                let contact = self.call_of(customer)?;
                self.until("the end of the notice", |written| {
                    let call = written.acd.contact(contact);
                    call.is_none_or(|call| call.notice == Notice::Played)
                })
                .await
            }
            CustomerAct::HearsPromptOut => {
                let contact = self.call_of(customer)?;
                self.until("the end of the prompt", |written| {
                    let run = written.acd.contact(contact).and_then(acd::Contact::run);
                    let doing = run.and_then(flow::Run::stop).map(|stop| stop.doing);
                    !matches!(doing, Some(Doing::Ask { .. } | Doing::Play | Doing::Greet))
                })
                .await
            }
            CustomerAct::KnowsNoEvents if customer == Customer::Pit => {
                self.knows_no_events(At::Lobby)
            }
            CustomerAct::KnowsNoEvents => {
                self.plain.insert(customer);
                Ok(())
            }
            CustomerAct::PhoneRegisters => self.registers(At::Lobby, true).await,
            CustomerAct::PhoneIsGone => self.registers(At::Lobby, false).await,
            CustomerAct::Presses { keys } => self.press(customer, keys).await,
            CustomerAct::FallsSilent => self.fall_silent(customer),
            CustomerAct::LineLosesPackets => self.lose_every(customer, 5),
            CustomerAct::LineIsWell => self.lose_every(customer, 0),
            CustomerAct::HangsUp => self.hang_up(customer).await,
            CustomerAct::LineBreaks | CustomerAct::NeverAcknowledges => {
                Err("the live stage has no line that breaks".to_owned())
            }
            CustomerAct::RecordingFails => Err("the live stage has no full disk".to_owned()),
            writes => self.page_acts(customer, writes).await,
        }
    }

    async fn call(&mut self, customer: Customer, group: Group) -> Result<(), String> {
        let before = self.written.calls.get(&customer).copied();
        let dialling = Dialling {
            to: number(group),
            server: self.company.server.sip(),
            from: phone_number(customer),
            voice: voice_of_customer(customer),
        };
        let caller = if self.plain.contains(&customer) {
            Caller::dial_without_events(dialling).await
        } else {
            Caller::dial(dialling).await
        };
        let mut caller = caller.map_err(said)?;
        let told =
            |state: &CallerState| !matches!(state, CallerState::Dialling | CallerState::Ringing);
        caller.until(PATIENCE, told).await.map_err(said)?;
        self.phones.insert(customer, Phone { line: Line::Out(caller), contact: None });
        self.until("the call's arrival", |written| written.calls.get(&customer).copied() != before)
            .await?;
        let contact = self.written.calls.get(&customer).copied();
        if let Some(phone) = self.phones.get_mut(&customer) {
            phone.contact = contact;
        }
        Ok(())
    }

    /// VC06: the telephone of a customer whom somebody calls, once the call is there.
    async fn telephone(&mut self, customer: Customer) -> Result<&Telephone, String> {
        let phone = self.phones.get_mut(&customer);
        let Some(Phone { line: Line::In(telephone), .. }) = phone else {
            return Err(format!("nobody has called {customer}"));
        };
        let called = |state: &CallerState| *state == CallerState::Ringing;
        telephone.until(PATIENCE, called).await.map_err(said)?;
        Ok(telephone)
    }

    async fn refuse(&mut self, customer: Customer, with: Refusal) -> Result<(), String> {
        self.telephone(customer).await.map(|own| own.refuse(with))
    }

    /// Until the journal has them all, or the call is over.
    async fn press(&mut self, customer: Customer, keys: &str) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        let before = self.acd().contact(contact).map_or(0, |call| call.keys);
        let phone = self.phones.get(&customer).ok_or_else(|| format!("{customer} has no phone"))?;
        let Line::Out(caller) = &phone.line else {
            return Err(format!("{customer} was called and presses nothing"));
        };
        caller.press(keys);
        if self.acd().contact(contact).is_some_and(|call| call.external().is_some()) {
            // They are for the far end, and the core hears nothing of them.
            return Ok(());
        }
        let all = before + u32::try_from(keys.len()).unwrap_or_default();
        self.until("the keys", |written| {
            written.acd.contact(contact).is_none_or(|call| call.keys >= all)
        })
        .await
    }

    fn fall_silent(&self, customer: Customer) -> Result<(), String> {
        self.caller(customer).map(Caller::fall_silent)
    }

    /// VC53.
    fn lose_every(&self, customer: Customer, packets: u32) -> Result<(), String> {
        self.caller(customer).map(|caller| caller.lose_every(packets))
    }

    fn caller(&self, customer: Customer) -> Result<&Caller, String> {
        match self.phones.get(&customer).map(|phone| &phone.line) {
            Some(Line::Out(caller)) => Ok(caller),
            Some(Line::In(_)) | None => Err(format!("{customer} has not called")),
        }
    }

    async fn hang_up(&mut self, customer: Customer) -> Result<(), String> {
        let outside = self.outside_of(customer);
        let contact = outside.map_or_else(|| self.call_of(customer), Ok)?;
        let phone = self.phones.get(&customer).ok_or_else(|| format!("{customer} has no phone"))?;
        match &phone.line {
            Line::Out(caller) => caller.hang_up(),
            Line::In(telephone) => telephone.hang_up(),
        }
        // VC15: the call of an agent who asks outside goes on without that line.
        let is_over = |call: &acd::Contact| outside.is_some() && call.line_outside().is_none();
        self.until("the end of the call", |written| {
            written.acd.contact(contact).is_none_or(is_over)
        })
        .await
    }

    /// VC13, VC15: the contact whose customer was handed to this one's line, or whose agent asks there.
    fn outside_of(&self, called: Customer) -> Option<ContactId> {
        let is_there = |line: &External| ids::far_end_of(line.far_end()) == Some(called);
        let mut contacts = self.acd().contacts();
        let found = contacts.find(|one| one.line_outside().is_some_and(is_there));
        found.map(|one| one.id)
    }

    /// The customer's last call; without one the session, for those who mistake the one for the other.
    pub(crate) fn call_of(&self, customer: Customer) -> Result<ContactId, String> {
        let session = || self.pages.get(&customer).and_then(|page| page.contact);
        let found = self.written.calls.get(&customer).copied().or_else(session);
        found.ok_or_else(|| format!("{customer} has neither called nor written"))
    }

    /// The customer's last session; without one the call.
    pub(crate) fn session_of(&self, customer: Customer) -> Result<ContactId, String> {
        let session = self.pages.get(&customer).and_then(|page| page.contact);
        let found = session.or_else(|| self.written.calls.get(&customer).copied());
        found.ok_or_else(|| format!("{customer} has neither written nor called"))
    }
}
