//! What every request can reach: the running parts of one server, joined at start.

use acd::{ApplicationId, MemberId};
use metrics_exporter_prometheus::PrometheusHandle;
use store::{ReadError, Store};
use wire::login::Myself;

use crate::channels::switchboard::Switchboard;
use crate::demo::DemoGuide;
use driver::Clock;
use driver::Driver;

pub(crate) struct App {
    pub(crate) application: ApplicationId,
    pub(crate) store: Store,
    pub(crate) driver: Driver,
    pub(crate) switchboard: Switchboard,
    pub(crate) clock: Clock,
    pub(crate) metrics: PrometheusHandle,
    /// Present in demo mode only.
    pub(crate) demo: Option<DemoGuide>,
}

impl App {
    /// The member as this application knows them; `None` for one who does not work in it.
    pub(crate) async fn myself(&self, member: MemberId) -> Result<Option<Myself>, ReadError> {
        let directory = self.store.directory(self.application).await?;
        let applications = self.store.applications().await?;
        let application = applications.into_iter().find(|found| found.id == self.application);
        let application = application.map_or_else(String::new, |found| found.name);
        let colleague = directory.members.into_iter().find(|found| found.id == member);
        Ok(colleague.map(|found| driver::myself(&found, &application)))
    }
}
