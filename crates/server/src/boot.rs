//! From settings to a running server, in the order in which the parts need each other; and its end.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use acd::ApplicationId;
use anyhow::{Context, bail};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::accounts::Accounts;
use crate::accounts::opening::{WithoutSmtp, offer_set_up};
use crate::api;
use crate::app::App;
use crate::application::{Application, Applications};
use crate::channels::newcomers::Newcomers;
use crate::channels::switchboard::{Switchboard, SwitchboardParts};
use crate::config::Config;
use crate::console::Console;
use crate::demo::{self, DemoFlags, DemoGuide, RushHours};
use crate::drain::{Drain, Stops, until_drained};
use crate::egress::Egress;
use crate::files::Files;
use crate::housekeeping::keep_house;
use crate::listener::{Peer, WebListener};
use crate::parts::{Ends, Parts};
use crate::prompts::PromptShelf;
use crate::recording::{Listenings, Recorder};
use crate::sip_phones;
use driver::{Book, Clock, Driver, DriverParts, DriverTask, Inbox, Loaded};

/// What kind of installation this is.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    Serve,
    Demo(DemoFlags),
}

pub(crate) async fn run(mut config: Config, mode: Mode) -> anyhow::Result<()> {
    if let Mode::Demo(demo) = &mode {
        demo.may_listen_at(config.http)?;
    }
    start_log(&config.log)?;
    let metrics = start_metrics()?;
    let listener = WebListener::start(bind(config.http).await?, &config)?;
    let _town = demo::open_town(&mode, &mut config).await?;
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    let store = open_store(&config.database()).await?;
    prepare(&store, &mode, &config.data).await?;
    let (demo, otherwise) = match &mode {
        Mode::Demo(_) => (Some(write_guide(&config)?), WithoutSmtp::Outbox),
        Mode::Serve => (None, WithoutSmtp::Nowhere),
    };
    let accounts = Accounts::open(&config, otherwise)?;

    let (applications, waking) = wake_all(&store).await?;
    let clock =
        Clock::start(waking.iter().map(|waking| waking.loaded.at).max().unwrap_or_default());
    let (vital, ends) = Parts::new();
    let (recorder, recordings_told) = Recorder::start(&config.data, store.clone(), clock, &vital)?;
    let files = Files::open(&config.data)?;
    let egress = Egress::read(&config, clock)?;
    let switchboard = Switchboard::start(SwitchboardParts {
        config: config.clone(),
        applications: applications.clone(),
        store: store.clone(),
        recorder: recorder.clone(),
        recordings_told,
        egress: egress.clone(),
        vital: vital.clone(),
    })?;
    let prompts = PromptShelf::restore(&store, &switchboard).await?;
    for waking in waking {
        waking.start(&store, &switchboard, &vital);
    }
    vital.spawn(
        "housekeeping",
        keep_house(store.clone(), applications.clone(), files.clone(), clock),
    );
    switchboard.recover(store.live_legs().await?).await;
    sip_phones::restore(&store, &accounts.seal, &switchboard).await?;

    vital.spawn("the post", accounts.post.clone().work(store.clone(), clock));
    offer_set_up(&store, clock, &accounts.url).await?;
    let console = Console::open(&config.data);
    let app = Arc::new(App {
        applications,
        store,
        accounts,
        switchboard,
        prompts,
        recorder,
        listenings: Listenings::default(),
        files,
        egress,
        clock,
        metrics,
        drain: Drain::default(),
        moving: Semaphore::new(1),
        proxies: config.behind_proxy.clone(),
        demo,
        rush_hours: RushHours::default(),
    });
    say(&config, app.demo.as_ref());
    if let Some(console) = console {
        vital.spawn("the console", console.listen(Arc::clone(&app)));
    }
    serve(listener, app, config.drain, ends).await
}

/// Until the server is told to stop, or loses a part.
async fn serve(
    listener: WebListener,
    app: Arc<App>,
    drain: u32,
    mut ends: Ends,
) -> anyhow::Result<()> {
    let router = api::router(Arc::clone(&app)).into_make_service_with_connect_info::<Peer>();
    let drained = until_drained(Arc::clone(&app), drain, Stops::watch()?);
    let served = axum::serve(listener, router).with_graceful_shutdown(drained);
    tokio::select! {
        served = async { served.await } => Ok(served?),
        part = lost(&app, &mut ends) => bail!(
            "{part} has ended by a defect of ours, so the server ends: start it again, and calls that lived are ended properly"
        ),
    }
}

/// A part that was lost; those that end with the server are not.
async fn lost(app: &App, ends: &mut Ends) -> &'static str {
    let part = ends.next().await;
    if app.drain.has_begun() { std::future::pending().await } else { part }
}

