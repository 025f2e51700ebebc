//! Whole calls between two endpoints.

use std::time::Duration;

use sip::{AudioCodec, Cause, Direction, EndedBy, Event, Limits, Rejection, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{Stranger, Text, status};

#[test]
fn a_call_rings_is_answered_and_ends() {
    let mut pair = Pair::new();
    let out = pair.call("+49 30 4711");
    let inc = pair.invited();
    let Some(Event::Invited { peer, caller, callee, offer, .. }) = pair.last_event(Side::Callee)
    else {
        panic!("{:?}", pair.events)
    };
    assert_eq!(peer, "the other");
    assert_eq!(caller.user, "100");
    assert_eq!(caller.display_name.as_deref(), Some("Ann \"A\" Caller"));
    assert_eq!(callee, "+49 30 4711");
    let offer = offer.unwrap();
    assert_eq!(offer.address, Side::Caller.media());
    assert_eq!(offer.direction, Direction::SendRecv);
    assert_eq!((offer.audio.codec, offer.audio.payload_type), (AudioCodec::Pcma, 8));
    assert_eq!(offer.ptime_ms, 20);

    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(3));
    assert_eq!(
        pair.last_event(Side::Caller),
        Some(&Event::Provisional { call: out, status: 180, early_media: None })
    );

    pair.answer(inc);
    pair.run_for(Duration::from_secs(1));
    let Some(Event::Answered { media, .. }) = pair.last_event(Side::Caller) else {
        panic!("{:?}", pair.events)
    };
    assert_eq!(media.address, Side::Callee.media());
    assert_eq!(
        pair.last_event(Side::Callee),
        Some(&Event::Acknowledged { call: inc, media: None })
    );

    pair.hang_up(Side::Caller, out);
    pair.drive();
    assert_eq!(
        pair.last_event(Side::Callee),
        Some(&Event::Ended { call: inc, by: EndedBy::Remote, cause: Some(Cause::NORMAL_CLEARING) })
    );
    assert_eq!(
        pair.last_event(Side::Caller),
        Some(&Event::Ended { call: out, by: EndedBy::Local, cause: None })
    );
    assert_eq!(pair.said(Side::Caller), ["INVITE", "ACK", "BYE"]);
    assert_eq!(pair.said(Side::Callee), ["180 INVITE", "200 INVITE", "200 BYE"]);
}

#[test]
fn the_called_side_can_hang_up() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.hang_up(Side::Callee, inc);
    pair.drive();
    let ended =
        Event::Ended { call: out, by: EndedBy::Remote, cause: Some(Cause::NORMAL_CLEARING) };
    assert_eq!(pair.last_event(Side::Caller), Some(&ended));
    assert_eq!(pair.callee.size(), Size::default());
}

#[test]
fn a_rejection_says_why_and_when_to_come_back() {
    let wait = Duration::from_secs(9);
    for (rejection, status, retry_after) in [
        (Rejection::NotFound, 404, None),
        (Rejection::TemporarilyUnavailable, 480, None),
        (Rejection::Busy, 486, None),
        (Rejection::NotAcceptable, 488, None),
        (Rejection::Unavailable { retry_after: Some(wait) }, 503, Some(wait)),
        (Rejection::Unavailable { retry_after: None }, 503, None),
        (Rejection::Declined, 603, None),
    ] {
        let mut pair = Pair::new();
        let out = pair.call("1");
        let inc = pair.invited();
        pair.act(Side::Callee, |callee, now| callee.reject(inc, rejection, now));
        pair.drive();
        assert_eq!(
            pair.last_event(Side::Caller),
            Some(&Event::Failed { call: out, status, retry_after, cause: None })
        );
        let ended = Event::Ended { call: inc, by: EndedBy::Local, cause: None };
        assert_eq!(pair.last_event(Side::Callee), Some(&ended));
        assert_eq!(pair.count(Side::Caller, "ACK"), 1);
        assert_eq!(pair.callee.size(), Size::default());
    }
}

