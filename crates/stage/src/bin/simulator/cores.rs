//! One core for one day. A day and the thread of its database take turns and never work at once; on two cores they would
//! wake each other across them, which costs a sixth of the whole run.

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;

/// Keeps this thread, and those that it starts, on one of the cores that it may use. Where that cannot be, it runs anywhere.
pub(crate) fn keep_to(job: u64) {
    let Ok(ours) = sched_getaffinity(Pid::from_raw(0)) else { return };
    let cores: Vec<usize> =
        (0..CpuSet::count()).filter(|core| ours.is_set(*core) == Ok(true)).collect();
    let place =
        usize::try_from(job).unwrap_or_default().checked_rem(cores.len()).unwrap_or_default();
    let mut one = CpuSet::new();
    let set = cores.get(place).is_some_and(|core| one.set(*core).is_ok());
    if set {
        let _anywhere = sched_setaffinity(Pid::from_raw(0), &one);
    }
}
