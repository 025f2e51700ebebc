//! A PostgreSQL of our own for the store's tests and for benchmarks: empty, on a free port of loopback, gone with the run.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::session::Session;
use crate::account;

/// Where the store's tests look for a server.
pub(super) const VARIABLE: &str = "RAPPORT_TEST_POSTGRES";

const READY_MAX: Duration = Duration::from_mins(1);
const READY: &str = "database system is ready to accept connections";
/// The user that Debian's package makes: the server refuses to run as root.
const ACCOUNT: &str = "postgres";
/// Debian keeps the programs of each version off the path.
const DEBIAN: &str = "/usr/lib/postgresql";

pub(super) struct Postgres {
    server: Child,
    port: u16,
    /// Dropped after the server: it goes away when nobody writes there any more.
    _folder: Folder,
}

/// How sure it makes of what it was given.
#[derive(Clone, Copy)]
pub(super) enum Durability {
    /// Nobody keeps these rows, and everybody waits for them.
    None,
    /// As installed.
    Full,
}

impl Durability {
    const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::None => &["fsync=off", "full_page_writes=off", "synchronous_commit=off"],
            Self::Full => &[],
        }
    }
}

impl Postgres {
    /// For tests.
    pub(super) fn start(session: &mut Session) -> Result<Self> {
        Self::start_with(session, Durability::None)
    }

    pub(super) fn start_with(session: &mut Session, durability: Durability) -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed")?;
        let folder = Folder::create(session)?;
        let mut initdb = unprivileged(&programs.join("initdb"))?;
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]);
        session.run(initdb.args(["--no-sync", "--no-instructions", "--pgdata"]).arg(&folder.0))?;
        let port = free_port()?;
        let mut server = unprivileged(&programs.join("postgres"))?;
        server.arg("-D").arg(&folder.0).args(["-p", &port.to_string()]);
        let ours =
            ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
        for setting in ours.iter().chain(durability.settings()) {
            server.args(["-c", setting]);
        }
        // A group of its own: the terminal's Ctrl-C must not take it from tests that still run.
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).process_group(0);
        let server = server.spawn().context("start PostgreSQL")?;
        let mut started = Self { server, port, _folder: folder };
        wait_until_ready(&started.listen())?;
        Ok(started)
    }

    pub(super) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// The parent of all its processes.
    pub(super) fn pid(&self) -> u32 {
        self.server.id()
    }

    fn listen(&mut self) -> Receiver<String> {
        let (tell, said) = mpsc::channel();
        if let Some(pipe) = self.server.stderr.take() {
            thread::spawn(move || {
                // To the end, although soon nobody listens: a full pipe would stop the server.
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    tell.send(line).ok();
                }
            });
        }
        said
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Its way to stop at once; one that is gone already is what we wanted.
        kill(Pid::from_raw(self.server.id().cast_signed()), Signal::SIGQUIT).ok();
        self.server.wait().ok();
    }
}

/// The folder of `postgres` and `initdb`: from the path, else the newest that Debian has.
pub(super) fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> =
        fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    debian.sort();
    let debian = debian.into_iter().rev().map(|version| version.join("bin"));
    let has_both = |folder: &PathBuf| {
        ["initdb", "postgres"].map(|name| folder.join(name).is_file()) == [true; 2]
    };
    env::split_paths(&path).chain(debian).find(has_both)
}

fn unprivileged(program: &Path) -> Result<Command> {
    let mut command = Command::new("setpriv");
    // The server must not outlive us, however we end.
    command.args(["--pdeathsig", "QUIT"]).current_dir("/");
    if account::is_root()? {
        command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
    }
    command.arg(program);
    Ok(command)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("find a free port")?;
    Ok(listener.local_addr().context("find a free port")?.port())
}

fn wait_until_ready(said: &Receiver<String>) -> Result<()> {
    let end = Instant::now() + READY_MAX;
    let mut heard = String::new();
    loop {
        match said.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) if line.contains(READY) => return Ok(()),
            Ok(line) => writeln!(heard, "{line}").context("remember what it said")?,
            Err(RecvTimeoutError::Timeout) => {
                bail!("PostgreSQL was not ready after {} seconds:\n{heard}", READY_MAX.as_secs())
            }
            Err(RecvTimeoutError::Disconnected) => bail!("PostgreSQL stopped:\n{heard}"),
        }
    }
}

/// Below the folder for temporary files, which the server's account can reach; a home may be closed.
struct Folder(PathBuf);

impl Folder {
    fn create(session: &mut Session) -> Result<Self> {
        let folder = Self(Self::path());
        let mut make = Command::new("install");
        make.args(["--directory", "--mode=0700"]);
        if account::is_root()? {
            make.args(["--owner", ACCOUNT]);
        }
        session.run(make.arg(&folder.0))?;
        Ok(folder)
    }

    fn path() -> PathBuf {
        env::temp_dir().join(format!("rapport-postgres-{}", process::id()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind only when the system refuses; the folder for temporary files is the right place then.
        fs::remove_dir_all(&self.0).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::super::wish::Wish;
    use super::*;

    #[test]
    fn it_answers_until_it_is_dropped_and_leaves_nothing() {
        let wish = Wish { only: None, limit: Duration::from_mins(2) };
        let own = Postgres::start(&mut Session::open(&wish).unwrap()).unwrap();
        let (port, folder) = (own.port, Folder::path());
        assert!(folder.is_dir());
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        drop(own);
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        assert!(!folder.exists());
    }

    fn wait_for(lines: &[&str]) -> Result<()> {
        let (tell, said) = mpsc::channel();
        for line in lines {
            tell.send((*line).to_owned()).unwrap();
        }
        drop(tell);
        wait_until_ready(&said)
    }

    #[test]
    fn a_server_is_ready_when_it_says_so() {
        wait_for(&["LOG: starting", "LOG:  database system is ready to accept connections"])
            .unwrap();
    }

    #[test]
    fn a_server_that_stops_says_why() {
        let error = wait_for(&["FATAL: could not create any TCP/IP sockets"]).unwrap_err();
        assert!(error.to_string().contains("could not create any TCP/IP sockets"), "{error}");
    }
}
