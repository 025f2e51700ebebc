//! The driver survives a panic in the core; a day does not. What panicked on this thread is remembered here.

use std::cell::RefCell;
use std::sync::Once;

thread_local! {
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on panics are remembered, on each thread its own, and printed by nobody.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            SAID.with_borrow_mut(|said| {
                said.get_or_insert_with(|| panic.to_string());
            });
        }));
    });
}

/// What panicked here since this was asked last.
pub(super) fn take() -> Option<String> {
    SAID.with_borrow_mut(Option::take)
}

/// Whether something has.
pub(super) fn any() -> bool {
    SAID.with_borrow(Option::is_some)
}
