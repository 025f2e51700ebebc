//! A live socket as a browser holds it: frames up and down, answers matched to commands.

use anyhow::Context;
use futures::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub struct Live {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Live {
    pub async fn connect(url: &str, cookie: Option<&str>) -> anyhow::Result<Self> {
        let mut request = url.into_client_request()?;
        if let Some(cookie) = cookie {
            request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
        }
        let (socket, _) = connect_async(request).await.with_context(|| format!("{url} refused"))?;
        Ok(Self { socket })
    }

    pub async fn send(&mut self, frame: &impl Serialize) -> anyhow::Result<()> {
        self.send_text(serde_json::to_string(frame)?).await
    }

    pub async fn send_text(&mut self, frame: String) -> anyhow::Result<()> {
        self.socket.send(Message::text(frame)).await?;
        Ok(())
    }

    /// The next frame; `None` when the server has closed.
    pub async fn receive<T: DeserializeOwned>(&mut self) -> anyhow::Result<Option<T>> {
        let text = self.receive_text().await?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// The same, unread.
    pub async fn receive_text(&mut self) -> anyhow::Result<Option<String>> {
        while let Some(message) = self.socket.next().await {
            match message? {
                Message::Text(text) => return Ok(Some(text.as_str().to_owned())),
                Message::Close(_) => return Ok(None),
                // Pings are answered by the library while it is read.
                _ => {}
            }
        }
        Ok(None)
    }
}
