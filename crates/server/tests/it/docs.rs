//! What operators read is what the binary takes: every flag stands in `docs/operating.md`, and nothing else does.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const OPERATING: &str = "../../docs/operating.md";

#[test]
fn every_flag_stands_in_the_operators_page_with_its_variable_and_its_default() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(OPERATING));
    let page = page.unwrap();
    let (both, demo_only) = page.split_once("Only in `rapport demo`").unwrap();
    let (demo_only, robots) = demo_only.split_once("## Robots").unwrap();
    let serve = flags("serve");
    let demo: BTreeSet<_> = flags("demo").difference(&serve).cloned().collect();
    assert_eq!(documented(both), serve, "as `rapport serve --help` tells them");
    assert_eq!(documented(demo_only), demo, "as `rapport demo --help` tells them");
    assert_eq!(documented(robots), flags("robot"), "as `rapport robot --help` tells them");
}

/// A flag as both tell it. An absent default is `none`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Flag {
    name: String,
    variable: String,
    default: String,
}

fn flags(command: &str) -> BTreeSet<Flag> {
    let help = Command::new(env!("CARGO_BIN_EXE_rapport")).args([command, "--help"]).output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    let (_, options) = help.split_once("Options:").unwrap();
    let options = options.split("\n      --").skip(1).filter(|option| option.contains("[env: "));
    let flags: BTreeSet<_> = options.map(flag).collect();
    assert!(flags.len() > 5, "{help}");
    flags
}

fn flag(option: &str) -> Flag {
    let name = option.split([' ', '\n']).next().unwrap();
    let after = |mark: &str| {
        let value = option.split_once(mark)?.1;
        Some(value.split(['=', ']']).next().unwrap().trim().to_owned())
    };
    Flag {
        name: format!("--{name}"),
        variable: after("[env: ").unwrap(),
        default: after("[default: ").unwrap_or_else(|| "none".to_owned()),
    }
}

fn documented(page: &str) -> BTreeSet<Flag> {
    let rows = page.lines().filter(|line| line.starts_with("| `--"));
    let word = |cell: &str| cell.trim().trim_matches('`').to_owned();
    let flag = |row: &str| {
        let mut cells = row.split('|').skip(1).map(word);
        let mut cell = || cells.next().unwrap();
        Flag { name: cell(), variable: cell(), default: cell() }
    };
    rows.map(flag).collect()
}
