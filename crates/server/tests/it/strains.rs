//! VC53: what spoils the sound of a call stands on its record: a lossy way from the customer, a microphone that gives nothing.

use std::time::Duration;

use robot::{Agent, Voice};
use wire::command::ContactRef;
use wire::record::{RecordDetail, StrainKind, StrainView};

use crate::call::{agent_with_sound, talk};
use crate::demo::Demo;

/// Far more than a machine takes, however busy: what is bounded is a failure.
const SEEN_WITHIN: Duration = Duration::from_mins(2);
/// Longer than the five looks of a second each, and those for loss, that make it believed.
const SPOILT_FOR: Duration = Duration::from_secs(7);
/// Longer than it takes to be believed to be over: loss is counted over seven seconds.
const WELL_FOR: Duration = Duration::from_secs(12);
const AGENT_HZ: f64 = 880.0;

async fn strains(demo: &Demo, agent: &Agent, call: ContactRef) -> Vec<StrainView> {
    let url = format!("{}/api/v1/records/{}", demo.guide.url, call.contact);
    let asked = reqwest::Client::new().get(url).header("cookie", agent.cookie());
    let record: RecordDetail = asked.send().await.unwrap().json().await.unwrap();
    record.strains
}

/// The first of that kind. The sound is spoilt again and again until one stands there: how many seconds a busy machine needs to
/// believe it, nobody knows.
async fn found(
    demo: &Demo,
    agent: &Agent,
    call: ContactRef,
    spoil: impl Fn(bool),
    wanted: impl Fn(&StrainView) -> bool,
) -> StrainView {
    let started = tokio::time::Instant::now();
    loop {
        spoil(true);
        tokio::time::sleep(SPOILT_FOR).await;
        spoil(false);
        tokio::time::sleep(WELL_FOR).await;
        let all = strains(demo, agent, call).await;
        if let Some(found) = all.iter().find(|strain| wanted(strain)) {
            return found.clone();
        }
        assert!(started.elapsed() < SEEN_WITHIN, "{all:?}");
    }
}

#[tokio::test]
async fn vc53_a_lossy_line_stands_on_the_record_with_its_worst_figure() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, call) = talk(&demo, &mut ann).await;
    let lost = |strain: &StrainView| strain.what == StrainKind::Loss && strain.member.is_none();
    let spoil = |spoilt| caller.lose_every(if spoilt { 5 } else { 0 });
    let loss = found(&demo, &ann, call, spoil, lost).await;
    let worst = loss.worst.unwrap();
    assert!((100..=1_000).contains(&worst), "a fifth is lost, more on a busy machine: {worst}");
    assert!(loss.length_ms > 0 && loss.began > 0, "{loss:?}");
}

#[tokio::test]
async fn vc53_what_goes_on_at_the_end_of_the_call_stands_on_its_record_too() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, call) = talk(&demo, &mut ann).await;
    let lost = |strain: &StrainView| strain.what == StrainKind::Loss && strain.member.is_none();
    let spoil = |spoilt| caller.lose_every(if spoilt { 5 } else { 0 });
    let over = found(&demo, &ann, call, spoil, lost).await;
    caller.lose_every(5);
    // As long as it took to be believed before, and some more.
    tokio::time::sleep(2 * SPOILT_FOR).await;
    caller.hang_up();
    let started = tokio::time::Instant::now();
    let later = |strain: &StrainView| lost(strain) && strain.began > over.began;
    while !strains(&demo, &ann, call).await.iter().any(later) {
        assert!(started.elapsed() < SEEN_WITHIN, "the end of the call told nothing");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn vc53_a_microphone_that_gives_no_sound_stands_on_the_record() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    let still = |strain: &StrainView| strain.what == StrainKind::Still;
    let spoil = |spoilt| ann.say(if spoilt { Voice::Silence } else { Voice::tone(AGENT_HZ) });
    let silence = found(&demo, &ann, call, spoil, still).await;
    assert_eq!(silence.member.map(|member| member.name).as_deref(), Some("Ann Berg"));
    assert_eq!(silence.worst, None);
}
