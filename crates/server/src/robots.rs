//! `rapport robot`: scripted callers, chat customers and agents for a demo that runs, to see it under load.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use robot::{Guide, Handling, Plan, RushHour};

/// How often the counts are told.
const TELL_EVERY: Duration = Duration::from_secs(5);

#[derive(Args, Clone, Debug)]
pub(crate) struct RobotFlags {
    /// The data folder of the demo, which says how to reach it
    #[arg(long, env = "RAPPORT_DATA", value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// How many call
    #[arg(long, env = "RAPPORT_ROBOT_CALLERS", value_name = "N", default_value_t = 8)]
    callers: u32,
    /// How many write
    #[arg(long, env = "RAPPORT_ROBOT_CHATS", value_name = "N", default_value_t = 12)]
    chats: u32,
    /// How many of the demo's agents are robots too
    #[arg(long, env = "RAPPORT_ROBOT_AGENTS", value_name = "N", default_value_t = 0)]
    agents: usize,
    /// Seconds over which they come
    #[arg(long, env = "RAPPORT_ROBOT_OVER", value_name = "SECONDS", default_value_t = 180)]
    over: u64,
    /// Seconds that they wait for somebody, on average
    #[arg(long, env = "RAPPORT_ROBOT_PATIENCE", value_name = "SECONDS", default_value_t = 60)]
    patience: u64,
    /// Seconds that a call is talked, on average
    #[arg(long, env = "RAPPORT_ROBOT_TALK", value_name = "SECONDS", default_value_t = 25)]
    talk: u64,
    /// The same seed is the same rush hour [default: another one each time]
    #[arg(long, env = "RAPPORT_ROBOT_SEED", value_name = "N", hide_default_value = true)]
    seed: Option<u64>,
}

/// Returns when everybody has gone, or at Ctrl-C.
pub(crate) async fn run(flags: RobotFlags) -> anyhow::Result<()> {
    let guide = Guide::read(&flags.data)?;
    let seed = flags.seed.unwrap_or_else(rand::random);
    let talk = Duration::from_secs(flags.talk);
    say(&format!("seed {seed}"))?;
    let near = guide.sip_server().context("the demo names no SIP server")?;
    for (account, number) in guide.members.iter().take(flags.agents).zip(0..) {
        let (guide, account) = (guide.clone(), account.clone());
        let handling = Handling { talk, seed: seed.wrapping_add(number) };
        tokio::spawn(async move {
            if let Err(error) = robot::on_duty(&guide, &account, near, handling).await {
                let _unheard = say(&format!("{} has left: {error:#}", account.email));
            }
        });
    }
    let plan = Plan {
        callers: flags.callers,
        chats: flags.chats,
        over: Duration::from_secs(flags.over),
        patience: Duration::from_secs(flags.patience),
        talk,
        seed,
    };
    let mut rush_hour = RushHour::start(guide, plan)?;
    let mut tell = tokio::time::interval(TELL_EVERY);
    loop {
        tokio::select! {
            _ = tell.tick() => say(&told(&rush_hour))?,
            () = rush_hour.over() => return say(&told(&rush_hour)),
            _ = tokio::signal::ctrl_c() => return say(&told(&rush_hour)),
        }
    }
}

fn told(rush_hour: &RushHour) -> String {
    let robot::Counts { calls, chats } = rush_hour.counts();
    let line = |name, tally: wire::demo::RushTally| {
        let wire::demo::RushTally { to_come, waiting, served, done, gave_up, failed } = tally;
        format!(
            "{name}: {to_come} to come, {waiting} waiting, {served} with an agent, {done} done, {gave_up} gave up, \
             {failed} failed"
        )
    };
    format!("{}; {}", line("calls", calls), line("chats", chats))
}

fn say(line: &str) -> anyhow::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
