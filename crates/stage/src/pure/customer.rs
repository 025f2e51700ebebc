//! What customers do.

use acd::{
    By, CallFault, Command, ContactId, DialFailure, ExternalNews, Fact, Input, PhoneStanding,
    Progress,
};

use store::Key;

use super::Pure;
use super::spoilt::Trouble;
use crate::act::CustomerAct;
use crate::cast::{Customer, Group};
use crate::ids;
use crate::sight::{Author, Kind, Sound};

impl Pure {
    pub(super) fn customer_acts(
        &mut self,
        customer: Customer,
        does: &CustomerAct,
    ) -> Result<(), String> {
        match does {
            CustomerAct::Calls { group } => self.call(customer, *group),
            CustomerAct::Rings => self.progresses(customer, Progress::Ringing)?,
            CustomerAct::Announces => self.progresses(customer, Progress::EarlyMedia)?,
            CustomerAct::Answers if self.happens_outside(customer, ExternalNews::Answered) => {}
            CustomerAct::Answers => {
                let contact = self.call_of(customer)?;
                self.fact(Fact::CallAnswered { contact });
            }
            CustomerAct::IsBusy => self.fails(customer, DialFailure::Busy)?,
            CustomerAct::Rejects => self.fails(customer, DialFailure::Rejected)?,
            CustomerAct::IsNobody => self.fails(customer, DialFailure::InvalidNumber)?,
            CustomerAct::HasNoLine => self.fails(customer, DialFailure::NoLine)?,
            // What a key goes by is nothing to the core.
            CustomerAct::KnowsNoEvents => {}
            CustomerAct::PhoneRegisters => self.lobby_stands(PhoneStanding::Here),
            CustomerAct::PhoneIsGone => self.lobby_stands(PhoneStanding::Away),
            CustomerAct::HearsGreetingOut => {
                let contact = self.call_of(customer)?;
                self.fact(Fact::GreetingEnded { contact });
            }
            CustomerAct::HearsNoticeOut => {
                let contact = self.call_of(customer)?;
                self.fact(Fact::NoticeEnded { contact });
            }
            CustomerAct::HearsPromptOut => self.hears_prompt_out(customer)?,
            CustomerAct::Presses { keys } => self.presses(customer, keys)?,
            CustomerAct::RecordingFails => {
                let contact = self.call_of(customer)?;
                let talk = self.acd.contact(contact).and_then(acd::Contact::talk);
                let since = talk.and_then(|talk| talk.recording.since());
                let since = since.ok_or_else(|| format!("{customer} is not recorded"))?;
                self.fact(Fact::RecordingFailed { contact, since });
            }
            CustomerAct::HangsUp if self.happens_outside(customer, ExternalNews::HungUp) => {}
            CustomerAct::LineBreaks if self.happens_outside(customer, ExternalNews::Lost) => {}
            CustomerAct::LineLosesPackets => self.line_is(customer, Trouble::Loss)?,
            CustomerAct::LineIsWell => self.line_is(customer, Trouble::None)?,
            CustomerAct::FallsSilent => self.falls_silent(customer)?,
            CustomerAct::HangsUp => {
                let contact = self.call_of(customer)?;
                self.fact(Fact::CustomerHungUp { contact });
            }
            CustomerAct::LineBreaks => self.breaks(customer, CallFault::MediaTimeout)?,
            CustomerAct::NeverAcknowledges => self.breaks(customer, CallFault::NoAck)?,
            CustomerAct::WritesTo { group, text } => self.start_session(customer, *group, text),
            CustomerAct::Writes { text } => {
                let contact = self.session_of(customer)?;
                let say = self.message(contact, text);
                self.customer_command(customer, say);
            }
            CustomerAct::WritesAgain => {
                let contact = self.session_of(customer)?;
                let (message, text) =
                    self.messages.last_key_value().ok_or("nothing was written")?;
                let (message, size) = (*message, size(text));
                self.customer_command(customer, Command::SendMessage { contact, message, size });
            }
            CustomerAct::Sends { paper, how } => {
                self.sends(Author::Customer(customer), customer, *paper, *how)?;
            }
            CustomerAct::Rates { .. } | CustomerAct::RatesSessionOf { .. } => {
                self.rates(customer, does)?;
            }
            CustomerAct::EndsSession => {
                let contact = self.session_of(customer)?;
                self.customer_command(customer, Command::EndSession { contact });
            }
        }
        Ok(())
    }

