//! The numbers that the plane shows. Their handles are taken once: to set one is an atomic store, to look one up is not.

use metrics::{Counter, Gauge, counter, gauge};

use media::{Dropped, Work};

pub(super) struct Meters {
    legs: Gauge,
    restarts: Counter,
    dropped: [Counter; 9],
    work: [Counter; 5],
}

impl Meters {
    pub(super) fn new() -> Self {
        let dropped = |why: &'static str| counter!("rapport_media_dropped_total", "why" => why);
        let work = |what: &'static str| counter!("rapport_media_work_total", "what" => what);
        Self {
            legs: gauge!("rapport_media_legs"),
            restarts: counter!("rapport_media_restarts_total"),
            dropped: [
                "malformed",
                "unknown-source",
                "unproven",
                "wrong-source",
                "wrong-payload",
                "too-many",
                "overflowed",
                "not-sent",
                "event",
            ]
            .map(dropped),
            work: ["forwarded", "decoded", "encoded", "concealed", "undecodable"].map(work),
        }
    }

    pub(super) fn legs(&self, legs: u32) {
        self.legs.set(legs);
    }

    pub(super) fn restarted(&self) {
        self.restarts.increment(1);
    }

    /// `not_sent` counts datagrams, `events` what the switchboard had no room for.
    pub(super) fn dropped(&self, dropped: &Dropped, not_sent: u64, events: u64) {
        let counts = [
            dropped.malformed,
            dropped.unknown_source,
            dropped.unproven,
            dropped.wrong_source,
            dropped.wrong_payload,
            dropped.too_many,
            dropped.overflowed,
            not_sent,
            events,
        ];
        self.dropped.iter().zip(counts).for_each(|(counter, count)| counter.absolute(count));
    }

    pub(super) fn work(&self, work: &Work) {
        let counts = [work.forwarded, work.decoded, work.encoded, work.concealed, work.undecodable];
        self.work.iter().zip(counts).for_each(|(counter, count)| counter.absolute(count));
    }
}
