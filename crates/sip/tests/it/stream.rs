//! Messages in a stream.

use proptest::prelude::*;

use sip::{Frame, MESSAGE_BYTES_MAX, StreamFramer};

use crate::stranger::Text;

fn frames(pieces: &[&[u8]]) -> Vec<Frame> {
    let mut framer = StreamFramer::default();
    let mut frames = Vec::new();
    for piece in pieces {
        framer.push(piece);
        frames.extend(std::iter::from_fn(|| framer.take()));
    }
    frames
}

fn whole(text: &str) -> Frame {
    Frame::Whole(text.as_bytes().to_vec().into())
}

#[test]
fn messages_that_come_together_are_told_apart() {
    let (invite, bye) = (Text::invite().to_string(), Text::new("BYE").to_string());
    let both = format!("{invite}{bye}");
    assert_eq!(frames(&[both.as_bytes()]), [whole(&invite), whole(&bye)]);
}

#[test]
fn a_message_that_comes_byte_by_byte_is_whole_with_its_last() {
    let invite = Text::invite().to_string();
    let mut framer = StreamFramer::default();
    for (at, byte) in invite.bytes().enumerate() {
        framer.push(&[byte]);
        let frame = framer.take();
        assert_eq!(frame.is_some(), at + 1 == invite.len(), "at byte {at}");
    }
    assert!(!framer.is_waiting());
}

#[test]
fn pings_and_line_ends_stand_between_messages_only() {
    let options = Text::new("OPTIONS").to_string();
    let ping = whole("\r\n\r\n");
    assert_eq!(frames(&[b"\r\n", b"\r\n"]), std::slice::from_ref(&ping));
    assert_eq!(frames(&[b"\r", b"\n\r", b"\n"]), std::slice::from_ref(&ping));
    let between = format!("{options}\r\n\r\n{options}\r\n{options}");
    let expected = [whole(&options), ping, whole(&options), whole(&options)];
    assert_eq!(frames(&[between.as_bytes()]), expected);
}

#[test]
fn a_length_that_is_missing_doubled_or_no_number_breaks_the_stream() {
    for broken in [
        Text::invite().to_string().replace("Content-Length", "X-Length"),
        Text::invite().add("l", "3").to_string(),
        Text::invite().to_string().replace("Content-Length: ", "Content-Length: -"),
        Text::invite().to_string().replace("Content-Length: ", "Content-Length: 9999999"),
        Text::invite()
            .to_string()
            .replace("Content-Length: ", "Content-Length: 99999999999999999999"),
    ] {
        let behind = Text::new("OPTIONS").to_string();
        let told = frames(&[broken.as_bytes(), behind.as_bytes()]);
        let [Frame::Broken(head)] = &told[..] else { panic!("{told:?}") };
        assert!(head.starts_with(b"INVITE ") && !head.windows(4).any(|end| end == b"\r\n\r\n"));
    }
}

#[test]
fn a_length_may_be_short_folded_and_spaced() {
    for length in ["l: 0", "L:0", "content-length :\r\n  0", "CONTENT-LENGTH: 0"] {
        let text = Text::new("OPTIONS").to_string().replace("Content-Length: 0", length);
        assert_eq!(frames(&[text.as_bytes()]), [whole(&text)], "{length}");
    }
}

#[test]
fn what_never_ends_is_given_up_and_what_is_idle_holds_nothing() {
    let mut framer = StreamFramer::default();
    framer.push(b"OPTIONS sip:a SIP/2.0\r\nX: ");
    for _ in 0..MESSAGE_BYTES_MAX / 1_024 {
        assert_eq!(framer.take(), None);
        framer.push(&[b'x'; 1_024]);
    }
    assert!(matches!(framer.take(), Some(Frame::Broken(_))));
    framer.push(b"anything");
    assert_eq!(framer.take(), None);
    assert!(!framer.is_waiting());
}

proptest! {
    #[test]
    fn however_it_is_cut_the_same_messages_come_out(
        count in 1_usize..4,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let messages: Vec<_> = (0..count)
            .map(|index| Text::invite().call_id(&format!("call-{index}")).to_string())
            .collect();
        let stream = messages.join("\r\n\r\n").into_bytes();
        let mut ends: Vec<_> = cuts.iter().map(|cut| cut.index(stream.len())).collect();
        ends.extend([0, stream.len()]);
        ends.sort_unstable();
        let pieces: Vec<_> = ends.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
        let told: Vec<_> = frames(&pieces).into_iter().filter(|frame| *frame != whole("\r\n\r\n")).collect();
        let expected: Vec<_> = messages.iter().map(|message| whole(message)).collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn any_bytes_come_out_as_they_went_in_or_break_the_stream(
        bytes in prop::collection::vec(prop::sample::select(b"\r\n:lI0 1aSIP/2".to_vec()), 0..400),
    ) {
        let mut framer = StreamFramer::default();
        framer.push(&bytes);
        let mut out = Vec::new();
        while let Some(frame) = framer.take() {
            match frame {
                Frame::Whole(message) => out.extend_from_slice(&message),
                Frame::Broken(_) => return Ok(()),
            }
        }
        let without = |bytes: &[u8]| bytes.iter().filter(|byte| !b"\r\n".contains(byte)).count();
        prop_assert!(without(&out) <= without(&bytes));
    }
}
