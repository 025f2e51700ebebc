//! Rule names: a file or folder that is called after nothing holds everything.

use super::super::finding::Finding;
use super::super::source::Source;

const RULE: &str = "names";
const BANNED: [&str; 12] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "handler", "handlers",
    "service", "services", "base",
];
/// The product's own words end in `service`; these are nobody's.
const BANNED_ENDINGS: [&str; 6] = ["utils", "helper", "helpers", "manager", "handler", "handlers"];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let folders = source.path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let words = folders.split('/').chain([source.stem()]);
    let found = words.filter(|word| is_banned(word)).map(|word| {
        let text = format!("`{word}` names no thing: what is it?");
        Finding::new(RULE, &source.path, text)
    });
    found.collect()
}

fn is_banned(name: &str) -> bool {
    let name = name.to_lowercase();
    let last = name.rsplit(['_', '-']).next().unwrap_or_default();
    BANNED.contains(&name.as_str()) || BANNED_ENDINGS.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str) -> bool {
        !check(&Source::sample(path, "")).is_empty()
    }

    #[test]
    fn banned_names_are_found() {
        for path in [
            "crates/acd/src/utils.rs",
            "crates/acd/src/helpers/time.rs",
            "web/packages/ui/src/common/button.tsx",
            "crates/server/src/call_manager.rs",
            "crates/server/src/handler.rs",
            "web/apps/admin/src/group-service/../service.ts",
            "web/base.css",
            "web/src/date-utils.ts",
        ] {
            assert!(is_found(path), "{path}");
        }
    }

    #[test]
    fn nouns_pass() {
        for path in [
            "crates/acd/src/offer.rs",
            "web/apps/workspace/src/service-record.tsx",
            "crates/acd/src/self_service.rs",
            "web/tsconfig.base.json",
            "crates/store/src/database.rs",
        ] {
            assert!(!is_found(path), "{path}");
        }
    }
}
