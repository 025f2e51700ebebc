//! Events of a customer who is in a flow in the middle of a talk (VC20).

use flow::Run;

use crate::state::{Acd, SelfService};
use crate::{SelfServiceEnded, SelfServiceStarted};

impl Acd {
    pub(super) fn self_service_started(&mut self, event: SelfServiceStarted) {
        self.edit_talk(event.contact, |talk| {
            let run = Run::of(&event.began);
            talk.self_service = Some(SelfService { flow: event.flow_id, run });
        });
    }

    pub(super) fn self_service_ended(&mut self, event: SelfServiceEnded) {
        self.edit_talk(event.contact, |talk| talk.self_service = None);
    }
}
