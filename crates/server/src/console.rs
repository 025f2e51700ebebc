//! The operator's console: commands to a running server over a socket in the data folder, which only the server's own account
//! may open. Where no server runs, the command does the work itself.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use driver::Clock;
use serde::{Deserialize, Serialize};
use store::{AuditRow, OneTimeLink, Store};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixListener;
use uuid::Uuid;

use crate::accounts::{RESET_LINK_LASTS, reset_link};
use crate::app::App;
use crate::config::{Config, Flags};
use crate::login_token::LoginToken;

/// One line of JSON each way.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "kebab-case")]
enum Order {
    ResetPassword { email: String },
}

#[derive(Debug, Serialize, Deserialize)]
enum Reply {
    Link(String),
    Problem(String),
}

const LINE_MAX: u64 = 4096;
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Console(UnixListener);

impl Console {
    /// A server without a console works, so that a data folder whose path is too long for a socket stops nobody.
    pub(crate) fn open(data: &Path) -> Option<Self> {
        let opened = bind(&socket(data));
        opened
            .inspect_err(
                |error| tracing::warn!(%error, "`rapport reset-password` cannot reach this server"),
            )
            .ok()
            .map(Self)
    }

    /// For as long as the process lives.
    pub(crate) async fn listen(self, app: Arc<App>) {
        loop {
            match self.0.accept().await {
                Ok((stream, _)) => {
                    tokio::spawn(serve(stream, Arc::clone(&app)));
                }
                Err(error) => {
                    tracing::warn!(%error, "the console takes nobody");
                    tokio::time::sleep(PATIENCE).await;
                }
            }
        }
    }
}

fn bind(path: &Path) -> std::io::Result<UnixListener> {
    // One is left behind by a server that was killed; a server that runs holds the lock of the database.
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

async fn serve(stream: tokio::net::UnixStream, app: Arc<App>) {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    let mut lines = tokio::io::BufReader::new(reader.take(LINE_MAX));
    let read = tokio::time::timeout(PATIENCE, lines.read_line(&mut line)).await;
    if !matches!(read, Ok(Ok(1..))) {
        return;
    }
    let reply = match serde_json::from_str(&line) {
        Ok(order) => obey(order, &app.store, app.clock, &app.accounts.url).await,
        Err(error) => Reply::Problem(format!("the order makes no sense: {error}")),
    };
    let mut text = serde_json::to_string(&reply).unwrap_or_default();
    text.push('\n');
    // Whoever does not wait for the answer has none.
    let _gone = writer.write_all(text.as_bytes()).await;
}

async fn obey(order: Order, store: &Store, clock: Clock, url: &str) -> Reply {
    let Order::ResetPassword { email } = order;
    match link_for(&email, store, clock, url).await {
        Ok(link) => Reply::Link(link),
        Err(error) => Reply::Problem(format!("{error:#}")),
    }
}

/// AC09. The password of before stays good until the link is used.
async fn link_for(email: &str, store: &Store, clock: Clock, url: &str) -> anyhow::Result<String> {
    let member = store.member_by_email(email).await?;
    let member = member.with_context(|| format!("nobody signs in as {email}"))?;
    anyhow::ensure!(!member.disabled, "the account of {email} is disabled; enable it first");
    let now = clock.now();
    let token = LoginToken::random();
    let link = OneTimeLink { member: Some(member.id), expires: now.after(RESET_LINK_LASTS) };
    let audit = AuditRow {
        id: Uuid::now_v7(),
        application: store.memberships(member.id).await?.first().map(|place| place.application),
        at: now,
        actor: None,
        what: "password-link-printed".to_owned(),
        member: Some(member.id),
        changes: Vec::new(),
    };
    store.write(link.put(token.hash()).and(audit.add())).await?;
    Ok(reset_link(url, &token))
}

/// `rapport reset-password E-MAIL`.
pub(crate) fn reset_password(email: &str, flags: &Flags) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    let order = Order::ResetPassword { email: email.to_owned() };
    let reply = match UnixStream::connect(socket(&config.data)) {
        Ok(stream) => ask(stream, &order)?,
        Err(_) => alone(order, &config)?,
    };
    match reply {
        Reply::Link(link) => {
            writeln!(
                std::io::stdout(),
                "Once and within 30 minutes, a new password is chosen at\n{link}"
            )?;
            Ok(())
        }
        Reply::Problem(why) => anyhow::bail!(why),
    }
}

fn ask(mut stream: UnixStream, order: &Order) -> anyhow::Result<Reply> {
    stream.set_read_timeout(Some(PATIENCE))?;
    writeln!(stream, "{}", serde_json::to_string(order)?)?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).context("the server does not answer")?;
    serde_json::from_str(&line).context("the server answers something else")
}

fn alone(order: Order, config: &Config) -> anyhow::Result<Reply> {
    // A wrong --data would make a database there.
    let is_there = config.database.is_some() || config.data.join("rapport.db").exists();
    anyhow::ensure!(is_there, "there is no database in {}", config.data.display());
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let store = Store::open(&config.database()).await?;
        let clock = Clock::start(acd::Timestamp(0));
        let reply = obey(order, &store, clock, &config.members_address()).await;
        store.close().await;
        Ok(reply)
    })
}

fn socket(data: &Path) -> PathBuf {
    data.join("console.sock")
}
