//! A change by an admin of what routing obeys, beside members: flows, business hours, what answers a number. The rows that
//! say it to people are in the same commit.

use acd::{By, ConfigChange, FlowId, Input, MemberId, PhoneId, Timestamp};
use store::Write;
use tokio::sync::oneshot;
use wire::workspace::PhoneName;

use super::Rejection;
use super::clock::Time;
use super::ledger::Ledger;
use super::request::Request;
use super::task::{DriverTask, Panicked};
use super::work::{Taken, Work};
use crate::push::pushed::Pushed;

#[derive(Clone, Debug)]
pub struct ConfigEdit {
    /// The admin.
    pub by: MemberId,
    pub changes: Vec<ConfigChange>,
    /// What flows are called from now on.
    pub flow_names: Vec<(FlowId, String)>,
    pub phone_names: Vec<PhoneNamed>,
    /// The rows that belong to the same step: names, audit.
    pub writes: Vec<Write>,
}

/// What a SIP phone is called from now on; `None` where it is one no more.
pub type PhoneNamed = (PhoneId, Option<PhoneName>);

#[derive(Debug)]
pub(crate) struct ConfigRequest {
    pub(crate) edit: ConfigEdit,
    pub(crate) reply: oneshot::Sender<Result<(), Rejection>>,
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    pub(super) fn take_config(
        &mut self,
        request: Box<ConfigRequest>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let by = Some(By::Member(request.edit.by));
        for change in &request.edit.changes {
            let input = Input::Config { change: change.clone() };
            if let Err(Panicked) = self.handle(input, by, now, work) {
                return Err(Box::new(Request::Config(request)));
            }
        }
        work.batch.writes.extend(request.edit.writes.iter().cloned());
        work.taken.push(Taken::Config(request));
        Ok(())
    }

    /// The commit is on disk.
    pub(super) fn config_edited(&mut self, request: ConfigRequest) {
        self.scene.book.flows.extend(request.edit.flow_names);
        if !request.edit.phone_names.is_empty() {
            self.scene.book.name_phones(request.edit.phone_names);
            if !self.onlookers.is_empty() {
                self.onlookers.tell(&Pushed::Directory(self.scene.directory()));
            }
        }
        // A receiver that is gone has asked in vain.
        let _gone = request.reply.send(Ok(()));
    }
}
