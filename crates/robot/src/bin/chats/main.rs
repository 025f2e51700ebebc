//! `cargo xtask bench chat`: what a customer's message costs and how long it takes, from the customer's page to the agent's screen
//! and to the acknowledgement, stored first; beside a socket.io server that stores the same in PostgreSQL. The same load, one
//! after the other, in the same run. It prints a table; a timing never decides a test.

#![expect(clippy::print_stdout, reason = "its table is what it is for")]

mod cost;
mod disk;
mod load;
mod peer;
mod rapport;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use self::load::Load;
use self::watch::{Times, Watch};

/// Chat messages beside socket.io with PostgreSQL
#[derive(Parser)]
struct Wish {
    /// Messages in a second, of all customers together
    #[arg(long, default_value_t = 1_000)]
    rate: u32,
    /// For so many seconds
    #[arg(long, default_value_t = 20)]
    seconds: u32,
    /// Customers, each in a session of their own
    #[arg(long, default_value_t = 550)]
    customers: usize,
    /// The server to compare with: a program for Node
    #[arg(long)]
    peer: PathBuf,
    /// The database of that server, empty
    #[arg(long)]
    postgres: String,
    /// The process of that database, the parent of all of its others
    #[arg(long)]
    postgres_pid: u32,
}

/// Each sends this often before anything is measured.
const WARM_UP: u32 = 4;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Wish { rate, seconds, customers, peer, postgres, postgres_pid } = Wish::parse();
    let sync = disk::sync_time()?;
    println!("fdatasync of 4 KiB here: {:.2} ms", millis(sync));
    println!("{customers} customers, {rate} messages in a second, {seconds} s each\n");
    println!(
        "{:<24} {:>12} {:>10} {:>10} {:>10} {:>10}",
        "", "CPU µs each", "ack p50", "ack p99", "screen p50", "screen p99"
    );
    let load = Load { rate, seconds, warm_up: u32::try_from(customers)? * WARM_UP };

    let watch = Watch::new(load.messages());
    let office = rapport::open(customers, &watch).await?;
    let ours = load.run(&office.chats, &watch, &[office.server.pid()]).await?;
    drop(office);
    tell("Rapport (SQLite)", &ours);

    let watch = Watch::new(load.messages());
    let office = peer::open(&peer, &postgres, customers, &watch).await?;
    let theirs = load.run(&office.chats, &watch, &[office.pid(), postgres_pid]).await?;
    tell("socket.io + PostgreSQL", &theirs);

    println!(
        "\nRapport's CPU is {:.2} of theirs",
        ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64()
    );
    let goal = sync * 2 + Duration::from_micros(300);
    let took = ours.acknowledged.at(50);
    println!(
        "its p50 to the acknowledgement is {:.2} ms; two fdatasync and 0.3 ms are {:.2} ms",
        millis(took),
        millis(goal)
    );
    Ok(())
}

/// What a run measured.
struct Measured {
    /// Of all processes of that side, for one message.
    cpu: Duration,
    acknowledged: Times,
    shown: Times,
}

fn tell(who: &str, measured: &Measured) {
    let Measured { cpu, acknowledged, shown } = measured;
    println!(
        "{who:<24} {:>12.0} {:>10.2} {:>10.2} {:>10.2} {:>10.2}",
        cpu.as_secs_f64() * 1e6,
        millis(acknowledged.at(50)),
        millis(acknowledged.at(99)),
        millis(shown.at(50)),
        millis(shown.at(99)),
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
