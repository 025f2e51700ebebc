//! The copy of the tree in which rules are broken. It stays where it is, so that cargo compiles only what is new.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::table::BrokenRule;
use crate::workspace;

pub(super) struct Copy {
    root: PathBuf,
}

/// A rule of the copy while it is broken; whole again when this is dropped.
pub(super) struct Broken {
    whole: Vec<(PathBuf, String)>,
}

impl Copy {
    /// As the tree is now. What is the same already keeps its time, and its compilation with it.
    pub(super) fn fresh() -> Result<Self> {
        let copy = Self { root: workspace::target_folder().join("broken-rules/tree") };
        let from = workspace::root();
        let files: BTreeSet<PathBuf> =
            workspace::files(&from)?.into_iter().map(PathBuf::from).collect();
        for file in &files {
            let Ok(bytes) = fs::read(from.join(file)) else { continue };
            put(&copy.root.join(file), &bytes)?;
        }
        copy.forget_all_but(&copy.root, &files)?;
        Ok(copy)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn broken(&self, rule: &BrokenRule) -> Result<Broken> {
        let mut broken = Broken { whole: Vec::new() };
        for change in rule.changes() {
            let path = self.root.join(&change.file);
            let text = read(&path)?;
            let found = text.matches(&change.find).count();
            ensure!(found == 1, "{}: found {found} times in {}", rule.how, change.file);
            put(&path, text.replace(&change.find, &change.put).as_bytes())?;
            broken.whole.push((path, text));
        }
        Ok(broken)
    }

    /// Removes what the tree no longer has; what tools have built stays.
    fn forget_all_but(&self, folder: &Path, files: &BTreeSet<PathBuf>) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                let built = path.ends_with("node_modules") || path.ends_with("dist");
                if !built {
                    self.forget_all_but(&path, files)?;
                    // Fails where something is left, which is how it shall be.
                    fs::remove_dir(&path).ok();
                }
            } else if path.strip_prefix(&self.root).is_ok_and(|file| !files.contains(file)) {
                fs::remove_file(&path).with_context(|| format!("remove {}", path.display()))?;
            }
        }
        Ok(())
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        for (path, text) in self.whole.iter().rev() {
            // The next run makes the copy fresh, whatever is left here.
            fs::write(path, text).ok();
        }
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("read {}", path.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    fs::write(path, bytes).with_context(|| format!("write {}", path.display()))
}
