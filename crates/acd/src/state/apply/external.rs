//! Events of a line outside (VC13), of one that an agent asks (VC15), or of a phone of ours that a customer is handed to (VC12).

use crate::state::{
    Acd, Consult, ConsultOver, Contact, ContactState, External, ExternalStage, Party, Route,
};
use crate::{
    ContactId, ExternalEnd, ExternalMoved, ExternalStep, FarEnd, GroupId, MemberId, Timestamp,
};

impl Acd {
    pub(super) fn external_moved(&mut self, event: ExternalMoved) {
        let ExternalMoved { contact, far_end, step, at } = event;
        match step {
            ExternalStep::Dialled { by, group, number, until } => {
                self.handed_outside(contact, by, group, at);
                let FarEnd::Customer(called) = far_end else { return };
                let route = Route::Trunk { called, group, number };
                self.put_external(
                    contact,
                    External { route, by, since: at, stage: calling(until) },
                );
            }
            ExternalStep::Rung { by, until, .. } => {
                let FarEnd::Phone(phone) = far_end else { return };
                let route = Route::Phone { phone };
                self.put_external(
                    contact,
                    External { route, by, since: at, stage: calling(until) },
                );
            }
            ExternalStep::Asked { by, group, number, until } => {
                let FarEnd::Customer(called) = far_end else { return };
                self.called_by(by, group, at);
                let (route, by) = (Route::Trunk { called, group, number }, Some(by));
                self.ask(contact, External { route, by, since: at, stage: calling(until) });
            }
            ExternalStep::PhoneAsked { by, until } => {
                let FarEnd::Phone(phone) = far_end else { return };
                let (route, by) = (Route::Phone { phone }, Some(by));
                self.ask(contact, External { route, by, since: at, stage: calling(until) });
            }
            ExternalStep::Turned { with } => self.consult_turned(contact, with),
            ExternalStep::Completed { line } => self.left_to(contact, line, at),
            ExternalStep::Released { why } => self.outside_released(contact, far_end, why, at),
            ExternalStep::Answered { until } => self.edit_external(contact, |external| {
                external.stage = ExternalStage::Talking { since: at, until, warned: false };
            }),
            ExternalStep::Warned => self.edit_external(contact, |external| {
                if let ExternalStage::Talking { warned, .. } = &mut external.stage {
                    *warned = true;
                }
            }),
            ExternalStep::Ended { .. } => {
                let external = self.contact(contact).and_then(Contact::external).copied();
                self.edit_contact(contact, |contact| contact.state = ContactState::Moving);
                if let Some(outgoing) = external.and_then(|external| external.outgoing()) {
                    self.pay(outgoing, at);
                }
            }
        }
    }

    fn put_external(&mut self, contact: ContactId, external: External) {
        self.edit_contact(contact, |contact| {
            contact.leave_flow_behind();
            contact.state = ContactState::External(external);
        });
    }

    fn ask(&mut self, contact: ContactId, line: External) {
        self.edit_talk(contact, |talk| {
            talk.consult = Some(Consult::new(Party::Outside(line)));
            talk.consult_over = None;
        });
    }

    /// I25 counts it like any call out. Whoever hands a call over is the last to whom its group would give it.
    fn handed_outside(
        &mut self,
        contact: ContactId,
        by: Option<MemberId>,
        group: GroupId,
        at: Timestamp,
    ) {
        let Some(member) = by else { return self.begin_call_out(group, at) };
        self.called_by(member, group, at);
        let held_until = self.held_until(at);
        self.edit_contact(contact, |contact| contact.pass(member, held_until));
    }

    fn called_by(&mut self, member: MemberId, group: GroupId, at: Timestamp) {
        self.begin_call_out(group, at);
        let each = self.group(group).map(|group| group.dial_caps.a_minute_each).unwrap_or_default();
        self.edit_agent(member, |agent| agent.dialled.add(at, each));
    }

    /// What it costs was counted when the agent asked.
    fn left_to(&mut self, contact: ContactId, line: External, at: Timestamp) {
        let held_until = self.held_until(at);
        self.edit_contact(contact, |contact| {
            if let Some(member) = line.by {
                contact.pass(member, held_until);
            }
            contact.state = ContactState::External(line);
        });
    }

    fn outside_released(
        &mut self,
        contact: ContactId,
        far_end: FarEnd,
        why: ExternalEnd,
        at: Timestamp,
    ) {
        let line = self.contact(contact).and_then(Contact::line_outside).copied();
        let told = !matches!(why, ExternalEnd::Cancelled | ExternalEnd::CallOver);
        self.edit_talk(contact, |talk| {
            talk.consult = None;
            talk.consult_over = told.then_some(ConsultOver::Outside { far_end, why });
        });
        if let Some(outgoing) = line.and_then(|line| line.outgoing()) {
            self.pay(outgoing, at);
        }
    }

    pub(super) fn edit_external(&mut self, contact: ContactId, edit: impl FnOnce(&mut External)) {
        self.edit_contact(contact, |contact| {
            if let Some(line) = contact.line_outside_mut() {
                edit(line);
            }
        });
    }
}

const fn calling(until: Timestamp) -> ExternalStage {
    ExternalStage::Dialling { until, progress: None }
}
