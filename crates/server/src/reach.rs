//! `rapport check`: whether browsers and trunks can reach this machine, in words (OP10).
//!
//! It holds the ports itself for a moment, so it is for a server that does not run yet; where one runs, it says so.

mod sound;
mod trunk;
mod web;

use std::fmt;
use std::net::IpAddr;

use crate::config::Config;

/// One thing that was tried, and what it means.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) good: bool,
    sentence: String,
}

impl Finding {
    fn good(sentence: impl Into<String>) -> Self {
        Self { good: true, sentence: sentence.into() }
    }

    fn bad(sentence: impl Into<String>) -> Self {
        Self { good: false, sentence: sentence.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", if self.good { "ok " } else { "NOT" }, self.sentence)
    }
}

/// Tries everything that the settings name. An error is a setting that cannot be understood.
pub(crate) async fn check(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let peers = crate::channels::switchboard::peers(config)?;
    let mut findings = web::check(config).await?;
    findings.extend(sound::check(config).await);
    findings.extend(trunk::check(config, &peers).await);
    Ok(findings)
}

/// Whether only this network, or this machine, can send to the address (RFC 1918, RFC 6598, RFC 4193).
fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == 100 && second & 0xc0 == 64;
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}
