//! A live socket as both live protocols use it: text frames both ways, pings that a browser answers without any script, and
//! an end when nothing is heard any more (ST10).

use std::time::Duration;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, Interval};

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

/// Bounds what a client may send before anything of it is read.
pub(super) fn bounded(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade.max_message_size(FRAME_MAX).max_frame_size(FRAME_MAX)
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
                    let ping = Message::Ping(axum::body::Bytes::new());
                    self.socket.send(ping).await.ok()?;
                }
            }
        }
    }

    pub(super) async fn send(&mut self, frame: &impl Serialize) -> Result<(), axum::Error> {
        let text = serde_json::to_string(frame).map_err(axum::Error::new)?;
        self.socket.send(Message::Text(text.into())).await
    }

    /// When the last frame of any kind came.
    pub(super) fn heard(&self) -> std::time::Instant {
        self.heard.into_std()
    }
}
