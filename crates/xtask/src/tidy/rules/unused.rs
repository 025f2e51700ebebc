//! Rule unused: a crate names in its source what its manifest asks for.

use serde_json::Value;

use super::super::finding::Finding;
use super::super::source::Source;
use crate::workspace::array;

const RULE: &str = "unused";

pub(super) fn check(metadata: &Value, sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in array(&metadata["packages"]).iter().filter(|one| one["source"].is_null()) {
        let name = package["name"].as_str().unwrap_or_default();
        let folder = format!("crates/{name}/src/");
        let own = || sources.iter().filter(|source| source.path.starts_with(&folder));
        let built = array(&package["dependencies"]).iter().filter(|one| one["kind"].is_null());
        for dependency in built {
            let on = dependency["rename"].as_str().or_else(|| dependency["name"].as_str());
            let on = on.unwrap_or_default();
            let word = on.replace('-', "_");
            if !own().any(|source| names(&source.text, &word)) {
                found.push(Finding::new(RULE, name, format!("asks for {on} and never names it")));
            }
        }
    }
    found
}

/// As a word of its own, not as a part of one.
fn names(text: &str, word: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(inner) && !text[at + word.len()..].starts_with(inner))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn findings(dependency: &str, text: &str) -> usize {
        let dependencies = json!([{ "name": dependency, "kind": null }]);
        let package = json!({ "name": "acd", "source": null, "dependencies": dependencies });
        check(&json!({ "packages": [package] }), &[Source::sample("crates/acd/src/lib.rs", text)])
            .len()
    }

    #[test]
    fn what_is_never_named_is_found() {
        assert_eq!(findings("serde_json", "use serde::Serialize;\n"), 1);
        assert_eq!(findings("tower", "use tower_http::trace;\n"), 1);
    }

    #[test]
    fn what_is_named_passes() {
        assert_eq!(findings("tower-http", "use tower_http::trace;\n"), 0);
        assert_eq!(findings("serde", "#[derive(serde::Serialize)]\n"), 0);
    }
}
