//! What the disk below both databases takes to be sure.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

const TIMES: usize = 50;

/// The median of an append of 4 KiB and its fdatasync, in the folder for temporary files, where both databases are.
pub(crate) fn sync_time() -> anyhow::Result<Duration> {
    let path = std::env::temp_dir().join(format!("rapport-sync-{}", std::process::id()));
    let mut file = File::create(&path)?;
    let mut took = Vec::new();
    for _ in 0..TIMES {
        file.write_all(&[7; 4096])?;
        let began = Instant::now();
        file.sync_data()?;
        took.push(began.elapsed());
    }
    std::fs::remove_file(&path)?;
    took.sort_unstable();
    Ok(took.get(TIMES / 2).copied().unwrap_or_default())
}
