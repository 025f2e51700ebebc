//! Messages in the manner of RFC 4475: each file is named after the section whose fault it has.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{Event, Size};

use crate::stranger::{Stranger, header, status};

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is a call.
    Call,
    /// It is answered with this status.
    Answer(u16),
    /// It is dropped without a word.
    Silence,
}

use Fate::{Answer, Call, Silence};

macro_rules! torture {
    ($($name:literal => $fate:expr,)*) => {
        &[$(($name, include_bytes!(concat!("torture/", $name, ".sip")), $fate),)*]
    };
}

const MESSAGES: &[(&str, &[u8], Fate)] = torture! {
    "3.1.1.1-whitespace-everywhere" => Call,
    "3.1.1.2-a-method-of-punctuation" => Answer(501),
    "3.1.1.3-escapes" => Call,
    "3.1.1.4-an-escaped-nul" => Answer(405),
    "3.1.1.6-no-space-before-the-bracket" => Answer(200),
    "3.1.1.8-a-second-request-behind-the-first" => Answer(405),
    "3.1.1.9-semicolons-in-the-user" => Answer(200),
    "3.1.1.10-transports-of-all-kinds" => Answer(200),
    "3.1.1.13-a-response-without-reason" => Silence,
    // The Via that an answer needs is the broken part.
    "3.1.2.1-separators-without-values" => Silence,
    "3.1.2.2-content-length-too-large" => Answer(400),
    "3.1.2.3-content-length-negative" => Answer(400),
    "3.1.2.4-numbers-too-large" => Answer(400),
    "3.1.2.5-numbers-too-large-in-a-response" => Silence,
    "3.1.2.6-an-open-quote" => Answer(400),
    "3.1.2.7-brackets-round-the-request-uri" => Answer(400),
    "3.1.2.8-space-in-the-request-uri" => Answer(400),
    "3.1.2.9-two-spaces-in-the-request-line" => Answer(400),
    "3.1.2.10-spaces-after-the-request-line" => Answer(400),
    "3.1.2.11-headers-in-the-request-uri" => Answer(400),
    // Nobody here reads Date.
    "3.1.2.12-a-date-of-another-zone" => Call,
    "3.1.2.15-a-comma-in-a-bare-display-name" => Answer(400),
    "3.1.2.16-another-version" => Answer(505),
    "3.1.2.17-another-method-in-cseq" => Answer(400),
    "3.1.2.18-an-unknown-method-and-another-in-cseq" => Answer(400),
    "3.1.2.19-a-status-of-ten-digits" => Silence,
    "3.2.1-a-branch-of-the-cookie-alone" => Answer(200),
    // An answer needs Call-ID, From and To.
    "3.3.1-headers-missing" => Silence,
    "3.3.2-an-unknown-scheme" => Answer(416),
    "3.3.3-a-scheme-of-another-world" => Answer(416),
    "3.3.5-an-extension-nobody-supports" => Answer(420),
    "3.3.6-a-body-of-unknown-type" => Answer(415),
    "3.3.8-headers-twice" => Answer(400),
    "3.3.9-content-length-twice" => Answer(400),
    "3.3.11-no-hops-left" => Answer(200),
};

fn fate(message: &[u8]) -> (Fate, Vec<String>) {
    let mut stranger = Stranger::new();
    let replies = stranger.send(message);
    let fate = match (replies.first(), stranger.events.first()) {
        (None, None) => Silence,
        (None, Some(Event::Invited { .. })) => Call,
        (Some(reply), None) => Answer(status(reply)),
        (_, told) => panic!("{replies:?} {told:?}"),
    };
    stranger.wait(Duration::from_secs(400));
    assert_eq!(stranger.endpoint.size(), Size::default());
    (fate, replies)
}

#[test]
fn torture_messages_meet_the_fate_that_the_rfc_wants() {
    for (name, message, expected) in MESSAGES {
        let (fate, replies) = fate(message);
        assert_eq!(fate, *expected, "{name}: {replies:?}");
        assert!(replies.len() <= 1, "{name}");
    }
}

#[test]
fn an_answer_to_a_torture_message_can_be_matched_by_who_sent_it() {
    for (name, message, expected) in MESSAGES {
        let Answer(_) = expected else { continue };
        let sent = String::from_utf8(message.to_vec()).unwrap();
        let (_, replies) = fate(message);
        for copied in ["Call-ID", "CSeq", "From"] {
            assert_eq!(header(&replies[0], copied), header(&sent, copied), "{name}");
        }
    }
}

#[test]
fn a_torture_message_that_is_cut_anywhere_is_harmless() {
    for (_, message, _) in MESSAGES {
        for end in 0..message.len() {
            let mut stranger = Stranger::new();
            stranger.send(&message[..end]);
        }
    }
}

#[test]
fn escapes_in_a_number_are_decoded() {
    let escaped = MESSAGES.iter().find(|(name, ..)| *name == "3.1.1.3-escapes").unwrap();
    let mut stranger = Stranger::new();
    stranger.send(escaped.1);
    let [Event::Invited { callee, .. }] = &stranger.events[..] else { panic!() };
    assert_eq!(callee, "sips:user@example.com");
}
