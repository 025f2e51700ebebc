//! The telephones behind a trunk: somebody calls them, and they ring, answer, speak, listen, or do not. Real SIP and RTP over
//! UDP, at one address for all numbers.

mod set;
mod talk;

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use media::Digit;
use sip::{
    Cause, Codecs, Endpoint, EndpointConfig, Event, KeyWay, Limits, Output, Peer, Rejection,
};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, watch};

use self::set::{Set, asks_to_answer};
use crate::caller::CallerState;
use crate::ear::Ear;
use crate::murmur::murmur;
use crate::registration::{Heard, PhoneLogin, Registered, Registration};
use crate::voice::Voice;

/// Dropping it unplugs every telephone.
#[derive(Debug)]
pub struct Exchange {
    at: SocketAddr,
    orders: mpsc::UnboundedSender<(String, Order)>,
}

/// One number of an exchange. What it hears is in its ear. Clones are the same telephone.
#[derive(Clone, Debug)]
pub struct Telephone {
    number: String,
    state: watch::Receiver<CallerState>,
    orders: mpsc::UnboundedSender<(String, Order)>,
    ear: Ear,
    keys: Keys,
}

/// The keys that were sent to a telephone, by whatever way.
type Keys = Arc<Mutex<String>>;

/// Why a telephone does not take a call.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    Busy,
    Rejected,
    /// Nobody has the number.
    Nobody,
    /// The network takes no call.
    NoLine,
}

#[derive(Debug)]
enum Order {
    PlugIn(Box<Set>),
    Ring,
    Answer,
    Refuse(Rejection),
    Hold,
    Resume,
    Press(Vec<Digit>),
    HangUp,
    /// For so many seconds; 0 takes leave.
    Register(u32),
}

impl Exchange {
    /// On a free port of this machine; whoever is on it may call.
    pub async fn open() -> anyhow::Result<Self> {
        Self::open_at(Ipv4Addr::LOCALHOST.into(), None, Codecs::default()).await
    }

    /// VC21: its telephones know no telephone events.
    pub(crate) async fn open_without_events() -> anyhow::Result<Self> {
        let codecs = Codecs { keys: KeyWay::InfoAlone, ..Codecs::default() };
        Self::open_at(Ipv4Addr::LOCALHOST.into(), None, codecs).await
    }

    /// Where nobody need be plugged in: whoever is called for the first time comes out as a telephone that rings.
    pub(crate) async fn open_to_all(
        host: IpAddr,
    ) -> anyhow::Result<(Self, mpsc::UnboundedReceiver<Telephone>)> {
        let (newcomers, called) = mpsc::unbounded_channel();
        Ok((Self::open_at(host, Some(newcomers), Codecs::default()).await?, called))
    }

    async fn open_at(
        host: IpAddr,
        newcomers: Option<mpsc::UnboundedSender<Telephone>>,
        codecs: Codecs,
    ) -> anyhow::Result<Self> {
        let signalling = UdpSocket::bind(SocketAddr::from((host, 0))).await?;
        let at = signalling.local_addr()?;
        let endpoint = Endpoint::new(EndpointConfig {
            advertised: at,
            advertised_tls: None,
            peers: vec![Peer::new("callers", vec![at.ip().into()])],
            limits: Limits::default(),
            codecs,
            seed: rand::random(),
        });
        let (orders, ordered) = mpsc::unbounded_channel();
        // The board's own must not keep it running.
        let newcomers = newcomers.map(|to| Newcomers { to, orders: orders.downgrade() });
        let (sets, lifts) = (BTreeMap::new(), Vec::new());
        let board = Board { endpoint, signalling, sets, newcomers, lifts };
        tokio::spawn(board.run(ordered));
        Ok(Self { at, orders })
    }

    /// Where a trunk sends its calls.
    pub const fn address(&self) -> SocketAddr {
        self.at
    }

    /// The telephone of this number; it replaces an earlier one.
    pub fn telephone(&self, number: &str, voice: Voice) -> Telephone {
        let (set, telephone) = plugged(number, voice, self.orders.clone());
        self.plug_in(number, set);
        telephone
    }

    /// A SIP phone: it says itself where it is, and answers by itself if it is told to.
    pub(crate) fn phone(
        &self,
        login: PhoneLogin,
        voice: Voice,
    ) -> (Telephone, watch::Receiver<Registered>) {
        let (told, registered) = watch::channel(Registered::Unheard);
        let user = login.user.clone();
        let (mut set, telephone) = plugged(&user, voice, self.orders.clone());
        set.registration = Some(Registration::new(login, self.at, told));
        self.plug_in(&user, set);
        (telephone, registered)
    }

