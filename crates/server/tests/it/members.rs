//! Members made by an admin, and their first days (AC01, AC02, AC03, AD01, F65).

use std::time::Duration;

use data_encoding::BASE64;
use reqwest::StatusCode;
use robot::{Account, Agent};
use serde_json::{Value, json};
use wire::command::MemberCommand;
use wire::workspace::Label;

use crate::browser::{Browser, code};
use crate::demo::{Demo, SOON};
use crate::smtpd::{self, Smtpd, line};

const CHOSEN: &str = "orchard-7-kite";

pub(crate) fn form(email: &str, roles: &[&str]) -> Value {
    json!({ "name": "Kim Reed", "nickname": "Kim", "email": email, "roles": roles })
}

async fn with_smtp(smtpd: &Smtpd) -> Demo {
    let flags = smtpd.flags();
    Demo::with(&flags.each_ref().map(String::as_str)).await
}

/// Makes a member and waits for the mailed password.
async fn invited(smtpd: &Smtpd, admin: &Browser, email: &str, roles: &[&str]) -> (Value, String) {
    let (status, body) = admin.post("/api/v1/members", form(email, roles)).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    assert!(body.get("password").is_none(), "mailed, not shown");
    let mails = smtpd.mails_to(email, 1).await;
    (body["member"].clone(), line(&mails[0], "Password:"))
}

#[tokio::test]
async fn ac02_ac03_a_mailed_password_opens_once_and_must_be_changed() {
    let smtpd = Smtpd::start().await;
    let demo = with_smtp(&smtpd).await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let (member, mailed) = invited(&smtpd, &admin, "kim@x.example", &["agent"]).await;
    assert_eq!(mailed.chars().count(), 16);
    let mail = &smtpd.mails_to("kim@x.example", 1).await[0];
    assert!(mail.contains("From: Desk <desk@x.example>"), "{mail}");
    assert!(mail.contains(&format!("{}/login", demo.guide.url)), "{mail}");

    let kim = Browser::new(&demo.guide.url);
    let (status, myself) = kim.log_in("KIM@x.example", &mailed).await;
    assert_eq!((status, &myself["due"]), (StatusCode::OK, &json!("change-password")));
    for path in ["/api/v1/records", "/api/v1/logins", "/api/v1/live", "/api/v1/members"] {
        assert_eq!(code(&kim.get(path).await), (403, "password-change-required"), "{path}");
    }
    let wish = json!({ "current": mailed, "new": CHOSEN, "confirm": CHOSEN });
    assert_eq!(kim.put("/api/v1/password", wish).await.0, StatusCode::OK);
    assert_eq!(kim.get("/api/v1/records").await.0, StatusCode::OK, "the same login goes on");
    let (_, myself) = kim.get("/api/v1/me").await;
    assert_eq!(myself.get("due"), None);

    let again = Browser::new(&demo.guide.url);
    assert_eq!(code(&again.log_in("kim@x.example", &mailed).await), (401, "wrong-login"));
    assert_eq!(again.log_in("kim@x.example", CHOSEN).await.0, StatusCode::OK);
    let shown = admin.get(&format!("/api/v1/members/{}", member["id"].as_str().unwrap())).await.1;
    assert_eq!((&shown["account"], &shown["mail"]["delivery"]), (&json!("active"), &json!("sent")));
    assert!(!demo.log().contains(&mailed), "a password stands in the log");
    assert!(!demo.log().contains(CHOSEN), "a password stands in the log");
}

