//! Keys that come as SIP INFO.

use std::time::Duration;

use sip::Event;

use crate::stranger::{Stranger, Text, status};

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
