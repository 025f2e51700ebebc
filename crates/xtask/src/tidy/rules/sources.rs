//! Rule sources: every crate is our own or comes from the registry, none from git or elsewhere.

use toml::Table;

use super::super::finding::Finding;

const RULE: &str = "sources";
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(lock: &Table) -> Vec<Finding> {
    let foreign = super::locked(lock).filter(|package| {
        let source = super::text(package, "source");
        // A crate of the workspace has no source.
        !source.is_empty() && source != REGISTRY
    });
    let found = foreign.map(|package| {
        let text = format!("comes from {}", super::text(package, "source"));
        Finding::new(RULE, super::text(package, "name"), text)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(source: &str) -> usize {
        let lock = format!("[[package]]\nname = \"x\"\nversion = \"1.0.0\"\n{source}");
        check(&lock.parse().unwrap()).len()
    }

    #[test]
    fn git_and_other_registries_are_found() {
        assert_eq!(findings("source = \"git+https://example.com/x.git#abc\""), 1);
        assert_eq!(findings("source = \"registry+https://example.com/index\""), 1);
    }

    #[test]
    fn the_registry_and_our_own_pass() {
        assert_eq!(findings(&format!("source = \"{REGISTRY}\"")), 0);
        assert_eq!(findings(""), 0);
    }
}
