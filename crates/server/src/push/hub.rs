//! The connected clients and what was pushed lately, so that a short absence is resumed and not rebuilt (DESIGN §4).

use std::collections::{HashMap, VecDeque};

use tokio::sync::mpsc;
use wire::widget::CustomerChange;
use wire::workspace::Change;

use super::Audience;

/// How far behind a client may be before it has to start afresh (`ws_out_buf`).
const FRAMES_MAX: usize = 1024;
/// How many pushed changes are kept for resuming (`event_log_keep`).
const KEPT_MAX: usize = 10_000;

/// What the driver hands to a client's socket task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pushed {
    Member {
        seq: u64,
        changes: Vec<Change>,
    },
    Customer {
        seq: u64,
        changes: Vec<CustomerChange>,
    },
    Typing {
        contact: uuid::Uuid,
    },
    /// This login has ended.
    LoggedOut,
}

#[derive(Debug, Default)]
pub(crate) struct Hub {
    clients: HashMap<Audience, Vec<mpsc::Sender<Pushed>>>,
    kept: VecDeque<(u64, Audience, Pushed)>,
    /// Changes up to and including this seq are not kept any more.
    forgotten: u64,
}

impl Hub {
    /// A hub that can resume nothing from before `seq`.
    pub(crate) fn starting_at(seq: u64) -> Self {
        Self { forgotten: seq, ..Self::default() }
    }

    pub(crate) fn join(&mut self, audience: Audience) -> mpsc::Receiver<Pushed> {
        let (sender, receiver) = mpsc::channel(FRAMES_MAX);
        self.clients.entry(audience).or_default().push(sender);
        receiver
    }

    /// What `audience` missed since `seq`; `None` if that is too long ago.
    pub(crate) fn missed(&self, audience: Audience, seq: u64) -> Option<Vec<Pushed>> {
        (seq >= self.forgotten).then(|| {
            self.kept
                .iter()
                .filter(|(at, to, _)| *at > seq && *to == audience)
                .map(|(_, _, pushed)| pushed.clone())
                .collect()
        })
    }

    /// Sends a change to every client of `audience` and keeps it for members who come back. A customer's picture is
    /// small: they get it whole each time.
    pub(crate) fn publish(&mut self, audience: Audience, seq: u64, pushed: Pushed) {
        self.tell(audience, &pushed);
        if matches!(audience, Audience::Customer(_)) {
            return;
        }
        self.kept.push_back((seq, audience, pushed));
        while self.kept.len() > KEPT_MAX {
            if let Some((seq, _, _)) = self.kept.pop_front() {
                self.forgotten = seq;
            }
        }
    }

    /// Sends something that nobody needs to hear later. A client that cannot keep up is dropped: its socket
    /// closes, and it comes back for a fresh picture (F60).
    pub(crate) fn tell(&mut self, audience: Audience, pushed: &Pushed) {
        let Some(clients) = self.clients.get_mut(&audience) else { return };
        clients.retain(|client| client.try_send(pushed.clone()).is_ok());
        if clients.is_empty() {
            self.clients.remove(&audience);
        }
    }

    /// How many sockets are open for `audience`.
    pub(crate) fn present(&mut self, audience: Audience) -> usize {
        let Some(clients) = self.clients.get_mut(&audience) else { return 0 };
        clients.retain(|client| !client.is_closed());
        clients.len()
    }
}

#[cfg(test)]
mod tests {
    use acd::MemberId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_client_resumes_what_it_missed_and_no_more() {
        let ann = Audience::Member(MemberId(Uuid::from_u128(1)));
        let bob = Audience::Member(MemberId(Uuid::from_u128(2)));
        let mut hub = Hub::starting_at(10);
        let step = |seq| Pushed::Member { seq, changes: Vec::new() };
        for (seq, audience) in [(11, ann), (12, bob), (13, ann)] {
            hub.publish(audience, seq, step(seq));
        }
        assert_eq!(hub.missed(ann, 11), Some(vec![step(13)]));
        assert_eq!(hub.missed(ann, 13), Some(vec![]));
        assert_eq!(hub.missed(ann, 9), None, "from before this process");
    }

    #[test]
    fn f60_a_client_that_does_not_read_is_dropped() {
        let ann = Audience::Member(MemberId(Uuid::from_u128(1)));
        let mut hub = Hub::starting_at(0);
        let _reads_nothing = hub.join(ann);
        for seq in 1..=(FRAMES_MAX as u64 + 1) {
            hub.publish(ann, seq, Pushed::Member { seq, changes: Vec::new() });
        }
        assert_eq!(hub.present(ann), 0);
    }
}
