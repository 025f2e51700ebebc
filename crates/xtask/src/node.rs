//! Node and npm: are they there, are the packages of a folder installed, which scripts has it.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace;

const OLDEST_NODE: u32 = 20;

/// One folder with a package.json and a lock of its own.
pub(crate) struct Packages {
    folder: PathBuf,
    stamp: PathBuf,
}

impl Packages {
    /// The folder `name` of a tree.
    pub(crate) fn below(root: &Path, name: &str) -> Result<Self> {
        let folder = root.join(name);
        ensure!(folder.join("package.json").is_file(), "{name}/package.json is missing");
        // Clones may share a target folder: each has a stamp of its own.
        let mut hash = DefaultHasher::new();
        folder.hash(&mut hash);
        let name = format!("npm-{:016x}.lock", hash.finish());
        Ok(Self { folder, stamp: workspace::target_folder().join("xtask").join(name) })
    }

    /// `npm ci`, unless this very lock is installed already.
    pub(crate) fn install(&self) -> Result<Option<Command>> {
        let lock = self.lock()?;
        let fresh = self.folder.join("node_modules").is_dir()
            && fs::read(&self.stamp).is_ok_and(|stamp| stamp == lock);
        Ok((!fresh).then(|| {
            // No package of ours needs its install script, and a stolen one would run there.
            self.npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        }))
    }

    pub(crate) fn remember_installed(&self) -> Result<()> {
        let folder = self.stamp.parent().context("the stamp has a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
        fs::write(&self.stamp, self.lock()?)
            .with_context(|| format!("write {}", self.stamp.display()))
    }

    pub(crate) fn script(&self, name: &str, args: &[&str]) -> Command {
        let mut command = self.npm(&["run", name]);
        if !args.is_empty() {
            command.arg("--").args(args);
        }
        command
    }

    fn npm(&self, args: &[&str]) -> Command {
        let mut command = Command::new("npm");
        command.args(args).current_dir(&self.folder);
        command
    }

    fn lock(&self) -> Result<Vec<u8>> {
        let path = self.folder.join("package-lock.json");
        fs::read(&path).with_context(|| format!("read {}", path.display()))
    }
}

pub(crate) fn web() -> Result<Packages> {
    Packages::below(&workspace::root(), "web")
}

pub(crate) fn e2e() -> Result<Packages> {
    Packages::below(&workspace::root(), "e2e")
}

/// One clear line where Node is missing or too old.
pub(crate) fn require() -> Result<()> {
    let (Some(node), Some(_)) = (version("node"), version("npm")) else {
        bail!("Node.js {OLDEST_NODE} or newer and npm are needed to build the web: install them");
    };
    match major(&node) {
        Some(number) if number >= OLDEST_NODE => Ok(()),
        _ => bail!("Node.js {OLDEST_NODE} or newer is needed to build the web, found {node}"),
    }
}

fn version(program: &str) -> Option<String> {
    let done = Command::new(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    done.status.success().then(|| String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("18.1.0"), Some(18));
        assert_eq!(major("what"), None);
    }
}
