//! Rule mod-files: `offer.rs` beside `offer/`, so that a tab in the editor has a name.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "mod-files";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.name() != "mod.rs" {
        return vec![];
    }
    vec![Finding::new(RULE, &source.path, "name it after its folder, one level up")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mod_file_is_found() {
        assert_eq!(check(&Source::sample("crates/acd/src/offer/mod.rs", "//! X.\n")).len(), 1);
        assert_eq!(check(&Source::sample("crates/acd/src/offer.rs", "//! X.\n")), []);
    }
}
