//! Rule purity: the pure crates depend on no runtime, so they cannot wait, sleep or listen.

use serde_json::Value;

use super::super::finding::Finding;
use crate::workspace::array;

const RULE: &str = "purity";
const PURE: [&str; 6] = ["acd", "flow", "media", "sip", "voice", "wire"];
const RUNTIMES: [&str; 4] = ["tokio", "async-std", "smol", "mio"];

pub(super) fn check(metadata: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in array(&metadata["packages"]) {
        let name = package["name"].as_str().unwrap_or_default();
        // Only our own crates have no source.
        if !package["source"].is_null() || !PURE.contains(&name) {
            continue;
        }
        for dependency in array(&package["dependencies"]) {
            let on = dependency["name"].as_str().unwrap_or_default();
            if is_runtime(on) {
                found.push(Finding::new(RULE, name, format!("is pure and depends on {on}")));
            }
        }
    }
    found
}

fn is_runtime(name: &str) -> bool {
    RUNTIMES.contains(&name) || name.starts_with("tokio-")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn findings(package: &str, dependency: &str) -> usize {
        let dependencies = json!([{ "name": dependency, "kind": "dev" }]);
        let package = json!({ "name": package, "source": null, "dependencies": dependencies });
        check(&json!({ "packages": [package] })).len()
    }

    #[test]
    fn a_runtime_in_a_pure_crate_is_found() {
        for package in PURE {
            assert_eq!(findings(package, "tokio"), 1, "{package}");
        }
        assert_eq!(findings("acd", "tokio-util"), 1);
        assert_eq!(findings("sip", "mio"), 1);
    }

    #[test]
    fn other_crates_and_dependencies_pass() {
        assert_eq!(findings("server", "tokio"), 0);
        assert_eq!(findings("acd", "serde"), 0);
    }
}