/// A port that is taken is fatal, and the message names the flag.
async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("--http {address} cannot be used; give another one"))
}

async fn open_store(url: &str) -> anyhow::Result<Store> {
    Store::open(url).await.context("--database cannot be used")
}

/// A new installation gets its first application; a demo's is seeded.
async fn prepare(store: &Store, mode: &Mode, data: &Path) -> anyhow::Result<()> {
    let now = Clock::start(acd::Timestamp(0)).now();
    let first = store.applications().await?.into_iter().next();
    let was_a_demo = store.has_a_demo().await? || demo::guide_path(data).exists();
    match mode {
        Mode::Serve if was_a_demo => bail!(
            "this is the data of a demo, and everybody knows its passwords: give another --data and --database, or run \
             `rapport demo`"
        ),
        // What a start that was killed has left is nobody's yet.
        Mode::Demo(_) if first.is_some() && !was_a_demo && store.has_members().await? => bail!(
            "this is the data of an installation that serves, and a demo would open it: give another --data and --database"
        ),
        Mode::Serve | Mode::Demo(_) => {}
    }
    let id = match &first {
        Some(first) => first.id,
        None => ApplicationId(Uuid::now_v7()),
    };
    let name = match mode {
        Mode::Serve => "Rapport",
        Mode::Demo(_) => demo::COMPANY,
    };
    if first.is_none() {
        let row = store::Application { id, name: name.to_owned(), created: now };
        store.write(row.put()).await?;
    }
    if matches!(mode, Mode::Demo(_)) {
        store.write(store::Application::is_a_demo(id)).await?;
    }
    // A start that was killed here has left an application without anybody.
    if let Mode::Demo(demo) = mode
        && store.directory(id).await?.members.is_empty()
    {
        demo::plant(store, id, &demo.seed, now).await.context("the demo could not be seeded")?;
    }
    Ok(())
}

/// An application whose driver is about to start.
struct Waking {
    application: Application,
    loaded: Loaded,
    book: Book,
    inbox: Inbox,
}

impl Waking {
    fn start(self, store: &Store, switchboard: &Switchboard, vital: &Parts) {
        let Self { application: Application { id, clock, .. }, loaded, book, inbox } = self;
        let parts = DriverParts {
            application: id,
            store: store.clone(),
            clock,
            outlet: switchboard.outlet(id),
            snapshot_every: driver::SNAPSHOT_EVERY,
        };
        vital.spawn("a driver", DriverTask::new(parts, loaded, book).run(inbox));
    }
}

/// What the store knows of each application, and the ways to their drivers.
async fn wake_all(store: &Store) -> anyhow::Result<(Applications, Vec<Waking>)> {
    let mut all = Vec::new();
    for row in store.applications().await? {
        let loaded = driver::load(store, row.id).await?;
        let clock = Clock::start(loaded.at);
        let mut book = driver::names(store, row.id).await?;
        book.started = clock.now();
        let (driver, inbox) = Driver::channel();
        let application =
            Application { id: row.id, driver, clock, newcomers: Newcomers::default() };
        all.push(Waking { application, loaded, book, inbox });
    }
    let applications = all.iter().map(|waking| waking.application.clone()).collect();
    Ok((applications, all))
}

fn write_guide(config: &Config) -> anyhow::Result<DemoGuide> {
    let guide = demo::guide(config);
    let path = demo::guide_path(&config.data);
    std::fs::write(&path, serde_json::to_string_pretty(&guide)?)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(guide)
}

fn start_log(filter: &str) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .with_context(|| format!("--log {filter} is not a filter"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A file or a journal is read by programs.
        .with_ansi(std::io::stderr().is_terminal())
        .try_init()
        .map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}

fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    PrometheusBuilder::new().install_recorder().context("metrics cannot start")
}

fn say(config: &Config, demo: Option<&DemoGuide>) {
    if !config.http.ip().is_loopback() && !config.is_encrypted() && config.behind_proxy.is_empty() {
        tracing::warn!(
            "--http {} is plain HTTP beyond this machine: browsers give no microphone there, and passwords can be read on \
             the way",
            config.http
        );
    }
    if let Some(guide) = demo {
        tracing::info!(
            "the demo runs: be the customer at {}, the agent at {}/login ({} / {})",
            guide.demo_page,
            guide.url,
            guide.members.first().map_or("", |member| member.email.as_str()),
            guide.members.first().map_or("", |member| member.password.as_str()),
        );
    } else {
        tracing::info!("serving at {}", config.web_address());
    }
}
