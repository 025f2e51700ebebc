//! Changing, forgetting and resetting a password (AC08, AC09, AC10, AC12).

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use robot::Agent;
use serde_json::json;
use wire::workspace::ServerFrame;

use crate::browser::{Browser, code};
use crate::demo::{Demo, SOON};
use crate::members::outbox;

const CHOSEN: &str = "orchard-7-kite";

#[tokio::test]
async fn ac10_a_change_that_is_wrong_says_what_is_wrong() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let old = demo.ann().password.as_str();
    let change = async |current: &str, new: &str, confirm: &str| {
        let wish = json!({ "current": current, "new": new, "confirm": confirm });
        ann.put("/api/v1/password", wish).await
    };
    assert_eq!(code(&change("wrong", CHOSEN, CHOSEN).await), (403, "wrong-current-password"));
    assert_eq!(code(&change(old, CHOSEN, "other-7-kite").await), (400, "password-mismatch"));
    assert_eq!(code(&change(old, old, old).await), (400, "password-unchanged"));
    let weak = change(old, "abcdefgh!", "abcdefgh!").await;
    assert_eq!(code(&weak), (400, "password-weak"));
    assert!(weak.1["detail"].as_str().unwrap().contains("digit"), "{}", weak.1);
    let long = "abcdefghij123456789!x";
    let refused = change(old, long, long).await;
    assert_eq!(code(&refused), (400, "password-weak"));
    assert!(refused.1["detail"].as_str().unwrap().contains("yours has 21"), "{}", refused.1);
    assert_eq!(ann.log_in(&demo.ann().email, old).await.0, StatusCode::OK, "all was refused");

    let common = change(old, "Password1!", "Password1!").await;
    assert_eq!((common.0, &common.1["common"]), (StatusCode::OK, &json!(true)), "AC12: warned");
}

#[tokio::test]
async fn ac10_a_change_keeps_this_login_ends_the_others_and_is_told_by_mail() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let elsewhere = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let mut frames = elsewhere.follow().unwrap();
    let old = demo.ann().password.as_str();
    let wish = json!({ "current": old, "new": CHOSEN, "confirm": CHOSEN });
    let changed = Instant::now();
    assert_eq!(ann.put("/api/v1/password", wish).await.0, StatusCode::OK);
    let shown_out = async {
        while let Some(frame) = frames.recv().await {
            if matches!(frame, ServerFrame::LoggedOut) {
                return;
            }
        }
    };
    tokio::time::timeout(SOON, shown_out).await.expect("the other login's socket is closed");
    println!("the other login's socket closed after {:?}", changed.elapsed());
    assert_eq!(ann.get("/api/v1/me").await.0, StatusCode::OK);
    let logins = ann.get("/api/v1/logins").await.1;
    assert_eq!(logins["logins"].as_array().unwrap().len(), 1);
    assert!(outbox(&ann, &demo.ann().email).await.contains("was changed"));
    let other = Browser::new(&demo.guide.url);
    assert_eq!(code(&other.log_in(&demo.ann().email, old).await), (401, "wrong-login"));
}

#[tokio::test]
async fn ac09_a_forgotten_password_is_reset_once_by_a_mailed_link() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let stranger = Browser::new(&demo.guide.url);
    let forgot = |email: &str| stranger.post("/api/v1/password/forgot", json!({ "email": email }));
    let known = forgot("ANN@demo.example").await;
    assert_eq!(known, forgot("whoever@demo.example").await, "the same answer");
    assert_eq!(known.0, StatusCode::ACCEPTED);
    let mail = outbox(&stranger, &demo.ann().email).await;
    let link = mail.lines().find(|line| line.contains("/reset#")).unwrap();
    let token = link.split_once('#').unwrap().1;
    let (_, target) = stranger.post("/api/v1/password/link", json!({ "token": token })).await;
    assert_eq!(target["email"], demo.ann().email.as_str());
    let reset = |token: &str, new: &str| {
        let wish = json!({ "token": token, "new": new, "confirm": new });
        stranger.post("/api/v1/password/reset", wish)
    };
    assert_eq!(code(&reset(&"0".repeat(64), CHOSEN).await), (410, "link-invalid"));
    assert_eq!(code(&reset(token, "weak").await), (400, "password-weak"));
    assert_eq!(reset(token, CHOSEN).await.0, StatusCode::OK, "a weak try has not used it up");
    assert_eq!(code(&reset(token, "other-7-kite").await), (410, "link-invalid"));
    assert_eq!(code(&ann.get("/api/v1/me").await), (401, "not-signed-in"));
    assert_eq!(ann.log_in(&demo.ann().email, CHOSEN).await.0, StatusCode::OK);
}