#[tokio::test]
async fn ac02_without_mail_the_password_is_told_once() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    // The demo keeps its mails, so that all can read them.
    let (status, body) = admin.post("/api/v1/members", form("kim@x.example", &["agent"])).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    let mail = outbox(&admin, "kim@x.example").await;
    let kim = Browser::new(&demo.guide.url);
    let entered = kim.log_in("kim@x.example", &line(&mail, "Password:")).await;
    assert_eq!(entered.0, StatusCode::OK);

    let id = body["member"]["id"].as_str().unwrap();
    let access = |by: &str| json!({ "by": by });
    let path = format!("/api/v1/members/{id}/access");
    let (status, given) = admin.post(&path, access("link")).await;
    assert_eq!(status, StatusCode::OK, "{given}");
    let link = given["link"].as_str().unwrap().to_owned();
    assert!(given.get("password").is_none());
    assert_eq!(code(&kim.get("/api/v1/me").await), (401, "not-signed-in"), "all logins ended");
    let token = link.split_once('#').unwrap().1;
    let wish = json!({ "token": token, "new": CHOSEN, "confirm": CHOSEN });
    assert_eq!(kim.post("/api/v1/password/reset", wish.clone()).await.0, StatusCode::OK);
    assert_eq!(code(&kim.post("/api/v1/password/reset", wish).await), (410, "link-invalid"));
    assert_eq!(kim.log_in("kim@x.example", CHOSEN).await.0, StatusCode::OK);
}

/// The text of the last mail to `to`.
pub(crate) async fn outbox(browser: &Browser, to: &str) -> String {
    let started = tokio::time::Instant::now();
    loop {
        let (_, body) = browser.get("/api/v1/demo/outbox").await;
        let mails = body["mails"].as_array().unwrap();
        if let Some(mail) = mails.iter().find(|mail| mail["to"] == to) {
            return mail["text"].as_str().unwrap().to_owned();
        }
        assert!(started.elapsed() < SOON, "no mail to {to} came");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn ac01_an_e_mail_is_one_account_whatever_its_case() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let made = admin.post("/api/v1/members", form("kim@x.example", &["agent"])).await;
    assert_eq!(made.0, StatusCode::CREATED);
    let again = admin.post("/api/v1/members", form("Kim@X.example", &["agent"])).await;
    assert_eq!(code(&again), (409, "email-taken"));
    for (wrong, word) in [
        (form("kim", &["agent"]), "email-invalid"),
        (form("lee@x.example", &[]), "role-missing"),
        (json!({ "name": " ", "email": "lee@x.example", "roles": ["agent"] }), "name-missing"),
        (json!({ "name": "Lee", "email": "lee@x.example", "roles": ["owner"] }), "bad-request"),
        (
            json!({ "name": "Lee", "email": "lee@x.example", "roles": ["agent"], "password": "x" }),
            "bad-request",
        ),
        (
            json!({ "name": "Lee", "email": "lee@x.example", "roles": ["agent"],
                "groups": [{ "group": uuid::Uuid::now_v7() }] }),
            "unknown-group",
        ),
    ] {
        let refused = admin.post("/api/v1/members", wrong).await;
        assert_eq!(code(&refused), (400, word), "{}", refused.1);
    }
    let (_, all) = admin.get("/api/v1/members").await;
    assert_eq!(all["members"].as_array().unwrap().len(), 4, "what was refused left nobody");
}

#[tokio::test]
async fn ad01_a_new_member_takes_contacts_without_a_restart_and_a_disabled_one_is_out_at_once() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let (_, all) = admin.get("/api/v1/members").await;
    let ann = all["members"].as_array().unwrap().iter().find(|one| one["name"] == "Ann Berg");
    let groups = ann.unwrap()["groups"].clone();
    let mut wish = form("kim@x.example", &["agent"]);
    wish["groups"] = groups;
    let (_, made) = admin.post("/api/v1/members", wish).await;
    let id = made["member"]["id"].as_str().unwrap().to_owned();
    let mailed = line(&outbox(&admin, "kim@x.example").await, "Password:");
    let browser = Browser::new(&demo.guide.url);
    browser.log_in("kim@x.example", &mailed).await;
    let chosen = json!({ "current": mailed, "new": CHOSEN, "confirm": CHOSEN });
    assert_eq!(browser.put("/api/v1/password", chosen).await.0, StatusCode::OK);

    let account = Account { email: "kim@x.example".to_owned(), password: CHOSEN.to_owned() };
    let mut kim = Agent::sign_in(&demo.guide, &account).await.unwrap();
    kim.obeyed(MemberCommand::GoOnline).await.unwrap();
    kim.until(SOON, "Available", |seen| seen.picture.me.label == Label::Available).await.unwrap();
    let mut frames = kim.follow().unwrap();

    let path = format!("/api/v1/members/{id}");
    let off = admin.post(&format!("{path}/disable"), json!({})).await;
    assert_eq!((off.0, &off.1["account"]), (StatusCode::OK, &json!("disabled")));
    let shown_out = async {
        while let Some(frame) = frames.recv().await {
            if matches!(frame, wire::workspace::ServerFrame::LoggedOut) {
                return;
            }
        }
    };
    tokio::time::timeout(SOON, shown_out).await.expect("the socket is told and closed");
    assert_eq!(code(&browser.get("/api/v1/me").await), (401, "not-signed-in"));
    assert_eq!(code(&browser.log_in("kim@x.example", CHOSEN).await), (403, "account-disabled"));
    assert_eq!(code(&browser.log_in("kim@x.example", "wrong").await), (401, "wrong-login"));

    let on = admin.post(&format!("{path}/enable"), json!({})).await;
    assert_eq!(on.1["account"], "active", "{}", on.1);
    assert_eq!(on.1["groups"].as_array().unwrap().len(), 2, "in the groups of before");
    let kim = Agent::sign_in(&demo.guide, &account).await.unwrap();
    kim.obeyed(MemberCommand::GoOnline).await.unwrap();
    let (_, log) = admin.get("/api/v1/audit").await;
    let rows = log["rows"].as_array().unwrap();
    let told: Vec<&str> = rows.iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(told, ["member-enabled", "member-disabled", "member-created"]);
    assert_eq!(rows[1]["by"]["name"], "Ada Moor");
    let changed = json!([{ "field": "disabled", "from": "false", "to": "true" }]);
    assert_eq!(rows[1]["changes"], changed);
}

