//! The customer's side of a call: a call from a trunk or from a page, and how far it has come.

/// By which channel the customer is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// SIP: has a dialog to answer, probe and hang up.
    Trunk,
    /// A browser on a page: its connection is all there is.
    Page,
    /// VC30: there is none, and no line.
    Nobody,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LineState {
    /// VC06: we call, and nobody has answered.
    Calling,
    Incoming,
    /// The answer is being prepared.
    Answering,
    /// Sound can flow.
    Up,
    /// Hung up by whomever; every leg is released.
    Gone,
}
