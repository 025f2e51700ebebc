//! The installation's applications at work: each with a driver and a clock of its own. What belongs to one of them is reached
//! through it and through nothing else, so that nothing of it crosses to another (I24).

use std::collections::BTreeMap;
use std::sync::Arc;

use acd::ApplicationId;

use driver::{Clock, Driver};

use crate::channels::newcomers::Newcomers;

/// One of them. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    pub(crate) driver: Driver,
    /// Never below the last time in its own journal (F20).
    pub(crate) clock: Clock,
    pub(crate) newcomers: Newcomers,
}

/// All of them, as they were at the start. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Applications(Arc<BTreeMap<ApplicationId, Application>>);

impl Applications {
    pub(crate) fn find(&self, id: ApplicationId) -> Option<&Application> {
        self.0.get(&id)
    }

    /// By id.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Application> {
        self.0.values()
    }
}

impl FromIterator<Application> for Applications {
    fn from_iter<T: IntoIterator<Item = Application>>(applications: T) -> Self {
        let by_id = applications.into_iter().map(|application| (application.id, application));
        Self(Arc::new(by_id.collect()))
    }
}
