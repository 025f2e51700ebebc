//! UDP, TCP and TLS: which way a message goes, and what happens when the way is gone.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::time::Duration;

use sip::{
    CallId, Cause, Destination, Event, Hop, InviteError, Output, Party, Peer, Size, Transport,
};

use crate::stranger::{SDP, Stranger, Text, answer_to, header, names, status, to_tag};

/// The connection of the stranger, from a port where nobody listens.
const CONNECTED: &str = "tcp:127.0.0.1:49152";
const MEDIA: &str = "127.0.0.1:10010";

/// Where each message goes and what it is.
fn sent(outputs: &[Output]) -> Vec<(Hop, String)> {
    let sent = outputs.iter().filter_map(|output| match output {
        Output::Transmit { to, datagram } => {
            Some((*to, String::from_utf8_lossy(datagram).into_owned()))
        }
        Output::Event(_) | Output::Trunk(_) | Output::Phone(_) => None,
    });
    sent.collect()
}

fn hop(text: &str) -> Hop {
    text.parse().unwrap()
}

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn over(transport: &str, text: Text) -> Text {
    text.set("Via", &format!("SIP/2.0/{transport} 127.0.0.1:5070;branch=z9hG4bKone"))
}

/// A call that came over TCP and is up; gives our tag in it.
fn up_by_tcp(stranger: &mut Stranger) -> (CallId, String) {
    stranger.send_from(hop(CONNECTED), over("TCP", Text::invite()).to_string());
    let call = stranger.last_call();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
    let tag = to_tag(&ok[0]);
    stranger.send_from(hop(CONNECTED), Text::within("ACK", 1, &tag).to_string());
    (call, tag)
}

fn call(stranger: &mut Stranger, to: &str, user: &str) -> (CallId, Vec<(Hop, String)>) {
    let to = Destination { user: user.to_owned(), address: hop(to) };
    let now = stranger.now;
    let (call, outputs) =
        stranger.endpoint.invite(&to, &Party::default(), address(MEDIA), now).unwrap();
    (call, sent(&outputs))
}

#[test]
fn an_answer_takes_the_connection_of_its_question_and_knows_where_else_to_go() {
    let mut stranger = Stranger::new();
    let options = over("TCP", Text::new("OPTIONS")).to_string();
    let now = stranger.now;
    let outputs = stranger.endpoint.receive(options.as_bytes(), hop(CONNECTED), now);
    let answers = sent(&outputs);
    let [(to, answer)] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(status(answer), 200);
    // RFC 3261 §18.2.2: the connection; when that is closed, the port in Via.
    assert_eq!(to.connection, Some(address("127.0.0.1:49152")));
    assert_eq!((to.transport, to.address), (Transport::Tcp, address("127.0.0.1:5070")));
}

#[test]
fn a_connection_is_owed_the_answers_to_what_it_brought() {
    let mut stranger = Stranger::new();
    assert!(!stranger.endpoint.owes(hop(CONNECTED)));
    stranger.send_from(hop(CONNECTED), over("TCP", Text::invite()).to_string());
    let call = stranger.last_call();
    assert!(stranger.endpoint.owes(hop(CONNECTED)));
    assert!(!stranger.endpoint.owes(hop("tcp:127.0.0.1:49153")));
    stranger.act(|endpoint, now| endpoint.ring(call, now));
    assert!(stranger.endpoint.owes(hop(CONNECTED)), "180 is no final answer");
    stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
    assert!(!stranger.endpoint.owes(hop(CONNECTED)));
}

