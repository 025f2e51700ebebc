//! A driver on a real store in a folder of its own, asked batch by batch, and a way past the store to break it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use acd::{
    ApplicationId, By, ContactId, Decision, EndReason, Event, MessageId, OfferEnd, OfferEnded,
    OfferMade, Strategy,
};
use sqlx::{Connection, SqliteConnection};
use store::{Application, Batch};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot::Receiver;
use uuid::Uuid;
use wire::customer::CustomerView;
use wire::widget::CustomerSnapshot;

use super::super::*;
use crate::callee::WantedCallee;
use crate::enquiry::Enquiry;
use crate::load::load;
use crate::outlet::Errand;
use crate::push::feed::Feed;
use crate::request::Picture;
use crate::world::{book, channel, contact, customer, group, member, number, opening};

const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(1));

/// A driver that waits so often in one test waits for ever.
const WAITS_MAX: u32 = 50;

pub(super) struct House {
    pub(super) task: DriverTask<Store, Hurry>,
    /// What the channels were told.
    sent: UnboundedReceiver<(ApplicationId, Errand)>,
    folder: PathBuf,
}

/// The real time, and nobody waits for any of it.
pub(super) struct Hurry {
    clock: Clock,
    waits: AtomicU32,
}

impl Hurry {
    fn start(floor: Timestamp) -> Self {
        Self { clock: Clock::start(floor), waits: AtomicU32::new(0) }
    }
}

impl Time for Hurry {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn until(&self, _at: Timestamp) {
        let waits = self.waits.fetch_add(1, Ordering::Relaxed);
        assert!(waits < WAITS_MAX, "the driver goes round and round");
    }
}

pub(super) type Answer = Receiver<Result<Done, Rejection>>;

