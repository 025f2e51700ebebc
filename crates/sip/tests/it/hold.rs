//! Re-INVITEs of the far end: hold, resume, a new address, a refresh.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{Direction, Event, RemoteMedia};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{SDP, Stranger, Text, header, status};

/// Sends a re-INVITE with this description; gives the answer's body and what was told.
fn reinvite(sdp: &str) -> (String, RemoteMedia) {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    let ok = stranger.send(Text::within("INVITE", 2, &tag).sdp(sdp).to_string());
    assert_eq!(status(&ok[0]), 200);
    let Some(Event::Reoffered { call: told, media }) = stranger.events.last() else {
        panic!("{:?}", stranger.events)
    };
    assert_eq!(*told, call);
    (ok[0].split_once("\r\n\r\n").unwrap().1.to_owned(), *media)
}

#[test]
fn f48_all_forms_of_hold_are_recognised() {
    let (answer, media) = reinvite(&format!("{SDP}a=sendonly\r\n"));
    assert!(media.on_hold() && media.direction == Direction::SendOnly);
    assert!(answer.contains("a=recvonly\r\n"), "{answer}");

    let (answer, media) = reinvite(&format!("{SDP}a=inactive\r\n"));
    assert!(media.on_hold() && media.direction == Direction::Inactive);
    assert!(answer.contains("a=inactive\r\n"), "{answer}");

    let (answer, media) = reinvite(&SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0"));
    assert!(media.on_hold() && media.direction == Direction::SendOnly);
    assert!(answer.contains("a=sendrecv\r\n"), "{answer}");

    let session_wide = SDP.replace("t=0 0\r\n", "t=0 0\r\na=sendonly\r\n");
    assert!(reinvite(&session_wide).1.on_hold());
    assert!(!reinvite(&format!("{SDP}a=recvonly\r\n")).1.on_hold());
}

#[test]
fn f48_a_new_address_is_told_and_the_version_of_an_unchanged_answer_stays() {
    let (answer, media) =
        reinvite(&SDP.replace("127.0.0.1", "192.0.2.44").replace("20000", "20002"));
    assert_eq!(media.address.to_string(), "192.0.2.44:20002");
    let version = answer.lines().find(|line| line.starts_with("o=")).unwrap();
    assert_eq!(version.split(' ').nth(2), Some("1"), "{version}");
    let (answer, _) = reinvite(&format!("{SDP}a=sendonly\r\n"));
    let version = answer.lines().find(|line| line.starts_with("o=")).unwrap();
    assert_eq!(version.split(' ').nth(2), Some("2"), "{version}");
}

#[test]
fn f48_a_re_invite_without_sdp_after_bye_is_481() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    stranger.send(Text::within("BYE", 2, &tag).to_string());
    assert_eq!(status(&stranger.send(Text::within("INVITE", 3, &tag).to_string())[0]), 481);
}

#[test]
fn f48_a_codec_that_we_do_not_know_is_488_and_the_call_goes_on() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    let told = stranger.events.len();
    let g729 = SDP.replace("RTP/AVP 8 0 101", "RTP/AVP 18 101");
    let reply = stranger.send(Text::within("INVITE", 2, &tag).sdp(&g729).to_string());
    assert_eq!(status(&reply[0]), 488);
    assert_eq!(stranger.events.len(), told);
    assert_eq!(stranger.endpoint.size().calls, 1);
}

#[test]
fn a_refresh_without_sdp_gets_our_offer_and_its_ack_may_move_the_sound() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    let ok = stranger.send(Text::within("INVITE", 2, &tag).to_string());
    assert!(ok[0].contains("m=audio 10010 RTP/AVP 8 101"), "{}", ok[0]);
    let moved = SDP.replace("20000", "20008");
    stranger.send(Text::within("ACK", 2, &tag).sdp(&moved).to_string());
    let Some(Event::Reoffered { call: told, media }) = stranger.events.last() else { panic!() };
    assert_eq!((*told, media.address.port()), (call, 20_008));
}

#[test]
fn the_200_to_a_re_invite_is_repeated_until_its_ack() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    let ok = stranger.send(Text::within("INVITE", 2, &tag).sdp(SDP).to_string());
    let again = stranger.wait(Duration::from_secs(2));
    assert_eq!(again, [ok[0].clone(), ok[0].clone()]);
    stranger.send(Text::within("ACK", 1, &tag).branch("stale").to_string());
    assert_eq!(stranger.wait(Duration::from_secs(2)).len(), 1, "an older ACK does not count");
    stranger.send(Text::within("ACK", 2, &tag).to_string());
    assert_eq!(stranger.wait(Duration::from_secs(40)), Vec::<String>::new());
}

#[test]
fn f47_a_re_invite_before_the_first_is_answered_is_500_with_retry_after() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let ringing = stranger.act(|endpoint, now| endpoint.ring(call, now));
    let tag = crate::stranger::to_tag(&ringing[0]);
    let reply = stranger.send(Text::within("INVITE", 2, &tag).sdp(SDP).to_string());
    assert_eq!(status(&reply[0]), 500);
    let wait: u32 = header(&reply[0], "Retry-After").unwrap().parse().unwrap();
    assert!(wait <= 10);
}

#[test]
fn a_re_invite_settles_an_answer_whose_ack_was_lost() {
    let mut pair = Pair::new();
    pair.first(1, Side::Caller, "ACK", Fate::Lose);
    let out = pair.call("1");
    let inc = pair.invited();
    pair.answer(inc);
    pair.run_for(Duration::from_millis(15));
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.run_for(Duration::from_millis(200));
    let told = pair.events(Side::Callee);
    assert!(matches!(told, [_, Event::Acknowledged { .. }, Event::Reoffered { .. }]), "{told:?}");
}
