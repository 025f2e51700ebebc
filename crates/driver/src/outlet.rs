//! Where a driver's effects go: to the channels that hold legs, with the name of the application that wants them.

use acd::{ApplicationId, Effect};
use tokio::sync::mpsc;

#[derive(Clone, Debug)]
pub struct Outlet {
    pub application: ApplicationId,
    pub effects: mpsc::UnboundedSender<(ApplicationId, Effect)>,
}

impl Outlet {
    pub fn send(&self, effect: Effect) {
        // Channels that have ended have no legs left.
        let _ended = self.effects.send((self.application, effect));
    }
}