#[tokio::test]
async fn ad01_the_last_admin_stays_admin() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let (_, me) = admin.get("/api/v1/me").await;
    let path = format!("/api/v1/members/{}", me["id"].as_str().unwrap());
    let demote = json!({ "name": "Ada Moor", "email": demo.ada().email, "roles": ["agent"] });
    assert_eq!(code(&admin.put(&path, demote.clone()).await), (409, "last-admin"));
    let disable = admin.post(&format!("{path}/disable"), json!({})).await;
    assert_eq!(code(&disable), (409, "last-admin"));
    let made = admin.post("/api/v1/members", form("kim@x.example", &["admin"])).await;
    assert_eq!(made.0, StatusCode::CREATED);
    assert_eq!(admin.put(&path, demote).await.0, StatusCode::OK);
    assert_eq!(code(&admin.get("/api/v1/members").await), (403, "not-allowed"), "from now on");
}

#[tokio::test]
async fn f65_a_mail_that_cannot_be_delivered_costs_no_member_and_says_why() {
    let smtpd = Smtpd::start().await;
    let demo = with_smtp(&smtpd).await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let made = admin.post("/api/v1/members", form("nobody@x.example", &["agent"])).await;
    assert_eq!(made.0, StatusCode::CREATED);
    let id = made.1["member"]["id"].as_str().unwrap();
    let mail = delivery(&admin, id, "failed").await;
    assert!(mail["why"].as_str().unwrap().contains("no such mailbox"), "{mail}");

    // A server that wants to be asked again is asked again.
    let (member, _) = invited(&smtpd, &admin, "later@x.example", &["agent"]).await;
    delivery(&admin, member["id"].as_str().unwrap(), "sent").await;

    // Sent again, with another password; the first is not good any more.
    let (member, first) = invited(&smtpd, &admin, "kim@x.example", &["agent"]).await;
    let path = format!("/api/v1/members/{}/access", member["id"].as_str().unwrap());
    assert_eq!(admin.post(&path, json!({ "by": "mail" })).await.0, StatusCode::OK);
    let mails = smtpd.mails_to("kim@x.example", 2).await;
    let passwords: Vec<String> = mails.iter().map(|mail| line(mail, "Password:")).collect();
    let second = passwords.iter().find(|password| **password != first).unwrap();
    let kim = Browser::new(&demo.guide.url);
    assert_eq!(code(&kim.log_in("kim@x.example", &first).await), (401, "wrong-login"));
    assert_eq!(kim.log_in("kim@x.example", second).await.0, StatusCode::OK);
}

