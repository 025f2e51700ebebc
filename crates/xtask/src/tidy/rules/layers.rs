//! Rule layers: a crate uses those further in, and a library from outside stays behind the crate that knows it.

use serde_json::Value;

use super::super::finding::Finding;
use crate::workspace::array;

const RULE: &str = "layers";

/// Each crate of ours, and which of ours it may use. Tests may use more.
const INWARD: [(&str, &[&str]); 12] = [
    ("flow", &[]),
    ("acd", &["flow"]),
    ("sip", &[]),
    ("media", &[]),
    ("wire", &["flow"]),
    ("voice", &["acd", "flow", "media", "sip"]),
    ("store", &["acd", "flow"]),
    ("driver", &["acd", "flow", "store", "wire"]),
    ("robot", &["media", "sip", "wire"]),
    ("stage", &["acd", "driver", "flow", "media", "robot", "store", "voice", "wire"]),
    ("server", &["acd", "driver", "flow", "media", "robot", "sip", "store", "voice", "wire"]),
    ("xtask", &[]),
];

/// Libraries that one crate hides from the others.
const BEHIND: [(&str, &str); 15] = [
    ("jiff", "flow"),
    ("sqlx", "store"),
    ("axum", "server"),
    ("tower-http", "server"),
    ("rustls-acme", "server"),
    ("lettre", "server"),
    ("argon2", "server"),
    ("image", "server"),
    ("str0m", "media"),
    ("opus", "media"),
    ("audio-codec", "media"),
    ("sipx-rtp", "media"),
    ("sipx-sip", "sip"),
    ("sipx-sdp", "sip"),
    ("libtest-mimic", "stage"),
];

pub(super) fn check(metadata: &Value) -> Vec<Finding> {
    let packages = array(&metadata["packages"]);
    let ours = || packages.iter().filter(|package| package["source"].is_null());
    let names: Vec<&str> = ours().map(name).collect();
    let mut found = Vec::new();
    for package in ours() {
        let from = name(package);
        let Some((_, inward)) = INWARD.iter().find(|(known, _)| *known == from) else {
            found.push(Finding::new(RULE, from, "is a new crate: say what it may use"));
            continue;
        };
        let built = array(&package["dependencies"]).iter().filter(|one| one["kind"].is_null());
        for on in built.map(name) {
            if names.contains(&on) && !inward.contains(&on) {
                found.push(Finding::new(RULE, from, format!("may not use {on}")));
            }
            if let Some((_, home)) = BEHIND.iter().find(|(library, _)| *library == on)
                && *home != from
            {
                found.push(Finding::new(RULE, from, format!("uses {on}, which stays in {home}")));
            }
        }
    }
    found
}

fn name(named: &Value) -> &str {
    named["name"].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn findings(from: &str, on: &str, kind: &Value) -> usize {
        let dependency = json!({ "name": on, "kind": kind });
        let packages = json!([
            { "name": from, "source": null, "dependencies": [dependency] },
            { "name": "acd", "source": null, "dependencies": [] },
            { "name": "server", "source": null, "dependencies": [] },
        ]);
        check(&json!({ "packages": packages })).len()
    }

    #[test]
    fn outward_is_found_and_inward_passes() {
        assert_eq!(findings("store", "server", &Value::Null), 1);
        assert_eq!(findings("store", "acd", &Value::Null), 0);
        assert_eq!(findings("store", "server", &json!("dev")), 0);
    }

    #[test]
    fn a_library_outside_its_crate_is_found() {
        assert_eq!(findings("driver", "sqlx", &Value::Null), 1);
        assert_eq!(findings("store", "sqlx", &Value::Null), 0);
        assert_eq!(findings("driver", "sqlx", &json!("dev")), 0);
    }

    #[test]
    fn a_crate_without_a_row_is_found() {
        assert_eq!(findings("newcomer", "serde", &Value::Null), 1);
    }
}
