//! A customer's page that calls: one live socket, and one browser connection over a UDP socket of its own.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::{SinkExt, StreamExt};
use media::{BrowserCaller, FRAME_TIME, SAMPLE_RATE, Tone, level_db};
use tokio::net::{TcpStream, UdpSocket};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;
use wire::PROTOCOL;
use wire::widget::{
    CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerOpen, CustomerServerFrame,
    CustomerToken,
};
use wire::workspace::Sdp;

use crate::demo::{Demo, SOON};

/// What is measured: the last 400 ms.
const WINDOW: usize = SAMPLE_RATE as usize * 4 / 10;

pub(crate) struct Page {
    heard: Arc<Mutex<Vec<i16>>>,
    closed: oneshot::Sender<()>,
}

pub(crate) type Live = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Page {
    /// Opens the page, dials, and says a tone from the moment in which the server has answered.
    pub(crate) async fn dial(demo: &Demo, hz: f64) -> Self {
        let mut live = open(demo).await;
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let local = socket.local_addr().unwrap();
        let (mut browser, sdp) = BrowserCaller::offer(local, 1, Instant::now()).unwrap();
        let command = CustomerCommand::Dial(Sdp { sdp });
        let frame = CustomerCommandFrame { cmd_id: Uuid::now_v7(), command };
        send(&mut live, &CustomerFrame::Command(frame)).await;
        let answer = receive(&mut live, |frame| match frame {
            CustomerServerFrame::CallAnswer(Sdp { sdp }) => Some(sdp),
            _ => None,
        });
        browser.answer(&answer.await, Instant::now()).unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (closed, close) = oneshot::channel();
        let line =
            Line { browser, socket, live, tone: Tone::new(hz, -10.0), heard: Arc::clone(&heard) };
        tokio::spawn(line.run(close));
        Self { heard, closed }
    }

    pub(crate) async fn hears(&self, hz: f64, wanted: impl Fn(f64) -> bool) {
        let started = tokio::time::Instant::now();
        loop {
            let level = self.level(hz);
            if level.is_some_and(&wanted) {
                return;
            }
            assert!(started.elapsed() < SOON, "the page hears {hz} Hz at {level:?} dB");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Closes the tab: the socket and the connection go together.
    pub(crate) fn close(self) {
        self.closed.send(()).unwrap();
    }

    fn level(&self, hz: f64) -> Option<f64> {
        let heard = self.heard.lock().unwrap();
        let last = heard.get(heard.len().checked_sub(WINDOW)?..)?;
        Some(level_db(last, SAMPLE_RATE, hz))
    }
}

struct Line {
    browser: BrowserCaller,
    socket: UdpSocket,
    live: Live,
    tone: Tone,
    heard: Arc<Mutex<Vec<i16>>>,
}

impl Line {
    async fn run(mut self, mut close: oneshot::Receiver<()>) {
        let mut beat = tokio::time::interval(FRAME_TIME);
        let mut packet = [0; 2_048];
        loop {
            let due = self.browser.next_tick();
            tokio::select! {
                Ok((length, source)) = self.socket.recv_from(&mut packet) => {
                    self.browser.receive(source, &packet[..length], Instant::now());
                }
                () = tokio::time::sleep_until(due.into()) => self.browser.tick(Instant::now()),
                _ = beat.tick() => {
                    self.browser.speak(&self.tone.frame(), Instant::now());
                    self.browser.listen(&mut self.heard.lock().unwrap());
                }
                Some(Ok(_)) = self.live.next() => {}
                _ = &mut close => {
                    self.browser.hang_up(Instant::now());
                    self.flush().await;
                    return;
                }
            }
            self.flush().await;
        }
    }

    async fn flush(&mut self) {
        while let Some((to, datagram)) = self.browser.poll_transmit() {
            self.socket.send_to(&datagram, to).await.unwrap();
        }
        while self.browser.poll_event().is_some() {}
    }
}

/// A new customer, with the picture read.
pub(crate) async fn open(demo: &Demo) -> Live {
    open_as(demo, &token(demo).await).await
}

/// One more page of the customer who has this token.
pub(crate) async fn open_as(demo: &Demo, token: &str) -> Live {
    let mut live = introduced(demo, token).await;
    receive(&mut live, |frame| matches!(frame, CustomerServerFrame::Snapshot(_)).then_some(()))
        .await;
    live
}

pub(crate) async fn token(demo: &Demo) -> String {
    let (url, key) = (&demo.guide.url, &demo.guide.widget_key);
    let created = reqwest::Client::new()
        .post(format!("{url}/api/v1/widget/{key}/customers"))
        .header("x-rapport-csrf", "1")
        .send()
        .await
        .unwrap();
    let CustomerToken { token } = created.error_for_status().unwrap().json().await.unwrap();
    token
}

/// All that the server says to a page with this token until it closes the socket.
pub(crate) async fn frames_for(demo: &Demo, token: &str) -> Vec<String> {
    let mut live = introduced(demo, token).await;
    let mut frames = Vec::new();
    while let Ok(Some(Ok(message))) = tokio::time::timeout(SOON, live.next()).await {
        if let Message::Text(text) = message {
            frames.push(text.to_string());
        }
    }
    frames
}

/// What the server says first to a frame of its own that stands in this page.
pub(crate) async fn first_frame(demo: &Demo, token: &str, shown_by: Option<&str>) -> String {
    let mut live = shown(demo, token, shown_by).await;
    loop {
        let said = tokio::time::timeout(SOON, live.next()).await.unwrap();
        // The server's own pings come in between.
        if let Message::Text(text) = said.unwrap().unwrap() {
            return text.to_string();
        }
    }
}

async fn introduced(demo: &Demo, token: &str) -> Live {
    shown(demo, token, None).await
}

async fn shown(demo: &Demo, token: &str, shown_by: Option<&str>) -> Live {
    let live = format!("{}/api/v1/widget/live", demo.guide.url.replacen("http", "ws", 1));
    let (mut live, _) = connect_async(live).await.unwrap();
    let (key, token) = (demo.guide.widget_key.clone(), token.to_owned());
    let open = CustomerOpen { protocol: PROTOCOL, key, token, page: shown_by.map(str::to_owned) };
    send(&mut live, &CustomerFrame::Open(open)).await;
    live
}

pub(crate) async fn send(live: &mut Live, frame: &CustomerFrame) {
    live.send(Message::text(serde_json::to_string(frame).unwrap())).await.unwrap();
}

/// The first frame that `wanted` takes.
pub(crate) async fn receive<T>(
    live: &mut Live,
    wanted: impl Fn(CustomerServerFrame) -> Option<T>,
) -> T {
    let found = async {
        loop {
            let message = live.next().await.unwrap().unwrap();
            let Ok(text) = message.to_text() else { continue };
            let Ok(frame) = serde_json::from_str(text) else { continue };
            if let Some(found) = wanted(frame) {
                return found;
            }
        }
    };
    tokio::time::timeout(SOON, found).await.unwrap()
}