#[tokio::test]
async fn f65_a_mail_waits_sealed_for_a_server_that_is_down_over_our_own_crash_and_then_goes() {
    let port = smtpd::free_port();
    let flags = smtpd::flags(port);
    let mut demo = Demo::with(&flags.each_ref().map(String::as_str)).await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let made = admin.post("/api/v1/members", form("kim@x.example", &["agent"])).await;
    assert_eq!(made.0, StatusCode::CREATED, "no mail server costs no member");
    let id = made.1["member"]["id"].as_str().unwrap();
    put_off(&admin, id).await;
    // What a stranger asks for meanwhile recalls nothing.
    let asked = json!({ "email": "kim@x.example" });
    Browser::new(&demo.guide.url).post("/api/v1/password/forgot", asked).await;
    let started = tokio::time::Instant::now();
    while demo.read_sql("SELECT delivery FROM mail").await != ["queued", "queued"] {
        assert!(started.elapsed() < SOON, "a link is on its way as well");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for body in demo.read_sql("SELECT body FROM job WHERE kind = 'mail'").await {
        let parcel: Value = serde_json::from_str(&body).unwrap();
        let sealed = BASE64.decode(parcel["sealed"].as_str().unwrap().as_bytes()).unwrap();
        let text = String::from_utf8_lossy(&sealed);
        assert!(!text.contains("Hello") && !text.contains("kim@x.example"), "a mail lies open");
    }

    demo.kill_9();
    let smtpd = Smtpd::on(port).await;
    demo.restart().await;
    let mails = smtpd.mails_to("kim@x.example", 2).await;
    assert!(mails.iter().any(|mail| mail.contains("/reset#")));
    let invitation = mails.iter().find(|mail| mail.contains("Password:")).unwrap();
    let sent = delivery(&admin, id, "sent").await;
    assert!(sent.get("why").is_none_or(Value::is_null), "{sent}");
    let kim = Browser::new(&demo.guide.url);
    let entered = kim.log_in("kim@x.example", &line(invitation, "Password:")).await;
    assert_eq!(entered.1["due"], "change-password");
}

#[tokio::test]
async fn f65_a_mail_server_that_cannot_prove_who_it_is_gets_no_password() {
    for smtpd in [Smtpd::unvouched().await, Smtpd::start().await] {
        let flags = smtpd.encrypted_flags();
        let demo = Demo::with(&flags.each_ref().map(String::as_str)).await;
        let admin = Browser::of(&demo.guide, demo.ada()).await;
        let made = admin.post("/api/v1/members", form("kim@x.example", &["agent"])).await;
        let why = put_off(&admin, made.1["member"]["id"].as_str().unwrap()).await;
        println!("no mail, because: {why}");
        assert!(why.to_lowercase().contains("certificate") || why.contains("STARTTLS"), "{why}");
        assert_eq!(smtpd.all(), [""; 0]);
    }
}

/// Waits until the member's mail is to be tried again; why it did not go.
async fn put_off(admin: &Browser, id: &str) -> String {
    let started = tokio::time::Instant::now();
    loop {
        let (_, member) = admin.get(&format!("/api/v1/members/{id}")).await;
        if let Some(why) = member["mail"]["why"].as_str() {
            assert_eq!(member["mail"]["delivery"], "queued", "{member}");
            return why.to_owned();
        }
        assert!(started.elapsed() < SOON, "{member}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn delivery(admin: &Browser, id: &str, wanted: &str) -> Value {
    let started = tokio::time::Instant::now();
    loop {
        let (_, member) = admin.get(&format!("/api/v1/members/{id}")).await;
        if member["mail"]["delivery"] == wanted {
            return member["mail"].clone();
        }
        assert!(started.elapsed() < 2 * SOON, "{member}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
