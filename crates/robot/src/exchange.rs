//! The telephones behind a trunk: somebody calls them, and they ring, answer, speak, listen, or do not. Real SIP and RTP over
//! UDP, at one address for all numbers.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use media::{FRAME_TIME, RtpPhone};
use sip::{
    CallId, Cause, Codecs, Endpoint, EndpointConfig, Event, Limits, Output, Peer, Rejection,
    RemoteMedia,
};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, oneshot, watch};

use crate::caller::{CallerState, formats};
use crate::ear::Ear;
use crate::murmur::murmur;
use crate::voice::Voice;

/// Dropping it unplugs every telephone.
#[derive(Debug)]
pub struct Exchange {
    at: SocketAddr,
    orders: mpsc::UnboundedSender<(String, Order)>,
}

/// One number of an exchange. What it hears is in its ear.
#[derive(Debug)]
pub struct Telephone {
    number: String,
    state: watch::Receiver<CallerState>,
    orders: mpsc::UnboundedSender<(String, Order)>,
    ear: Ear,
}

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
    PlugIn { voice: Box<Voice>, state: watch::Sender<CallerState>, ear: Ear },
    Ring,
    Answer,
    Refuse(Rejection),
    HangUp,
}

impl Exchange {
    /// On a free port of this machine; whoever is on it may call.
    pub async fn open() -> anyhow::Result<Self> {
        Self::open_at(Ipv4Addr::LOCALHOST.into(), None).await
    }

    /// Where nobody need be plugged in: whoever is called for the first time comes out as a telephone that rings.
    pub(crate) async fn open_to_all(
        host: IpAddr,
    ) -> anyhow::Result<(Self, mpsc::UnboundedReceiver<Telephone>)> {
        let (newcomers, called) = mpsc::unbounded_channel();
        Ok((Self::open_at(host, Some(newcomers)).await?, called))
    }

    async fn open_at(
        host: IpAddr,
        newcomers: Option<mpsc::UnboundedSender<Telephone>>,
    ) -> anyhow::Result<Self> {
        let signalling = UdpSocket::bind(SocketAddr::from((host, 0))).await?;
        let at = signalling.local_addr()?;
        let endpoint = Endpoint::new(EndpointConfig {
            advertised: at,
            advertised_tls: None,
            peers: vec![Peer::new("callers", vec![at.ip().into()])],
            limits: Limits::default(),
            codecs: Codecs::default(),
            seed: rand::random(),
        });
        let (orders, ordered) = mpsc::unbounded_channel();
        // The board's own must not keep it running.
        let newcomers = newcomers.map(|to| Newcomers { to, orders: orders.downgrade() });
        let board = Board { endpoint, signalling, sets: BTreeMap::new(), newcomers };
        tokio::spawn(board.run(ordered));
        Ok(Self { at, orders })
    }

    /// Where a trunk sends its calls.
    pub const fn address(&self) -> SocketAddr {
        self.at
    }

