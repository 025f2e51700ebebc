//! F13: how full the disk of the recordings is, told before it is full.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use nix::sys::statvfs::statvfs;

const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Percent of the disk that are worth an alarm, and those that are worth a louder one.
const NEARLY_FULL: u64 = 90;
const ALMOST_FULL: u64 = 95;

#[derive(Debug)]
pub(super) struct DiskWatch {
    folder: PathBuf,
    looked: Option<Instant>,
    told: Alarm,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Alarm {
    #[default]
    None,
    NearlyFull,
    AlmostFull,
}

impl DiskWatch {
    pub(super) const fn of(folder: PathBuf) -> Self {
        Self { folder, looked: None, told: Alarm::None }
    }

    /// Every so often; tells what has become worse.
    pub(super) fn look(&mut self, now: Instant) {
        if self.looked.is_some_and(|at| now < at + LOOK_EVERY) {
            return;
        }
        self.looked = Some(now);
        // A disk that cannot be asked will tell by itself, at the next write.
        let Ok(disk) = statvfs(&self.folder) else { return };
        let (blocks, free) = (disk.blocks(), disk.blocks_available());
        let percent = percent_used(blocks, free);
        metrics::gauge!("rapport_recordings_disk_used_percent").set(f64::from(percent));
        let alarm = alarm(u64::from(percent));
        if alarm > self.told {
            tracing::error!(
                folder = %self.folder.display(),
                "the disk of the recordings is {percent} % full: when it is full, calls go on without a recording"
            );
        }
        self.told = alarm;
    }
}

const fn alarm(percent: u64) -> Alarm {
    match percent {
        ALMOST_FULL.. => Alarm::AlmostFull,
        NEARLY_FULL.. => Alarm::NearlyFull,
        _ => Alarm::None,
    }
}

fn percent_used(blocks: u64, free: u64) -> u8 {
    let used = blocks.saturating_sub(free).saturating_mul(100);
    u8::try_from(used.checked_div(blocks).unwrap_or(0)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f13_the_alarm_comes_before_the_disk_is_full() {
        let at = |free| alarm(u64::from(percent_used(1_000, free)));
        assert_eq!([at(500), at(101)], [Alarm::None; 2]);
        assert_eq!([at(100), at(51)], [Alarm::NearlyFull; 2]);
        assert_eq!([at(50), at(0)], [Alarm::AlmostFull; 2]);
        assert_eq!(percent_used(0, 0), 0, "a disk that says nothing");
    }
}
