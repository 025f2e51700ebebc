//! The stage itself: plays are performed line by line, everything behind a line runs at the same time.

use std::path::Path;
use std::time::Duration;

use acd::ConfigChange;
use stage::act::{Act, Setting};
use stage::cast::Customer;
use stage::config::Config;
use stage::play::{Play, Step};
use stage::sight::{Sight, Standing};
use stage::{Order, Shown, Stage, StageName, Weight};
use tokio::runtime::Runtime;
use tokio::time::Instant;

use crate::database::Kind;
use crate::scene::{PATIENCE, Scene, said};

/// Nothing is scaled: a play that takes longer is no live play.
const WAITS_MAX: Duration = Duration::from_mins(1);

pub(crate) struct Live {
    runtime: Runtime,
    scene: Scene,
    /// Settings that were made before the server began, and are not made again.
    settings: usize,
    acts_left: usize,
    /// When the last act was over. Looking takes no time of the play's.
    over: Instant,
    /// What a line waits for, and until when, whatever else comes to light.
    awaited: Option<(Sight, Instant)>,
}

impl Live {
    /// The company as the play's first lines set it, and the server over it.
    pub(crate) fn open(play: &Play, binary: &Path, kind: Kind) -> Result<Self, String> {
        let acts: Vec<&Act> = play
            .lines
            .iter()
            .filter_map(|line| match &line.step {
                Step::Do(act) => Some(act),
                Step::See(_) => None,
            })
            .collect();
        let waits = waits(play);
        if waits > WAITS_MAX {
            return Err(format!("it waits {waits:?}, and the live stage waits in earnest"));
        }
        let mut config = Config::default();
        let mut changes = config.opening();
        changes.extend(acts.iter().map_while(|act| match act {
            Act::Set(setting) => Some(config.set(setting)),
            _ => None,
        }));
        let settings = acts.iter().take_while(|act| matches!(act, Act::Set(_))).count();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let (mut scene, over) = runtime.block_on(open(changes, binary, kind))?;
        if acts.iter().any(|act| matches!(act, Act::Set(Setting::GroupAnswersWithExchange { .. })))
        {
            // It calls him, and no act of the play says so before.
            scene.plug_in(Customer::Leo);
        }
        Ok(Self { runtime, scene, settings, acts_left: acts.len(), over, awaited: None })
    }

    /// What the server complained of, for who looks for the reason.
    pub(crate) fn complaints(&self) -> String {
        self.scene.company.complaints()
    }
}

/// How long the play takes at least.
pub(crate) fn waits(play: &Play) -> Duration {
    let waits = play.lines.iter().map(|line| match &line.step {
        Step::Do(Act::Wait { span } | Act::WaitToTheInstant { span }) => {
            Duration::from_millis(span.0)
        }
        Step::Do(_) | Step::See(_) => Duration::ZERO,
    });
    waits.sum()
}

async fn open(
    changes: Vec<ConfigChange>,
    binary: &Path,
    kind: Kind,
) -> Result<(Scene, Instant), String> {
    let scene = Scene::open(changes, binary, kind).await.map_err(said)?;
    Ok((scene, Instant::now()))
}

impl Stage for Live {
    fn name(&self) -> StageName {
        StageName::Live
    }

    fn order(&self) -> Order {
        Order::Any
    }

    fn perform(&mut self, act: &Act) -> Result<(), String> {
        let Self { runtime, scene, settings, acts_left, over, awaited } = self;
        *acts_left -= 1;
        *awaited = None;
        scene.act = Some(act.clone());
        runtime.block_on(async {
            match act {
                Act::Wait { span } => {
                    tokio::time::sleep_until(*over + Duration::from_millis(span.0)).await;
                }
                Act::WaitToTheInstant { .. } => {
                    return Err("nobody is that punctual where the clock runs".into());
                }
                Act::ServerRestarts => scene.restart().await?,
                Act::Lookup { answers } => {
                    scene.company.lookup.answers(answers).await.map_err(said)?;
                }
                Act::Set(_) if *settings > 0 => *settings -= 1,
                Act::Set(setting) => {
                    return Err(format!("nobody can set it while the server runs: {setting:?}"));
                }
                Act::Agent { agent, does } => scene.agent_acts(*agent, does).await?,
                Act::Customer { customer, does } => scene.customer_acts(*customer, does).await?,
            }
            *over = Instant::now();
            Ok(())
        })
    }

    fn look(&mut self, awaited: Option<&Sight>) -> Result<Vec<Shown>, String> {
        let Self { runtime, scene, acts_left, awaited: line, .. } = self;
        runtime.block_on(async {
            match awaited {
                Some(sight @ Sight::Hears { customer, sound }) => {
                    scene.hears(*customer, *sound).await?;
                    Ok(vec![Shown { sight: sight.clone(), weight: Weight::Aside }])
                }
                Some(sight) => {
                    let until = match line {
                        Some((same, until)) if same == sight => *until,
                        _ => Instant::now() + PATIENCE,
                    };
                    *line = Some((sight.clone(), until));
                    let looked = scene.look(until).await;
                    looked.map_err(|why| format!("waited for `{sight}` in vain: {why}"))
                }
                None if *acts_left == 0 => scene.curtain().await,
                None => scene.settle().await,
            }
        })
    }

    fn stands(&mut self, standing: &Standing) -> Result<(), String> {
        let Self { runtime, scene, .. } = self;
        runtime.block_on(scene.stands(standing))
    }
}
