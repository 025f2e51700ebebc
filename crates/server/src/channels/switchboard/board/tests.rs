//! F08: a defect that one call meets is the end of that call alone.

use acd::{ApplicationId, ContactId, CustomerId, Fact, MemberId, Timestamp};
use media::Event;
use sip::{Endpoint, EndpointConfig, Limits};
use store::Store;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;
use voice::LineKind;

use super::*;
use crate::application::Applications;
use crate::channels::switchboard::beside::{Facts, Report};
use crate::channels::switchboard::line::Line;
use crate::channels::switchboard::phone_watch::{self, PhoneAt};
use crate::config::Config;
use crate::egress::Egress;
use crate::parts::Parts;
use crate::recording::Recorder;

const BROKEN: ContactId = ContactId(Uuid::from_u128(7));
const WHOLE: ContactId = ContactId(Uuid::from_u128(8));
const WHO: CustomerId = CustomerId(Uuid::from_u128(6));
const SHOP: ApplicationId = ApplicationId(Uuid::from_u128(5));
const ANN: MemberId = MemberId(Uuid::from_u128(1));

/// A board whose facts come out at the other end.
async fn board(facts: mpsc::UnboundedSender<Report>) -> Board {
    let any: std::net::SocketAddr = ([127, 0, 0, 1], 0).into();
    let rtp = "127.0.0.1:0-0".parse().unwrap();
    let config = Config { sip: any, media: any, rtp, ..Config::default() };
    let (media, _events) = MediaThread::start(&config, Parts::new().0.part("media")).unwrap();
    let (sip_ports, _streams) = SipPorts::bind(&config).unwrap();
    let endpoint = Endpoint::new(EndpointConfig {
        advertised: sip_ports.address(),
        advertised_tls: None,
        peers: Vec::new(),
        limits: Limits::default(),
        codecs: sip::Codecs::default(),
        seed: [1; 32],
    });
    let folder = std::env::temp_dir().join(format!("rapport-board-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = format!("sqlite:{}", folder.join("rapport.db").display());
    let store = Store::open(&url).await.unwrap();
    let clock = driver::Clock::start(Timestamp::default());
    let (recorder, _failures) =
        Recorder::start(&folder, store.clone(), clock, &Parts::new().0).unwrap();
    let beside = Beside {
        applications: Applications::default(),
        store,
        addresses: media.addresses(),
        recorder,
        egress: Egress::read(&Config::default(), clock).unwrap(),
        notes: mpsc::channel(1).0,
        facts: Facts::told_to(SHOP, facts),
    };
    Board::new(endpoint, media, sip_ports, beside, 10)
}

fn hold(board: &mut Board, contact: ContactId) {
    let (reply, _page) = oneshot::channel();
    let mut held = Held::new(contact, LineKind::Page, Line::page(WHO, reply));
    held.application = Some(SHOP);
    board.hold(contact, held);
    board.todo.push_back((contact, Input::Begun));
    board.todo.push_back((contact, Input::Arrived));
    board.settle();
}

fn arrange(board: &mut Board, contact: ContactId, wanted: Wanted) {
    board.arrange(SHOP, Effect::Arrange { contact, wanted }, None);
}

#[tokio::test]
async fn f08_a_defect_ends_one_call_and_no_other() {
    let (facts, mut told) = mpsc::unbounded_channel();
    let mut board = board(facts).await;
    hold(&mut board, BROKEN);
    hold(&mut board, WHOLE);
    board.step(BROKEN, |_| panic!("a defect"));
    assert_eq!(board.calls.keys().copied().collect::<Vec<_>>(), [WHOLE]);
    let lost = Fact::CallBroke { contact: BROKEN, fault: CallFault::LegsLost };
    assert_eq!(told.try_recv(), Ok(Report::Fact(lost)));
    assert!(told.try_recv().is_err());

    // What the core still wants of it is answered by what it has been told; what it wants of the other is done.
    arrange(&mut board, BROKEN, Wanted::Ended { reason: None });
    arrange(&mut board, WHOLE, Wanted::Ended { reason: None });
    board.settle();
    assert!(board.calls.is_empty() && board.deadlines.is_empty());
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn a_call_that_the_core_believes_in_and_nobody_holds_is_told_as_lost() {
    let (facts, mut told) = mpsc::unbounded_channel();
    let mut board = board(facts).await;
    arrange(&mut board, WHOLE, Wanted::Connecting { member: ANN, tone: false });
    let lost = Fact::CallBroke { contact: WHOLE, fault: CallFault::LegsLost };
    assert_eq!(told.try_recv(), Ok(Report::Fact(lost)));
}

#[tokio::test]
async fn news_of_a_members_leg_is_the_members_reach() {
    let (facts, mut told) = mpsc::unbounded_channel();
    let mut board = board(facts).await;
    let leg = Board::new_leg();
    let (_watcher, watch) = phone_watch::pair(SHOP);
    let at = PhoneAt { application: SHOP, member: ANN, socket: watch.socket };
    board.phones.replace(at, leg);
    board.media_event(Event::Connected { leg });
    assert_eq!(told.try_recv(), Ok(Report::Fact(Fact::AudioReady { member: ANN })));
}
