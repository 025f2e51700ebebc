//! The server in the day: it runs until it is killed, and starts again. Between two lives an admin may change what is
//! configured, and somebody may set the clock.

use acd::{Acd, ConfigChange, ContactId, Input, Millis, Output, Timestamp};
use driver::Time as _;
use store::{Application, Batch, JournalEntry, Seq};

use super::center::{self, APPLICATION};
use super::coverage::trouble;
use super::day::{Day, Due, Waiting};
use super::life::Life;
use super::pace::Moment;

impl Day {
    /// Lets the driver do what it can do now, and takes what comes out of it.
    pub(super) async fn settle(&mut self) -> anyhow::Result<()> {
        loop {
            let Some(life) = &mut self.life else { return Ok(()) };
            if !life.is_awake() {
                return Ok(());
            }
            life.settle(&self.disk).await;
            if let Some(trouble) = self.disk.take_trouble() {
                self.well_since = self.now();
                self.met(trouble);
            }
            self.collect();
            for state in self.disk.take_states() {
                self.states.push(state);
                let span = self.chance.between(0, 3_000);
                self.after(span, Due::SavesState);
            }
            if self.disk.take_kill() {
                self.kill();
            }
        }
    }

    /// What came out: answers first, then effects, then pushes, as the sockets would see them.
    fn collect(&mut self) {
        let mut still = Vec::new();
        for waiting in std::mem::take(&mut self.waiting) {
            if let Some(waiting) = self.heard(waiting) {
                still.push(waiting);
            }
        }
        self.waiting.append(&mut still);
        self.take_effects();
        self.take_pushes();
    }

    pub(super) fn kill(&mut self) {
        if self.life.take().is_none() {
            return;
        }
        self.met(trouble::KILLED);
        self.pace.silence();
        self.waiting.clear();
        self.legs_are_gone();
        self.sockets_are_gone();
        if !self.states.is_empty() {
            self.states.clear();
            self.met(trouble::SNAPSHOT_LOST);
        }
        let span = self.chance.between(300, 15_000);
        self.after(span, Due::Start);
    }

    pub(super) async fn start(&mut self) -> anyhow::Result<()> {
        if self.life.is_some() {
            return Ok(());
        }
        self.disk.set_out(false);
        if self.now() > Moment(0) {
            self.last_pulse().await?;
            self.books_agree().await?;
            self.between_lives().await?;
        }
        let (life, found) = Life::begin(&self.disk, &self.pace, self.wall(), &self.staff).await?;
        {
            let mut auditor = self.auditor();
            if auditor.replica != found {
                auditor.fail("OP04: the state after the restart is not the journal's".to_owned());
            }
        }
        self.life = Some(life);
        self.well_since = self.now();
        Ok(())
    }

    /// The last sign of life had reached the disk, or had not. Those before it are not worth their time.
    async fn last_pulse(&mut self) -> anyhow::Result<()> {
        let reached = self.chance.in_thousand(700);
        if let Some(alive) = self.disk.take_alive().filter(|_| reached) {
            self.disk.store().await.write(Application::lives(APPLICATION, alive)).await?;
        }
        Ok(())
    }

    async fn between_lives(&mut self) -> anyhow::Result<()> {
        // F20: the hour of daylight saving, and what a time server does.
        let step = match self.chance.below(5) {
            0 => 3_600_000,
            1 => -3_600_000,
            2 => 1_500,
            _ => 0,
        };
        if step != 0 {
            self.step_clock(step);
            self.met(trouble::CLOCK_STEPPED);
        }
        let changes = if self.chance.in_thousand(600) {
            center::change(&mut self.chance)
        } else {
            Vec::new()
        };
        let (acd, at) = {
            let auditor = self.auditor();
            (auditor.replica.clone(), auditor.at.max(self.wall()))
        };
        self.configure(acd, at, changes).await
    }

    /// As a console does it: on the journal, while no server runs.
    pub(super) async fn configure(
        &mut self,
        mut acd: Acd,
        at: Timestamp,
        changes: Vec<ConfigChange>,
    ) -> anyhow::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let seq = self.auditor().seq;
        let mut batch = Batch::new(APPLICATION, Seq(seq.0));
        for change in changes {
            let input = Input::Config { change };
            let outputs = acd.handle(input.clone(), at).map_err(|refused| {
                anyhow::anyhow!("a change of the configuration was refused: {refused:?}")
            })?;
            let events = outputs.into_iter().filter_map(|output| match output {
                Output::Event(event) => Some(event),
                Output::Effect(_) => None,
            });
            batch.entries.push(JournalEntry { input, by: None, at, events: events.collect() });
        }
        self.disk.store().await.append(batch.clone()).await?;
        self.auditor().committed(&batch);
        Ok(())
    }

    pub(super) async fn saves_state(&mut self) {
        if self.states.is_empty() {
            return;
        }
        let state = self.states.remove(0);
        let store = self.disk.store().await;
        driver::save(store, APPLICATION, state.acd, state.seq, state.at).await;
    }

    pub(super) fn outage_begins(&mut self, span: Millis) {
        self.disk.set_out(true);
        self.met(trouble::OUTAGE);
        self.after(span, Due::OutageEnds);
    }

    pub(super) fn outage_ends(&mut self) {
        self.disk.set_out(false);
        self.well_since = self.now();
    }

    /// F08: one of those who are here.
    pub(super) fn curses(&mut self) {
        let here: Vec<ContactId> = {
            let auditor = self.auditor();
            auditor.replica.contacts().map(|found| found.id).collect()
        };
        if let Some(contact) = self.chance.pick(&here).copied() {
            self.disk.curse(contact);
            self.auditor().cursed.insert(contact);
        }
    }

    /// From here on the world is kind.
    pub(super) fn calm(&mut self) {
        self.everybody_may_come();
        self.weather.calmed();
        self.disk.calm();
        self.well_since = self.now();
    }

    /// Once a second of the day: on a server that is well nothing is late.
    pub(super) fn looks(&mut self) {
        if let Some(life) = self.life.as_ref().filter(|_| self.is_well()) {
            let now = life.clock.now();
            self.auditor().on_time(now);
        }
        self.after(Millis::from_secs(1), Due::Looks);
    }

    pub(super) fn is_well(&self) -> bool {
        let quiet = self.now().since(self.well_since) > WELL;
        self.life.is_some() && quiet && !self.disk.is_out()
    }

    /// Something for the driver that nobody waits for.
    pub(super) fn tell_driver(&mut self, told: impl Future<Output = ()> + 'static) {
        self.wait_for(Waiting::Told(Box::pin(told)));
    }

    /// Puts the request into the inbox now: requests keep the order in which they are made.
    pub(super) fn wait_for(&mut self, waiting: Waiting) {
        if let Some(waiting) = self.heard(waiting) {
            self.waiting.push(waiting);
        }
    }
}

/// How long after the last trouble a server may still be catching up.
const WELL: Millis = Millis::from_secs(12);
