//! Rule bans: no crate that `deny.toml` denies stands in the lock file, on any platform.

use toml::Table;

use super::super::finding::Finding;

const RULE: &str = "bans";

pub(super) fn check(lock: &Table, deny: &Table) -> Vec<Finding> {
    let mut found = Vec::new();
    for ban in super::list(deny, "bans", "deny") {
        let (name, reason) = match ban {
            toml::Value::Table(ban) => (denied_name(ban), super::text(ban, "reason")),
            other => (other.as_str().unwrap_or_default(), ""),
        };
        // `name@version` bans a version; we ban the crate, which is simpler and no weaker.
        let name = name.split('@').next().unwrap_or_default();
        if super::locked(lock).any(|package| super::text(package, "name") == name) {
            found.push(Finding::new(RULE, name, format!("is denied: {reason}")));
        }
    }
    found
}

/// `crate` is the present key, `name` the one it had before.
fn denied_name(ban: &Table) -> &str {
    match super::text(ban, "crate") {
        "" => super::text(ban, "name"),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(lock: &str) -> usize {
        let deny =
            "[bans]\ndeny = [{ crate = \"openssl-sys\", reason = \"rustls only\" }, \"nope@1\"]";
        check(&lock.parse().unwrap(), &deny.parse().unwrap()).len()
    }

    #[test]
    fn a_denied_crate_is_found() {
        assert_eq!(findings("[[package]]\nname = \"openssl-sys\"\nversion = \"0.9.1\""), 1);
        assert_eq!(findings("[[package]]\nname = \"nope\"\nversion = \"2.0.0\""), 1);
    }

    #[test]
    fn other_crates_pass() {
        assert_eq!(findings("[[package]]\nname = \"openssl-probe\"\nversion = \"0.1.6\""), 0);
    }
}
