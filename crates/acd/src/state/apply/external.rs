//! Events of a line outside (VC13).

use crate::state::{Acd, Contact, ContactState, External, ExternalStage};
use crate::{ContactId, ExternalMoved, ExternalStep, GroupId, MemberId, Timestamp};

impl Acd {
    pub(super) fn external_moved(&mut self, event: ExternalMoved) {
        let ExternalMoved { contact, called, step, at } = event;
        match step {
            ExternalStep::Dialled { by, group, number, until } => {
                self.handed_outside(contact, by, group, at);
                self.edit_contact(contact, |contact| {
                    contact.leave_flow_behind();
                    let stage = ExternalStage::Dialling { until, progress: None };
                    let external = External { called, by, group, number, since: at, stage };
                    contact.state = ContactState::External(external);
                });
            }
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
                if let Some(external) = external {
                    self.pay(external.outgoing(), at);
                }
            }
        }
    }

    /// I25 counts it like any call out. Whoever hands a call over is the last to whom its group would give it.
    fn handed_outside(
        &mut self,
        contact: ContactId,
        by: Option<MemberId>,
        group: GroupId,
        at: Timestamp,
    ) {
        self.begin_call_out(group, at);
        let Some(member) = by else { return };
        let each = self.group(group).map(|group| group.dial_caps.a_minute_each).unwrap_or_default();
        self.edit_agent(member, |agent| agent.dialled.add(at, each));
        let held_until = self.held_until(at);
        self.edit_contact(contact, |contact| contact.pass(member, held_until));
    }

    pub(super) fn edit_external(&mut self, contact: ContactId, edit: impl FnOnce(&mut External)) {
        self.edit_contact(contact, |contact| {
            if let ContactState::External(external) = &mut contact.state {
                edit(external);
            }
        });
    }
}
