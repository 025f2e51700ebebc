//! Rules of words: what a part of the tree never says, outside its tests. Exceptions stand in `tidy.allow`.

use super::super::finding::Finding;
use super::super::source::Source;

struct Wall {
    rule: &'static str,
    /// Paths begin with one of these.
    under: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

/// What runs at a company; the robots are for tests.
const SERVER: &[&str] = &["crates/driver/src/", "crates/server/src/", "crates/store/src/"];
const WEB: &[&str] = &["web/apps/", "web/packages/"];
const PURE: &[&str] = &[
    "crates/acd/src/",
    "crates/flow/src/",
    "crates/media/src/",
    "crates/sip/src/",
    "crates/voice/src/",
    "crates/wire/src/",
];

const WALLS: [Wall; 9] = [
    Wall {
        rule: "locks",
        under: SERVER,
        words: &["Mutex", "RwLock"],
        why: "one owner, no lock round what the product is about",
    },
    Wall {
        rule: "timers",
        under: SERVER,
        words: &["time::interval", "time::sleep(", "recv_timeout("],
        why: "nothing polls: wait for the thing, or for its deadline",
    },
    Wall {
        rule: "timers",
        under: WEB,
        words: &["setInterval("],
        why: "nothing polls: draw on a change",
    },
    Wall {
        rule: "unbounded",
        under: SERVER,
        words: &["unbounded_channel(", "mpsc::channel()"],
        why: "what waits has a limit with a name",
    },
    Wall {
        rule: "media-thread",
        under: &["crates/server/src/media/"],
        words: &[
            "Mutex",
            "RwLock",
            ".lock(",
            "std::fs",
            "store::",
            "counter!",
            "gauge!",
            "histogram!",
            "tokio::time",
            "tokio::spawn",
        ],
        why: "no lock, disk, database or registry on the media path",
    },
    Wall {
        rule: "vital-parts",
        under: &["crates/server/src/boot.rs", "crates/server/src/channels/switchboard.rs"],
        words: &["tokio::spawn("],
        why: "what lives as long as the server is a part of it, and missed when it ends",
    },
    Wall {
        rule: "input-output",
        under: PURE,
        words: &["std::fs", "std::process"],
        why: "no I/O in a pure crate",
    },
    Wall {
        rule: "foreign-types",
        under: &["crates/sip/src/"],
        words: &["pub fn sipx_", "pub use sipx_", "pub mod sipx_"],
        why: "the parser's types end at the crate's border",
    },
    Wall {
        rule: "foreign-types",
        under: &["crates/media/src/"],
        words: &["pub use str0m", "pub use opus", "pub use audio_codec", "pub use sipx_rtp"],
        why: "the libraries' types end at the crate's border",
    },
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !source.is_written() || is_test(source) {
        return vec![];
    }
    let walls =
        || WALLS.iter().filter(|wall| wall.under.iter().any(|root| source.path.starts_with(root)));
    let mut found = Vec::new();
    for (number, line) in source.lines() {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        for wall in walls() {
            if let Some(word) = wall.words.iter().find(|word| line.contains(**word)) {
                found.push(Finding::at(
                    wall.rule,
                    source,
                    number,
                    format!("`{word}`: {}", wall.why),
                ));
            }
        }
    }
    found
}

fn is_test(source: &Source) -> bool {
    let folder = ["/tests/", "/test/"].iter().any(|part| source.path.contains(part));
    folder || source.name() == "tests.rs" || source.name().contains(".test.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::sample(path, text)).iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_word_behind_its_wall_is_found() {
        assert_eq!(findings("crates/driver/src/task.rs", "use std::sync::Mutex;\n"), ["locks"]);
        assert_eq!(
            findings("crates/server/src/a.rs", "tokio::time::sleep(x).await;\n"),
            ["timers"]
        );
        assert_eq!(findings("web/apps/widget/a.ts", "setInterval(f, 5);\n"), ["timers"]);
        assert_eq!(
            findings("crates/server/src/a.rs", "mpsc::unbounded_channel();\n"),
            ["unbounded"]
        );
        assert_eq!(
            findings("crates/server/src/media/a.rs", "counter!(\"x\");\n"),
            ["media-thread"]
        );
        assert_eq!(findings("crates/server/src/boot.rs", "tokio::spawn(f);\n"), ["vital-parts"]);
        assert_eq!(findings("crates/acd/src/a.rs", "use std::fs;\n"), ["input-output"]);
        assert_eq!(
            findings("crates/sip/src/a.rs", "pub use sipx_sip::Message;\n"),
            ["foreign-types"]
        );
    }

    #[test]
    fn tests_comments_and_other_places_pass() {
        assert!(findings("crates/driver/src/task/tests.rs", "Mutex\n").is_empty());
        assert!(
            findings("crates/driver/src/task.rs", "// a Mutex\n#[cfg(test)]\nmod t { Mutex }\n")
                .is_empty()
        );
        assert!(findings("crates/xtask/src/child.rs", "mpsc::channel()\n").is_empty());
    }
}
