//! What the build needs besides Rust: libopus comes as source and is built with cmake and a C compiler.

use std::env;

use anyhow::{Result, bail};

/// A program, and the Debian packages that bring it.
pub(crate) const PROGRAMS: [(&str, &[&str]); 3] =
    [("cc", &["gcc", "libc6-dev"]), ("make", &["make"]), ("cmake", &["cmake"])];

/// Names in one line what is missing.
pub(crate) fn require() -> Result<()> {
    let missing = PROGRAMS.iter().filter(|(program, _)| !is_on_path(program));
    let packages: Vec<_> = missing.flat_map(|(_, packages)| *packages).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    bail!("install these Debian packages, then start again: {}", packages.join(" "))
}

pub(crate) fn is_on_path(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
