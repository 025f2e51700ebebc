//! VC41: a flow hands its caller to a SIP phone, with pjsua there, and what is kept of it.

use reqwest::StatusCode;
use robot::{Agent, CallerState, Seen};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::MemberCommand;
use wire::record::Happening;

use crate::call::hears;
use crate::demo::SOON;
use crate::flow_transfer::{calls_the_flow, only_record};
use crate::handset::{HEARD_DB, Handset, PHONE_HZ, choose, give, id_of};
use crate::kept::handsets;
use crate::lobby::{CALLER_HZ, SILENT_DB};
use crate::sip_phones::{House, Phone};
use crate::voice::until_metric;

async fn lobby() -> (House, Phone, Handset) {
    let house = House::open(&[]).await;
    let phone = house.phone("301", "sha256").await;
    let handset = Handset::start(&house, &phone).await;
    house.until(&phone, "registered").await;
    (house, phone, handset)
}

fn at(phone: &Phone) -> Value {
    json!({ "kind": "sip-phone", "target": phone.id })
}

#[tokio::test]
async fn vc41_pjsua_is_rung_by_a_flow_and_hears_and_is_heard() {
    let (house, phone, mut handset) = lobby().await;
    let mut caller = calls_the_flow(&house.demo, at(&phone)).await;
    let rung = handset.says("rings").await;
    assert!(rung.contains("+4930111222"), "who calls: {rung}");
    hears(caller.ear(), media::MUSIC_HZ, |db| db > SILENT_DB, "music while it rings").await;
    handset.does("answer").await;
    handset.says("talks").await;
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    handset.says("over").await;
    until_metric(&house.demo, "rapport_calls_live", 0.0).await;
    let record = only_record(&house.demo).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    assert_eq!(record.record.group.map(|group| group.name).as_deref(), Some("Shop hotline"));
    let rung = record.timeline.iter().find(|row| row.what == Happening::PhoneRung);
    assert_eq!(rung.and_then(|row| row.phone.as_deref()), Some("Reception"));
    let over = record.timeline.iter().any(|row| row.what == Happening::FlowEnded);
    assert!(over, "the flow is over with the answer");
    assert_eq!(handsets(&house.demo).await, 0, "no leg is left behind");
    let [heard] = handset.heard_of([CALLER_HZ]).await;
    assert!(heard > HEARD_DB, "the phone hears the caller at {heard:.1} dB");
}

#[tokio::test]
async fn vc41_a_phone_that_a_member_has_chosen_rings_for_the_member() {
    let (house, phone, mut handset) = lobby().await;
    let mut ann = Agent::sign_in(&house.demo.guide, house.demo.ann()).await.unwrap();
    give(&house, &phone, "301", id_of(&ann)).await;
    let told = |seen: &Seen| seen.own_phone.sip_phones.len() == 1;
    ann.until(SOON, "her SIP phone", told).await.unwrap();
    choose(&ann, Some(&phone)).await;
    ann.until(SOON, "sound", |seen| seen.picture.me.audio).await.unwrap();
    ann.obeyed(MemberCommand::GoOnline).await.unwrap();
    let caller = calls_the_flow(&house.demo, at(&phone)).await;
    ann.rings(SOON).await.unwrap();
    handset.says("rings").await;
    handset.does("answer").await;
    handset.says("talks").await;
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears her").await;
}

#[tokio::test]
async fn vc41_only_a_phone_that_is_there_can_be_named_by_a_flow() {
    let house = House::open(&[]).await;
    let phone = house.phone("301", "sha256").await;
    let choices = house.admin.get("/api/v1/flows/choices").await.1;
    assert_eq!(choices["sip_phones"], json!([{ "id": phone.id, "name": "Reception" }]));
    let flow = |to: Value| {
        json!({ "name": "Night", "flow": { "kind": "inbound", "start": "1", "nodes": {
            "1": { "node": "transfer", "to": to, "ring": 20000 },
        } } })
    };
    let nobodys = json!({ "kind": "sip-phone", "target": Uuid::now_v7() });
    let path = format!("/api/v1/flows/{}", Uuid::now_v7());
    let (status, told) = house.admin.put(&path, flow(nobodys)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert!(told.to_string().contains("to.target"), "{told}");
    let (status, told) = house.admin.put(&path, flow(at(&phone))).await;
    assert_eq!(status, StatusCode::OK, "{told}");
}
