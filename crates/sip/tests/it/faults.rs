//! Lost, doubled, late and reordered messages.

use std::time::Duration;

use sip::{EndedBy, Event, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{Stranger, Text, answer_to, call_out, header, names, status, to_tag};

#[test]
fn f42_a_repeated_invite_is_one_call_and_gets_the_same_answer() {
    let mut pair = Pair::new();
    pair.first(1, Side::Caller, "INVITE", Fate::Duplicate);
    pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.events(Side::Callee).len(), 1);
    assert_eq!(pair.callee.size().calls, 1);
    assert_eq!(pair.count(Side::Callee, "180 INVITE"), 2);
}

#[test]
fn f42_a_lost_invite_is_sent_again() {
    let mut pair = Pair::new();
    pair.first(3, Side::Caller, "INVITE", Fate::Lose);
    pair.call("1");
    pair.invited();
    // Timer A: at 0, 0.5, 1.5 and 3.5 seconds.
    let times: Vec<_> = pair.wire.iter().map(|sent| sent.at.as_millis()).collect();
    assert_eq!(times, [0, 500, 1_500, 3_500]);
}

#[test]
fn f42_duplicate_acks_and_byes_change_nothing() {
    let mut pair = Pair::new();
    pair.weather(|_, what| match what {
        "ACK" | "BYE" => Fate::Duplicate,
        _ => Fate::Deliver,
    });
    let (out, inc) = pair.up();
    pair.hang_up(Side::Caller, out);
    pair.drive();
    let told = pair.events(Side::Callee);
    let acknowledged = |event: &&Event| matches!(event, Event::Acknowledged { .. });
    assert_eq!(told.iter().filter(acknowledged).count(), 1);
    assert_eq!(told.iter().filter(|event| event.is_last()).count(), 1);
    assert_eq!(told.last().unwrap().call(), inc);
    assert_eq!(pair.count(Side::Callee, "200 BYE"), 2, "the copy gets the same answer");
}

#[test]
fn f42_a_bye_after_the_end_is_481() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    let bye = Text::within("BYE", 2, &tag);
    assert_eq!(status(&stranger.send(bye.to_string())[0]), 200);
    assert_eq!(status(&stranger.send(bye.to_string())[0]), 200, "a copy");
    let another = Text::within("BYE", 3, &tag);
    assert_eq!(status(&stranger.send(another.to_string())[0]), 481);
    assert_eq!(stranger.events.iter().filter(|event| event.is_last()).count(), 1);
}

#[test]
fn f42_an_invite_by_a_second_way_is_482() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let merged = stranger.send(Text::invite().branch("another").to_string());
    assert_eq!(status(&merged[0]), 482);
    assert_eq!(stranger.events.len(), 1);
}

#[test]
fn f43_a_bye_before_the_ack_ends_the_call() {
    let mut pair = Pair::new();
    pair.first(1, Side::Caller, "ACK", Fate::Delay(Duration::from_secs(1)));
    let out = pair.call("1");
    let inc = pair.invited();
    pair.answer(inc);
    pair.run_for(Duration::from_millis(15));
    pair.hang_up(Side::Caller, out);
    pair.drive();
    let told: Vec<_> = pair.events(Side::Callee).iter().skip(1).collect();
    assert!(
        matches!(told[..], [Event::Ended { by: EndedBy::Remote, .. }]),
        "no Acknowledged after the end: {told:?}"
    );
    assert_eq!(pair.count(Side::Callee, "200 INVITE"), 1, "the 200 is not repeated any more");
    assert_eq!(pair.callee.size(), Size::default());
}

#[test]
fn f43_a_late_180_and_a_repeated_200_do_no_harm() {
    let mut pair = Pair::new();
    pair.first(1, Side::Callee, "180 INVITE", Fate::Delay(Duration::from_secs(2)));
    pair.call("1");
    let inc = pair.invited();
    pair.act(Side::Callee, |callee, now| callee.ring(inc, now));
    pair.answer(inc);
    pair.run_for(Duration::from_secs(5));
    assert!(matches!(pair.events(Side::Caller), [Event::Answered { .. }]));
}

