//! Session descriptions: what is understood, what is answered.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use sip::{
    AudioCodec, AudioFormat, Choice, Codecs, Direction, EndedBy, Event, KeyWay, RemoteMedia, Size,
    TelephoneEvent,
};

use crate::stranger::{SDP, Stranger, Text, answer_to, call_out, names, status, to_tag};

fn offered(sdp: &str) -> Option<RemoteMedia> {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("INVITE").sdp(sdp).to_string());
    match stranger.events.first() {
        Some(Event::Invited { offer, .. }) => Some(offer.unwrap()),
        _ => None,
    }
}

fn refusal(sdp: &str) -> u16 {
    status(&Stranger::new().send(Text::new("INVITE").sdp(sdp).to_string())[0])
}

fn answered(sdp: &str) -> String {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("INVITE").sdp(sdp).to_string());
    let call = stranger.last_call();
    let media = "192.0.2.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    ok[0].split_once("\r\n\r\n").unwrap().1.to_owned()
}

fn sdp(media: &str) -> String {
    format!("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n{media}")
}

#[test]
fn the_offer_is_read() {
    let media = offered(SDP).unwrap();
    assert_eq!(media.address.to_string(), "127.0.0.1:20000");
    assert_eq!(media.audio, AudioFormat { codec: AudioCodec::Pcma, payload_type: 8 });
    assert_eq!(media.telephone_event, Some(TelephoneEvent { payload_type: 101, clock: 8_000 }));
    assert_eq!((media.also, media.ptime_ms), ([None; 3], 20));
    assert_eq!(media.direction, Direction::SendRecv);
    assert!(!media.on_hold());
}

#[test]
fn the_answer_names_one_codec_and_telephone_event_with_the_offered_numbers() {
    let answer = answered(&sdp(
        "m=audio 4000 RTP/AVP 18 8 96 0 13\r\na=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-16\r\n",
    ));
    assert!(answer.contains("c=IN IP4 192.0.2.1\r\n"), "{answer}");
    assert!(answer.contains("m=audio 10010 RTP/AVP 8 96\r\n"), "{answer}");
    assert!(answer.contains("a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\n"), "{answer}");
    assert!(answer.contains("a=rtpmap:8 PCMA/8000\r\n"), "{answer}");
    assert!(!answer.contains("PCMU"), "{answer}");
    assert!(answer.contains("a=ptime:20\r\n") && answer.contains("a=sendrecv\r\n"), "{answer}");
}

#[test]
fn streams_that_we_cannot_play_are_declined_in_their_place() {
    let answer = answered(&sdp(
        "m=video 5000 RTP/AVP 34\r\nm=audio 4000 RTP/AVP 0\r\nm=audio 4002 RTP/AVP 0\r\n",
    ));
    let streams: Vec<_> = answer.lines().filter(|line| line.starts_with("m=")).collect();
    assert_eq!(streams, ["m=video 0 RTP/AVP 34", "m=audio 10010 RTP/AVP 0", "m=audio 0 RTP/AVP 0"]);
}

#[test]
fn nothing_in_common_is_488() {
    for media in [
        "m=audio 4000 RTP/AVP 3 18\r\n",
        "m=audio 4000 RTP/AVP 101\r\na=rtpmap:101 telephone-event/8000\r\n",
        "m=audio 4000 RTP/SAVP 0\r\n",
        "m=audio 0 RTP/AVP 0\r\n",
        "m=video 4000 RTP/AVP 0\r\n",
        "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 G729/8000\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 media.example.com\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 224.2.1.1/127\r\n",
        "",
    ] {
        assert_eq!(refusal(&sdp(media)), 488, "{media}");
    }
}

#[test]
fn descriptions_that_are_none_are_400() {
    assert_eq!(refusal("rubbish"), 400);
    assert_eq!(refusal("v=0\r\ns=-\r\nm=audio 4000 RTP/AVP 0\r\n"), 400);
    assert_eq!(refusal(&sdp("m=audio 99999 RTP/AVP 0\r\n")), 400);
    assert_eq!(refusal(&sdp(&"m=audio 4000 RTP/AVP 0\r\n".repeat(9))), 400, "too many streams");
    assert_eq!(refusal(&sdp(&"a=x\r\n".repeat(100))), 400, "too many lines");
}

#[test]
fn an_origin_with_numbers_beyond_64_bits_does_no_harm() {
    let text = SDP.replace("o=- 1 1", "o=x 99999999999999999999999999 tomorrow");
    assert!(offered(&text).is_some());
}

