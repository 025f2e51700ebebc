//! A running demo of its own for one test, and the way into it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use robot::{Account, Guide, Server};
use sqlx::{Connection, SqliteConnection};

/// Long for a shared machine; what it bounds is a failure, not a measurement.
pub(crate) const SOON: Duration = Duration::from_secs(10);

pub(crate) struct Demo {
    server: Server,
    pub(crate) guide: Guide,
    pub(crate) data: PathBuf,
}

impl Demo {
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With more flags. What is not about recordings has none: the notice before them takes its time.
    pub(crate) async fn with(more: &[&str]) -> Self {
        Self::flagged(&[&["--recording", "off"], more].concat()).await
    }

    pub(crate) async fn that_records() -> Self {
        Self::flagged(&["--recording", "on"]).await
    }

    async fn flagged(more: &[&str]) -> Self {
        let data = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        let binary = Path::new(env!("CARGO_BIN_EXE_rapport"));
        let server = Server::start(binary, "demo", data.clone(), more).await.unwrap();
        let guide = Guide::read(&data).unwrap();
        Self { server, guide, data }
    }

    pub(crate) fn ann(&self) -> &Account {
        &self.guide.members[0]
    }

    pub(crate) fn leo(&self) -> &Account {
        &self.guide.members[1]
    }

    /// What the server has logged.
    pub(crate) fn log(&self) -> String {
        self.server.log()
    }

    /// Changes the server's database, from outside.
    pub(crate) async fn run_sql(&mut self, sql: &'static str) {
        sqlx::query(sql).execute(&mut self.database().await).await.unwrap();
    }

    /// The first column of the rows, as text.
    pub(crate) async fn read_sql(&self, sql: &'static str) -> Vec<String> {
        sqlx::query_scalar(sql).fetch_all(&mut self.database().await).await.unwrap()
    }

    async fn database(&self) -> SqliteConnection {
        let url = format!("sqlite:{}", self.data.join("rapport.db").display());
        SqliteConnection::connect(&url).await.unwrap()
    }

    /// The admin.
    pub(crate) fn ada(&self) -> &Account {
        &self.guide.members[2]
    }

    /// Where SIP peers send to.
    pub(crate) fn sip(&self) -> SocketAddr {
        self.server.sip()
    }

    /// The value of a flag that it was started with, as in `--sip=`.
    pub(crate) fn flag(&self, name: &str) -> &str {
        self.server.flag(name).unwrap()
    }

    /// The database, while the server is away: it has one user at a time.
    pub(crate) async fn store(&self) -> store::Store {
        let url = format!("sqlite:{}", self.data.join("rapport.db").display());
        store::Store::open(&url).await.unwrap()
    }

    /// SQL from outside.
    pub(crate) async fn run(&self, sql: &'static str) {
        let url = format!("sqlite:{}", self.data.join("rapport.db").display());
        let mut open = SqliteConnection::connect(&url).await.unwrap();
        sqlx::query(sql).execute(&mut open).await.unwrap();
        open.close().await.unwrap();
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// The signal, from another process: no destructor runs, nothing is flushed.
    pub(crate) fn kill_9(&mut self) {
        self.server.kill_9().unwrap();
    }

    /// The polite signal.
    pub(crate) fn terminate(&self) {
        self.server.terminate().unwrap();
    }

    /// The process ends by itself, and with success.
    pub(crate) async fn ends(&mut self) {
        let status = self.server.ended(SOON).await.unwrap();
        assert!(status.success(), "{status}: {}", self.server.log());
    }

    /// The same binary on the same data and ports.
    pub(crate) async fn restart(&mut self) {
        self.server.restart().await.unwrap();
    }
}

/// What a start says that comes to nothing.
pub(crate) async fn refused(arguments: &[&str]) -> String {
    let ports = ["--http", "--sip", "--media"]
        .into_iter()
        .filter(|port| !arguments.iter().any(|argument| argument.starts_with(&format!("{port}="))));
    let nowhere = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
    let elsewhere = format!("--data={}", nowhere.display());
    let has_data = arguments.iter().any(|argument| argument.starts_with("--data="));
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(arguments)
        .args(ports.map(|port| format!("{port}=127.0.0.1:0")))
        .args((!has_data).then_some(&elsewhere))
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(SOON, output).await.expect("it ends").unwrap();
    let _gone = std::fs::remove_dir_all(nowhere);
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}
