//! F07: a server that is told to stop takes nothing new, says so, and lets calls finish; nothing ends as a fault.

use robot::{Agent, CallerState, Customer};
use wire::command::{Answer, ContactRef, MemberCommand};
use wire::record::RecordDetail;
use wire::widget::{CustomerCommand, CustomerSessionState, FirstMessage, Say};

use crate::call::{agent_with_sound, dial, hears, talk};
use crate::chat::online;
use crate::demo::{Demo, SOON};

const AGENT_HZ: f64 = 880.0;

#[tokio::test]
async fn f07_calls_finish_while_new_ones_are_turned_away() {
    let mut demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    demo.terminate();
    let told = |seen: &robot::Seen| seen.maintenance.is_some();
    let seen = ann.until(SOON, "the notice", told).await.unwrap();
    let ends = seen.maintenance.unwrap();
    assert!(ends >= seen.server_now + 10 * 60_000, "ten minutes is the default");

    let mut late = dial(&demo).await;
    late.until(SOON, |state| *state == CallerState::Failed(503)).await.unwrap();
    // Whoever comes only now is told as well.
    let mut leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    leo.until(SOON, "the notice", told).await.unwrap();
    caller.ear().clear();
    hears(caller.ear(), AGENT_HZ, |db| db > -20.0, "the talk goes on").await;

    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    demo.ends().await;

    demo.restart().await;
    assert_eq!(end_reason(&demo, call).await.as_deref(), Some("ended_by_agent"));
}

#[tokio::test]
async fn f07_a_caller_who_hangs_up_last_is_on_disk_before_the_end() {
    let mut demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    demo.terminate();
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    demo.ends().await;
    demo.restart().await;
    assert_eq!(end_reason(&demo, call).await.as_deref(), Some("ended_by_customer"));
}

#[tokio::test]
async fn f07_a_second_signal_ends_the_calls_with_a_goodbye() {
    let mut demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, _) = talk(&demo, &mut ann).await;
    demo.terminate();
    ann.until(SOON, "the notice", |seen| seen.maintenance.is_some()).await.unwrap();
    demo.terminate();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    demo.ends().await;
}

#[tokio::test]
async fn f07_at_the_deadline_calls_get_their_goodbye() {
    let mut demo = Demo::with(&["--drain=1"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (mut caller, call) = talk(&demo, &mut ann).await;
    demo.terminate();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    demo.ends().await;
    demo.restart().await;
    assert_eq!(end_reason(&demo, call).await.as_deref(), Some("system_fault"));
}

#[tokio::test]
async fn f07_a_chat_goes_on_before_and_after_and_a_new_one_waits() {
    let mut demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let _leo = online(&demo.guide, demo.leo()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("One").await.unwrap();
    let mut tom = Customer::arrive(&demo.guide).await.unwrap();
    demo.terminate();
    tom.until(SOON, "the notice", |seen| seen.maintenance.is_some()).await.unwrap();
    assert_eq!(mia.say("Two").await.unwrap().sequence, Some(2));

    let ids = [uuid::Uuid::now_v7(), uuid::Uuid::now_v7()];
    let first =
        FirstMessage { contact: ids[0], message: ids[1], text: "Hello".to_owned(), files: vec![] };
    let start = CustomerCommand::Start(first);
    let Answer { problem, .. } = tom.ask(start.clone()).await.unwrap();
    let problem = problem.unwrap();
    assert_eq!((problem.status, problem.code.as_str()), (503, "maintenance"));

    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    demo.ends().await;
    demo.restart().await;
    let mut tom = Customer::with_token(&demo.guide, tom.token().to_owned()).await.unwrap();
    tom.command(start).await.unwrap();
    let mut mia = Customer::with_token(&demo.guide, mia.token().to_owned()).await.unwrap();
    let say = Say { message: uuid::Uuid::now_v7(), text: "Three".to_owned(), files: vec![] };
    assert_eq!(mia.command(CustomerCommand::Say(say)).await.unwrap().sequence, Some(3));
    let open = |seen: &robot::SeenChat| {
        let state = seen.session.as_ref().map(|session| &session.state);
        matches!(state, Some(CustomerSessionState::Open(_)))
    };
    mia.until(SOON, "the same session", open).await.unwrap();
}

async fn end_reason(demo: &Demo, call: ContactRef) -> Option<String> {
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let url = format!("{}/api/v1/records/{}", demo.guide.url, call.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    record.unwrap().json::<RecordDetail>().await.unwrap().record.end_reason
}
