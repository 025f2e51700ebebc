//! The switchboard: one task that owns the SIP endpoint, every [`voice::Call`] and the members' phones. Effects of the core
//! come in here and become sound; what legs report goes to the driver as facts. It decides nothing about who gets a call.
//!
//! It never waits inside its loop: what takes time (the store, the driver, a browser's certificate) is done beside it and
//! comes back as a note.

mod arrival;
mod beside;
mod board;
mod carry_out;
mod line;
mod phone;
mod recovery;
mod request;
mod saved_leg;
mod serve;
mod sip_gate;
mod sip_socket;
mod trunk;

use acd::{ApplicationId, ContactId, CustomerId, Effect, MemberId, NumberId};
use store::{LiveLeg, Store};
use tokio::sync::{mpsc, oneshot, watch};

use self::beside::Beside;
use self::board::{Board, Inlets};
use self::request::{Dialled, Request, Told};
use self::sip_socket::SipSocket;
use crate::config::Config;
use crate::media::MediaThread;
use driver::Clock;
use driver::Driver;

/// The way to the switchboard.
#[derive(Clone, Debug)]
pub(crate) struct Switchboard {
    effects: mpsc::UnboundedSender<Effect>,
    requests: mpsc::UnboundedSender<Request>,
}

/// What a switchboard is built from.
pub(crate) struct SwitchboardParts {
    pub(crate) config: Config,
    pub(crate) application: ApplicationId,
    pub(crate) driver: Driver,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

impl Switchboard {
    /// Binds the sockets for SIP and sound, and starts. Must be called inside a runtime.
    pub(crate) fn start(parts: SwitchboardParts) -> anyhow::Result<Self> {
        let SwitchboardParts { config, application, driver, store, clock } = parts;
        let (media, media_events) = MediaThread::start(&config)?;
        let socket = SipSocket::bind(&config)?;
        let endpoint = trunk::endpoint(&config, socket.address())?;
        let (effects, effects_in) = mpsc::unbounded_channel();
        let (requests, requests_in) = mpsc::unbounded_channel();
        let (notes, notes_in) = mpsc::unbounded_channel();
        let beside = Beside {
            application,
            facts: beside::in_order(driver.clone()),
            driver,
            store,
            clock,
            addresses: media.addresses(),
            notes,
        };
        let board = Board::new(endpoint, media, socket, beside, config.calls_max);
        let inlets = Inlets {
            effects: effects_in,
            requests: requests_in,
            notes: notes_in,
            media: media_events,
        };
        tokio::spawn(board.run(inlets));
        Ok(Self { effects, requests })
    }

    /// The driver's outlet.
    pub(crate) fn effects(&self) -> mpsc::UnboundedSender<Effect> {
        self.effects.clone()
    }

    /// The browser's one connection of the shift; replaces the member's earlier one. The answer to the offer, or why there
    /// is none.
    pub(crate) async fn member_phone(
        &self,
        member: MemberId,
        offer_sdp: String,
    ) -> Result<String, String> {
        self.ask(|reply| Request::MemberPhone { member, offer: offer_sdp, reply }).await
    }

    /// Changes when that member's connection was lost, not when another has replaced it.
    pub(crate) fn watch_member(&self, member: MemberId) -> watch::Receiver<u64> {
        let (lost, receiver) = watch::channel(0);
        self.tell(Request::Watch { member, lost });
        receiver
    }

    pub(crate) async fn member_signed_out(&self, member: MemberId) {
        self.wait_for(|done| Request::SignedOut { member, done }).await;
    }

    /// A call from a page: the browser's connection is the customer's leg. The answer comes once the call is taken.
    pub(crate) async fn dial(
        &self,
        contact: ContactId,
        customer: CustomerId,
        number: NumberId,
        offer_sdp: String,
    ) -> Result<String, String> {
        let dialled = Dialled { contact, customer, number };
        self.ask(|reply| Request::Dial { dialled, offer: offer_sdp, reply }).await
    }

    pub(crate) async fn page_hangs_up(&self, contact: ContactId) {
        self.wait_for(|done| Request::Page { contact, told: Told::HungUp, done }).await;
    }

    /// The page's socket is gone; its sound has ten seconds to prove that the page is not.
    pub(crate) async fn page_closed(&self, contact: ContactId) {
        self.wait_for(|done| Request::Page { contact, told: Told::Closed, done }).await;
    }

    /// F01, at boot: every dialog that the process before left behind gets its BYE, every call that the core still
    /// knows is told as lost.
    pub(crate) async fn recover(&self, legs: Vec<LiveLeg>, live: Vec<ContactId>) {
        self.wait_for(|done| Request::Recover { legs, live, done }).await;
    }

    async fn ask(&self, request: impl FnOnce(request::Reply) -> Request) -> Result<String, String> {
        let (reply, answer) = oneshot::channel();
        self.tell(request(reply));
        answer.await.unwrap_or_else(|_| Err("the phone system is shutting down".to_owned()))
    }

    async fn wait_for(&self, request: impl FnOnce(oneshot::Sender<()>) -> Request) {
        let (done, taken) = oneshot::channel();
        self.tell(request(done));
        // An error means that the switchboard has ended, and with it every leg.
        let _ended = taken.await;
    }

    fn tell(&self, request: Request) {
        let _ended = self.requests.send(request);
    }
}
