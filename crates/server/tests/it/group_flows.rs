//! VC20, VC22: an admin says which flows a group offers in its calls and what it asks after them, and agents get them at once.

use reqwest::StatusCode;
use robot::{Caller, CallerState, Dialling, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{ContactRef, MemberCommand, StartSelfService};
use wire::record::{Happening, RecordDetail};
use wire::workspace::SurveyState;

use crate::browser::{Browser, code};
use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};

#[tokio::test]
async fn vc20_a_group_offers_flows_that_are_there_and_made_for_it() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let path = flows_of(&admin, "Shop hotline").await;
    let before = admin.get(&path).await.1;
    let [card, survey, menu] = [
        named(&admin, "Card check").await,
        named(&admin, "Satisfaction").await,
        named(&admin, "Menu").await,
    ];
    let demos = json!({ "self_service": [card], "survey": survey, "survey_when": "by-button" });
    assert_eq!(before, demos);

    let refusals = [
        (json!({ "self_service": [Uuid::now_v7()] }), (409, "unknown-flow")),
        (json!({ "self_service": [menu] }), (409, "flow-not-allowed")),
        (json!({ "self_service": [survey] }), (409, "flow-not-allowed")),
        (json!({ "self_service": [], "survey": card }), (409, "flow-not-allowed")),
        (json!({ "survey": survey }), (400, "bad-request")),
    ];
    for (form, refusal) in refusals {
        assert_eq!(code(&admin.put(&path, form.clone()).await), refusal, "{form}");
    }
    assert_eq!(admin.get(&path).await.1, before, "nothing of it was done");
    let nowhere = format!("/api/v1/groups/{}/flows", Uuid::now_v7());
    assert_eq!(code(&admin.get(&nowhere).await), (404, "not-found"));

    let used = admin.delete(&format!("/api/v1/flows/{}", survey.as_str().unwrap())).await;
    assert_eq!((used.0.as_u16(), &used.1["code"]), (409, &json!("in-use")));
    assert_eq!(used.1["detail"], "Shop hotline, Workshop");
    let tied = admin.get("/api/v1/numbers").await.1["numbers"][0]["id"].clone();
    let number = format!("/api/v1/numbers/{}/flow", tied.as_str().unwrap());
    let answered = admin.put(&number, json!({ "flow": card })).await;
    assert_eq!(code(&answered), (409, "flow-not-allowed"), "it answers no calls");

    let always = json!({ "self_service": [], "survey": survey, "survey_when": "always" });
    let (status, put) = admin.put(&path, always.clone()).await;
    assert_eq!((status, &put), (StatusCode::OK, &always));
    assert_eq!(admin.put(&path, always.clone()).await.1, always, "twice is once");
    let audit = admin.get("/api/v1/audit").await.1;
    assert_eq!(audit["rows"][0]["what"], "group-flows-put");
    let told: Vec<&Value> = audit["rows"][0]["changes"].as_array().unwrap().iter().collect();
    let fields: Vec<&str> = told.iter().map(|row| row["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["group", "self_service", "survey_when"]);
    assert_eq!(told[1]["from"], "Card check");
    assert_ne!(audit["rows"][1]["what"], "group-flows-put");
}

#[tokio::test]
async fn vc22_a_caller_is_asked_after_the_call_and_the_record_has_the_score() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let path = flows_of(&admin, "Shop hotline").await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let mut caller = Caller::dial(Dialling {
        to: demo.guide.hotline.clone(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(440.0),
    })
    .await
    .unwrap();
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    let call = ContactRef { contact: offer.contact };
    ann.until(SOON, "the talk", |seen| {
        seen.picture.calls.iter().any(|call| call.survey == Some(SurveyState::Available))
    })
    .await
    .unwrap();

    let flow = ann.seen().unwrap().picture.calls[0].flows[0].clone();
    assert_eq!(flow.name, "Card check");
    let start = StartSelfService { contact: offer.contact, flow: flow.id };
    ann.obeyed(MemberCommand::StartSelfService(start)).await.unwrap();
    ann.until(SOON, "the flow", |seen| seen.picture.calls[0].self_service.is_some()).await.unwrap();
    // An admin's change reaches a call that is on.
    let survey = named(&admin, "Satisfaction").await;
    admin.put(&path, json!({ "self_service": [], "survey": survey })).await;
    ann.until(SOON, "an empty list", |seen| seen.picture.calls[0].flows.is_empty()).await.unwrap();
    ann.obeyed(MemberCommand::TakeBack(call)).await.unwrap();
    let gone = ann.command(MemberCommand::StartSelfService(start)).await.unwrap().problem.unwrap();
    assert_eq!(gone.code, "flow-not-allowed");

    ann.obeyed(MemberCommand::AskSatisfaction(call)).await.unwrap();
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    ann.until(SOON, "no call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    caller.press("4");
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let url = format!("{}/api/v1/records/{}", demo.guide.url, offer.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    let record: RecordDetail = record.unwrap().json().await.unwrap();
    assert_eq!(record.scores, [4]);
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_agent"));
    let row = |what| record.timeline.iter().find(|row| row.what == what).unwrap();
    assert_eq!(row(Happening::SelfServiceStarted).flow.as_deref(), Some("Card check"));
    assert_eq!(row(Happening::SurveyStarted).flow.as_deref(), Some("Satisfaction"));
    assert_eq!(row(Happening::Scored).score, Some(4));
}

/// The address of what this group offers.
async fn flows_of(admin: &Browser, name: &str) -> String {
    let groups = admin.get("/api/v1/flows/choices").await.1["groups"].clone();
    let group = groups.as_array().unwrap().iter().find(|group| group["name"] == name);
    format!("/api/v1/groups/{}/flows", group.unwrap()["id"].as_str().unwrap())
}

async fn named(admin: &Browser, name: &str) -> Value {
    let flows = admin.get("/api/v1/flows").await.1["flows"].clone();
    flows.as_array().unwrap().iter().find(|flow| flow["name"] == name).unwrap()["id"].clone()
}
