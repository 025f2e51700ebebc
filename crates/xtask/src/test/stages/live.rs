//! Stage live: the plays on the real server, over real sockets. The crowd among them can also be watched for long.

use anyhow::Result;

use super::super::postgres::{self, Postgres};
use super::super::programs;
use super::super::session::Session;
use super::super::tally::Runner;
use crate::{say, workspace};

/// How the crowd is told for how long its network is bad.
const SECONDS: &str = "RAPPORT_CUT_SECONDS";

pub(super) fn prove(session: &mut Session) -> Result<()> {
    play(session, &[])
}

pub(in crate::test) fn soak(session: &mut Session, minutes: u64) -> Result<()> {
    play(session, &[(SECONDS, (minutes * 60).to_string())])
}

fn play(session: &mut Session, more: &[(&str, String)]) -> Result<()> {
    let program = programs::rapport(session)?;
    let own = Postgres::start(session);
    if let Err(error) = &own {
        // The plays on PostgreSQL fail with a sentence of their own; the others can still be played.
        say::error(error);
    }
    let url = own.as_ref().ok().map(Postgres::url);
    let only = session.only.clone();
    // The target says `test = false`, so that only this stage runs it.
    let args = ["test", "--workspace", "--test", "live", "--no-fail-fast", "--"];
    let mut command = workspace::cargo(&args);
    command.args(only.as_deref()).env("RAPPORT_BIN", program);
    command.envs(url.map(|url| (postgres::VARIABLE, url)));
    command.envs(more.iter().map(|(name, value)| (name, value)));
    session.prove(Runner::Libtest, &mut command)?;
    own.map(drop)
}
