//! AD05, VC41: an admin uploads a sound, a flow plays it, and the caller hears that and nothing else.

use std::time::Duration;

use media::{SAMPLE_RATE, level_db, read_wav};
use reqwest::{Method, StatusCode};
use robot::{Caller, CallerState, Dialling, Voice};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::browser::{Browser, code};
use crate::call::hears;
use crate::demo::{Demo, SOON};
use crate::outage::Disk;

const OWN_HZ: f64 = 700.0;
const HEARD_DB: f64 = -25.0;
const SILENT_DB: f64 = -45.0;
const WIDE: u32 = 16_000;

#[tokio::test]
async fn vc41_a_caller_hears_a_prompt_that_was_uploaded_and_it_outlives_a_kill() {
    let mut demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let (status, prompt) = upload(&admin, "Night", tone(WIDE, 30)).await;
    assert_eq!((status, &prompt["length"]), (StatusCode::CREATED, &json!(30_000)), "{prompt}");
    assert_eq!(prompt["flows"], json!([]));
    let line = plays(&admin, &prompt["id"]).await;
    hears_it(&demo, &line).await;
    let listed = admin.get("/api/v1/prompts").await.1;
    assert_eq!(listed["prompts"][0]["flows"], json!(["Night"]), "{listed}");

    demo.kill_9();
    demo.restart().await;
    hears_it(&demo, &line).await;
}

#[tokio::test]
async fn ad05_a_prompt_is_heard_though_the_admin_hangs_up_before_it_is_on_disk() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let mut disk = Disk::of(&demo).await;
    let prompt = loop {
        disk.is_busy().await;
        let asked = upload(&admin, "Night", tone(SAMPLE_RATE, 30));
        let asked = tokio::time::timeout(GIVES_UP_AFTER, asked).await;
        assert!(asked.is_err(), "it waits for the disk");
        disk.is_free().await;
        // A request that has not come that far was in vain.
        if let Ok(prompt) = tokio::time::timeout(SOON, first(&admin)).await {
            break prompt;
        }
    };
    let line = plays(&admin, &prompt).await;
    hears_it(&demo, &line).await;
}

