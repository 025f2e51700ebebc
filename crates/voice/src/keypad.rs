//! VC21: one key is one key, by however many ways a telephone tells it: as RFC 4733 events or tones in its sound, and as SIP
//! INFO beside it.

use std::time::{Duration, Instant};

use media::Digit;

/// How much later than by the first way a key may come by the second. A key held for long is told at its end by one of them.
const APART_MAX: Duration = Duration::from_secs(2);
/// Keys that wait to be told a second time; nobody types more in that time.
const RECENT_MAX: usize = 32;

/// How a key was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// In the sound: as events, or as tones where events were not agreed.
    Sound,
    /// As SIP INFO.
    Info,
}

/// What was pressed lately, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keypad(Vec<Press>);

#[derive(Clone, Copy, Debug)]
struct Press {
    digit: Digit,
    way: Way,
    at: Instant,
}

impl Keypad {
    /// A key was told; whether it is a new one, and not one that came by the other way before.
    pub(crate) fn press(&mut self, digit: Digit, way: Way, now: Instant) -> bool {
        self.0.retain(|press| now.saturating_duration_since(press.at) <= APART_MAX);
        let same = |press: &Press| press.digit == digit && press.way != way;
        if let Some(place) = self.0.iter().position(same) {
            self.0.remove(place);
            return false;
        }
        if self.0.len() < RECENT_MAX {
            self.0.push(Press { digit, way, at: now });
        }
        true
    }
}
