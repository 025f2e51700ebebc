//! Rule wildcards: a dependency says which versions it was written for.

use serde_json::Value;

use super::super::finding::Finding;
use crate::workspace::array;

const RULE: &str = "wildcards";

pub(super) fn check(metadata: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in array(&metadata["packages"]).iter().filter(|one| one["source"].is_null()) {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in array(&package["dependencies"]) {
            // A path is as exact as a version can be.
            if dependency["req"] == "*" && dependency["path"].is_null() {
                let on = dependency["name"].as_str().unwrap_or_default();
                found.push(Finding::new(RULE, name, format!("takes any version of {on}")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn findings(dependency: &Value) -> usize {
        let package = json!({ "name": "acd", "source": null, "dependencies": [dependency] });
        check(&json!({ "packages": [package] })).len()
    }

    #[test]
    fn a_star_is_found_unless_it_is_a_path() {
        assert_eq!(findings(&json!({ "name": "serde", "req": "*" })), 1);
        assert_eq!(findings(&json!({ "name": "serde", "req": "^1" })), 0);
        assert_eq!(findings(&json!({ "name": "wire", "req": "*", "path": "crates/wire" })), 0);
    }
}
