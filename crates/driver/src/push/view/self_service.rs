//! VC20, VC22: what an agent sees of the flow that their customer is in, and of the question after the talk. VC01: of the
//! flow that the call came by.

use acd::{Contact, ContactId, FlowId, GroupId, SurveyWhen, Talk};
use flow::{Doing, Flow, FlowKind, Listening, Outcome, Run};
use wire::workspace::{CameByView, FlowName, SelfServiceStage, SelfServiceView, SurveyState};

use super::View;

/// In the place of a key that nobody may see.
const DOT: char = '•';

impl View<'_> {
    /// What the group offers, by name: what is there, and can be started.
    pub(super) fn offered(&self, group: GroupId) -> Vec<FlowName> {
        let offered = self.acd.group(group).into_iter().flat_map(|group| &group.self_service);
        let there = offered.filter(|id| self.is_now(**id, FlowKind::SelfService));
        let mut names: Vec<FlowName> = there.map(|id| self.flow_name(*id)).collect();
        names.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        names
    }

    pub(super) fn self_service(&self, contact: &Contact, talk: &Talk) -> Option<SelfServiceView> {
        let inside = talk.self_service?;
        let run = &inside.run;
        let flow = self.acd.flow(run.version());
        let secret = flow.is_some_and(Flow::has_masked_digits);
        let keys = self.keyed.pressed(contact.id).iter();
        Some(SelfServiceView {
            flow: self.flow_name(inside.flow),
            since: run.began_at().0,
            stage: stage(run),
            entering: matches!(doing(run), Some(Doing::Listen { keys: 1.., .. })),
            secret,
            heard: !secret && flow.is_some_and(|flow| flow.listening == Listening::Agent),
            keys: keys.map(|key| key.map_or(DOT, |key| key.0)).collect(),
        })
    }

    pub(super) fn survey(&self, contact: &Contact, group: GroupId) -> Option<SurveyState> {
        contact.talk()?;
        let group = self.acd.group(group)?;
        group.survey.filter(|id| self.is_now(*id, FlowKind::Survey))?;
        Some(match group.survey_when {
            SurveyWhen::Always => SurveyState::Always,
            SurveyWhen::ByButton if contact.survey_asked => SurveyState::Asked,
            SurveyWhen::ByButton => SurveyState::Available,
        })
    }

    pub(super) fn came_by(&self, contact: ContactId) -> Option<CameByView> {
        let path = self.keyed.came_by(contact)?;
        let choices = path.choices.iter().map(|key| key.0).collect();
        Some(CameByView { flow: self.flow_name(path.flow), choices })
    }

    fn is_now(&self, id: FlowId, kind: FlowKind) -> bool {
        self.acd.flow_now(id).is_some_and(|flow| flow.kind == kind)
    }

    fn flow_name(&self, id: FlowId) -> FlowName {
        FlowName { id: id.0, name: self.book.flows.get(&id).cloned().unwrap_or_default() }
    }
}

fn doing(run: &Run) -> Option<Doing> {
    run.stop().map(|stop| stop.doing)
}

fn stage(run: &Run) -> SelfServiceStage {
    match (run.outcome(), doing(run)) {
        (Some(Outcome::GaveUp | Outcome::Broken), _) => SelfServiceStage::Failed,
        (Some(_), _) => SelfServiceStage::Finished,
        (None, Some(Doing::Play | Doing::Ask { .. } | Doing::Greet)) => SelfServiceStage::Speaking,
        (None, Some(Doing::Listen { .. })) => SelfServiceStage::Listening,
        (None, Some(Doing::Choose | Doing::Request | Doing::Record | Doing::Transfer) | None) => {
            SelfServiceStage::Working
        }
    }
}
