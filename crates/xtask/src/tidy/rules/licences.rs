//! Rule licences: every crate that we build is under a licence that `deny.toml` allows.

use serde_json::Value;
use toml::Table;

use super::super::finding::Finding;
use super::spdx;
use crate::workspace::array;

const RULE: &str = "licences";

pub(super) fn check(metadata: &Value, deny: &Table) -> Vec<Finding> {
    let allowed: Vec<&str> =
        super::list(deny, "licenses", "allow").iter().filter_map(|one| one.as_str()).collect();
    array(&metadata["packages"]).iter().filter_map(|package| judge(package, &allowed)).collect()
}

fn judge(package: &Value, allowed: &[&str]) -> Option<Finding> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some(licence) = package["license"].as_str() else {
        return Some(Finding::new(RULE, name, "names no licence"));
    };
    match spdx::is_allowed(licence, allowed) {
        Some(true) => None,
        Some(false) => Some(Finding::new(RULE, name, format!("{licence} is not allowed"))),
        None => Some(Finding::new(RULE, name, format!("{licence} is no licence expression"))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn findings(licence: &Value) -> usize {
        let deny: Table = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]".parse().unwrap();
        let package = json!({ "name": "leftpad", "license": licence });
        check(&json!({ "packages": [package] }), &deny).len()
    }

    #[test]
    fn a_foreign_licence_is_found() {
        assert_eq!(findings(&json!("GPL-3.0-only")), 1);
        assert_eq!(findings(&json!("MIT AND GPL-3.0-only")), 1);
        assert_eq!(findings(&json!("MIT AND (")), 1);
        assert_eq!(findings(&Value::Null), 1);
    }

    #[test]
    fn an_allowed_licence_passes() {
        assert_eq!(findings(&json!("MIT OR GPL-3.0-only")), 0);
        assert_eq!(findings(&json!("MIT/Apache-2.0")), 0);
    }
}
