//! Sound that comes when it comes and is taken every 20 ms: one side of a tape or of a mixture. A little waits, so that a
//! late frame is no hole; what is too much is dropped, the oldest first.

/// Frames that may wait for their beat.
const WAITING_MAX: usize = 4;
/// A side begins with this many, so that one of them may be late.
const SLACK: usize = 2;

#[derive(Clone, Debug)]
pub(crate) struct Side<T> {
    waiting: [T; WAITING_MAX],
    count: usize,
    plays: bool,
}

impl<T: Copy> Side<T> {
    /// `none` is what stands in the places that are free.
    pub(crate) const fn new(none: T) -> Self {
        Self { waiting: [none; WAITING_MAX], count: 0, plays: false }
    }

    pub(crate) fn take(&mut self, frame: T) {
        if self.count == WAITING_MAX {
            self.shift();
        }
        if let Some(place) = self.waiting.get_mut(self.count) {
            *place = frame;
            self.count += 1;
        }
    }

    /// What is due now: nothing while nothing comes.
    pub(crate) fn next(&mut self) -> Option<T> {
        self.plays = self.count >= if self.plays { 1 } else { SLACK };
        if !self.plays {
            return None;
        }
        let [next, ..] = self.waiting;
        self.shift();
        Some(next)
    }

    pub(crate) fn clear(&mut self) {
        (self.count, self.plays) = (0, false);
    }

    fn shift(&mut self) {
        self.waiting.rotate_left(1);
        self.count = self.count.saturating_sub(1);
    }
}
