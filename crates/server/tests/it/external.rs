//! VC13, VC14: a customer is handed to a number outside, with strangers there, and what is kept of it.

use robot::{Agent, Caller, CallerState, Seen, Voice};
use wire::command::{ContactRef, MemberCommand, TransferOut};
use wire::record::Happening;
use wire::workspace::{CallState, HandedView, Label, OfferView};

use crate::call::{agent_with_sound, hears, talk};
use crate::demo::{Demo, SOON};
use crate::kept::{legs, record};
use crate::outbound::{far_end, with_exchange};
use crate::strangers::{rtp_port, sipp_at, succeeds};
use crate::voice::until_metric;

const HEARD_DB: f64 = -25.0;
const SILENT_DB: f64 = -45.0;
const AGENT_HZ: f64 = 880.0;
const OUTSIDE_HZ: f64 = 620.0;
const CALLED: &str = "030 111220";
const CALLED_E164: &str = "+4930111220";

#[tokio::test]
async fn vc13_sipp_answers_is_heard_by_the_customer_and_gets_its_bye_when_they_hang_up() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_answers.xml"), &demo, CALLED, &[]);
    let (mut ann, mut caller, call) = handed_out(&demo).await;
    hears(caller.ear(), AGENT_HZ, |db| db < SILENT_DB, "the agent is out of it").await;
    // The customer's own tone does not come back to them: it is SIPp's.
    hears(caller.ear(), 440.0, |db| db > HEARD_DB, "the customer hears SIPp").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    succeeds(sipp).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let gone = |seen: &Seen| seen.picture.calls.is_empty();
    ann.until(SOON, "nothing on the agent's screen", gone).await.unwrap();
    let record = record(&demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    let told = |what| record.timeline.iter().find(|row| row.what == what);
    let dialled = told(Happening::ExternalDialled).expect("it is told whom the customer went to");
    assert_eq!(dialled.number.as_deref(), Some(CALLED_E164));
    assert!(told(Happening::ExternalAnswered).is_some());
    assert!(legs(&demo).await.is_empty(), "no leg is left behind");
}

#[tokio::test]
async fn vc13_sipp_is_cancelled_when_the_customer_hangs_up_while_it_rings() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_cancelled.xml"), &demo, CALLED, &[]);
    let (ann, caller, call) = handed_out(&demo).await;
    hears(caller.ear(), 440.0, |db| db > HEARD_DB, "the customer hears its early sound").await;
    caller.hang_up();
    succeeds(sipp).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = record(&demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("left_while_ringing"));
}

#[tokio::test]
async fn vc14_sipp_that_never_answers_is_cancelled_and_the_agent_gets_the_customer_back() {
    let block = rtp_port();
    let demo = Demo::with(&[&far_end(block)[..], &["--ring=1"]].concat()).await;
    let sipp = sipp_at(block, ("u1", "called_cancelled.xml"), &demo, CALLED, &[]);
    let (mut ann, caller, _) = handed_out(&demo).await;
    comes_back(&mut ann).await;
    succeeds(sipp).await;
    caller.ear().clear();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music again").await;
}

#[tokio::test]
async fn vc14_sipp_that_is_busy_gives_the_customer_back() {
    refused_with("486 Busy Here").await;
}

#[tokio::test]
async fn vc14_sipp_that_declines_gives_the_customer_back() {
    refused_with("603 Decline").await;
}

async fn refused_with(status: &str) {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let replaced = [("486 Busy Here", status)];
    let sipp = sipp_at(block, ("u1", "called_refuses.xml"), &demo, CALLED, &replaced);
    let (mut ann, mut caller, _) = handed_out(&demo).await;
    let offer = comes_back(&mut ann).await;
    succeeds(sipp).await;
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "the customer hears music").await;
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the agent is back").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
}

#[tokio::test]
async fn vc13_two_customers_outside_hear_each_other_and_who_hangs_up_there_ends_it() {
    let (demo, exchange) = with_exchange().await;
    let mut outside = exchange.telephone(CALLED_E164, Voice::tone(OUTSIDE_HZ));
    let (ann, mut caller, _) = handed_out(&demo).await;
    outside.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music until it rings").await;
    outside.ring();
    hears(caller.ear(), media::RING_BACK_HZ, |db| db > SILENT_DB, "it rings there").await;
    outside.answer();
    hears(caller.ear(), OUTSIDE_HZ, |db| db > HEARD_DB, "the customer hears who is outside").await;
    hears(outside.ear(), 440.0, |db| db > HEARD_DB, "who is outside hears the customer").await;
    hears(outside.ear(), AGENT_HZ, |db| db < SILENT_DB, "and not the agent").await;
    let agent = ann.ear().unwrap();
    agent.clear();
    hears(agent, 440.0, |db| db < SILENT_DB, "the agent hears no customer").await;
    hears(agent, OUTSIDE_HZ, |db| db < SILENT_DB, "and nobody outside").await;
    outside.hang_up();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn f01_kill_9_ends_both_legs_of_a_call_with_a_line_outside_and_leaves_one_record() {
    let (mut demo, exchange) = with_exchange().await;
    let mut outside = exchange.telephone(CALLED_E164, Voice::tone(OUTSIDE_HZ));
    let (_ann, mut caller, _) = handed_out(&demo).await;
    outside.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    outside.answer();
    hears(caller.ear(), OUTSIDE_HZ, |db| db > HEARD_DB, "the two are joined").await;
    assert_eq!(legs(&demo).await, ["customer", "external"]);
    demo.kill_9();
    demo.restart().await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    outside.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let kept = demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["system_fault"]);
}

/// A talk whose agent has handed the customer to the number.
async fn handed_out(demo: &Demo) -> (Agent, Caller, ContactRef) {
    let mut ann = agent_with_sound(demo, demo.ann()).await;
    let (caller, call) = talk(demo, &mut ann).await;
    let (contact, number) = (call.contact, CALLED.to_owned());
    ann.obeyed(MemberCommand::TransferOut(TransferOut { contact, number })).await.unwrap();
    let out = |seen: &Seen| seen.picture.me.label != Label::InLine;
    ann.until(SOON, "the end of the agent's part", out).await.unwrap();
    (ann, caller, call)
}

/// The offer that says from where.
async fn comes_back(ann: &mut Agent) -> wire::command::OfferRef {
    let offer = ann.rings(SOON).await.unwrap();
    let calls = ann.seen().unwrap().picture.calls;
    let handed = calls.iter().find_map(|call| match &call.state {
        CallState::Ringing(OfferView { handed, .. }) => handed.clone(),
        CallState::Dialling(_) | CallState::Connecting | CallState::Talking(_) => None,
    });
    assert_eq!(handed, Some(HandedView::ReturnedOutside { number: CALLED_E164.to_owned() }));
    offer
}
