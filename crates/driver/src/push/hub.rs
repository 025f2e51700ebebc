//! The connected clients and what was pushed lately, so that a short absence is resumed and not rebuilt.

use std::collections::{HashMap, VecDeque};

use super::Audience;
use super::feed::{Feed, Feeder, feed};
use super::pushed::Pushed;

/// How many pushed changes are kept for resuming (`event_log_keep`), and how many bytes of them.
const KEPT_MAX: usize = 10_000;
const KEPT_BYTES_MAX: usize = 32 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Hub {
    clients: HashMap<Audience, Vec<Feeder>>,
    kept: VecDeque<(u64, Audience, Pushed)>,
    kept_bytes: usize,
    /// Changes up to and including this seq are not kept any more.
    forgotten: u64,
    /// Who was away for so long that not everything was pushed for them: up to this seq they cannot resume.
    untold: HashMap<Audience, u64>,
}

impl Hub {
    /// A hub that can resume nothing from before `seq`.
    pub(crate) fn starting_at(seq: u64) -> Self {
        Self { forgotten: seq, ..Self::default() }
    }

    pub(crate) fn join(&mut self, audience: Audience) -> Feed {
        let (feeder, feed) = feed();
        self.clients.entry(audience).or_default().push(feeder);
        feed
    }

    /// What `audience` missed since `seq`; `None` if that is too long ago.
    pub(crate) fn missed(&self, audience: Audience, seq: u64) -> Option<Vec<Pushed>> {
        let untold = self.untold.get(&audience).copied().unwrap_or_default();
        (seq >= self.forgotten && seq >= untold).then(|| {
            self.kept
                .iter()
                .filter(|(at, to, _)| *at > seq && *to == audience)
                .map(|(_, _, pushed)| pushed.clone())
                .collect()
        })
    }

    /// Not everything up to `seq` was pushed for `audience`.
    pub(crate) fn left_untold(&mut self, audience: Audience, seq: u64) {
        self.untold.insert(audience, seq);
    }

    /// Sends a change to every client of `audience` and keeps it for members who come back. A customer's picture is
    /// small: they get it whole each time.
    pub(crate) fn publish(&mut self, audience: Audience, seq: u64, pushed: Pushed) {
        self.tell(audience, &pushed);
        if matches!(audience, Audience::Customer(_)) {
            return;
        }
        self.kept_bytes += pushed.weight();
        self.kept.push_back((seq, audience, pushed));
        while self.kept.len() > KEPT_MAX || self.kept_bytes > KEPT_BYTES_MAX {
            let Some((seq, _, pushed)) = self.kept.pop_front() else { return };
            self.kept_bytes -= pushed.weight();
            self.forgotten = seq;
        }
    }

    /// Sends something that is not kept. A client that cannot keep up is dropped: its socket closes, and it comes back for a
    /// fresh picture (F60).
    pub(crate) fn tell(&mut self, audience: Audience, pushed: &Pushed) {
        let Some(clients) = self.clients.get_mut(&audience) else { return };
        clients.retain(|client| client.push(pushed).is_ok());
        if clients.is_empty() {
            self.clients.remove(&audience);
        }
    }

    /// Sends something that nobody misses.
    pub(crate) fn whisper(&self, audience: Audience, pushed: &Pushed) {
        for client in self.clients.get(&audience).into_iter().flatten() {
            client.whisper(pushed);
        }
    }

    /// The sockets close and come back for a fresh picture, whatever they have folded in up to `seq`.
    pub(crate) fn dismiss(&mut self, audience: Audience, seq: u64) {
        self.clients.remove(&audience);
        self.left_untold(audience, seq + 1);
    }

    /// How many sockets are open for `audience`.
    pub(crate) fn present(&mut self, audience: Audience) -> usize {
        let Some(clients) = self.clients.get_mut(&audience) else { return 0 };
        clients.retain(|client| !client.is_closed());
        let present = clients.len();
        if present == 0 {
            self.clients.remove(&audience);
        }
        present
    }

    /// What was pushed does not lead to the state at `seq`: everybody takes a fresh picture.
    pub(crate) fn start_over(&mut self, seq: u64) {
        *self = Self::starting_at(seq);
    }
}

#[cfg(test)]
mod tests {
    use acd::MemberId;
    use uuid::Uuid;
    use wire::workspace::{AuthorView, Change, MessageView};

    use super::*;
    use crate::push::feed::{BYTES_MAX, FRAMES_MAX};

