//! VC15: somebody outside is asked, with strangers there: who hears whom, every way out of it, and what is kept.

use robot::{Agent, Caller, CallerState, Seen, Telephone, Voice};
use wire::command::{ConsultOut, ContactRef, MemberCommand};
use wire::record::{Happening, RecordDetail};
use wire::workspace::{
    AskedKind, CallView, ConsultOverWhy, ConsultState, ConsultView, ConsultWith, Label,
};

use crate::call::{agent_with_sound, hears, talk};
use crate::demo::{Demo, SOON};
use crate::kept::{legs, record};
use crate::outbound::{far_end, with_exchange};
use crate::strangers::{rtp_port, sipp_at, succeeds};
use crate::voice::until_metric;

const HEARD_DB: f64 = -25.0;
const SILENT_DB: f64 = -45.0;
const CUSTOMER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
const OUTSIDE_HZ: f64 = 620.0;
const CALLED: &str = "030 111220";
const CALLED_E164: &str = "+4930111220";

#[tokio::test]
async fn vc15_each_hears_whom_they_should_and_nobody_else() {
    let (demo, exchange) = with_exchange().await;
    let mut outside = exchange.telephone(CALLED_E164, Voice::tone(OUTSIDE_HZ));
    let (mut ann, mut caller, call) = asking(&demo).await;
    let agent = ann.ear().unwrap().clone();
    outside.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "the customer hears music").await;
    outside.ring();
    hears(&agent, media::RING_BACK_HZ, |db| db > SILENT_DB, "the agent hears it ring").await;
    answers(&mut ann, &outside).await;
    let [a, c, o] = [&agent, caller.ear(), outside.ear()];
    hear(a, [(OUTSIDE_HZ, true), (CUSTOMER_HZ, false)], "the agent, of the two").await;
    hear(o, [(AGENT_HZ, true), (CUSTOMER_HZ, false)], "who is outside, of the two").await;
    hear(c, [(AGENT_HZ, false), (OUTSIDE_HZ, false)], "the customer, of the two").await;

    ann.obeyed(MemberCommand::SwapConsult(call)).await.unwrap();
    hear(a, [(CUSTOMER_HZ, true), (OUTSIDE_HZ, false)], "the agent, swapped").await;
    hear(c, [(AGENT_HZ, true), (OUTSIDE_HZ, false)], "the customer, swapped").await;
    hear(o, [(AGENT_HZ, false), (CUSTOMER_HZ, false)], "who is outside, swapped").await;

    ann.obeyed(MemberCommand::MergeConsult(call)).await.unwrap();
    hear(a, [(CUSTOMER_HZ, true), (OUTSIDE_HZ, true)], "the agent, of three").await;
    hear(c, [(AGENT_HZ, true), (OUTSIDE_HZ, true)], "the customer, of three").await;
    hear(o, [(AGENT_HZ, true), (CUSTOMER_HZ, true)], "who is outside, of three").await;

    ann.obeyed(MemberCommand::CompleteConsult(call)).await.unwrap();
    let out = |seen: &Seen| seen.picture.me.label != Label::InLine;
    ann.until(SOON, "the end of the agent's part", out).await.unwrap();
    hear(c, [(OUTSIDE_HZ, true), (AGENT_HZ, false)], "the customer, left alone").await;
    hear(o, [(CUSTOMER_HZ, true), (AGENT_HZ, false)], "who is outside, left alone").await;
    hear(a, [(CUSTOMER_HZ, false), (OUTSIDE_HZ, false)], "the agent, gone").await;
    outside.hang_up();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = record(&demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    let asked = told(&record, Happening::ExternalAsked);
    assert_eq!(asked, Some(CALLED_E164), "it is told who was asked");
    assert!(told(&record, Happening::ExternalWithAll).is_some());
    assert_eq!(told(&record, Happening::ExternalCompleted), Some(CALLED_E164));
}

#[tokio::test]
async fn vc15_sipp_answers_and_gets_its_bye_when_the_consult_is_cancelled() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_answers.xml"), &demo, CALLED, &[]);
    let (mut ann, mut caller, call) = asking(&demo).await;
    talks_outside(&mut ann).await;
    let agent = ann.ear().unwrap().clone();
    // The customer's own tone is no other one: it is SIPp's.
    hears(&agent, CUSTOMER_HZ, |db| db > HEARD_DB, "the agent hears SIPp").await;
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "the customer hears music").await;
    ann.obeyed(MemberCommand::CancelConsult(call)).await.unwrap();
    succeeds(sipp).await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is back").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    assert!(legs(&demo).await.is_empty(), "no leg is left behind");
}

#[tokio::test]
async fn vc15_sipp_that_is_busy_gives_the_customer_back_and_is_asked_again() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_refuses.xml"), &demo, CALLED, &[]);
    let (mut ann, mut caller, call) = asking(&demo).await;
    is_over(&mut ann, ConsultOverWhy::Busy).await;
    succeeds(sipp).await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is back").await;
    let sipp = sipp_at(block, ("u1", "called_answers.xml"), &demo, CALLED, &[]);
    consult(&mut ann, call).await;
    talks_outside(&mut ann).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    succeeds(sipp).await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = record(&demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_agent"));
}

