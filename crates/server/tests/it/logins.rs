//! Logins: seen and ended by their member, ended by their hours, one-time codes before them (AC11, AC13, OP02).

use reqwest::StatusCode;
use robot::Agent;
use serde_json::{Value, json};
use wire::workspace::ServerFrame;

use crate::browser::{Answer, Browser, code};
use crate::demo::{Demo, SOON};
use crate::members::outbox;

/// What an authenticator app shows: RFC 6238 by Python's library, with the secret as people type it.
pub(crate) fn totp(secret: &str, ahead: i64) -> String {
    python(
        "import base64, hmac, struct, sys, time\n\
         key = base64.b32decode(sys.argv[1].replace(' ', ''))\n\
         step = int(time.time()) // 30 + int(sys.argv[2])\n\
         tag = hmac.digest(key, struct.pack('>Q', step), 'sha1')\n\
         at = tag[19] & 15\n\
         print('%06d' % ((struct.unpack('>I', tag[at:at + 4])[0] & 0x7fffffff) % 1000000))",
        &[secret, &ahead.to_string()],
    )
}

/// The bytes behind base32, in hexadecimal.
pub(crate) fn bytes(secret: &str) -> String {
    let script = "import base64, sys\n\
                  print(base64.b32decode(sys.argv[1].replace(' ', '')).hex().upper())";
    python(script, &[secret])
}

