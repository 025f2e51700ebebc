//! Events of a call that a member makes, until it is answered.

use crate::state::{Acd, CallOutLimit, ContactState, Dialling, ExternalStage, Queued};
use crate::{CallDialled, CallOutLimited, CallProgressed, LimitStep};

impl Acd {
    /// It stands nowhere in the group's queue; but should its member be lost in the talk, this is where it goes.
    pub(super) fn call_dialled(&mut self, event: CallDialled) {
        let CallDialled { contact, member, group, priority, at, until, emergency } = event;
        self.edit_contact(contact, |contact| {
            contact.queued = Some(Queued { group, priority, arrival: at, until });
            contact.state = ContactState::Dialling(Dialling {
                member,
                since: at,
                until,
                progress: None,
                agent_silent_since: None,
            });
        });
        let each = self.group(group).map(|group| group.dial_caps.a_minute_each).unwrap_or_default();
        self.edit_agent(member, |agent| {
            agent.idle_since = at;
            agent.call = Some(contact);
            if !emergency {
                agent.dialled.add(at, each);
            }
        });
        if !emergency {
            self.begin_to_pay(contact, group, at);
        }
    }

    pub(super) fn call_progressed(&mut self, event: CallProgressed) {
        self.edit_contact(event.contact, |contact| {
            if let ContactState::Dialling(dialling) = &mut contact.state {
                dialling.progress = Some(event.progress);
            }
        });
        self.edit_external(event.contact, |external| {
            if let ExternalStage::Dialling { progress, .. } = &mut external.stage {
                *progress = Some(event.progress);
            }
        });
    }

    pub(super) fn call_out_limited(&mut self, event: CallOutLimited) {
        self.edit_contact(event.contact, |contact| match event.step {
            LimitStep::Set { until } => contact.limit = Some(CallOutLimit { until, warned: false }),
            LimitStep::Warned => {
                if let Some(limit) = &mut contact.limit {
                    limit.warned = true;
                }
            }
            // The end follows it.
            LimitStep::Reached => {}
        });
    }
}
