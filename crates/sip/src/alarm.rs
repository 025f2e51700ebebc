//! What the endpoint sets its clock for.

use std::cmp::Ordering;
use std::time::Duration;

use sipx_sip::Timer;

use crate::event::CallId;
use crate::registrar::BindingId;
use crate::transactions::TransactionId;
use crate::trunks::TrunkId;

/// RFC 3261 §17.1.1.1, table 4: the round-trip estimate, also the first retransmission interval.
pub(crate) const T1: Duration = Duration::from_millis(500);
/// The longest retransmission interval.
pub(crate) const T2: Duration = Duration::from_secs(4);
/// 64 × T1: how long anything is waited for.
pub(crate) const GIVE_UP: Duration = Duration::from_secs(32);
/// RFC 3261 §13.3.1.1: a ringing call says so again each minute, or proxies cancel it.
pub(crate) const RING_AGAIN: Duration = Duration::from_mins(1);

/// Each variant finishes the sentence "wake me to …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Alarm {
    /// … let a transaction take its next step.
    Transaction(TransactionId, TransactionTimer),
    /// … forget a call out that a CANCEL did not end (RFC 3261 §9.1).
    Cancelled(TransactionId),
    /// … give up a call out that rings too long (Timer C).
    NoAnswer(CallId),
    /// … say again that a call in rings.
    Ringing(CallId),
    /// … turn away a call in that nobody decided about.
    Undecided(CallId),
    /// … send a 2xx again that was not acknowledged.
    Unacknowledged(CallId),
    /// … send a provisional response again that was not acknowledged.
    Unpracked(CallId),
    /// … show the far end that a call lives.
    Refresh(CallId),
    /// … end a call that nobody has shown to live.
    Expired(CallId),
    /// … repeat an offer that met another one (RFC 3261 §14.1).
    Reoffer(CallId),
    /// … ask a trunk whether it is there.
    Ping(TrunkId),
    /// … forget where a phone was that has not said so again.
    Unbound(BindingId),
}

/// A transaction's timer, with the order that a queue needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TransactionTimer(pub(crate) Timer);

impl Ord for TransactionTimer {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0 as u8).cmp(&(other.0 as u8))
    }
}

impl PartialOrd for TransactionTimer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
