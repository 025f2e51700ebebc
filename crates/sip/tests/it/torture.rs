//! The torture messages of RFC 4475 and RFC 5118, byte for byte, each with the verdict that its section asks of an endpoint
//! which is no registrar.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{Event, Size};

use crate::stranger::{Stranger, header, status};

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is a call for this number.
    Call(&'static str),
    /// It is answered with this status.
    Answer(u16),
    /// It is a sound response to nothing that we sent.
    Unasked,
    /// It is dropped without a word, and counted.
    Dropped,
}

use Verdict::{Answer, Call, Dropped, Unasked};

macro_rules! messages {
    ($($test:ident: $rfc:literal $file:literal => $verdict:expr,)*) => {
        $(#[test]
        fn $test() {
            meets($file, &wire($rfc, include_bytes!(concat!($rfc, "/", $file))), $verdict);
        })*

        const MESSAGES: &[(&str, &str, &[u8])] =
            &[$(($file, $rfc, include_bytes!(concat!($rfc, "/", $file))),)*];
    };
}

messages! {
    // Its To carries a tag, so it belongs to a dialog that nobody here knows.
    rfc4475_3_1_1_1_a_short_tortuous_invite: "rfc4475" "wsinv.dat" => Answer(481),
    rfc4475_3_1_1_2_a_wide_range_of_valid_characters: "rfc4475" "intmeth.dat" => Answer(501),
    rfc4475_3_1_1_3_escapes: "rfc4475" "esc01.dat" => Call("sips:user@example.com"),
    rfc4475_3_1_1_4_escaped_nulls: "rfc4475" "escnull.dat" => Answer(405),
    rfc4475_3_1_1_5_a_percent_that_escapes_nothing: "rfc4475" "esc02.dat" => Answer(501),
    rfc4475_3_1_1_6_no_space_before_the_bracket: "rfc4475" "lwsdisp.dat" => Answer(200),
    rfc4475_3_1_1_7_long_values: "rfc4475" "longreq.dat" => Call("user"),
    rfc4475_3_1_1_8_a_second_request_behind_the_first: "rfc4475" "dblreq.dat" => Answer(405),
    rfc4475_3_1_1_9_semicolons_in_the_user: "rfc4475" "semiuri.dat" => Answer(200),
    rfc4475_3_1_1_10_transports_of_all_kinds: "rfc4475" "transports.dat" => Answer(200),
    rfc4475_3_1_1_11_a_body_of_several_parts: "rfc4475" "mpart01.dat" => Answer(405),
    rfc4475_3_1_1_12_an_unusual_reason_phrase: "rfc4475" "unreason.dat" => Unasked,
    rfc4475_3_1_1_13_no_reason_phrase: "rfc4475" "noreason.dat" => Unasked,
    rfc4475_3_1_2_1_separators_without_values: "rfc4475" "badinv01.dat" => Answer(400),
    rfc4475_3_1_2_2_a_content_length_too_large: "rfc4475" "clerr.dat" => Answer(400),
    rfc4475_3_1_2_3_a_negative_content_length: "rfc4475" "ncl.dat" => Answer(400),
    rfc4475_3_1_2_4_numbers_too_large: "rfc4475" "scalar02.dat" => Answer(400),
    rfc4475_3_1_2_5_numbers_too_large_in_a_response: "rfc4475" "scalarlg.dat" => Dropped,
    rfc4475_3_1_2_6_an_open_quote: "rfc4475" "quotbal.dat" => Answer(400),
    rfc4475_3_1_2_7_brackets_round_the_request_uri: "rfc4475" "ltgtruri.dat" => Answer(400),
    rfc4475_3_1_2_8_space_in_the_request_uri: "rfc4475" "lwsruri.dat" => Answer(400),
    rfc4475_3_1_2_9_two_spaces_in_the_request_line: "rfc4475" "lwsstart.dat" => Answer(400),
    rfc4475_3_1_2_10_spaces_after_the_request_line: "rfc4475" "trws.dat" => Answer(400),
    rfc4475_3_1_2_11_headers_in_the_request_uri: "rfc4475" "escruri.dat" => Answer(400),
    // It may be ignored by who does not read Date.
    rfc4475_3_1_2_12_a_date_of_another_zone: "rfc4475" "baddate.dat" => Call("user"),
    rfc4475_3_1_2_13_a_contact_with_headers_and_no_brackets: "rfc4475" "regbadct.dat" => Answer(400),
    rfc4475_3_1_2_14_spaces_inside_the_brackets: "rfc4475" "badaspec.dat" => Answer(400),
    rfc4475_3_1_2_15_a_comma_in_a_bare_display_name: "rfc4475" "baddn.dat" => Answer(400),
    rfc4475_3_1_2_16_another_version: "rfc4475" "badvers.dat" => Answer(505),
    rfc4475_3_1_2_17_another_method_in_cseq: "rfc4475" "mismatch01.dat" => Answer(400),
    rfc4475_3_1_2_18_an_unknown_method_and_another_in_cseq: "rfc4475" "mismatch02.dat" => Answer(501),
    rfc4475_3_1_2_19_a_status_of_ten_digits: "rfc4475" "bigcode.dat" => Dropped,
    rfc4475_3_2_1_a_branch_of_the_cookie_alone: "rfc4475" "badbranch.dat" => Answer(200),
    rfc4475_3_3_1_headers_missing: "rfc4475" "insuf.dat" => Answer(400),
    rfc4475_3_3_2_an_unknown_scheme: "rfc4475" "unkscm.dat" => Answer(416),
    rfc4475_3_3_3_a_scheme_of_another_world: "rfc4475" "novelsc.dat" => Answer(416),
    rfc4475_3_3_4_unknown_schemes_in_headers: "rfc4475" "unksm2.dat" => Answer(405),
    rfc4475_3_3_5_an_extension_nobody_supports: "rfc4475" "bext01.dat" => Answer(420),
    rfc4475_3_3_6_a_body_of_unknown_type: "rfc4475" "invut.dat" => Answer(415),
    rfc4475_3_3_7_an_unknown_authorization: "rfc4475" "regaut01.dat" => Answer(405),
    rfc4475_3_3_8_headers_twice: "rfc4475" "multi01.dat" => Answer(400),
    rfc4475_3_3_9_content_length_twice: "rfc4475" "mcl01.dat" => Answer(400),
    rfc4475_3_3_10_a_response_to_a_broadcast: "rfc4475" "bcast.dat" => Unasked,
    rfc4475_3_3_11_no_hops_left: "rfc4475" "zeromf.dat" => Answer(200),
    rfc4475_3_3_12_a_contact_parameter: "rfc4475" "cparam01.dat" => Answer(405),
    rfc4475_3_3_13_a_parameter_of_the_contacts_uri: "rfc4475" "cparam02.dat" => Answer(405),
    rfc4475_3_3_14_a_contact_with_headers: "rfc4475" "regescrt.dat" => Answer(405),
    rfc4475_3_3_15_no_acceptable_body: "rfc4475" "sdp01.dat" => Answer(406),
    rfc4475_3_4_1_an_invite_of_rfc_2543: "rfc4475" "inv2543.dat" => Call("UserB"),
    // In the archive and in no section: a request line without version.
    rfc4475_the_one_that_no_section_names: "rfc4475" "test.dat" => Dropped,

    rfc5118_4_1_an_ipv6_reference: "rfc5118" "ipv6-good" => Answer(405),
    rfc5118_4_2_an_ipv6_address_without_brackets: "rfc5118" "ipv6-bad" => Answer(400),
    rfc5118_4_3_a_port_that_is_part_of_the_address: "rfc5118" "port-ambiguous" => Answer(405),
    rfc5118_4_4_a_port_behind_the_address: "rfc5118" "port-unambiguous" => Answer(405),
    rfc5118_4_5_received_with_brackets: "rfc5118" "via-received-param-with-delim" => Answer(481),
    rfc5118_4_5_received_without_brackets: "rfc5118" "via-received-param-no-delim" => Answer(200),
    // Read and understood: G.726 is nothing that we speak.
    rfc5118_4_6_ipv6_in_sdp: "rfc5118" "ipv6-in-sdp" => Answer(488),
    rfc5118_4_7_both_kinds_of_address_in_headers: "rfc5118" "mult-ip-in-header" => Answer(481),
    rfc5118_4_8_both_kinds_of_address_in_sdp: "rfc5118" "mult-ip-in-sdp" => Call("user"),
    rfc5118_4_9_ipv4_mapped_addresses: "rfc5118" "ipv4-mapped-ipv6" => Answer(488),
    rfc5118_4_10_three_colons: "rfc5118" "ipv6-bug-abnf-3-colons" => Answer(200),
    rfc5118_4_10_two_colons: "rfc5118" "ipv6-correct-abnf-2-colons" => Answer(200),
}

