//! Whom the demo's agents can call without a trunk (VC06): robots, at one SIP address for every number.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use robot::Town;

use super::LOOPBACK;
use crate::boot::Mode;
use crate::config::Config;

/// Nobody who serves has one, nor who has a trunk. It is gone when it is dropped.
pub(crate) async fn open_town(mode: &Mode, config: &mut Config) -> anyhow::Result<Option<Town>> {
    if matches!(mode, Mode::Serve) {
        return Ok(None);
    }
    let town = if config.sip_peer.is_empty() {
        let town = Town::open(host(config.sip)).await?;
        config.sip_peer.push(format!("{LOOPBACK}={}", town.address()));
        Some(town)
    } else {
        None
    };
    config.sip_peer.push(callers(config.sip.ip()));
    Ok(town)
}

/// They come from any port of this machine. A network takes no calls out (at the usual port of this machine is somebody else),
/// and the smallest one leaves the rest of the loopback addresses strangers.
fn callers(host: IpAddr) -> String {
    let network = match host {
        IpAddr::V4(ip) if ip.is_loopback() => format!("{ip}/31"),
        IpAddr::V6(ip) if ip.is_loopback() => format!("{ip}/127"),
        ip => ip.to_string(),
    };
    format!("{LOOPBACK}={network}")
}

/// It lives on this machine, whatever the server listens at.
fn host(sip: SocketAddr) -> IpAddr {
    match sip.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}
