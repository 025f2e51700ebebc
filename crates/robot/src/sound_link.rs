//! A browser's sound without a browser: one WebRTC connection over a UDP socket of its own, speaking what the server asks for.

use std::net::SocketAddr;
use std::time::Instant;

use media::{BrowserCaller, CallerEvent, Codec, FRAME_TIME};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, watch};

use crate::ear::Ear;
use crate::voice::Voice;

#[derive(Debug)]
pub(crate) struct SoundLink {
    pub(crate) offer: String,
    pub(crate) ear: Ear,
    pub(crate) up: watch::Receiver<bool>,
    orders: mpsc::UnboundedSender<Order>,
}

#[derive(Debug)]
enum Order {
    Answer(String),
    Say(Voice),
    Cut,
}

impl SoundLink {
    pub(crate) async fn open(
        near: SocketAddr,
        voice: Voice,
        codec: watch::Receiver<Option<Codec>>,
    ) -> anyhow::Result<Self> {
        let socket = UdpSocket::bind(SocketAddr::new(near.ip(), 0)).await?;
        let local = socket.local_addr()?;
        let (browser, offer) = BrowserCaller::offer(local, rand::random(), Instant::now())?;
        let (orders, ordered) = mpsc::unbounded_channel();
        let (up_is, up) = watch::channel(false);
        let ear = Ear::default();
        let line = Line { browser, socket, codec, up_is, ear: ear.clone() };
        tokio::spawn(line.run(voice, ordered));
        Ok(Self { offer, ear, up, orders })
    }

    /// The server's SDP answer. The link lives as long as this value.
    pub(crate) fn answer(&self, sdp: String) {
        let _gone = self.orders.send(Order::Answer(sdp));
    }

    pub(crate) fn say(&self, voice: Voice) {
        let _gone = self.orders.send(Order::Say(voice));
    }

    /// Gone without the goodbye that dropping it says.
    pub(crate) fn cut(&self) {
        let _gone = self.orders.send(Order::Cut);
    }
}

struct Line {
    browser: BrowserCaller,
    socket: UdpSocket,
    codec: watch::Receiver<Option<Codec>>,
    up_is: watch::Sender<bool>,
    ear: Ear,
}

impl Line {
    async fn run(mut self, mut voice: Voice, mut ordered: mpsc::UnboundedReceiver<Order>) {
        let mut beat = tokio::time::interval(FRAME_TIME);
        let mut packet = [0; 2_048];
        loop {
            let due = self.browser.next_tick();
            tokio::select! {
                Ok((length, source)) = self.socket.recv_from(&mut packet) => {
                    let datagram = packet.get(..length).unwrap_or_default();
                    self.browser.receive(source, datagram, Instant::now());
                }
                () = tokio::time::sleep_until(due.into()) => self.browser.tick(Instant::now()),
                _ = beat.tick() => {
                    self.browser.speak(&voice.frame(), Instant::now());
                    let mut heard = Vec::new();
                    self.browser.listen(&mut heard);
                    self.ear.hear(&heard);
                }
                Ok(()) = self.codec.changed() => {
                    let wanted = *self.codec.borrow_and_update();
                    if let Some(codec) = wanted {
                        self.browser.speak_with(codec);
                    }
                }
                order = ordered.recv() => match order {
                    Some(Order::Answer(sdp)) => {
                        if self.browser.answer(&sdp, Instant::now()).is_err() {
                            return;
                        }
                    }
                    Some(Order::Say(other)) => voice = other,
                    Some(Order::Cut) => return,
                    None => {
                        self.browser.hang_up(Instant::now());
                        self.flush().await;
                        return;
                    }
                },
            }
            self.flush().await;
        }
    }

    async fn flush(&mut self) {
        while let Some((to, datagram)) = self.browser.poll_transmit() {
            // Sound that cannot be sent is lost, as on any line.
            let _lost = self.socket.send_to(&datagram, to).await;
        }
        while let Some(event) = self.browser.poll_event() {
            match event {
                CallerEvent::Connected => drop(self.up_is.send_replace(true)),
                CallerEvent::Heard(_) | CallerEvent::Digit(_) => {}
                CallerEvent::Disconnected | CallerEvent::Closed => {
                    self.up_is.send_replace(false);
                }
            }
        }
    }
}