#[test]
fn pcmu_under_a_dynamic_number_is_understood() {
    let media = offered(&sdp("m=audio 4000 RTP/AVP 97\r\na=rtpmap:97 pcmu/8000\r\na=ptime:30\r\n"));
    let pcmu = AudioFormat { codec: AudioCodec::Pcmu, payload_type: 97 };
    assert_eq!(media.map(|media| (media.audio, media.ptime_ms)), Some((pcmu, 30)));
}

#[test]
fn the_address_of_the_stream_wins_over_that_of_the_session() {
    let media = offered(&sdp("m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::7\r\n")).unwrap();
    assert_eq!(media.address.to_string(), "[2001:db8::7]:4000");
}

#[test]
fn an_invite_without_offer_gets_ours_and_the_ack_brings_the_answer() {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("INVITE").to_string());
    let call = stranger.last_call();
    assert!(matches!(stranger.events[..], [Event::Invited { offer: None, .. }]));
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    assert!(ok[0].contains("m=audio 10010 RTP/AVP 8 0 9 111 101 110\r\n"), "{}", ok[0]);
    let ack = Text::within("ACK", 1, &to_tag(&ok[0])).sdp(SDP).to_string();
    assert_eq!(stranger.send(ack), Vec::<String>::new());
    let Some(Event::Acknowledged { media: Some(media), .. }) = stranger.events.last() else {
        panic!("{:?}", stranger.events)
    };
    assert_eq!(media.address.to_string(), "127.0.0.1:20000");
}

#[test]
fn an_ack_without_the_answer_that_we_asked_for_ends_the_call() {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("INVITE").to_string());
    let call = stranger.last_call();
    let media = "127.0.0.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    let sent = stranger.send(Text::within("ACK", 1, &to_tag(&ok[0])).to_string());
    assert_eq!(names(&sent), ["BYE"]);
    let ended = Event::Ended { call, by: EndedBy::NoMedia, cause: None };
    assert_eq!(stranger.events.last(), Some(&ended));
}

#[test]
fn a_call_out_that_is_answered_without_usable_sound_is_acknowledged_and_ended() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    let sent = stranger.send(answer_to(&invite, 200, "t", false));
    assert_eq!(names(&sent), ["ACK", "BYE"]);
    assert!(matches!(stranger.events[..], [Event::Failed { status: 488, .. }]));
    stranger.send(answer_to(&sent[1], 200, "", false));
    stranger.wait(Duration::from_secs(40));
    assert_eq!(stranger.endpoint.size(), Size::default());
}

#[test]
fn early_sound_is_told_and_stands_for_an_answer_that_forgot_it() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    stranger.send(answer_to(&invite, 183, "t", true));
    let [Event::Provisional { status: 183, early_media: Some(early), .. }] = stranger.events[..]
    else {
        panic!("{:?}", stranger.events)
    };
    stranger.send(answer_to(&invite, 200, "t", false));
    let Some(Event::Answered { media, .. }) = stranger.events.last() else { panic!() };
    assert_eq!(*media, early);
}

#[test]
fn the_callers_order_decides_unless_ours_is_to() {
    let offer = "m=audio 4000 RTP/AVP 18 0 8\r\n";
    let spoken = vec![AudioCodec::Pcma, AudioCodec::Pcmu];
    for (choice, codec) in [(Choice::Theirs, AudioCodec::Pcmu), (Choice::Ours, AudioCodec::Pcma)] {
        let mut stranger =
            Stranger::with_codecs(Codecs { spoken: spoken.clone(), choice, ..Codecs::default() });
        stranger.send(Text::new("INVITE").sdp(&sdp(offer)).to_string());
        let Some(Event::Invited { offer: Some(media), .. }) = stranger.events.first() else {
            panic!("{:?}", stranger.events)
        };
        assert_eq!(media.audio.codec, codec, "{choice:?}");
    }
}

#[test]
fn vc21_whoever_knows_no_telephone_events_agrees_to_none() {
    let codecs = Codecs { keys: KeyWay::InfoAlone, ..Codecs::default() };
    let mut stranger = Stranger::with_codecs(codecs);
    let offer = "m=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
    stranger.send(Text::new("INVITE").sdp(&sdp(offer)).to_string());
    let Some(Event::Invited { offer: Some(media), .. }) = stranger.events.first() else {
        panic!("{:?}", stranger.events)
    };
    assert_eq!(media.telephone_event, None);
}

