//! One step: an input is judged against the state, and what follows is recorded as events. Nothing here can set
//! a field; everything goes through [`Acd::apply`].

mod call;
mod call_out_limit;
mod config;
mod consult;
mod consult_out;
mod contact;
mod deadline;
mod dial;
mod external;
mod fact;
mod flow;
mod flow_transfer;
mod internal;
mod key;
mod notice;
mod offer;
mod phone;
mod rating;
mod reach;
mod recording;
mod restart;
mod self_service;
mod session;
mod session_transfer;
mod status;
mod survey;
mod transfer;

use std::collections::{BTreeMap, BTreeSet};

pub use external::EXTERNAL_MAX;
pub use key::KEYS_MAX;
pub use offer::LATE_ACCEPT;
pub use recording::RECORDING_PAUSE_MAX;
pub use session::MESSAGE_SIZE_MAX;

use crate::{
    Acd, Actor, By, Command, ContactId, DayBegan, Effect, Event, GroupId, GroupKind, Input,
    MemberId, Output, Refused, StatusChanged, Timestamp, Wanted, matching,
};

impl Acd {
    /// Takes one step. Only a command can be refused, and a refused one leaves no trace.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Refused> {
        let mut step = Step::new(self, now);
        match input {
            Input::Fact { fact } => step.fact(fact),
            Input::Command { by, command } => {
                let answer = step.command(by, command);
                assert!(
                    answer.is_ok() || step.out.is_empty(),
                    "a command was refused after it had changed something"
                );
                answer?;
            }
            Input::Config { change } => step.config(change),
        }
        Ok(step.finish())
    }
}

/// One call of [`Acd::handle`] in the making.
struct Step<'acd> {
    acd: &'acd mut Acd,
    now: Timestamp,
    /// Whose command this is.
    by: Option<MemberId>,
    out: Vec<Output>,
    /// Members whose label may have changed since it was last told.
    touched: BTreeSet<MemberId>,
    /// Groups in which a match may have become possible.
    stirred: BTreeSet<GroupId>,
    /// Calls touched, with what was wanted of their legs before.
    calls: BTreeMap<ContactId, Wanted>,
}

impl<'acd> Step<'acd> {
    const fn new(acd: &'acd mut Acd, now: Timestamp) -> Self {
        Self {
            acd,
            now,
            by: None,
            out: Vec::new(),
            touched: BTreeSet::new(),
            stirred: BTreeSet::new(),
            calls: BTreeMap::new(),
        }
    }

    fn command(&mut self, by: By, command: Command) -> Result<(), Refused> {
        match by {
            By::Member(member) => {
                self.acd.agent(member).ok_or(Refused::UnknownMember)?;
                self.by = Some(member);
                self.member_command(member, command)
            }
            By::Customer(customer) => self.customer_command(customer, command),
        }
    }

