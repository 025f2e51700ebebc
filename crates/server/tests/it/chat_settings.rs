//! An admin says how chats go (DK04), and the next message obeys.

use robot::Customer;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{MemberCommand, SendMessage};

use crate::browser::Browser;
use crate::chat::online;
use crate::demo::{Demo, SOON};

const SETTINGS: &str = "/api/v1/settings/chats";

/// The silence, and what else there is as it was.
fn form(silence: u32) -> Value {
    json!({
        "customer_silence_seconds": silence, "customer_warning_seconds": 0,
        "answer_reminder_seconds": 120, "answer_overdue_seconds": 300, "answer_take_back_seconds": 0,
    })
}

/// The form with one field changed.
fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut form = form(600);
    form[field] = value.into();
    form
}

#[tokio::test]
async fn dk04_a_silence_is_as_long_as_the_admin_says_from_the_next_message_on() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Is the fern still there?").await.unwrap();
    ann.until(SOON, "the session", |seen| !seen.picture.sessions.is_empty()).await.unwrap();
    assert_eq!(admin.get(SETTINGS).await.1, form(600));

    for (seconds, length) in [(90, Some(90_000)), (0, None)] {
        let form = form(seconds);
        let put = admin.put(SETTINGS, form.clone()).await;
        assert_eq!((put.0.as_u16(), &put.1), (200, &form));
        let message = Uuid::now_v7();
        let say = SendMessage { contact, message, text: "It is.".to_owned(), files: vec![] };
        ann.obeyed(MemberCommand::SendMessage(say)).await.unwrap();
        let seen = ann
            .until(SOON, "the message", |seen| {
                seen.picture.messages.iter().any(|each| each.id == message)
            })
            .await
            .unwrap();
        let written = seen.picture.messages.iter().find(|each| each.id == message).unwrap().at;
        let ends_at = seen.picture.sessions[0].ends_at;
        assert_eq!(ends_at.map(|at| at - written), length, "{seconds} s");
    }
}

#[tokio::test]
async fn dk04_a_silence_is_held_to_its_bounds_and_told_in_the_audit() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let refusals = [
        (form(29), "out-of-range"),
        (form(86_401), "out-of-range"),
        (with("customer_silence_seconds", "long"), "bad-request"),
        (json!({ "customer_silence_seconds": 600 }), "bad-request"),
        // No warning after the end, and none of a second.
        (with("customer_warning_seconds", 600), "out-of-range"),
        (with("customer_warning_seconds", 9), "out-of-range"),
        (with("answer_reminder_seconds", 9), "out-of-range"),
        (with("answer_reminder_seconds", 3601), "out-of-range"),
        // One after the other.
        (with("answer_overdue_seconds", 120), "out-of-range"),
        (with("answer_take_back_seconds", 300), "out-of-range"),
    ];
    for (form, code) in refusals {
        let (status, problem) = admin.put(SETTINGS, form.clone()).await;
        assert_eq!((status.as_u16(), &problem["code"]), (400, &json!(code)), "{form}");
    }
    let form = form(300);
    assert_eq!(admin.put(SETTINGS, form.clone()).await.1, form);
    assert_eq!(admin.put(SETTINGS, form.clone()).await.1, form, "twice is once");
    let audit = admin.get("/api/v1/audit").await.1;
    assert_eq!(audit["rows"][0]["what"], "chat-settings-put");
    assert_eq!(audit["rows"][0]["changes"][0]["from"], "600");
    assert_ne!(audit["rows"][1]["what"], "chat-settings-put");
}

#[tokio::test]
async fn dk15_how_long_an_answer_may_take_is_the_admins_to_say() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let all = json!({
        "customer_silence_seconds": 0, "customer_warning_seconds": 60,
        "answer_reminder_seconds": 0, "answer_overdue_seconds": 60, "answer_take_back_seconds": 600,
    });
    assert_eq!(admin.put(SETTINGS, all.clone()).await.1, all);
    assert_eq!(admin.get(SETTINGS).await.1, all);
    let audit = admin.get("/api/v1/audit").await.1;
    let told = audit["rows"][0]["changes"].as_array().unwrap();
    let told = told.iter().map(|change| (change["field"].as_str().unwrap(), &change["to"]));
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told.contains(&("answer_take_back_seconds", &json!("600"))), "{told:?}");
}
