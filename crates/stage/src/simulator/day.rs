//! Half an hour of a whole contact center: who does what, when, and what breaks. One loop, one thread, virtual time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acd::{Acd, By, Command, ContactId, Fact, Millis, Timestamp};
use driver::{Attached, Done, EnquiryAnswer, MemberEdit, Pushed, Rejection};
use store::{Application, Colleague, Store};
use uuid::Uuid;

use super::agenda::Agenda;
use super::auditor::Auditor;
use super::caller::Caller;
use super::center::{self, APPLICATION, MORNING};
use super::chance::Chance;
use super::desk::Desk;
use super::disk::Disk;
use super::leg::Leg;
use super::life::Life;
use super::mirror::Mirror;
use super::network::Link;
use super::pace::{Moment, Pace};
use super::page::Page;
use super::panics;
use super::socket::{Knock, Socket, SocketId};
use super::weather::{CALM, EVENING, Weather};

/// Somebody with a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Agent(usize),
    Guest(usize),
}

/// What will happen.
#[derive(Debug)]
pub(super) enum Due {
    /// A client opens a socket.
    Connects(Who),
    /// Its request is at the server.
    Opens(Knock),
    /// A frame is at the client.
    Hears {
        who: Who,
        socket: SocketId,
        frame: Frame,
    },
    /// A command is at the server.
    Asks {
        who: Who,
        ask: Ask,
    },
    /// The client has had no answer so far.
    AsksAgain {
        who: Who,
        cmd_id: Uuid,
    },
    /// The server notices that nobody is at the other end.
    Dies(SocketId),
    NetworkBreaks,
    NetworkHeals(Who),

    Thinks(usize),
    Answers {
        agent: usize,
        contact: Uuid,
        fence: u64,
        how: Answer,
    },
    /// The sound of an agent's browser comes or goes; the number says which connection.
    SoundComes {
        agent: usize,
        connection: u64,
    },
    SoundGoes {
        agent: usize,
        connection: u64,
    },
    Writes(usize),

    Rings(usize),
    Tires(ContactId),
    HangsUp(ContactId),
    Presses(ContactId),
    Tells(Fact),
    /// VC41: another system.
    AnswersFlow(EnquiryAnswer),

    SavesState,
    OutageBegins(Millis),
    OutageEnds,
    Curse,
    Edits,
    EditsAgain {
        agent: usize,
        disabled: bool,
    },
    Kill,
    Start,
    Calm,
    Looks,
    Compares,
}

/// How an agent takes an offer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    Accept,
    Decline,
    /// With the microphone gone.
    WithoutSound,
}

/// What is sent over a socket to a client.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    /// The picture that this socket begins with.
    Open(Mirror),
    Pushed(Pushed),
    Answer {
        cmd_id: Uuid,
        answer: Result<Done, Rejection>,
    },
    Closed,
}

/// A command as its client sends it, the same each time.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) by: By,
    pub(super) cmd_id: Uuid,
    pub(super) command: Command,
    pub(super) text: Option<String>,
}

pub(super) type Pending<T> = std::pin::Pin<Box<dyn Future<Output = T>>>;

/// Whoever waits for the driver.
pub(super) enum Waiting {
    Command { who: Who, ask: Ask, done: Pending<Result<Done, Rejection>> },
    Attach { knock: Knock, done: Pending<Result<Attached, Rejection>> },
    Arrival { caller: usize, contact: ContactId, done: Pending<Result<(), Rejection>> },
    Edit { edit: Box<MemberEdit>, done: Pending<Result<(), Rejection>> },
    Told(Pending<()>),
}

pub(super) struct Day {
    pub(super) chance: Chance,
    pub(super) weather: Weather,
    pub(super) pace: Pace,
    pub(super) agenda: Agenda<Due>,
    pub(super) auditor: Arc<Mutex<Auditor>>,
    pub(super) disk: Disk,
    pub(super) life: Option<Life>,
    /// What the wall clock is ahead of the day's own time.
    wall: i64,
    pub(super) waiting: Vec<Waiting>,
    pub(super) sockets: BTreeMap<SocketId, Socket>,
    pub(super) sockets_made: u64,
    pub(super) links: BTreeMap<Who, Link>,
    pub(super) desks: Vec<Desk>,
    pub(super) pages: Vec<Page>,
    pub(super) callers: Vec<Caller>,
    /// As the admin has them now.
    pub(super) staff: Vec<Colleague>,
    pub(super) legs: BTreeMap<ContactId, Leg>,
    /// Contacts that were once here, for whoever asks about the wrong one.
    pub(super) past: BTreeSet<ContactId>,
    pub(super) states: Vec<super::disk::Saved>,
    /// Since when nothing has been wrong with the server.
    pub(super) well_since: Moment,
}

impl Day {
    pub(super) async fn begin(
        seed: u64,
        folder: &Path,
        auditor: Arc<Mutex<Auditor>>,
    ) -> anyhow::Result<Self> {
        let mut chance = Chance::of(seed, 1);
        let weather = Weather::of(&mut Chance::of(seed, 2));
        let pace = Pace::default();
        let store = Store::open(&format!("sqlite:{}", folder.join("rapport.db").display())).await?;
        let application =
            Application { id: APPLICATION, name: center::NAME.to_owned(), created: MORNING };
        store.write(application.put()).await?;
        let disk = Disk::new(store, &pace, &auditor, weather.clone(), Chance::of(seed, 3));
        let changes = center::opening(&mut chance);
        let mut day = Self {
            chance,
            weather,
            pace,
            agenda: Agenda::new(),
            auditor,
            disk,
            life: None,
            wall: i64::try_from(MORNING.0).unwrap_or_default(),
            waiting: Vec::new(),
            sockets: BTreeMap::new(),
            sockets_made: 0,
            links: BTreeMap::new(),
            desks: (0..center::AGENTS).map(Desk::new).collect(),
            pages: (0..center::CHATTERS).map(Page::new).collect(),
            callers: (0..center::CALLERS).map(Caller::new).collect(),
            staff: (0..center::AGENTS).map(center::colleague).collect(),
            legs: BTreeMap::new(),
            past: BTreeSet::new(),
            states: Vec::new(),
            well_since: Moment(0),
        };
        day.configure(Acd::default(), MORNING, changes).await?;
        day.plan();
        Ok(day)
    }

