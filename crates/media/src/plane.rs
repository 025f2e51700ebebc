//! The media plane: every leg of one media thread, who hears whom, and the demultiplexing of the shared sockets.

mod arrival;
mod listening;
mod orders;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use crate::config::{PlaneConfig, Timeouts};
use crate::event::{CloseReason, Event};
use crate::leg::{BrowserNews, Leg, Link, Payload};
use crate::order::LegId;
use crate::prompts::{Prompt, Prompts};
use crate::routes::Routes;
use crate::seed::Seed;
use crate::stats::LegStats;
use crate::tray::{Transmit, Tray};
use crate::work::Work;

/// Legs that one plane takes.
pub const LEGS_MAX: usize = 4_096;

/// All legs of one media thread. A value: no socket, no clock, no lock, no log.
///
/// How to drive it stands at the top of this crate.
#[derive(Debug)]
pub struct Plane {
    legs: BTreeMap<LegId, Leg>,
    /// Who hears a leg, whether or not that leg is open.
    listeners: BTreeMap<LegId, Vec<LegId>>,
    routes: Routes,
    tray: Tray,
    dropped: Dropped,
    ended: Vec<(LegId, CloseReason)>,
    /// Legs whose samples are due; empty between ticks.
    playing: Vec<LegId>,
    prompts: Arc<Prompts>,
    /// What is heard of a prompt that is not there.
    nothing: Arc<Prompt>,
    timeouts: Timeouts,
    rtp_ports: u16,
    seed: Seed,
}

/// What was not let in, since the plane was made. Counted, never answered, and no leg ends by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Neither STUN, DTLS, RTP nor RTCP, or broken.
    pub malformed: u64,
    /// From an address that belongs to no leg.
    pub unknown_source: u64,
    /// From a browser's address that ICE has not validated, or STUN that does not know the password.
    pub unproven: u64,
    /// For a phone leg, but not from the source that it believes.
    pub wrong_source: u64,
    /// Of a payload type or length that was not agreed.
    pub wrong_payload: u64,
    /// More than 250 packets a second on one leg.
    pub too_many: u64,
    /// Datagrams and events that nobody fetched in time.
    pub overflowed: u64,
}

impl Plane {
    pub fn new(config: PlaneConfig) -> Self {
        Self {
            legs: BTreeMap::new(),
            listeners: BTreeMap::new(),
            routes: Routes::default(),
            tray: Tray::default(),
            dropped: Dropped::default(),
            ended: Vec::new(),
            playing: Vec::new(),
            prompts: config.prompts,
            nothing: Arc::default(),
            timeouts: config.timeouts,
            rtp_ports: config.rtp_ports,
            seed: Seed::new(config.seed),
        }
    }

    /// Does everything that is due: frames of prompts and silence, reports, time limits.
    pub fn tick(&mut self, now: Instant) {
        for (id, leg) in &mut self.legs {
            if leg.next_tick(&self.timeouts).is_none_or(|at| at > now) {
                continue;
            }
            if let Some(why) = leg.tick(&self.timeouts, now, &mut self.tray) {
                self.ended.push((*id, why));
            }
            if leg.ear.samples_due().is_some_and(|at| at <= now) {
                self.playing.push(*id);
            }
        }
        self.play(now);
        self.settle(now);
    }

    /// When [`Self::tick`] is due next; `None` while there is no leg.
    pub fn next_tick(&self) -> Option<Instant> {
        self.legs.values().filter_map(|leg| leg.next_tick(&self.timeouts)).min()
    }

    /// The datagrams that are to be sent, in order.
    pub fn transmits(&self) -> impl Iterator<Item = Transmit<'_>> {
        self.tray.transmits()
    }

    /// The datagrams are sent (or lost: UDP does not care); their memory is used again.
    pub fn clear_transmits(&mut self) {
        self.tray.clear_transmits();
    }

    /// The oldest event that was not fetched yet.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.tray.events.pop_front()
    }

    /// What a leg has measured so far.
    pub fn stats(&self, leg: LegId) -> Option<LegStats> {
        self.legs.get(&leg).map(|leg| leg.ear.stats.snapshot())
    }

    pub fn dropped(&self) -> Dropped {
        Dropped { overflowed: self.tray.overflowed, ..self.dropped }
    }

    /// What was done to sound so far.
    pub fn work(&self) -> Work {
        self.tray.work
    }

    /// Open legs.
    pub fn legs(&self) -> usize {
        self.legs.len()
    }

    /// Everything that is remembered about legs, open or not: zero when the last one is closed (I17).
    pub fn traces(&self) -> usize {
        let listeners = self.listeners.len();
        self.legs.len() + listeners + self.routes.len() + self.tray.news.len() + self.ended.len()
    }

    /// Acts on what browsers had to tell, and forgets legs that ended by themselves.
    fn settle(&mut self, now: Instant) {
        while let Some((id, news)) = self.tray.news.pop_front() {
            self.digest(id, news, now);
        }
        while let Some((id, why)) = self.ended.pop() {
            if self.forget(id) {
                self.tray.report(Event::Closed { leg: id, why });
            }
        }
    }

    fn digest(&mut self, id: LegId, news: BrowserNews, now: Instant) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let Link::Browser(browser) = &leg.link else { return };
        match news {
            BrowserNews::Connected => {
                let talks = browser.talks();
                leg.start(talks, now);
                self.tray.report(Event::Connected { leg: id });
            }
            BrowserNews::FarEnd { loss, round_trip } => leg.ear.stats.far_end(loss, round_trip),
            BrowserNews::Packet(packet) => {
                let arrived = browser.take(&mut leg.ear, &packet, now, &mut self.tray);
                if let Some(arrived) = arrived {
                    self.pass_on(id, arrived, Payload::Shared(&packet.payload), now);
                }
            }
        }
    }
}
