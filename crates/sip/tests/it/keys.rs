//! Keys that come as SIP INFO, and keys that go so (VC21).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::Event;

use crate::stranger::{Stranger, Text, answer_to, status, to_tag};

#[test]
fn vc21_keys_sent_as_info_are_told_once() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    let cases = [
        ("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", Some(('5', Some(160)))),
        ("application/dtmf-relay", "Signal= *\r\n", Some(('*', None))),
        ("application/dtmf-relay", "signal=11\nduration=x", Some(('#', None))),
        ("application/dtmf-relay", "Signal=d\r\nDuration=99999999\r\n", Some(('D', Some(10_000)))),
        ("application/dtmf", "7", Some(('7', None))),
        ("application/dtmf", "10", Some(('*', None))),
        ("application/dtmf", "55", None),
        ("application/dtmf-relay", "Duration=160\r\n", None),
        ("application/media_control+xml", "<x/>", None),
    ];
    for (cseq, (content_type, body, key)) in (2..).zip(cases) {
        let told = stranger.events.len();
        let info = Text::within("INFO", cseq, &tag).body(content_type, body).to_string();
        let reply = stranger.send(&info);
        assert_eq!(stranger.send(&info), reply, "a copy gets the same answer");
        let expected = key.map(|(digit, ms)| Event::Dtmf {
            call,
            digit,
            duration: ms.map(Duration::from_millis),
        });
        assert_eq!(stranger.events.get(told), expected.as_ref(), "{body}");
        assert!(stranger.events.len() <= told + 1);
        assert_eq!(status(&reply[0]), if key.is_some() { 200 } else { 415 });
    }
}

#[test]
fn an_empty_info_is_a_sign_of_life() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    assert_eq!(status(&stranger.send(Text::within("INFO", 2, &tag).to_string())[0]), 200);
}

fn body(request: &str) -> &str {
    request.split("\r\n\r\n").nth(1).unwrap()
}

/// A call with one who has said what it allows.
fn up_with(allow: &str) -> (Stranger, sip::CallId) {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().add("Allow", allow).to_string());
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    let tag = to_tag(ok.last().unwrap());
    stranger.send(Text::within("ACK", 1, &tag).to_string());
    (stranger, call)
}

#[test]
fn vc21_keys_go_as_info_one_after_the_other() {
    let (mut stranger, call) = up_with("INVITE, ACK, BYE, INFO");
    assert!(stranger.endpoint.takes_keys(call));
    let first = stranger.act(|endpoint, now| endpoint.press(call, '1', now));
    assert!(first[0].starts_with("INFO sip:127.0.0.1:5070 SIP/2.0\r\n"), "{first:?}");
    assert!(first[0].contains("Content-Type: application/dtmf-relay\r\n"), "{first:?}");
    assert_eq!(body(&first[0]), "Signal=1\r\nDuration=100\r\n");
    let waits = stranger.act(|endpoint, now| endpoint.press(call, '#', now));
    assert_eq!(waits, Vec::<String>::new(), "the order is all that they mean");
    let second = stranger.send(answer_to(&first[0], 200, "theirs", false));
    assert_eq!(body(&second[0]), "Signal=#\r\nDuration=100\r\n");
    assert_eq!(stranger.send(answer_to(&second[0], 200, "theirs", false)), Vec::<String>::new());
}

#[test]
fn vc21_keys_that_are_refused_are_told_and_no_more_are_tried() {
    let (mut stranger, call) = up_with("INVITE, ACK, BYE, INFO");
    let first = stranger.act(|endpoint, now| endpoint.press(call, '1', now));
    stranger.act(|endpoint, now| endpoint.press(call, '2', now));
    let told = stranger.events.len();
    assert_eq!(stranger.send(answer_to(&first[0], 415, "theirs", false)), [""; 0]);
    let refused = ['1', '2'].map(|digit| Event::KeyRefused { call, digit });
    assert_eq!(stranger.events[told..], refused);
    assert!(!stranger.endpoint.takes_keys(call));
}

#[test]
fn info_goes_to_nobody_who_has_not_said_so() {
    let (stranger, call) = up_with("INVITE, ACK, BYE, INFORM");
    assert!(!stranger.endpoint.takes_keys(call));
}

#[test]
fn a_far_end_that_answers_no_key_is_lost() {
    let (mut stranger, call) = up_with("INVITE, ACK, BYE, INFO");
    stranger.act(|endpoint, now| endpoint.press(call, '1', now));
    stranger.wait(Duration::from_secs(33));
    assert!(matches!(stranger.events.last(), Some(Event::Ended { by: sip::EndedBy::Timeout, .. })));
}
