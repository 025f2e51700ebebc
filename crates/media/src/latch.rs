//! Which source a phone leg believes (against RTP bleed and injection). The SDP address is preferred. Any
//! other source is believed only within a short window after an offer, only after five consecutive packets,
//! and only while the SDP address has not spoken; after that the source is fixed.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::rtp::RtpHeader;

/// How long after a (re-)offer another source may be learnt.
pub(crate) const WINDOW: Duration = Duration::from_secs(3);
/// Consecutive packets that another source must show.
const STRANGER_PACKETS: u8 = 5;
/// Sources that may be on trial at once; a flood of strangers must not keep the right one out for long.
const TRIALS_MAX: usize = 4;
/// Consecutive packets that a new SSRC from the fixed source must show.
const NEW_SSRC_PACKETS: u8 = 2;

/// What to do with a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is the leg's sound.
    Heard(Stream),
    /// It may become the leg's sound; nobody hears it yet.
    OnTrial,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Known,
    /// Another source or SSRC than before is believed from now on.
    Fresh,
}

#[derive(Debug)]
pub(crate) struct Latch {
    /// The address in the far end's SDP; `None` while there is none to send to.
    offered: Option<SocketAddr>,
    window_ends: Instant,
    fixed: Option<Fixed>,
    trials: Vec<Trial>,
}

#[derive(Clone, Copy, Debug)]
struct Fixed {
    source: SocketAddr,
    ssrc: u32,
}

#[derive(Clone, Copy, Debug)]
struct Trial {
    source: SocketAddr,
    ssrc: u32,
    payload_type: u8,
    next_sequence: u16,
    packets: u8,
}

impl Latch {
    pub(crate) fn new(offered: Option<SocketAddr>, now: Instant) -> Self {
        Self { offered, window_ends: now + WINDOW, fixed: None, trials: Vec::new() }
    }

    /// The far end's SDP was renewed. The same address changes nothing; another one must prove itself anew.
    pub(crate) fn renew(&mut self, offered: Option<SocketAddr>, now: Instant) {
        if self.offered != offered {
            *self = Self::new(offered, now);
        } else if self.fixed.is_none() {
            self.window_ends = now + WINDOW;
        }
    }

    pub(crate) fn offered(&self) -> Option<SocketAddr> {
        self.offered
    }

    /// The source that is believed.
    pub(crate) fn source(&self) -> Option<SocketAddr> {
        self.fixed.map(|fixed| fixed.source)
    }

    /// Whether a source that nobody knows may apply.
    pub(crate) fn is_open(&self, now: Instant) -> bool {
        self.fixed.is_none() && self.offered.is_some() && now < self.window_ends
    }

    /// Judges a packet with a payload type of this leg.
    pub(crate) fn judge(&mut self, source: SocketAddr, header: RtpHeader, now: Instant) -> Verdict {
        match self.fixed {
            Some(fixed) if fixed.source == source => self.same_source(fixed, header),
            // The SDP address speaks up late, but in time: it is preferred to the one that was learnt.
            Some(_) if self.offered == Some(source) && now < self.window_ends => {
                self.fix(source, header)
            }
            None if self.offered == Some(source) => self.fix(source, header),
            None if now < self.window_ends => self.try_out(source, header, STRANGER_PACKETS),
            Some(_) | None => Verdict::Refused,
        }
    }

    fn same_source(&mut self, fixed: Fixed, header: RtpHeader) -> Verdict {
        if fixed.ssrc == header.ssrc {
            return Verdict::Heard(Stream::Known);
        }
        self.try_out(fixed.source, header, NEW_SSRC_PACKETS)
    }

    fn fix(&mut self, source: SocketAddr, header: RtpHeader) -> Verdict {
        self.fixed = Some(Fixed { source, ssrc: header.ssrc });
        self.trials.clear();
        Verdict::Heard(Stream::Fresh)
    }

    fn try_out(&mut self, source: SocketAddr, header: RtpHeader, needed: u8) -> Verdict {
        let begun = self.trials.iter().position(|trial| trial.source == source);
        let begun = begun.map(|place| self.trials.swap_remove(place));
        let packets = match begun {
            Some(trial) if trial.continues(header) => trial.packets + 1,
            _ => 1,
        };
        if packets >= needed {
            return self.fix(source, header);
        }
        if self.trials.len() >= TRIALS_MAX {
            return Verdict::Refused;
        }
        self.trials.push(Trial {
            source,
            ssrc: header.ssrc,
            payload_type: header.payload_type,
            next_sequence: header.sequence.wrapping_add(1),
            packets,
        });
        Verdict::OnTrial
    }
}

impl Trial {
    fn continues(&self, header: RtpHeader) -> bool {
        self.ssrc == header.ssrc
            && self.payload_type == header.payload_type
            && self.next_sequence == header.sequence
    }
}