    fn member_command(&mut self, member: MemberId, command: Command) -> Result<(), Refused> {
        match command {
            Command::GoOnline => self.go_online(member),
            Command::SetStatus { to } => return self.set_status(member, to),
            Command::ReserveStatus { to } => return self.reserve_status(member, to),
            Command::CancelReservedStatus => return self.cancel_reserved_status(member),
            Command::BackToReception => return self.back_to_reception(member),
            Command::ContinueAfterCallWork => return self.continue_acw(member),
            Command::LogOut => return self.log_out(member),
            Command::Accept { contact, fence } => return self.accept(member, contact, fence),
            Command::Decline { contact, fence } => return self.decline(member, contact, fence),
            Command::Hold { contact } => return self.set_hold(member, contact, true),
            Command::CancelHold { contact } => return self.set_hold(member, contact, false),
            Command::Mute { contact } => return self.set_mute(member, contact, true),
            Command::Unmute { contact } => return self.set_mute(member, contact, false),
            Command::SendKeys { contact } => return self.send_keys(member, contact),
            Command::PauseRecording { contact } => return self.pause_recording(member, contact),
            Command::ResumeRecording { contact } => {
                return self.resume_recording(member, contact);
            }
            Command::Transfer { contact, to } => return self.transfer(member, contact, to),
            Command::TransferOut { contact, called, to } => {
                return self.transfer_out(member, contact, (called, to));
            }
            Command::Consult { contact, member: target } => {
                return self.consult(member, contact, target);
            }
            Command::ConsultOut { contact, called, to } => {
                return self.consult_out(member, contact, (called, to));
            }
            Command::ConsultPhone { contact, phone } => {
                return self.consult_phone(member, contact, phone);
            }
            Command::SwapConsult { contact } => return self.swap_consult(member, contact),
            Command::MergeConsult { contact } => return self.merge_consult(member, contact),
            Command::CompleteConsult { contact } => return self.complete_consult(member, contact),
            Command::CancelConsult { contact } => return self.cancel_consult(member, contact),
            Command::Dial { contact, customer, group, from, to } => {
                return self.dial(member, dial::Dial { contact, customer, group, from, to });
            }
            Command::CallInternally { contact, to } => {
                return self.call_internally(member, contact, to);
            }
            Command::StartSelfService { contact, flow } => {
                return self.start_self_service(member, contact, flow);
            }
            Command::TakeBack { contact } => return self.take_back(member, contact),
            Command::AskSatisfaction { contact } => return self.ask_satisfaction(member, contact),
            Command::HangUp { contact } => return self.hang_up(member, contact),
            // A session is started and rated by its customer alone.
            Command::StartSession { .. } | Command::Rate { .. } => {
                return Err(Refused::NotYourContact);
            }
            Command::SendMessage { contact, message, size } => {
                return self.send_as_member(member, contact, message, size);
            }
            Command::EndSession { contact } => return self.end_as_member(member, contact),
        }
        Ok(())
    }

    /// Applies an event and keeps it for the journal.
    fn record(&mut self, event: Event) {
        if let Event::MemberLeft(left) = &event {
            self.talk_over(left.contact);
            self.leave_self_service(left.contact);
        }
        if let Some(contact) = event.contact()
            && self.is_call(contact, &event)
        {
            let before = self.acd.wanted(contact);
            self.calls.entry(contact).or_insert(before);
        }
        self.touched.extend(event.member());
        if let Event::QueueEntered(entered) = &event {
            self.stirred.insert(entered.group);
        }
        self.acd.apply(&event);
        self.out.push(Output::Event(event));
    }

    fn is_call(&self, contact: ContactId, event: &Event) -> bool {
        if let Event::ContactArrived(arrived) = event {
            return arrived.entry.kind() == GroupKind::Voice;
        }
        if matches!(event, Event::InternalMoved(_)) || self.acd.internal(contact).is_some() {
            return true;
        }
        self.acd.contact(contact).is_some_and(|known| known.kind() == GroupKind::Voice)
    }

    /// ST11: tells each changed label once, after all that changed it.
    fn settle(&mut self) {
        for member in std::mem::take(&mut self.touched) {
            self.stirred.extend(self.acd.groups_of(member));
            let Some(agent) = self.acd.agent(member) else { continue };
            let (to, break_reason) = (agent.label(), agent.break_reason());
            let from = agent.shown.label;
            if from == to && agent.shown.break_reason == break_reason {
                continue;
            }
            let actor = if self.by == Some(member) { Actor::Oneself } else { Actor::System };
            let at = self.now;
            let event =
                Event::StatusChanged(StatusChanged { member, from, to, break_reason, actor, at });
            self.acd.apply(&event);
            self.out.push(Output::Event(event));
        }
    }

    /// RT07: offers until no contact waits that somebody may take. Never polled, and never a scan: only groups in
    /// which something has just changed are asked.
    fn settle_and_match(&mut self) {
        self.settle();
        self.by = None;
        while let Some(found) = matching::best(self.acd, &mut self.stirred) {
            if self.begin_day() {
                continue;
            }
            self.offer(&found);
            self.settle();
        }
    }

    /// RT02: "today" is told before the first offer of a day, so that the choice is made by today's counts.
    fn begin_day(&mut self) -> bool {
        let day = self.now.day();
        let new = day > self.acd.day();
        if new {
            self.record(Event::DayBegan(DayBegan { day }));
        }
        new
    }

    fn finish(mut self) -> Vec<Output> {
        self.settle_and_match();
        for (contact, before) in std::mem::take(&mut self.calls) {
            let wanted = self.acd.wanted(contact);
            if wanted != before {
                self.out.push(Output::Effect(Effect::Arrange { contact, wanted }));
            }
        }
        self.out
    }
}
