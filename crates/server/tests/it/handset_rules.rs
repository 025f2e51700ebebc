//! VC31: the rules of calls hold at a SIP phone as they do in the browser: the talk is kept, handed on, and taken by itself.

use std::time::Duration;

use robot::{CallerState, Seen};
use serde_json::{Value, json};
use wire::command::{MemberCommand, TransferCall, TransferTarget};
use wire::workspace::{Label, RecordingState, SipPhoneDoing};

use crate::call::{agent_with_sound, dial, hears};
use crate::call_settings::calls_of;
use crate::demo::SOON;
use crate::handset::{Desk, HEARD_DB, PHONE_HZ, id_of, talking};
use crate::recording::{Sound, download, finished};

/// The desk's group with one thing set otherwise.
async fn set(desk: &Desk, field: &str, value: Value) {
    let path = calls_of(&desk.house.admin, "Shop hotline").await;
    let mut form = desk.house.admin.get(&path).await.1;
    form[field] = value;
    let (status, told) = desk.house.admin.put(&path, form).await;
    assert_eq!(status, reqwest::StatusCode::OK, "{told}");
}

#[tokio::test]
async fn vc40_a_talk_at_the_phone_is_kept_with_the_phone_on_the_right() {
    let mut desk = Desk::open(&[]).await;
    set(&desk, "recorded", json!(true)).await;
    let (_caller, call) = desk.talk().await;
    let kept =
        |seen: &Seen| seen.picture.calls.iter().any(|call| call.recording == RecordingState::On);
    desk.ann.until(SOON, "the recording", kept).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.handset.does("hang-up").await;
    desk.handset.says("over").await;
    let demo = &desk.house.demo;
    let recording = finished(demo, &desk.ann, call).await;
    assert!(recording.complete && recording.failure.is_none(), "{recording:?}");
    let sound = Sound::of(&download(demo, &desk.ann, &recording).await);
    assert_eq!(sound.millis(), recording.length_ms);
    // The first second is the way of both to each other.
    sound.assert_both_talk(1_000, sound.millis().min(2_500));
}

#[tokio::test]
async fn vc11_a_call_at_the_phone_is_handed_on_and_the_phone_is_let_go_of_at_once() {
    let mut desk = Desk::open(&["--acw=30"]).await;
    let (mut caller, call) = desk.talk().await;
    let mut leo = agent_with_sound(&desk.house.demo, desk.house.demo.leo()).await;
    // A shorter talk leads to no work (ST06).
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let to = TransferTarget::Agent(id_of(&leo));
    let hand = TransferCall { contact: call.contact, to, note: None };
    desk.ann.obeyed(MemberCommand::Transfer(hand)).await.unwrap();
    desk.handset.says("over").await;
    let work = |seen: &Seen| seen.picture.me.label == Label::AfterCallWork;
    desk.ann.until(SOON, "after-call-work", work).await.unwrap();
    desk.until_doing(SipPhoneDoing::Idle).await;
    hears(caller.ear(), media::MUSIC_HZ, |db| db > -45.0, "music").await;
    let offer = leo.rings(SOON).await.unwrap();
    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    leo.until(SOON, "the talk", talking).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db < -45.0, "no music any more").await;
    leo.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
}

#[tokio::test]
async fn vc04_where_calls_are_taken_by_themselves_the_phone_is_told_to_answer_by_itself() {
    let mut desk = Desk::open(&[]).await;
    set(&desk, "answering", json!("automatic")).await;
    let mut caller = dial(&desk.house.demo).await;
    desk.handset.says("rings-by-itself").await;
    desk.handset.says("talks").await;
    desk.ann.until(SOON, "the talk", talking).await.unwrap();
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    desk.handset.does("hang-up").await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
}
