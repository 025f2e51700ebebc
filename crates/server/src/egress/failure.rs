//! Why another system has not answered. For the operator's log: the host is named there, what was sent and what came is not.

use std::net::IpAddr;

use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Failure {
    #[error("the host is not one that --egress lists")]
    NotListed,
    #[error("plain HTTP is for hosts in --egress-inside only")]
    Plain,
    #[error("--egress-secrets has no secret of this name for this host")]
    UnknownSecret,
    #[error("what is to be sent makes no request")]
    Unsendable,
    #[error("too many questions are under way")]
    TooMany,
    #[error("the name has no address")]
    NoAddress,
    #[error("the name leads to {0}, which is neither out on the internet nor in --egress-inside")]
    Forbidden(IpAddr),
    #[error("nothing listens there")]
    Unreachable,
    #[error("its certificate is not one that is trusted for this name")]
    Untrusted,
    #[error("it did not answer in time")]
    TimedOut,
    #[error("it did not answer with HTTP")]
    NoHttp,
    #[error("it answered {0}")]
    Status(u16),
    #[error("its answer is too long")]
    TooLong,
}