    fn plug_in(&self, number: &str, set: Set) {
        let _gone = self.orders.send((number.to_owned(), Order::PlugIn(Box::new(set))));
    }
}

impl Telephone {
    pub(crate) fn number(&self) -> &str {
        &self.number
    }

    pub const fn ear(&self) -> &Ear {
        &self.ear
    }

    /// `Dialling` before anybody has called, `Ringing` from the INVITE on.
    pub fn state(&self) -> CallerState {
        self.state.borrow().clone()
    }

    /// Waits until `wanted` says yes to its state.
    pub async fn until(
        &mut self,
        within: Duration,
        wanted: impl Fn(&CallerState) -> bool,
    ) -> anyhow::Result<()> {
        let found = tokio::time::timeout(within, self.state.wait_for(|state| wanted(state))).await;
        let found = found.is_ok_and(|found| found.is_ok());
        anyhow::ensure!(found, "the telephone stayed {:?} for {within:?}", self.state());
        Ok(())
    }

    /// Lets the caller know that it rings.
    pub fn ring(&self) {
        self.tell(Order::Ring);
    }

    pub fn answer(&self) {
        self.tell(Order::Answer);
    }

    pub fn refuse(&self, why: Refusal) {
        self.tell(Order::Refuse(match why {
            Refusal::Busy => Rejection::Busy,
            Refusal::Rejected => Rejection::Declined,
            Refusal::Nobody => Rejection::NotFound,
            Refusal::NoLine => Rejection::Unavailable { retry_after: None },
        }));
    }

    /// The other side hears nothing of it until it is taken up again (RFC 3264 §8.4, by the address 0.0.0.0).
    pub fn hold(&self) {
        self.tell(Order::Hold);
    }

    pub fn resume(&self) {
        self.tell(Order::Resume);
    }

    /// In the sound, or as SIP INFO where the other side has agreed to no telephone events. What is on no telephone is left out.
    pub fn press(&self, keys: &str) {
        self.tell(Order::Press(keys.chars().filter_map(Digit::from_char).collect()));
    }

    /// VC21: what was sent so far.
    pub fn keys(&self) -> String {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn hang_up(&self) {
        self.tell(Order::HangUp);
    }

    /// For so many seconds; 0 takes leave.
    pub(crate) fn register(&self, lasts: u32) {
        self.tell(Order::Register(lasts));
    }

    fn tell(&self, order: Order) {
        let _gone = self.orders.send((self.number.clone(), order));
    }
}

struct Board {
    endpoint: Endpoint,
    signalling: UdpSocket,
    sets: BTreeMap<String, Set>,
    newcomers: Option<Newcomers>,
    /// Those that were told to answer by themselves.
    lifts: Vec<String>,
}

/// Who takes the telephones that somebody calls and nobody has plugged in.
struct Newcomers {
    to: mpsc::UnboundedSender<Telephone>,
    orders: mpsc::WeakUnboundedSender<(String, Order)>,
}

impl Newcomers {
    fn plug_in(&self, number: &str) -> Option<Set> {
        let voice = Voice::speech(murmur(PITCH_HZ));
        let (set, telephone) = plugged(number, voice, self.orders.upgrade()?);
        self.to.send(telephone).ok()?;
        Some(set)
    }
}

/// Of a voice that nobody has chosen.
const PITCH_HZ: f64 = 140.0;

fn plugged(
    number: &str,
    voice: Voice,
    orders: mpsc::UnboundedSender<(String, Order)>,
) -> (Set, Telephone) {
    let (states, state) = watch::channel(CallerState::Dialling);
    let (number, ear, keys) = (number.to_owned(), Ear::default(), Keys::default());
    let set = Set::new(voice, states, (ear.clone(), Arc::clone(&keys)));
    (set, Telephone { number, state, orders, ear, keys })
}

impl Board {
    async fn run(mut self, mut ordered: mpsc::UnboundedReceiver<(String, Order)>) {
        let mut signal = vec![0; 65_536];
        loop {
            let due = self.endpoint.next_timeout();
            let alarm = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                Ok((length, source)) = self.signalling.recv_from(&mut signal) => {
                    self.receive(signal.get(..length).unwrap_or_default(), source).await;
                }
                () = alarm => {
                    let outputs = self.endpoint.handle_timeout(Instant::now());
                    self.perform(outputs).await;
                }
                order = ordered.recv() => match order {
                    Some((number, order)) => self.obey(number, order).await,
                    None => return,
                },
            }
        }
    }

