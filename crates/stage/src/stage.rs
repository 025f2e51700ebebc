//! Where a play is played, and how its lines are held against what comes to light.

use serde::Serialize;

use crate::Problem;
use crate::act::Act;
use crate::play::{Line, Play, Step};
use crate::sight::{See, Sight, Standing};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageName {
    /// The core in virtual time.
    Pure,
    /// The real server over real sockets.
    Live,
    /// Headless Chromium as the agents.
    Browser,
}

impl StageName {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "pure" => Some(Self::Pure),
            "live" => Some(Self::Live),
            "browser" => Some(Self::Browser),
            _ => None,
        }
    }
}

/// A place to play. Methods block; a stage with sockets waits inside them.
pub trait Stage {
    fn name(&self) -> StageName;

    /// In which order sights come to light here.
    fn order(&self) -> Order;

    /// Does the act. An error says what this stage cannot do, or what went wrong with doing it. A refusal is not
    /// an error but a [`Sight::Refused`].
    fn perform(&mut self, act: &Act) -> Result<(), String>;

    /// What has come to light since the last look. With something `awaited`, a stage whose steps take time waits
    /// for more until its patience is over; an empty answer means that nothing more will come.
    fn look(&mut self, awaited: Option<&Sight>) -> Result<Vec<Shown>, String>;

    /// Whether it is so now (or, where steps take time, becomes so soon). An error says how it is instead.
    fn stands(&mut self, standing: &Standing) -> Result<(), String>;
}

/// One sight as a stage shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub sight: Sight,
    pub weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The play must see it.
    Told,
    /// The play may see it: it only repeats what the act says, or is heard rather than shown.
    Aside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As it happened.
    Exact,
    /// Several observers, each with a connection of its own: only that it comes counts.
    Any,
}

/// Plays a play, and fails at the first line that is not as it says.
pub fn perform(play: &Play, stage: &mut impl Stage) -> Result<(), Problem> {
    if !play.stages.contains(&stage.name()) {
        let why = format!("it does not play on the {:?} stage", stage.name());
        return Err(Problem::new(&play.file, 0, why));
    }
    let mut unseen = vec![];
    for line in &play.lines {
        let problem = |why| Problem::new(&play.file, line.number, why);
        match &line.step {
            Step::Do(act) => {
                nothing_left(stage, &mut unseen).map_err(problem)?;
                stage.perform(act).map_err(problem)?;
            }
            Step::See(See::Sight(sight)) => see(stage, &mut unseen, sight).map_err(problem)?,
            Step::See(See::Standing(standing)) => stage.stands(standing).map_err(problem)?,
        }
    }
    let end = play.lines.last().map_or(0, |Line { number, .. }| *number);
    nothing_left(stage, &mut unseen).map_err(|why| Problem::new(&play.file, end, why))
}

fn see(stage: &mut impl Stage, unseen: &mut Vec<Shown>, sight: &Sight) -> Result<(), String> {
    loop {
        match stage.order() {
            Order::Exact => {
                unseen.extend(stage.look(Some(sight))?);
                return see_next(unseen, sight);
            }
            Order::Any => {
                if let Some(at) = unseen.iter().position(|shown| shown.sight == *sight) {
                    unseen.remove(at);
                    return Ok(());
                }
                let more = stage.look(Some(sight))?;
                if more.is_empty() {
                    return Err(format!("waited for `{sight}` in vain; saw {}", listed(unseen)));
                }
                unseen.extend(more);
            }
        }
    }
}

/// The next sight has to be this one, asides left out.
fn see_next(unseen: &mut Vec<Shown>, sight: &Sight) -> Result<(), String> {
    let told = unseen.iter().position(|shown| shown.weight == Weight::Told).unwrap_or(unseen.len());
    match unseen.iter().position(|shown| shown.sight == *sight) {
        Some(at) if at <= told => {
            unseen.drain(..=at);
            Ok(())
        }
        Some(_) | None => Err(format!("expected `{sight}`, saw {}", listed(unseen))),
    }
}

/// What a play does not see must not happen.
fn nothing_left(stage: &mut impl Stage, unseen: &mut Vec<Shown>) -> Result<(), String> {
    unseen.extend(stage.look(None)?);
    unseen.retain(|shown| shown.weight == Weight::Told);
    if unseen.is_empty() { Ok(()) } else { Err(format!("nobody looked at {}", listed(unseen))) }
}

fn listed(shown: &[Shown]) -> String {
    if shown.is_empty() {
        return "nothing".to_owned();
    }
    let sentences: Vec<String> = shown.iter().map(|shown| format!("`{}`", shown.sight)).collect();
    sentences.join(", ")
}
