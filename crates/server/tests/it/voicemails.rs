//! VC42: a caller leaves words for a group, and one of its members takes them, hears them, calls back and is done with them.

use std::time::Duration;

use media::{SAMPLE_RATE, level_db};
use reqwest::{Method, StatusCode};
use robot::{Agent, Caller, CallerState, Dialling, Exchange, Seen, Voice};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::command::{DialCall, MemberCommand};
use wire::workspace::{GroupKind, Label};

use crate::browser::{Browser, code};
use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};

const CALLER_HZ: f64 = 440.0;
const HEARD_DB: f64 = -35.0;
const SILENT_DB: f64 = -60.0;
/// The caller's five seconds of silence, and what a busy machine adds to them.
const LET_GO_WITHIN: Duration = Duration::from_secs(30);

#[tokio::test]
async fn vc42_words_are_left_taken_heard_called_back_and_done() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let peers = [far_end.as_str(), "--sip-peer=loopback=127.0.0.1/31", "--sip-ping=0"];
    let demo = Demo::with(&peers).await;
    let mut telephone = exchange.telephone("+4930111222", Voice::tone(CALLER_HZ));
    let [ada, ann, leo] = [demo.ada(), demo.ann(), demo.leo()];
    let admin = Browser::of(&demo.guide, ada).await;
    let (ann, leos) = (Browser::of(&demo.guide, ann).await, Browser::of(&demo.guide, leo).await);
    let line = answered_by_voicemail(&admin).await;
    let mut told = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let mut others = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let mut caller = Caller::dial(Dialling {
        to: line,
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(CALLER_HZ),
    })
    .await
    .unwrap();
    let left = until((&leos, &mut told), |one| one["state"]["state"] == "open").await;
    assert_eq!(left["group"]["name"], "Workshop");
    assert_eq!(left["number"], "+4930111222");
    assert_eq!(left["sound"], json!({ "sound": "not-yet" }));
    // So that there is something to hear.
    tokio::time::sleep(Duration::from_secs(2)).await;
    caller.fall_silent();
    caller.until(LET_GO_WITHIN, |state| *state == CallerState::HungUp).await.unwrap();
    let ready = until((&leos, &mut told), |one| one["sound"]["sound"] == "ready").await;
    assert!(ready["sound"]["ms"].as_u64().unwrap() >= 5_000, "{ready}");
    let record = leos.get(&format!("/api/v1/records/{}", left["contact"].as_str().unwrap())).await;
    assert_eq!(record.0, StatusCode::NOT_FOUND, "the call was nobody's");

    let path = format!("/api/v1/voicemails/{}", left["id"].as_str().unwrap());
    one_has_it(&path, &admin, &ann, &leos).await;
    let wav = leos.request(Method::GET, &format!("{path}/sound")).send().await.unwrap();
    assert_eq!(wav.headers()["content-type"], "audio/wav");
    hears_the_caller_alone(&wav.bytes().await.unwrap());
    let mut looks_on = Agent::sign_in(&demo.guide, ada).await.unwrap();
    let (_leo, call) = calls_back(&demo, &left).await;
    let changed = |seen: &Seen| seen.voicemail_changes > 0;
    looks_on.until(SOON, "that Leo calls back", changed).await.unwrap();
    telephone.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    let linked = leos.get("/api/v1/voicemails").await.1["voicemails"][0].clone();
    assert_eq!(linked["called_back"], json!(call));
    telephone.refuse(robot::Refusal::Busy);

    let (_, finished) = leos.post(&format!("{path}/done"), json!({})).await;
    assert_eq!(finished["state"]["state"], "done", "{finished}");
    let done = |one: &Value| one["state"]["state"] == "done";
    until((&leos, &mut told), done).await;
    let nothing = |seen: &Seen| seen.voicemail_changes == 0;
    others.until(SOON, "no word to another group", nothing).await.unwrap();
    let late = admin.post(&format!("{path}/claim"), json!({})).await;
    assert_eq!(code(&late), (409, "voicemail-done"));
    let audit = admin.get("/api/v1/audit").await.1;
    let rows = audit["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap());
    let expected = [
        "voicemail-done",
        "voicemail-heard",
        "voicemail-claimed",
        "voicemail-given-back",
        "voicemail-claimed",
    ];
    assert_eq!(rows.take(5).collect::<Vec<_>>(), expected);
}

