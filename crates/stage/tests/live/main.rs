//! The live stage: plays whose head says `live`, each a test of its own, on the real server over real sockets. Callers
//! speak SIP and RTP, agents hold a live socket and WebRTC sound, customers a widget; what they hear is measured.
//!
//! Needs the binary `rapport`: `RAPPORT_BIN`, or the one that was built beside this test.

mod company;
mod crowd;
mod database;
mod desk;
mod evidence;
mod files;
mod handsets;
mod internal;
mod live;
mod lookup;
mod page;
mod phone;
mod scene;
mod screen;
mod second_hearing;
mod sound;
mod spoilt;
mod standing;
mod tabs;
mod writers;
mod written;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use stage::stage::perform;
use stage::{Play, StageName, permission_table, plays};

use crate::database::Kind;
use crate::live::Live;

/// Plays wait more than they work. More at once would make two cores late for the sound.
const AT_ONCE: usize = 4;

/// Rules whose proof is worth nothing without sockets and sound.
const MUST: [&str; 15] = [
    "VC01", "VC02", "VC03", "VC05", "VC07", "VC08", "ST06", "ST07", "ST08", "DK01", "DK02", "DK03",
    "DK13", "F01", "F05",
];

/// OP03: plays that are played on PostgreSQL as well. Between them they write to every table that a play can fill, and crash.
const ON_POSTGRES: [&str; 3] = [
    "voice/f01_a_crash_ends_the_call_once_and_starts_the_work.scn",
    "desk/dk13_a_crash_keeps_session_messages_and_agent.scn",
    "voice/vc03_a_missed_ring_goes_to_the_next_agent.scn",
];

const CROWDS: [(&str, Kind); 2] = [
    ("dk13_f04_what_a_crowd_writes_is_there_once_and_in_order", Kind::Sqlite),
    ("dk13_f04_what_a_crowd_writes_is_there_once_and_in_order::on_postgres", Kind::Postgres),
];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    let binary = binary();
    if !arguments.list && !binary.is_file() {
        return give_up(&format!(
            "{} is not there: cargo build --package server --bin rapport",
            binary.display()
        ));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let plays = match plays(&folder) {
        Ok(plays) => plays,
        Err(problem) => return give_up(&problem.to_string()),
    };
    let mut live: Vec<Play> =
        plays.into_iter().filter(|play| play.stages.contains(&StageName::Live)).collect();
    match permission_table::plays() {
        Ok(cells) => live.extend(cells),
        Err(problem) => return give_up(&problem.to_string()),
    }
    // The longest begin, so that none of them is waited for alone.
    live.sort_by_key(|play| std::cmp::Reverse(live::waits(play)));
    let proved: BTreeSet<String> = live.iter().map(|play| play.name.id.clone()).collect();
    let mut trials = vec![Trial::test("what_needs_sockets_and_sound_plays_live", move || {
        let missing: Vec<&str> = MUST.into_iter().filter(|id| !proved.contains(*id)).collect();
        if missing.is_empty() { Ok(()) } else { Err(format!("no live play of {missing:?}").into()) }
    })];
    let on_postgres = live.iter().filter(|play| ON_POSTGRES.contains(&play.file.as_str()));
    let on_postgres: Vec<Play> = on_postgres.cloned().collect();
    if on_postgres.len() != ON_POSTGRES.len() {
        return give_up("a play that is to be played on PostgreSQL is no live play");
    }
    let on_postgres = on_postgres.into_iter().map(|play| (play, Kind::Postgres));
    for (play, kind) in on_postgres.chain(live.into_iter().map(|play| (play, Kind::Sqlite))) {
        let name = play.file.trim_end_matches(".scn").replace('/', "::");
        let name = if kind == Kind::Postgres { format!("{name}::on_postgres") } else { name };
        let binary = binary.clone();
        trials.push(Trial::test(name, move || second_hearing::of(|| played(&play, &binary, kind))));
    }
    // The longest of all begins first.
    for (name, kind) in CROWDS {
        let binary = binary.clone();
        let crowd = move || second_hearing::of(|| crowd::played(&binary, kind));
        trials.insert(0, Trial::test(name, crowd));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn played(play: &Play, binary: &Path, kind: Kind) -> Result<(), Failed> {
    let mut stage = Live::open(play, binary, kind)?;
    perform(play, &mut stage).map_err(|problem| format!("{problem}\n{}", stage.complaints()).into())
}

fn binary() -> PathBuf {
    let beside = || {
        let test = std::env::current_exe().unwrap_or_default();
        let folder = test.parent().and_then(Path::parent).unwrap_or_else(|| Path::new("."));
        folder.join("rapport")
    };
    std::env::var_os("RAPPORT_BIN").map_or_else(beside, PathBuf::from)
}

fn give_up(why: &str) -> ExitCode {
    let _unheard = writeln!(std::io::stderr(), "{why}");
    ExitCode::FAILURE
}