impl House {
    pub(super) async fn open() -> Self {
        let folder = std::env::temp_dir().join(format!("rapport-driver-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Store::open(&url(&folder)).await.unwrap();
        let clock = Hurry::start(Timestamp(0));
        let created = clock.now();
        let application = Application { id: APPLICATION, name: "Test".to_owned(), created };
        store.write(application.put()).await.unwrap();
        let mut batch = Batch::new(APPLICATION, Seq(0));
        let mut acd = acd::Acd::default();
        for input in opening() {
            let events = events(acd.handle(input.clone(), created).unwrap());
            batch.entries.push(JournalEntry { input, by: None, at: created, events });
        }
        store.append(batch).await.unwrap();
        let loaded = load(&store, APPLICATION).await.unwrap();
        let (errands, sent) = tokio::sync::mpsc::unbounded_channel();
        let outlet = Outlet { application: APPLICATION, errands };
        let parts = DriverParts {
            application: APPLICATION,
            store,
            clock,
            outlet,
            snapshot_every: SNAPSHOT_EVERY,
        };
        Self { task: DriverTask::new(parts, loaded, book()), sent, folder }
    }

    /// All of it, at once, and nothing has to be taken again.
    pub(super) async fn takes(&mut self, requests: impl IntoIterator<Item = Request>) {
        let again = self.task.take_all(requests.into_iter().collect()).await;
        assert!(again.is_empty(), "{again:?}");
    }

    pub(super) async fn member_is_live(&mut self, id: u64) {
        let (request, attached) = attach(id);
        self.takes([request]).await;
        drop(attached);
        let sound = Fact::AudioReady { member: member(id) };
        self.takes([fact(sound)]).await;
    }

    pub(super) async fn customer_attaches(&mut self, id: u64) -> (CustomerSnapshot, Feed) {
        let (reply, attached) = oneshot::channel();
        let (id, name) = (customer(id).0, "Mia".to_owned());
        let who = Attaching::Customer(CustomerView { id, name, number: None, user_id: None });
        self.takes([Request::Attach(AttachRequest { who, reply })]).await;
        let Attached { picture, pushed, .. } = attached.await.unwrap();
        let Picture::Customer(snapshot) = picture else { unreachable!("a customer's picture") };
        (snapshot, pushed)
    }

    /// VC21: the keys that the channels were told to send since the last look.
    pub(super) fn keys_sent(&mut self) -> Vec<String> {
        let errands = std::iter::from_fn(|| self.sent.try_recv().ok());
        let keys = errands.filter_map(|(_, errand)| match errand {
            Errand::Keys(sent) => Some(sent.keys),
            Errand::Effect { .. } | Errand::Ask(_) | Errand::FindCallee(_) => None,
        });
        keys.collect()
    }

    /// VC41: what other systems were to be asked since the last look.
    pub(super) fn asked(&mut self) -> Vec<Enquiry> {
        let errands = std::iter::from_fn(|| self.sent.try_recv().ok());
        let asked = errands.filter_map(|(_, errand)| match errand {
            Errand::Ask(enquiry) => Some(enquiry),
            Errand::Effect { .. } | Errand::Keys(_) | Errand::FindCallee(_) => None,
        });
        asked.collect()
    }

    /// VC41: whose numbers were to be found since the last look.
    pub(super) fn wanted_callees(&mut self) -> Vec<WantedCallee> {
        let errands = std::iter::from_fn(|| self.sent.try_recv().ok());
        let wanted = errands.filter_map(|(_, errand)| match errand {
            Errand::FindCallee(wanted) => Some(wanted),
            Errand::Effect { .. } | Errand::Keys(_) | Errand::Ask(_) => None,
        });
        wanted.collect()
    }

    /// Whether the text stands in any of the store's files.
    pub(super) fn holds(&self, text: &str) -> bool {
        let files = std::fs::read_dir(&self.folder).unwrap();
        let mut kept = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        kept.any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }

    /// Every commit fails from now on, as on a full disk.
    pub(super) async fn break_store(&self) {
        self.run(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .await;
    }

    pub(super) async fn mend_store(&self) {
        self.run("DROP TRIGGER full").await;
    }

    async fn run(&self, sql: &'static str) {
        let mut connection = SqliteConnection::connect(&url(&self.folder)).await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }

    /// After it the number of the next offer does not fit into 64 bits, and the core, built for tests, panics over it.
    pub(super) async fn take_the_last_fence(&mut self) {
        let (contact, member, at) = (contact(99, 99), member(3), self.task.clock.now());
        let entry = acd::Entry::Call { number: number(1) };
        let customer = customer(9);
        let decision =
            Decision { strategy: Strategy::LongestIdle, candidates: vec![], unlisted: 0 };
        let events = vec![
            Event::ContactArrived(acd::ContactArrived { contact, customer, entry, at }),
            Event::OfferMade(OfferMade {
                contact,
                member,
                group: group(1),
                fence: acd::Fence(u64::MAX),
                deadline: at,
                waited: Millis::ZERO,
                decision,
                why: acd::OfferWhy::Queue,
            }),
            Event::OfferEnded(OfferEnded { contact, member, end: OfferEnd::Cancelled, at }),
            Event::ContactEnded(acd::ContactEnded { contact, reason: EndReason::LeftInQueue, at }),
        ];
        let input = Input::Fact { fact: Fact::DeadlineReached };
        let mut batch = Batch::new(APPLICATION, self.task.seq);
        batch.entries.push(JournalEntry { input, by: None, at, events });
        self.task.store.append(batch).await.unwrap();
        self.task.astray = true;
    }

    /// The process is killed, and the next one begins an hour later.
    pub(super) async fn dies_for_an_hour(&mut self) {
        let (store, outlet) = (self.task.store.clone(), self.task.outlet.clone());
        let loaded = load(&store, APPLICATION).await.unwrap();
        let clock = Hurry::start(Timestamp(self.task.clock.now().0 + 3_600_000));
        let parts = DriverParts {
            application: APPLICATION,
            store,
            clock,
            outlet,
            snapshot_every: SNAPSHOT_EVERY,
        };
        self.task = DriverTask::new(parts, loaded, book());
        let again = self.task.wake_up().await;
        assert!(again.is_empty(), "{again:?}");
    }

    /// The same process, later.
    pub(super) async fn time_passes(&mut self, ms: u64) {
        let (store, outlet) = (self.task.store.clone(), self.task.outlet.clone());
        let loaded = load(&store, APPLICATION).await.unwrap();
        let clock = Hurry::start(Timestamp(self.task.clock.now().0 + ms));
        let parts = DriverParts {
            application: APPLICATION,
            store,
            clock,
            outlet,
            snapshot_every: SNAPSHOT_EVERY,
        };
        self.task = DriverTask::new(parts, loaded, book());
    }

    /// The next step that counts there panics: the core, built for tests, lets no number run over.
    pub(super) async fn poison(&mut self, id: u64, count: &str) {
        let mut acd = serde_json::to_value(&self.task.scene.acd).unwrap();
        let agent = &mut acd["agents"][member(id).0.to_string()];
        assert!(agent[count].is_u64(), "{agent}");
        agent[count] = u32::MAX.into();
        let body = serde_json::to_vec(&acd).unwrap();
        let (seq, at) = (self.task.seq, self.task.clock.now());
        let snapshot = store::Snapshot { seq, at, schema: crate::load::SCHEMA, body };
        self.task.store.save_snapshot(APPLICATION, snapshot).await.unwrap();
        self.task.astray = true;
    }

    pub(super) async fn member_is_online(&mut self, id: u64) {
        self.member_is_live(id).await;
        let (online, _) = command(By::Member(member(id)), None, Command::GoOnline);
        self.takes([online]).await;
    }

    /// A call that rings at the member's, who is the only one online.
    pub(super) async fn call_rings(&mut self, call: ContactId) -> acd::Fence {
        let (customer, number) = (customer(1), number(1));
        self.takes([fact(Fact::CallArrived { contact: call, customer, number })]).await;
        self.task.scene.acd.contact(call).unwrap().offer().unwrap().fence
    }

    pub(super) async fn talks(&mut self, id: u64, call: ContactId) {
        let fence = self.call_rings(call).await;
        let member = member(id);
        let (accept, mut taken) =
            command(By::Member(member), None, Command::Accept { contact: call, fence });
        self.takes([accept, fact(Fact::AgentHeard { contact: call, member })]).await;
        assert_eq!(taken.try_recv().unwrap(), Ok(Done::default()));
    }

    pub(super) async fn record(&self, contact: ContactId) -> store::RecordDetail {
        self.task.store.record(APPLICATION, contact).await.unwrap().unwrap()
    }

    /// The state that a restart would have.
    pub(super) async fn is_what_the_store_has(&self) {
        let loaded = load(&self.task.store, APPLICATION).await.unwrap();
        assert_eq!(loaded.acd, self.task.scene.acd);
        assert_eq!(loaded.seq, self.task.seq);
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

pub(super) fn fact(fact: Fact) -> Request {
    Request::Fact(fact)
}

pub(super) fn attach(id: u64) -> (Request, Receiver<Attached>) {
    let (reply, attached) = oneshot::channel();
    let who = Attaching::Member { member: member(id), resume: None };
    (Request::Attach(AttachRequest { who, reply }), attached)
}

pub(super) fn command(by: By, cmd_id: Option<Uuid>, command: Command) -> (Request, Answer) {
    let (reply, answer) = oneshot::channel();
    (
        Request::Command(CommandRequest {
            by,
            cmd_id,
            command,
            text: None,
            files: vec![],
            callee: None,
            opinion: None,
            reply,
        }),
        answer,
    )
}

pub(super) fn start(id: u64, contact: ContactId) -> (Request, Answer) {
    let start = Command::StartSession { contact, channel: channel(1) };
    command(By::Customer(customer(id)), None, start)
}

pub(super) fn say(
    id: u64,
    contact: ContactId,
    message: MessageId,
    cmd_id: Uuid,
) -> (Request, Answer) {
    let (reply, answer) = oneshot::channel();
    let (by, text) = (By::Customer(customer(id)), Some("Hello".to_owned()));
    let command = Command::SendMessage { contact, message, size: 5 };
    (
        Request::Command(CommandRequest {
            by,
            cmd_id: Some(cmd_id),
            command,
            text,
            files: vec![],
            callee: None,
            opinion: None,
            reply,
        }),
        answer,
    )
}

pub(super) fn events(outputs: Vec<acd::Output>) -> Vec<Event> {
    let events = outputs.into_iter().filter_map(|output| match output {
        acd::Output::Event(event) => Some(event),
        acd::Output::Effect(_) => None,
    });
    events.collect()
}

fn url(folder: &std::path::Path) -> String {
    format!("sqlite:{}", folder.join("rapport.db").display())
}
