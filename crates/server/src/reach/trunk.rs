//! Whether each SIP peer answers, and can answer to the address that it is told.

use std::net::SocketAddr;
use std::time::Duration;

use sip::{Peer, Transport};
use tokio::net::{TcpStream, UdpSocket};
use uuid::Uuid;

use super::{Finding, is_inside};
use crate::config::Config;

const ANSWERS_WITHIN: Duration = Duration::from_secs(4);
/// RFC 3261 §17.1.2.2: timer E, for one lost datagram.
const ASK_AGAIN_AFTER: Duration = Duration::from_millis(500);

pub(super) async fn check(config: &Config, peers: &[Peer]) -> Vec<Finding> {
    let told = config.advertised(config.sip);
    let mut findings = Vec::new();
    for peer in peers {
        for (transport, there) in peer.addresses.iter().filter_map(sip::PeerAddress::destination) {
            findings.push(match transport {
                Transport::Udp => asked(config, peer, told, there).await,
                Transport::Tcp | Transport::Tls => connected(peer, there).await,
            });
            if is_inside(told.ip()) && !is_inside(there.ip()) {
                findings.push(Finding::bad(format!(
                    "Trunk {} is outside this network, but is told the address {}: give --public-address.",
                    peer.name,
                    told.ip()
                )));
            }
        }
    }
    findings
}

/// OPTIONS, from the port that calls come from (RFC 3261 §11). Any answer will do.
async fn asked(config: &Config, peer: &Peer, told: SocketAddr, there: SocketAddr) -> Finding {
    let name = &peer.name;
    let socket = match UdpSocket::bind(config.sip).await {
        Ok(socket) => socket,
        Err(error) => {
            return Finding::bad(format!(
                "Trunk {name}: --sip {} cannot be used ({error}). If a Rapport runs there, stop it and check again.",
                config.sip
            ));
        }
    };
    match tokio::time::timeout(ANSWERS_WITHIN, answer(&socket, told, there)).await {
        Ok(Some(status)) => {
            Finding::good(format!("Trunk {name} at UDP {there} answers: {status}."))
        }
        Ok(None) | Err(_) => Finding::bad(format!(
            "Trunk {name} at UDP {there} does not answer. Either it does not know this machine as {told}, or UDP {told} \
             does not lead here."
        )),
    }
}

/// The status of the first answer, as in `200 OK`.
async fn answer(socket: &UdpSocket, told: SocketAddr, there: SocketAddr) -> Option<String> {
    let (call, branch) = (Uuid::now_v7().simple(), Uuid::now_v7().simple());
    let request = format!(
        "OPTIONS sip:{there} SIP/2.0\r\nVia: SIP/2.0/UDP {told};rport;branch=z9hG4bK{branch}\r\nMax-Forwards: 70\r\n\
         From: <sip:check@{told}>;tag={branch}\r\nTo: <sip:{there}>\r\nCall-ID: {call}\r\nCSeq: 1 OPTIONS\r\n\
         Contact: <sip:check@{told}>\r\nContent-Length: 0\r\n\r\n"
    );
    let mut packet = vec![0; 4096];
    loop {
        socket.send_to(request.as_bytes(), there).await.ok()?;
        let heard = async {
            loop {
                let (length, from) = socket.recv_from(&mut packet).await.ok()?;
                let text = String::from_utf8_lossy(&packet[..length]).into_owned();
                if from == there
                    && text.contains(&branch.to_string())
                    && let Some(line) = text.lines().next()
                    && let Some(status) = line.strip_prefix("SIP/2.0 ")
                {
                    return Some(status.to_owned());
                }
            }
        };
        if let Ok(heard) = tokio::time::timeout(ASK_AGAIN_AFTER, heard).await {
            return heard;
        }
    }
}

async fn connected(peer: &Peer, there: SocketAddr) -> Finding {
    let name = &peer.name;
    match tokio::time::timeout(ANSWERS_WITHIN, TcpStream::connect(there)).await {
        Ok(Ok(_)) => Finding::good(format!("Trunk {name} takes connections at {there}.")),
        Ok(Err(_)) | Err(_) => {
            Finding::bad(format!("Trunk {name} takes no connection at {there}."))
        }
    }
}
