//! `cargo xtask broken-rules`: breaks one rule of the product after the other, in a copy, and looks which plays turn
//! red. A play that no broken rule turns red proves nothing.

mod copy;
mod report;
mod runner;
pub(crate) mod table;
mod theatre;
mod wish;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, ensure};

use self::copy::Copy;
use self::report::Report;
use self::runner::Runner;
use self::table::{BrokenRule, Stage};
use self::theatre::{Red, Theatre};
use self::wish::Wish;
use crate::{say, workspace};

pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let wish = Wish::read(args)?;
    let table = table::read(&workspace::root())?;
    let chosen: Vec<&BrokenRule> = table.iter().filter(|rule| wish.wants(rule)).collect();
    ensure!(!chosen.is_empty(), "the tables break nothing of this kind");

    let copy = Copy::fresh()?;
    let mut theatre = Theatre::open(wish.stage, &copy, Runner::new()?)?;
    say::line("nothing is broken yet");
    let plays = plays(wish.stage, &chosen)?;
    let red = theatre.perform(None, &plays)?;
    let list: Vec<String> = red.iter().map(Red::to_string).collect();
    ensure!(red.is_empty(), "red although every rule is whole:\n{}", list.join("\n"));

    let mut report = Report::new(wish.stage, plays);
    for (number, rule) in (1..).zip(&chosen) {
        let began = Instant::now();
        let broken = copy.broken(rule)?;
        let red = theatre.perform(Some(rule), &rule.red);
        drop(broken);
        let seconds = began.elapsed().as_secs();
        say::line(&format!("{number}/{} {} ({seconds} s)", chosen.len(), rule.how));
        report.add(rule, red);
    }
    Ok(report.close(wish.all()))
}

/// The pure stage is quick and plays everything; the others play what a rule names.
fn plays(stage: Stage, chosen: &[&BrokenRule]) -> Result<Vec<String>> {
    if stage == Stage::Pure {
        return table::plays(&workspace::root());
    }
    let named: BTreeSet<String> = chosen.iter().flat_map(|rule| rule.red.clone()).collect();
    Ok(named.into_iter().collect())
}
