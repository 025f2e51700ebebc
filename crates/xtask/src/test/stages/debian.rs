//! Stage install: what builds the C library of Opus, the strangers, the browser and the database server, from Debian.

use std::process::Command;

use anyhow::{Result, bail};

use super::super::postgres;
use super::super::session::Session;
use crate::{account, build_tools};

/// A program that the tests start, and the packages that bring it.
const PROGRAMS: [(&str, &[&str]); 8] = [
    ("sipp", &["sip-tester"]),
    ("curl", &["curl"]),
    ("pebble", &["pebble"]),
    ("baresip", &["baresip", "baresip-core"]),
    // A browser without a font measures no text; the one of its recommendations that we want.
    ("chromium", &["chromium", "fonts-liberation"]),
    ("python3", &["python3", "python3-venv"]),
    // A stranger to our recordings.
    ("ffprobe", &["ffmpeg"]),
    (POSTGRES, &["postgresql"]),
];

/// Debian keeps its programs off the path.
const POSTGRES: &str = "postgres";

pub(super) fn install(session: &mut Session) -> Result<()> {
    let missing = packages_without(is_there);
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !account::is_root()? || !build_tools::is_on_path("apt-get") {
        bail!("install these Debian packages, then start again: {list}");
    }
    session.run(&mut apt(&["update"]))?;
    session.run(apt(&["install", "--yes", "--no-install-recommends"]).args(&missing))?;
    let still = packages_without(is_there);
    if !still.is_empty() {
        bail!("apt-get brought no program of: {}", still.join(" "));
    }
    Ok(())
}

fn packages_without(there: impl Fn(&str) -> bool) -> Vec<&'static str> {
    build_tools::PROGRAMS
        .iter()
        .chain(&PROGRAMS)
        .filter(|(program, _)| !there(program))
        .flat_map(|(_, names)| *names)
        .copied()
        .collect()
}

fn apt(args: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_there(program: &str) -> bool {
    build_tools::is_on_path(program) || program == POSTGRES && postgres::programs().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_missing_are_named_by_package() {
        assert_eq!(packages_without(|_| true), [""; 0]);
        assert_eq!(packages_without(|program| program != "sipp"), ["sip-tester"]);
        assert_eq!(packages_without(|program| program != "cmake"), ["cmake"]);
        assert_eq!(packages_without(|program| program != "baresip"), ["baresip", "baresip-core"]);
    }
}
