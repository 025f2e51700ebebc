//! The rules, one file each. A rule is a function from what it reads to what it found.

mod bans;
mod books;
mod broken_rules;
mod crate_files;
mod dead_code;
mod first_line;
mod layers;
mod leftovers;
mod length;
mod licences;
mod mod_files;
mod names;
mod places;
mod plays;
mod purity;
mod sources;
mod spdx;
mod titles;
mod unused;
mod walls;
mod wildcards;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::Table;

use super::finding::Finding;
use super::source::Source;
use crate::workspace;

const FILE_RULES: [fn(&Source) -> Vec<Finding>; 11] = [
    length::check,
    first_line::check,
    leftovers::check,
    dead_code::check,
    names::check,
    mod_files::check,
    titles::check,
    plays::check,
    places::check,
    walls::check,
    books::check,
];

pub(super) fn of_a_file(source: &Source) -> Vec<Finding> {
    FILE_RULES.iter().flat_map(|check| check(source)).collect()
}

/// What holds between files.
pub(super) fn of_the_tree(sources: &[Source]) -> Vec<Finding> {
    let mut found = broken_rules::check(sources);
    found.extend(crate_files::check(sources));
    found
}

/// Purity and supply chain: read from cargo's metadata, `Cargo.lock` and `deny.toml`.
pub(super) fn of_the_workspace(root: &Path, sources: &[Source]) -> Result<Vec<Finding>> {
    // Licences of the platform we build for; the lock file, below, knows all platforms.
    let metadata = workspace::metadata(&["--all-features", "--filter-platform", &host()?])?;
    let lock = read(root, "Cargo.lock")?;
    let deny = read(root, "deny.toml")?;
    let mut found = purity::check(&metadata);
    found.extend(layers::check(&metadata));
    found.extend(unused::check(&metadata, sources));
    found.extend(wildcards::check(&metadata));
    found.extend(licences::check(&metadata, &deny));
    found.extend(bans::check(&lock, &deny));
    found.extend(sources::check(&lock));
    Ok(found)
}

fn read(root: &Path, name: &str) -> Result<Table> {
    let text = fs::read_to_string(root.join(name)).with_context(|| format!("read {name}"))?;
    text.parse().with_context(|| format!("parse {name}"))
}

fn host() -> Result<String> {
    let told = workspace::output(workspace::rustc().arg("-vV"))?;
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).context("rustc -vV names no host")
}

/// The packages that `Cargo.lock` lists.
fn locked(lock: &Table) -> impl Iterator<Item = &Table> {
    lock.get("package")
        .and_then(|list| list.as_array())
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_table())
}

/// The text under `key`, empty where there is none.
fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(|value| value.as_str()).unwrap_or_default()
}

/// The list at `section.key`.
fn list<'a>(table: &'a Table, section: &str, key: &str) -> &'a [toml::Value] {
    let found = table.get(section).and_then(|section| section.get(key));
    found.and_then(|list| list.as_array()).map_or(&[], Vec::as_slice)
}
