//! Events of flows: a run folds its own.

use std::collections::BTreeSet;

use flow::{BusinessHours, Event, Flow, FlowVersionId, HoursId, Run};

use crate::state::{Acd, Contact, ContactState};
use crate::{FlowId, FlowMoved};

impl Acd {
    pub(super) fn flow_moved(&mut self, event: &FlowMoved) {
        self.edit_contact(event.contact, |contact| {
            contact.flow_behind_moves(&event.step);
            match (&event.step, &mut contact.state) {
                (Event::Began(began), state) => *state = ContactState::InFlow(Run::of(began)),
                (Event::Ended(_), state @ ContactState::InFlow(_)) => *state = ContactState::Moving,
                (step, ContactState::InFlow(run) | ContactState::Surveyed(run)) => run.apply(step),
                (step, ContactState::Talking(talk)) => {
                    if let Some(inside) = &mut talk.self_service {
                        inside.run.apply(step);
                    }
                }
                (Event::Stopped(_) | Event::Left(_) | Event::Ended(_), _) => {}
            }
        });
    }

    /// Which versions are wanted still is asked here alone, where an admin has changed something: a call need not.
    pub(super) fn put_flow(&mut self, id: FlowId, version: FlowVersionId, flow: &Flow) {
        self.flows.put(id, version, flow);
        self.forget_versions();
    }

    pub(super) fn remove_flow(&mut self, id: FlowId) {
        self.flows.remove(id);
        self.forget_versions();
    }

    pub(super) fn put_hours(&mut self, id: HoursId, hours: &BusinessHours) {
        self.flows.put_hours(id, hours);
    }

    pub(super) fn remove_hours(&mut self, id: HoursId) {
        self.flows.remove_hours(id);
    }

    fn forget_versions(&mut self) {
        let runs =
            self.contacts.values().flat_map(|it| it.run().into_iter().chain(&it.flow_behind));
        let pinned: BTreeSet<FlowVersionId> = runs.map(Run::version).collect();
        self.flows.keep(&pinned);
    }
}

impl Contact {
    /// VC41: somebody is rung for a caller who is in a flow.
    pub(super) fn leave_flow_behind(&mut self) {
        if let ContactState::InFlow(run) = self.state {
            self.flow_behind = Some(run);
        }
    }

    /// It has the caller back where nobody took them; else it is over.
    fn flow_behind_moves(&mut self, step: &Event) {
        let Some(run) = self.flow_behind.take() else { return };
        if let (Event::Left(_), ContactState::Moving) = (step, &self.state) {
            self.state = ContactState::InFlow(run);
            self.queued = None;
        }
    }
}
