//! VC22: what the customer thought of the talk is asked once the agent has hung up, and once at most.

use flow::{FlowKind, Run};

use super::Step;
use crate::{
    ConsultEnd, ContactId, EndReason, Event, FlowId, MemberId, MemberLeft, Refused,
    SatisfactionAsked, SurveyStarted, SurveyWhen,
};

impl Step<'_> {
    /// The button: once for each call, and not where everybody is asked.
    pub(super) fn ask_after_call(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        self.talk_of(member, contact)?;
        let call = self.known(contact)?;
        let group = call.group().and_then(|group| self.acd.group(group));
        let (survey, when) =
            group.map_or((None, SurveyWhen::ByButton), |it| (it.survey, it.survey_when));
        let survey = survey.ok_or(Refused::FlowNotAllowed)?;
        let (_, ground) = self.flow_now(survey).ok_or(Refused::UnknownFlow)?;
        if ground.flow.kind != FlowKind::Survey {
            return Err(Refused::FlowNotAllowed);
        }
        if call.survey_asked || when == SurveyWhen::Always {
            return Err(Refused::SurveyGiven);
        }
        let at = self.now;
        self.record(Event::SatisfactionAsked(SatisfactionAsked { contact, member, at }));
        Ok(())
    }

    /// The agent hangs up: their work after the call begins, and the customer is asked if that is due.
    pub(super) fn talk_hung_up(&mut self, contact: ContactId) {
        let due = self.survey_due(contact);
        if due.is_none_or(|flow| !self.begin_survey(contact, flow)) {
            self.end(contact, EndReason::EndedByAgent);
        }
    }

    fn survey_due(&self, contact: ContactId) -> Option<FlowId> {
        let call = self.call(contact).filter(|call| call.talk().is_some())?;
        let group = self.acd.group(call.group()?)?;
        let due = call.survey_asked || group.survey_when == SurveyWhen::Always;
        group.survey.filter(|_| due)
    }

    /// A flow that is gone, or is none of this kind, asks nobody.
    fn begin_survey(&mut self, contact: ContactId, flow: FlowId) -> bool {
        let survey = self.flow_now(flow).filter(|(_, ground)| ground.flow.kind == FlowKind::Survey);
        let Some((version, ground)) = survey else { return false };
        let (run, steps) = Run::begin(ground, version, self.now);
        let Some(call) = self.call(contact) else { return false };
        let Some(talk) = call.talk().copied() else { return false };
        let acw = call.group().and_then(|id| self.acd.group(id)).map(|group| group.acw);
        let mut steps = steps.into_iter();
        let Some(flow::Event::Began(began)) = steps.next() else { return false };
        let (member, at) = (talk.member, self.now);
        // VC15: whoever was asked has nobody to talk with any more.
        self.end_consult(contact, ConsultEnd::CallOver);
        self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        self.record(Event::SurveyStarted(SurveyStarted { contact, member, flow_id: flow, began }));
        self.flow_moves(contact, run, steps.collect());
        self.after_call(contact, &talk, acw.unwrap_or_default());
        true
    }
}
