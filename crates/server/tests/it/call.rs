//! A phone call end to end: real SIP and RTP in, a WebRTC agent, and what each hears, measured on decoded samples.

use std::time::Duration;

use robot::{Agent, Caller, CallerState, Dialling, Voice};
use wire::command::{Choice, ContactRef, MemberCommand, StatusChoice};
use wire::workspace::{CallState, Label};

use crate::demo::{Demo, SOON};

const CALLER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
/// A tone of the robots' level that came through.
const HEARD_DB: f64 = -20.0;
/// VC08: a muted agent is at least 30 dB below.
const SILENT_DB: f64 = -45.0;
const WINDOW_MS: usize = 400;

pub(crate) async fn agent_with_sound(demo: &Demo, account: &robot::Account) -> Agent {
    let mut agent = Agent::sign_in(&demo.guide, account).await.unwrap();
    agent.allow_microphone(demo.sip(), Voice::tone(AGENT_HZ)).await.unwrap();
    agent.obeyed(MemberCommand::GoOnline).await.unwrap();
    agent
}

pub(crate) async fn dial(demo: &Demo) -> Caller {
    Caller::dial(Dialling {
        to: demo.guide.hotline.clone(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(CALLER_HZ),
    })
    .await
    .unwrap()
}

/// Waits until the level of a tone is as wanted, or fails with what was heard.
pub(crate) async fn hears(ear: &robot::Ear, hz: f64, wanted: impl Fn(f64) -> bool, what: &str) {
    let started = tokio::time::Instant::now();
    loop {
        let level = ear.level_db(hz, WINDOW_MS);
        if ear.last(WINDOW_MS).len() >= WINDOW_MS * 8 && wanted(level) {
            return;
        }
        assert!(started.elapsed() < SOON, "{what}: {hz} Hz is at {level:.1} dB");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A call in which both talk.
pub(crate) async fn talk(demo: &Demo, agent: &mut Agent) -> (Caller, ContactRef) {
    let mut caller = dial(demo).await;
    caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    let offer = agent.rings(SOON).await.unwrap();
    agent.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    let talking = |seen: &robot::Seen| {
        seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Talking(_)))
    };
    agent.until(SOON, "the talk", talking).await.unwrap();
    (caller, ContactRef { contact: offer.contact })
}

#[tokio::test]
async fn vc02_both_hear_each_other_and_vc07_hold_plays_music_while_the_agent_still_hears() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    let agent_ear = ann.ear().unwrap().clone();
    hears(&agent_ear, CALLER_HZ, |db| db > HEARD_DB, "the agent hears the caller").await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the caller hears the agent").await;
    assert!(agent_ear.level_db(AGENT_HZ, WINDOW_MS) < SILENT_DB, "the agent hears herself");

    ann.obeyed(MemberCommand::Hold(call)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db < SILENT_DB, "on hold the agent is not heard").await;
    hears(caller.ear(), media::MUSIC_HZ, |db| db > -45.0, "music on hold").await;
    agent_ear.clear();
    hears(&agent_ear, CALLER_HZ, |db| db > HEARD_DB, "on hold the agent still hears").await;
    ann.obeyed(MemberCommand::CancelHold(call)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "after hold the agent is heard").await;

    ann.obeyed(MemberCommand::Mute(call)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db < SILENT_DB, "a muted agent is not heard").await;
    agent_ear.clear();
    hears(&agent_ear, CALLER_HZ, |db| db > HEARD_DB, "a muted agent still hears").await;
    ann.obeyed(MemberCommand::Unmute(call)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "after mute the agent is heard").await;

    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let acw = |seen: &robot::Seen| seen.picture.me.label == Label::AfterCallWork;
    ann.until(SOON, "after-call-work", acw).await.unwrap();
}

#[tokio::test]
async fn vc05_a_caller_who_hangs_up_leaves_the_agent_in_after_call_work_and_a_record() {
    let demo = Demo::with(&["--acw=1"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    let label = |label| move |seen: &robot::Seen| seen.picture.me.label == label;
    ann.until(SOON, "after-call-work", label(Label::AfterCallWork)).await.unwrap();
    ann.until(SOON, "Available again", label(Label::Available)).await.unwrap();

    let url = format!("{}/api/v1/records/{}", demo.guide.url, call.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    let record: wire::record::RecordDetail = record.unwrap().json().await.unwrap();
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_customer"));
    assert_eq!(record.record.customer.as_ref().unwrap().number.as_deref(), Some("+4930111222"));
    assert!(record.record.talked >= 1000, "{:?}", record.record);
    assert_eq!(record.decisions[0].candidates[0].verdict, "chosen");
}

#[tokio::test]
async fn vc01_a_caller_who_gives_up_in_the_queue_or_while_it_rings_stops_the_ringing() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let busy = StatusChoice { to: Choice::Busy, break_reason: None };
    ann.obeyed(MemberCommand::SetStatus(busy)).await.unwrap();
    let mut waiting = dial(&demo).await;
    waiting.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    let queued = |seen: &robot::Seen| seen.picture.groups.iter().any(|group| group.waiting == 1);
    ann.until(SOON, "one in the queue", queued).await.unwrap();
    waiting.hang_up();
    let empty = |seen: &robot::Seen| seen.picture.groups.iter().all(|group| group.waiting == 0);
    ann.until(SOON, "an empty queue", empty).await.unwrap();

    let free = StatusChoice { to: Choice::Available, break_reason: None };
    ann.obeyed(MemberCommand::SetStatus(free)).await.unwrap();
    let ringing = dial(&demo).await;
    ann.rings(SOON).await.unwrap();
    ringing.hang_up();
    ann.until(SOON, "silence", |seen| seen.picture.calls.is_empty()).await.unwrap();
    assert_eq!(ann.seen().unwrap().picture.me.label, Label::Available);
}

#[tokio::test]
async fn vc03_a_missed_call_goes_to_the_other_agent_of_the_group() {
    let demo = Demo::with(&["--ring=1"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let mut leo = agent_with_sound(&demo, demo.leo()).await;
    let _caller = dial(&demo).await;
    let first = ann.rings(SOON).await.unwrap();
    let second = leo.rings(SOON).await.unwrap();
    assert_eq!(first.contact, second.contact);
    ann.until(SOON, "nothing any more", |seen| seen.picture.calls.is_empty()).await.unwrap();
}

#[tokio::test]
async fn an_unknown_number_is_404_and_a_full_house_is_503() {
    let demo = Demo::with(&["--calls-max=1"]).await;
    let mut wrong = Caller::dial(Dialling {
        to: "+4930999".to_owned(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::Silence,
    })
    .await
    .unwrap();
    wrong.until(SOON, |state| *state == CallerState::Failed(404)).await.unwrap();
    let mut first = dial(&demo).await;
    first.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    let mut second = dial(&demo).await;
    second.until(SOON, |state| *state == CallerState::Failed(503)).await.unwrap();
}
