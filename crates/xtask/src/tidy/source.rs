//! One file of the tree: its path from the root and its text.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::workspace;

#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: String,
    /// Empty for what is no text: sounds, images, captures.
    pub(super) text: String,
}

/// What a person writes here line by line.
const WRITTEN: [&str; 13] =
    ["rs", "ts", "tsx", "mts", "js", "mjs", "css", "sql", "scn", "html", "sh", "toml", "md"];

impl Source {
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name up to its first dot.
    pub(super) fn stem(&self) -> &str {
        self.name().split('.').next().unwrap_or_default()
    }

    pub(super) fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    pub(super) fn is_written(&self) -> bool {
        WRITTEN.contains(&self.extension()) && !self.is_generated()
    }

    pub(super) fn is_generated(&self) -> bool {
        self.name().contains(".gen.")
    }

    /// Lock files are written by tools, hosts and all.
    pub(super) fn is_lock(&self) -> bool {
        matches!(self.name(), "Cargo.lock" | "package-lock.json")
    }

    /// The lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Every file of the tree.
pub(super) fn tree(root: &Path) -> Result<Vec<Source>> {
    let files = workspace::files(root)?;
    Ok(files.iter().filter_map(|path| read(root, path)).collect())
}

/// Nothing where the file was deleted and git does not know yet.
fn read(root: &Path, path: &str) -> Option<Source> {
    let bytes = fs::read(root.join(path)).ok()?;
    Some(Source { path: path.to_owned(), text: String::from_utf8(bytes).unwrap_or_default() })
}

#[cfg(test)]
impl Source {
    pub(super) fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart() {
        let source = Source::sample("web/packages/api/schema.gen.ts", "");
        assert_eq!(source.name(), "schema.gen.ts");
        assert_eq!(source.stem(), "schema");
        assert_eq!(source.extension(), "ts");
        assert!(source.is_generated());
    }

    #[test]
    fn the_tree_holds_this_very_file() {
        let sources = tree(&workspace::root()).unwrap();
        assert!(sources.iter().any(|source| source.path.ends_with("xtask/src/tidy/source.rs")));
        assert!(!sources.iter().any(|source| source.path.starts_with("target/")));
    }
}