#[test]
fn a_codec_that_is_not_configured_is_not_spoken() {
    let codecs = Codecs { spoken: vec![AudioCodec::Pcmu], ..Codecs::default() };
    let mut stranger = Stranger::with_codecs(codecs);
    let refused =
        stranger.send(Text::new("INVITE").sdp(&sdp("m=audio 4000 RTP/AVP 8\r\n")).to_string());
    assert_eq!(status(&refused[0]), 488);
}

#[test]
fn f48_a_reinvite_may_change_the_codec_and_what_we_offer_later_is_what_was_agreed() {
    let mut stranger = Stranger::new();
    stranger.send(Text::new("INVITE").sdp(&sdp("m=audio 4000 RTP/AVP 8 0\r\n")).to_string());
    let call = stranger.last_call();
    let media = "192.0.2.1:10010".parse().unwrap();
    let ok = stranger.act(|endpoint, now| endpoint.answer(call, media, now));
    stranger.send(Text::within("ACK", 1, &to_tag(&ok[0])).to_string());
    let reinvite = Text::within("INVITE", 2, &to_tag(&ok[0]));
    let changed = stranger.send(reinvite.sdp(&sdp("m=audio 4000 RTP/AVP 0\r\n")).to_string());
    assert!(changed[0].contains("m=audio 10010 RTP/AVP 0\r\n"), "{}", changed[0]);
    let Some(Event::Reoffered { media: heard, .. }) = stranger.events.last() else {
        panic!("{:?}", stranger.events)
    };
    assert_eq!(heard.audio.codec, AudioCodec::Pcmu);
    stranger.send(Text::within("ACK", 2, &to_tag(&ok[0])).to_string());
    let probe = stranger.act(|endpoint, now| endpoint.reoffer(call, media, now));
    assert!(probe[0].contains("m=audio 10010 RTP/AVP 0\r\n"), "{}", probe[0]);
}

#[test]
fn an_answer_of_several_codecs_lets_the_far_end_send_any_of_them() {
    let mut stranger = Stranger::new();
    let invite = call_out(&mut stranger);
    assert!(invite.contains("RTP/AVP 8 0 9 111 101 110\r\n"), "{invite}");
    stranger.send(answer_to(&invite, 200, "t", true));
    let Some(Event::Answered { media, .. }) = stranger.events.last() else { panic!() };
    assert_eq!(media.audio.codec, AudioCodec::Pcma);
    let pcmu = AudioFormat { codec: AudioCodec::Pcmu, payload_type: 0 };
    assert_eq!(media.also, [Some(pcmu), None, None]);
}

#[test]
fn opus_is_answered_under_its_number_and_with_events_of_its_clock() {
    let offer = "m=audio 4000 RTP/AVP 96 8 97 98\r\na=rtpmap:96 OPUS/48000/2\r\n\
        a=fmtp:96 useinbandfec=1\r\na=rtpmap:97 telephone-event/8000\r\n\
        a=rtpmap:98 telephone-event/48000\r\n";
    let media = offered(&sdp(offer)).unwrap();
    assert_eq!(media.audio, AudioFormat { codec: AudioCodec::Opus, payload_type: 96 });
    assert_eq!(media.telephone_event, Some(TelephoneEvent { payload_type: 98, clock: 48_000 }));
    let answer = answered(&sdp(offer));
    assert!(answer.contains("m=audio 10010 RTP/AVP 96 98\r\n"), "{answer}");
    assert!(
        answer.contains("a=rtpmap:96 opus/48000/2\r\na=fmtp:96 maxplaybackrate=16000"),
        "{answer}"
    );
}

#[test]
fn g722_and_its_misleading_clock_are_understood() {
    for offer in [
        "m=audio 4000 RTP/AVP 9 0\r\n",
        "m=audio 4000 RTP/AVP 9 0 101\r\na=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\n",
    ] {
        let media = offered(&sdp(offer)).unwrap();
        assert_eq!(media.audio, AudioFormat { codec: AudioCodec::G722, payload_type: 9 });
        assert!(answered(&sdp(offer)).contains("a=rtpmap:9 G722/8000\r\n"));
    }
    // At the rate at which it really samples it is no format that anybody has registered.
    assert_eq!(refusal(&sdp("m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 G722/16000\r\n")), 488);
}
