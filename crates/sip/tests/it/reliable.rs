//! Provisional responses that are acknowledged (RFC 3262).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{CallId, EndedBy, Event, Size};

use crate::stranger::{Stranger, Text, answer_to, call_out, header, names, status, to_tag};

/// A caller that insists, and our 180 to it.
fn insisting() -> (Stranger, CallId, String) {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().add("Require", "100rel").to_string());
    let call = stranger.last_call();
    let ringing = stranger.act(|endpoint, now| endpoint.ring(call, now)).remove(0);
    (stranger, call, ringing)
}

fn prack(ringing: &str, cseq: u32) -> Text {
    let rack = format!("{} 1 INVITE", header(ringing, "RSeq").unwrap());
    Text::within("PRACK", cseq, &to_tag(ringing)).add("RAck", &rack)
}

#[test]
fn a_caller_that_insists_hears_of_the_ringing_until_it_has_acknowledged_it() {
    let (mut stranger, call, ringing) = insisting();
    assert_eq!(status(&ringing), 180);
    assert_eq!(header(&ringing, "Require"), Some("100rel"));
    let again = stranger.wait(Duration::from_millis(3_600));
    assert_eq!(again, vec![ringing.clone(); 3], "at 0.5, 1.5 and 3.5 seconds");

    let wrong = prack(&ringing, 2).set("RAck", "1 1 INVITE");
    assert_eq!(status(&stranger.send(wrong.to_string())[0]), 481);
    let right = prack(&ringing, 3).to_string();
    let ok = stranger.send(&right);
    assert_eq!(status(&ok[0]), 200);
    assert_eq!(stranger.send(&right), ok, "a copy gets the same answer");
    assert_eq!(stranger.wait(Duration::from_secs(30)), Vec::<String>::new());

    // The ringing goes on: the next one has the next number.
    let next = stranger.wait(Duration::from_secs(40)).remove(0);
    let number = |text: &str| header(text, "RSeq").unwrap().parse::<u32>().unwrap();
    assert_eq!(number(&next), number(&ringing) + 1);
    stranger.send(prack(&next, 4).to_string());
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    stranger.send(Text::within("ACK", 1, &to_tag(&ok[0])).to_string());
    assert_eq!(stranger.events.last(), Some(&Event::Acknowledged { call, media: None }));
}

#[test]
fn a_200_may_overtake_the_prack_and_ends_the_repetition() {
    let (mut stranger, call, ringing) = insisting();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now)).remove(0);
    assert_eq!(stranger.wait(Duration::from_millis(600)), [ok], "the 200 alone");
    assert_eq!(status(&stranger.send(prack(&ringing, 2).to_string())[0]), 200);
    stranger.send(Text::within("ACK", 1, &to_tag(&ringing)).to_string());
    assert_eq!(stranger.wait(Duration::from_secs(40)), Vec::<String>::new());
}

#[test]
fn a_ringing_that_is_never_acknowledged_ends_with_504() {
    let (mut stranger, call, _) = insisting();
    let sent = stranger.wait(Duration::from_secs(32));
    assert_eq!(status(sent.last().unwrap()), 504);
    let ended = Event::Ended { call, by: EndedBy::Timeout, cause: None };
    assert_eq!(stranger.events.last(), Some(&ended));
    stranger.wait(Duration::from_secs(80));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn a_caller_that_does_not_insist_gets_plain_responses() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().add("Supported", "100rel").to_string());
    let call = stranger.last_call();
    let ringing = stranger.act(|endpoint, now| endpoint.ring(call, now));
    assert_eq!((header(&ringing[0], "RSeq"), header(&ringing[0], "Require")), (None, None));
    assert_eq!(stranger.wait(Duration::from_secs(30)), Vec::<String>::new());
    let prack = Text::within("PRACK", 2, &to_tag(&ringing[0]));
    assert_eq!(status(&stranger.send(prack.clone().add("RAck", "1 1 INVITE").to_string())[0]), 481);
    let senseless = prack.set("CSeq", "3 PRACK").branch("s").add("RAck", "x");
    assert_eq!(status(&stranger.send(senseless.to_string())[0]), 400);
}

/// A provisional response that wants a PRACK.
fn reliable(invite: &str, tag: &str, number: u32) -> String {
    let plain = answer_to(invite, 180, tag, false);
    plain.replacen("\r\n", &format!("\r\nRequire: 100rel\r\nRSeq: {number}\r\n"), 1)
}

#[test]
fn a_called_side_that_wants_a_prack_gets_one_and_in_order() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    assert!(header(&invite, "Supported").unwrap().contains("100rel"));
    let sent = stranger.send(reliable(&invite, "t", 7));
    assert_eq!(names(&sent), ["PRACK"]);
    assert_eq!(header(&sent[0], "RAck"), Some("7 1 INVITE"));
    assert_eq!(header(&sent[0], "CSeq"), Some("2 PRACK"));
    assert!(header(&sent[0], "To").unwrap().ends_with(";tag=t"));
    stranger.send(answer_to(&sent[0], 200, "t", false));
    let told = stranger.events.len();

    assert_eq!(stranger.send(reliable(&invite, "t", 7)), Vec::<String>::new(), "a copy");
    assert_eq!(stranger.send(reliable(&invite, "t", 9)), Vec::<String>::new(), "8 is missing");
    assert_eq!(stranger.events.len(), told);
    let sent = stranger.send(reliable(&invite, "t", 8));
    assert_eq!(header(&sent[0], "CSeq"), Some("3 PRACK"));
    // Another branch of the call counts for itself.
    assert_eq!(names(&stranger.send(reliable(&invite, "u", 100))), ["PRACK"]);

    // What follows counts on: CSeq strictly grows.
    stranger.send(answer_to(&invite, 200, "t", true));
    let call = stranger.last_call();
    let bye =
        stranger.act(|endpoint, now| endpoint.hang_up(call, sip::Cause::NORMAL_CLEARING, now));
    assert_eq!(header(&bye[0], "CSeq"), Some("5 BYE"));
}

#[test]
fn branches_of_a_call_that_want_pracks_are_bounded() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    let mut pracks = 0;
    for branch in 0..100 {
        pracks += stranger.send(reliable(&invite, &format!("b{branch}"), 1)).len();
    }
    assert_eq!(pracks, 16);
}
