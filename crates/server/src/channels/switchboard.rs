//! The switchboard: one task that owns the SIP endpoint, every [`voice::Call`] and the members' phones. Effects of the core
//! come in here and become sound; what legs report goes to the driver as facts. It decides nothing about who gets a call.
//!
//! It never waits inside its loop: what takes time (the store, the driver, a browser's certificate) is done beside it and
//! comes back as a note.

mod arrival;
mod beside;
mod board;
mod call_out;
mod carry_out;
mod connection;
mod connections;
mod desk;
mod handset_calls;
mod handset_events;
mod handset_keeper;
mod handsets;
mod internal;
mod line;
mod line_id;
mod outside;
mod own_phone;
mod peers;
mod phone;
mod phone_line;
mod phone_standing;
mod phone_watch;
mod recovery;
mod request;
mod saved_leg;
mod serve;
mod signalling;
mod sip_gate;
mod sip_ports;
mod sip_tls;
mod trunk;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use acd::{ApplicationId, ContactId, MemberId, PhoneId};
use media::Prompts;
use store::{LiveHandset, LiveLeg, SipBinding, SipPhoneId, Store};
use tokio::sync::{mpsc, oneshot};

use self::beside::{Beside, Facts};
use self::board::{Board, Inlets};
use self::handset_keeper::HandsetKeeper;
use self::handsets::Handsets;
pub(crate) use self::handsets::{KnownPhone, PhoneState, REALM as SIP_PHONE_REALM};
pub(crate) use self::peers::peers;
pub(crate) use self::phone_watch::{PhoneAt, PhoneNews, PhoneWatch};
pub(crate) use self::request::Dialled;
use self::request::{PageEvent, Request};
use self::sip_ports::SipPorts;
use crate::application::Applications;
use crate::config::Config;
use crate::egress::Egress;
use crate::media::MediaThread;
use crate::parts::Parts;
use crate::private::Private;
use crate::recording::{NewsOfRecordings, Recorder};
use driver::{Errand, Outlet};

/// The way to the switchboard.
#[derive(Clone, Debug)]
pub(crate) struct Switchboard {
    errands: mpsc::UnboundedSender<(ApplicationId, Errand)>,
    requests: mpsc::Sender<Request>,
    /// VC31: where SIP phones register, as they are to be told; `None` where they cannot.
    pub(crate) sip_phones_at: Option<SocketAddr>,
}

/// Requests and notes that may wait for the loop; who brings one more waits with it. The loop waits for nobody, so that there is an
/// end to it.
const WAITING_MAX: usize = 1_024;

/// What a switchboard is built from.
pub(crate) struct SwitchboardParts {
    pub(crate) config: Config,
    pub(crate) applications: Applications,
    pub(crate) store: Store,
    pub(crate) recorder: Recorder,
    pub(crate) recordings_told: NewsOfRecordings,
    pub(crate) egress: Egress,
    pub(crate) vital: Parts,
}

impl Switchboard {
    /// Binds the sockets for SIP and sound, and starts. Must be called inside a runtime.
    pub(crate) fn start(parts: SwitchboardParts) -> anyhow::Result<Self> {
        let SwitchboardParts { config, recordings_told, vital, .. } = parts;
        let SwitchboardParts { applications, store, recorder, egress, .. } = parts;
        let (media, media_events) = MediaThread::start(&config, vital.part("the media thread"))?;
        let (sip_ports, streams) = SipPorts::bind(&config)?;
        let endpoint = trunk::endpoint(&config, &sip_ports)?;
        let (errands, errands_in) = mpsc::unbounded_channel();
        let (requests, requests_in) = mpsc::channel(WAITING_MAX);
        let (notes, notes_in) = mpsc::channel(WAITING_MAX);
        let beside = Beside {
            facts: Facts::to(&applications, &notes),
            applications,
            store,
            addresses: media.addresses(),
            recorder,
            egress,
            notes,
        };
        let told = beside::tell_of_recordings(beside.clone(), recordings_told);
        vital.spawn("telling of recordings", told);
        let (keeper, keeping) = HandsetKeeper::start(beside.store.clone(), beside.notes.clone());
        let bound = Handsets::bind(&config, keeper)?;
        if bound.is_some() {
            vital.spawn("keeping where SIP phones are", keeping);
        }
        let (handsets, handset_streams) = bound.unzip();
        let sip_phones_at = handsets.as_ref().map(Handsets::address);
        let mut board = Board::new(endpoint, media, sip_ports, beside, config.calls_max);
        board.handsets = handsets;
        let inlets = Inlets {
            errands: errands_in,
            requests: requests_in,
            notes: notes_in,
            media: media_events,
            streams,
            handset_streams,
        };
        vital.spawn("the switchboard", board.run(inlets));
        Ok(Self { errands, requests, sip_phones_at })
    }

    /// Where the driver of that application sends its effects.
    pub(crate) fn outlet(&self, application: ApplicationId) -> Outlet {
        Outlet { application, errands: self.errands.clone() }
    }