#[test]
fn f43_a_lost_ack_is_sent_again_for_each_copy_of_the_200() {
    let mut pair = Pair::new();
    pair.first(3, Side::Caller, "ACK", Fate::Lose);
    let (_, inc) = pair.up();
    pair.run_for(Duration::from_secs(10));
    assert_eq!(pair.count(Side::Callee, "200 INVITE"), 4);
    assert_eq!(pair.count(Side::Caller, "ACK"), 4);
    let acks: Vec<_> =
        pair.wire.iter().filter(|sent| sent.what() == "ACK").map(|sent| &sent.text).collect();
    assert!(acks.windows(2).all(|pair| pair[0] == pair[1]));
    let acknowledged = Event::Acknowledged { call: inc, media: None };
    assert_eq!(pair.last_event(Side::Callee), Some(&acknowledged));
    assert!(matches!(pair.events(Side::Caller), [Event::Answered { .. }]));
}

#[test]
fn the_ack_is_that_of_the_invite_whatever_came_between() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let ringing = stranger.act(|endpoint, now| endpoint.ring(call, now));
    let tag = to_tag(&ringing[0]);
    assert_eq!(status(&stranger.send(Text::within("INFO", 2, &tag).to_string())[0]), 200);
    stranger.act(|endpoint, now| endpoint.answer(call, ([127, 0, 0, 1], 10_010).into(), now));
    stranger.send(Text::within("ACK", 1, &tag).to_string());
    let acknowledged = Event::Acknowledged { call, media: None };
    assert_eq!(stranger.events.last(), Some(&acknowledged));
}

#[test]
fn a_bye_to_a_call_that_only_rings_ends_it_with_487() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let ringing = stranger.act(|endpoint, now| endpoint.ring(call, now));
    let bye = stranger.send(Text::within("BYE", 2, &to_tag(&ringing[0])).to_string());
    assert_eq!(bye.iter().map(|reply| status(reply)).collect::<Vec<_>>(), [200, 487]);
    let ended = Event::Ended { call, by: EndedBy::Remote, cause: None };
    assert_eq!(stranger.events.last(), Some(&ended));
}

#[test]
fn f46_a_second_200_of_a_forked_call_is_acknowledged_and_ended() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    let first = stranger.send(answer_to(&invite, 200, "one", true));
    let second = stranger.send(answer_to(&invite, 200, "two", true));
    let again = stranger.send(answer_to(&invite, 200, "two", true));

    assert_eq!(names(&first), ["ACK"]);
    assert_eq!(names(&second), ["ACK", "BYE"]);
    assert!(second.iter().all(|sent| header(sent, "To").unwrap().ends_with(";tag=two")));
    assert_eq!(names(&again), ["ACK"], "a copy is acknowledged, not ended again");
    assert!(matches!(stranger.events[..], [Event::Answered { .. }]));
    assert_eq!(stranger.endpoint.size().calls, 1);
}

#[test]
fn f49_an_answer_that_is_never_acknowledged_ends_after_32_seconds_with_bye() {
    let mut pair = Pair::new();
    pair.weather(|_, what| if what == "ACK" { Fate::Lose } else { Fate::Deliver });
    pair.call("1");
    let inc = pair.invited();
    let answered_at = pair.now;
    pair.answer(inc);
    while pair.last_event(Side::Callee)
        != Some(&Event::Ended { call: inc, by: EndedBy::NoAck, cause: None })
    {
        assert!(pair.step());
    }
    assert_eq!(pair.now - answered_at, Duration::from_secs(32));
    let oks: Vec<_> = pair
        .wire
        .iter()
        .filter(|sent| sent.what() == "200 INVITE")
        .map(|sent| (sent.at.as_millis() - 10) / 100)
        .collect();
    assert_eq!(oks, [0, 5, 15, 35, 75, 115, 155, 195, 235, 275, 315]);
    pair.drive();
    assert_eq!(pair.count(Side::Callee, "BYE"), 1);
    assert!(matches!(
        pair.last_event(Side::Caller),
        Some(Event::Ended { by: EndedBy::Remote, .. })
    ));
}

