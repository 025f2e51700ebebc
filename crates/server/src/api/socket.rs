//! A live socket as both live protocols use it: text frames both ways, pings that a browser answers without any script, and
//! an end when nothing is heard any more (ST10).

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, Interval};

use super::problem::Failure;

/// `hb_interval`; a hidden tab's throttled timers do not matter to it (F68).
const PING_EVERY: Duration = Duration::from_secs(5);
/// Two missed pings and the socket counts as dead.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// Larger than any frame of ours: an SDP offer is the longest.
const FRAME_MAX: usize = 64 * 1024;

pub(super) struct LiveSocket {
    socket: WebSocket,
    ping: Interval,
    heard: Instant,
}

/// What a request to a live address should be.
pub(super) type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// The socket is of no use any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gone;

/// Bounds what a client may send before anything of it is read.
pub(super) fn bounded(upgrade: Upgrade) -> Result<WebSocketUpgrade, Failure> {
    let upgrade = upgrade.map_err(|rejection| {
        let title = "This address speaks WebSocket only";
        Failure::new(StatusCode::UPGRADE_REQUIRED, "websocket-only", title)
            .with_detail(rejection.body_text())
    })?;
    Ok(upgrade.max_message_size(FRAME_MAX).max_frame_size(FRAME_MAX))
}

impl LiveSocket {
    pub(super) fn new(socket: WebSocket) -> Self {
        Self { socket, ping: tokio::time::interval(PING_EVERY), heard: Instant::now() }
    }

    /// The frame that every client begins with. `None` if it does not come in time or makes no sense.
    pub(super) async fn first<T: DeserializeOwned>(&mut self) -> Option<T> {
        let text = tokio::time::timeout(SILENCE_MAX, self.receive()).await.ok()??;
        serde_json::from_str(&text).ok()
    }

    /// The next text; `None` when the client closed, broke the protocol or fell silent. May be dropped and called again.
    pub(super) async fn receive(&mut self) -> Option<Utf8Bytes> {
        loop {
            tokio::select! {
                message = self.socket.recv() => {
                    self.heard = Instant::now();
                    match message {
                        Some(Ok(Message::Text(text))) => return Some(text),
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                        Some(Ok(Message::Binary(_) | Message::Close(_)) | Err(_)) | None => return None,
                    }
                }
                _ = self.ping.tick() => {
                    if self.heard.elapsed() > SILENCE_MAX {
                        return None;
                    }
                    self.put(Message::Ping(Bytes::new())).await.ok()?;
                }
            }
        }
    }

    pub(super) async fn send(&mut self, frame: &impl Serialize) -> Result<(), Gone> {
        let text = serde_json::to_string(frame).map_err(|_| Gone)?;
        self.put(Message::Text(text.into())).await
    }

    /// F60: a client that takes nothing does not hold up the watch over its socket.
    async fn put(&mut self, message: Message) -> Result<(), Gone> {
        match tokio::time::timeout(SILENCE_MAX, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }

    /// When the last frame of any kind came.
    pub(super) fn heard(&self) -> std::time::Instant {
        self.heard.into_std()
    }
}
