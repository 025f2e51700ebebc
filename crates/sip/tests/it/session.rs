//! Session timers (RFC 4028) and UPDATE (RFC 3311).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{CallId, EndedBy, Event, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{SDP, Stranger, Text, answer_to, call_out, header, names, status, to_tag};

const HALF_AN_HOUR: Duration = Duration::from_mins(30);

fn timed(session_expires: &str) -> Text {
    Text::invite().add("Supported", "timer").add("Session-Expires", session_expires)
}

/// A call in that is up; gives it, our tag and our 200.
fn up(stranger: &mut Stranger, invite: &Text) -> (CallId, String, String) {
    stranger.send(invite.to_string());
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now)).remove(0);
    let tag = to_tag(&ok);
    stranger.send(Text::within("ACK", 1, &tag).to_string());
    (call, tag, ok)
}

fn is_over(stranger: &Stranger, call: CallId) -> bool {
    let ended = Event::Ended { call, by: EndedBy::Timeout, cause: None };
    stranger.events.last() == Some(&ended)
}

#[test]
fn what_the_caller_asks_for_is_granted_and_said() {
    for (asked, granted, required) in [
        ("1800;refresher=uac", "1800;refresher=uac", Some("timer")),
        ("600;refresher=uas", "600;refresher=uas", Some("timer")),
        ("90", "90;refresher=uas", Some("timer")),
    ] {
        let mut stranger = Stranger::new();
        let (.., ok) = up(&mut stranger, &timed(asked));
        assert_eq!(header(&ok, "Session-Expires"), Some(granted));
        assert_eq!(header(&ok, "Require"), required);
        assert!(header(&ok, "Supported").unwrap().contains("timer"));
    }
    let mut stranger = Stranger::new();
    let (.., ok) = up(&mut stranger, &Text::invite().add("Supported", "timer"));
    assert_eq!(header(&ok, "Session-Expires"), Some("1800;refresher=uas"), "we ask for one");
    let mut stranger = Stranger::new();
    let (.., ok) = up(&mut stranger, &Text::invite());
    assert_eq!(header(&ok, "Session-Expires"), None, "it could not read it");
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size().timers, 0);
}

#[test]
fn an_interval_below_90_seconds_is_422_in_every_request_that_states_one() {
    let mut stranger = Stranger::new();
    let reply = stranger.send(timed("89;refresher=uac").to_string());
    assert_eq!((status(&reply[0]), header(&reply[0], "Min-SE")), (422, Some("90")));
    assert_eq!(stranger.events, []);

    let mut stranger = Stranger::new();
    let (call, tag, _) = up(&mut stranger, &timed("1800;refresher=uac"));
    for (cseq, method) in (2..).zip(["INVITE", "UPDATE"]) {
        let brief =
            Text::within(method, cseq, &tag).add("Supported", "timer").add("Session-Expires", "10");
        let reply = stranger.send(brief.to_string());
        assert_eq!((status(&reply[0]), header(&reply[0], "Min-SE")), (422, Some("90")), "{method}");
    }
    assert!(!is_over(&stranger, call));
    let broken = Text::within("UPDATE", 9, &tag).add("Session-Expires", "soon");
    assert_eq!(status(&stranger.send(broken.to_string())[0]), 400);
}