#[test]
fn hanging_up_a_call_that_is_not_answered_turns_it_away() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.hang_up(Side::Callee, inc);
    pair.drive();
    let failed = Event::Failed { call: out, status: 480, retry_after: None, cause: None };
    assert_eq!(pair.last_event(Side::Caller), Some(&failed));
}

#[test]
fn a_caller_is_told_trying_when_the_decision_takes_longer_than_200_ms() {
    let mut pair = Pair::new();
    pair.call("1");
    pair.run_for(Duration::from_millis(205));
    assert_eq!(pair.count(Side::Callee, "100 INVITE"), 0);
    pair.run_for(Duration::from_secs(10));
    assert_eq!(pair.said(Side::Callee), ["100 INVITE"]);
    assert_eq!(pair.said(Side::Caller), ["INVITE"], "no retransmission after 100");
    assert_eq!(pair.events(Side::Caller), [], "100 is no progress");
}

#[test]
fn a_ringing_call_says_so_each_minute_and_ends_when_nobody_decides() {
    let limits = Limits { ringing: Duration::from_secs(150), ..Limits::default() };
    let mut pair = Pair::with_limits(limits);
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.drive();
    assert_eq!(pair.count(Side::Callee, "180 INVITE"), 3);
    assert_eq!(
        pair.last_event(Side::Callee),
        Some(&Event::Ended { call: inc, by: EndedBy::Timeout, cause: None })
    );
    let failed = Event::Failed { call: out, status: 480, retry_after: None, cause: None };
    assert_eq!(pair.last_event(Side::Caller), Some(&failed));
}

#[test]
fn timer_c_gives_up_a_call_that_rings_too_long() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    // The callee repeats its 180 each minute; without those the caller's patience ends.
    pair.weather(|from, what| {
        if from == Side::Callee && what == "180 INVITE" { Fate::Lose } else { Fate::Deliver }
    });
    pair.run_for(Duration::from_mins(3));
    assert_eq!(pair.count(Side::Caller, "CANCEL"), 0);
    pair.run_for(Duration::from_secs(2));
    let failed = Event::Failed { call: out, status: 408, retry_after: None, cause: None };
    assert_eq!(pair.last_event(Side::Caller), Some(&failed));
    assert_eq!(pair.last_event(Side::Callee), Some(&Event::Cancelled { call: inc }));
    pair.drive();
    assert_eq!(pair.caller.size(), Size::default());
    assert_eq!(pair.callee.size(), Size::default());
}

#[test]
fn a_call_that_keeps_saying_that_it_rings_may_ring_on() {
    let mut pair = Pair::new();
    pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(290));
    assert_eq!(pair.count(Side::Caller, "CANCEL"), 0, "each 180 begins Timer C anew");
}

#[test]
fn a_caller_may_say_how_long_it_waits() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().add("Expires", "20").to_string());
    let call = stranger.last_call();
    stranger.wait(Duration::from_secs(19));
    assert_eq!(stranger.events.len(), 1);
    let replies = stranger.wait(Duration::from_secs(1));
    assert_eq!(status(&replies[0]), 480);
    let ended = Event::Ended { call, by: EndedBy::Timeout, cause: None };
    assert_eq!(stranger.events.last(), Some(&ended));
}

#[test]
fn commands_to_a_call_that_is_over_do_nothing() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.hang_up(Side::Caller, out);
    pair.drive();
    let (said, told) = (pair.wire.len(), pair.events.clone());
    pair.hang_up(Side::Caller, out);
    pair.hang_up(Side::Callee, inc);
    pair.answer(inc);
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.act(Side::Callee, |callee, now| callee.reject(inc, Rejection::Busy, now));
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    assert_eq!(pair.wire.len(), said);
    assert_eq!(pair.events, told);
    assert!(pair.callee.dialog(inc).is_none());
}
