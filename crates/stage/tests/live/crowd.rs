//! Twenty customers write to five agents over a network that is cut again and again, and the server is killed in the middle.
//! Afterwards what each of them knows is compared with what the database holds (DK13, F04).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use libtest_mimic::Failed;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use robot::{Account, Cut, Cutter, Diary, Guide, PageView, SteadyAgent, SteadyCustomer, Workplace};
use tokio::task::JoinSet;
use tokio::time::Instant;
use wire::command::{ContactRef, MemberCommand};
use wire::workspace::{AuthorView, Label, SessionView, Snapshot};

use crate::company::Company;
use crate::database::Kind;
use crate::evidence;
use crate::writers;

const CUSTOMERS: usize = 20;
const AGENTS: u64 = 5;
/// How long the network is bad, unless the environment says otherwise.
const SECONDS: u64 = 60;
/// The least that has to happen, however slow the machine is: it goes on for as long as that takes.
const CUTS_MIN: usize = 100;
const SAID_MIN: u32 = 8;
const SOON: Duration = Duration::from_mins(2);
const CUT_EVERY_MS: std::ops::Range<u64> = 20..200;
const THINK_MS: std::ops::Range<u64> = 30..600;

pub(crate) fn played(binary: &Path, kind: Kind) -> Result<(), Failed> {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seed = number("RAPPORT_SEED").unwrap_or_else(rand::random);
    let seconds = number("RAPPORT_CUT_SECONDS").unwrap_or(SECONDS);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let played = runtime.block_on(Box::pin(crowd(binary, kind, seed, seconds)));
    played.map_err(|error| format!("seed {seed}: {error:#}").into())
}

async fn crowd(binary: &Path, kind: Kind, seed: u64, seconds: u64) -> anyhow::Result<()> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut company = Company::plant(writers::books(AGENTS), binary, kind).await?;
    let cutter = Cutter::before(company.server.http()).await?;
    let guide = writers::guide(AGENTS, cutter.url());
    let [is_closing, is_over] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
    let mut agents = JoinSet::new();
    for (number, account) in guide.members.iter().enumerate() {
        let agent = sign_in(&guide, account, number).await?;
        let chance = StdRng::seed_from_u64(chance.random());
        agents.spawn(answer(agent, number, chance, Arc::clone(&is_over)));
    }
    let mut customers = JoinSet::new();
    for number in 0..CUSTOMERS {
        let customer = SteadyCustomer::arrive(&guide, &format!("customer {number}")).await?;
        let chance = StdRng::seed_from_u64(chance.random());
        customers.spawn(write(customer, number, chance, Arc::clone(&is_closing)));
    }

    let half = Duration::from_secs(seconds) / 2;
    let mut cuts = cut_for(&cutter, &mut chance, half).await;
    company.server.kill_9()?;
    company.server.restart().await?;
    cuts += cut_for(&cutter, &mut chance, half).await;

    is_closing.store(true, Ordering::Relaxed);
    let mut diaries: Vec<Diary> = Vec::new();
    while let Some(diary) = customers.join_next().await {
        diaries.push(diary??);
    }
    is_over.store(true, Ordering::Relaxed);
    while let Some(diary) = agents.join_next().await {
        diaries.push(diary??);
    }
    company.server.terminate()?;
    company.server.ended(SOON).await?;
    let kept = evidence::read(&company.database).await?;
    let findings = robot::exactly_once::compare(&diaries, &kept);
    anyhow::ensure!(findings.is_empty(), "{}\n{}", findings.join("\n"), company.complaints());
    let messages = diaries.iter().map(Diary::acknowledged).sum::<usize>();
    anyhow::ensure!(messages >= CUSTOMERS, "{messages} messages are too few to prove anything");
    let sessions = kept.len();
    say(&format!("seed {seed}: {cuts} cuts, {messages} messages in {sessions} sessions, each once"))
}

