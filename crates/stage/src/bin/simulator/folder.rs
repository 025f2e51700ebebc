//! Where a day keeps its database.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// In memory where the system has such a place: the disk under it is not what is tested.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn make(seed: u64) -> Result<Self> {
        let memory = PathBuf::from("/dev/shm");
        let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let name = format!("rapport-day-{}-{seed}", std::process::id());
        let folder = base.join(name);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}
