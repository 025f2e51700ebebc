//! OP04: a process that is killed in the middle of committing has lost nothing that it acknowledged.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use acd::{ApplicationId, Event};
use store::{SchemaHash, Seq};
use uuid::Uuid;

use crate::ground::Ground;
use crate::story::{batch, call_arrived, found, message, message_added};

/// Says to the child which folder is its own; absent in an ordinary run.
const CHILD: &str = "RAPPORT_STORE_TEST_CHILD";
const DRIVERS: u128 = 4;

/// Acknowledged by the child: application and sequence.
type Acknowledged = (u128, u64);

/// Kills it after a different number of acknowledgements each time, on the same database, as restarts do.
#[tokio::test]
async fn op04_a_killed_process_has_lost_nothing_that_it_acknowledged() {
    let ground = Ground::sqlite();
    for patience in [1, 7, 40] {
        let acknowledged = run_and_kill(&ground, patience);
        assert!(acknowledged.len() >= patience);
        let store = ground.open().await;
        for driver in 0..DRIVERS {
            let application = application(driver);
            let recovered = store.recover(application, SchemaHash(1)).await.unwrap().unwrap();
            let said = acknowledged.iter().filter(|(of, _)| *of == driver).map(|(_, seq)| *seq);
            let last = said.max().unwrap_or(0);
            assert!(recovered.seq >= Seq(last), "acknowledged {last}, kept {:?}", recovered.seq);
            whole(&recovered.events, driver);
            let messages = store
                .messages_after(application, crate::story::contact(driver), 0, u32::MAX)
                .await
                .unwrap();
            assert_eq!(messages.len() as u64, recovered.seq.0, "an entry without its message");
        }
        store.close().await;
    }
}

/// Every entry tells of one arrival and one message, in order and without a hole.
fn whole(events: &[Event], driver: u128) {
    for (n, pair) in events.chunks(2).enumerate() {
        let n = n as u64;
        assert_eq!(pair, story(driver, n), "entry {n}");
    }
}

fn run_and_kill(ground: &Ground, patience: usize) -> Vec<Acknowledged> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::the_child", "--exact", "--nocapture"])
        .env(CHILD, ground.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        // A line that the kill has cut short acknowledges nothing.
        if let Ok(line) = line
            && let Some(seq) = line.strip_prefix("acknowledged ")
            && let Some((driver, seq)) = seq.split_once(' ')
            && let Some(seq) = seq.strip_suffix('.')
        {
            acknowledged.push((driver.parse().unwrap(), seq.parse().unwrap()));
        }
        if acknowledged.len() == patience {
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "the child was to be killed");
    acknowledged
}

/// Not a test of its own: what is killed. It commits for several applications at once until then.
#[tokio::test]
async fn the_child() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = store::Store::open(&url).await.unwrap();
    let mut drivers = tokio::task::JoinSet::new();
    for driver in 0..DRIVERS {
        let store = store.clone();
        drivers.spawn(async move {
            let application = application(driver);
            found(&store, application).await;
            let known = store.recover(application, SchemaHash(1)).await.unwrap().unwrap();
            for seq in known.seq.0.. {
                let mut next = batch(seq, seq, story(driver, seq));
                next.application = application;
                next.messages.push(message(driver, seq + 1, "x"));
                let done = store.append(next).await.unwrap();
                println!("acknowledged {driver} {}.", done.last);
            }
        });
    }
    drivers.join_all().await;
}

fn story(driver: u128, seq: u64) -> Vec<Event> {
    let n = (driver + 1) * 1_000_000 + u128::from(seq);
    vec![call_arrived(n, seq), message_added(&message(driver, seq + 1, "x"))]
}

fn application(driver: u128) -> ApplicationId {
    ApplicationId(Uuid::from_u128(100 + driver))
}
