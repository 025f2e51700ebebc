//! VC20, VC21: keys that a stranger's telephone sends, by each way, stand in the record's timeline, each once.

use std::f64::consts::TAU;

use robot::Agent;
use tokio::process::Child;
use uuid::Uuid;
use wire::command::{MemberCommand, SendKeys};
use wire::record::{Happening, RecordDetail};
use wire::workspace::CallState;

use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};
use crate::strangers::{sipp, sipp_speaking, succeeds};

#[tokio::test]
async fn vc21_keys_as_events_and_by_info_are_one_key_each() {
    let demo = Demo::start().await;
    let sipp = sipp(&demo, "keys.xml", &demo.guide.hotline);
    assert_eq!(keys_of(&demo, sipp).await, ["4", "7", "#"]);
}

#[tokio::test]
async fn vc21_keys_in_the_sound_are_read_where_events_are_not_agreed() {
    let demo = Demo::start().await;
    let tones: Vec<u8> = ['2', '0', '#'].into_iter().flat_map(tone_of).collect();
    std::fs::write(demo.data.join("keys.ul"), tones).unwrap();
    let without_events = [
        ("RTP/AVP 0 101", "RTP/AVP 0"),
        ("a=rtpmap:101 telephone-event/8000\n", ""),
        ("a=fmtp:101 0-15\n", ""),
        ("tone440.ul,-1,0,PCMU/8000", "keys.ul,1,0,PCMU/8000"),
    ];
    let sipp = sipp_speaking(&demo, "caller_hangs_up.xml", &demo.guide.hotline, without_events);
    assert_eq!(keys_of(&demo, sipp).await, ["2", "0", "#"]);
}

#[tokio::test]
async fn vc21_the_agents_keys_go_by_info_where_events_are_not_agreed_and_nothing_says_which() {
    let demo = Demo::start().await;
    let sipp = sipp(&demo, "sent_keys.xml", &demo.guide.hotline);
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    let talking = |seen: &robot::Seen| {
        seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Talking(_)))
    };
    ann.until(SOON, "the talk", talking).await.unwrap();
    for keys in ["", "1x", "+1", &"1".repeat(33)] {
        let keys = SendKeys { contact: offer.contact, keys: keys.to_owned() };
        let refused = ann.command(MemberCommand::SendKeys(keys)).await.unwrap().problem.unwrap();
        assert_eq!((refused.code.as_str(), refused.status), ("invalid-keys", 400));
    }
    let keys = SendKeys { contact: offer.contact, keys: "1#".to_owned() };
    ann.obeyed(MemberCommand::SendKeys(keys)).await.unwrap();
    succeeds(sipp).await;
    ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let record = record(&demo, &ann, offer.contact).await;
    let mut sent = record.timeline.into_iter().filter(|row| row.what == Happening::KeysSent);
    let row = sent.next().unwrap();
    assert_eq!(
        (row.member.map(|member| member.name), row.key),
        (Some("Ann Berg".to_owned()), None)
    );
    assert_eq!(sent.next(), None);
}

/// What the record of the call says was pressed, once the caller has hung up.
async fn keys_of(demo: &Demo, sipp: Child) -> Vec<String> {
    let mut ann = agent_with_sound(demo, demo.ann()).await;
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    succeeds(sipp).await;
    ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let record = record(demo, &ann, offer.contact).await;
    let pressed = record.timeline.into_iter().filter(|row| row.what == Happening::KeyPressed);
    pressed.map(|row| row.key.unwrap()).collect()
}

async fn record(demo: &Demo, ann: &Agent, contact: Uuid) -> RecordDetail {
    let url = format!("{}/api/v1/records/{contact}", demo.guide.url);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    record.unwrap().json().await.unwrap()
}

/// A tenth of a second of the key's two tones (ITU-T Q.23), and as long a pause.
#[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
fn tone_of(key: char) -> Vec<u8> {
    let (low, high) = match key {
        '2' => (697.0, 1_336.0),
        '0' => (941.0, 1_336.0),
        _ => (941.0, 1_477.0),
    };
    let sample = |index: u32| {
        let at = TAU * f64::from(index) / 8_000.0;
        let tones = (low * at).sin() + (high * at).sin();
        if index < 800 { (tones * 6_000.0) as i16 } else { 0 }
    };
    (0..1_600).map(sample).map(media::g711::mu_law::encode).collect()
}
