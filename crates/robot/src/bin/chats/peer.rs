//! The other side: a socket.io server that stores each message in PostgreSQL before it passes it on (`bench/socket-io`). Its
//! clients speak Engine.IO 4 and Socket.IO 5 over a WebSocket, without polling first.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use robot::Live;
use serde_json::json;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::load::Chats;
use crate::watch::{self, Watch};

/// Dropping it ends the server.
pub(crate) struct Office {
    server: Child,
    pub(crate) chats: Chats,
}

/// As many customers share an agent as with us.
const CHATS_EACH: usize = 50;

pub(crate) async fn open(
    program: &Path,
    postgres: &str,
    customers: usize,
    watch: &Watch,
) -> anyhow::Result<Office> {
    let mut server = Command::new("node");
    server.arg(program).arg(postgres).env("NODE_ENV", "production");
    let mut server = server.stdout(Stdio::piped()).spawn().context("start node")?;
    let said = server.stdout.take().context("it says where it listens")?;
    let mut office = Office { server, chats: Chats::new() };
    let mut port = String::new();
    BufReader::new(said).read_line(&mut port)?;
    let url = format!("ws://127.0.0.1:{}/socket.io/?EIO=4&transport=websocket", port.trim());
    for agent in 0..customers.div_ceil(CHATS_EACH) {
        let auth = json!({ "role": "agent", "agent": agent });
        tokio::spawn(look(connect(&url, &auth).await?, watch.clone()));
    }
    for customer in 0..customers {
        let auth = json!({
            "role": "customer", "agent": customer / CHATS_EACH, "conversation": customer,
        });
        let (wishes, wished) = mpsc::unbounded_channel();
        tokio::spawn(chat(connect(&url, &auth).await?, watch.clone(), wished));
        office.chats.push(wishes);
    }
    Ok(office)
}

impl Office {
    pub(crate) fn pid(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // It may have ended before.
        let _over = self.server.kill();
        let _over = self.server.wait();
    }
}

/// Engine.IO's packets: open, ping, pong. Socket.IO's, in Engine.IO's messages: connect, event, acknowledgement.
const OPEN: char = '0';
const PING: &str = "2";
const PONG: &str = "3";
const CONNECT: &str = "40";
const EVENT: &str = "42";
const ACK: &str = "43";

async fn connect(url: &str, auth: &serde_json::Value) -> anyhow::Result<Live> {
    let mut live = Live::connect(url, None).await?;
    let opened = live.receive_text().await?.unwrap_or_default();
    anyhow::ensure!(opened.starts_with(OPEN), "no Engine.IO: {opened}");
    live.send_text(format!("{CONNECT}{auth}")).await?;
    let connected = live.receive_text().await?.unwrap_or_default();
    anyhow::ensure!(connected.starts_with(CONNECT), "no Socket.IO: {connected}");
    Ok(live)
}

async fn look(mut live: Live, watch: Watch) {
    while let Ok(Some(frame)) = live.receive_text().await {
        if frame == PING {
            let Ok(()) = live.send_text(PONG.to_owned()).await else { return };
        }
        watch.shown(&frame);
    }
}

async fn chat(mut live: Live, watch: Watch, mut wished: mpsc::UnboundedReceiver<u32>) {
    loop {
        let frame = tokio::select! {
            frame = live.receive_text() => {
                let Ok(Some(frame)) = frame else { return };
                if let Some(number) = acknowledged(&frame) {
                    watch.acknowledged(number);
                }
                if frame != PING {
                    continue;
                }
                PONG.to_owned()
            }
            number = wished.recv() => {
                let Some(number) = number else { return };
                let say = json!(["say", { "id": Uuid::now_v7(), "text": watch::text(number) }]);
                format!("{EVENT}{number}{say}")
            }
        };
        if live.send_text(frame).await.is_err() {
            return;
        }
    }
}

fn acknowledged(frame: &str) -> Option<u32> {
    let (number, _) = frame.strip_prefix(ACK)?.split_once('[')?;
    number.parse().ok()
}
