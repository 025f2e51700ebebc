//! F40: trunks that we did not write are asked whether they are there, and ask who we are.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};

use crate::demo::{Demo, refused};
use crate::strangers::{free_port, succeeds};
use crate::voice::until_metric;

/// Three questions without an answer, and what a shared machine needs.
const TOLD_WITHIN: Duration = Duration::from_secs(30);

#[tokio::test]
async fn f40_a_trunk_that_asks_who_we_are_is_up_until_it_is_gone() {
    let carrier = Carrier::new("rapport:hush");
    let demo = carrier.demo().await;
    succeeds(carrier.sipp(&demo)).await;
    until_log(&demo, "the trunk is up").await;
    until_metric(&demo, &carrier.metric(), 1.0).await;
    // SIPp has gone home.
    until_log(&demo, "the trunk does not answer").await;
    until_metric(&demo, &carrier.metric(), 0.0).await;
    assert!(!demo.log().contains("hush"));
}

#[tokio::test]
async fn a_trunk_that_does_not_believe_us_is_told_in_the_log() {
    let carrier = Carrier::new("rapport:loud");
    let demo = carrier.demo().await;
    succeeds(carrier.sipp(&demo)).await;
    until_log(&demo, "the trunk refuses us").await;
    until_metric(&demo, &carrier.metric(), 0.0).await;
}

#[tokio::test]
async fn credentials_for_nobody_stop_the_start() {
    let said = refused(&["demo", "--sip-credentials=carrier=/nowhere"]).await;
    assert!(said.contains("there is no --sip-peer carrier"), "{said}");
}

async fn until_log(demo: &Demo, line: &str) {
    let told = tokio::time::timeout(TOLD_WITHIN, async {
        while !demo.log().contains(line) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(told.await.is_ok(), "no {line:?} in {}", demo.log());
}

/// A trunk to be played by `SIPp`.
struct Carrier {
    port: u16,
    password: PathBuf,
}

impl Carrier {
    fn new(password: &str) -> Self {
        let file = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        std::fs::write(&file, password).unwrap();
        Self { port: free_port(), password: file }
    }

    async fn demo(&self) -> Demo {
        let peer = format!("--sip-peer=carrier=udp:127.0.0.1:{}", self.port);
        let credentials = format!("--sip-credentials=carrier={}", self.password.display());
        Demo::with(&[&peer, &credentials, "--sip-ping=2"]).await
    }

    fn metric(&self) -> String {
        format!("rapport_trunk_up{{peer=\"carrier\",address=\"127.0.0.1:{}\"}}", self.port)
    }

    fn sipp(&self, demo: &Demo) -> Child {
        let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/sipp/challenges.xml");
        Command::new("sipp")
            .args(["-sf", scenario, "-i", "127.0.0.1", "-p", &self.port.to_string()])
            .args(["-m", "1", "-timeout", "40", "-timeout_error", "-nostdin"])
            .current_dir(&demo.data)
            .env("TERM", "dumb")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("SIPp is installed (Debian: sip-tester)")
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.password);
    }
}
