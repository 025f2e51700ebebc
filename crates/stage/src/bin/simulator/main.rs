//! Passes many days, or one: `cargo run -p stage --bin simulator -- [--seeds N] [--from N] [--seed N] [--jobs N]`.
//! Fails over each day that breaks an invariant, with the seed to repeat it, and over kinds of inputs, events and refusals
//! that no day has met.

mod cores;
mod folder;

use std::collections::BTreeMap;
use std::io::Write;
use std::iter;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use stage::simulator::{Coverage, Failure, Outcome, Wish, pass, watch_panics};

use self::folder::Folder;

/// The lines of a timeline that are printed: what led to the end is at the end.
const LINES_MAX: usize = 120;

struct Order {
    first: u64,
    days: u64,
    jobs: u64,
    only: bool,
}

fn main() -> Result<ExitCode> {
    let order = Order::read(std::env::args().skip(1))?;
    watch_panics();
    if order.only { one(order.first) } else { many(&order) }
}

impl Order {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
        let mut order = Self { first: 0, days: 500, jobs: cores, only: false };
        while let Some(word) = words.next() {
            let number = words.next().with_context(|| format!("{word} wants a number"))?;
            let number = number.parse().with_context(|| format!("{number} is no number"))?;
            match word.as_str() {
                "--seed" => (order.first, order.only) = (number, true),
                "--seeds" => order.days = number,
                "--from" => order.first = number,
                "--jobs" => order.jobs = number,
                other => bail!("there is no {other}"),
            }
        }
        Ok(order)
    }
}

/// One day with its whole story.
fn one(seed: u64) -> Result<ExitCode> {
    let started = Instant::now();
    let day = in_a_folder(seed, Wish { told: true, sabotage: None })?;
    let mut out = std::io::stdout().lock();
    match day {
        Ok(Outcome { digest, entries, coverage }) => {
            for (name, times) in coverage.times() {
                writeln!(out, "{times:>7} {name}")?;
            }
            let took = started.elapsed().as_secs_f32();
            writeln!(out, "seed {seed}: {entries} entries, journal {digest:016x}, {took:.2} s")?;
            writeln!(out, "1 passed, 0 failed")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            tell(&mut out, &failure)?;
            writeln!(out, "0 passed, 1 failed")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn many(order: &Order) -> Result<ExitCode> {
    let next = AtomicU64::new(order.first);
    let end = order.first + order.days;
    let (told, hear) = mpsc::channel();
    let mut tally = Tally::default();
    std::thread::scope(|scope| -> Result<()> {
        for job in 0..order.jobs {
            let (told, next) = (told.clone(), &next);
            let seeds = iter::repeat_with(move || next.fetch_add(1, Ordering::Relaxed));
            let mut days = seeds.take_while(move |seed| *seed < end);
            scope.spawn(move || {
                cores::keep_to(job);
                days.try_for_each(|seed| told.send((seed, in_a_folder(seed, Wish::default()))))
            });
        }
        drop(told);
        hear.into_iter().try_for_each(|(seed, day)| tally.add(seed, day?))
    })?;
    let mut out = std::io::stdout().lock();
    if let Some(first) = tally.failed.first_key_value() {
        again(&mut out, first)?;
    }
    let missing = if order.days >= ENOUGH { tally.coverage.missing() } else { Vec::new() };
    for name in &missing {
        writeln!(out, "no day met {name}")?;
    }
    let surprising = tally.coverage.surprising();
    for name in &surprising {
        writeln!(out, "a day met {name}, which is said to be impossible")?;
    }
    let rarest = tally.coverage.rarest(RAREST_TOLD);
    let rarest = rarest.iter().map(|(name, times)| format!("{name} {times}"));
    writeln!(out, "met least: {}", rarest.collect::<Vec<_>>().join(", "))?;
    let Tally { passed, entries, failed, .. } = tally;
    let failed = failed.len() + missing.len() + surprising.len();
    writeln!(out, "{} days, {entries} journal entries", order.days)?;
    writeln!(out, "{passed} passed, {failed} failed")?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Default)]
struct Tally {
    passed: u64,
    entries: u64,
    coverage: Coverage,
    failed: BTreeMap<u64, String>,
}

impl Tally {
    fn add(&mut self, seed: u64, day: Result<Outcome, Box<Failure>>) -> Result<()> {
        match day {
            Ok(outcome) => {
                self.passed += 1;
                self.entries += outcome.entries;
                self.coverage.add(&outcome.coverage);
            }
            Err(failure) => {
                if self.failed.len() < TOLD_MAX {
                    writeln!(std::io::stdout().lock(), "seed {seed}: {}", failure.what)?;
                }
                self.failed.insert(seed, failure.what);
            }
        }
        Ok(())
    }
}

/// The shortest way to a story: the day is passed once more, and tells.
fn again(out: &mut impl Write, (seed, what): (&u64, &String)) -> Result<()> {
    let day = in_a_folder(*seed, Wish { told: true, sabotage: None })?;
    if let Err(failure) = &day {
        tell(out, failure)?;
    }
    if day.err().is_none_or(|failure| failure.what != *what) {
        writeln!(out, "seed {seed} did not fail the same way again: it is not deterministic")?;
    }
    Ok(())
}

/// So many failed days are told one by one.
const TOLD_MAX: usize = 20;

/// So many kinds are told that are close to being missed.
const RAREST_TOLD: usize = 8;

/// A run of so many days has to meet everything.
const ENOUGH: u64 = 100;

fn tell(out: &mut impl Write, failure: &Failure) -> Result<()> {
    let Failure { seed, step, what, timeline } = failure;
    for line in timeline.iter().skip(timeline.len().saturating_sub(LINES_MAX)) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "seed {seed} broke at step {step}: {what}")?;
    writeln!(out, "again: cargo xtask soak simulator -- --seed {seed}")?;
    Ok(())
}

fn in_a_folder(seed: u64, wish: Wish) -> Result<Result<Outcome, Box<Failure>>> {
    let folder = Folder::make(seed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    Ok(runtime.block_on(pass(seed, &folder.0, wish)))
}
