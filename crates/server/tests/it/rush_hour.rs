//! The demo's rush hour: robots come by the real sockets, are served or give up, are counted, and go home when told to.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use robot::{Handling, Plan, RushHour, on_duty};
use wire::demo::RushTally;

use crate::chat::online;
use crate::demo::{Demo, SOON};

const MOMENT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn op02_robots_are_served_by_robots_and_each_is_counted_once() {
    let demo = Demo::with(&["--acw=0"]).await;
    let (guide, account, near) = (demo.guide.clone(), demo.ann().clone(), demo.sip());
    let talk = Duration::from_secs(3);
    let duty = async move { on_duty(&guide, &account, near, Handling { talk, seed: 1 }).await };
    let duty = tokio::spawn(duty);
    let (patience, over) = (Duration::from_mins(2), Duration::from_secs(2));
    let plan = Plan { callers: 2, chats: 2, over, patience, talk, seed: 1 };
    let mut rush_hour = RushHour::start(demo.guide.clone(), plan).unwrap();
    tokio::time::timeout(6 * SOON, rush_hour.over()).await.expect("all have gone");
    let done = RushTally { done: 2, ..RushTally::default() };
    let counts = rush_hour.counts();
    assert_eq!((counts.calls, counts.chats), (done, done));
    assert!(!rush_hour.is_running());
    duty.abort();
}

#[tokio::test]
async fn op02_whoever_nobody_answers_gives_up() {
    let demo = Demo::start().await;
    let short = Duration::from_millis(500);
    let plan = Plan { callers: 1, chats: 1, over: short, patience: short, talk: short, seed: 2 };
    let mut rush_hour = RushHour::start(demo.guide.clone(), plan).unwrap();
    tokio::time::timeout(6 * SOON, rush_hour.over()).await.expect("all have gone");
    let gave_up = RushTally { gave_up: 1, ..RushTally::default() };
    let counts = rush_hour.counts();
    assert_eq!((counts.calls, counts.chats), (gave_up, gave_up));
}

#[tokio::test]
async fn op02_the_demo_starts_one_rush_hour_at_a_time_and_stops_it() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let url = format!("{}/api/v1/demo/rush-hour", demo.guide.url);
    let client = Client::new();
    let header = ("x-rapport-csrf", "1");
    let start = || client.post(&url).header(header.0, header.1).send();
    assert_eq!(client.post(&url).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(start().await.unwrap().status(), StatusCode::CREATED);
    assert_eq!(start().await.unwrap().status(), StatusCode::CONFLICT);
    ann.until(SOON, "a session", |seen| !seen.picture.sessions.is_empty()).await.unwrap();
    let view: wire::demo::RushHour = reqwest::get(&url).await.unwrap().json().await.unwrap();
    let all = |tally: RushTally| {
        let RushTally { to_come, waiting, served, done, gave_up, failed } = tally;
        to_come + waiting + served + done + gave_up + failed
    };
    assert_eq!((view.running, all(view.calls), all(view.chats)), (true, 8, 12));

    let stopped = client.delete(&url).header(header.0, header.1).send().await.unwrap();
    assert_eq!(stopped.status(), StatusCode::NO_CONTENT);
    let view: wire::demo::RushHour = reqwest::get(&url).await.unwrap().json().await.unwrap();
    assert_eq!(view, wire::demo::RushHour::default());
    // Its callers have hung up.
    let gone = async {
        loop {
            let metrics = reqwest::get(format!("{}/metrics", demo.guide.url)).await.unwrap();
            if metrics.text().await.unwrap().contains("rapport_calls_live 0") {
                return;
            }
            tokio::time::sleep(MOMENT).await;
        }
    };
    tokio::time::timeout(SOON, gone).await.expect("no call is left");
}