#[tokio::test]
async fn vc15_sipp_that_rings_is_cancelled_when_the_customer_hangs_up() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_cancelled.xml"), &demo, CALLED, &[]);
    let (mut ann, caller, call) = asking(&demo).await;
    rings_outside(&mut ann).await;
    // What the agent heard of the customer has the same tone.
    let agent = ann.ear().unwrap();
    agent.clear();
    hears(agent, CUSTOMER_HZ, |db| db > HEARD_DB, "the agent hears its early sound").await;
    caller.hang_up();
    succeeds(sipp).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = record(&demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_customer"));
}

#[tokio::test]
async fn vc15_sipp_that_hangs_up_in_the_consult_gives_the_customer_back() {
    sipp_leaves(ConsultWith::Consultant).await;
}

#[tokio::test]
async fn vc15_sipp_that_hangs_up_in_the_three_way_leaves_the_two_others() {
    sipp_leaves(ConsultWith::All).await;
}

async fn sipp_leaves(with: ConsultWith) {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_leaves.xml"), &demo, CALLED, &[]);
    let (mut ann, caller, call) = asking(&demo).await;
    talks_outside(&mut ann).await;
    if with == ConsultWith::All {
        ann.obeyed(MemberCommand::MergeConsult(call)).await.unwrap();
    }
    is_over(&mut ann, ConsultOverWhy::Left).await;
    succeeds(sipp).await;
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is there").await;
    assert_eq!(legs(&demo).await, ["customer"]);
}

#[tokio::test]
async fn f01_kill_9_in_a_consult_outside_ends_every_leg_and_leaves_one_record() {
    let (mut demo, exchange) = with_exchange().await;
    let mut outside = exchange.telephone(CALLED_E164, Voice::tone(OUTSIDE_HZ));
    let (mut ann, mut caller, call) = asking(&demo).await;
    outside.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    answers(&mut ann, &outside).await;
    ann.obeyed(MemberCommand::MergeConsult(call)).await.unwrap();
    hears(caller.ear(), OUTSIDE_HZ, |db| db > HEARD_DB, "the three are together").await;
    assert_eq!(legs(&demo).await, ["customer", "external"]);
    demo.kill_9();
    demo.restart().await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    outside.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let kept = demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["system_fault"]);
    assert!(legs(&demo).await.is_empty(), "no leg is left behind");
}

/// A talk whose agent asks the number.
async fn asking(demo: &Demo) -> (Agent, Caller, ContactRef) {
    let mut ann = agent_with_sound(demo, demo.ann()).await;
    let (caller, call) = talk(demo, &mut ann).await;
    consult(&mut ann, call).await;
    (ann, caller, call)
}

async fn consult(ann: &mut Agent, call: ContactRef) {
    let (contact, number) = (call.contact, CALLED.to_owned());
    ann.obeyed(MemberCommand::ConsultOut(ConsultOut { contact, number })).await.unwrap();
}

async fn answers(ann: &mut Agent, outside: &Telephone) {
    outside.answer();
    talks_outside(ann).await;
}

/// Until the agent's screen says that something comes from there.
async fn rings_outside(ann: &mut Agent) {
    is_asked(ann, ConsultState::Ringing, "the ring at who is outside").await;
}

/// Until the agent's screen says that the two talk.
async fn talks_outside(ann: &mut Agent) {
    is_asked(ann, ConsultState::Talking, "the talk with who is outside").await;
}

async fn is_asked(ann: &mut Agent, wanted: ConsultState, what: &str) {
    let is = |call: &CallView| {
        matches!(&call.consult, Some(ConsultView { asked, state, .. })
            if *state == wanted && asked.kind == AskedKind::Outside && asked.name == CALLED_E164)
    };
    let is = |seen: &Seen| seen.picture.calls.iter().any(is);
    ann.until(SOON, what, is).await.unwrap();
}

/// Until the agent's screen says how it came to nothing.
async fn is_over(ann: &mut Agent, why: ConsultOverWhy) {
    let over = |call: &CallView| {
        call.consult.is_none()
            && call
                .consult_over
                .as_ref()
                .is_some_and(|over| over.why == why && over.asked.name == CALLED_E164)
    };
    let over = |seen: &Seen| seen.picture.calls.iter().any(over);
    ann.until(SOON, "the end of the consult", over).await.unwrap();
}

/// Whose tone is there, and whose is not.
async fn hear(ear: &robot::Ear, tones: [(f64, bool); 2], what: &str) {
    for (hz, is) in tones {
        let right = |db: f64| if is { db > HEARD_DB } else { db < SILENT_DB };
        hears(ear, hz, right, &format!("{what}: {hz} Hz, {is}")).await;
    }
}

/// The number that the record names with it.
fn told(record: &RecordDetail, what: Happening) -> Option<&str> {
    let row = record.timeline.iter().find(|row| row.what == what)?;
    row.number.as_deref()
}
