//! Requests that are not served, and what they are told.

use std::time::Duration;

use sip::{Event, Limits, Size};

use crate::stranger::{Stranger, Text, header, status};

#[track_caller]
fn refused(request: &Text) -> String {
    let mut stranger = Stranger::new();
    let mut replies = stranger.send(request.to_string());
    assert_eq!(stranger.events, [], "nobody hears of it");
    assert_eq!(stranger.endpoint.size().calls, 0);
    stranger.wait(Duration::from_secs(80));
    assert_eq!(stranger.endpoint.size(), Size::default());
    assert_eq!(replies.len(), 1, "{replies:?}");
    replies.remove(0)
}

#[test]
fn options_are_200_with_what_we_allow() {
    let reply = refused(&Text::new("OPTIONS"));
    assert_eq!(status(&reply), 200);
    assert_eq!(
        header(&reply, "Allow"),
        Some("INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK")
    );
    assert_eq!(header(&reply, "Accept"), Some("application/sdp"));
    assert_eq!(header(&reply, "Supported"), Some("timer, 100rel"));
}

#[test]
fn methods_that_are_not_served_are_405_and_unknown_ones_501() {
    for method in ["REGISTER", "SUBSCRIBE", "REFER", "MESSAGE", "PUBLISH", "NOTIFY"] {
        let reply = refused(&Text::new(method));
        assert_eq!(status(&reply), 405, "{method}");
        assert!(header(&reply, "Allow").is_some());
    }
    assert_eq!(status(&refused(&Text::new("NEWMETHOD"))), 501);
    assert_eq!(status(&refused(&Text::new("BYE"))), 481);
    for method in ["INFO", "UPDATE", "PRACK"] {
        assert_eq!(status(&refused(&Text::new(method))), 481, "{method} outside of a dialog");
    }
}

#[test]
fn an_invite_with_a_tag_of_a_dialog_that_is_gone_is_481() {
    assert_eq!(status(&refused(&Text::within("INVITE", 2, "gone"))), 481);
    assert_eq!(status(&refused(&Text::within("OPTIONS", 2, "gone"))), 481);
}

#[test]
fn an_ack_of_nothing_is_not_answered() {
    let mut stranger = Stranger::new();
    assert_eq!(stranger.send(Text::new("ACK").to_string()), Vec::<String>::new());
    assert_eq!(stranger.send(Text::within("ACK", 1, "gone").to_string()), Vec::<String>::new());
}

#[test]
fn no_hops_left_is_483_but_options_are_answered() {
    assert_eq!(status(&refused(&Text::invite().set("Max-Forwards", "0"))), 483);
    assert_eq!(status(&refused(&Text::new("OPTIONS").set("Max-Forwards", "0"))), 200);
}

#[test]
fn an_extension_that_is_required_is_420_and_named() {
    let reply = refused(&Text::invite().add("Require", "100rel, y").add("Require", "Timer, x"));
    assert_eq!(status(&reply), 420);
    assert_eq!(header(&reply, "Unsupported"), Some("y, x"));
}

#[test]
fn session_timer_headers_are_tolerated() {
    let mut stranger = Stranger::new();
    let invite = Text::invite()
        .add("Supported", "timer, 100rel, replaces")
        .add("Session-Expires", "1800;refresher=uac")
        .add("Min-SE", "90");
    stranger.send(invite.to_string());
    assert!(matches!(stranger.events[..], [Event::Invited { .. }]));
}

#[test]
fn a_scheme_that_is_no_telephone_is_416() {
    let mailto = Text::invite().start("INVITE mailto:a@example.com SIP/2.0");
    assert_eq!(status(&refused(&mailto)), 416);
    let mut stranger = Stranger::new();
    let tel = Text::invite().start("INVITE tel:+49-30-4711;phone-context=example SIP/2.0");
    stranger.send(tel.to_string());
    let [Event::Invited { callee, .. }] = &stranger.events[..] else { panic!() };
    assert_eq!(callee, "+49-30-4711");
}