    /// The browser's one connection of the shift; replaces the member's earlier one. The answer to the offer, or why there
    /// is none.
    pub(crate) async fn member_phone(
        &self,
        at: PhoneAt,
        offer_sdp: String,
    ) -> Result<String, String> {
        self.ask(|reply| Request::MemberPhone { at, offer: Private(offer_sdp), reply }).await
    }

    /// F30: nothing is left to talk into, as the member's page says.
    pub(crate) async fn microphone_lost(&self, at: PhoneAt) {
        self.tell(Request::MicrophoneLost { at }).await;
    }

    /// For one socket of the member: what becomes of the phone that it may have.
    pub(crate) async fn watch_phone(
        &self,
        application: ApplicationId,
        member: MemberId,
    ) -> PhoneWatch {
        let (watcher, watch) = phone_watch::pair(application);
        self.tell(Request::Watch { member, watcher }).await;
        watch
    }

    /// The member works in that application no more; a phone in another one stays.
    pub(crate) async fn member_leaves(&self, application: ApplicationId, member: MemberId) {
        self.wait_for(|done| Request::Leaves { application, member, done }).await;
    }

    /// A call from a page: the browser's connection is the customer's leg. The answer comes once the call is taken.
    pub(crate) async fn dial(&self, dialled: Dialled, offer_sdp: String) -> Result<String, String> {
        self.ask(|reply| Request::Dial { dialled, offer: Private(offer_sdp), reply }).await
    }

    pub(crate) async fn page_hangs_up(&self, contact: ContactId) {
        self.wait_for(|done| Request::Page { contact, told: PageEvent::HungUp, done }).await;
    }

    /// A page of the customer who calls has a socket: the one that called came back, or there is another.
    pub(crate) async fn page_opened(&self, contact: ContactId) {
        self.wait_for(|done| Request::Page { contact, told: PageEvent::Opened, done }).await;
    }

    /// The page's socket is gone; its sound has ten seconds to prove that the page is not.
    pub(crate) async fn page_closed(&self, contact: ContactId) {
        self.wait_for(|done| Request::Page { contact, told: PageEvent::Closed, done }).await;
    }

    /// F01, at boot: every dialog that the process before left behind gets its BYE. The cores are told by their drivers.
    pub(crate) async fn recover(&self, legs: Vec<LiveLeg>) {
        self.wait_for(|done| Request::Recover { legs, done }).await;
    }

    /// VC31: these phones may register from now on and no others.
    pub(crate) async fn set_sip_phones(&self, phones: Vec<KnownPhone>) {
        self.restore_sip_phones(phones, Vec::new(), Vec::new()).await;
    }

    /// At boot. `places`: where they were before this process; `cut_off`: their calls that it left behind, which get their BYE
    /// (F01).
    pub(crate) async fn restore_sip_phones(
        &self,
        phones: Vec<KnownPhone>,
        places: Vec<SipBinding>,
        cut_off: Vec<LiveHandset>,
    ) {
        self.wait_for(|done| Request::SipPhones { phones, places, cut_off, done }).await;
    }

    /// What legs begin to hear from now on comes from this set.
    pub(crate) async fn use_prompts(&self, prompts: Arc<Prompts>) {
        self.wait_for(|done| Request::Prompts { prompts, done }).await;
    }

    /// Whether they are there.
    pub(crate) async fn sip_phone_states(&self) -> BTreeMap<SipPhoneId, PhoneState> {
        let (reply, states) = oneshot::channel();
        self.tell(Request::SipPhoneStates { reply }).await;
        states.await.unwrap_or_default()
    }

    /// VC12, VC30: whether this phone, which is no member's, rings or is talked by.
    pub(crate) async fn is_in_call(&self, phone: PhoneId) -> bool {
        let (reply, answer) = oneshot::channel();
        self.tell(Request::SipPhoneInCall { phone, reply }).await;
        answer.await.unwrap_or_default()
    }

    /// F07: takes no new calls from now on, and returns when there is none left.
    pub(crate) async fn drain(&self) {
        self.wait_for(|done| Request::Drain { done }).await;
    }

    /// F07: ends the calls that are left.
    pub(crate) async fn cut_off(&self) {
        self.wait_for(|done| Request::CutOff { done }).await;
    }

    async fn ask(&self, request: impl FnOnce(request::Reply) -> Request) -> Result<String, String> {
        let (reply, answer) = oneshot::channel();
        self.tell(request(reply)).await;
        answer.await.unwrap_or_else(|_| Err("the phone system is shutting down".to_owned()))
    }

    async fn wait_for(&self, request: impl FnOnce(oneshot::Sender<()>) -> Request) {
        let (done, taken) = oneshot::channel();
        self.tell(request(done)).await;
        // An error means that the switchboard has ended, and with it every leg.
        let _ended = taken.await;
    }

    async fn tell(&self, request: Request) {
        let _ended = self.requests.send(request).await;
    }
}
