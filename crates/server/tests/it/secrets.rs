//! What must never lie open: a member's whole first day, and then a look at every byte that the server has logged or kept
//! (AC02, F65).

use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::browser::Browser;
use crate::call::agent_with_sound;
use crate::demo::Demo;
use crate::logins::{bytes, totp};
use crate::members::form;
use crate::smtpd::{Smtpd, line};

const EMAIL: &str = "kim@x.example";
const CHOSEN: &str = "orchard-7-kite";
const CHOSEN_LATER: &str = "violin-8-moss";
const MISTYPED: &str = "orchard-7-kit3";

#[tokio::test]
async fn ac02_no_secret_stands_in_the_log_or_lies_open_in_the_data() {
    let smtpd = Smtpd::start().await;
    let [smtp, from] = smtpd.flags();
    let demo = Demo::with(&[&smtp, &from, "--log=trace"]).await;
    let mut secrets = vec![CHOSEN.to_owned(), CHOSEN_LATER.to_owned(), MISTYPED.to_owned()];

    let admin = Browser::of(&demo.guide, demo.ada()).await;
    admin.post("/api/v1/members", form(EMAIL, &["agent"])).await;
    let mailed = line(&smtpd.mails_to(EMAIL, 1).await[0], "Password:");
    let kim = Browser::new(&demo.guide.url);
    let body = json!({ "email": EMAIL, "password": mailed });
    let entered = kim.request(Method::POST, "/api/v1/login").json(&body).send().await.unwrap();
    assert_eq!(entered.status(), StatusCode::OK);
    secrets.extend(entered.cookies().map(|cookie| cookie.value().to_owned()));
    assert_eq!(secrets.len(), 5, "the login's cookie and the device's");
    let wish = json!({ "current": mailed, "new": CHOSEN, "confirm": CHOSEN });
    assert_eq!(kim.put("/api/v1/password", wish).await.0, StatusCode::OK);
    secrets.push(mailed);
    kim.log_in(EMAIL, MISTYPED).await;

    let (_, begun) = kim.post("/api/v1/totp", json!({ "password": CHOSEN })).await;
    let seed = begun["secret"].as_str().unwrap().to_owned();
    let shown = totp(&seed, 0);
    let (_, told) = kim.post("/api/v1/totp/confirm", json!({ "code": shown })).await;
    let codes = told["codes"].as_array().unwrap();
    secrets.extend(codes.iter().map(|code| code.as_str().unwrap().to_owned()));
    secrets.extend([
        seed.replace(' ', ""),
        bytes(&seed),
        bytes(&seed).to_lowercase(),
        seed.clone(),
    ]);

    kim.post("/api/v1/password/forgot", json!({ "email": EMAIL })).await;
    let mails = smtpd.mails_to(EMAIL, 4).await;
    let link = mails.iter().flat_map(|mail| mail.lines()).find(|line| line.contains("/reset#"));
    let token = link.unwrap().split_once('#').unwrap().1.to_owned();
    let wish = json!({ "token": token, "new": CHOSEN_LATER, "confirm": CHOSEN_LATER });
    assert_eq!(kim.post("/api/v1/password/reset", wish).await.0, StatusCode::OK);
    secrets.push(token);

    let log = demo.log();
    assert!(log.contains("/api/v1") || log.contains("TRACE"), "the log tells much");
    assert!(!log.contains("$argon2id$"), "not even a hash");
    let mut kept = log.into_bytes();
    read_all(&demo.data, &mut kept);
    let text = String::from_utf8_lossy(&kept);
    assert!(text.contains(EMAIL), "this is where things are kept");
    for secret in &secrets {
        assert!(!text.contains(secret.as_str()), "{secret} lies open");
    }
    let raw = hex(&bytes(&seed));
    assert!(!kept.windows(raw.len()).any(|part| part == raw), "the seed lies open");
}

#[tokio::test]
async fn the_password_of_a_phones_connection_stands_in_no_log() {
    let demo = Demo::with(&["--log=debug"]).await;
    let _ann = agent_with_sound(&demo, demo.ann()).await;
    let log = demo.log();
    assert!(log.contains("MemberPhone"), "the log tells of phones");
    assert!(!log.contains("ice-pwd"), "{log}");
}

fn read_all(folder: &Path, kept: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, kept);
        } else if path.is_file() {
            kept.extend(std::fs::read(&path).unwrap());
        }
    }
}

fn hex(text: &str) -> Vec<u8> {
    let pairs = (0..text.len()).step_by(2).map(|at| &text[at..at + 2]);
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}
