//! VC13, VC15: lines outside that customers are handed to, or that agents ask: what agents and far ends do, and how it stands.

use acd::{
    Command, ConsultOver, Contact, ContactId, External, ExternalNews, ExternalStage, Fact,
    Progress, Route, Wanted,
};

use super::Pure;
use super::agent::whom;
use super::listening::asked_outside_hears;
use super::standing::equal;
use crate::act::{AgentAct, Called};
use crate::cast::{Agent, Customer};
use crate::sight::{Sound, Standing};
use crate::{ids, spoken};

impl Pure {
    pub(super) fn calls_outside(
        &mut self,
        agent: Agent,
        customer: Customer,
        to: &Called,
        does: &AgentAct,
    ) -> Result<(), String> {
        let contact = self.call_of(customer)?;
        match whom(to) {
            Ok((called, to)) => {
                let called = ids::customer(called);
                let command = if matches!(does, AgentAct::ConsultsOut { .. }) {
                    Command::ConsultOut { contact, called, to }
                } else {
                    Command::TransferOut { contact, called, to }
                };
                self.command(agent, command);
            }
            Err(refused) => self.refuse(Err(refused)),
        }
        Ok(())
    }

    /// The contact whose customer was handed to this one's line, or whose agent asks there.
    pub(super) fn outside_of(&self, called: Customer) -> Option<ContactId> {
        let is_there = |line: &External| ids::far_end_of(line.far_end()) == Some(called);
        let mut contacts = self.acd.contacts();
        let found = contacts.find(|one| one.line_outside().is_some_and(is_there));
        found.map(|one| one.id)
    }

    /// Whether it is a line outside to which this happens.
    pub(super) fn happens_outside(&mut self, called: Customer, news: ExternalNews) -> bool {
        let at_lobby = || self.at_lobby().filter(|_| called == Customer::Pit);
        let Some(contact) = self.outside_of(called).or_else(at_lobby) else { return false };
        self.fact(Fact::External { contact, news });
        true
    }

    /// What the customer hears of a line outside.
    pub(super) fn sound_outside(&self, contact: ContactId) -> Option<Sound> {
        let external = self.acd.contact(contact).and_then(Contact::external)?;
        let there = Sound::Customer(ids::far_end_of(external.far_end())?);
        Some(match external.stage {
            ExternalStage::Dialling { progress: None, .. } => Sound::Music,
            ExternalStage::Dialling { progress: Some(Progress::Ringing), .. } => Sound::Ringing,
            ExternalStage::Dialling { progress: Some(Progress::EarlyMedia), .. }
            | ExternalStage::Talking { .. } => there,
        })
    }

    pub(super) fn how_outside_stands(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::ComesBackFromOutside { agent, customer, called } => {
                self.comes_back_from(*agent, *customer, *called)
            }
            Standing::DeskPhone { agent, doing } => self.how_phone_stands(*agent, *doing),
            Standing::Spoilt { customer, microphone_of, times } => {
                self.how_often_spoilt(*customer, *microphone_of, *times)
            }
            Standing::Mirrors { agent, customer } => self.how_tabs_stand(*agent, *customer),
            Standing::CanBeRung { .. } => self.why_not_lobby(None),
            Standing::CannotBeRung { why, .. } => self.why_not_lobby(Some(why)),
            Standing::OutsideOver { agent, called, why } => {
                let call = self.acd.voice_contact_of(ids::member(*agent));
                let over = call.and_then(Contact::talk).and_then(|talk| talk.consult_over);
                let over = match over {
                    Some(ConsultOver::Outside { far_end, why }) => {
                        ids::far_end_of(far_end).zip(spoken::outside_end(why))
                    }
                    Some(ConsultOver::Colleague { .. }) | None => None,
                };
                equal(over, Some((*called, why.as_str())), "what became of the consult")
            }
            Standing::ShowsOutside { called, group } => {
                let contact = self.outside_of(*called).and_then(|id| self.acd.contact(id));
                let shown =
                    contact.and_then(Contact::line_outside).and_then(|line| match line.route {
                        Route::Trunk { number, .. } => Some(number),
                        Route::Phone { .. } => None,
                    });
                equal(shown, Some(ids::number(*group)), "what the line outside shows")
            }
            other => self.how_files_stand(other),
        }
    }

    /// What anybody hears who is on the telephone.
    pub(super) fn heard_by(&self, customer: Customer) -> Result<Option<Sound>, String> {
        let in_house = || self.lobby_hears().filter(|_| customer == Customer::Pit);
        if let Some(sound) = self.heard_outside(customer).or_else(in_house) {
            return Ok(Some(sound));
        }
        let call = self.call_of(customer)?;
        Ok(self.sound(call, self.acd.wanted(call)))
    }

    /// What whoever is outside hears.
    fn heard_outside(&self, called: Customer) -> Option<Sound> {
        let contact = self.outside_of(called)?;
        let external = self.acd.contact(contact).and_then(Contact::line_outside)?;
        let (customer, _) = *self.contacts.get(&contact)?;
        if let Wanted::Talking { member, consult: Some(consult), .. } = self.acd.wanted(contact) {
            return Some(asked_outside_hears(customer, member, &consult));
        }
        Some(if external.is_answered() { Sound::Customer(customer) } else { Sound::Silence })
    }
}