#[test]
fn a_body_that_is_no_sdp_is_415() {
    let reply = refused(&Text::new("INVITE").body("application/isup", "x"));
    assert_eq!(status(&reply), 415);
    assert_eq!(header(&reply, "Accept"), Some("application/sdp"));
    let packed = Text::invite().add("Content-Encoding", "gzip");
    assert_eq!(status(&refused(&packed)), 415);
}

#[test]
fn an_invite_without_contact_is_400() {
    assert_eq!(status(&refused(&Text::invite().without("Contact"))), 400);
}

#[test]
fn a_full_endpoint_says_503_and_when_to_come_back() {
    let mut stranger =
        Stranger::with_limits(Limits { calls: 2, retry_after_s: 5..=30, ..Limits::default() });
    let mut waits = Vec::new();
    for index in 0..12 {
        let reply = stranger.send(Text::invite().call_id(&format!("call-{index}")).to_string());
        if index < 2 {
            assert_eq!(reply, Vec::<String>::new());
        } else {
            assert_eq!(status(&reply[0]), 503);
            waits.push(header(&reply[0], "Retry-After").unwrap().parse::<u32>().unwrap());
        }
    }
    assert!(waits.iter().all(|wait| (5..=30).contains(wait)));
    assert!(waits.windows(2).any(|pair| pair[0] != pair[1]), "not one crowd: {waits:?}");
    assert_eq!(stranger.events.len(), 2);
    assert_eq!(stranger.endpoint.counters().refused_busy, 10);
}

#[test]
fn f07_a_draining_endpoint_refuses_new_calls_and_keeps_the_old() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    stranger.endpoint.drain(Duration::from_secs(30));
    let reply = stranger.send(Text::invite().call_id("another").to_string());
    assert_eq!((status(&reply[0]), header(&reply[0], "Retry-After")), (503, Some("30")));
    assert_eq!(status(&stranger.send(Text::within("OPTIONS", 2, &tag).to_string())[0]), 200);
    assert_eq!(status(&stranger.send(Text::within("BYE", 3, &tag).to_string())[0]), 200);
    assert_eq!(stranger.last_call(), call);
    stranger.endpoint.reopen();
    stranger.send(Text::invite().call_id("a-third").to_string());
    assert!(matches!(stranger.events.last(), Some(Event::Invited { .. })));
}

#[test]
fn f63_a_flood_is_answered_without_memory_and_a_bye_still_comes_through() {
    let mut stranger = Stranger::with_limits(Limits { calls: 1, ..Limits::default() });
    let (call, tag) = stranger.up();
    for index in 0..1_000 {
        let reply = stranger.send(Text::invite().call_id(&format!("flood-{index}")).to_string());
        assert_eq!(status(&reply[0]), 503);
    }
    assert!(stranger.endpoint.size().server_transactions <= 80);
    assert_eq!(stranger.send(Text::within("INFO", 2, &tag).to_string()), Vec::<String>::new());
    assert_eq!(stranger.endpoint.counters().shed, 1);
    assert_eq!(status(&stranger.send(Text::within("BYE", 3, &tag).to_string())[0]), 200);
    assert_eq!(stranger.last_call(), call);
}

#[test]
fn a_late_copy_of_a_refused_invite_rings_nobody() {
    let mut stranger = Stranger::with_limits(Limits { calls: 1, ..Limits::default() });
    let (_, tag) = stranger.up();
    let late = Text::invite().call_id("late").to_string();
    assert_eq!(status(&stranger.send(&late)[0]), 503);
    stranger.send(Text::within("BYE", 2, &tag).to_string());
    let told = stranger.events.len();
    assert_eq!(status(&stranger.send(&late)[0]), 503, "though there is room now");
    assert_eq!(stranger.events.len(), told);
}
