//! Numbers about an endpoint: what it dropped, and how much it holds.

/// Datagrams that led to no call, counted since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// From an address that is no configured peer: dropped without an answer, connections closed.
    pub unknown_source: u64,
    /// Not SIP, or SIP too broken to answer or to act on.
    pub malformed: u64,
    /// CRLF keep-alives.
    pub keep_alive: u64,
    /// STUN binding requests on the SIP port.
    pub stun: u64,
    /// INVITEs refused because the endpoint was full or draining.
    pub refused_busy: u64,
    /// Requests dropped because too many transactions were open.
    pub shed: u64,
}

/// How much an endpoint holds. All zero when nothing is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Calls, ringing or up.
    pub calls: usize,
    /// Dialogs that requests can be matched to.
    pub dialogs: usize,
    /// Client transactions.
    pub client_transactions: usize,
    /// Server transactions.
    pub server_transactions: usize,
    /// Alarms that are set.
    pub timers: usize,
}
