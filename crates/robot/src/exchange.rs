//! The telephones behind a trunk: somebody calls them, and they ring, answer, speak, listen, or do not. Real SIP and RTP over
//! UDP, at one address for all numbers.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
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
        let signalling = UdpSocket::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
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
        let board = Board { endpoint, signalling, sets: BTreeMap::new() };
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
        let found = found.map(|found| found.is_ok()).unwrap_or_default();
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
}

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
            let (call, offer, talk) = (None, None, None);
            self.sets.insert(number, Set { voice: *voice, state, ear, call, offer, talk });
            return;
        }
        let Some(set) = self.sets.get_mut(&number) else { return };
        let (Some(call), now) = (set.call, Instant::now()) else { return };
        let outputs = match order {
            Order::PlugIn { .. } => return,
            Order::Ring => self.endpoint.ring(call, now),
            Order::Answer => {
                let Some(sound) = set.pick_up().await else { return };
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
        for output in outputs {
            match output {
                Output::Transmit { to, datagram } => {
                    // SIP repeats what is lost.
                    let _lost = self.signalling.send_to(&datagram, to.address).await;
                }
                Output::Event(event) => self.note(&event),
                Output::Trunk(_) => {}
            }
        }
    }

    fn note(&mut self, event: &Event) {
        if let Event::Invited { call, callee, offer, .. } = event {
            // Who is not plugged in lets it ring for nobody: the caller hears nothing.
            if let Some(set) = self.sets.get_mut(callee) {
                (set.call, set.offer) = (Some(*call), *offer);
                set.state.send_replace(CallerState::Ringing);
            }
            return;
        }
        let call = Some(event.call());
        let Some(set) = self.sets.values_mut().find(|set| set.call == call) else { return };
        if event.is_last() {
            set.call = None;
            set.becomes(CallerState::HungUp);
        }
    }
}

impl Set {
    /// Where it wants to hear the caller, to whom it speaks from now on.
    async fn pick_up(&mut self) -> Option<SocketAddr> {
        let offer = self.offer?;
        let sound = UdpSocket::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.ok()?;
        let at = sound.local_addr().ok()?;
        let phone = RtpPhone::new(formats(offer), rand::random());
        let (goes_on, over) = oneshot::channel();
        let talk = Talk { phone, sound, voice: self.voice.clone(), ear: self.ear.clone() };
        tokio::spawn(talk.run(offer.address, over));
        self.talk = Some(goes_on);
        self.state.send_replace(CallerState::Talking);
        Some(at)
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