#[test]
fn f50_a_call_that_nobody_answers_fails_after_32_seconds() {
    let mut pair = Pair::new();
    pair.weather(|_, _| Fate::Lose);
    let out = pair.call("1");
    let began = pair.now;
    pair.drive();
    assert_eq!(pair.now - began, Duration::from_secs(32));
    let failed = Event::Failed { call: out, status: 408, retry_after: None, cause: None };
    assert_eq!(pair.last_event(Side::Caller), Some(&failed));
    assert_eq!(pair.count(Side::Caller, "INVITE"), 7);
    assert_eq!(pair.caller.size(), Size::default());
}

#[test]
fn f52_a_message_of_60_kilobytes_is_read() {
    let mut stranger = Stranger::new();
    let mut invite = Text::invite();
    for index in 0..8 {
        invite = invite.add(&format!("X-Large-{index}"), &"x".repeat(7_500));
    }
    stranger.send(invite.to_string());
    assert!(matches!(stranger.events[..], [Event::Invited { .. }]));
}

#[test]
fn hanging_up_before_the_ack_waits_for_it_with_the_bye() {
    let mut pair = Pair::new();
    pair.first(2, Side::Caller, "ACK", Fate::Lose);
    pair.call("1");
    let inc = pair.invited();
    pair.answer(inc);
    pair.hang_up(Side::Callee, inc);
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.count(Side::Callee, "BYE"), 0, "RFC 3261 §15: no BYE before the ACK");
    pair.drive();
    assert_eq!(pair.count(Side::Callee, "BYE"), 1);
    let told = pair.events(Side::Callee);
    assert_eq!(told.iter().filter(|event| event.is_last()).count(), 1);
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
}

#[test]
fn the_ack_of_a_refusal_stops_its_repetition() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let busy = stranger.act(|endpoint, now| endpoint.reject(call, sip::Rejection::Busy, now));
    assert_eq!(stranger.wait(Duration::from_millis(600)), busy, "Timer G");
    let ack = Text::new("ACK").set("To", header(&busy[0], "To").unwrap());
    assert_eq!(stranger.send(ack.to_string()), Vec::<String>::new());
    assert_eq!(stranger.wait(Duration::from_secs(40)), Vec::<String>::new());
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn requests_that_are_out_of_order_are_500() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    assert_eq!(status(&stranger.send(Text::within("OPTIONS", 5, &tag).to_string())[0]), 200);
    assert_eq!(status(&stranger.send(Text::within("OPTIONS", 4, &tag).to_string())[0]), 500);
    assert_eq!(
        status(&stranger.send(Text::within("OPTIONS", 5, &tag).to_string())[0]),
        200,
        "a copy meets its transaction"
    );
}

#[test]
fn a_tag_that_is_not_ours_or_not_theirs_is_no_dialog() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    let forged = Text::within("BYE", 2, "forged").to_string();
    assert_eq!(status(&stranger.send(forged)[0]), 481);
    let other = Text::within("BYE", 2, &tag).set("From", "<sip:a@127.0.0.1>;tag=else");
    assert_eq!(status(&stranger.send(other.to_string())[0]), 481);
    assert_eq!(stranger.endpoint.size().calls, 1);
    assert_eq!(
        status(&stranger.send(Text::within("BYE", 2, &tag).branch("b").to_string())[0]),
        200
    );
}

#[test]
fn a_2xx_and_its_tag_reach_the_dialog() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    assert_eq!(tag.len(), 32);
    let bye = stranger.send(Text::within("BYE", 2, &tag).to_string());
    assert_eq!(to_tag(&bye[0]), tag);
}