/// The id of the first prompt, once there is one.
async fn first(admin: &Browser) -> Value {
    loop {
        let list = admin.get("/api/v1/prompts").await.1;
        if let Some(prompt) = list["prompts"].get(0) {
            return prompt["id"].clone();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The disk's own patience is longer.
const GIVES_UP_AFTER: Duration = Duration::from_secs(2);

#[tokio::test]
async fn ad05_a_prompt_is_listened_to_and_stays_while_a_flow_plays_it() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let (_, prompt) = upload(&admin, "Night", tone(SAMPLE_RATE, 1)).await;
    let path = format!("/api/v1/prompts/{}", prompt["id"].as_str().unwrap());
    let sound = admin.request(Method::GET, &format!("{path}/sound")).send().await.unwrap();
    assert_eq!(sound.headers()["content-type"], "audio/wav");
    let samples = read_wav(&sound.bytes().await.unwrap()).unwrap();
    assert!(level_db(&samples, SAMPLE_RATE, OWN_HZ) > HEARD_DB);
    assert_eq!(code(&upload(&admin, "Night", tone(SAMPLE_RATE, 1)).await), (409, "name-taken"));

    let flow = format!("/api/v1/flows/{}", Uuid::now_v7());
    admin.put(&flow, playing(&prompt["id"])).await;
    let (status, refused) = admin.delete(&path).await;
    assert_eq!((status.as_u16(), &refused["code"]), (409, &json!("in-use")));
    assert_eq!(refused["detail"], "Night");
    assert_eq!(admin.delete(&flow).await.0, StatusCode::NO_CONTENT);
    assert_eq!(admin.delete(&path).await.0, StatusCode::NO_CONTENT);
    assert_eq!(code(&admin.delete(&path).await), (404, "not-found"));
    assert_eq!(admin.put(&flow, playing(&prompt["id"])).await.0, 422, "it is there no more");
    let audit = admin.get("/api/v1/audit").await.1;
    let rows = audit["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap());
    let expected = ["prompt-removed", "flow-removed", "flow-put", "prompt-added"];
    assert_eq!(rows.take(4).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn op07_what_no_telephone_can_play_is_refused_in_words_and_leaves_nothing() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let mut stereo = tone(SAMPLE_RATE, 1);
    stereo[22] = 2;
    let mut cut = tone(SAMPLE_RATE, 1);
    cut.truncate(1_000);
    // A page that begins as a sound, and a sound that begins as a page.
    let page = [b"RIFF\0\0\0\0WAVE<html><script>".as_slice(), &[b' '; 64]].concat();
    let sound = [b"<html>".as_slice(), &tone(SAMPLE_RATE, 1)].concat();
    for (file, expected) in [
        (Vec::new(), (422, "prompt-refused")),
        (b"not a sound".to_vec(), (422, "prompt-refused")),
        (page, (422, "prompt-refused")),
        (sound, (422, "prompt-refused")),
        (stereo, (422, "prompt-refused")),
        (cut, (422, "prompt-refused")),
        (tone(44_100, 1), (422, "prompt-refused")),
        (tone(SAMPLE_RATE, 0), (422, "prompt-refused")),
        (tone(SAMPLE_RATE, 121), (422, "prompt-too-long")),
        (tone(WIDE, 130), (413, "prompt-too-large")),
    ] {
        let size = file.len();
        let answer = upload(&admin, "Night", file).await;
        assert_eq!(code(&answer), expected, "{size} bytes: {}", answer.1);
    }
    assert_eq!(code(&upload(&admin, " ", tone(SAMPLE_RATE, 1)).await), (400, "name-missing"));
    assert_eq!(admin.get("/api/v1/prompts").await.1, json!({ "prompts": [] }));
}

#[tokio::test]
async fn f12_a_kill_in_the_middle_of_an_upload_leaves_no_prompt() {
    let mut demo = Demo::start().await;
    let file = tone(SAMPLE_RATE, 10);
    let (ada, browser) = (demo.ada(), Browser::new(&demo.guide.url));
    let login = json!({ "email": ada.email, "password": ada.password });
    let login = browser.request(Method::POST, "/api/v1/login").json(&login).send().await.unwrap();
    let cookie = login.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    let address = demo.guide.url.strip_prefix("http://").unwrap().to_owned();
    let mut socket = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/v1/prompts?name=Night HTTP/1.1\r\nhost: {address}\r\nx-rapport-csrf: 1\r\n\
         cookie: {cookie}\r\ncontent-length: {}\r\n\r\n",
        file.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&file[..file.len() / 2]).await.unwrap();
    demo.kill_9();
    demo.restart().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    assert_eq!(admin.get("/api/v1/prompts").await.1, json!({ "prompts": [] }));
    let (status, prompt) = upload(&admin, "Night", file).await;
    assert_eq!(status, StatusCode::CREATED, "{prompt}");
}

async fn upload(admin: &Browser, name: &str, file: Vec<u8>) -> (StatusCode, Value) {
    let path = format!("/api/v1/prompts?name={}", name.replace(' ', "%20"));
    let answer = admin.request(Method::POST, &path).body(file).send().await.unwrap();
    let status = answer.status();
    (status, answer.json().await.unwrap_or_default())
}

/// A flow that plays it, on the hotline.
async fn plays(admin: &Browser, prompt: &Value) -> String {
    let flow = Uuid::now_v7();
    let (status, put) = admin.put(&format!("/api/v1/flows/{flow}"), playing(prompt)).await;
    assert_eq!(status, StatusCode::OK, "{put}");
    let numbers = admin.get("/api/v1/numbers").await.1;
    let numbers = numbers["numbers"].as_array().unwrap();
    let line = numbers.iter().find(|it| it["name"] == "Hotline").unwrap();
    let path = format!("/api/v1/numbers/{}/flow", line["id"].as_str().unwrap());
    assert_eq!(admin.put(&path, json!({ "flow": flow })).await.0, StatusCode::OK);
    line["digits"].as_str().unwrap().to_owned()
}

fn playing(prompt: &Value) -> Value {
    json!({ "name": "Night", "flow": { "kind": "inbound", "start": "1", "nodes": {
        "1": { "node": "play", "prompts": [prompt], "next": "2" },
        "2": { "node": "hang-up" },
    } } })
}

async fn hears_it(demo: &Demo, line: &str) {
    let mut caller = Caller::dial(Dialling {
        to: line.to_owned(),
        server: demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(440.0),
    })
    .await
    .unwrap();
    caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    hears(caller.ear(), OWN_HZ, |db| db > HEARD_DB, "the admin's own sound").await;
    hears(caller.ear(), media::GREETING_HZ[1], |db| db < SILENT_DB, "and no other").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
}

/// A WAV file of so many seconds.
fn tone(rate: u32, seconds: u32) -> Vec<u8> {
    let step = std::f64::consts::TAU * OWN_HZ / f64::from(rate);
    #[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
    let sample = |at: u32| (8_000.0 * (step * f64::from(at)).sin()) as i16;
    let samples: Vec<u8> = (0..rate * seconds).flat_map(|at| sample(at).to_le_bytes()).collect();
    let mut file = media::write_wav(&samples);
    file[24..28].copy_from_slice(&rate.to_le_bytes());
    file[28..32].copy_from_slice(&(rate * 2).to_le_bytes());
    file
}
