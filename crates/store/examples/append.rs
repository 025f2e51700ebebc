//! How fast this machine's disk takes batches: `cargo run --release -p store --example append [URL]`.
//! Prints numbers for a reader; nothing is judged by them.
#![expect(clippy::print_stdout, reason = "the numbers are what it is for")]

use std::error::Error;
use std::time::{Duration, Instant};

use acd::{
    ApplicationId, ContactArrived, ContactEnded, ContactId, CustomerId, EndReason, Entry, Event,
    Fact, Input, NumberId, Timestamp,
};
use store::{Application, Batch, JournalEntry, Seq, Store};
use tokio::task::JoinSet;
use uuid::Uuid;

const BATCHES: u64 = 2_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("rapport-append-{}", Uuid::now_v7()));
    std::fs::create_dir(&folder)?;
    let url = std::env::args()
        .nth(1)
        .unwrap_or_else(|| format!("sqlite:{}", folder.join("rapport.db").display()));
    let store = Store::open(&url).await?;
    for (drivers, entries) in [(1, 1), (16, 1), (128, 1), (1, 20)] {
        let took = run(&store, drivers, entries).await?;
        let each_second = |count: u64| u128::from(count) * 1_000_000 / took.as_micros().max(1);
        println!(
            "{drivers:3} drivers, {BATCHES} batches of {entries:2}: {took:.2?}, {} batches/s, {} events/s",
            each_second(BATCHES),
            each_second(BATCHES * entries * 2),
        );
    }
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The batches, shared among as many applications as there are drivers.
async fn run(store: &Store, drivers: u64, entries: u64) -> Result<Duration, Box<dyn Error>> {
    let mut applications = Vec::new();
    for _ in 0..drivers {
        let id = ApplicationId(Uuid::now_v7());
        let made = Application { id, name: "Example".to_owned(), created: Timestamp(0) };
        store.write(made.put()).await?;
        applications.push(id);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for application in applications {
        tasks.spawn(drive(store.clone(), application, BATCHES / drivers, entries));
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(began.elapsed())
}

async fn drive(
    store: Store,
    application: ApplicationId,
    batches: u64,
    entries: u64,
) -> Result<(), store::AppendError> {
    let mut seq = Seq(0);
    for _ in 0..batches {
        let mut batch = Batch::new(application, seq);
        batch.entries.extend((0..entries).map(call));
        seq = store.append(batch).await?.last;
    }
    Ok(())
}

/// A call that comes and goes.
fn call(at: u64) -> JournalEntry {
    let (contact, at) = (ContactId(Uuid::now_v7()), Timestamp(at));
    let arrived = ContactArrived {
        contact,
        customer: CustomerId(Uuid::now_v7()),
        entry: Entry::Call { number: NumberId(Uuid::nil()) },
        at,
    };
    let ended = ContactEnded { contact, reason: EndReason::LeftInFlow, at };
    JournalEntry {
        input: Input::Fact { fact: Fact::CustomerHungUp { contact } },
        by: None,
        at,
        events: vec![Event::ContactArrived(arrived), Event::ContactEnded(ended)],
    }
}
