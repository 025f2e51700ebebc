//! Watches one far end: is it sending at all (F23, F36), and not more than a telephone can (250 packets
//! a second).

use std::time::{Duration, Instant};

/// Packets a second that one leg may receive; the rest is dropped and counted, the leg goes on.
pub const PACKETS_PER_SECOND_MAX: u32 = 250;

/// Tells when sound begins and when it has gone quiet.
#[derive(Debug)]
pub(crate) struct Watch {
    /// Whether the far end should send now.
    expects: bool,
    heard_at: Instant,
    awaits_flow: bool,
    quiet: bool,
}

impl Watch {
    pub(crate) fn new(expects: bool, now: Instant) -> Self {
        Self { expects, heard_at: now, awaits_flow: true, quiet: false }
    }

    /// Whether the far end should send from now on.
    pub(crate) fn expect(&mut self, expects: bool, now: Instant) {
        if expects && !self.expects {
            self.heard_at = now;
        }
        self.expects = expects;
        self.quiet &= expects;
    }

    pub(crate) fn await_flow(&mut self) {
        self.awaits_flow = true;
    }

    /// A valid sound packet came; whether that is to be reported.
    pub(crate) fn sound(&mut self, now: Instant) -> bool {
        self.heard_at = now;
        std::mem::take(&mut self.awaits_flow) | std::mem::take(&mut self.quiet)
    }

    /// A sign of life that is no sound (RTCP).
    pub(crate) fn alive(&mut self, now: Instant) {
        self.heard_at = now;
    }

    pub(crate) fn deadline(&self, quiet_after: Duration) -> Option<Instant> {
        (self.expects && !self.quiet).then(|| self.heard_at + quiet_after)
    }

    /// Whether the far end has just become quiet.
    pub(crate) fn expire(&mut self, quiet_after: Duration, now: Instant) -> bool {
        let expired = self.deadline(quiet_after).is_some_and(|at| at <= now);
        self.quiet |= expired;
        expired
    }
}

/// Counts packets in seconds that begin with the first of them.
#[derive(Debug)]
pub(crate) struct Budget {
    second_began: Instant,
    packets: u32,
}

impl Budget {
    pub(crate) fn new(now: Instant) -> Self {
        Self { second_began: now, packets: 0 }
    }

    /// Whether one more packet may be looked at.
    pub(crate) fn spend(&mut self, now: Instant) -> bool {
        if now.saturating_duration_since(self.second_began) >= Duration::from_secs(1) {
            *self = Self::new(now);
        }
        self.packets = self.packets.saturating_add(1);
        self.packets <= PACKETS_PER_SECOND_MAX
    }
}
