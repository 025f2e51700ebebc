//! The way of requests inside a dialog: proxies, contacts, limits on both.

use crate::stranger::{SDP, Stranger, Text, answer_to, call_out, header, names, status, to_tag};

/// The Route values of a request, one a line.
fn routes(message: &str) -> Vec<&str> {
    message.lines().filter_map(|line| line.strip_prefix("Route: ")).collect()
}

fn hang_up(stranger: &mut Stranger) -> String {
    let call = stranger.last_call();
    stranger.act(|endpoint, now| endpoint.hang_up(call, sip::Cause::NORMAL_CLEARING, now)).remove(0)
}

/// A call in that came through these proxies, answered; gives the 200.
fn called_through(stranger: &mut Stranger, record_routes: &[&str]) -> String {
    let mut invite = Text::invite();
    for route in record_routes {
        invite = invite.add("Record-Route", route);
    }
    stranger.send(invite.to_string());
    let call = stranger.last_call();
    let media = ([127, 0, 0, 1], 10_010).into();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now)).remove(0);
    stranger.send(Text::within("ACK", 1, &to_tag(&ok)).to_string());
    ok
}

#[test]
fn a_called_side_goes_back_by_the_recorded_route_in_its_order() {
    let mut stranger = Stranger::new();
    let ok = called_through(
        &mut stranger,
        &["<sip:p2.example;lr>, \"p\" <sip:127.0.0.1:5071;lr>", "<sip:p1.example;lr>;x=y"],
    );
    let recorded: Vec<_> = ok.lines().filter(|line| line.starts_with("Record-Route:")).collect();
    assert_eq!(recorded.len(), 2, "the 200 carries them back: {ok}");
    let bye = hang_up(&mut stranger);
    assert!(bye.starts_with("BYE sip:127.0.0.1:5070 SIP/2.0"), "{bye}");
    assert_eq!(
        routes(&bye),
        ["<sip:p2.example;lr>", "<sip:127.0.0.1:5071;lr>", "<sip:p1.example;lr>"]
    );
}

#[test]
fn a_calling_side_takes_the_recorded_route_in_reverse() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    let ok = answer_to(&invite, 200, "t", true).replace(
        "Contact: <sip:127.0.0.1:5070>",
        "Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>\r\nContact: <sip:far@10.0.0.9>",
    );
    let ack = stranger.send(ok).remove(0);
    assert!(ack.starts_with("ACK sip:far@10.0.0.9 SIP/2.0"), "{ack}");
    assert_eq!(routes(&ack), ["<sip:p1.example;lr>", "<sip:p2.example;lr>"]);
    assert_eq!(header(&ack, "CSeq"), Some("1 ACK"));
}

#[test]
fn a_strict_router_is_addressed_itself_and_the_target_comes_last() {
    let mut stranger = Stranger::new();
    called_through(&mut stranger, &["<sip:strict.example>, <sip:p1.example;lr>"]);
    let bye = hang_up(&mut stranger);
    assert!(bye.starts_with("BYE sip:strict.example SIP/2.0"), "{bye}");
    assert_eq!(routes(&bye), ["<sip:p1.example;lr>", "<sip:127.0.0.1:5070>"]);
}

#[test]
fn a_re_invite_moves_the_far_end() {
    let mut stranger = Stranger::new();
    let (_, tag) = stranger.up();
    let moved = Text::within("INVITE", 2, &tag).sdp(SDP).set("Contact", "<sip:new@127.0.0.1:5079>");
    stranger.send(moved.to_string());
    stranger.send(Text::within("ACK", 2, &tag).to_string());
    assert!(hang_up(&mut stranger).starts_with("BYE sip:new@127.0.0.1:5079 SIP/2.0"));
}

#[test]
fn requests_of_a_dialog_carry_its_tags_and_a_growing_cseq() {
    let mut stranger = Stranger::new();
    let (call, tag) = stranger.up();
    let media = ([127, 0, 0, 1], 10_010).into();
    let reinvite = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now)).remove(0);
    stranger.send(answer_to(&reinvite, 200, "", true));
    let bye = hang_up(&mut stranger);
    assert_eq!(header(&reinvite, "CSeq"), Some("1 INVITE"));
    assert_eq!(header(&bye, "CSeq"), Some("2 BYE"));
    for request in [&reinvite, &bye] {
        let from = format!("<sip:4711@127.0.0.1>;tag={tag}");
        assert_eq!(header(request, "From"), Some(from.as_str()));
        assert_eq!(header(request, "To"), Some("<sip:+4930123@127.0.0.1>;tag=theirs"));
        assert_eq!(header(request, "Call-ID"), Some("a-call"));
        assert_eq!(header(request, "Max-Forwards"), Some("70"));
    }
    assert_ne!(header(&reinvite, "Via"), header(&bye, "Via"));
    assert_eq!(header(&bye, "Reason"), Some("Q.850;cause=16"));
}