#[tokio::test]
async fn ac09_the_console_prints_a_link_while_the_server_runs() {
    let demo = Demo::start().await;
    let console = |email: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rapport"));
        command.args(["reset-password", email, &format!("--data={}", demo.data.display())]);
        command.output().unwrap()
    };
    let unknown = console("whoever@demo.example");
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("nobody signs in as"));
    let printed = console(&demo.ann().email);
    let said = String::from_utf8(printed.stdout).unwrap();
    let link = said.lines().find(|line| line.starts_with(&demo.guide.url)).unwrap();
    let token = link.split_once("/reset#").unwrap().1;
    let browser = Browser::new(&demo.guide.url);
    let wish = json!({ "token": token, "new": CHOSEN, "confirm": CHOSEN });
    assert_eq!(browser.post("/api/v1/password/reset", wish).await.0, StatusCode::OK);
    assert_eq!(browser.log_in(&demo.ann().email, CHOSEN).await.0, StatusCode::OK);
}

#[tokio::test]
async fn ac12_the_admin_chooses_the_policy_and_the_checklist_follows() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let check =
        |password: &str| ann.post("/api/v1/password/check", json!({ "password": password }));
    let (_, verdict) = check("Password1!").await;
    assert_eq!((&verdict["acceptable"], &verdict["length"]), (&json!(true), &json!(10)));
    let settings = json!({ "password_policy": "passphrase", "totp_required": [] });
    let put = admin.put("/api/v1/settings/accounts", settings.clone()).await;
    assert_eq!(put, (StatusCode::OK, settings));
    let (_, verdict) = check("Password1!").await;
    assert_eq!((&verdict["acceptable"], &verdict["policy"]["min"]), (&json!(false), &json!(12)));
    assert_eq!(check("ann@demo.example").await.1["acceptable"], false, "her own e-mail");
    assert_eq!(check("orchard violin seventeen").await.1["acceptable"], true);
    // What was chosen before stays good.
    assert_eq!(ann.log_in(&demo.ann().email, &demo.ann().password).await.0, StatusCode::OK);
    let nobody = Browser::new(&demo.guide.url);
    let refused = nobody.post("/api/v1/password/check", json!({ "password": "x" })).await;
    assert_eq!(code(&refused), (401, "not-signed-in"));
}

#[tokio::test]
async fn ac12_an_over_long_password_is_refused_in_plain_words_and_never_cut() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let old = demo.ann().password.as_str();
    let change = async |new: &str| {
        let wish = json!({ "current": old, "new": new, "confirm": new });
        ann.put("/api/v1/password", wish).await
    };
    for length in [21, 72, 129, 1025, 5000] {
        let long = format!("{}7!", "x".repeat(length - 2));
        let refused = change(&long).await;
        assert_eq!(code(&refused), (400, "password-weak"), "{length}");
        let told = refused.1["detail"].as_str().unwrap();
        let wanted = format!("20 characters at most, yours has {length}");
        assert!(told.contains(&wanted), "{told}");
        let checked = ann.post("/api/v1/password/check", json!({ "password": long })).await;
        let rule = json!({ "rule": "not-too-long", "met": false });
        assert!(checked.1["rules"].as_array().unwrap().contains(&rule), "{}", checked.1);
    }
    let longest = "abcdefghij12345678!x";
    assert_eq!(change(longest).await.0, StatusCode::OK);
    let log_in = async |password: &str| {
        Browser::new(&demo.guide.url).log_in(&demo.ann().email, password).await
    };
    for wrong in [&longest[..19], &longest[..8], &format!("{longest}x"), &longest.repeat(60)] {
        assert_eq!(code(&log_in(wrong).await), (401, "wrong-login"), "{wrong}");
    }
    assert_eq!(log_in(longest).await.0, StatusCode::OK);
}

