//! An admin says how calls go, for the application and for a group, and the next call obeys (VC06, VC07, VC44, I25, AD02).

use robot::{Agent, Caller, Dialling, Seen, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{ContactRef, MemberCommand};
use wire::workspace::{CallState, TalkView};

use crate::browser::{Browser, code};
use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};

const SETTINGS: &str = "/api/v1/settings/calls";

#[tokio::test]
async fn vc07_a_hold_cuts_what_the_admin_says_from_the_next_one_on() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let _caller = Caller::dial(Dialling {
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
    ann.until(SOON, "the talk", |seen| talk(seen).is_some()).await.unwrap();

    let mut settings = admin.get(SETTINGS).await.1;
    let usual = json!({
        "hold_cuts": "one-way",
        "dial_seconds": 60,
        "call_out_seconds": 7_200,
        "internal_acw_seconds": 0,
    });
    assert_eq!(settings, usual);
    assert!(!hold(&mut ann, call).await);
    settings["hold_cuts"] = json!("both-ways");
    let put = admin.put(SETTINGS, settings.clone()).await;
    assert_eq!((put.0.as_u16(), &put.1), (200, &settings));
    ann.obeyed(MemberCommand::CancelHold(call)).await.unwrap();
    assert!(hold(&mut ann, call).await);
}

/// Whether the agent is cut off too.
async fn hold(agent: &mut Agent, call: ContactRef) -> bool {
    agent.obeyed(MemberCommand::Hold(call)).await.unwrap();
    agent
        .until(SOON, "the hold", |seen| talk(seen).is_some_and(|talk| talk.hold_since.is_some()))
        .await
        .unwrap();
    talk(&agent.seen().unwrap()).unwrap().hold_apart
}

fn talk(seen: &Seen) -> Option<&TalkView> {
    match &seen.picture.calls.first()?.state {
        CallState::Talking(talk) => Some(talk),
        _ => None,
    }
}

#[tokio::test]
async fn vc44_settings_of_calls_are_held_to_their_bounds_and_told_in_the_audit() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let before = admin.get(SETTINGS).await.1;
    let numbers = admin.get("/api/v1/numbers").await.1;
    let number = &numbers["numbers"][0];
    let with = |field: &str, value: Value| {
        let mut form = before.clone();
        form[field] = value;
        form
    };
    let refusals = [
        (with("dial_seconds", json!(9)), (400, "out-of-range")),
        (with("dial_seconds", json!(181)), (400, "out-of-range")),
        (with("call_out_seconds", json!(59)), (400, "out-of-range")),
        (with("call_out_seconds", json!(14_401)), (400, "out-of-range")),
        (with("internal_acw_seconds", json!(3601)), (400, "out-of-range")),
        (with("hold_cuts", json!("none")), (400, "bad-request")),
        (with("site_number", json!(Uuid::now_v7())), (409, "unknown-number")),
        (with("break_reasons", json!([])), (400, "bad-request")),
        (json!({ "dial_seconds": 30 }), (400, "bad-request")),
    ];
    for (form, refusal) in refusals {
        assert_eq!(code(&admin.put(SETTINGS, form.clone()).await), refusal, "{form}");
    }
    assert_eq!(admin.get(SETTINGS).await.1, before, "nothing of it was done");

    let mut form = with("site_number", number["id"].clone());
    form["dial_seconds"] = json!(30);
    form["call_out_seconds"] = json!(1_800);
    form["internal_acw_seconds"] = json!(10);
    let (status, put) = admin.put(SETTINGS, form.clone()).await;
    assert_eq!((status.as_u16(), &put), (200, &form));
    assert_eq!(admin.put(SETTINGS, form.clone()).await.1, form, "twice is once");
    assert_eq!(admin.get(SETTINGS).await.1, form);
    let audit = admin.get("/api/v1/audit").await.1;
    assert_eq!(audit["rows"][0]["what"], "call-settings-put");
    assert_eq!(
        fields(&audit),
        ["dial_seconds", "call_out_seconds", "internal_acw_seconds", "site_number"]
    );
    assert_eq!(audit["rows"][0]["changes"][3]["to"], number["digits"]);
    assert_ne!(audit["rows"][1]["what"], "call-settings-put");
}

#[tokio::test]
async fn i25_the_calls_of_a_group_are_set_within_bounds() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let path = calls_of(&admin, "Shop hotline").await;
    let before = admin.get(&path).await.1;
    assert_eq!((&before["ring_seconds"], &before["answering"]), (&json!(20), &json!("manual")));
    let with = |field: &str, value: Value| {
        let mut form = before.clone();
        form[field] = value;
        form
    };
    let mut caps = before["caps"].clone();
    caps["at_once"] = json!(10_001);
    let refusals = [
        (with("ring_seconds", json!(4)), (400, "out-of-range")),
        (with("ring_seconds", json!(121)), (400, "out-of-range")),
        (with("misses_max", json!(21)), (400, "out-of-range")),
        (with("acw_seconds", json!(3601)), (400, "out-of-range")),
        (with("wait_seconds", json!(86_401)), (400, "out-of-range")),
        (with("queue_max", json!(-1)), (400, "bad-request")),
        (with("caps", caps), (400, "out-of-range")),
        (with("dials", json!(["de"])), (400, "unknown-country")),
        (with("dials", json!(["QX"])), (400, "unknown-country")),
        (with("members", json!([])), (400, "bad-request")),
    ];
    for (form, refusal) in refusals {
        assert_eq!(code(&admin.put(&path, form.clone()).await), refusal, "{form}");
    }
    assert_eq!(admin.get(&path).await.1, before, "nothing of it was done");
    let nowhere = format!("/api/v1/groups/{}/calls", Uuid::now_v7());
    assert_eq!(code(&admin.get(&nowhere).await), (404, "not-found"));

    let mut form = with("dials", json!(["AT", "DE"]));
    form["caps"]["a_minute_each"] = json!(2);
    form["may_decline"] = json!(false);
    let (status, put) = admin.put(&path, form.clone()).await;
    assert_eq!((status.as_u16(), &put), (200, &form));
    assert_eq!(admin.put(&path, form.clone()).await.1, form, "twice is once");
    let audit = admin.get("/api/v1/audit").await.1;
    assert_eq!(audit["rows"][0]["what"], "group-calls-put");
    assert_eq!(fields(&audit), ["group", "may_decline", "dials", "caps.a_minute_each"]);
    assert_ne!(audit["rows"][1]["what"], "group-calls-put");
}

fn fields(audit: &Value) -> Vec<&str> {
    let changes = audit["rows"][0]["changes"].as_array().unwrap();
    changes.iter().map(|row| row["field"].as_str().unwrap()).collect()
}

/// The address of this group's calls.
pub(crate) async fn calls_of(admin: &Browser, name: &str) -> String {
    let groups = admin.get("/api/v1/flows/choices").await.1["groups"].clone();
    let group = groups.as_array().unwrap().iter().find(|group| group["name"] == name);
    format!("/api/v1/groups/{}/calls", group.unwrap()["id"].as_str().unwrap())
}
