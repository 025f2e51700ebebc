//! Messages at a steady rate, whatever the answers take: an open loop, so that a slow server cannot slow its own load.

use std::time::Duration;

use anyhow::Context;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};

use crate::watch::Watch;
use crate::{Measured, cost};

#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// In a second.
    pub(crate) rate: u32,
    pub(crate) seconds: u32,
    /// Messages before anything is measured.
    pub(crate) warm_up: u32,
}

/// The customers: each is told the number of the message that they are to send.
pub(crate) type Chats = Vec<mpsc::UnboundedSender<u32>>;

const BEAT: Duration = Duration::from_millis(1);
const LATE_MAX: Duration = Duration::from_mins(1);

impl Load {
    pub(crate) const fn messages(self) -> u32 {
        self.warm_up + self.rate * self.seconds
    }

    /// `processes` are those whose time, and whose children's, is what it costs.
    pub(crate) async fn run(
        self,
        chats: &Chats,
        watch: &Watch,
        processes: &[u32],
    ) -> anyhow::Result<Measured> {
        self.send(chats, watch, 0, self.warm_up).await?;
        let before = cost::cpu(processes)?;
        self.send(chats, watch, self.warm_up, self.messages()).await?;
        let cpu = cost::cpu(processes)?.saturating_sub(before) / (self.rate * self.seconds);
        let (acknowledged, shown) = watch.times(self.warm_up, self.messages());
        Ok(Measured { cpu, acknowledged, shown })
    }

    /// These messages, one customer after the other; returns when each was acknowledged and shown.
    async fn send(self, chats: &Chats, watch: &Watch, from: u32, to: u32) -> anyhow::Result<()> {
        let began = Instant::now();
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut next = from;
        while next < to {
            beat.tick().await;
            let due = began.elapsed().as_secs_f64() * f64::from(self.rate);
            while next < to && f64::from(next - from) <= due {
                let at = usize::try_from(next)? % chats.len();
                watch.sent(next);
                let customer = chats.get(at).context("there are no customers")?;
                customer.send(next).ok().context("a customer is gone")?;
                next += 1;
            }
        }
        let sent = Instant::now();
        while !watch.is_done(from, to) {
            anyhow::ensure!(sent.elapsed() < LATE_MAX, "some messages were never answered");
            tokio::time::sleep(BEAT * 10).await;
        }
        Ok(())
    }
}