#[test]
fn a_caller_that_does_not_refresh_is_given_up_in_time_with_bye() {
    let mut stranger = Stranger::new();
    let (call, ..) = up(&mut stranger, &timed("1800;refresher=uac"));
    // RFC 4028 §10: 32 seconds before the end.
    assert_eq!(stranger.wait(Duration::from_secs(1_767)), Vec::<String>::new());
    let sent = stranger.wait(Duration::from_secs(1));
    assert_eq!(names(&sent), ["BYE"]);
    assert_eq!(header(&sent[0], "Reason"), Some("Q.850;cause=102"));
    assert!(is_over(&stranger, call));
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn a_refresh_by_update_or_re_invite_begins_the_time_anew() {
    let mut stranger = Stranger::new();
    let (call, tag, _) = up(&mut stranger, &timed("1800;refresher=uac"));
    let told = stranger.events.len();
    for (cseq, method) in (2..).zip(["UPDATE", "INVITE", "UPDATE"]) {
        stranger.wait(Duration::from_mins(25));
        let refresh = Text::within(method, cseq, &tag)
            .add("Supported", "timer")
            .add("Session-Expires", "1800;refresher=uac");
        let refresh = if method == "INVITE" { refresh.sdp(SDP) } else { refresh };
        let ok = stranger.send(refresh.to_string());
        assert_eq!(status(&ok[0]), 200);
        assert_eq!(header(&ok[0], "Session-Expires"), Some("1800;refresher=uac"), "{method}");
        assert_eq!(header(&ok[0], "Contact"), Some("<sip:127.0.0.1:5060>"));
        stranger.send(Text::within("ACK", cseq, &tag).to_string());
    }
    assert!(!is_over(&stranger, call));
    let reoffered = |event: &&Event| matches!(event, Event::Reoffered { .. });
    assert_eq!(stranger.events[told..].iter().filter(reoffered).count(), 1, "the re-INVITE alone");
    stranger.wait(HALF_AN_HOUR);
    assert!(is_over(&stranger, call), "the last one counts");
}

#[test]
fn we_refresh_with_update_at_half_time_where_the_far_end_allows_it() {
    let mut stranger = Stranger::new();
    let invite = timed("1800;refresher=uas").add("Allow", "INVITE, ACK, BYE, UPDATE");
    let (call, _, ok) = up(&mut stranger, &invite);
    assert_eq!(header(&ok, "Session-Expires"), Some("1800;refresher=uas"));
    for _ in 0..3 {
        assert_eq!(stranger.wait(Duration::from_secs(899)), Vec::<String>::new());
        let sent = stranger.wait(Duration::from_secs(1));
        assert_eq!(names(&sent), ["UPDATE"]);
        // In its own transaction the refresher is the UAC.
        assert_eq!(header(&sent[0], "Session-Expires"), Some("1800;refresher=uac"));
        assert!(sent[0].ends_with("\r\n\r\n"), "no offer");
        stranger.send(with_timer(&answer_to(&sent[0], 200, "", false), "1800;refresher=uac"));
    }
    assert!(!is_over(&stranger, call));
}

/// A 200 that states a timer.
fn with_timer(answer: &str, session_expires: &str) -> String {
    answer.replacen(
        "\r\n",
        &format!("\r\nSession-Expires: {session_expires}\r\nRequire: timer\r\n"),
        1,
    )
}

#[test]
fn we_refresh_with_the_offer_that_stands_where_update_is_not_known() {
    let mut stranger = Stranger::new();
    let (_, _, ok) = up(&mut stranger, &timed("1800;refresher=uas"));
    let told = stranger.events.len();
    let sent = stranger.wait(Duration::from_mins(15));
    assert_eq!(names(&sent), ["INVITE"]);
    assert_eq!(header(&sent[0], "Session-Expires"), Some("1800;refresher=uac"));
    let line = |text: &str, mark: &str| {
        text.lines().find(|line| line.starts_with(mark)).unwrap().to_owned()
    };
    let ours = line(&sent[0], "m=audio ");
    assert_eq!(ours.split(' ').nth(1), line(&ok, "m=audio ").split(' ').nth(1), "the same port");
    let body = SDP.replace("8 0 101", ours.split_once("AVP ").unwrap().1);
    let ok = answer_to(&sent[0], 200, "", false);
    let (head, _) = ok.split_once("Content-Length").unwrap();
    let ok = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    let replies = stranger.send(with_timer(&ok, "1800;refresher=uac"));
    assert_eq!(names(&replies), ["ACK"]);
    assert_eq!(stranger.events.len(), told, "nothing has changed, so nobody is told");
    assert_eq!(names(&stranger.wait(Duration::from_mins(15))), ["INVITE"]);
}

#[test]
fn an_update_that_is_refused_as_unknown_becomes_a_re_invite() {
    let mut stranger = Stranger::new();
    let invite = timed("1800;refresher=uas").add("Allow", "UPDATE");
    up(&mut stranger, &invite);
    let update = stranger.wait(Duration::from_mins(15));
    let sent = stranger.send(answer_to(&update[0], 405, "", false));
    assert_eq!(names(&sent), ["INVITE"]);
}

#[test]
fn a_refresh_that_is_too_brief_for_the_far_end_is_repeated_longer() {
    let mut stranger = Stranger::new();
    let invite = timed("120;refresher=uas").add("Allow", "UPDATE");
    let (call, ..) = up(&mut stranger, &invite);
    let update = stranger.wait(Duration::from_mins(1));
    let brief = answer_to(&update[0], 422, "", false).replacen("\r\n", "\r\nMin-SE: 600\r\n", 1);
    let sent = stranger.send(brief);
    assert_eq!(names(&sent), ["UPDATE"]);
    assert_eq!(header(&sent[0], "Session-Expires"), Some("600;refresher=uac"));
    assert_eq!(header(&sent[0], "Min-SE"), Some("600"));
    // One that asks for less than it was offered makes no sense and leads to no circle.
    let again = answer_to(&sent[0], 422, "", false).replacen("\r\n", "\r\nMin-SE: 600\r\n", 1);
    assert_eq!(stranger.send(again), Vec::<String>::new());
    assert!(!is_over(&stranger, call));
}

#[test]
fn a_refresh_that_nobody_answers_or_that_finds_no_dialog_ends_the_call() {
    for refused in [None, Some(481), Some(408)] {
        let mut stranger = Stranger::new();
        let invite = timed("1800;refresher=uas").add("Allow", "UPDATE");
        let (call, ..) = up(&mut stranger, &invite);
        let update = stranger.wait(Duration::from_mins(15));
        if let Some(refused) = refused {
            stranger.send(answer_to(&update[0], refused, "", false));
        } else {
            stranger.wait(Duration::from_secs(33));
        }
        assert!(is_over(&stranger, call), "{refused:?}");
        stranger.wait(Duration::from_secs(40));
        assert_eq!(stranger.endpoint.size(), Size::default());
    }
}

#[test]
fn a_refresh_that_meets_something_else_is_tried_again_until_the_end() {
    let mut stranger = Stranger::new();
    let invite = timed("1800;refresher=uas").add("Allow", "UPDATE");
    let (call, ..) = up(&mut stranger, &invite);
    let mut update = stranger.wait(Duration::from_mins(15));
    let mut tries = 1;
    while !is_over(&stranger, call) {
        stranger.send(answer_to(&update[0], 491, "", false));
        update = stranger.wait(Duration::from_secs(4));
        assert!(!update.is_empty());
        tries += 1;
    }
    assert!((225..=450).contains(&tries), "two to four seconds between: {tries}");
    assert_eq!(names(&update).last(), Some(&"BYE"));
}

#[test]
fn a_call_out_asks_for_a_timer_and_takes_what_is_granted() {
    for (granted, duty) in [("1800;refresher=uac", "ours"), ("1800;refresher=uas", "theirs")] {
        let mut stranger = Stranger::new();
        let invite = call_out(&mut stranger);
        assert_eq!(header(&invite, "Session-Expires"), Some("1800"));
        assert!(header(&invite, "Supported").unwrap().contains("timer"));
        stranger.send(with_timer(&answer_to(&invite, 200, "t", true), granted));
        let sent = stranger.wait(Duration::from_mins(15));
        let expected: &[&str] = if duty == "ours" { &["INVITE"] } else { &[] };
        assert_eq!(names(&sent), expected, "{granted}");
    }
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    stranger.send(answer_to(&invite, 200, "t", true));
    assert_eq!(stranger.wait(Duration::from_hours(3)), Vec::<String>::new(), "no timer, no end");
}

#[test]
fn a_call_out_that_is_too_brief_for_the_far_end_is_made_anew_and_longer() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    let brief = answer_to(&invite, 422, "t", false).replacen("\r\n", "\r\nMin-SE: 3600\r\n", 1);
    let sent = stranger.send(brief);
    assert_eq!(names(&sent), ["ACK", "INVITE"]);
    assert_eq!(header(&sent[1], "Session-Expires"), Some("3600"));
    assert_eq!(header(&sent[1], "Min-SE"), Some("3600"));
    assert_eq!(header(&sent[1], "CSeq"), Some("2 INVITE"));
    assert_eq!(header(&sent[1], "Call-ID"), header(&invite, "Call-ID"));
    assert_eq!(header(&sent[1], "From"), header(&invite, "From"));
    assert_eq!(stranger.events, [], "the owner hears of one call");
    let replies = stranger.send(answer_to(&sent[1], 200, "u", true));
    assert_eq!(names(&replies), ["ACK"]);
    assert!(matches!(stranger.events[..], [Event::Answered { .. }]));

    // Beyond a day, or no longer than asked for, it is a refusal.
    for senseless in ["Min-SE: 90000\r\n", "Min-SE: 1800\r\n", ""] {
        let mut stranger = Stranger::new();
        let invite = call_out(&mut stranger);
        let brief = answer_to(&invite, 422, "t", false);
        stranger.send(brief.replacen("\r\n", &format!("\r\n{senseless}"), 1));
        assert!(matches!(stranger.events[..], [Event::Failed { status: 422, .. }]), "{senseless}");
    }
}

