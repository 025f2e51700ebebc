//! What the switchboard and the media thread promise beyond a plain call: the agent's reload, a call from the page, silence
//! to strangers, nothing left behind, and no work while nobody talks.

use std::time::Duration;

use robot::{CallerState, Voice};
use tokio::net::UdpSocket;
use wire::command::MemberCommand;
use wire::workspace::Label;

use crate::call::{agent_with_sound, dial, hears, talk};
use crate::demo::{Demo, SOON};
use crate::page::Page;

const CALLER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
const HEARD_DB: f64 = -20.0;
const MUSIC_DB: f64 = -45.0;

#[tokio::test]
async fn vc51_after_a_reload_the_agent_is_back_in_the_same_call() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, _) = talk(&demo, &mut ann).await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent before the reload").await;
    ann.drop_sound();
    hears(caller.ear(), AGENT_HZ, |db| db < MUSIC_DB, "silence during the reload").await;
    ann.allow_microphone(demo.sip(), Voice::tone(AGENT_HZ)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent after the reload").await;
    let ear = ann.ear().unwrap().clone();
    hears(&ear, CALLER_HZ, |db| db > HEARD_DB, "the caller after the reload").await;
    assert_eq!(ann.seen().unwrap().picture.me.label, Label::InLine);
}

#[tokio::test]
async fn f23_a_lost_agent_is_music_after_five_seconds_and_back_without_a_click() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, _) = talk(&demo, &mut ann).await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent").await;
    ann.drop_sound();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > MUSIC_DB, "music for a lost agent").await;
    ann.allow_microphone(demo.sip(), Voice::tone(AGENT_HZ)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent who is back").await;
}

#[tokio::test]
async fn a_call_from_the_page_is_heard_both_ways_and_ends_on_both_sides() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let page = Box::pin(Page::dial(&demo, CALLER_HZ)).await;
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    let ear = ann.ear().unwrap().clone();
    hears(&ear, CALLER_HZ, |db| db > HEARD_DB, "the page's customer").await;
    page.hears(AGENT_HZ, |db| db > HEARD_DB).await;
    page.close();
    ann.until(SOON, "the end", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let url = format!("{}/api/v1/records/{}", demo.guide.url, offer.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    let record: wire::record::RecordDetail = record.unwrap().json().await.unwrap();
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_customer"));
}

#[tokio::test]
async fn i17_nothing_is_left_of_a_call_that_ended() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    let mut left = dial(&demo).await;
    left.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    assert_eq!(metric(&demo, "rapport_calls_live").await, Some(2.0));
    left.hang_up();
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    // The agent's own leg stays for the shift.
    until_metric(&demo, "rapport_media_legs", 1.0).await;
    assert!(metric(&demo, "rapport_accept_to_audio_seconds_count").await >= Some(1.0));
}

#[tokio::test]
async fn strangers_are_not_answered_and_counted() {
    let demo = Demo::start().await;
    let stranger = UdpSocket::bind("127.0.0.9:0").await.unwrap();
    let options = format!(
        "OPTIONS sip:{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK1\r\nFrom: <sip:a@{from}>;tag=1\r\n\
         To: <sip:{to}>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
        to = demo.sip(),
        from = stranger.local_addr().unwrap(),
    );
    stranger.send_to(options.as_bytes(), demo.sip()).await.unwrap();
    until_metric(&demo, "rapport_sip_dropped_total{why=\"unknown-source\"}", 1.0).await;
    let mut answer = [0; 2_048];
    assert!(stranger.try_recv_from(&mut answer).is_err(), "a stranger was answered");

    // The very same from a peer is answered, so it was no fault of the message.
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let from = stranger.local_addr().unwrap().to_string();
    let options = options.replace(&from, &peer.local_addr().unwrap().to_string());
    peer.send_to(options.as_bytes(), demo.sip()).await.unwrap();
    let answered = tokio::time::timeout(SOON, peer.recv_from(&mut answer)).await;
    assert!(answered.is_ok(), "a peer was not answered");
}

#[tokio::test]
async fn nobody_talks_and_nothing_runs() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    ann.drop_sound();
    ann.until(SOON, "no sound", |seen| !seen.picture.me.audio).await.unwrap();
    until_metric(&demo, "rapport_media_legs", 0.0).await;
    let before = media_thread_ticks(&demo);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let used = media_thread_ticks(&demo) - before;
    assert!(used <= 1, "the media thread used {used} hundredths of a second in three");
}

#[tokio::test]
async fn a_taken_port_for_sound_or_sip_is_fatal_and_names_the_flag() {
    let taken = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    for (flag, value) in [
        ("--sip", format!("127.0.0.1:{port}")),
        ("--media", format!("127.0.0.1:{port}")),
        ("--rtp", format!("127.0.0.1:{port}-{port}")),
    ] {
        let data = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        let free = |name: &str, value: &str| format!("{name}={value}");
        let mut arguments = vec![
            "demo".to_owned(),
            free("--http", "127.0.0.1:0"),
            format!("--data={}", data.display()),
        ];
        for (name, any) in
            [("--sip", "127.0.0.1:0"), ("--media", "127.0.0.1:0"), ("--rtp", "127.0.0.1:0-0")]
        {
            arguments.push(free(name, if name == flag { &value } else { any }));
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_rapport"))
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(flag), "{flag}: {said}");
        let _gone = std::fs::remove_dir_all(data);
    }
}

pub(crate) async fn metric(demo: &Demo, name: &str) -> Option<f64> {
    let url = format!("{}/metrics", demo.guide.url);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    line.parse().ok()
}

pub(crate) async fn until_metric(demo: &Demo, name: &str, wanted: f64) {
    let started = tokio::time::Instant::now();
    loop {
        let is = metric(demo, name).await;
        if is.is_some_and(|is| (is - wanted).abs() < f64::EPSILON) {
            return;
        }
        assert!(started.elapsed() < SOON, "{name} is {is:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What the thread named `media` has used so far, in ticks of the kernel's clock (a hundredth of a second each).
fn media_thread_ticks(demo: &Demo) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", demo.pid())).unwrap();
    let stats =
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("stat")).ok());
    let stat = stats.into_iter().find(|stat| stat.contains("(media)")).unwrap();
    let numbers: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let used = |place: usize| numbers[place].parse::<u64>().unwrap();
    used(11) + used(12)
}