/// The work is the same, whoever is asked for: each try is one verification. The medians are printed; on a shared machine
/// they decide nothing.
#[tokio::test]
async fn ac08_an_unknown_e_mail_costs_the_same_work_as_a_wrong_password() {
    let demo = Demo::start().await;
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..18 {
        // Below the limit for one account; unknown ones are as many accounts. Neither is always the first of a pair.
        let known = (n / 2 + n) % 2 == 0;
        let email = if known { demo.ann().email.clone() } else { format!("{n}@x.example") };
        let before = hashes(&demo).await;
        let browser = Browser::new(&demo.guide.url);
        let asked = Instant::now();
        let refused = browser.log_in(&email, "wrong-2026!").await;
        times[usize::from(known)].push(asked.elapsed());
        assert_eq!(code(&refused), (401, "wrong-login"));
        assert_eq!(hashes(&demo).await - before, 1, "known: {known}");
    }
    let [unknown, known] = times.map(|mut times| {
        assert_eq!(times.len(), 9);
        times.sort();
        times[times.len() / 2]
    });
    println!("median of a wrong password {known:?}, of an unknown e-mail {unknown:?}");
}

/// What is said and what is asked of the store is the same as well: no answer and no work depends on there being an account.
#[tokio::test]
async fn ac08_an_unknown_e_mail_gets_the_same_answer_for_the_same_questions_to_the_store() {
    let demo = Demo::with(&["--log=info,sqlx::query=debug"]).await;
    // The browser is known, if to somebody else: whose it is, is asked as well.
    let stranger = Browser::of(&demo.guide, demo.leo()).await;
    let mut seen = Vec::new();
    for email in [demo.ann().email.as_str(), "whoever@demo.example"] {
        let before = demo.log().len();
        let body = json!({ "email": email, "password": "wrong-2026!" });
        let request = stranger.request(Method::POST, "/api/v1/login").json(&body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let names: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
        let text = answer.text().await.unwrap();
        let log = demo.log();
        let asked: Vec<&str> = log[before..].lines().filter_map(question).collect();
        let asked: Vec<String> = asked.into_iter().map(str::to_owned).collect();
        assert!(asked.len() >= 2, "the account and the device: {asked:?}");
        seen.push((status, names, text, asked));
    }
    assert_eq!(seen[0], seen[1]);
}

/// A statement about accounts, without what came of it and how long it took. What is deleted is too old; the house is swept
/// beside the requests.
fn question(line: &str) -> Option<&str> {
    let (_, statement) = line.split_once("db.statement=")?;
    let statement = statement.split(" rows_affected=").next()?;
    let of_accounts = ["member", "known_device", "login", "totp"];
    let one = of_accounts.iter().any(|table| statement.contains(table));
    (one && !statement.contains("DELETE FROM")).then_some(statement)
}

async fn hashes(demo: &Demo) -> u64 {
    let text = reqwest::get(format!("{}/metrics", demo.guide.url)).await.unwrap().text().await;
    let text = text.unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("rapport_password_hashes_total "));
    line.map_or(0, |count| count.parse().unwrap())
}

#[tokio::test]
async fn ac08_the_eleventh_wrong_try_waits_and_a_known_device_and_others_do_not() {
    let demo = Demo::start().await;
    let hers = Browser::of(&demo.guide, demo.ann()).await;
    let stranger = Browser::new(&demo.guide.url);
    for _ in 0..10 {
        let refused = stranger.log_in(&demo.ann().email, "wrong").await;
        assert_eq!(code(&refused), (401, "wrong-login"));
    }
    let body = json!({ "email": demo.ann().email, "password": demo.ann().password });
    let request = stranger.request(Method::POST, "/api/v1/login").json(&body);
    let held = request.send().await.unwrap();
    assert_eq!(held.status(), StatusCode::TOO_MANY_REQUESTS, "even with the right password");
    let wait: u64 = held.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
    let before = hashes(&demo).await;
    let again = stranger.log_in(&demo.ann().email, "wrong").await;
    assert_eq!(code(&again), (429, "too-many-attempts"));
    assert_eq!(hashes(&demo).await, before, "who waits costs no hash");

    // The same address: an office.
    assert_eq!(stranger.log_in(&demo.leo().email, &demo.leo().password).await.0, StatusCode::OK);
    let entered = hers.log_in(&demo.ann().email, &demo.ann().password).await;
    assert_eq!(entered.0, StatusCode::OK, "a known device");
}

