//! The stages in the order that fails soonest. One file a stage; a stage that misses what it tests or
//! a service fails, it never skips.

pub(super) mod browser;
mod clippy;
mod debian;
mod doc;
mod fmt;
pub(super) mod live;
mod npm;
mod openapi;
mod pjsua;
mod python;
mod rust;
mod simulator;
mod smtpd;
mod tidy;
mod web_build;
mod web_check;
mod web_size;
mod web_test;

use anyhow::Result;

use super::session::Session;
use super::wish::Wish;

pub(super) struct Stage {
    pub(super) name: &'static str,
    kind: Kind,
    pub(super) work: fn(&mut Session) -> Result<()>,
}

/// What a stage is for; `--only ID` leaves the checks out, they know no ids.
#[derive(PartialEq)]
enum Kind {
    Prepares,
    Checks,
    Proves,
}

pub(super) const ALL: [Stage; 17] = [
    Stage { name: "install", kind: Kind::Prepares, work: debian::install },
    Stage { name: "smtpd", kind: Kind::Prepares, work: smtpd::install },
    Stage { name: "pjsua", kind: Kind::Prepares, work: pjsua::install },
    Stage { name: "fmt", kind: Kind::Checks, work: fmt::check },
    Stage { name: "tidy", kind: Kind::Checks, work: tidy::check },
    Stage { name: "clippy", kind: Kind::Checks, work: clippy::check },
    Stage { name: "doc", kind: Kind::Checks, work: doc::check },
    Stage { name: "rust", kind: Kind::Proves, work: rust::prove },
    Stage { name: "simulator", kind: Kind::Proves, work: simulator::prove },
    Stage { name: "npm", kind: Kind::Prepares, work: npm::install },
    Stage { name: "openapi", kind: Kind::Checks, work: openapi::check },
    Stage { name: "web check", kind: Kind::Checks, work: web_check::check },
    Stage { name: "web test", kind: Kind::Proves, work: web_test::prove },
    Stage { name: "web build", kind: Kind::Prepares, work: web_build::build },
    Stage { name: "web size", kind: Kind::Checks, work: web_size::check },
    Stage { name: "live", kind: Kind::Proves, work: live::prove },
    Stage { name: "browser", kind: Kind::Proves, work: browser::prove },
];

impl Stage {
    pub(super) fn belongs_to(&self, wish: &Wish) -> bool {
        wish.only.is_none() || self.kind != Kind::Checks
    }

    pub(super) fn proves(&self) -> bool {
        self.kind == Kind::Proves
    }
}

#[cfg(test)]
impl Stage {
    pub(super) fn proving(work: fn(&mut Session) -> Result<()>) -> Self {
        Self { name: "sample", kind: Kind::Proves, work }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn names(only: Option<&str>) -> Vec<&'static str> {
        let wish = Wish { only: only.map(str::to_owned), limit: Duration::ZERO };
        ALL.iter().filter(|stage| stage.belongs_to(&wish)).map(|stage| stage.name).collect()
    }

    #[test]
    fn all_of_them_without_a_wish() {
        assert_eq!(names(None).len(), ALL.len());
    }

    #[test]
    fn only_an_id_needs_no_checks() {
        let kept = [
            "install",
            "smtpd",
            "pjsua",
            "rust",
            "simulator",
            "npm",
            "web test",
            "web build",
            "live",
            "browser",
        ];
        assert_eq!(names(Some("vc07")), kept);
    }
}