    fn ann() -> Audience {
        Audience::Member(MemberId(Uuid::from_u128(1)))
    }

    fn step(seq: u64) -> Pushed {
        Pushed::Member { seq, changes: Vec::new() }
    }

    fn long_text(seq: u64) -> Pushed {
        text(seq, BYTES_MAX / 4)
    }

    fn text(seq: u64, length: usize) -> Pushed {
        let (contact, id, author) = (Uuid::nil(), Uuid::nil(), AuthorView::Customer);
        let text = "x".repeat(length);
        let message =
            MessageView { contact, id, sequence: seq, author, text, at: 0, files: vec![] };
        Pushed::Member { seq, changes: vec![Change::Message(message)] }
    }

    #[test]
    fn a_client_resumes_what_it_missed_and_no_more() {
        let bob = Audience::Member(MemberId(Uuid::from_u128(2)));
        let mut hub = Hub::starting_at(10);
        for (seq, audience) in [(11, ann()), (12, bob), (13, ann())] {
            hub.publish(audience, seq, step(seq));
        }
        assert_eq!(hub.missed(ann(), 11), Some(vec![step(13)]));
        assert_eq!(hub.missed(ann(), 13), Some(vec![]));
        assert_eq!(hub.missed(ann(), 9), None, "from before this process");
        hub.left_untold(ann(), 12);
        assert_eq!(hub.missed(ann(), 11), None, "she was not told everything");
        assert_eq!(hub.missed(bob, 11), Some(vec![step(12)]));
    }

    #[test]
    fn f60_a_client_that_does_not_read_is_dropped() {
        let mut hub = Hub::starting_at(0);
        let _reads_nothing = hub.join(ann());
        for seq in 1..=(FRAMES_MAX as u64 + 1) {
            hub.publish(ann(), seq, step(seq));
        }
        assert_eq!(hub.present(ann()), 0);
    }

    #[test]
    fn f60_what_waits_for_a_client_is_bounded_in_bytes() {
        let mut hub = Hub::starting_at(0);
        let mut reads = hub.join(ann());
        for seq in 1..=8 {
            hub.publish(ann(), seq, long_text(seq));
            assert_eq!(reads.try_next(), Some(long_text(seq)));
        }
        assert_eq!(hub.present(ann()), 1, "who reads stays, whatever was sent");
        for seq in 9..=12 {
            hub.publish(ann(), seq, long_text(seq));
        }
        assert_eq!(hub.present(ann()), 0);
    }

    #[test]
    fn what_is_kept_for_resuming_is_bounded_in_bytes() {
        let mut hub = Hub::starting_at(0);
        for seq in 1..=200 {
            hub.publish(ann(), seq, long_text(seq));
        }
        let kept: usize = hub.kept.iter().map(|(_, _, pushed)| pushed.weight()).sum();
        assert!(kept <= KEPT_BYTES_MAX, "{kept} bytes are kept");
        assert_eq!(hub.missed(ann(), 1), None);
        assert_eq!(hub.missed(ann(), 199), Some(vec![long_text(200)]));
    }

    #[test]
    fn a_whisper_never_costs_a_client_its_place() {
        let mut hub = Hub::starting_at(0);
        let _busy = hub.join(ann());
        for _ in 0..2 * FRAMES_MAX {
            hub.whisper(ann(), &Pushed::Typing { contact: Uuid::nil() });
        }
        hub.publish(ann(), 1, step(1));
        assert_eq!(hub.present(ann()), 1);
    }

    #[test]
    fn f60_whispers_take_no_room_from_what_matters() {
        let mut hub = Hub::starting_at(0);
        let mut reads = hub.join(ann());
        for seq in 1..=3 {
            hub.publish(ann(), seq, long_text(seq));
        }
        for _ in 0..8 * FRAMES_MAX {
            hub.whisper(ann(), &Pushed::Typing { contact: Uuid::nil() });
        }
        hub.publish(ann(), 4, text(4, BYTES_MAX / 4 - 2 * 1024));
        assert_eq!(hub.present(ann()), 1, "the fourth text has room beside three of them");
        for _ in 0..8 * FRAMES_MAX {
            hub.whisper(ann(), &Pushed::Typing { contact: Uuid::nil() });
        }
        while reads.try_next().is_some() {}
        for seq in 5..=7 {
            hub.publish(ann(), seq, long_text(seq));
        }
        assert_eq!(hub.present(ann()), 1, "what was read weighs no more");
    }
}
