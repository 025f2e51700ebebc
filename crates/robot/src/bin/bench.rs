//! `cargo xtask bench`: how long an agent's screen and two people's ears wait. Prints percentiles in milliseconds; ratios and
//! goals are judged by people, a timing never decides a test.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use robot::{Agent, Caller, CallerState, Dialling, Ear, Guide, Server, Voice};
use wire::command::{ContactRef, MemberCommand};
use wire::workspace::{CallState, Label};

const CALLS: usize = 60;
const SOON: Duration = Duration::from_secs(10);
/// As short as a frame, so that the first sound counts.
const WINDOW_MS: usize = 20;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // From the same build as this program.
    let rapport = std::env::current_exe()?.with_file_name("rapport");
    let data = std::env::temp_dir().join(format!("rapport-bench-{}", uuid::Uuid::now_v7()));
    let server = Server::start(&rapport, "demo", data, &["--acw=0", "--log=warn"]).await?;
    let guide = Guide::read(server.data())?;
    let sip = server.sip();
    let account = guide.members.first().context("the demo has no members")?;
    let mut agent = Agent::sign_in(&guide, account).await?;
    agent.allow_microphone(sip, Voice::tone(880.0)).await?;
    agent.obeyed(MemberCommand::GoOnline).await?;

    let (mut to_screen, mut to_sound) = (Vec::new(), Vec::new());
    for number in 0..CALLS {
        let mut caller = Caller::dial(Dialling {
            to: guide.hotline.clone(),
            server: sip,
            from: format!("+49301110{number:02}"),
            voice: Voice::tone(440.0),
        })
        .await?;
        let ringing = |seen: &robot::Seen| ring(seen).is_some();
        let seen = agent.until(SOON, "the ring", ringing).await?;
        let (offer, made) = ring(&seen).context("it rang and did not")?;
        // One machine, one clock: the server's time is the wall clock's.
        to_screen.push(wall_ms(seen.at).saturating_sub(made));
        if let Some(ear) = agent.ear() {
            ear.clear();
        }
        let accepted = Instant::now();
        agent.obeyed(MemberCommand::Accept(offer)).await?;
        let ear = agent.ear().context("the agent has no sound")?.clone();
        both_hear(caller.ear(), &ear).await?;
        to_sound.push(u64::try_from(accepted.elapsed().as_millis())?);
        let call = ContactRef { contact: offer.contact };
        agent.obeyed(MemberCommand::HangUp(call)).await?;
        caller.until(SOON, |state| *state == CallerState::HungUp).await?;
        let free = |seen: &robot::Seen| seen.picture.me.label == Label::Available;
        if !agent.seen().is_some_and(|seen| free(&seen)) {
            // The talk lasted less than a second, or its after-call-work is zero; both end by themselves.
            agent.until(SOON, "Available", free).await?;
        }
    }
    tell("offer decided -> on the agent's screen", to_screen)?;
    tell("accept -> sound both ways (with 60 ms of jitter buffer at each robot)", to_sound)
}

fn ring(seen: &robot::Seen) -> Option<(wire::command::OfferRef, u64)> {
    seen.picture.calls.iter().find_map(|call| match &call.state {
        CallState::Ringing(offer) => {
            let reference = wire::command::OfferRef { contact: call.id, fence: offer.fence };
            Some((reference, offer.made))
        }
        CallState::Dialling(_) | CallState::Connecting | CallState::Talking(_) => None,
    })
}

async fn both_hear(caller: &Ear, agent: &Ear) -> anyhow::Result<()> {
    let started = Instant::now();
    while caller.level_db(880.0, WINDOW_MS) < -25.0 || agent.level_db(440.0, WINDOW_MS) < -25.0 {
        anyhow::ensure!(started.elapsed() < SOON, "no sound both ways in {SOON:?}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}

fn wall_ms(at: Instant) -> u64 {
    let wall = SystemTime::now() - at.elapsed();
    let since = wall.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn tell(what: &str, mut measured: Vec<u64>) -> anyhow::Result<()> {
    use std::io::Write;
    measured.sort_unstable();
    let at = |share: usize| measured.get((measured.len() * share / 100).min(measured.len() - 1));
    let [p50, p95, p99] = [50, 95, 99].map(|share| at(share).copied().unwrap_or_default());
    let count = measured.len();
    writeln!(
        std::io::stdout(),
        "{what}: p50 {p50} ms, p95 {p95} ms, p99 {p99} ms ({count} calls)"
    )?;
    Ok(())
}
