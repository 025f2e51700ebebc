//! The real binary in a process of its own, on ports and data of its own: to be started, killed and started again.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;

const READY_WITHIN: Duration = Duration::from_mins(1);
const ASK_EVERY: Duration = Duration::from_millis(20);

/// Dropping it kills the process and removes the data; the log stays when the test panics.
#[derive(Debug)]
pub struct Server {
    process: Child,
    binary: PathBuf,
    arguments: Vec<String>,
    data: PathBuf,
    http: SocketAddr,
    sip: SocketAddr,
}

impl Server {
    /// Starts `binary mode` with free ports on `data` and waits until it is ready. `more` are further flags.
    pub async fn start(
        binary: &Path,
        mode: &str,
        data: PathBuf,
        more: &[&str],
    ) -> anyhow::Result<Self> {
        let ports = Ports::free()?;
        let mut arguments = vec![
            mode.to_owned(),
            format!("--http=127.0.0.1:{}", ports.http),
            format!("--sip=127.0.0.1:{}", ports.sip),
            format!("--media=127.0.0.1:{}", ports.media),
            format!("--rtp=127.0.0.1:{}-{}", ports.rtp, ports.rtp + RTP_PORTS - 1),
            format!("--data={}", data.display()),
        ];
        arguments.extend(more.iter().map(|flag| (*flag).to_owned()));
        let process = spawn(binary, &arguments, &data)?;
        let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let (http, sip) = (address(ports.http), address(ports.sip));
        let mut server = Self { process, binary: binary.to_owned(), arguments, data, http, sip };
        server.ready().await?;
        Ok(server)
    }

    /// Where browsers connect.
    pub fn url(&self) -> String {
        format!("http://{}", self.http)
    }

    /// The same, to connect to.
    pub const fn http(&self) -> SocketAddr {
        self.http
    }

    /// Where SIP peers send to.
    pub const fn sip(&self) -> SocketAddr {
        self.sip
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// The value of a flag that it was started with, as in `--rtp=`.
    pub fn flag(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find_map(|flag| flag.strip_prefix(name))
    }

    /// What it has logged, over all its starts.
    pub fn log(&self) -> String {
        std::fs::read_to_string(log_beside(&self.data)).unwrap_or_default()
    }

    /// The signal, from another process: no destructor runs, nothing is flushed.
    pub fn kill_9(&mut self) -> anyhow::Result<()> {
        let killed = Command::new("kill").args(["-9", &self.pid().to_string()]).status()?;
        anyhow::ensure!(killed.success(), "the process was not there to be killed");
        self.process.wait()?;
        Ok(())
    }

    /// The polite signal (F07).
    pub fn terminate(&self) -> anyhow::Result<()> {
        let told = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status()?;
        anyhow::ensure!(told.success(), "the process was not there to be told");
        Ok(())
    }

    /// Waits for the process to end by itself.
    pub async fn ended(&mut self, within: Duration) -> anyhow::Result<ExitStatus> {
        let started = Instant::now();
        loop {
            if let Some(ended) = self.process.try_wait()? {
                return Ok(ended);
            }
            anyhow::ensure!(started.elapsed() < within, "the server goes on: {}", self.log());
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// The same binary on the same data and ports.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.process = spawn(&self.binary, &self.arguments, &self.data)?;
        self.ready().await
    }

    async fn ready(&mut self) -> anyhow::Result<()> {
        let started = Instant::now();
        let url = format!("{}/readyz", self.url());
        loop {
            if reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            if let Some(ended) = self.process.try_wait()? {
                anyhow::bail!("the server ended at once ({ended}): {}", self.log());
            }
            let waited = started.elapsed();
            anyhow::ensure!(waited < READY_WITHIN, "the server was not ready: {}", self.log());
            tokio::time::sleep(ASK_EVERY).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed before.
        let _over = self.process.kill();
        let _over = self.process.wait();
        let _gone = std::fs::remove_dir_all(&self.data);
        if !std::thread::panicking() {
            let _gone = std::fs::remove_file(log_beside(&self.data));
        }
    }
}

fn spawn(binary: &Path, arguments: &[String], data: &Path) -> anyhow::Result<Child> {
    let log = File::options().create(true).append(true).open(log_beside(data))?;
    Command::new(binary)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .with_context(|| format!("{} cannot be started", binary.display()))
}

/// Beside the data, so that a failed start can be read.
fn log_beside(data: &Path) -> PathBuf {
    PathBuf::from(format!("{}.log", data.display()))
}

const RTP_PORTS: u16 = 4;
/// RTP ranges are handed out in order, far from the ephemeral ports.
const RTP_FIRST: u16 = 11_000;
const RTP_RANGES: u16 = 4_000;

struct Ports {
    http: u16,
    sip: u16,
    media: u16,
    rtp: u16,
}

impl Ports {
    /// Ports that were free a moment ago.
    fn free() -> anyhow::Result<Self> {
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let any = (Ipv4Addr::LOCALHOST, 0);
        let http = TcpListener::bind(any)?.local_addr()?.port();
        // All at once, or the second could be the first again. SIP comes by TCP too.
        let (sip, _streams) = both()?;
        let media = UdpSocket::bind(any)?;
        let slot = NEXT.fetch_add(1, Ordering::Relaxed);
        let process = u16::try_from(std::process::id() % 1_000)?;
        let rtp = RTP_FIRST + process.wrapping_mul(17).wrapping_add(slot) % RTP_RANGES * RTP_PORTS;
        Ok(Self { http, sip: sip.local_addr()?.port(), media: media.local_addr()?.port(), rtp })
    }
}

/// A port that was free a moment ago, for datagrams and for streams: to listen at with a flag of one's own.
pub fn free_port() -> anyhow::Result<u16> {
    let (datagrams, _streams) = both()?;
    Ok(datagrams.local_addr()?.port())
}

/// A port that is free for datagrams and for streams.
fn both() -> anyhow::Result<(UdpSocket, TcpListener)> {
    loop {
        let datagrams = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        if let Ok(streams) = TcpListener::bind(datagrams.local_addr()?) {
            return Ok((datagrams, streams));
        }
    }
}
