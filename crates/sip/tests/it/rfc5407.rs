//! The races of RFC 5407, each named after its section, between two of us.

use std::time::Duration;

use sip::{EndedBy, Event, Size};

use crate::pair::{Fate, Pair, Side};

/// Long for a message on the way, short for any timer.
const BEFORE_IT_ARRIVES: Duration = Duration::from_millis(5);

fn ends(pair: &Pair, side: Side) -> Vec<EndedBy> {
    let by = pair.events(side).iter().filter_map(|event| match event {
        Event::Ended { by, .. } => Some(*by),
        _ => None,
    });
    by.collect()
}

fn nothing_is_left(pair: &mut Pair) {
    pair.drive();
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
    for side in [Side::Caller, Side::Callee] {
        let last = pair.events(side).iter().filter(|event| event.is_last()).count();
        assert_eq!(last, 1, "{side:?}: {:?}", pair.events(side));
    }
}

#[test]
fn f43_3_1_1_a_copy_of_the_invite_reaches_a_call_that_is_up() {
    let mut pair = Pair::new();
    pair.first(1, Side::Caller, "INVITE", Fate::Duplicate);
    let (out, _) = pair.up();
    assert_eq!(pair.callee.size().calls, 1);
    pair.hang_up(Side::Caller, out);
    nothing_is_left(&mut pair);
    assert_eq!(pair.events(Side::Callee).len(), 3, "invited, acknowledged, ended");
}

#[test]
fn f45_3_1_2_a_cancel_crosses_the_200() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_millis(20));
    pair.answer(inc);
    pair.hang_up(Side::Caller, out);
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Caller), [EndedBy::Local]);
    assert_eq!(pair.events(Side::Callee).last(), Some(&Event::CancelledAfterAnswer { call: inc }));
    assert_eq!(pair.count(Side::Callee, "200 CANCEL"), 1);
    assert_eq!(pair.count(Side::Caller, "ACK"), 1);
    assert!(pair.count(Side::Caller, "BYE") + pair.count(Side::Callee, "BYE") >= 1);
}

#[test]
fn f43_3_1_4_a_re_invite_overtakes_the_ack() {
    let mut pair = Pair::new();
    pair.first(1, Side::Caller, "ACK", Fate::Delay(Duration::from_millis(100)));
    let out = pair.call("1");
    let inc = pair.invited();
    pair.answer(inc);
    pair.run_for(Duration::from_millis(15));
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.count(Side::Callee, "200 INVITE"), 2, "each once");
    let acknowledged = |event: &&Event| matches!(event, Event::Acknowledged { .. });
    assert_eq!(pair.events(Side::Callee).iter().filter(acknowledged).count(), 1);
    pair.hang_up(Side::Callee, inc);
    nothing_is_left(&mut pair);
}

#[test]
fn f47_3_1_5_offers_of_both_cross_right_after_the_answer() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(BEFORE_IT_ARRIVES);
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.run_for(Duration::from_secs(10));
    assert_eq!(pair.count(Side::Caller, "491 INVITE") + pair.count(Side::Callee, "491 INVITE"), 2);
    assert_eq!(pair.count(Side::Caller, "200 INVITE"), 1);
    assert_eq!(pair.count(Side::Callee, "200 INVITE"), 2, "the call and the offer");
    pair.hang_up(Side::Caller, out);
    nothing_is_left(&mut pair);
}

#[test]
fn f43_3_2_1_byes_cross() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.hang_up(Side::Caller, out);
    pair.run_for(BEFORE_IT_ARRIVES);
    pair.hang_up(Side::Callee, inc);
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Caller), [EndedBy::Local]);
    assert_eq!(ends(&pair, Side::Callee), [EndedBy::Local]);
    // Each forgot the dialog when it hung up: what comes after is 481, and ends nothing twice.
    assert_eq!((pair.count(Side::Caller, "BYE"), pair.count(Side::Callee, "BYE")), (1, 1));
    for side in [Side::Caller, Side::Callee] {
        let answered = pair.count(side, "200 BYE") + pair.count(side, "481 BYE");
        assert_eq!(answered, 1, "{side:?}");
    }
}