fn python(script: &str, arguments: &[&str]) -> String {
    let output =
        std::process::Command::new("python3").args(["-c", script]).args(arguments).output();
    String::from_utf8(output.unwrap().stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn ac11_a_code_is_asked_for_is_good_once_and_recovery_codes_open_once() {
    let demo = Demo::start().await;
    let (email, password) = (demo.ann().email.as_str(), demo.ann().password.as_str());
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let begin = json!({ "password": "wrong" });
    assert_eq!(code(&ann.post("/api/v1/totp", begin).await), (403, "wrong-current-password"));
    let (_, begun) = ann.post("/api/v1/totp", json!({ "password": password })).await;
    let secret = begun["secret"].as_str().unwrap().to_owned();
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/Fern%20%26%20Oak:"));
    assert!(begun["qr_svg"].as_str().unwrap().contains("<svg"));
    let other = Browser::new(&demo.guide.url);
    assert_eq!(other.log_in(email, password).await.0, StatusCode::OK, "not before it is confirmed");

    let confirm = |code: String| ann.post("/api/v1/totp/confirm", json!({ "code": code }));
    assert_eq!(code(&confirm("000000".to_owned()).await).1, "wrong-code");
    // A code is good for a step before and after its own, so that a slow machine is no wrong code.
    let first = totp(&secret, 0);
    let (status, told) = confirm(first.clone()).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let codes = told["codes"].as_array().unwrap().clone();
    assert_eq!(codes.len(), 10);
    let view = ann.get("/api/v1/totp").await.1;
    assert_eq!(view, json!({ "on": true, "required": false, "recovery_codes_left": 10 }));

    let log_in = async |shown: Option<&str>| {
        let body = json!({ "email": email, "password": password, "code": shown });
        Browser::new(&demo.guide.url).post("/api/v1/login", body).await
    };
    assert_eq!(code(&log_in(None).await), (401, "code-required"));
    assert_eq!(code(&log_in(Some("000000")).await), (401, "wrong-code"));
    assert_eq!(code(&log_in(Some(&first)).await), (401, "wrong-code"), "taken already");
    let next = totp(&secret, 1);
    one_opens(tokio::join!(log_in(Some(&next)), log_in(Some(&next))));
    assert_eq!(code(&log_in(Some(&next)).await), (401, "wrong-code"), "a code is good once");
    let recovery = codes[0].as_str().unwrap();
    one_opens(tokio::join!(log_in(Some(recovery)), log_in(Some(recovery))));
    assert_eq!(code(&log_in(Some(recovery)).await), (401, "wrong-code"));
    assert_eq!(ann.get("/api/v1/totp").await.1["recovery_codes_left"], 9);
    let rows = demo.read_sql("SELECT hex(seed) FROM totp").await;
    assert!(!rows.join("").contains(&bytes(&secret)), "the seed lies open");

    let end = json!({ "password": password, "code": codes[1] });
    assert_eq!(ann.post("/api/v1/totp/end", end).await.0, StatusCode::NO_CONTENT);
    assert_eq!(log_in(None).await.0, StatusCode::OK);
    assert!(outbox(&ann, email).await.contains("does not ask"));
}

/// Of two that show the same code in the same moment.
fn one_opens((one, other): (Answer, Answer)) {
    let mut both = [code(&one), code(&other)];
    both.sort_unstable();
    assert_eq!(both, [(200, ""), (401, "wrong-code")]);
}

#[tokio::test]
async fn ac11_codes_that_are_tried_out_wait_wherever_they_come_from() {
    let demo = Demo::start().await;
    let (email, password) = (demo.ann().email.as_str(), demo.ann().password.as_str());
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let (_, begun) = ann.post("/api/v1/totp", json!({ "password": password })).await;
    let secret = begun["secret"].as_str().unwrap().to_owned();
    let confirm = json!({ "code": totp(&secret, 0) });
    let (_, told) = ann.post("/api/v1/totp/confirm", confirm).await;
    let log_in = async |shown: &str| {
        let body = json!({ "email": email, "password": password, "code": shown });
        // A browser that is known goes no faster.
        ann.post("/api/v1/login", body).await
    };
    for _ in 0..10 {
        assert_eq!(code(&log_in("000000").await), (401, "wrong-code"));
    }
    let right = told["codes"][0].as_str().unwrap();
    assert_eq!(code(&log_in(right).await), (429, "too-many-attempts"));
    assert_eq!(ann.get("/api/v1/totp").await.1["recovery_codes_left"], 10, "it was not used up");
}

#[tokio::test]
async fn ac11_a_role_can_require_codes() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let settings = json!({ "password_policy": "classic", "totp_required": ["agent"] });
    assert_eq!(admin.put("/api/v1/settings/accounts", settings).await.0, StatusCode::OK);
    assert_eq!(code(&ann.get("/api/v1/records").await), (403, "totp-required"), "at once");
    assert_eq!(ann.get("/api/v1/me").await.1["due"], "set-up-totp");
    assert_eq!(admin.get("/api/v1/records").await.0, StatusCode::OK, "another role");
    let begin = json!({ "password": demo.ann().password });
    let (_, begun) = ann.post("/api/v1/totp", begin).await;
    let shown = totp(begun["secret"].as_str().unwrap(), 0);
    let confirmed = ann.post("/api/v1/totp/confirm", json!({ "code": shown })).await;
    assert_eq!(ann.get("/api/v1/records").await.0, StatusCode::OK);
    let recovery = confirmed.1["codes"][0].clone();
    let end = json!({ "password": demo.ann().password, "code": recovery });
    assert_eq!(code(&ann.post("/api/v1/totp/end", end).await), (409, "totp-required"));

    // Phone and codes are lost: an admin ends it, and it is due again.
    let id = ann.get("/api/v1/me").await.1["id"].as_str().unwrap().to_owned();
    let ended = admin.delete(&format!("/api/v1/members/{id}/totp")).await;
    assert_eq!(ended.0, StatusCode::NO_CONTENT);
    assert_eq!(code(&ann.get("/api/v1/records").await), (403, "totp-required"));
}

#[tokio::test]
async fn ac13_a_login_is_seen_and_ended_by_its_member_and_by_nobody_else() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let other = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let mut frames = other.follow().unwrap();
    let own = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let leo = Browser::of(&demo.guide, demo.leo()).await;
    let logins = ann.get("/api/v1/logins").await.1["logins"].as_array().unwrap().clone();
    assert_eq!(logins.len(), 2);
    let foreign = logins.iter().find(|login| login["current"] == false).unwrap();
    let path = format!("/api/v1/logins/{}", foreign["id"].as_str().unwrap());
    assert_eq!(code(&leo.delete(&path).await), (404, "not-found"), "nobody ends another's");
    assert_eq!(ann.delete(&path).await.0, StatusCode::NO_CONTENT);
    let shown_out = async {
        while let Some(frame) = frames.recv().await {
            if matches!(frame, ServerFrame::LoggedOut) {
                return;
            }
        }
    };
    tokio::time::timeout(SOON, shown_out).await.expect("its socket is told");
    assert_eq!(ann.get("/api/v1/me").await.0, StatusCode::OK, "this one goes on");
    assert_eq!(leo.delete("/api/v1/logins").await.0, StatusCode::NO_CONTENT);
    assert_eq!(leo.get("/api/v1/logins").await.1["logins"].as_array().unwrap().len(), 1);
    drop(own);
}

