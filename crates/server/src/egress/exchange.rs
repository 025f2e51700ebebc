//! One request and its answer, over a connection of its own to an address that was checked.

use std::net::SocketAddr;
use std::time::Duration;

use acd::Timestamp;
use axum::http::{HeaderValue, Method, Request, Uri, header};
use bytes::Bytes;
use flow::{ANSWER_SIZE_MAX, Field, Outgoing};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::failure::Failure;
use super::secret::Secret;
use super::target::Target;

/// Of an address that does not answer, where another one is left.
const CONNECT_MAX: Duration = Duration::from_millis(1_500);
/// Of an answer's head: what is longer is no answer.
const HEAD_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 100;

/// What is to be sent.
pub(super) struct Exchange(Request<Full<Bytes>>);

impl Exchange {
    pub(super) fn prepare(
        target: &Target,
        outgoing: &Outgoing,
        secret: Option<&Secret>,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let fields = outgoing.fields.iter().map(|(name, field)| (name.as_str(), text(field)));
        let (method, query, body) = match outgoing.method {
            flow::Method::Get => {
                let query = target.query.iter().cloned().chain(
                    fields.map(|(name, text)| format!("{}={}", encoded(name), encoded(text))),
                );
                (Method::GET, query.collect::<Vec<_>>().join("&"), Vec::new())
            }
            flow::Method::Post => {
                let object: serde_json::Map<_, _> =
                    fields.map(|(name, text)| (name.to_owned(), Value::from(text))).collect();
                let body = serde_json::to_vec(&object).map_err(|_| Failure::Unsendable)?;
                (Method::POST, target.query.clone().unwrap_or_default(), body)
            }
        };
        let path =
            if query.is_empty() { target.path.clone() } else { format!("{}?{query}", target.path) };
        let mut request = Request::builder()
            .method(&method)
            .uri(Uri::try_from(path).map_err(|_| Failure::Unsendable)?)
            .header(header::HOST, &target.authority)
            .header(header::USER_AGENT, "Rapport")
            .header(header::ACCEPT, "application/json")
            .header(header::CONNECTION, "close");
        if method == Method::POST {
            request =
                request.header(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let signed = if method == Method::POST { body.clone() } else { query.into_bytes() };
        let mut request =
            request.body(Full::new(Bytes::from(body))).map_err(|_| Failure::Unsendable)?;
        if let Some(secret) = secret {
            secret.prove(request.headers_mut(), &signed, now);
        }
        Ok(Self(request))
    }

    /// Sends it to the first of the addresses that takes a connection.
    pub(super) async fn with(
        self,
        target: &Target,
        addresses: &[SocketAddr],
        tls: Option<&TlsConnector>,
    ) -> Result<Vec<u8>, Failure> {
        let stream = connect(addresses).await?;
        let Some(tls) = tls else { return self.over(stream).await };
        let name = ServerName::try_from(target.host.clone()).map_err(|_| Failure::Untrusted)?;
        let stream = tls.connect(name, stream).await.map_err(|_| Failure::Untrusted)?;
        self.over(stream).await
    }

    /// An answer that leads elsewhere is not followed: it is none of the 200s.
    async fn over(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> Result<Vec<u8>, Failure> {
        let mut http = http1::Builder::new();
        http.max_buf_size(HEAD_MAX).max_headers(HEADERS_MAX);
        let (mut sender, connection) =
            http.handshake(TokioIo::new(stream)).await.map_err(|_| Failure::NoHttp)?;
        // Dropped with the exchange, it ends with it.
        let mut carrier = JoinSet::new();
        carrier.spawn(connection);
        let answer = sender.send_request(self.0).await.map_err(|_| Failure::NoHttp)?;
        if !answer.status().is_success() {
            return Err(Failure::Status(answer.status().as_u16()));
        }
        let body = Limited::new(answer.into_body(), ANSWER_SIZE_MAX).collect().await;
        let body = body.map_err(|error| {
            if error.is::<LengthLimitError>() { Failure::TooLong } else { Failure::NoHttp }
        })?;
        Ok(body.to_bytes().to_vec())
    }
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Failure> {
    for address in addresses {
        let connected = tokio::time::timeout(CONNECT_MAX, TcpStream::connect(address)).await;
        if let Ok(Ok(stream)) = connected {
            return Ok(stream);
        }
    }
    Err(Failure::Unreachable)
}

fn text(field: &Field) -> &str {
    match field {
        Field::Known(text) => text,
        Field::Secret(secret) => secret.reveal(),
    }
}

fn encoded(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}
