//! Where a driver's effects go: to the channels that hold legs, with the name of the application that wants them.

use std::fmt;

use acd::{ApplicationId, ContactId, Effect};
use tokio::sync::mpsc;

use crate::callee::WantedCallee;
use crate::enquiry::Enquiry;

#[derive(Clone, Debug)]
pub struct Outlet {
    pub application: ApplicationId,
    pub errands: mpsc::UnboundedSender<(ApplicationId, Errand)>,
}

/// What a channel is to do, in the order of the commits.
#[derive(Debug)]
pub enum Errand {
    /// The core wants it.
    Effect {
        effect: Effect,
        /// VC41: what the flow that the caller is in wants done. The flows are the driver's: no channel has them.
        flow: Option<flow::Wanted>,
    },
    /// VC21: an agent wants it, and the core has agreed.
    Keys(KeysToSend),
    /// VC41: a flow wants another system to be asked.
    Ask(Enquiry),
    /// VC41: a flow hands its caller to a number outside, and whose it is has to be found.
    FindCallee(WantedCallee),
}

/// Keys for the customer's end of a call: done once, and never again after a crash. They may be a secret, so they do not print.
pub struct KeysToSend {
    pub contact: ContactId,
    pub keys: String,
}

impl Outlet {
    pub(crate) fn send(&self, errand: Errand) {
        // Channels that have ended have no legs left.
        let _ended = self.errands.send((self.application, errand));
    }
}

impl fmt::Debug for KeysToSend {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("KeysToSend").field("contact", &self.contact).finish_non_exhaustive()
    }
}
