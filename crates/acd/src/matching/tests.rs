//! The cost of a match, in looks at the indexes.

use std::cell::Cell;

thread_local! {
    pub(super) static VISITS: Cell<usize> = const { Cell::new(0) };
}
