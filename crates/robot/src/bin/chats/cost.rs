//! The processor time that a process and its children have taken so far (proc(5)).

use std::fs;
use std::time::Duration;

use anyhow::Context;

/// Of each of `roots` and whatever they have started and still runs.
pub(crate) fn cpu(roots: &[u32]) -> anyhow::Result<Duration> {
    let mut ticks = 0;
    for entry in fs::read_dir("/proc").context("read /proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process may have gone since it was listed.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let process = Process::read(&stat).with_context(|| format!("read {stat}"))?;
        if roots.contains(&pid) || roots.contains(&process.parent) {
            ticks += process.ticks;
        }
    }
    Ok(Duration::from_millis(ticks * 1_000 / TICKS))
}

/// What Linux gives in proc(5), whatever the kernel's own clock is.
const TICKS: u64 = 100;

struct Process {
    parent: u32,
    ticks: u64,
}

impl Process {
    /// Fields 4, 14 and 15; they are counted after the name, which may hold spaces and brackets.
    fn read(stat: &str) -> Option<Self> {
        let (_, fields) = stat.rsplit_once(") ")?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        Some(Self { parent: u32::try_from(field(4)?).ok()?, ticks: field(14)? + field(15)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_counted_after_the_name() {
        let stat = "42 (a) b) (c) S 7 42 42 0 -1 0 1 2 3 4 150 25 9 9 20 0 1 0 5";
        let process = Process::read(stat).unwrap();
        assert_eq!((process.parent, process.ticks), (7, 175));
    }
}
