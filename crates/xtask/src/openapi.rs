//! `docs/openapi.json` and the TypeScript made from it: written anew, or compared by CI.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{node, workspace};

pub(crate) fn write() -> Result<()> {
    let text = workspace::output(Command::new(workspace::rapport()?).arg("openapi"))?;
    let path = document();
    fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
    node::require()?;
    let web = node::web()?;
    if let Some(mut install) = web.install()? {
        workspace::foreground(&mut install)?;
        web.remember_installed()?;
    }
    workspace::foreground(&mut types(&web))
}

pub(crate) fn document() -> PathBuf {
    workspace::root().join("docs/openapi.json")
}

/// The command that turns the document into types.
pub(crate) fn types(web: &node::Packages) -> Command {
    web.script("openapi", &[])
}

fn types_folder() -> PathBuf {
    workspace::root().join("web/packages/api")
}

/// The generated files as they stand, to be compared and put back.
pub(crate) struct Generated(BTreeMap<PathBuf, Vec<u8>>);

impl Generated {
    pub(crate) fn now() -> Result<Self> {
        let mut files = BTreeMap::new();
        collect(&types_folder(), &mut files)?;
        Ok(Self(files))
    }

    pub(crate) fn restore(&self) -> Result<()> {
        for (path, bytes) in &self.0 {
            fs::write(path, bytes).with_context(|| format!("put {} back", path.display()))?;
        }
        Ok(())
    }

    pub(crate) fn differs_from(&self, other: &Self) -> bool {
        self.0 != other.0
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(".gen.ts") {
            let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
            files.insert(path, bytes);
        }
    }
    Ok(())
}
