//! DK08: an admin says how customers are asked about a chat, one is asked, and answers once.

use robot::Customer;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{ContactRef, MemberCommand};
use wire::widget::{CustomerCommand, RateSession};
use wire::workspace::RatingState;

use crate::browser::{Browser, code};
use crate::chat::online;
use crate::demo::{Demo, SOON};

const SETTINGS: &str = "/api/v1/settings/satisfaction";

fn both(en: &str, zh: &str) -> Value {
    json!({ "en": en, "zh": zh })
}

fn form() -> Value {
    json!({
        "question": both("Well?", "如何？"),
        "scores": [both("No", "不好"), both("Yes", "好")],
        "tags": [both("Fast", "快"), both("Kind", "亲切")],
        "comment": true,
        "thanks": both("Thanks", "谢谢"),
    })
}

fn settings(when: &str, form: &Value) -> Value {
    json!({ "when": when, "valid_hours": 2, "form": form })
}

fn rate(session: Uuid, score: u8, tags: &[&str], comment: &str) -> CustomerCommand {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let comment = comment.to_owned();
    CustomerCommand::Rate(RateSession { session, score, tags, comment })
}

async fn refused(customer: &mut Customer, command: CustomerCommand) -> String {
    customer.ask(command).await.unwrap().problem.unwrap().code
}

#[tokio::test]
async fn dk08_a_chat_is_rated_once_with_tags_and_words_and_stands_on_the_record() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let put = admin.put(SETTINGS, settings("by-button", &form())).await;
    assert_eq!(put.0.as_u16(), 200, "{}", put.1);
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let session = mia.start("Is the fern still there?").await.unwrap();
    let seen = ann.until(SOON, "the session", |seen| !seen.picture.sessions.is_empty()).await;
    assert_eq!(seen.unwrap().picture.sessions[0].rating, Some(RatingState::Available));
    assert_eq!(refused(&mut mia, rate(session, 1, &[], "")).await, "not-invited");

    let ask = MemberCommand::AskSatisfaction(ContactRef { contact: session });
    ann.obeyed(ask.clone()).await.unwrap();
    let asked =
        |seen: &robot::SeenChat| seen.session.as_ref().is_some_and(|it| it.rating.is_some());
    let seen = mia.until(SOON, "the invitation", asked).await.unwrap();
    assert_eq!(seen.session.unwrap().rating.unwrap().scale, 2);
    let key = &demo.guide.widget_key;
    let shown = Browser::new(&demo.guide.url);
    let shown = shown.get(&format!("/api/v1/widget/{key}/satisfaction")).await;
    assert_eq!((shown.0.as_u16(), shown.1), (200, form()));

    assert_eq!(refused(&mut mia, rate(session, 2, &["Slow"], "")).await, "unknown-tag");
    let long = "x".repeat(1001);
    assert_eq!(refused(&mut mia, rate(session, 2, &[], &long)).await, "comment-too-long");
    assert_eq!(refused(&mut mia, rate(session, 3, &[], "")).await, "score-off-scale");
    let mut leo = Customer::arrive(&demo.guide).await.unwrap();
    assert_eq!(refused(&mut leo, rate(session, 1, &[], "")).await, "not-your-contact");
    mia.command(rate(session, 2, &["快", "Kind", "快"], " <b>Danke</b> ")).await.unwrap();
    assert_eq!(refused(&mut mia, rate(session, 1, &[], "")).await, "rating-given");

    let given = |seen: &robot::Seen| match &seen.picture.sessions[0].rating {
        Some(RatingState::Given(given)) => Some(given.clone()),
        _ => None,
    };
    let seen = ann.until(SOON, "the answer", |seen| given(seen).is_some()).await.unwrap();
    let given = given(&seen).unwrap();
    assert_eq!((given.score, given.scale, &*given.comment), (2, 2, "<b>Danke</b>"));
    assert_eq!(given.tags, ["快", "Kind"]);
    mia.end().await.unwrap();
    let record = admin.get(&format!("/api/v1/records/{session}")).await.1;
    assert_eq!(record["rating"], json!(given));
    let said: Vec<_> = record["timeline"].as_array().unwrap().iter().collect();
    assert!(said.iter().any(|row| row["what"] == "rating-given" && row["score"] == 2));
}

#[tokio::test]
async fn dk08_a_chat_that_has_ended_is_rated_on_a_fresh_page_and_shown_on_the_other() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    admin.put(SETTINGS, settings("at-end", &form())).await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let session = mia.start("Hello").await.unwrap();
    ann.until(SOON, "the session", |seen| !seen.picture.sessions.is_empty()).await.unwrap();
    ann.obeyed(MemberCommand::EndSession(ContactRef { contact: session })).await.unwrap();
    let score = |seen: &robot::SeenChat| {
        let rating = seen.session.as_ref().and_then(|session| session.rating);
        rating.map(|rating| rating.score)
    };
    mia.until(SOON, "the invitation", |seen| score(seen) == Some(None)).await.unwrap();
    let token = mia.token().to_owned();
    let mut again = Customer::with_token(&demo.guide, token).await.unwrap();
    assert_eq!(score(&again.seen()), Some(None), "it is asked again after a reload");
    again.command(rate(session, 1, &[], "")).await.unwrap();
    mia.until(SOON, "the answer", |seen| score(seen) == Some(Some(1))).await.unwrap();
}

#[tokio::test]
async fn dk08_what_an_admin_sets_is_held_to_its_bounds_and_told_in_the_audit() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let ours = admin.get(SETTINGS).await.1;
    assert_eq!((&ours["when"], &ours["valid_hours"]), (&json!("by-button"), &json!(24)));
    assert_eq!(ours["form"]["scores"].as_array().unwrap().len(), 5);
    let with = |field: &str, value: Value| {
        let mut form = form();
        form[field] = value;
        settings("by-button", &form)
    };
    let tags: Vec<Value> = (0..13).map(|_| both("a", "b")).collect();
    let refusals = [
        (with("scores", json!([both("One", "一")])), (400, "out-of-range")),
        (with("question", both(" ", "?")), (400, "out-of-range")),
        (with("thanks", both("a\nb", "?")), (400, "bad-request")),
        (with("tags", json!(tags)), (409, "too-many")),
        (with("colour", json!("red")), (400, "bad-request")),
        (settings("always", &form()), (400, "bad-request")),
        (json!({ "when": "never", "valid_hours": 25, "form": form() }), (400, "out-of-range")),
    ];
    for (wish, why) in refusals {
        assert_eq!(code(&admin.put(SETTINGS, wish.clone()).await), why, "{wish}");
    }
    let wish = settings("never", &form());
    assert_eq!(admin.put(SETTINGS, wish.clone()).await.1, wish);
    assert_eq!(admin.put(SETTINGS, wish.clone()).await.1, wish, "twice is once");
    assert_eq!(admin.get(SETTINGS).await.1, wish);
    let audit = admin.get("/api/v1/audit").await.1;
    assert_eq!(audit["rows"][0]["what"], "satisfaction-put");
    assert_eq!(audit["rows"][0]["changes"][0]["to"], "never");
    assert_ne!(audit["rows"][1]["what"], "satisfaction-put");

    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let session = mia.start("Hello").await.unwrap();
    let seen = ann.until(SOON, "the session", |seen| !seen.picture.sessions.is_empty()).await;
    assert_eq!(seen.unwrap().picture.sessions[0].rating, None, "there is no button");
    let ask = MemberCommand::AskSatisfaction(ContactRef { contact: session });
    let refused = ann.obeyed(ask).await.unwrap_err().to_string();
    assert!(refused.contains("rating-off"), "{refused}");
}
