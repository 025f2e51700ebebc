//! What arrives on the port and is no SIP message.

use std::time::Duration;

use sip::Output;

use crate::stranger::{HERE, Stranger, THERE, Text, status};

#[test]
fn a_crlf_ping_is_answered_with_crlf_and_a_lone_crlf_with_nothing() {
    let mut stranger = Stranger::new();
    assert_eq!(stranger.send("\r\n\r\n"), ["\r\n"]);
    assert_eq!(stranger.send("\r\n"), Vec::<String>::new());
    assert_eq!(stranger.send([0u8; 4]), Vec::<String>::new());
    assert_eq!(stranger.send([]), Vec::<String>::new());
    assert_eq!(stranger.endpoint.counters().keep_alive, 4);
    assert_eq!(stranger.endpoint.counters().malformed, 0);
}

#[test]
fn a_stun_binding_request_is_told_its_address() {
    let mut stranger = Stranger::new();
    let mut request = vec![0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42];
    request.extend_from_slice(b"transaction!");
    let outputs = stranger.endpoint.receive(&request, THERE.parse().unwrap(), stranger.now);
    let [Output::Transmit { to, datagram }] = &outputs[..] else { panic!("{outputs:?}") };
    assert_eq!(to.to_string(), THERE);
    assert_eq!(datagram[..2], [1, 1]);
    assert_eq!(&datagram[8..20], b"transaction!");
    let port = u16::from_be_bytes([datagram[26], datagram[27]]) ^ 0x2112;
    let ip: Vec<_> = datagram[28..32]
        .iter()
        .zip([0x21, 0x12, 0xA4, 0x42])
        .map(|(byte, key)| byte ^ key)
        .collect();
    assert_eq!((port, &ip[..]), (5070, &[127, 0, 0, 1][..]));
    assert_eq!(stranger.endpoint.counters().stun, 1);
}

#[test]
fn other_stun_is_counted_and_not_answered() {
    let mut stranger = Stranger::new();
    let mut success = vec![1, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42];
    success.extend_from_slice(&[0; 12]);
    assert_eq!(stranger.send(success), Vec::<String>::new());
    assert_eq!(stranger.endpoint.counters().stun, 1);
}

#[test]
fn line_ends_before_a_message_are_skipped() {
    let mut stranger = Stranger::new();
    let options = format!("\r\n\r\n{}", Text::new("OPTIONS"));
    assert_eq!(status(&stranger.send(options)[0]), 200);
}

#[test]
fn an_answer_says_where_the_request_came_from() {
    let mut stranger = Stranger::new();
    let from: sip::Hop = "127.0.0.1:6000".parse().unwrap();
    let via = "SIP/2.0/UDP pbx.example:5070;branch=z9hG4bKa;rport;received=1.2.3.4, SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKb";
    let reply = stranger.send_from(from, Text::new("OPTIONS").set("Via", via).to_string());
    assert!(
        reply[0].contains(
            "Via: SIP/2.0/UDP pbx.example:5070;branch=z9hG4bKa;received=127.0.0.1;rport=6000, SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKb\r\n"
        ),
        "{}",
        reply[0]
    );
}

#[test]
fn without_rport_the_answer_goes_to_the_port_in_via_of_the_address_that_asked() {
    let mut stranger = Stranger::new();
    let from: sip::Hop = "127.0.0.1:6000".parse().unwrap();
    for (via, port) in [
        ("SIP/2.0/UDP 192.0.2.1:5099;branch=z9hG4bKa", 5099),
        ("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb", 5060),
        ("SIP/2.0/UDP 192.0.2.1:5099;rport;branch=z9hG4bKc", 6000),
    ] {
        let options = Text::new("OPTIONS").set("Via", via).to_string();
        let outputs = stranger.endpoint.receive(options.as_bytes(), from, stranger.now);
        let [Output::Transmit { to, .. }] = &outputs[..] else { panic!("{outputs:?}") };
        assert_eq!(to.to_string(), format!("127.0.0.1:{port}"));
    }
}

#[test]
fn the_endpoint_has_nothing_to_wait_for_when_nothing_happened() {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("OPTIONS").to_string());
    assert_eq!(stranger.endpoint.next_timeout(), None);
    assert_eq!(stranger.wait(Duration::from_hours(1)), Vec::<String>::new());
    assert!(HERE.ends_with("5060"));
}