#[test]
fn more_than_64_hops_are_refused() {
    for header in ["Via", "Record-Route"] {
        let value = match header {
            "Via" => "SIP/2.0/UDP p.example;branch=z9hG4bKp",
            _ => "<sip:p.example;lr>",
        };
        let mut few = Text::invite();
        for _ in 0..63 {
            few = few.add(header, value);
        }
        let mut stranger = Stranger::new();
        assert_eq!(stranger.send(few.to_string()), Vec::<String>::new());
        let many = few.add(header, value).add(header, value).call_id("many");
        let many = if header == "Via" { with_vias(value, 65) } else { many };
        assert_eq!(status(&stranger.send(many.to_string())[0]), 400, "{header}");
        assert_eq!(stranger.events.len(), 1);
    }
}

fn with_vias(value: &str, count: usize) -> Text {
    Text::invite().add("Via", &vec![value; count].join(", "))
}

#[test]
fn words_that_could_leave_their_place_in_our_messages_are_refused() {
    for (name, value) in [
        ("Call-ID", "a call"),
        ("Call-ID", "caf\u{e9}"),
        ("From", "<sip:a@127.0.0.1>;tag=\"a>b\""),
        ("From", "<sip:a@127.0.0.1>;tag=\"a b\""),
    ] {
        let mut stranger = Stranger::new();
        let replies = stranger.send(Text::invite().set(name, value).to_string());
        assert_eq!(status(&replies[0]), 400, "{name}: {value}");
        assert_eq!(stranger.events, []);
    }
}

#[test]
fn control_characters_are_dropped_without_an_answer() {
    for character in ['\0', '\u{7}', '\u{1b}', '\u{7f}'] {
        let mut stranger = Stranger::new();
        let value = format!("\"Ann{character}\" <sip:a@127.0.0.1>;tag=t");
        assert_eq!(stranger.send(Text::invite().set("From", &value).to_string()), [""; 0]);
        assert_eq!(stranger.endpoint.counters().malformed, 1);
    }
}

#[test]
fn a_caller_cannot_write_into_our_invite() {
    let mut stranger = Stranger::new();
    let to = sip::Destination {
        user: "1@evil.example>;x=\r\nX: y".into(),
        address: "127.0.0.1:5070".parse().unwrap(),
    };
    let from = sip::Party {
        user: "a>b".into(),
        display_name: Some("Eve\" <sip:x@y>\r\nEvil: yes\\".into()),
    };
    let media = ([127, 0, 0, 1], 10_010).into();
    let invite = stranger
        .act(|endpoint, now| match endpoint.invite(&to, &from, media, now) {
            Ok((_, outputs)) => outputs,
            Err(_) => Vec::new(),
        })
        .remove(0);
    assert_eq!(names(std::slice::from_ref(&invite)), ["INVITE"]);
    assert!(
        invite.starts_with("INVITE sip:1%40evil.example%3E%3Bx%3D%0D%0AX%3A%20y@127.0.0.1:5070 "),
        "{invite}"
    );
    let from = header(&invite, "From").unwrap_or_default();
    assert!(
        from.starts_with("\"Eve\\\" <sip:x@y>Evil: yes\\\\\" <sip:a%3Eb@127.0.0.1:5060>;tag="),
        "{from}"
    );
    assert_eq!(header(&invite, "Evil"), None);
}

#[test]
fn an_ack_with_the_branch_of_its_invite_is_understood_too() {
    let mut stranger = Stranger::new();
    stranger.send(Text::invite().to_string());
    let call = stranger.last_call();
    let media = ([127, 0, 0, 1], 10_010).into();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now)).remove(0);
    stranger.send(Text::within("ACK", 1, &to_tag(&ok)).branch("one").to_string());
    let acknowledged = sip::Event::Acknowledged { call, media: None };
    assert_eq!(stranger.events.last(), Some(&acknowledged));
}
