//! Whether what browsers and phones send by UDP arrives: their sound, and the registrations of phones.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::UdpSocket;

use super::{Finding, is_inside};
use crate::config::Config;

const ARRIVES_WITHIN: Duration = Duration::from_secs(2);

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let mut findings = vec![port(config, "Sound of browsers", "--media", config.media).await];
    if let Some(phones) = config.sip_phones {
        findings.push(port(config, "SIP phones", "--sip-phones", phones).await);
    }
    for address in config.rtp.addresses() {
        findings.push(port(config, "Sound of phones", "--rtp", address).await);
    }
    findings
}

/// Sends a datagram to where the outside sends, and waits for it where we would listen.
async fn port(config: &Config, what: &str, flag: &str, bound: SocketAddr) -> Finding {
    let held = match UdpSocket::bind(bound).await {
        Ok(held) => held,
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            return Finding::bad(format!(
                "{what}: {flag} {bound} is in use. If that is a Rapport, stop it and check again."
            ));
        }
        Err(error) => {
            return Finding::bad(format!("{what}: {flag} {bound} cannot be used: {error}"));
        }
    };
    let place = config.advertised(bound);
    if !arrives(&held, place).await {
        return Finding::bad(format!(
            "{what}: a packet to UDP {place} did not arrive. Either the port is not forwarded to this machine, or the \
             router does not lead its own network back; then try from outside."
        ));
    }
    let reach = if place.ip().is_loopback() {
        ", from this machine alone"
    } else if is_inside(place.ip()) {
        ", from its own network alone; for others give --public-address"
    } else {
        ""
    };
    Finding::good(format!("{what}: UDP {place} leads here{reach}."))
}

async fn arrives(held: &UdpSocket, place: SocketAddr) -> bool {
    let any = if place.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let Ok(sender) = UdpSocket::bind(any).await else { return false };
    let sign: [u8; 16] = rand::random();
    if sender.send_to(&sign, place).await.is_err() {
        return false;
    }
    let ours = async {
        let mut packet = [0; 64];
        // Strangers may send here at the same time.
        while let Ok((length, _)) = held.recv_from(&mut packet).await {
            if packet[..length] == sign {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(ARRIVES_WITHIN, ours).await.unwrap_or(false)
}
