//! Messages on their way (DK13): each keeps its ids from the first attempt to the last.

use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Queued,
    Sent,
    /// Committed; it is on its way to the screen.
    Accepted,
}

#[derive(Clone, Debug)]
pub(super) struct Unsent {
    pub(super) message: Uuid,
    pub(super) cmd_id: Uuid,
    /// The session that it is for; for a customer's first message the one that it opens.
    pub(super) contact: Uuid,
    pub(super) text: String,
    pub(super) stage: Stage,
}

impl Unsent {
    pub(super) fn new(contact: Uuid, text: String) -> Self {
        let [message, cmd_id] = [Uuid::now_v7(), Uuid::now_v7()];
        Self { message, cmd_id, contact, text, stage: Stage::Queued }
    }
}

/// The oldest first.
#[derive(Debug, Default)]
pub(super) struct Outbox(pub(super) Vec<Unsent>);

impl Outbox {
    pub(super) fn has(&self, stage: Stage) -> bool {
        self.0.iter().any(|unsent| unsent.stage == stage)
    }

    /// The socket is gone: what was sent may have arrived or not.
    pub(super) fn send_again(&mut self) {
        for unsent in self.0.iter_mut().filter(|unsent| unsent.stage == Stage::Sent) {
            unsent.stage = Stage::Queued;
        }
    }

    pub(super) fn of_command(&mut self, cmd_id: Uuid) -> Option<&mut Unsent> {
        self.0.iter_mut().find(|unsent| unsent.cmd_id == cmd_id)
    }

    pub(super) fn drop(&mut self, message: Uuid) {
        self.0.retain(|unsent| unsent.message != message);
    }
}
