//! VC41, AD07: an admin puts a flow and business hours by the API, ties the flow to a number, and a caller walks it.

use reqwest::StatusCode;
use robot::{Caller, CallerState, Dialling, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::MemberCommand;
use wire::record::{Happening, RecordDetail};

use crate::browser::{Browser, code};
use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};

#[tokio::test]
async fn vc41_a_flow_is_put_without_faults_or_not_at_all() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let choices = admin.get("/api/v1/flows/choices").await.1;
    let path = format!("/api/v1/flows/{}", Uuid::now_v7());

    let mut faulty = menu(&choices, "Sales");
    faulty["flow"]["nodes"]["1"]["options"]["1"] = json!("9");
    let phone = Uuid::now_v7();
    faulty["flow"]["nodes"]["4"] = json!({ "node": "transfer",
        "to": { "kind": "sip-phone", "target": phone }, "when_failed": "3" });
    faulty["flow"]["nodes"]["5"] = json!({ "node": "transfer",
        "to": { "kind": "external", "target": "+49301" } });
    faulty["flow"]["nodes"]["6"] = json!({ "node": "transfer",
        "to": { "kind": "external", "target": "+4999999999999" } });
    let expected = json!([
        { "node": "1", "field": "options.1", "problem": "unknown-target", "target": "9" },
        { "node": "4", "field": "", "problem": "unreachable" },
        { "node": "4", "field": "to.target", "problem": "unknown", "id": phone },
        { "node": "5", "field": "", "problem": "unreachable" },
        { "node": "5", "field": "to.target", "problem": "bad-number" },
        { "node": "6", "field": "", "problem": "unreachable" },
        { "node": "6", "field": "to.target", "problem": "bad-number" },
    ]);
    for (status, answer) in
        [admin.post("/api/v1/flows/check", faulty.clone()).await, admin.put(&path, faulty).await]
    {
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert_eq!(answer["code"], "flow-faults");
        assert_eq!(answer["faults"], expected);
    }
    assert_eq!(code(&admin.get(&path).await), (404, "not-found"));

    let checked = admin.post("/api/v1/flows/check", menu(&choices, "Sales")).await;
    assert_eq!(checked.0, StatusCode::NO_CONTENT);
    assert_eq!(code(&admin.get(&path).await), (404, "not-found"), "looking changes nothing");
    let (status, first) = admin.put(&path, menu(&choices, "Sales")).await;
    assert_eq!(status, StatusCode::OK, "{first}");
    assert_eq!(admin.put(&path, menu(&choices, "Sales")).await.1, first, "twice is once");
    let renamed = admin.put(&path, menu(&choices, "Front door")).await.1;
    assert_eq!((&renamed["name"], &renamed["version"]), (&json!("Front door"), &first["version"]));
    assert_eq!(admin.get(&path).await.1, renamed);
    assert_eq!(code(&admin.put(&path, menu(&choices, " ")).await), (400, "name-missing"));
    assert_eq!(code(&admin.put(&path, json!({ "name": "x" })).await), (400, "bad-request"));
    assert_eq!(admin.delete(&path).await.0, StatusCode::NO_CONTENT);
    assert_eq!(code(&admin.delete(&path).await), (404, "not-found"));
    let audit = admin.get("/api/v1/audit").await.1;
    let rows = audit["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap());
    assert_eq!(rows.take(3).collect::<Vec<_>>(), ["flow-removed", "flow-put", "flow-put"]);
}

