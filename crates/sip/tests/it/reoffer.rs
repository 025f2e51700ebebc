//! Re-INVITEs of ours, and glare.

use std::time::Duration;

use sip::{EndedBy, Event, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{SDP, Stranger, Text, answer_to, names, status};

#[test]
fn a_reoffer_moves_the_sound_on_both_sides() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    let moved = "127.0.0.1:10024".parse().unwrap();
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, moved, now));
    pair.run_for(Duration::from_secs(1));
    let Some(Event::Reoffered { call, media }) = pair.last_event(Side::Caller) else { panic!() };
    assert_eq!((*call, media.address), (out, moved));
    let Some(Event::Reoffered { call, media }) = pair.last_event(Side::Callee) else { panic!() };
    assert_eq!((*call, media.address), (inc, Side::Caller.media()));
    assert_eq!(pair.count(Side::Callee, "ACK"), 1);
}

#[test]
fn f47_two_offers_that_meet_are_491_and_both_succeed_later() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    let began = pair.now;
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.count(Side::Caller, "491 INVITE"), 1);
    assert_eq!(pair.count(Side::Callee, "491 INVITE"), 1);
    pair.run_for(Duration::from_secs(6));
    for side in [Side::Caller, Side::Callee] {
        let reoffered = |event: &&Event| matches!(event, Event::Reoffered { .. });
        assert_eq!(pair.events(side).iter().filter(reoffered).count(), 2, "{side:?}");
    }
    // The caller owns the Call-ID and waits 2.1–4 s; the callee at most 2 s.
    let again = |side| {
        let sent = pair.wire.iter().rev().find(|sent| sent.from == side && sent.what() == "INVITE");
        sent.unwrap().at
    };
    let start = pair.wire.iter().find(|sent| sent.what() == "491 INVITE").unwrap().at;
    let waited = |side| again(side).saturating_sub(start).as_millis();
    assert!((2_100..=4_100).contains(&waited(Side::Caller)));
    assert!((0..=2_100).contains(&waited(Side::Callee)));
    assert!(pair.now - began < Duration::from_secs(10));
}

#[test]
fn f47_an_offer_while_ours_is_pending_is_491() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    let media = "127.0.0.1:10010".parse().unwrap();
    let sent = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    assert_eq!(names(&sent), ["INVITE"]);
    let reply = stranger.send(Text::within("INVITE", 2, &tag).sdp(SDP).to_string());
    assert_eq!(status(&reply[0]), 491);
}

#[test]
fn our_offer_waits_until_theirs_is_acknowledged() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    stranger.send(Text::within("INVITE", 2, &tag).sdp(SDP).to_string());
    let media = "127.0.0.1:10010".parse().unwrap();
    let sent = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    assert_eq!(sent, Vec::<String>::new());
    let sent = stranger.send(Text::within("ACK", 2, &tag).to_string());
    assert_eq!(names(&sent), ["INVITE"]);
}

#[test]
fn a_refused_offer_leaves_the_call_as_it_was() {
    let mut stranger = Stranger::new();
    let (call, _) = stranger.up();
    let media = "127.0.0.1:10010".parse().unwrap();
    let sent = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    stranger.send(answer_to(&sent[0], 488, "", false));
    assert_eq!(stranger.events.last(), Some(&Event::ReofferRefused { call, status: 488 }));
    let sent = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    assert_eq!(names(&sent), ["INVITE"], "it may be asked again");
}

#[test]
fn f36_a_far_end_that_lost_the_dialog_or_does_not_answer_ends_the_call() {
    let mut stranger = Stranger::new();
    let (call, _) = stranger.up();
    let media = "127.0.0.1:10010".parse().unwrap();
    let sent = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    stranger.send(answer_to(&sent[0], 481, "", false));
    let ended = Event::Ended { call, by: EndedBy::Timeout, cause: None };
    assert_eq!(stranger.events.last(), Some(&ended));

    let mut pair = Pair::new();
    let (_, inc) = pair.up();
    pair.weather(|_, _| Fate::Lose);
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(Duration::from_secs(33));
    let ended = Event::Ended { call: inc, by: EndedBy::Timeout, cause: None };
    assert_eq!(pair.last_event(Side::Callee), Some(&ended));
    pair.run_for(Duration::from_secs(40));
    assert_eq!(pair.callee.size(), Size::default());
}

#[test]
fn a_200_to_our_offer_is_acknowledged_even_after_we_hung_up() {
    let mut pair = Pair::new();
    let (_, inc) = pair.up();
    pair.first(1, Side::Caller, "200 INVITE", Fate::Delay(Duration::from_millis(300)));
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(Duration::from_millis(15));
    pair.hang_up(Side::Callee, inc);
    pair.drive();
    assert_eq!(pair.said(Side::Callee), ["200 INVITE", "INVITE", "BYE", "ACK"]);
    let told = pair.events(Side::Callee);
    assert!(told.last().unwrap().is_last());
    assert_eq!(pair.caller.size(), Size::default());
}
