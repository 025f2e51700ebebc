//! VC41: a flow hands its caller to a member, or to a number outside with a stranger there, and what is kept of it.

use robot::{Caller, CallerState, Dialling, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::MemberCommand;
use wire::record::{Happening, RecordDetail};

use crate::browser::Browser;
use crate::call::{agent_with_sound, hears};
use crate::demo::{Demo, SOON};
use crate::kept::legs;
use crate::outbound::{far_end, with_exchange};
use crate::strangers::{rtp_port, sipp_at, succeeds};
use crate::voice::until_metric;

const HEARD_DB: f64 = -25.0;
const SILENT_DB: f64 = -45.0;
const AGENT_HZ: f64 = 880.0;
const CALLER_HZ: f64 = 440.0;
const OUTSIDE_HZ: f64 = 620.0;
const CALLED: &str = "030 111220";
const CALLED_E164: &str = "+4930111220";

#[tokio::test]
async fn vc41_sipp_is_called_by_a_flow_and_gets_its_bye_when_the_caller_hangs_up() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let sipp = sipp_at(block, ("u1", "called_answers.xml"), &demo, CALLED, &[]);
    let mut caller = calls_the_flow(&demo, outside()).await;
    // The caller's own tone does not come back to them: it is SIPp's.
    hears(caller.ear(), CALLER_HZ, |db| db > HEARD_DB, "the caller hears SIPp").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    succeeds(sipp).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = only_record(&demo).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    assert_eq!(record.record.group.map(|group| group.name).as_deref(), Some("Shop hotline"));
    let told: Vec<_> = record.timeline.iter().map(|row| row.what).collect();
    for what in [
        Happening::FlowBegan,
        Happening::ExternalDialled,
        Happening::ExternalAnswered,
        Happening::FlowEnded,
    ] {
        assert!(told.contains(&what), "{what:?} of {told:?}");
    }
    let dialled = record.timeline.iter().find(|row| row.what == Happening::ExternalDialled);
    assert_eq!(dialled.and_then(|row| row.number.as_deref()), Some(CALLED_E164));
    assert!(legs(&demo).await.is_empty(), "no leg is left behind");
}

#[tokio::test]
async fn f01_kill_9_ends_both_legs_of_a_call_that_a_flow_has_handed_outside() {
    let (mut demo, exchange) = with_exchange().await;
    let mut far = exchange.telephone(CALLED_E164, Voice::tone(OUTSIDE_HZ));
    let mut caller = calls_the_flow(&demo, outside()).await;
    far.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music until it rings").await;
    far.answer();
    hears(caller.ear(), OUTSIDE_HZ, |db| db > HEARD_DB, "the two are joined").await;
    hears(far.ear(), CALLER_HZ, |db| db > HEARD_DB, "both ways").await;
    assert_eq!(legs(&demo).await, ["customer", "external"]);
    demo.kill_9();
    demo.restart().await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    far.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let kept = demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["system_fault"]);
}

#[tokio::test]
async fn vc41_a_member_is_rung_by_a_flow_and_both_hear_each_other() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let member = ann.seen().unwrap().picture.me.myself.id;
    let to = json!({ "kind": "agent", "target": member });
    let mut caller = calls_the_flow(&demo, to).await;
    let offer = ann.rings(SOON).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music while it rings").await;
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(caller.ear(), AGENT_HZ, |db| db > HEARD_DB, "the caller hears the member").await;
    let ear = ann.ear().unwrap();
    hears(ear, CALLER_HZ, |db| db > HEARD_DB, "and the member the caller").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let record = only_record(&demo).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_customer"));
    assert_eq!(record.record.group.map(|group| group.name).as_deref(), Some("Shop hotline"));
}

fn outside() -> Value {
    json!({ "kind": "external", "target": CALLED_E164 })
}

/// To a number that a flow answers which hands all its callers there.
pub(crate) async fn calls_the_flow(demo: &Demo, to: Value) -> Caller {
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let flow = Uuid::now_v7();
    let body = json!({ "name": "Night", "flow": { "kind": "inbound", "start": "1", "nodes": {
        "1": { "node": "transfer", "to": to, "ring": 20000 },
    } } });
    let (status, put) = admin.put(&format!("/api/v1/flows/{flow}"), body).await;
    assert_eq!(status, 200, "{put}");
    let numbers = admin.get("/api/v1/numbers").await.1;
    let numbers = numbers["numbers"].as_array().unwrap();
    let line = numbers.iter().find(|it| it["name"] == "Hotline").unwrap();
    let path = format!("/api/v1/numbers/{}/flow", line["id"].as_str().unwrap());
    let (status, tied) = admin.put(&path, json!({ "flow": flow })).await;
    assert_eq!(status, 200, "{tied}");
    let mut caller = Caller::dial(Dialling {
        to: line["digits"].as_str().unwrap().to_owned(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(CALLER_HZ),
    })
    .await
    .unwrap();
    caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    caller
}

pub(crate) async fn only_record(demo: &Demo) -> RecordDetail {
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let list = admin.get("/api/v1/records").await.1;
    let records = list["records"].as_array().unwrap();
    assert_eq!(records.len(), 1, "{list}");
    let path = format!("/api/v1/records/{}", records[0]["id"].as_str().unwrap());
    serde_json::from_value(admin.get(&path).await.1).unwrap()
}