/// The bytes as they are sent. The archive of RFC 5118 holds texts: their lines end with LF, and
/// three of them miscount their bodies.
fn wire(rfc: &str, bytes: &[u8]) -> Vec<u8> {
    if rfc == "rfc4475" {
        return bytes.to_vec();
    }
    let mut text = String::from_utf8(bytes.to_vec()).unwrap().replace('\n', "\r\n");
    if !text.contains("\r\n\r\n") {
        text.push_str("\r\n");
    }
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let (before, length) = head.rsplit_once("Content-Length: ").unwrap();
    let after = length.trim_start_matches(|digit: char| digit.is_ascii_digit());
    format!("{before}Content-Length: {}{after}\r\n\r\n{body}", body.len()).into_bytes()
}

fn message(file: &str) -> Vec<u8> {
    let (_, rfc, bytes) = MESSAGES.iter().find(|(name, ..)| *name == file).unwrap();
    wire(rfc, bytes)
}

#[track_caller]
fn meets(file: &str, message: &[u8], expected: Verdict) {
    let mut stranger = Stranger::new();
    let replies = stranger.send(message);
    assert!(replies.len() <= 1, "{file}: {replies:?}");
    let malformed = stranger.endpoint.counters().malformed;
    match (expected, replies.first(), stranger.events.as_slice()) {
        (Call(number), None, [Event::Invited { callee, .. }]) => assert_eq!(callee, number),
        (Answer(wanted), Some(reply), []) => {
            assert_eq!(status(reply), wanted, "{file}: {reply}");
            can_be_matched(message, reply);
        }
        (Unasked, None, []) => assert_eq!(malformed, 0, "{file} is sound"),
        (Dropped, None, []) => assert_eq!(malformed, 1, "{file} is broken"),
        (_, reply, told) => panic!("{file}: {reply:?} {told:?}"),
    }
    stranger.wait(Duration::from_secs(400));
    assert_eq!(stranger.endpoint.size(), Size::default(), "{file} leaves nothing behind");
}