    async fn receive(&mut self, datagram: &[u8], source: SocketAddr) {
        let mut registrations = self.sets.values_mut().filter_map(|set| set.registration.as_mut());
        let registers = |it: &mut Registration| Some((it.hear(datagram)?, it.server()));
        if let Some((heard, server)) = registrations.find_map(registers) {
            if let Heard::Again(request) = heard {
                self.send(&request, server).await;
            }
            return;
        }
        let outputs = self.endpoint.receive(datagram, source.into(), Instant::now());
        self.perform(outputs).await;
        let lifts = std::mem::take(&mut self.lifts);
        for number in lifts.into_iter().filter(|_| asks_to_answer(datagram)) {
            self.obey(number, Order::Answer).await;
        }
    }

    async fn send(&self, request: &str, server: SocketAddr) {
        // Whoever waits for the answer asks again.
        let _lost = self.signalling.send_to(request.as_bytes(), server).await;
    }

    async fn obey(&mut self, number: String, order: Order) {
        if let Order::PlugIn(set) = order {
            self.sets.insert(number, *set);
            return;
        }
        let Some(set) = self.sets.get_mut(&number) else { return };
        if let Order::Register(lasts) = order {
            let begun = set.registration.as_mut().map(|it| (it.begin(lasts), it.server()));
            let Some((request, server)) = begun else { return };
            return self.send(&request, server).await;
        }
        let (Some(call), now) = (set.call, Instant::now()) else { return };
        let outputs = match order {
            Order::PlugIn(_) | Order::Register(_) => return,
            Order::Ring => self.endpoint.ring(call, now),
            Order::Answer => {
                let Some(host) = self.signalling.local_addr().ok().map(|at| at.ip()) else {
                    return;
                };
                let Some(sound) = set.pick_up(host).await else { return };
                self.endpoint.answer(call, sound, now)
            }
            Order::Refuse(rejection) => {
                set.becomes(CallerState::Failed(rejection.status()));
                self.endpoint.reject(call, rejection, now)
            }
            Order::Hold | Order::Resume => {
                let Some(sound) = set.sound else { return };
                let nowhere = SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), sound.port());
                let at = if matches!(order, Order::Hold) { nowhere } else { sound };
                self.endpoint.reoffer(call, at, now)
            }
            Order::Press(digits) => {
                let digits = set.press(digits).into_iter();
                digits.flat_map(|it| self.endpoint.press(call, it.as_char(), now)).collect()
            }
            Order::HangUp => {
                set.becomes(CallerState::Left);
                self.endpoint.hang_up(call, Cause::NORMAL_CLEARING, now)
            }
        };
        self.perform(outputs).await;
    }

    async fn perform(&mut self, outputs: Vec<Output>) {
        let mut outputs = VecDeque::from(outputs);
        while let Some(output) = outputs.pop_front() {
            match output {
                Output::Transmit { to, datagram } => {
                    // SIP repeats what is lost.
                    let _lost = self.signalling.send_to(&datagram, to.address).await;
                }
                Output::Event(event) => outputs.extend(self.note(&event)),
                Output::Trunk(_) | Output::Phone(_) => {}
            }
        }
    }

    fn note(&mut self, event: &Event) -> Vec<Output> {
        if let Event::Invited { call, callee, offer, .. } = event {
            if self.sets.get(callee).is_some_and(Set::is_engaged) {
                return self.endpoint.reject(*call, Rejection::Busy, Instant::now());
            }
            if let Some(newcomers) = &self.newcomers {
                self.sets.retain(|_, set| set.is_engaged());
                self.sets.extend(newcomers.plug_in(callee).map(|set| (callee.clone(), set)));
            }
            // Who is not plugged in lets it ring for nobody: the caller hears nothing.
            let Some(set) = self.sets.get_mut(callee) else { return Vec::new() };
            set.is_called(*call, *offer);
            if set.registration.is_none() {
                return Vec::new();
            }
            // A SIP phone says at once that it rings, as all do.
            self.lifts.push(callee.clone());
            return self.endpoint.ring(*call, Instant::now());
        }
        let call = Some(event.call());
        let Some(set) = self.sets.values_mut().find(|set| set.call == call) else {
            return Vec::new();
        };
        if let Event::Dtmf { digit, .. } = event {
            set.has_read(Digit::from_char(*digit));
        }
        if event.is_last() {
            set.is_let_go();
        }
        Vec::new()
    }
}
