//! Another system that flows ask (VC41): a socket of the stage's own, which says nothing until a play lets it.

use std::net::SocketAddr;
use std::time::Duration;

use acd::ConfigChange;
use anyhow::{Context, bail, ensure};
use flow::Node;
use serde_json::Value;
use stage::act::LookupAnswer;
use stage::cast::Customer;
use stage::ids;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::company::phone_number;

/// Long for a shared machine; what it bounds is a failure, not a measurement.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Lookup(TcpListener);

impl Lookup {
    pub(crate) async fn open() -> anyhow::Result<Self> {
        Ok(Self(TcpListener::bind("127.0.0.1:0").await?))
    }

    pub(crate) fn address(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.0.local_addr()?)
    }

    /// The cast's flow asks us, as an admin would have written it.
    pub(crate) fn tell(&self, changes: &mut [ConfigChange]) -> anyhow::Result<()> {
        let address = self.address()?;
        for change in changes {
            let ConfigChange::FlowPut { id: ids::LOOKUP, flow, .. } = change else { continue };
            for node in flow.nodes.values_mut() {
                if let Node::Request(request) = node {
                    request.url = format!("http://{address}/lookup");
                }
            }
        }
        Ok(())
    }

    /// To whoever asks next.
    pub(crate) async fn answers(&self, answers: &LookupAnswer) -> anyhow::Result<()> {
        let asked = tokio::time::timeout(PATIENCE, async {
            let (mut stream, _) = self.0.accept().await?;
            anyhow::Ok((question(&mut stream).await?, stream))
        });
        let (question, mut stream) = asked.await.context("nobody has asked the lookup")??;
        let number = question.get("number").and_then(Value::as_str).unwrap_or_default();
        let known = Customer::ALL.into_iter().any(|customer| phone_number(customer) == number);
        ensure!(known, "the lookup was asked for nobody of the cast: {question}");
        let answer = match answers.body() {
            Some(body) => {
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
            }
            None => "HTTP/1.1 500 Down\r\ncontent-length: 0\r\n\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await?;
        Ok(())
    }
}

/// The JSON that was posted.
async fn question(stream: &mut TcpStream) -> anyhow::Result<Value> {
    let mut read = Vec::new();
    loop {
        if let Some((_, body)) = String::from_utf8_lossy(&read).split_once("\r\n\r\n")
            && let Ok(question) = serde_json::from_str(body)
        {
            return Ok(question);
        }
        if stream.read_buf(&mut read).await? == 0 {
            bail!("a question without an end: {}", String::from_utf8_lossy(&read));
        }
    }
}
