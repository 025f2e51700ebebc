//! Rule places: nothing that is true on one machine only, and no host that packages come from.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "places";
/// In pieces, so that this file does not find itself.
const MACHINE_PATHS: [&str; 3] =
    [concat!("/", "work/"), concat!("/", "farm/"), concat!("/", "root/")];
const HOSTS: [&str; 6] = [
    concat!("registry.", "npmjs.org"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
    concat!("proxy.", "golang.org"),
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_lock() {
        return vec![];
    }
    let mut found = Vec::new();
    for (number, line) in source.lines() {
        if let Some(path) = MACHINE_PATHS.into_iter().find(|path| has_path(line, path)) {
            found.push(Finding::at(RULE, source, number, format!("a path of one machine: {path}")));
        }
        if let Some(host) = HOSTS.into_iter().find(|host| line.contains(host)) {
            found.push(Finding::at(
                RULE,
                source,
                number,
                format!("the host of a registry: {host}"),
            ));
        }
        if is_registry_setting(source, line) {
            found.push(Finding::at(
                RULE,
                source,
                number,
                "where packages come from is no part of it",
            ));
        }
    }
    found
}

/// Not in the middle of a longer path or address.
fn has_path(line: &str, path: &str) -> bool {
    let before = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | '~');
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(before))
}

fn is_registry_setting(source: &Source, line: &str) -> bool {
    let setting = line.trim_start();
    match source.name() {
        ".npmrc" => setting.contains("registry"),
        "config.toml" => setting.starts_with("[source") || setting.starts_with("[registr"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, line: &str) -> usize {
        check(&Source::sample(path, line)).len()
    }

    #[test]
    fn machine_paths_are_found() {
        for path in MACHINE_PATHS {
            assert_eq!(findings(".ci/run", &format!("export DIR={path}target\n")), 1, "{path}");
            assert_eq!(findings("README.md", &format!("see `{path}x`\n")), 1, "{path}");
        }
    }

    #[test]
    fn hosts_are_found_outside_lock_files() {
        for host in HOSTS {
            let line = format!("https://{host}/x\n");
            assert_eq!(findings("docs/a.md", &line), 1, "{host}");
            assert_eq!(findings("web/package-lock.json", &line), 0, "{host}");
        }
    }

    #[test]
    fn settings_are_found() {
        assert_eq!(findings("web/.npmrc", "registry=https://example.com\n"), 1);
        assert_eq!(findings(".cargo/config.toml", "[source.crates-io]\n"), 1);
        assert_eq!(findings(".cargo/config.toml", "[alias]\n"), 0);
    }

    #[test]
    fn parts_of_longer_paths_pass() {
        assert_eq!(findings("a.rs", concat!("home", "/", "work/", "x\n")), 0);
        assert_eq!(findings("a.rs", concat!("https://example.com", "/", "work/", "\n")), 0);
    }
}