    /// The telephone of this number; it replaces an earlier one.
    pub fn telephone(&self, number: &str, voice: Voice) -> Telephone {
        let (states, state) = watch::channel(CallerState::Dialling);
        let (number, ear) = (number.to_owned(), Ear::default());
        let plug = Order::PlugIn { voice: Box::new(voice), state: states, ear: ear.clone() };
        let _gone = self.orders.send((number.clone(), plug));
        Telephone { number, state, orders: self.orders.clone(), ear }
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

    pub fn hang_up(&self) {
        self.tell(Order::HangUp);
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
}

/// Who takes the telephones that somebody calls and nobody has plugged in.
struct Newcomers {
    to: mpsc::UnboundedSender<Telephone>,
    orders: mpsc::WeakUnboundedSender<(String, Order)>,
}

impl Newcomers {
    fn plug_in(&self, number: &str) -> Option<Set> {
        let (states, state) = watch::channel(CallerState::Dialling);
        let (number, ear) = (number.to_owned(), Ear::default());
        let orders = self.orders.upgrade()?;
        self.to.send(Telephone { number, state, orders, ear: ear.clone() }).ok()?;
        Some(Set::new(Voice::speech(murmur(PITCH_HZ)), states, ear))
    }
}

/// Of a voice that nobody has chosen.
const PITCH_HZ: f64 = 140.0;

/// A telephone on the board.
struct Set {
    voice: Voice,
    state: watch::Sender<CallerState>,
    ear: Ear,
    call: Option<CallId>,
    offer: Option<RemoteMedia>,
    /// Its talk goes on for as long as this is here.
    talk: Option<oneshot::Sender<()>>,
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
                    let datagram = signal.get(..length).unwrap_or_default();
                    let outputs = self.endpoint.receive(datagram, source.into(), Instant::now());
                    self.perform(outputs).await;
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

    async fn obey(&mut self, number: String, order: Order) {
        if let Order::PlugIn { voice, state, ear } = order {
            self.sets.insert(number, Set::new(*voice, state, ear));
            return;
        }
        let Some(set) = self.sets.get_mut(&number) else { return };
        let (Some(call), now) = (set.call, Instant::now()) else { return };
        let outputs = match order {
            Order::PlugIn { .. } => return,
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
            if let Some(set) = self.sets.get_mut(callee) {
                (set.call, set.offer) = (Some(*call), *offer);
                set.state.send_replace(CallerState::Ringing);
            }
            return Vec::new();
        }
        let call = Some(event.call());
        if let Some(set) = self.sets.values_mut().find(|set| set.call == call)
            && event.is_last()
        {
            set.call = None;
            set.becomes(CallerState::HungUp);
        }
        Vec::new()
    }
}

impl Set {
    fn new(voice: Voice, state: watch::Sender<CallerState>, ear: Ear) -> Self {
        Self { voice, state, ear, call: None, offer: None, talk: None }
    }

    /// Where it wants to hear the caller, to whom it speaks from now on.
    async fn pick_up(&mut self, host: IpAddr) -> Option<SocketAddr> {
        let offer = self.offer?;
        let sound = UdpSocket::bind(SocketAddr::new(host, 0)).await.ok()?;
        let at = sound.local_addr().ok()?;
        let phone = RtpPhone::new(formats(offer), rand::random());
        let (goes_on, over) = oneshot::channel();
        let talk = Talk { phone, sound, voice: self.voice.clone(), ear: self.ear.clone() };
        tokio::spawn(talk.run(offer.address, over));
        self.talk = Some(goes_on);
        self.state.send_replace(CallerState::Talking);
        Some(at)
    }

    fn is_engaged(&self) -> bool {
        matches!(*self.state.borrow(), CallerState::Ringing | CallerState::Talking)
    }

    /// What ended it first is what is told.
    fn becomes(&mut self, over: CallerState) {
        self.talk = None;
        self.state.send_if_modified(|state| {
            let open = matches!(state, CallerState::Ringing | CallerState::Talking);
            if open {
                *state = over;
            }
            open
        });
    }
}

struct Talk {
    phone: RtpPhone,
    sound: UdpSocket,
    voice: Voice,
    ear: Ear,
}

impl Talk {
    async fn run(mut self, remote: SocketAddr, mut over: oneshot::Receiver<()>) {
        let mut beat = tokio::time::interval(FRAME_TIME);
        let mut packet = [0; 2_048];
        loop {
            tokio::select! {
                Ok((length, _)) = self.sound.recv_from(&mut packet) => {
                    self.phone.hear(packet.get(..length).unwrap_or_default(), Instant::now());
                }
                _ = beat.tick() => {
                    let spoken = self.phone.speak(&self.voice.frame());
                    // Sound that cannot be sent is lost, as on any line.
                    let _lost = self.sound.send_to(&spoken, remote).await;
                    let mut heard = Vec::new();
                    self.phone.listen(&mut heard);
                    self.ear.hear(&heard);
                }
                _ = &mut over => return,
            }
        }
    }
}