#[tokio::test]
async fn ac08_an_unknown_e_mail_waits_as_a_known_one_does() {
    let demo = Demo::start().await;
    let stranger = Browser::new(&demo.guide.url);
    let told = async |email: &str| {
        let mut codes = Vec::new();
        for _ in 0..11 {
            let refused = stranger.log_in(email, "wrong").await;
            codes.push((refused.0, refused.1["code"].clone(), refused.1["title"].clone()));
        }
        codes
    };
    let unknown = told("whoever@demo.example").await;
    assert_eq!(unknown[10].0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(unknown, told(&demo.ann().email).await);
}

#[tokio::test]
async fn ac08_a_hundred_failures_from_one_address_hold_it_back_and_no_known_device() {
    let demo = Demo::start().await;
    let hers = Browser::of(&demo.guide, demo.ann()).await;
    let stranger = Browser::new(&demo.guide.url);
    // Links that are asked for count as failed logins do, and cost no hash.
    for n in 0..100 {
        let email = format!("{n}@x.example");
        let asked = stranger.post("/api/v1/password/forgot", json!({ "email": email })).await;
        assert_eq!(asked.0, StatusCode::ACCEPTED, "{n}");
    }
    let more = json!({ "email": "one-more@x.example" });
    let held = stranger.post("/api/v1/password/forgot", more).await;
    assert_eq!(code(&held), (429, "too-many-attempts"));
    let body = json!({ "email": demo.leo().email, "password": demo.leo().password });
    let request = stranger.request(Method::POST, "/api/v1/login").json(&body);
    let held = request.send().await.unwrap();
    assert_eq!(held.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = held.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&wait), "{wait}");
    let entered = hers.log_in(&demo.ann().email, &demo.ann().password).await;
    assert_eq!(entered.0, StatusCode::OK, "a known device");
}

#[tokio::test]
async fn ac09_a_link_is_good_for_30_minutes() {
    let mut demo = Demo::start().await;
    let stranger = Browser::new(&demo.guide.url);
    let asked = json!({ "email": demo.ann().email });
    let before = now();
    stranger.post("/api/v1/password/forgot", asked).await;
    let mail = outbox(&stranger, &demo.ann().email).await;
    let after = now();
    let link = mail.lines().find(|line| line.contains("/reset#")).unwrap();
    let token = link.split_once('#').unwrap().1;
    let (_, target) = stranger.post("/api/v1/password/link", json!({ "token": token })).await;
    let until = Duration::from_millis(target["until"].as_u64().unwrap());
    let half_an_hour = Duration::from_mins(30);
    assert!((before + half_an_hour..=after + half_an_hour).contains(&until), "{until:?}");
    demo.run_sql("UPDATE one_time_link SET expires = 1").await;
    let wish = json!({ "token": token, "new": CHOSEN, "confirm": CHOSEN });
    let refused = stranger.post("/api/v1/password/reset", wish).await;
    assert_eq!(code(&refused), (410, "link-invalid"));
}

/// The server's clock counts whole milliseconds.
fn now() -> Duration {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Duration::from_millis(u64::try_from(now.as_millis()).unwrap())
}

#[tokio::test]
async fn ac03_a_first_password_is_good_for_72_hours() {
    let mut demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let wish = crate::members::form("kim@x.example", &["agent"]);
    let (_, made) = admin.post("/api/v1/members", wish).await;
    let until = made["member"]["password_until"].as_u64().unwrap();
    let created = made["member"]["created"].as_u64().unwrap();
    assert_eq!(Duration::from_millis(until - created), Duration::from_hours(72));
    let mail = outbox(&admin, "kim@x.example").await;
    let password = crate::smtpd::line(&mail, "Password:");
    demo.run_sql("UPDATE member SET password_until = 1 WHERE login_name = 'kim@x.example'").await;
    let kim = Browser::new(&demo.guide.url);
    assert_eq!(code(&kim.log_in("kim@x.example", &password).await), (403, "password-expired"));
    assert_eq!(code(&kim.log_in("kim@x.example", "wrong").await), (401, "wrong-login"));
}
