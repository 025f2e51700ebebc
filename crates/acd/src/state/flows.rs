//! The flows that calls can get, and the versions that calls are in.

use std::collections::{BTreeMap, BTreeSet};

use flow::{BusinessHours, Flow, FlowVersionId, Ground, HoursId};
use serde::{Deserialize, Serialize};

use crate::FlowId;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flows {
    /// What new calls get.
    current: BTreeMap<FlowId, FlowVersionId>,
    /// Those, and the ones that calls were in when the next was put.
    versions: BTreeMap<FlowVersionId, Flow>,
    hours: BTreeMap<HoursId, BusinessHours>,
}

impl Flows {
    pub(crate) fn current(&self, id: FlowId) -> Option<FlowVersionId> {
        self.current.get(&id).copied()
    }

    pub(crate) fn version(&self, id: FlowVersionId) -> Option<&Flow> {
        self.versions.get(&id)
    }

    /// What a run of this version stands on.
    pub(crate) fn ground(&self, id: FlowVersionId) -> Option<Ground<'_>> {
        Some(Ground { flow: self.version(id)?, hours: &self.hours })
    }

    /// A version never changes: put again, it is what it was.
    pub(super) fn put(&mut self, id: FlowId, version: FlowVersionId, flow: &Flow) {
        self.current.insert(id, version);
        self.versions.entry(version).or_insert_with(|| flow.clone());
    }

    pub(super) fn remove(&mut self, id: FlowId) {
        self.current.remove(&id);
    }

    /// Versions that no new call gets go, but for those that calls are in.
    pub(super) fn keep(&mut self, pinned: &BTreeSet<FlowVersionId>) {
        let current: BTreeSet<FlowVersionId> = self.current.values().copied().collect();
        self.versions.retain(|id, _| current.contains(id) || pinned.contains(id));
    }

    pub(super) fn put_hours(&mut self, id: HoursId, hours: &BusinessHours) {
        self.hours.insert(id, hours.clone());
    }

    pub(super) fn remove_hours(&mut self, id: HoursId) {
        self.hours.remove(&id);
    }
}
