//! VC20, VC21: keys that a stranger's telephone sends, by each way, stand in the record's timeline, each once.

use std::f64::consts::TAU;

use tokio::process::Child;
use wire::command::MemberCommand;
use wire::record::{Happening, RecordDetail};

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

/// What the record of the call says was pressed, once the caller has hung up.
async fn keys_of(demo: &Demo, sipp: Child) -> Vec<String> {
    let mut ann = agent_with_sound(demo, demo.ann()).await;
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    succeeds(sipp).await;
    ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let url = format!("{}/api/v1/records/{}", demo.guide.url, offer.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    let record: RecordDetail = record.unwrap().json().await.unwrap();
    let pressed = record.timeline.into_iter().filter(|row| row.what == Happening::KeyPressed);
    pressed.map(|row| row.key.unwrap()).collect()
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
