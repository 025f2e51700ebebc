//! OP04: `kill -9`, the signal, from another process. Nothing that was acknowledged is missing, countdowns go on, and every
//! contact has one end.

use robot::{Agent, Customer};
use wire::command::MemberCommand;
use wire::workspace::Label;

use crate::call::{agent_with_sound, dial, talk};
use crate::chat::online;
use crate::demo::{Demo, SOON};

#[tokio::test]
async fn f04_a_chat_goes_on_after_kill_9_with_every_acknowledged_message_once() {
    let mut demo = Demo::start().await;
    let _ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("message 1").await.unwrap();
    let mut acknowledged = 1;
    for number in 2..=20 {
        let answer = mia.say(&format!("message {number}")).await.unwrap();
        acknowledged = answer.sequence.unwrap();
    }
    demo.kill_9();
    demo.restart().await;

    let mut back = Customer::with_token(&demo.guide, mia.token().to_owned()).await.unwrap();
    let texts: Vec<_> = back.seen().messages.into_values().map(|message| message.text).collect();
    let expected: Vec<_> = (1..=acknowledged).map(|number| format!("message {number}")).collect();
    assert_eq!(texts, expected);
    assert_eq!(back.say("and on").await.unwrap().sequence, Some(21));
    // The same agent has it still, at a browser that came back.
    let mut ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let all = |seen: &robot::Seen| seen.picture.messages.len() == 21;
    let seen = ann.until(SOON, "the whole session", all).await.unwrap();
    assert_eq!(seen.picture.me.label, Label::Available);
}

#[tokio::test]
async fn f05_after_call_work_goes_on_to_its_deadline_over_kill_9() {
    let mut demo = Demo::with(&["--acw=6"]).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (caller, call) = talk(&demo, &mut ann).await;
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    let working = |seen: &robot::Seen| seen.picture.me.label == Label::AfterCallWork;
    let before = ann.until(SOON, "after-call-work", working).await.unwrap().picture.me;
    drop(caller);
    demo.kill_9();
    demo.restart().await;

    let mut ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let after = ann.seen().unwrap().picture.me;
    if after.label == Label::AfterCallWork {
        assert_eq!(after.acw, before.acw, "the countdown is the same one");
    }
    let free = |seen: &robot::Seen| seen.picture.me.label == Label::Available;
    let seen = ann.until(SOON, "Available", free).await.unwrap();
    assert!(seen.picture.me.since >= before.acw.unwrap().until.unwrap());
}

#[tokio::test]
async fn f02_callers_in_the_queue_get_one_end_and_a_bye_after_kill_9() {
    let mut demo = Demo::start().await;
    let mut waiting = dial(&demo).await;
    waiting.until(SOON, |state| *state == robot::CallerState::Talking).await.unwrap();
    demo.kill_9();
    demo.restart().await;
    // F01: the dialog was saved before the 200 left, so the caller's phone is told.
    waiting.until(SOON, |state| *state == robot::CallerState::HungUp).await.unwrap();

    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let groups = ann.seen().unwrap().picture.groups;
    assert!(groups.iter().all(|group| group.waiting == 0), "a phantom caller: {groups:?}");
}
