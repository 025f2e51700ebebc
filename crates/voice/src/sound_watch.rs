//! Whether the customer is still there, judged by sound (F36, F37). The plane reports quiet; how long quiet may last is
//! decided here.

use std::time::{Duration, Instant};

use media::QUIET_AFTER;

use crate::line::LineKind;

/// How long an arrival may take to commit; then the caller is turned away.
pub const ARRIVAL_MAX: Duration = Duration::from_secs(5);
/// F37: no packet at all this long after the answer, and the far end is asked once to begin anew.
pub const UNHEARD_MAX: Duration = Duration::from_secs(8);
/// F36: 30 s without a packet, of which some were over when the plane reported quiet.
pub const QUIET_MAX: Duration = Duration::from_secs(30).saturating_sub(QUIET_AFTER);
/// F36: likewise on hold, 300 s.
pub const QUIET_ON_HOLD_MAX: Duration = Duration::from_mins(5).saturating_sub(QUIET_AFTER);
/// F36: how long a probe may stay without answer.
pub const PROBE_MAX: Duration = Duration::from_secs(8);
/// How long a page without a socket may leave open whether its sound goes on.
pub const PAGE_GRACE: Duration = Duration::from_secs(10);

/// What is known of the customer's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sound {
    /// Not answered yet: nothing is expected.
    NotExpected,
    /// Answered, and nothing came yet.
    Unheard {
        since: Instant,
    },
    Flows,
    Quiet {
        since: Instant,
    },
    Probed {
        at: Instant,
    },
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SoundWatch {
    sound: Sound,
    /// VC06: sound came before the answer, and the plane will not say so again.
    early: bool,
    /// The sockets of the customer's pages; the page that calls has one.
    pages: u32,
    /// No page has had a socket since then.
    page_closed: Option<Instant>,
}

/// What a deadline has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Probe,
    /// The customer is not there any more.
    Dead,
    /// The page is closed, and so is the call.
    Left,
}

/// How patient the watch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    Talking,
    OnHold,
}

impl SoundWatch {
    pub(crate) fn new() -> Self {
        Self { sound: Sound::NotExpected, early: false, pages: 1, page_closed: None }
    }

    pub(crate) fn answered(&mut self, now: Instant) {
        self.sound = if self.early { Sound::Flows } else { Sound::Unheard { since: now } };
    }

    /// Nothing is expected any more.
    pub(crate) fn over(&mut self) {
        self.sound = Sound::NotExpected;
    }

    pub(crate) fn flows(&mut self) {
        if self.sound == Sound::NotExpected {
            self.early = true;
        } else {
            self.sound = Sound::Flows;
        }
    }

    /// A page that has no socket and falls quiet has been closed.
    pub(crate) fn quiet(&mut self, now: Instant) -> Option<Verdict> {
        self.early = false;
        match self.sound {
            Sound::Flows => self.sound = Sound::Quiet { since: now },
            Sound::NotExpected
            | Sound::Unheard { .. }
            | Sound::Quiet { .. }
            | Sound::Probed { .. } => {}
        }
        self.page_over(now).then_some(Verdict::Left)
    }

    /// The far end answered: it is there, though it is silent.
    pub(crate) fn probe_answered(&mut self, now: Instant) {
        if matches!(self.sound, Sound::Probed { .. }) {
            self.sound = Sound::Quiet { since: now };
        }
    }

    /// Whoever has put the call on hold may say nothing, and the plane does not miss it: what counts is how long the hold lasts.
    pub(crate) fn not_awaited(&mut self, now: Instant) {
        if self.sound != Sound::NotExpected {
            self.sound = Sound::Quiet { since: now };
        }
    }

    /// The plane misses it again.
    pub(crate) fn awaited(&mut self) {
        if self.sound != Sound::NotExpected {
            self.sound = Sound::Flows;
        }
    }

    pub(crate) fn page_closed(&mut self, now: Instant) {
        self.pages = self.pages.saturating_sub(1);
        if self.pages == 0 {
            self.page_closed.get_or_insert(now);
        }
    }

    pub(crate) fn page_opened(&mut self) {
        self.pages = self.pages.saturating_add(1);
        self.page_closed = None;
    }

    pub(crate) fn deadline(&self, patience: Patience) -> Option<Instant> {
        let sound = match self.sound {
            Sound::NotExpected | Sound::Flows => None,
            Sound::Unheard { since } => Some(since + UNHEARD_MAX),
            Sound::Quiet { since } => Some(since + patience.quiet_max()),
            Sound::Probed { at } => Some(at + PROBE_MAX),
        };
        let page =
            self.page_closed.filter(|_| self.sound != Sound::Flows).map(|at| at + PAGE_GRACE);
        sound.into_iter().chain(page).min()
    }

    pub(crate) fn expire(
        &mut self,
        kind: LineKind,
        patience: Patience,
        now: Instant,
    ) -> Option<Verdict> {
        if self.deadline(patience).is_none_or(|deadline| now < deadline) {
            return None;
        }
        if self.page_over(now) {
            return Some(Verdict::Left);
        }
        match (self.sound, kind) {
            (Sound::Unheard { .. }, LineKind::Trunk) => {
                // The answer to this one is not waited for: a caller may have nothing to say yet.
                self.sound = Sound::Quiet { since: now };
                Some(Verdict::Probe)
            }
            (Sound::Unheard { .. }, LineKind::Page | LineKind::Nobody) => {
                self.sound = Sound::Quiet { since: now };
                None
            }
            (Sound::Quiet { .. }, LineKind::Trunk) => {
                self.sound = Sound::Probed { at: now };
                Some(Verdict::Probe)
            }
            (Sound::Quiet { .. }, LineKind::Page | LineKind::Nobody)
            | (Sound::Probed { .. }, _) => Some(Verdict::Dead),
            (Sound::NotExpected | Sound::Flows, _) => None,
        }
    }

    fn page_over(&self, now: Instant) -> bool {
        self.sound != Sound::Flows && self.page_closed.is_some_and(|at| now >= at + PAGE_GRACE)
    }
}

impl Patience {
    fn quiet_max(self) -> Duration {
        match self {
            Self::Talking => QUIET_MAX,
            Self::OnHold => QUIET_ON_HOLD_MAX,
        }
    }
}
