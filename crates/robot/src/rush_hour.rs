//! A rush hour: callers and chat customers who come one after the other, wait as long as their patience lasts, say what they
//! have to say, and go. What they do is drawn from a seed.

mod caller;
mod chatter;
mod count;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use self::count::Counts;
use self::count::{Counter, Kind};
use crate::guide::Guide;

/// What is to come.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub callers: u32,
    pub chats: u32,
    /// They come evenly mixed over this time; the first at once.
    pub over: Duration,
    /// How long they wait for somebody, on average.
    pub patience: Duration,
    /// How long a caller has something to say, on average.
    pub talk: Duration,
    pub seed: u64,
}

/// A running one. Dropping it sends everybody home.
#[derive(Debug)]
pub struct RushHour {
    counts: watch::Receiver<Counts>,
    people: JoinSet<()>,
}

/// Who a person is and what becomes of them.
struct Person {
    guide: Arc<Guide>,
    sip: SocketAddr,
    number: u32,
    chance: StdRng,
    plan: Plan,
    counter: Counter,
}

impl RushHour {
    /// Must be called inside a runtime.
    pub fn start(guide: Guide, plan: Plan) -> anyhow::Result<Self> {
        let sip = guide.sip_server().context("the guide names no SIP server")?;
        let guide = Arc::new(guide);
        let (counts, told) = watch::channel(Counts::of(&plan));
        let mut chance = StdRng::seed_from_u64(plan.seed);
        let mut people = JoinSet::new();
        let mut person = |kind, number| Person {
            guide: Arc::clone(&guide),
            sip,
            number,
            chance: StdRng::seed_from_u64(chance.random()),
            plan,
            counter: Counter::new(counts.clone(), kind),
        };
        for number in 0..plan.callers {
            let caller = person(Kind::Call, number);
            let after = nth(plan.over, number, plan.callers);
            people.spawn(async move {
                tokio::time::sleep(after).await;
                caller::call(caller).await;
            });
        }
        for number in 0..plan.chats {
            let chatter = person(Kind::Chat, number);
            let after = nth(plan.over, number, plan.chats);
            people.spawn(async move {
                tokio::time::sleep(after).await;
                chatter::chat(chatter).await;
            });
        }
        Ok(Self { counts: told, people })
    }

    pub fn counts(&self) -> Counts {
        *self.counts.borrow()
    }

    /// Whether somebody is still here or to come.
    pub fn is_running(&self) -> bool {
        self.counts().open() > 0
    }

    /// Returns when everybody has gone.
    pub async fn over(&mut self) {
        while self.people.join_next().await.is_some() {}
    }
}

/// When the `number`th of `count` comes.
fn nth(over: Duration, number: u32, count: u32) -> Duration {
    over * number / count.max(1)
}

impl Person {
    /// Times that people take are many short and a few long ones.
    fn draw(&mut self, mean: Duration) -> Duration {
        drawn(mean, self.chance.random())
    }
}

/// Exponential, from a fifth of the mean to four times of it.
fn drawn(mean: Duration, chance: f64) -> Duration {
    mean.mul_f64((-(1.0 - chance).ln()).clamp(0.2, 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEAN: Duration = Duration::from_mins(1);

    #[test]
    fn patience_is_short_for_many_and_long_for_few() {
        assert_eq!(drawn(MEAN, 0.0), Duration::from_secs(12));
        assert_eq!(drawn(MEAN, 0.999_999), Duration::from_mins(4));
        let mut chance = StdRng::seed_from_u64(7);
        let all: Vec<Duration> = (0..1_000).map(|_| drawn(MEAN, chance.random())).collect();
        let mean = all.iter().sum::<Duration>() / 1_000;
        assert!((50..70).contains(&mean.as_secs()), "{mean:?}");
        assert!(all.iter().filter(|one| **one < MEAN).count() > 550);
    }

    #[test]
    fn they_come_one_after_the_other_and_the_first_at_once() {
        let times: Vec<u64> = (0..4).map(|number| nth(MEAN, number, 4).as_secs()).collect();
        assert_eq!(times, [0, 15, 30, 45]);
    }
}
