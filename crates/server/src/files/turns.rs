//! Who writes to a file that comes: one at a time. An answer that was lost makes a client come again while the server still reads
//! from the connection that broke; what was looked at must not be written to any more.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use store::AttachmentId;

#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Mutex<HashSet<AttachmentId>>>);

/// Ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    id: AttachmentId,
    turns: Turns,
}

impl Turns {
    pub(super) fn take(&self, id: AttachmentId) -> Option<Turn> {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        free.then(|| Turn { id, turns: self.clone() })
    }
}

impl Turn {
    pub(super) const fn of(&self) -> AttachmentId {
        self.id
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn f16_one_writes_at_a_time() {
        let turns = Turns::default();
        let (one, other) = (AttachmentId(Uuid::from_u128(1)), AttachmentId(Uuid::from_u128(2)));
        let turn = turns.take(one).unwrap();
        assert!(turns.take(one).is_none());
        assert!(turns.take(other).is_some());
        drop(turn);
        assert!(turns.take(one).is_some());
    }
}