/// Who sent a request finds its own words in the answer, as far as it sent any on one line.
fn can_be_matched(request: &[u8], reply: &str) {
    let request = String::from_utf8_lossy(request);
    for copied in ["Call-ID", "CSeq", "From"] {
        let sent = header(&request, copied).filter(|value| !value.is_empty());
        if let Some(sent) = sent.filter(|_| request.matches(copied).count() == 1) {
            assert_eq!(header(reply, copied), Some(sent), "{copied}");
        }
    }
    assert!(reply.contains("Via: ") || reply.contains("v: "), "{reply}");
}

#[test]
fn a_torture_message_that_is_cut_anywhere_is_harmless() {
    for (_, rfc, bytes) in MESSAGES {
        let message = wire(rfc, bytes);
        for end in 0..message.len() {
            let mut stranger = Stranger::new();
            stranger.send(&message[..end]);
        }
    }
}

#[test]
fn the_messages_are_whole_where_they_say_how_long_they_are() {
    let broken_on_purpose = ["clerr.dat", "ncl.dat", "mcl01.dat", "dblreq.dat"];
    let mut told = 0;
    for (file, rfc, bytes) in MESSAGES {
        let message = wire(rfc, bytes);
        let end = message.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else { continue };
        let head = String::from_utf8_lossy(&message[..end]).into_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let named = ["content-length", "l"].contains(&name.trim().to_lowercase().as_str());
            value.trim().parse::<usize>().ok().filter(|_| named)
        });
        if let Some(length) = length.filter(|_| !broken_on_purpose.contains(file)) {
            assert_eq!(message.len() - end - 4, length, "{file}");
            told += 1;
        }
    }
    assert_eq!(told, 56, "messages that tell their length");
}

