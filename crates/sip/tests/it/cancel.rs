//! CANCEL, early, late and never.

use std::time::Duration;

use sip::{EndedBy, Event, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{Stranger, Text, status, to_tag};

#[test]
fn a_cancel_before_the_answer_ends_the_call_with_487() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(1));
    pair.hang_up(Side::Caller, out);
    assert_eq!(
        pair.last_event(Side::Caller),
        Some(&Event::Ended { call: out, by: EndedBy::Local, cause: None })
    );
    pair.drive();
    assert_eq!(pair.last_event(Side::Callee), Some(&Event::Cancelled { call: inc }));
    assert_eq!(pair.said(Side::Caller), ["INVITE", "CANCEL", "ACK"]);
    assert_eq!(pair.said(Side::Callee), ["180 INVITE", "200 CANCEL", "487 INVITE"]);
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
}

#[test]
fn a_cancel_waits_for_the_first_provisional_response() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    pair.hang_up(Side::Caller, out);
    let inc = pair.invited();
    pair.run_for(Duration::from_millis(100));
    assert_eq!(pair.said(Side::Caller), ["INVITE"]);
    pair.drive();
    assert_eq!(pair.said(Side::Caller), ["INVITE", "CANCEL", "ACK"]);
    assert_eq!(pair.last_event(Side::Callee), Some(&Event::Cancelled { call: inc }));
}

#[test]
fn f44_a_200_that_crosses_our_cancel_is_acknowledged_and_ended_with_bye() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(1));
    pair.first(1, Side::Caller, "CANCEL", Fate::Delay(Duration::from_millis(40)));
    pair.answer(inc);
    pair.hang_up(Side::Caller, out);
    pair.drive();
    assert_eq!(pair.said(Side::Caller), ["INVITE", "CANCEL", "ACK", "BYE"]);
    let caller = pair.events(Side::Caller);
    assert!(!caller.iter().any(|event| matches!(event, Event::Answered { .. })), "{caller:?}");
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
}

#[test]
fn f45_a_cancel_after_our_200_leaves_the_invite_answered_and_ends_after_the_ack() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    let tag = to_tag(&ok[0]);

    let cancel = Text::new("CANCEL").without("Contact").to_string();
    let replies = stranger.send(&cancel);
    assert_eq!(replies.iter().map(|reply| status(reply)).collect::<Vec<_>>(), [200]);
    assert!(replies[0].contains("CSeq: 1 CANCEL"));
    assert_eq!(to_tag(&replies[0]), tag);
    assert_eq!(stranger.events.last(), Some(&Event::CancelledAfterAnswer { call }));

    let repeated = stranger.wait(Duration::from_secs(2));
    assert!(!repeated.is_empty());
    assert!(repeated.iter().all(|reply| status(reply) == 200 && reply.contains("1 INVITE")));
    let after_ack = stranger.send(Text::within("ACK", 1, &tag).to_string());
    assert!(after_ack[0].starts_with("BYE sip:127.0.0.1:5070 SIP/2.0"), "{after_ack:?}");
    assert_eq!(stranger.events.last(), Some(&Event::CancelledAfterAnswer { call }), "told once");
}

#[test]
fn f45_their_bye_after_the_glare_is_answered_and_told_no_more() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    stranger.send(Text::new("CANCEL").to_string());
    let replies = stranger.send(Text::within("BYE", 2, &to_tag(&ok[0])).to_string());
    assert_eq!(status(&replies[0]), 200);
    assert_eq!(stranger.events.last(), Some(&Event::CancelledAfterAnswer { call }));
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn a_cancel_after_the_ack_changes_nothing() {
    let mut stranger = Stranger::new();
    stranger.up();
    let told = stranger.events.len();
    assert_eq!(status(&stranger.send(Text::new("CANCEL").to_string())[0]), 200);
    assert_eq!(stranger.events.len(), told);
    assert_eq!(stranger.endpoint.size().calls, 1);
}

#[test]
fn a_cancel_of_nothing_is_481() {
    let mut stranger = Stranger::new();
    assert_eq!(status(&stranger.send(Text::new("CANCEL").to_string())[0]), 481);
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn an_invite_that_a_cancel_does_not_end_is_forgotten_after_32_seconds() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(1));
    // From here on the callee is never heard again.
    pair.weather(|from, _| if from == Side::Callee { Fate::Lose } else { Fate::Deliver });
    pair.hang_up(Side::Caller, out);
    pair.run_for(Duration::from_secs(31));
    assert!(pair.caller.size().client_transactions > 0);
    pair.run_for(Duration::from_secs(2));
    assert_eq!(pair.caller.size(), Size::default());
}
