//! VC41: a flow asks another system, here one on loopback that the operator has listed, and goes on with what it says.

use reqwest::StatusCode;
use robot::{Caller, CallerState, Dialling, Voice};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::browser::Browser;
use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};

const SECRET: &str = "hush-2718281828";
const LEVEL: &str = "gold-3141592653";

#[tokio::test]
async fn vc41_a_flow_asks_a_listed_host_and_its_secret_stands_nowhere() {
    let system = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = system.local_addr().unwrap().to_string();
    let file = std::env::temp_dir().join(format!("rapport-{}.toml", Uuid::now_v7()));
    std::fs::write(&file, format!("[crm]\nhost = \"{host}\"\nbearer = \"{SECRET}\"\n")).unwrap();
    let flags = [
        format!("--egress={host}"),
        "--egress-inside=127.0.0.1/32".to_owned(),
        format!("--egress-secrets={}", file.display()),
    ];
    let demo = Demo::with(&flags.each_ref().map(String::as_str)).await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let choices = admin.get("/api/v1/flows/choices").await.1;
    let url = format!("http://{host}/lookup");

    for (url, secret, field) in [
        ("https://other.example/lookup", "crm", "url"),
        ("http://127.0.0.1:1/lookup", "crm", "url"),
        (url.as_str(), "other", "secret"),
    ] {
        let faulty = lookup(&choices, url, secret);
        let (status, answer) = admin.post("/api/v1/flows/check", faulty).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        let expected = json!([{ "node": "1", "field": field, "problem": "unavailable" }]);
        assert_eq!(answer["faults"], expected);
    }
    let flow = Uuid::now_v7();
    let put = admin.put(&format!("/api/v1/flows/{flow}"), lookup(&choices, &url, "crm")).await;
    assert_eq!(put.0, StatusCode::OK, "{}", put.1);
    let numbers = admin.get("/api/v1/numbers").await.1;
    let line = numbers["numbers"].as_array().unwrap().iter().find(|it| it["name"] == "Menu line");
    let line = line.unwrap();
    let number = format!("/api/v1/numbers/{}/flow", line["id"].as_str().unwrap());
    assert_eq!(admin.put(&number, json!({ "flow": flow })).await.0, StatusCode::OK);

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
    let question = answered(&system).await;
    assert!(question.contains(&format!("authorization: Bearer {SECRET}\r\n")), "{question}");
    assert!(question.ends_with(r#"{"number":"+4930111222"}"#), "{question}");
    let offer = leo.rings(SOON).await.unwrap();
    let seen = leo.seen().unwrap();
    let rings = seen.picture.calls.iter().find(|call| call.id == offer.contact).unwrap();
    assert_eq!(rings.group.as_ref().unwrap().name, "Workshop", "the level led there");
    caller.hang_up();
    leo.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();

    let written = std::fs::read_dir(&demo.data).unwrap().filter_map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().starts_with("rapport.db");
        name.then(|| std::fs::read(path).unwrap())
    });
    for text in written.chain([demo.log().into_bytes()]) {
        let holds = |word: &str| text.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(!holds(SECRET), "the secret is written down");
    }
    // The flow's own case holds the word; no event has what the caller's answer was.
    let events = demo.read_sql("SELECT CAST(events AS TEXT) FROM journal WHERE seq > 1").await;
    let moved = events.iter().filter(|events| events.contains("flow-moved"));
    assert!(moved.clone().count() > 0, "the call walked a flow");
    assert!(moved.into_iter().all(|events| !events.contains(LEVEL)), "an answer is journaled");
    std::fs::remove_file(file).unwrap();
}

/// Waits for a question, and says the level.
async fn answered(system: &TcpListener) -> String {
    let (mut stream, _) = tokio::time::timeout(SOON, system.accept()).await.unwrap().unwrap();
    let mut question = Vec::new();
    while !question.ends_with(b"}") {
        assert_ne!(stream.read_buf(&mut question).await.unwrap(), 0, "it has an end");
    }
    let body = json!({ "level": LEVEL }).to_string();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.unwrap();
    String::from_utf8(question).unwrap()
}

/// Those of the level to the workshop, all others to the hotline's group.
fn lookup(choices: &Value, url: &str, secret: &str) -> Value {
    let group = |name: &str| {
        let groups = choices["groups"].as_array().unwrap();
        groups.iter().find(|group| group["name"] == name).unwrap()["id"].clone()
    };
    json!({ "name": "Lookup", "flow": { "kind": "inbound", "start": "1", "nodes": {
        "1": { "node": "request", "url": url, "secret": secret, "timeout": 15000,
            "send": { "number": { "variable": "caller_number" } }, "take": { "level": "/level" },
            "prompts": [choices["prompts"][0]["id"]], "next": "2", "when_failed": "4" },
        "2": { "node": "condition", "variable": "level", "cases": [{ "text": LEVEL, "to": "3" }], "otherwise": "4" },
        "3": { "node": "queue", "group": group("Workshop") },
        "4": { "node": "queue", "group": group("Shop hotline") },
    } } })
}
