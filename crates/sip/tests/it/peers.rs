//! Who is heard, and who meets silence.

use std::net::SocketAddr;

use sip::{Peer, PeerAddress};

use crate::stranger::{Stranger, Text, status};

#[test]
fn a_stranger_meets_silence_and_is_counted() {
    let mut stranger = Stranger::new();
    let unknown: SocketAddr = "192.0.2.66:5060".parse().unwrap();
    for text in ["OPTIONS", "INVITE", "REGISTER"] {
        let replies = stranger.send_from(unknown, Text::new(text).to_string());
        assert_eq!(replies, Vec::<String>::new());
    }
    assert_eq!(stranger.send_from(unknown, "\r\n\r\n"), Vec::<String>::new());
    assert_eq!(stranger.send_from(unknown, "rubbish"), Vec::<String>::new());
    assert_eq!(stranger.endpoint.counters().unknown_source, 5);
    assert_eq!(stranger.endpoint.counters().malformed, 0);
    assert_eq!(stranger.events, []);
}

#[test]
fn addresses_ports_and_networks_are_told_apart() {
    for (rule, inside, outside) in [
        ("192.0.2.7", "192.0.2.7:1", "192.0.2.8:1"),
        ("192.0.2.7:5060", "192.0.2.7:5060", "192.0.2.7:5061"),
        ("192.0.2.0/24", "192.0.2.255:9", "192.0.3.0:9"),
        ("0.0.0.0/0", "8.8.8.8:53", "[2001:db8::1]:53"),
        ("192.0.2.7/32", "[::ffff:192.0.2.7]:5060", "192.0.2.6:5060"),
        ("2001:db8::/32", "[2001:db8:ffff::1]:5060", "[2001:db9::1]:5060"),
        ("[2001:db8::7]:5060", "[2001:db8::7]:5060", "[2001:db8::7]:5061"),
    ] {
        let mut stranger = Stranger::new();
        let addresses = vec![rule.parse::<PeerAddress>().unwrap()];
        stranger.endpoint.set_peers(vec![Peer::new(rule, addresses)]);
        let options = Text::new("OPTIONS").to_string();
        let heard = stranger.send_from(inside.parse::<SocketAddr>().unwrap(), &options);
        assert_eq!(heard.len(), 1, "{rule} covers {inside}");
        let silent = stranger.send_from(outside.parse::<SocketAddr>().unwrap(), &options);
        assert_eq!(silent.len(), 0, "{rule} does not cover {outside}");
    }
}

#[test]
fn nonsense_is_no_peer_address() {
    for text in ["", "trunk.example", "192.0.2.0/33", "192.0.2.0/-1", "2001:db8::/129", "1.2.3/8"] {
        assert!(text.parse::<PeerAddress>().is_err(), "{text}");
    }
}

#[test]
fn requests_in_a_dialog_go_to_peers_only_whatever_the_contact_says() {
    let mut stranger = Stranger::new();
    let invite = Text::invite().set("Contact", "<sip:victim@203.0.113.9:5060>").to_string();
    stranger.send(invite);
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    let tag = crate::stranger::to_tag(&ok[0]);
    stranger.send(Text::within("ACK", 1, &tag).to_string());
    let outputs = stranger.endpoint.hang_up(call, sip::Cause::NORMAL_CLEARING, stranger.now);
    let sent: Vec<_> = outputs
        .iter()
        .filter_map(|output| match output {
            sip::Output::Transmit { to, datagram } => Some((*to, datagram)),
            sip::Output::Event(_) | sip::Output::Trunk(_) | sip::Output::Phone(_) => None,
        })
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0.to_string(), "127.0.0.1:5070");
    assert!(sent[0].1.starts_with(b"BYE sip:victim@203.0.113.9:5060 SIP/2.0"));
}

#[test]
fn calls_go_out_to_peers_only() {
    let mut stranger = Stranger::new();
    let to = sip::Destination { user: "1".into(), address: "203.0.113.9:5060".parse().unwrap() };
    let media = "127.0.0.1:10010".parse().unwrap();
    let refused = stranger.endpoint.invite(&to, &sip::Party::default(), media, stranger.now);
    assert_eq!(refused.unwrap_err(), sip::InviteError::NotAPeer(to.address));
}

#[test]
fn a_known_peer_is_heard() {
    let mut stranger = Stranger::new();
    assert_eq!(status(&stranger.send(Text::new("OPTIONS").to_string())[0]), 200);
}
