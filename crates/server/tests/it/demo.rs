//! A running demo of its own for one test: own ports, own data folder, the real binary in a process of its own.

use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use robot::{Account, Guide};

/// Long for a shared machine; what it bounds is a failure, not a measurement.
pub(crate) const SOON: Duration = Duration::from_secs(10);

const START_MAX: Duration = Duration::from_mins(1);

pub(crate) struct Demo {
    process: Child,
    pub(crate) guide: Guide,
    pub(crate) data: PathBuf,
    arguments: Vec<String>,
}

impl Demo {
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With more flags.
    pub(crate) async fn with(more: &[&str]) -> Self {
        let data = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        let ports = Ports::free();
        let mut arguments: Vec<String> = [
            "demo".to_owned(),
            format!("--http=127.0.0.1:{}", ports.http),
            format!("--sip=127.0.0.1:{}", ports.sip),
            format!("--media=127.0.0.1:{}", ports.media),
            format!("--rtp=127.0.0.1:{}-{}", ports.rtp, ports.rtp + 3),
            format!("--data={}", data.display()),
        ]
        .into();
        arguments.extend(more.iter().map(|flag| (*flag).to_owned()));
        let process = spawn(&arguments);
        let guide = ready(&data).await;
        Self { process, guide, data, arguments }
    }

    pub(crate) fn ann(&self) -> &Account {
        &self.guide.members[0]
    }

    pub(crate) fn leo(&self) -> &Account {
        &self.guide.members[1]
    }

    /// Where SIP peers send to.
    pub(crate) fn sip(&self) -> SocketAddr {
        self.guide.sip.split_once('@').unwrap().1.parse().unwrap()
    }

    /// The value of a flag that it was started with, as in `--sip=`.
    pub(crate) fn flag(&self, name: &str) -> &str {
        self.arguments.iter().find_map(|flag| flag.strip_prefix(name)).unwrap()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// The signal, from another process: no destructor runs, nothing is flushed.
    pub(crate) fn kill_9(&mut self) {
        let killed = Command::new("kill").args(["-9", &self.pid().to_string()]).status().unwrap();
        assert!(killed.success(), "the process was not there to be killed");
        self.process.wait().unwrap();
    }

    /// The same binary on the same data and ports.
    pub(crate) async fn restart(&mut self) {
        std::fs::remove_file(self.data.join("demo.json")).unwrap();
        self.process = spawn(&self.arguments);
        self.guide = ready(&self.data).await;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have been killed by the test.
        let _over = self.process.kill();
        let _over = self.process.wait();
        let _gone = std::fs::remove_dir_all(&self.data);
    }
}

fn spawn(arguments: &[String]) -> Child {
    let log = std::fs::File::create(log_of(arguments)).unwrap();
    Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// Beside the data, so that a failed start can be read.
fn log_of(arguments: &[String]) -> PathBuf {
    let data = arguments.iter().find_map(|flag| flag.strip_prefix("--data=")).unwrap();
    PathBuf::from(format!("{data}.log"))
}

async fn ready(data: &Path) -> Guide {
    let started = tokio::time::Instant::now();
    loop {
        if let Ok(guide) = Guide::read(data)
            && let Ok(answer) = reqwest::get(format!("{}/readyz", guide.url)).await
            && answer.status().is_success()
        {
            return guide;
        }
        let log = || std::fs::read_to_string(format!("{}.log", data.display())).unwrap_or_default();
        assert!(started.elapsed() < START_MAX, "the demo was not ready: {}", log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

struct Ports {
    http: u16,
    sip: u16,
    media: u16,
    rtp: u16,
}

impl Ports {
    /// Ports that were free a moment ago. RTP ranges are handed out in order, far from the ephemeral ports.
    fn free() -> Self {
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let udp = || UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let slot = NEXT.fetch_add(1, Ordering::Relaxed);
        let process = u16::try_from(std::process::id() % 1_000).unwrap();
        let rtp = 11_000 + (process * 17 + slot) % 4_000 * 4;
        Self { http: tcp, sip: udp(), media: udp(), rtp }
    }
}