/// Half of the cuts go through the middle of a frame.
async fn cut_for(cutter: &Cutter, chance: &mut StdRng, span: Duration) -> usize {
    let end = Instant::now() + span;
    let mut cuts = 0;
    while Instant::now() < end || cuts < CUTS_MIN / 2 {
        tokio::time::sleep(Duration::from_millis(chance.random_range(CUT_EVERY_MS))).await;
        let how = if chance.random() { Cut::Now } else { Cut::InTheMiddle };
        cuts += usize::from(cutter.cut(chance.random_range(0..CUSTOMERS * 2), how));
    }
    cuts
}

async fn sign_in(guide: &Guide, account: &Account, number: usize) -> anyhow::Result<SteadyAgent> {
    let mut agent = SteadyAgent::sign_in(guide, account, &format!("agent {number}")).await?;
    agent.until(SOON, "a picture", |shown| shown.picture.is_some()).await?;
    agent.command(MemberCommand::GoOnline);
    let online = |shown: &Workplace| label(shown) == Some(Label::Available);
    agent.until(SOON, "Available", online).await?;
    Ok(agent)
}

/// A customer: session after session, each with a few messages, ended by either side.
async fn write(
    mut customer: SteadyCustomer,
    number: usize,
    mut chance: StdRng,
    is_closing: Arc<AtomicBool>,
) -> anyhow::Result<Diary> {
    let mut said = 0;
    let mut left = 0;
    loop {
        think(&mut chance).await;
        let is_closing = is_closing.load(Ordering::Relaxed) && said >= SAID_MIN;
        let view = customer.shown();
        if view.running().is_none() {
            if is_closing && view.is_at_rest() {
                return Ok(customer.diary());
            }
            left = chance.random_range(2..8);
        }
        if !is_closing && left > 0 {
            said += 1;
            left -= 1;
            customer.say(format!("customer {number} says {said}"));
        } else if view.unsent == 0 && (is_closing || chance.random_bool(0.3)) {
            customer.end();
            let over = |view: &PageView| !view.is_ending;
            customer.until(SOON, "the end's answer", over).await?;
        }
        if is_closing {
            let at_rest = |view: &PageView| view.unsent == 0;
            customer.until(SOON, "an empty outbox", at_rest).await?;
        }
    }
}

/// An agent: answers what is not answered, and ends a session now and then.
async fn answer(
    mut agent: SteadyAgent,
    number: usize,
    mut chance: StdRng,
    is_over: Arc<AtomicBool>,
) -> anyhow::Result<Diary> {
    let mut said = 0;
    loop {
        think(&mut chance).await;
        let shown = agent.shown();
        let Some(picture) = &shown.picture else { continue };
        if is_over.load(Ordering::Relaxed) && picture.sessions.is_empty() {
            agent.until(SOON, "an answer to everything", |shown| shown.unanswered == 0).await?;
            return Ok(agent.diary());
        }
        if shown.unanswered > 0 {
            continue;
        }
        if label(&shown) == Some(Label::Offline) {
            agent.command(MemberCommand::GoOnline);
        }
        for session in picture.sessions.iter().filter(|session| session.since.is_some()) {
            let contact = session.id;
            if customer_waits(picture, session) && chance.random_bool(0.5) {
                said += 1;
                agent.say(contact, format!("agent {number} says {said}"));
            } else if chance.random_bool(0.03) {
                agent.command(MemberCommand::EndSession(ContactRef { contact }));
            }
        }
    }
}

fn customer_waits(picture: &Snapshot, session: &SessionView) -> bool {
    let last = picture.messages.iter().rfind(|message| message.contact == session.id);
    last.is_some_and(|message| matches!(message.author, AuthorView::Customer))
}

fn label(shown: &Workplace) -> Option<Label> {
    shown.picture.as_ref().map(|picture| picture.me.label)
}

async fn think(chance: &mut StdRng) {
    tokio::time::sleep(Duration::from_millis(chance.random_range(THINK_MS))).await;
}

fn say(line: &str) -> anyhow::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