/// The archive's file ends without the empty line, which would be reason enough.
#[test]
fn a_comma_in_a_bare_display_name_is_400_in_a_whole_message_too() {
    let mut whole = message("baddn.dat");
    whole.extend_from_slice(b"\r\n");
    meets("baddn.dat", &whole, Answer(400));
    let quoted =
        String::from_utf8(whole).unwrap().replace("Bell, Alexander", "\"Bell, Alexander\"");
    let quoted = quoted.replace("Watson, Thomas", "\"Watson, Thomas\"");
    meets("baddn.dat", quoted.as_bytes(), Answer(200));
}

#[test]
fn the_extension_that_nobody_supports_is_named_and_the_body_that_we_read_too() {
    let mut stranger = Stranger::new();
    let reply = stranger.send(message("bext01.dat")).remove(0);
    let named = header(&reply, "Unsupported");
    assert_eq!(named, Some("nothingSupportsThis, nothingSupportsThisEither"));
    let reply = stranger.send(message("invut.dat")).remove(0);
    assert_eq!(header(&reply, "Accept"), Some("application/sdp"));
}

#[test]
fn what_hides_in_a_display_name_does_not_reach_the_owner() {
    let mut stranger = Stranger::new();
    let text = String::from_utf8(message("intmeth.dat")).unwrap();
    let method = text.split(' ').next().unwrap();
    let invite = text.replace(method, "INVITE").replace("To: \"BEL", "From: \"BEL");
    let invite = invite.replace("From: token1", "Contact: <sip:a@192.0.2.1>\r\nTo: token1");
    let invite = invite.replace(";tag=_token~1", ";x=_token~1");
    stranger.send(invite.replace("?,/;;*@example.com>", "?,/;;*@example.com>;tag=1"));
    let [Event::Invited { caller, .. }] = &stranger.events[..] else {
        panic!("{:?}", stranger.events)
    };
    let name = caller.display_name.as_deref().unwrap();
    assert!(name.contains("BEL") && !name.contains(char::is_control), "{name:?}");
}

#[test]
fn the_second_request_in_a_datagram_is_nobodys_call() {
    let mut stranger = Stranger::new();
    stranger.send(message("dblreq.dat"));
    assert_eq!(stranger.events, []);
}

#[test]
fn the_sound_of_the_stream_that_we_speak_is_found() {
    let mut stranger = Stranger::new();
    stranger.send(message("mult-ip-in-sdp"));
    let [Event::Invited { offer: Some(offer), .. }] = &stranger.events[..] else { panic!() };
    assert_eq!(offer.address.to_string(), "192.0.2.1:22334");
}

#[test]
fn a_call_of_rfc_2543_can_be_answered_and_ended() {
    let mut stranger = Stranger::new();
    stranger.send(message("inv2543.dat"));
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now)).remove(0);
    let to = header(&ok, "To").unwrap().to_owned();
    let ack = String::from_utf8(message("inv2543.dat")).unwrap();
    let ack = ack.split_once("Content-Type").unwrap().0.replace("INVITE", "ACK");
    let old_to = header(&ack, "To").unwrap().to_owned();
    stranger.send(ack.replace(&old_to, &to) + "\r\n");
    assert_eq!(stranger.events.last(), Some(&Event::Acknowledged { call, media: None }));
    let bye =
        stranger.act(|endpoint, now| endpoint.hang_up(call, sip::Cause::NORMAL_CLEARING, now));
    assert!(bye[0].starts_with("BYE "), "{bye:?}");
}
