//! VC20, VC22, VC41: flows that customers are in. How a run goes on is crate `flow`'s to say; what it comes to is decided here.

use flow::{FlowKind, Openness, Outcome, Run};

use super::Step;
use crate::{
    ContactId, ContactState, EndReason, Entry, Event, FlowId, FlowMoved, GroupId, GroupKind,
    Priority,
};

impl Step<'_> {
    /// Whether the flow is there, and one that answers calls.
    pub(super) fn begin_flow(&mut self, contact: ContactId, flow: FlowId) -> bool {
        let found = self.flow_now(flow);
        let Some((version, ground)) = found.filter(|(_, it)| it.flow.kind == FlowKind::Inbound)
        else {
            return false;
        };
        let (run, steps) = Run::begin(ground, version, self.now);
        self.flow_moves(contact, run, steps);
        true
    }

    /// What does not concern where the run is changes nothing.
    pub(super) fn flow_told(&mut self, contact: ContactId, input: flow::Input) {
        let Some(mut run) = self.call(contact).and_then(crate::Contact::run).copied() else {
            return;
        };
        // VC20: through, and not taken back yet.
        if run.outcome().is_some() {
            return;
        }
        let Some(ground) = self.acd.flows().ground(run.version()) else {
            return self.flow_over(contact, &run, Outcome::Broken);
        };
        let steps = run.handle(ground, input, self.now);
        self.flow_moves(contact, run, steps);
    }

    /// To where the run waits, or is over. There is an end to it: a published flow that rings for one after the other goes round
    /// to none of them again.
    pub(super) fn flow_moves(
        &mut self,
        contact: ContactId,
        mut run: Run,
        mut steps: Vec<flow::Event>,
    ) {
        loop {
            for step in steps {
                self.record(Event::FlowMoved(FlowMoved { contact, step }));
            }
            if let Some(outcome) = run.outcome() {
                return self.flow_over(contact, &run, outcome);
            }
            if self.flow_waits(contact, &run) {
                return;
            }
            let Some(ground) = self.acd.flows().ground(run.version()) else { return };
            let turn = run.turn();
            steps = run.handle(ground, flow::Input::TransferFailed { turn }, self.now);
        }
    }

    fn flow_over(&mut self, contact: ContactId, run: &Run, outcome: Outcome) {
        let state = self.call(contact).map(|call| &call.state);
        if matches!(state, Some(ContactState::Talking(_))) {
            return self.self_service_through(contact, run, outcome);
        }
        // VC22: nobody waits for them any more.
        if matches!(state, Some(ContactState::Surveyed(_))) {
            return self.end(contact, EndReason::EndedByAgent);
        }
        match outcome {
            Outcome::Queued { group, priority } => {
                self.leave_flow_for(contact, group, priority.map(Priority));
            }
            Outcome::TransferredOut => self.end(contact, EndReason::TransferredOut),
            Outcome::HungUp
            | Outcome::Finished
            | Outcome::TakenBack
            | Outcome::CustomerLeft
            | Outcome::GaveUp
            | Outcome::Broken
            | Outcome::NotTaken { .. }
                if run.voicemail().is_some() =>
            {
                // VC42: whoever has left words is called back, and waits in no queue but one that the admin drew.
                self.end(contact, EndReason::Voicemail);
            }
            Outcome::HungUp => self.end(contact, hung_up(run.openness())),
            Outcome::CustomerLeft => self.end(contact, EndReason::LeftInFlow),
            Outcome::NotTaken { since } => self.waits_at_the_head(contact, since),
            // A flow that fails must cost no caller.
            Outcome::Finished | Outcome::TakenBack | Outcome::GaveUp | Outcome::Broken => {
                self.goes_to_the_numbers_group(contact);
            }
        }
    }

    fn leave_flow_for(&mut self, contact: ContactId, group: GroupId, priority: Option<Priority>) {
        let Some(group) = self.group_of_kind(group, GroupKind::Voice) else {
            return self.goes_to_the_numbers_group(contact);
        };
        let number = self.acd.number_called(contact);
        let usual = number.map_or(Priority::NORMAL, |number| number.priority);
        if self.queue_is_full(group) {
            self.end(contact, EndReason::QueueFull);
        } else {
            self.enter_queue(contact, group, priority.unwrap_or(usual));
        }
    }

    pub(super) fn goes_to_the_numbers_group(&mut self, contact: ContactId) {
        if let Some(Entry::Call { number }) = self.call(contact).map(|call| call.entry) {
            self.call_enters_queue(contact, number);
        }
    }
}

/// RC01 has no word for a call that its flow has served: it ended there.
const fn hung_up(openness: Option<Openness>) -> EndReason {
    match openness {
        Some(Openness::Closed | Openness::Holiday) => EndReason::ClosedHours,
        Some(Openness::Open) | None => EndReason::LeftInFlow,
    }
}