#[test]
fn two_of_us_keep_a_call_for_hours_and_notice_when_one_is_gone() {
    let mut pair = Pair::new();
    let (out, _) = pair.up();
    pair.run_for(Duration::from_hours(5) + Duration::from_mins(1));
    let updates = pair.count(Side::Caller, "UPDATE") + pair.count(Side::Callee, "UPDATE");
    assert_eq!(updates, 20, "each quarter of an hour, by one of them");
    assert_eq!(pair.caller.size().calls + pair.callee.size().calls, 2);

    pair.weather(|_, _| Fate::Lose);
    pair.run_for(HALF_AN_HOUR + Duration::from_secs(40));
    let ended = Event::Ended { call: out, by: EndedBy::Timeout, cause: None };
    assert_eq!(pair.last_event(Side::Caller), Some(&ended));
    pair.drive();
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
}

#[test]
fn an_update_with_an_offer_is_answered_and_told() {
    let mut stranger = Stranger::new();
    let (call, tag, _) = up(&mut stranger, &Text::invite());
    let held = format!("{SDP}a=sendonly\r\n");
    let ok = stranger.send(Text::within("UPDATE", 2, &tag).sdp(&held).to_string());
    assert_eq!(status(&ok[0]), 200);
    assert!(ok[0].contains("a=recvonly\r\n"), "{}", ok[0]);
    let Some(Event::Reoffered { call: told, media }) = stranger.events.last() else { panic!() };
    assert!(*told == call && media.on_hold());
    assert_eq!(stranger.wait(Duration::from_secs(10)), Vec::<String>::new(), "no ACK is awaited");
    let none = SDP.replace("RTP/AVP 8 0 101", "RTP/AVP 97");
    let reply = stranger.send(Text::within("UPDATE", 3, &tag).sdp(&none).to_string());
    assert_eq!(status(&reply[0]), 488);
}

#[test]
fn an_offer_in_update_waits_for_the_offers_before_it() {
    // Before the first answer: 500 with Retry-After (RFC 3311 §5.2). Without an offer it is fine.
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let tag = to_tag(&stranger.act(|endpoint, now| endpoint.ring(call, now))[0]);
    let reply = stranger.send(Text::within("UPDATE", 2, &tag).sdp(SDP).to_string());
    assert_eq!(status(&reply[0]), 500);
    assert!(header(&reply[0], "Retry-After").unwrap().parse::<u32>().unwrap() <= 10);
    assert_eq!(status(&stranger.send(Text::within("UPDATE", 3, &tag).to_string())[0]), 200);

    // While ours is open: 491.
    let mut stranger = Stranger::new();
    let (call, tag, _) = up(&mut stranger, &Text::invite());
    let media = "127.0.0.1:10012".parse().unwrap();
    stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    let reply = stranger.send(Text::within("UPDATE", 2, &tag).sdp(SDP).to_string());
    assert_eq!(status(&reply[0]), 491);
}
