//! A play that failed beside others is played once more with the machine to itself. That it needed this is printed, and
//! is a defect to mend; a play that fails alone as well has failed.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};

use libtest_mimic::Failed;

/// More plays than that do not fail by bad luck with the machine.
const AT_MOST: usize = 3;

/// Shared by those who play beside one another, whole for the one who plays alone.
static HALL: RwLock<()> = RwLock::new(());
static HEARD: AtomicUsize = AtomicUsize::new(0);
static HEARD_AGAIN: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn of(play: impl Fn() -> Result<(), Failed>) -> Result<(), Failed> {
    let beside_others = {
        let _seat = HALL.read().unwrap_or_else(PoisonError::into_inner);
        HEARD.fetch_add(1, Ordering::Relaxed);
        play()
    };
    let Err(first) = beside_others else { return Ok(()) };
    let was_alone = HEARD.load(Ordering::Relaxed) == 1;
    if was_alone || HEARD_AGAIN.fetch_add(1, Ordering::Relaxed) >= AT_MOST {
        return Err(first);
    }
    let _hall = HALL.write().unwrap_or_else(PoisonError::into_inner);
    let why = first.message().unwrap_or("no word why");
    let _unheard = writeln!(std::io::stderr(), "Once more, alone, because it failed:\n{why}");
    play()
}