#[tokio::test]
async fn vc41_a_number_gets_a_flow_and_a_caller_walks_it() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let choices = admin.get("/api/v1/flows/choices").await.1;
    let flow = Uuid::now_v7();
    let path = format!("/api/v1/flows/{flow}");
    let numbers = admin.get("/api/v1/numbers").await.1;
    let line = numbers["numbers"].as_array().unwrap().iter().find(|it| it["name"] == "Menu line");
    let line = line.unwrap();
    let number = format!("/api/v1/numbers/{}/flow", line["id"].as_str().unwrap());
    let unknown = admin.put(&number, json!({ "flow": flow })).await;
    assert_eq!(code(&unknown), (409, "unknown-flow"));
    admin.put(&path, menu(&choices, "Sales")).await;
    let (status, tied) = admin.put(&number, json!({ "flow": flow })).await;
    assert_eq!((status, &tied["flow"]), (StatusCode::OK, &json!(flow)), "{tied}");
    let (status, refused) = admin.delete(&path).await;
    assert_eq!((status.as_u16(), &refused["code"]), (409, &json!("in-use")));
    assert_eq!(refused["detail"], "Menu line");

    let mut leo = agent_with_sound(&demo, demo.leo()).await;
    let mut caller = Caller::dial(Dialling {
        to: line["digits"].as_str().unwrap().to_owned(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(440.0),
    })
    .await
    .unwrap();
    caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    caller.press("2");
    let offer = leo.rings(SOON).await.unwrap();
    let seen = leo.seen().unwrap();
    let rings = seen.picture.calls.iter().find(|call| call.id == offer.contact).unwrap();
    assert_eq!(rings.group.as_ref().unwrap().name, "Workshop");
    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    caller.hang_up();
    leo.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let url = format!("{}/api/v1/records/{}", demo.guide.url, offer.contact);
    let record = reqwest::Client::new().get(url).header("cookie", leo.cookie()).send().await;
    let record: RecordDetail = record.unwrap().json().await.unwrap();
    let way: Vec<_> = record.timeline.iter().map(|row| (row.what, row.key.as_deref())).collect();
    let began = way.iter().position(|step| step.0 == Happening::FlowBegan).unwrap();
    assert_eq!(
        way[began + 1..][..2],
        [(Happening::KeyPressed, Some("2")), (Happening::FlowEnded, None)]
    );

    let (status, untied) = admin.put(&number, json!({})).await;
    assert_eq!((status, &untied["flow"]), (StatusCode::OK, &Value::Null));
    assert_eq!(admin.delete(&path).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn ad07_hours_are_put_without_faults_and_kept_while_a_flow_asks() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let path = format!("/api/v1/hours/{}", Uuid::now_v7());
    let nonsense = json!({ "zone": "Europe/Atlantis", "week": { "monday": [{ "from": "17:00", "to": "09:00" }] } });
    let (status, answer) = admin.put(&path, json!({ "name": "Office", "hours": nonsense })).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &json!("hours-faults")));
    let problems = answer["faults"].as_array().unwrap().iter().map(|fault| &fault["problem"]);
    assert_eq!(problems.collect::<Vec<_>>(), ["unknown-zone", "bad-span"]);

    let never = json!({ "name": "Office", "hours": { "zone": "Asia/Shanghai" } });
    let (status, office) = admin.put(&path, never).await;
    assert_eq!((status, &office["now"]), (StatusCode::OK, &json!("closed")), "{office}");
    assert_eq!(admin.delete(&path).await.0, StatusCode::NO_CONTENT);
    let all = admin.get("/api/v1/hours").await.1;
    assert_eq!(all["hours"][0]["now"], "open", "the demo's: {all}");
    let used = format!("/api/v1/hours/{}", all["hours"][0]["id"].as_str().unwrap());
    let (status, refused) = admin.delete(&used).await;
    assert_eq!((status.as_u16(), &refused["code"]), (409, &json!("in-use")));
    assert_eq!(refused["detail"], "Menu");
}

/// Key 1 to the hotline's group, key 2 to the workshop.
fn menu(choices: &Value, name: &str) -> Value {
    json!({ "name": name, "flow": { "kind": "inbound", "start": "1", "nodes": {
        "1": { "node": "menu", "options": { "1": "2", "2": "3" }, "question": {
            "prompts": [prompt(choices)], "wait": 60000, "tries": 1, "when_silent": "2", "when_wrong": "2" } },
        "2": { "node": "queue", "group": group(choices, "Shop hotline") },
        "3": { "node": "queue", "group": group(choices, "Workshop") },
    } } })
}

fn group(choices: &Value, name: &str) -> Value {
    let groups = choices["groups"].as_array().unwrap();
    groups.iter().find(|group| group["name"] == name).unwrap()["id"].clone()
}

fn prompt(choices: &Value) -> Value {
    choices["prompts"][0]["id"].clone()
}