#[test]
fn f43_3_2_2_a_re_invite_crosses_the_bye() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.hang_up(Side::Caller, out);
    pair.run_for(BEFORE_IT_ARRIVES);
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Callee), [EndedBy::Remote]);
    assert_eq!(pair.count(Side::Caller, "481 INVITE"), 1);
    assert_eq!(pair.count(Side::Callee, "ACK"), 1, "a refusal is acknowledged after the end too");
}

#[test]
fn f43_3_2_3_the_200_to_a_re_invite_crosses_the_bye() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(Duration::from_millis(12));
    assert_eq!(pair.count(Side::Caller, "200 INVITE"), 1, "it is on its way");
    pair.hang_up(Side::Callee, inc);
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Caller), [EndedBy::Remote]);
    assert_eq!(pair.count(Side::Callee, "ACK"), 1);
    assert_eq!(out, pair.last_event(Side::Caller).unwrap().call());
}

#[test]
fn f43_3_3_1_a_bye_overtakes_the_ack_of_a_re_invite() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    pair.first(1, Side::Callee, "ACK", Fate::Delay(Duration::from_millis(200)));
    pair.act(Side::Callee, |callee, now| callee.reoffer(inc, Side::Callee.media(), now));
    pair.run_for(Duration::from_millis(25));
    pair.hang_up(Side::Callee, inc);
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Caller), [EndedBy::Remote]);
    assert_eq!(out, pair.last_event(Side::Caller).unwrap().call());
}

#[test]
fn f42_a_storm_of_copies_is_one_call() {
    let mut pair = Pair::new();
    pair.weather(|_, _| Fate::Duplicate);
    let (out, inc) = pair.up();
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.run_for(Duration::from_secs(2));
    pair.hang_up(Side::Callee, inc);
    nothing_is_left(&mut pair);
    let told = pair.events(Side::Callee);
    assert!(
        matches!(
            told,
            [
                Event::Invited { .. },
                Event::Acknowledged { .. },
                Event::Reoffered { .. },
                Event::Ended { .. }
            ]
        ),
        "{told:?}"
    );
}

#[test]
fn f49_a_re_invite_that_is_never_acknowledged_ends_the_call_with_bye() {
    let mut pair = Pair::new();
    let (out, _) = pair.up();
    pair.weather(|_, what| if what == "ACK" { Fate::Lose } else { Fate::Deliver });
    pair.act(Side::Caller, |caller, now| caller.reoffer(out, Side::Caller.media(), now));
    pair.run_for(Duration::from_secs(33));
    assert_eq!(ends(&pair, Side::Callee), [EndedBy::NoAck]);
    nothing_is_left(&mut pair);
    assert_eq!(ends(&pair, Side::Caller), [EndedBy::Remote]);
}

#[test]
fn f50_a_bye_that_nobody_answers_is_repeated_for_32_seconds_and_forgotten() {
    let mut pair = Pair::new();
    let (out, _) = pair.up();
    pair.weather(|from, _| if from == Side::Callee { Fate::Lose } else { Fate::Deliver });
    pair.hang_up(Side::Caller, out);
    let began = pair.now;
    while pair.caller.size() != Size::default() {
        assert!(pair.step());
    }
    assert_eq!(pair.now - began, Duration::from_secs(32), "Timer F");
    assert_eq!(pair.count(Side::Caller, "BYE"), 11, "Timer E: 0.5, 1, 2 and then 4 seconds");
    assert_eq!(ends(&pair, Side::Callee), [EndedBy::Remote], "its copies are one");
}

#[test]
fn f44_a_cancel_waits_for_the_first_sign_of_life() {
    let mut pair = Pair::new();
    pair.first(2, Side::Caller, "INVITE", Fate::Lose);
    let out = pair.call("1");
    pair.hang_up(Side::Caller, out);
    assert_eq!(pair.count(Side::Caller, "CANCEL"), 0, "RFC 3261 §9.1");
    let inc = pair.invited();
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.count(Side::Caller, "CANCEL"), 1, "after 100");
    assert_eq!(pair.last_event(Side::Callee), Some(&Event::Cancelled { call: inc }));
    nothing_is_left(&mut pair);
    assert_eq!(pair.count(Side::Callee, "487 INVITE"), 1);
}