#[tokio::test]
async fn ac13_idleness_ends_a_login_and_its_hours_end_its_sockets() {
    let mut demo = Demo::start().await;
    let leo = Browser::of(&demo.guide, demo.leo()).await;
    demo.run_sql("UPDATE login SET last_seen = last_seen - 3600000").await;
    assert_eq!(code(&leo.get("/api/v1/me").await), (401, "not-signed-in"), "idle for an hour");

    let cookie = robot::log_in(&demo.guide, demo.ann()).await.unwrap();
    // Long enough to connect on a slow machine; what follows waits for it anyway.
    demo.run_sql("UPDATE login SET expires = (unixepoch() + 15) * 1000").await;
    let ann = Agent::with_cookie(&demo.guide, cookie).await.unwrap();
    let mut frames = ann.follow().unwrap();
    let over = async {
        while let Some(frame) = frames.recv().await {
            if matches!(frame, ServerFrame::LoggedOut) {
                return;
            }
        }
    };
    tokio::time::timeout(3 * SOON, over).await.expect("a login that is over ends its socket");
}

#[tokio::test]
async fn op02_an_empty_installation_is_set_up_once_by_the_printed_link() {
    let (mut server, printed) = crate::empty::Empty::start().await;
    let token = printed.split_once("/setup#").unwrap().1.trim().to_owned();
    let browser = Browser::new(&server.url);
    let wish = |token: &str, password: &str| -> Value {
        json!({ "token": token, "application": "Fern & Oak", "name": "Ada Moor",
            "email": "ada@x.example", "password": password, "confirm": password })
    };
    let refused = browser.post("/api/v1/setup", wish(&"0".repeat(64), "orchard-7-kite")).await;
    assert_eq!(code(&refused), (410, "link-invalid"));
    let weak = browser.post("/api/v1/setup", wish(&token, "weak")).await;
    assert_eq!(code(&weak), (400, "password-weak"));
    let (status, myself) = browser.post("/api/v1/setup", wish(&token, "orchard-7-kite")).await;
    assert_eq!(status, StatusCode::CREATED, "{myself}");
    assert_eq!(myself["application"], "Fern & Oak");
    assert_eq!(myself["roles"], json!(["admin"]));
    assert_eq!(browser.get("/api/v1/members").await.0, StatusCode::OK, "signed in by it");
    let again = browser.post("/api/v1/setup", wish(&token, "orchard-7-kite")).await;
    assert_eq!(code(&again), (410, "link-invalid"));

    let printed = server.restart().await;
    assert_eq!(printed, None, "nobody is offered a second set-up");
    let admin = Browser::new(&server.url);
    assert_eq!(admin.log_in("ada@x.example", "orchard-7-kite").await.0, StatusCode::OK);
    // No mail is configured: the first password is told once.
    let made =
        admin.post("/api/v1/members", crate::members::form("kim@x.example", &["agent"])).await;
    let password = made.1["password"].as_str().unwrap().to_owned();
    let kim = Browser::new(&server.url);
    let entered = kim.log_in("kim@x.example", &password).await;
    assert_eq!(entered.1["due"], "change-password");
    let id = made.1["member"]["id"].as_str().unwrap();
    let shown = admin.get(&format!("/api/v1/members/{id}")).await;
    assert!(!shown.1.to_string().contains(&password), "and never again");
}