    /// What is known of the day before it begins.
    fn plan(&mut self) {
        let Self { chance, agenda, weather, .. } = self;
        agenda.put(Moment(0), Due::Start);
        for index in 0..center::AGENTS {
            agenda.put(Moment(chance.below(90_000)), Due::Connects(Who::Agent(index)));
        }
        for index in 0..center::CHATTERS {
            agenda.put(Moment(chance.below(600_000)), Due::Connects(Who::Guest(index)));
        }
        for index in 0..center::CALLERS {
            agenda.put(Moment(20_000 + chance.below(CALM.0)), Due::Rings(index));
        }
        for kill in &weather.kills {
            agenda.put(*kill, Due::Kill);
        }
        for curse in &weather.curses {
            agenda.put(*curse, Due::Curse);
        }
        for (at, span) in &weather.outages {
            agenda.put(*at, Due::OutageBegins(*span));
        }
        agenda.put(Moment(5_000), Due::NetworkBreaks);
        agenda.put(Moment(120_000), Due::Edits);
        agenda.put(CALM, Due::Calm);
        agenda.put(Moment(1_000), Due::Looks);
        agenda.put(Moment(150_000), Due::Compares);
    }

    /// Until the evening, or until the auditor has found something.
    pub(super) async fn pass(&mut self) -> anyhow::Result<()> {
        loop {
            let next = [self.agenda.next_at(), self.pace.alarm()];
            let next = next.into_iter().flatten().min().unwrap_or(EVENING);
            if next >= EVENING || self.is_over() {
                return Ok(());
            }
            self.pace.advance(next);
            self.settle().await?;
            while let Some(due) = self.agenda.take_due(self.pace.now()) {
                self.happens(due).await?;
                self.settle().await?;
                if self.is_over() {
                    return Ok(());
                }
            }
        }
    }

    /// Lets go of the store.
    pub(super) async fn close(self) {
        let store = self.disk.store().await;
        drop(self);
        store.close().await;
    }

    pub(super) fn is_over(&self) -> bool {
        self.auditor().broken.is_some() || panics::any()
    }

    async fn happens(&mut self, due: Due) -> anyhow::Result<()> {
        match due {
            Due::Connects(who) => self.connects(who),
            Due::Opens(knock) => self.opens(knock),
            Due::Hears { who, socket, frame } => self.hears(who, socket, frame),
            Due::Asks { who, ask } => self.asks(who, ask),
            Due::AsksAgain { who, cmd_id } => self.asks_again(who, cmd_id),
            Due::Dies(socket) => self.dies(socket),
            Due::NetworkBreaks => self.network_breaks(),
            Due::NetworkHeals(who) => self.network_heals(who),
            Due::Thinks(agent) => self.thinks(agent),
            Due::Answers { agent, contact, fence, how } => self.answers(agent, contact, fence, how),
            Due::SoundComes { agent, connection } => self.sound_comes(agent, connection),
            Due::SoundGoes { agent, connection } => self.sound_goes(agent, connection),
            Due::Writes(guest) => self.writes(guest),
            Due::Rings(caller) => self.rings(caller),
            Due::Tires(contact) => self.tires(contact),
            Due::HangsUp(contact) => self.hangs_up(contact),
            Due::Presses(contact) => self.presses(contact),
            Due::Tells(fact) => self.tells(fact),
            Due::AnswersFlow(answer) => self.answers_flow(answer),
            Due::SavesState => self.saves_state().await,
            Due::OutageBegins(span) => self.outage_begins(span),
            Due::OutageEnds => self.outage_ends(),
            Due::Curse => self.curses(),
            Due::Edits => self.edits(),
            Due::EditsAgain { agent, disabled } => self.edits_member(agent, disabled),
            Due::Kill => self.kill(),
            Due::Start => self.start().await?,
            Due::Calm => self.calm(),
            Due::Looks => self.looks(),
            Due::Compares => self.compares().await?,
        }
        Ok(())
    }

    pub(super) fn now(&self) -> Moment {
        self.pace.now()
    }

    pub(super) fn wall(&self) -> Timestamp {
        let day = i64::try_from(self.pace.now().0).unwrap_or(i64::MAX);
        Timestamp(u64::try_from(self.wall.saturating_add(day)).unwrap_or_default())
    }

    /// F20: somebody sets the machine's clock.
    pub(super) fn step_clock(&mut self, by: i64) {
        self.wall = self.wall.saturating_add(by);
    }

    pub(super) fn after(&mut self, span: Millis, due: Due) {
        self.agenda.put_in(self.pace.now(), span, due);
    }

    pub(super) fn auditor(&self) -> MutexGuard<'_, Auditor> {
        self.auditor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn met(&self, trouble: &'static str) {
        let now = self.pace.now();
        let mut auditor = self.auditor();
        auditor.coverage.met(trouble);
        auditor.say(|| format!("{now:?} *** {trouble}"));
    }
}
