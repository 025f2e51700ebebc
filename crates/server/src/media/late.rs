//! Events that find no room on their way to the switchboard. They wait here and are told with the next tick: nobody asks again
//! what has become of a leg, so it must not be lost.

use std::collections::VecDeque;

use media::Event;
use tokio::sync::mpsc;

/// More keys than that are dropped. Everything else is bounded by the legs: the last of its kind is the one that counts.
const KEYS_MAX: usize = 4_096;

#[derive(Debug, Default)]
pub(super) struct Late(VecDeque<Event>);

impl Late {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it waits now; what cannot is lost.
    pub(super) fn add(&mut self, event: Event) -> bool {
        if matches!(event, Event::Digit { .. }) {
            if self.0.len() >= KEYS_MAX {
                return false;
            }
        } else {
            self.0.retain(|other| *other != event);
        }
        self.0.push_back(event);
        true
    }

    /// As many as there is room for.
    pub(super) fn tell(&mut self, inbox: &mpsc::Sender<Event>) {
        while let Some(event) = self.0.front() {
            if inbox.try_send(*event).is_err() {
                return;
            }
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use media::{Digit, LegId};

    use super::*;

    #[test]
    fn the_last_word_about_a_leg_is_told_last_and_keys_are_bounded() {
        let mut late = Late::default();
        let (quiet, flowing) = (Event::Quiet { leg: LegId(1) }, Event::Flowing { leg: LegId(1) });
        for event in [flowing, quiet, flowing] {
            assert!(late.add(event));
        }
        let (inbox, mut told) = mpsc::channel(KEYS_MAX);
        late.tell(&inbox);
        assert_eq!([told.try_recv(), told.try_recv()], [Ok(quiet), Ok(flowing)]);
        assert!(told.try_recv().is_err() && late.is_empty());

        let key = Event::Digit { leg: LegId(1), digit: Digit::from_char('1').unwrap() };
        assert_eq!((0..=KEYS_MAX).filter(|_| late.add(key)).count(), KEYS_MAX);
        assert!(late.add(quiet), "what becomes of a leg finds room");
    }
}
