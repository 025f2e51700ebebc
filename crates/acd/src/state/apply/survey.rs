//! Events of a customer who is asked what they thought of the talk (VC22).

use flow::Run;

use crate::state::{Acd, ContactState};
use crate::{SatisfactionAsked, SurveyStarted};

impl Acd {
    pub(super) fn satisfaction_asked(&mut self, event: SatisfactionAsked) {
        self.edit_contact(event.contact, |contact| contact.survey_asked = true);
    }

    pub(super) fn survey_started(&mut self, event: SurveyStarted) {
        self.edit_contact(event.contact, |contact| {
            contact.state = ContactState::Surveyed(Run::of(&event.began));
        });
    }
}
