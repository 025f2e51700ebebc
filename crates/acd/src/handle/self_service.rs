//! VC20: an agent sends their customer into a flow, and takes them back.

use flow::{Flow, FlowKind, FlowVersionId, Ground, Outcome, ReturnBy, Run};

use super::Step;
use super::consult::refuse_in_consult;
use crate::{
    ContactId, EndReason, Event, FlowId, MemberId, Recording, RecordingPaused, Refused,
    SelfServiceEnded, SelfServiceStarted, Talk,
};

impl Step<'_> {
    pub(super) fn start_self_service(
        &mut self,
        member: MemberId,
        contact: ContactId,
        flow: FlowId,
    ) -> Result<(), Refused> {
        let talk = self.talk_of(member, contact)?;
        refuse_in_consult(&talk)?;
        if talk.is_in_flow() {
            return Err(Refused::InFlow);
        }
        let (version, ground) = self.flow_now(flow).ok_or(Refused::UnknownFlow)?;
        let group = self.known(contact)?.group().and_then(|group| self.acd.group(group));
        let offered = group.is_some_and(|group| group.self_service.contains(&flow));
        if !offered || ground.flow.kind != FlowKind::SelfService {
            return Err(Refused::FlowNotAllowed);
        }
        let (run, steps) = Run::begin(ground, version, self.now);
        let mut steps = steps.into_iter();
        let Some(flow::Event::Began(began)) = steps.next() else {
            return Err(Refused::UnknownFlow);
        };
        if talk.self_service.is_some() {
            self.customer_returns(contact);
        }
        if talk.hold_since.is_some() {
            self.off_hold(contact);
        }
        let started = SelfServiceStarted { contact, member, flow_id: flow, began };
        self.record(Event::SelfServiceStarted(started));
        self.keep_no_secret(contact);
        self.flow_moves(contact, run, steps.collect());
        Ok(())
    }

    pub(super) fn take_back(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        if self.talk_of(member, contact)?.self_service.is_none() {
            return Err(Refused::NotInFlow);
        }
        self.leave_self_service(contact);
        Ok(())
    }

    /// At once, wherever the customer is in the flow. Whoever ends a talk ends this before it.
    pub(super) fn leave_self_service(&mut self, contact: ContactId) {
        self.flow_told(contact, flow::Input::TakenBack);
        self.customer_returns(contact);
    }

    /// The run has come to an end in the middle of the talk.
    pub(super) fn self_service_through(&mut self, contact: ContactId, run: &Run, outcome: Outcome) {
        let by_itself = self.acd.flow(run.version()).map(|flow| flow.return_by);
        match outcome {
            // F39.
            Outcome::CustomerLeft => self.end(contact, EndReason::EndedByCustomer),
            Outcome::TakenBack | Outcome::Broken => self.customer_returns(contact),
            Outcome::Finished
            | Outcome::GaveUp
            | Outcome::Queued { .. }
            | Outcome::TransferredOut
            | Outcome::NotTaken { .. }
            | Outcome::HungUp => {
                if by_itself == Some(ReturnBy::Itself) {
                    self.customer_returns(contact);
                }
            }
        }
    }

    /// Hold, keys and the like reach for a customer who is elsewhere.
    pub(super) fn not_in_flow(talk: &Talk) -> Result<(), Refused> {
        if talk.self_service.is_some() { Err(Refused::InFlow) } else { Ok(()) }
    }

    /// VC40: whether something that is keyed there must be kept nowhere. A digit that comes late is a secret still.
    pub(super) fn is_secret(&self, talk: &Talk) -> bool {
        let version = talk.self_service.map(|inside| inside.run.version());
        version.and_then(|id| self.acd.flow(id)).is_some_and(Flow::has_masked_digits)
    }

    /// What this flow is to calls that get it now.
    pub(super) fn flow_now(&self, flow: FlowId) -> Option<(FlowVersionId, Ground<'_>)> {
        let flows = self.acd.flows();
        let version = flows.current(flow)?;
        Some((version, flows.ground(version)?))
    }

    /// Why nothing may be kept now: a secret may be keyed (VC20), or somebody outside is heard, whom no notice has told (VC43).
    pub(super) fn why_unkept(&self, talk: &Talk) -> Option<Refused> {
        let outside = || talk.is_three_way_outside().then_some(Refused::InConsult);
        self.is_secret(talk).then_some(Refused::InFlow).or_else(outside)
    }

    /// No pause that an agent has made is cut short, and none ends by itself in there.
    pub(super) fn keep_no_secret(&mut self, contact: ContactId) {
        let Some(talk) = self.call(contact).and_then(crate::Contact::talk).copied() else { return };
        let on = matches!(talk.recording, Recording::On { .. });
        if on && self.why_unkept(&talk).is_some() {
            self.pause_without_end(contact, talk.member);
        }
    }

    pub(super) fn pause_without_end(&mut self, contact: ContactId, member: MemberId) {
        let (at, until) = (self.now, None);
        self.record(Event::RecordingPaused(RecordingPaused { contact, member, at, until }));
    }

    /// What was paused without an end goes on, unless it still may not.
    pub(super) fn keep_again(&mut self, contact: ContactId) {
        let Some(talk) = self.call(contact).and_then(crate::Contact::talk).copied() else { return };
        let paused = matches!(talk.recording, Recording::Paused { until: None, .. });
        if paused && self.why_unkept(&talk).is_none() {
            self.recording_pause_over(contact);
        }
    }

    fn customer_returns(&mut self, contact: ContactId) {
        let Some(talk) = self.call(contact).and_then(crate::Contact::talk).copied() else { return };
        if talk.self_service.is_none() {
            return;
        }
        let (member, at) = (talk.member, self.now);
        self.record(Event::SelfServiceEnded(SelfServiceEnded { contact, member, at }));
        self.keep_again(contact);
    }
}
