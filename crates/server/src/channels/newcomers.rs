//! Customers who are drawn and not yet on disk: two who meet the same new number at once mean the same customer.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use acd::CustomerId;

/// Of one application, by number. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Newcomers(Arc<Mutex<BTreeMap<String, Weak<CustomerId>>>>);

impl Newcomers {
    /// Whose number it is if nobody on disk has it, so this comes before the look there. The first to ask decides; that holds until
    /// the last one has let go of it: by then there is a row, or nobody who wants one.
    pub(crate) fn meet(&self, number: &str, drawn: CustomerId) -> Arc<CustomerId> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(number).and_then(Weak::upgrade) {
            return known;
        }
        all.retain(|_, held| held.strong_count() > 0);
        let drawn = Arc::new(drawn);
        all.insert(number.to_owned(), Arc::downgrade(&drawn));
        drawn
    }
}

impl fmt::Debug for Newcomers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Newcomers").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn vc06_a_new_number_is_one_customer_for_all_who_call_it_at_once_and_for_nobody_later() {
        let newcomers = Newcomers::default();
        let [one, two, three] = [1, 2, 3].map(|id| CustomerId(Uuid::from_u128(id)));
        let first = newcomers.meet("+4930111220", one);
        let second = newcomers.meet("+4930111220", two);
        let other = newcomers.meet("+4930111221", two);
        assert_eq!((*first, *second, *other), (one, one, two));
        drop(first);
        assert_eq!(*newcomers.meet("+4930111220", three), one, "the second has it still");
        drop(second);
        assert_eq!(*newcomers.meet("+4930111220", three), three);
        assert!(!format!("{newcomers:?}").contains("4930"), "a number is somebody's");
    }
}
