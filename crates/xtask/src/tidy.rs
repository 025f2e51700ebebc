//! `cargo xtask tidy`: the rules that no compiler, linter or formatter knows. A test runs them too.

mod allow;
mod finding;
mod rules;
mod source;

use std::process::ExitCode;

use anyhow::Result;

pub(crate) use self::finding::Finding;

use self::allow::Allowed;
use crate::{say, workspace};

pub(crate) fn report() -> Result<ExitCode> {
    let found = findings()?;
    print(&found);
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) fn findings() -> Result<Vec<Finding>> {
    let root = workspace::root();
    let sources = source::tree(&root)?;
    let mut found: Vec<Finding> = sources.iter().flat_map(rules::of_a_file).collect();
    found.extend(rules::of_the_tree(&sources));
    found.extend(rules::of_the_workspace(&root, &sources)?);
    Ok(Allowed::read(&root)?.settle(found))
}

pub(crate) fn print(found: &[Finding]) {
    for finding in found {
        say::line(&finding.to_string());
    }
    say::line(&format!("tidy: {} findings", found.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let found = findings().unwrap();
        let list: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert!(found.is_empty(), "\n{}", list.join("\n"));
    }
}