    fn presses(&mut self, customer: Customer, keys: &str) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        for key in keys.chars() {
            let (meaning, masked) = self.keyed.press(&self.acd, contact, Key(key));
            self.fact(Fact::KeyPressed { contact, meaning, masked });
        }
        // VC13: whoever has the customer outside reads them, as they hear them.
        if let Some(Sound::Customer(called)) = self.sound_outside(contact) {
            self.keys.entry(called).or_default().push_str(keys);
        }
        Ok(())
    }

    fn breaks(&mut self, customer: Customer, fault: CallFault) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        self.fact(Fact::CallBroke { contact, fault });
        Ok(())
    }

    fn hears_prompt_out(&mut self, customer: Customer) -> Result<(), String> {
        let (contact, turn) = (self.call_of(customer)?, self.turn_of(customer)?);
        let input = flow::Input::PromptsEnded { turn };
        self.fact(Fact::Flow { contact, input });
        Ok(())
    }

    /// VC42.
    fn falls_silent(&mut self, customer: Customer) -> Result<(), String> {
        let (contact, turn) = (self.call_of(customer)?, self.turn_of(customer)?);
        let input = flow::Input::RecordingEnded { turn };
        self.fact(Fact::Flow { contact, input });
        Ok(())
    }

    fn turn_of(&self, customer: Customer) -> Result<flow::Turn, String> {
        let run = self.acd.contact(self.call_of(customer)?).and_then(acd::Contact::run);
        run.map(flow::Run::turn).ok_or_else(|| format!("{customer} is in no flow"))
    }

    fn progresses(&mut self, customer: Customer, progress: Progress) -> Result<(), String> {
        if self.happens_outside(customer, ExternalNews::Progressed { progress }) {
            return Ok(());
        }
        let contact = self.call_of(customer)?;
        self.fact(Fact::CallProgressed { contact, progress });
        Ok(())
    }

    fn fails(&mut self, customer: Customer, why: DialFailure) -> Result<(), String> {
        if self.happens_outside(customer, ExternalNews::Failed { why }) {
            return Ok(());
        }
        let contact = self.call_of(customer)?;
        self.fact(Fact::CallFailed { contact, why });
        Ok(())
    }

    fn call(&mut self, customer: Customer, group: Group) {
        let contact = self.new_contact(customer, Kind::Call);
        self.calls.insert(customer, contact);
        let (customer, number) = (ids::customer(customer), ids::number(group));
        self.fact(Fact::CallArrived { contact, customer, number });
    }

    /// The first message opens the session; when it may not be opened, nothing is written.
    fn start_session(&mut self, customer: Customer, group: Group, text: &str) {
        let contact = self.new_contact(customer, Kind::Session);
        let command = Command::StartSession { contact, channel: ids::channel(group) };
        let by = By::Customer(ids::customer(customer));
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
        if answer.is_ok() {
            self.sessions.insert(customer, contact);
            let say = self.message(contact, text);
            self.customer_command(customer, say);
        }
    }

    fn customer_command(&mut self, customer: Customer, command: Command) {
        let by = By::Customer(ids::customer(customer));
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
    }

    pub(super) fn new_contact(&mut self, customer: Customer, kind: Kind) -> ContactId {
        let contact = self.new_id();
        self.contacts.insert(contact, (customer, kind));
        contact
    }

    pub(super) fn new_id(&mut self) -> ContactId {
        self.contacts_made += 1;
        ids::contact(self.contacts_made)
    }

    /// A new message; the texts are the stage's to keep, as they are the driver's.
    pub(super) fn message(&mut self, contact: ContactId, text: &str) -> Command {
        let message = ids::message(self.messages.len() as u64);
        self.messages.insert(message, text.to_owned());
        Command::SendMessage { contact, message, size: size(text) }
    }

    /// The customer's last call; without one the session, for those who mistake the one for the other.
    pub(super) fn call_of(&self, customer: Customer) -> Result<ContactId, String> {
        let found = self.calls.get(&customer).or_else(|| self.sessions.get(&customer));
        found.copied().ok_or_else(|| format!("{customer} has neither called nor written"))
    }

    /// The customer's contact, whichever kind came last.
    pub(super) fn contact_of(&self, customer: Customer) -> Result<ContactId, String> {
        let found = self.calls.get(&customer).max(self.sessions.get(&customer));
        found.copied().ok_or_else(|| format!("{customer} has neither called nor written"))
    }

    /// The customer's last session; without one the call.
    pub(super) fn session_of(&self, customer: Customer) -> Result<ContactId, String> {
        let found = self.sessions.get(&customer).or_else(|| self.calls.get(&customer));
        found.copied().ok_or_else(|| format!("{customer} has neither written nor called"))
    }
}

fn size(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