/// To Ann, who is in another group, there is nothing; between Leo and the admin it is whose who came first.
async fn one_has_it(path: &str, admin: &Browser, ann: &Browser, leos: &Browser) {
    let (claim, done) = (format!("{path}/claim"), format!("{path}/done"));
    assert_eq!(ann.get("/api/v1/voicemails").await.1["voicemails"], json!([]));
    assert_eq!(code(&ann.post(&claim, json!({})).await), (404, "not-found"));
    assert_eq!(code(&ann.get(&format!("{path}/sound")).await), (404, "not-found"));
    assert_eq!(code(&leos.post(&done, json!({})).await), (409, "voicemail-not-claimed"));
    let (status, claimed) = leos.post(&claim, json!({})).await;
    assert_eq!((status, &claimed["state"]["state"]), (StatusCode::OK, &json!("claimed")));
    assert_eq!(claimed["state"]["member"]["name"], "Leo Lin");
    for answer in [
        admin.post(&claim, json!({})).await,
        admin.delete(&claim).await,
        admin.post(&done, json!({})).await,
    ] {
        assert_eq!(code(&answer), (409, "voicemail-claimed"));
        assert_eq!(answer.1["detail"], "Leo Lin");
    }
    let (_, open) = leos.delete(&claim).await;
    assert_eq!(open["state"], json!({ "state": "open" }));
    assert_eq!(leos.post(&claim, json!({})).await.0, StatusCode::OK);
}

/// With the number that was left: Leo, and the call.
async fn calls_back(demo: &Demo, left: &Value) -> (Agent, Uuid) {
    let mut agent = agent_with_sound(demo, demo.leo()).await;
    let groups = agent.seen().unwrap().picture.groups;
    let group = groups.iter().find(|group| group.kind == GroupKind::Voice).map(|group| group.id);
    let number = left["number"].as_str().unwrap().to_owned();
    let voicemail = left["id"].as_str().unwrap().parse().ok();
    let dial = DialCall { number, group, from: None, voicemail };
    agent.obeyed(MemberCommand::Dial(dial)).await.unwrap();
    let begun = |seen: &Seen| seen.picture.me.label == Label::InLine;
    let call = agent.until(SOON, "the call back", begun).await.unwrap().picture.calls[0].id;
    (agent, call)
}

/// The menu's line, after a tone.
async fn answered_by_voicemail(admin: &Browser) -> String {
    let choices = admin.get("/api/v1/flows/choices").await.1;
    let groups = choices["groups"].as_array().unwrap();
    let workshop = groups.iter().find(|group| group["name"] == "Workshop").unwrap();
    let prompts = choices["prompts"].as_array().unwrap();
    let tone = prompts.iter().find(|prompt| prompt["name"] == "Short tone").unwrap();
    let flow = Uuid::now_v7();
    let form = json!({ "name": "Voicemail", "flow": { "kind": "inbound", "start": "1", "nodes": {
        "1": { "node": "voicemail", "group": workshop["id"], "prompts": [tone["id"]],
            "longest": 60000, "next": "2" },
        "2": { "node": "hang-up" },
    } } });
    let put = admin.put(&format!("/api/v1/flows/{flow}"), form).await;
    assert_eq!(put.0, StatusCode::OK, "{}", put.1);
    let numbers = admin.get("/api/v1/numbers").await.1;
    let line = numbers["numbers"].as_array().unwrap().iter().find(|it| it["name"] == "Menu line");
    let line = line.unwrap();
    let number = format!("/api/v1/numbers/{}/flow", line["id"].as_str().unwrap());
    assert_eq!(admin.put(&number, json!({ "flow": flow })).await.0, StatusCode::OK);
    line["digits"].as_str().unwrap().to_owned()
}

/// The one voicemail, once it is like this: it is asked for when its group is told that something has changed.
async fn until((browser, told): (&Browser, &mut Agent), wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let before = told.seen().unwrap().voicemail_changes;
        let (_, list) = browser.get("/api/v1/voicemails").await;
        let found = list["voicemails"].as_array().and_then(|all| all.first());
        if let Some(one) = found.filter(|one| wanted(one)) {
            return one.clone();
        }
        let changed = |seen: &Seen| seen.voicemail_changes > before;
        told.until(LET_GO_WITHIN, "another list of voicemails", changed).await.unwrap();
    }
}

/// Left the caller, right nobody.
fn hears_the_caller_alone(wav: &[u8]) {
    let side = |at: usize| -> Vec<i16> {
        let frames = wav[44..].as_chunks::<4>().0.iter();
        frames.map(|frame| i16::from_le_bytes([frame[at], frame[at + 1]])).collect()
    };
    // The first second, after what the recorder may have missed of its begin.
    let part = 4_000..12_000;
    let level = |side: &[i16]| level_db(&side[part.clone()], SAMPLE_RATE, CALLER_HZ);
    let (caller, nobody) = (level(&side(0)), level(&side(2)));
    assert!(caller > HEARD_DB && nobody < SILENT_DB, "{caller:.0} dB, {nobody:.0} dB");
}
