//! How to get into a running demo, as it wrote it down (`DATA/demo.json`).

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
pub struct Guide {
    pub url: String,
    pub hotline: String,
    /// `sip:NUMBER@ADDRESS`.
    pub sip: String,
    pub widget_key: String,
    pub members: Vec<Account>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub email: String,
    pub password: String,
}

impl Guide {
    pub fn read(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("demo.json");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read: does the demo run?", path.display()))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Where SIP peers send to.
    pub fn sip_server(&self) -> Option<SocketAddr> {
        self.sip.rsplit_once('@')?.1.parse().ok()
    }

    /// `ws://…` of the same server.
    pub fn socket(&self, path: &str) -> String {
        format!("{}{path}", self.url.replacen("http", "ws", 1))
    }
}
