//! What every request can reach: the running parts of one server, joined at start.

use ipnet::IpNet;
use metrics_exporter_prometheus::PrometheusHandle;
use store::Store;
use tokio::sync::Semaphore;

use crate::accounts::Accounts;
use crate::application::Applications;
use crate::channels::switchboard::Switchboard;
use crate::demo::{DemoGuide, RushHours};
use crate::drain::Drain;
use crate::egress::Egress;
use crate::files::Files;
use crate::prompts::PromptShelf;
use crate::recording::{Listenings, Recorder};
use driver::Clock;

pub(crate) struct App {
    pub(crate) applications: Applications,
    pub(crate) store: Store,
    pub(crate) accounts: Accounts,
    pub(crate) switchboard: Switchboard,
    pub(crate) prompts: PromptShelf,
    pub(crate) recorder: Recorder,
    pub(crate) listenings: Listenings,
    pub(crate) files: Files,
    /// What flows may ask of other systems.
    pub(crate) egress: Egress,
    /// For what belongs to no application: logins.
    pub(crate) clock: Clock,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) drain: Drain,
    /// Held by who moves a member from one application to another: a member works in one at a time.
    pub(crate) moving: Semaphore,
    /// Whose word about the caller is believed (OP09).
    pub(crate) proxies: Vec<IpNet>,
    /// Present in demo mode only.
    pub(crate) demo: Option<DemoGuide>,
    pub(crate) rush_hours: RushHours,
}
