//! Who listens to what just now. A player asks for a recording piece by piece; that is one listening, and one row in the
//! audit log.

use std::collections::BTreeMap;
use std::sync::Mutex;

use acd::{MemberId, Millis, Timestamp};
use store::RecordingId;

/// After so long without a request it is another listening.
const LISTENING: Millis = Millis::from_secs(5 * 60);

/// Small, and of no interest to anybody but the log: a lock suffices.
#[derive(Debug, Default)]
pub(crate) struct Listenings(Mutex<BTreeMap<(MemberId, RecordingId), Timestamp>>);

impl Listenings {
    /// Whether this request begins one.
    pub(crate) fn begins(&self, who: (MemberId, RecordingId), now: Timestamp) -> bool {
        let Ok(mut last) = self.0.lock() else { return true };
        last.retain(|_, at| now.since(*at) < LISTENING);
        last.insert(who, now).is_none()
    }

    /// It was not written down: the next request begins it again.
    pub(crate) fn forget(&self, who: (MemberId, RecordingId)) {
        if let Ok(mut last) = self.0.lock() {
            last.remove(&who);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_pieces_of_one_listening_are_written_down_once() {
        let (ann, bob) = (MemberId(Uuid::from_u128(1)), MemberId(Uuid::from_u128(2)));
        let recording = RecordingId(Uuid::from_u128(3));
        let listenings = Listenings::default();
        let begins = |who, secs: u64| listenings.begins((who, recording), Timestamp(secs * 1_000));
        assert!(begins(ann, 0));
        assert!(!begins(ann, 200));
        assert!(!begins(ann, 400), "still the same: 200 s ago");
        assert!(begins(bob, 400));
        assert!(begins(ann, 700), "five minutes later it is another one");
    }
}