#[test]
fn nothing_is_repeated_where_nothing_is_lost() {
    let mut stranger = Stranger::new();
    let (_, outputs) = call(&mut stranger, "tcp:127.0.0.1:5070", "1");
    assert!(outputs[0].1.starts_with("INVITE sip:1@127.0.0.1:5070;transport=tcp SIP/2.0\r\n"));
    assert!(header(&outputs[0].1, "Via").unwrap().starts_with("SIP/2.0/TCP 127.0.0.1:5060;"));
    assert_eq!(stranger.wait(Duration::from_secs(31)), Vec::<String>::new(), "no Timer A");
    stranger.wait(Duration::from_secs(2));
    assert!(matches!(stranger.events[..], [Event::Failed { status: 408, .. }]), "Timer B stays");
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn a_200_is_repeated_on_any_transport_until_its_ack() {
    let mut stranger = Stranger::new();
    stranger.send_from(hop(CONNECTED), over("TCP", Text::invite()).to_string());
    let call = stranger.last_call();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
    // RFC 3261 §13.3.1.4: somewhere on the way there may be datagrams.
    assert_eq!(stranger.wait(Duration::from_millis(600)), ok);
    stranger.send_from(hop(CONNECTED), Text::within("ACK", 1, &to_tag(&ok[0])).to_string());
    assert_eq!(stranger.wait(Duration::from_secs(40)), Vec::<String>::new());
}

#[test]
fn a_refusal_over_tcp_is_said_once_and_its_transaction_ends_with_the_ack() {
    let mut stranger = Stranger::new();
    let refused = over("TCP", Text::invite().set("Max-Forwards", "0"));
    let reply = stranger.send_from(hop(CONNECTED), refused.to_string());
    assert_eq!(status(&reply[0]), 483);
    assert_eq!(stranger.wait(Duration::from_secs(5)), Vec::<String>::new(), "no Timer G");
    let ack = over("TCP", Text::new("ACK").set("To", header(&reply[0], "To").unwrap()));
    stranger.send_from(hop(CONNECTED), ack.to_string());
    stranger.wait(Duration::ZERO);
    assert_eq!(stranger.endpoint.size(), Size::default(), "Timer I is zero");
}

#[test]
fn requests_in_a_dialog_take_the_connection_that_its_last_request_came_by() {
    let mut stranger = Stranger::new();
    let (call, tag) = up_by_tcp(&mut stranger);
    let other = hop("tcp:127.0.0.1:50000");
    stranger.send_from(other, Text::within("INFO", 2, &tag).to_string());
    let now = stranger.now;
    let bye = sent(&stranger.endpoint.hang_up(call, Cause::NORMAL_CLEARING, now));
    assert_eq!(bye[0].0.connection, Some(other.address));
    // The Contact is the address to open one to.
    assert_eq!(bye[0].0.address, address("127.0.0.1:5070"));
    assert!(header(&bye[0].1, "Via").unwrap().starts_with("SIP/2.0/TCP "), "{}", bye[0].1);
}

#[test]
fn the_contact_says_how_to_come_back() {
    for (by, request, contact) in [
        ("127.0.0.1:5070", Text::invite(), "<sip:127.0.0.1:5060>"),
        (CONNECTED, Text::invite(), "<sip:127.0.0.1:5060;transport=tcp>"),
        ("tls:127.0.0.1:49153", Text::invite(), "<sip:127.0.0.1:5061;transport=tls>"),
        (
            "tls:127.0.0.1:49153",
            Text::invite().start("INVITE sips:4711@127.0.0.1:5061 SIP/2.0"),
            "<sips:127.0.0.1:5061>",
        ),
    ] {
        let mut stranger = Stranger::new();
        stranger.send_from(hop(by), request.to_string());
        let call = stranger.last_call();
        let ok = stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
        assert_eq!(header(&ok[0], "Contact"), Some(contact), "{by}");
    }
}

#[test]
fn a_contact_may_ask_for_another_transport_and_a_peer_may_forbid_it() {
    for (rule, transport) in [("127.0.0.1", Transport::Tcp), ("udp:127.0.0.1", Transport::Udp)] {
        let mut stranger = Stranger::new();
        let addresses = vec![rule.parse().unwrap()];
        stranger.endpoint.set_peers(vec![Peer::new("trunk", addresses)]);
        let contact = "<sip:127.0.0.1:5099;transport=tcp>";
        stranger.send(Text::invite().set("Contact", contact).to_string());
        let call = stranger.last_call();
        let ok = stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
        stranger.send(Text::within("ACK", 1, &to_tag(&ok[0])).to_string());
        let now = stranger.now;
        let bye = sent(&stranger.endpoint.hang_up(call, Cause::NORMAL_CLEARING, now));
        assert_eq!(bye[0].0.transport, transport, "{rule}");
    }
}

#[test]
fn a_peer_of_one_transport_is_a_stranger_on_the_others() {
    let mut stranger = Stranger::new();
    let addresses = vec!["tls:sip.example.com@127.0.0.1:5061".parse().unwrap()];
    stranger.endpoint.set_peers(vec![Peer::new("trunk", addresses)]);
    let options = Text::new("OPTIONS").to_string();
    assert_eq!(stranger.send_from(hop("127.0.0.1:5061"), &options), Vec::<String>::new());
    assert_eq!(stranger.send_from(hop("tcp:127.0.0.1:5061"), &options), Vec::<String>::new());
    assert!(!stranger.endpoint.admits(hop("tcp:127.0.0.1:5061")));
    assert_eq!(stranger.endpoint.counters().unknown_source, 3);
    // A connection comes from a port of its own.
    assert_eq!(stranger.send_from(hop("tls:127.0.0.1:40000"), &options).len(), 1);
    let there = hop("tls:127.0.0.1:5061");
    assert_eq!(stranger.endpoint.certified_host(there), Some("sip.example.com"));
}

#[test]
fn nonsense_with_a_transport_is_no_peer_address() {
    for text in
        ["tls:", "tcp:host", "sctp:127.0.0.1", "tls:@127.0.0.1", "tcp:a@127.0.0.1", "a@127.0.0.1"]
    {
        assert!(text.parse::<sip::PeerAddress>().is_err(), "{text}");
    }
}

#[test]
fn without_an_address_for_tls_nothing_is_begun_that_way() {
    let mut endpoint = crate::pair::endpoint(crate::pair::Side::Caller, 1, sip::Limits::default());
    let addresses = vec!["127.0.0.1".parse().unwrap()];
    endpoint.set_peers(vec![Peer::new("trunk", addresses)]);
    let to = Destination { user: "1".into(), address: hop("tls:127.0.0.1:5061") };
    let begun = endpoint.invite(&to, &Party::default(), address(MEDIA), crate::pair::an_instant());
    assert_eq!(begun.unwrap_err(), InviteError::NotAPeer(to.address));
}

#[test]
fn f51_a_request_whose_connection_closed_unheard_is_sent_once_more_on_a_new_one() {
    let mut stranger = Stranger::new();
    let (_, first) = call(&mut stranger, "tcp:127.0.0.1:5070", "1");
    let again = sent(&stranger.endpoint.closed(hop("tcp:127.0.0.1:5070")));
    assert_eq!(again, first, "byte for byte: its copies are one request");
    assert_eq!(stranger.endpoint.closed(hop("tcp:127.0.0.1:5070")), [], "once");

    // It goes on as if nothing had been.
    let replies = stranger.send_from(hop(CONNECTED), answer_to(&first[0].1, 200, "t", true));
    assert_eq!(names(&replies), ["ACK"]);
    assert!(matches!(stranger.events[..], [Event::Answered { .. }]));
}

#[test]
fn f51_a_request_that_was_heard_waits_for_the_far_end_to_come_back() {
    let mut stranger = Stranger::new();
    let (_, invite) = call(&mut stranger, "tcp:127.0.0.1:5070", "1");
    stranger.send_from(hop("tcp:127.0.0.1:5070"), answer_to(&invite[0].1, 180, "t", false));
    assert_eq!(stranger.endpoint.closed(hop("tcp:127.0.0.1:5070")), []);
    let replies = stranger.send_from(hop(CONNECTED), answer_to(&invite[0].1, 200, "t", true));
    assert_eq!(names(&replies), ["ACK"]);
}

#[test]
fn f51_an_invite_of_theirs_is_answered_although_its_connection_is_gone() {
    let mut stranger = Stranger::new();
    stranger.send_from(hop(CONNECTED), over("TCP", Text::invite()).to_string());
    let call = stranger.last_call();
    assert_eq!(stranger.endpoint.closed(hop(CONNECTED)), []);
    let now = stranger.now;
    let ok = sent(&stranger.endpoint.answer(call, address(MEDIA), now));
    assert_eq!(ok[0].0.address, address("127.0.0.1:5070"), "where Via says that somebody listens");
    // Nobody does: it ends as an answer without ACK.
    stranger.endpoint.unreachable(hop("tcp:127.0.0.1:5070"), now);
    stranger.wait(Duration::from_secs(33));
    assert!(matches!(stranger.events.last(), Some(Event::Ended { by: sip::EndedBy::NoAck, .. })));
    stranger.endpoint.unreachable(hop("tcp:127.0.0.1:5070"), stranger.now);
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn f51_a_place_that_cannot_be_reached_fails_the_call_at_once() {
    let mut stranger = Stranger::new();
    let (out, _) = call(&mut stranger, "tls:127.0.0.1:5061", "1");
    let now = stranger.now;
    let told = stranger.endpoint.unreachable(hop("tls:127.0.0.1:5061"), now);
    let failed = Event::Failed { call: out, status: 503, retry_after: None, cause: None };
    assert_eq!(told, [Output::Event(failed)]);
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn f51_a_reoffer_that_cannot_be_delivered_is_a_far_end_that_is_gone() {
    let mut stranger = Stranger::new();
    let (call, _) = up_by_tcp(&mut stranger);
    let now = stranger.now;
    let offer = sent(&stranger.endpoint.reoffer(call, address(MEDIA), now));
    assert_eq!(offer[0].0.address, address("127.0.0.1:5070"));
    stranger.endpoint.closed(hop(CONNECTED));
    let told = stranger.endpoint.unreachable(hop("tcp:127.0.0.1:5070"), now);
    assert!(
        matches!(told.first(), Some(Output::Event(Event::Ended { by: sip::EndedBy::Timeout, .. }))),
        "{told:?}"
    );
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn f52_a_long_request_goes_by_tcp_and_by_udp_when_nobody_listens_there() {
    let mut stranger = Stranger::new();
    let user = "1".repeat(900);
    let (_, short) = call(&mut stranger, "127.0.0.1:5070", "1");
    assert_eq!(short[0].0.transport, Transport::Udp);
    let (out, long) = call(&mut stranger, "127.0.0.1:5070", &user);
    assert!(long[0].1.len() > 1_300);
    assert_eq!(long[0].0, hop("tcp:127.0.0.1:5070"));
    assert!(header(&long[0].1, "Via").unwrap().starts_with("SIP/2.0/TCP "));

    let now = stranger.now;
    let again = sent(&stranger.endpoint.unreachable(hop("tcp:127.0.0.1:5070"), now));
    let [(to, text)] = &again[..] else { panic!("{again:?}") };
    assert_eq!(*to, hop("127.0.0.1:5070"));
    assert!(header(text, "Via").unwrap().starts_with("SIP/2.0/UDP "));
    // It is the same call: it can be taken back, and it can be answered.
    stranger.send(answer_to(text, 180, "t", false));
    let cancel = stranger.act(|endpoint, now| endpoint.hang_up(out, Cause::NORMAL_CLEARING, now));
    assert_eq!(names(&cancel), ["CANCEL"]);
    assert_eq!(header(&cancel[0], "Via"), header(text, "Via"));
}

#[test]
fn f52_a_peer_of_udp_alone_gets_long_requests_as_datagrams() {
    let mut stranger = Stranger::new();
    let addresses = vec!["udp:127.0.0.1".parse().unwrap()];
    stranger.endpoint.set_peers(vec![Peer::new("trunk", addresses)]);
    let (_, long) = call(&mut stranger, "127.0.0.1:5070", &"1".repeat(900));
    assert_eq!(long[0].0, hop("127.0.0.1:5070"));
}

#[test]
fn a_broken_stream_is_answered_400_and_a_strangers_with_nothing() {
    let mut stranger = Stranger::new();
    let invite = over("TCP", Text::invite()).to_string();
    let head = invite.split_once("\r\n\r\n").unwrap().0.as_bytes();
    let replies = sent(&stranger.endpoint.receive_broken(head, hop(CONNECTED)));
    assert_eq!(status(&replies[0].1), 400);
    assert_eq!(replies[0].0.connection, Some(address("127.0.0.1:49152")));
    assert_eq!(stranger.endpoint.receive_broken(head, hop("tcp:192.0.2.9:4000")), []);
    assert_eq!(stranger.endpoint.counters().malformed, 1);
    assert!(SDP.starts_with("v=0"));
}

#[test]
fn a_dialog_of_tls_survives_a_crash_without_its_connection() {
    let mut stranger = Stranger::new();
    stranger.send_from(hop("tls:127.0.0.1:49153"), over("TLS", Text::invite()).to_string());
    let call = stranger.last_call();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, address(MEDIA), now));
    let ack = Text::within("ACK", 1, &to_tag(&ok[0])).to_string();
    stranger.send_from(hop("tls:127.0.0.1:49153"), ack);
    let saved = serde_json::to_string(&stranger.endpoint.dialog(call).unwrap()).unwrap();
    let mut next = Stranger::new();
    let resumed = next.endpoint.resume(serde_json::from_str(&saved).unwrap());
    let now = next.now;
    let bye = sent(&next.endpoint.hang_up(resumed, Cause::TEMPORARY_FAILURE, now));
    assert_eq!(bye[0].0, hop("tls:127.0.0.1:5070"));
}

#[test]
fn a_dialog_saved_before_there_were_transports_can_be_read() {
    let mut stranger = Stranger::new();
    let (call, _) = stranger.up();
    let mut saved = serde_json::to_value(stranger.endpoint.dialog(call).unwrap()).unwrap();
    for new in ["transport", "is_secure"] {
        assert!(saved["dialog"].as_object_mut().unwrap().remove(new).is_some(), "{new}");
    }
    let resumed = stranger.endpoint.resume(serde_json::from_value(saved).unwrap());
    let now = stranger.now;
    let bye = sent(&stranger.endpoint.hang_up(resumed, Cause::NORMAL_CLEARING, now));
    assert_eq!(bye[0].0, hop("127.0.0.1:5070"));
}
