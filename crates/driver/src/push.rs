//! From committed events to the live pictures of browsers: who sees what, in which order, without gaps.

pub(crate) mod feed;
pub(crate) mod hub;
pub(crate) mod onlookers;
pub(crate) mod pushed;
pub(crate) mod view;

use acd::{CustomerId, MemberId};

/// Whose picture a change belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Audience {
    Member(MemberId),
    Customer(CustomerId),
}
