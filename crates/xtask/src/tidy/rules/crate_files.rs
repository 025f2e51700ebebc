//! Rule crate-files: every crate has the house's lints, and the pure crates have the same walls.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "crate-files";
/// The one that the others are compared with, and the others.
const MODEL: &str = "crates/acd/clippy.toml";
const PURE: [&str; 5] = ["flow", "media", "sip", "voice", "wire"];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources {
        let manifest = source.path.starts_with("crates/") && source.name() == "Cargo.toml";
        if manifest && !source.text.contains("[lints]\nworkspace = true") {
            found.push(Finding::new(RULE, &source.path, "says no `[lints] workspace = true`"));
        }
    }
    let text = |path: &str| {
        let source = sources.iter().find(|source| source.path == path);
        source.map_or("", |source| source.text.as_str())
    };
    for name in PURE {
        let path = format!("crates/{name}/clippy.toml");
        if text(&path) != text(MODEL) {
            found.push(Finding::new(RULE, &path, format!("is not as {MODEL}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(manifest: &str, sip: &str) -> usize {
        let mut sources: Vec<Source> = ["acd", "flow", "media", "voice", "wire"]
            .map(|name| Source::sample(&format!("crates/{name}/clippy.toml"), "walls"))
            .into();
        sources.push(Source::sample("crates/sip/clippy.toml", sip));
        sources.push(Source::sample("crates/sip/Cargo.toml", manifest));
        check(&sources).len()
    }

    #[test]
    fn a_crate_without_lints_or_with_other_walls_is_found() {
        assert_eq!(house("[lints]\nworkspace = true\n", "walls"), 0);
        assert_eq!(house("[dependencies]\n", "walls"), 1);
        assert_eq!(house("[lints]\nworkspace = true\n", "a gap"), 1);
    }
}
