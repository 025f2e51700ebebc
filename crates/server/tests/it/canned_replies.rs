//! DK13: what agents write again and again, as an admin has worded it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::browser::{Browser, code};
use crate::demo::Demo;
use crate::members::{form, outbox};
use crate::smtpd::line;

const REPLIES: &str = "/api/v1/canned-replies";

fn reply(shortcut: &str, group: Option<&Value>) -> Value {
    json!({ "group": group, "shortcut": shortcut, "title": "Sorry", "body": "I am sorry.\n<b>Really.</b>" })
}

fn path(id: Uuid) -> String {
    format!("{REPLIES}/{id}")
}

/// The shortcuts that a member is offered.
async fn offered(browser: &Browser) -> Vec<String> {
    let (_, list) = browser.get(REPLIES).await;
    let replies = list["replies"].as_array().unwrap().iter();
    replies.map(|reply| reply["shortcut"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn dk13_a_reply_is_offered_to_the_agents_of_its_group_and_everybodys_to_all() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let (_, members) = admin.get("/api/v1/members").await;
    let mine = members["members"].as_array().unwrap().iter();
    let mine = mine.clone().find(|member| member["nickname"] == "Ann").unwrap();
    let group = mine["groups"][0]["group"].clone();
    admin.post("/api/v1/members", form("kim@x.example", &["agent"])).await;
    let kim = Browser::new(&demo.guide.url);
    let password = line(&outbox(&admin, "kim@x.example").await, "Password:");
    kim.log_in("kim@x.example", &password).await;
    let wish = json!({ "current": password, "new": "orchard-7-kite", "confirm": "orchard-7-kite" });
    kim.put("/api/v1/password", wish).await;

    let (sorry, hello) = (Uuid::now_v7(), Uuid::now_v7());
    let (status, put) = admin.put(&path(sorry), reply("sorry", Some(&group))).await;
    assert_eq!((status.as_u16(), &put["body"]), (200, &json!("I am sorry.\n<b>Really.</b>")));
    assert_eq!(admin.put(&path(hello), reply("  Grüß-Gott ", None)).await.0.as_u16(), 200);
    assert_eq!(offered(&ann).await, ["grüß-gott", "sorry"]);
    assert_eq!(offered(&kim).await, ["grüß-gott"], "she is in no group");
    assert_eq!(offered(&admin).await, ["grüß-gott", "sorry"]);

    assert_eq!(admin.delete(&path(sorry)).await.0.as_u16(), 204);
    assert_eq!(offered(&ann).await, ["grüß-gott"]);
    assert_eq!(code(&admin.delete(&path(sorry)).await), (404, "not-found"));
    let (_, audit) = admin.get("/api/v1/audit").await;
    let whats = audit["rows"].as_array().unwrap().iter().map(|row| row["what"].clone());
    let whats: Vec<Value> =
        whats.filter(|what| what.as_str().unwrap().starts_with("canned")).collect();
    assert_eq!(whats, ["canned-reply-removed", "canned-reply-put", "canned-reply-put"]);
}

#[tokio::test]
async fn dk13_a_reply_that_nobody_could_use_is_refused_with_the_reason() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let with = |field: &str, value: Value| {
        let mut form = reply("sorry", None);
        form[field] = value;
        form
    };
    for (form, word) in [
        (with("shortcut", json!("two words")), "shortcut-invalid"),
        (with("shortcut", json!("")), "shortcut-invalid"),
        (with("shortcut", json!("a/b")), "shortcut-invalid"),
        (with("shortcut", json!("a".repeat(33))), "shortcut-invalid"),
        (with("title", json!(" ")), "title-missing"),
        (with("body", json!(" \n")), "body-missing"),
        (with("body", json!("a\u{0}b")), "body-missing"),
        (with("body", json!("a".repeat(16 * 1024 + 1))), "message-too-long"),
        (with("group", json!(Uuid::now_v7())), "unknown-group"),
        (with("colour", json!("red")), "bad-request"),
    ] {
        let refused = admin.put(&path(Uuid::now_v7()), form).await;
        assert_eq!(code(&refused), (400, word), "{}", refused.1);
    }
    let first = Uuid::now_v7();
    assert_eq!(admin.put(&path(first), reply("sorry", None)).await.0.as_u16(), 200);
    let again = admin.put(&path(Uuid::now_v7()), reply("SORRY", None)).await;
    assert_eq!(code(&again), (409, "shortcut-taken"));
    assert_eq!(admin.put(&path(first), reply("sorry", None)).await.0.as_u16(), 200, "its own");
    assert_eq!(offered(&admin).await, ["sorry"]);
}
