//! DK13: files that go with messages. The core knows of the message alone; what becomes of the file is kept here, as the server
//! keeps it.

use std::collections::BTreeMap;

use acd::{By, Command, Contact, ContactId, Input, MessageId};

use super::Pure;
use super::standing::equal;
use crate::act::AgentAct;
use crate::cast::{Agent, Customer};
use crate::files::{Paper, Sending};
use crate::ids;
use crate::sight::{Author, Sight, Standing};

#[derive(Default)]
pub(super) struct Files {
    /// What each message was to bring.
    pub(super) of: BTreeMap<MessageId, Paper>,
    /// Of which half has come.
    halves: Vec<(Author, Paper)>,
    sent: Vec<(ContactId, Paper)>,
}

impl Pure {
    pub(super) fn sends(
        &mut self,
        author: Author,
        customer: Customer,
        paper: Paper,
        how: Sending,
    ) -> Result<(), String> {
        let half = self.files.halves.iter().position(|half| *half == (author, paper));
        match (how, half) {
            (Sending::Whole, _) => {}
            (Sending::Half, _) => {
                self.files.halves.push((author, paper));
                return Ok(());
            }
            (Sending::TooSoon, Some(_)) => {
                self.refuse_file("attachment-not-whole");
                return Ok(());
            }
            (Sending::Rest, Some(half)) => drop(self.files.halves.remove(half)),
            (Sending::TooSoon | Sending::Rest, None) => {
                return Err(format!("no half of the {} was sent", paper.name()));
            }
        }
        if paper == Paper::Drawing {
            self.refuse_file("attachment-mismatch");
            return Ok(());
        }
        self.say(author, customer, paper)
    }

    pub(super) fn agent_sends(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        let AgentAct::Sends { customer, paper, how } = does else {
            return Err(format!("the pure stage cannot do {does:?}"));
        };
        self.sends(Author::Agent(agent), *customer, *paper, *how)
    }

    fn say(&mut self, author: Author, customer: Customer, paper: Paper) -> Result<(), String> {
        let contact = self.session_of(customer)?;
        let command = self.message(contact, "");
        if let Command::SendMessage { message, .. } = command {
            self.files.of.insert(message, paper);
        }
        let by = match author {
            Author::Agent(agent) => By::Member(ids::member(agent)),
            Author::Customer(customer) => By::Customer(ids::customer(customer)),
        };
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
        if answer.is_ok() {
            self.files.sent.push((contact, paper));
        }
        Ok(())
    }

    /// Who is in the session opens what was sent in it.
    pub(super) fn how_files_stand(&self, standing: &Standing) -> Result<(), String> {
        let Standing::Opens { who, customer, paper, can } = standing else {
            return Err(format!("the pure stage cannot see {standing:?}"));
        };
        let contact = self.session_of(*customer)?;
        let member = self.acd.contact(contact).and_then(Contact::member);
        let is_in = match who {
            Author::Agent(agent) => member == Some(ids::member(*agent)),
            Author::Customer(reader) => reader == customer,
        };
        let was_sent = self.files.sent.contains(&(contact, *paper));
        equal(is_in && was_sent, *can, "whether it can be opened")
    }

    fn refuse_file(&mut self, code: &str) {
        self.show(Sight::Refused { code: code.to_owned() });
    }
}
