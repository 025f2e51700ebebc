//! A key of a customer on its way through the driver (VC20): judged beside the core, which never hears which key it was.

use std::panic::{AssertUnwindSafe, catch_unwind};

use acd::{Event, Timestamp};
use store::PressedKey;

use super::clock::Time;
use super::ledger::Ledger;
use super::request::{Pressed, Request};
use super::task::DriverTask;
use super::work::Work;

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// VC20: what was pressed is committed with the event that it was, unless that is masked.
    pub(super) fn take_key(
        &mut self,
        pressed: Pressed,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let Pressed { contact, key } = pressed;
        let before = work.batch.entries.len();
        let scene = &mut self.scene;
        let judged = catch_unwind(AssertUnwindSafe(|| scene.press(contact, key)));
        let Ok(fact) = judged else { return Err(Box::new(Request::Key(pressed))) };
        self.take_told(Request::Key(pressed), fact, now, work)?;
        let events = work.batch.entries.iter().skip(before).flat_map(|entry| &entry.events);
        let kept = events.filter_map(|event| match event {
            Event::KeyPressed(told) if !told.masked => Some(told.place),
            _ => None,
        });
        work.batch.keys.extend(kept.map(|place| PressedKey { contact, place, key }));
        Ok(())
    }
}
