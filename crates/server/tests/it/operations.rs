//! Every operation and every role: who is let pass and who is not. An operation without a row fails.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::demo::Demo;
use crate::members::{form, outbox};
use crate::smtpd::line;

/// Who asks, in the order of the columns: nobody, a member who must change the password first, an agent, a supervisor, an admin.
const COLUMNS: usize = 5;
const ALL: &str = "+++++";
/// Whoever is signed in, also with something due.
const LOGIN: &str = "-++++";
/// Not before that is done.
const READY: &str = "-!+++";
const ADMIN: &str = "-!xx+";

/// Open for all that are signed in would be `-++++`: `+` passes, `-` is not signed in, `!` has something due, `x` may not.
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/healthz", ALL),
    ("GET", "/readyz", ALL),
    ("GET", "/metrics", ALL),
    ("GET", "/api/v1/demo", ALL),
    ("GET", "/api/v1/demo/outbox", ALL),
    ("GET", "/api/v1/demo/rush-hour", ALL),
    ("POST", "/api/v1/demo/rush-hour", ALL),
    // Stops what the row before has started.
    ("DELETE", "/api/v1/demo/rush-hour", ALL),
    ("GET", "/api/v1/widget/live", ALL),
    ("GET", "/api/v1/widget/{key}", ALL),
    ("GET", "/api/v1/widget/{key}/satisfaction", ALL),
    ("POST", "/api/v1/widget/{key}/customers", ALL),
    ("GET", "/api/v1/widget/{key}/attachments", ALL),
    ("POST", "/api/v1/widget/{key}/attachments", ALL),
    ("GET", "/api/v1/widget/{key}/attachments/{id}/upload", ALL),
    ("PUT", "/api/v1/widget/{key}/attachments/{id}/upload", ALL),
    ("GET", "/api/v1/widget/{key}/attachments/{id}", ALL),
    ("POST", "/api/v1/setup", ALL),
    ("POST", "/api/v1/setup/link", ALL),
    ("POST", "/api/v1/login", ALL),
    ("POST", "/api/v1/password/forgot", ALL),
    ("POST", "/api/v1/password/link", ALL),
    ("POST", "/api/v1/password/reset", ALL),
    // It looks for a login or a link by itself, once it knows which; AC12's test asks without either.
    ("POST", "/api/v1/password/check", ALL),
    ("GET", "/api/v1/me", LOGIN),
    ("PUT", "/api/v1/password", LOGIN),
    ("GET", "/api/v1/totp", LOGIN),
    ("POST", "/api/v1/totp", LOGIN),
    ("POST", "/api/v1/totp/confirm", LOGIN),
    ("POST", "/api/v1/totp/end", READY),
    ("PUT", "/api/v1/login/application", READY),
    ("GET", "/api/v1/logins", READY),
    ("DELETE", "/api/v1/logins", READY),
    ("DELETE", "/api/v1/logins/{id}", READY),
    ("GET", "/api/v1/live", READY),
    ("GET", "/api/v1/records", READY),
    ("GET", "/api/v1/records/choices", READY),
    ("GET", "/api/v1/records/{id}", READY),
    ("GET", "/api/v1/recordings/{id}", READY),
    ("GET", "/api/v1/recordings/{id}/peaks", READY),
    ("GET", "/api/v1/attachments", READY),
    ("POST", "/api/v1/attachments", READY),
    ("GET", "/api/v1/attachments/{id}/upload", READY),
    ("PUT", "/api/v1/attachments/{id}/upload", READY),
    ("GET", "/api/v1/attachments/{id}", READY),
    ("GET", "/api/v1/telephone", READY),
    ("GET", "/api/v1/canned-replies", READY),
    ("GET", "/api/v1/voicemails", READY),
    ("POST", "/api/v1/voicemails/{id}/claim", READY),
    ("DELETE", "/api/v1/voicemails/{id}/claim", READY),
    ("POST", "/api/v1/voicemails/{id}/done", READY),
    ("GET", "/api/v1/voicemails/{id}/sound", READY),
    ("GET", "/api/v1/members", ADMIN),
    ("POST", "/api/v1/members", ADMIN),
    ("GET", "/api/v1/members/{id}", ADMIN),
    ("PUT", "/api/v1/members/{id}", ADMIN),
    ("POST", "/api/v1/members/{id}/disable", ADMIN),
    ("POST", "/api/v1/members/{id}/enable", ADMIN),
    ("POST", "/api/v1/members/{id}/access", ADMIN),
    ("POST", "/api/v1/members/{id}/log-out", ADMIN),
    ("DELETE", "/api/v1/members/{id}/totp", ADMIN),
    ("GET", "/api/v1/settings/accounts", ADMIN),
    ("PUT", "/api/v1/settings/accounts", ADMIN),
    ("GET", "/api/v1/flows", ADMIN),
    ("GET", "/api/v1/flows/choices", ADMIN),
    ("POST", "/api/v1/flows/check", ADMIN),
    ("GET", "/api/v1/flows/{id}", ADMIN),
    ("PUT", "/api/v1/flows/{id}", ADMIN),
    ("DELETE", "/api/v1/flows/{id}", ADMIN),
    ("PUT", "/api/v1/canned-replies/{id}", ADMIN),
    ("DELETE", "/api/v1/canned-replies/{id}", ADMIN),
    ("GET", "/api/v1/hours", ADMIN),
    ("PUT", "/api/v1/hours/{id}", ADMIN),
    ("DELETE", "/api/v1/hours/{id}", ADMIN),
    ("GET", "/api/v1/prompts", ADMIN),
    ("POST", "/api/v1/prompts", ADMIN),
    ("GET", "/api/v1/prompts/{id}/sound", ADMIN),
    ("DELETE", "/api/v1/prompts/{id}", ADMIN),
    ("GET", "/api/v1/numbers", ADMIN),
    ("PUT", "/api/v1/numbers/{id}/flow", ADMIN),
    ("GET", "/api/v1/sip-phones", ADMIN),
    ("POST", "/api/v1/sip-phones", ADMIN),
    ("PUT", "/api/v1/sip-phones/{id}", ADMIN),
    ("DELETE", "/api/v1/sip-phones/{id}", ADMIN),
    ("POST", "/api/v1/sip-phones/{id}/password", ADMIN),
    ("GET", "/api/v1/groups/{id}/flows", ADMIN),
    ("PUT", "/api/v1/groups/{id}/flows", ADMIN),
    ("GET", "/api/v1/groups/{id}/calls", ADMIN),
    ("PUT", "/api/v1/groups/{id}/calls", ADMIN),
    ("GET", "/api/v1/settings/calls", ADMIN),
    ("PUT", "/api/v1/settings/calls", ADMIN),
    ("GET", "/api/v1/settings/chats", ADMIN),
    ("PUT", "/api/v1/settings/chats", ADMIN),
    ("GET", "/api/v1/settings/satisfaction", ADMIN),
    ("PUT", "/api/v1/settings/satisfaction", ADMIN),
    ("GET", "/api/v1/channels", ADMIN),
    ("PUT", "/api/v1/channels/{id}", ADMIN),
    ("POST", "/api/v1/channels/{id}/secrets", ADMIN),
    ("DELETE", "/api/v1/channel-secrets/{id}", ADMIN),
    ("GET", "/api/v1/audit", ADMIN),
    // The last, because it ends the login that asks.
    ("POST", "/api/v1/logout", LOGIN),
];

#[tokio::test]
async fn every_operation_lets_pass_whom_its_row_says_and_none_lacks_a_row() {
    let demo = Demo::start().await;
    let document = reqwest::get(format!("{}/api/openapi.json", demo.guide.url)).await.unwrap();
    let document: Value = document.json().await.unwrap();
    let known: BTreeSet<_> =
        TABLE.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(operations(&document), known, "a row in this table for each operation");

    let browsers = browsers(&demo).await;
    for (method, path, row) in TABLE {
        let row: Vec<char> = row.chars().collect();
        for (browser, expected) in browsers.iter().zip(row) {
            let found = asked(browser, method, path).await;
            assert_eq!(found, expected, "{method} {path}");
        }
    }
}

/// W21: a page of another site can make a browser send a request, but no header of ours.
#[tokio::test]
async fn w21_every_operation_that_changes_something_wants_a_page_of_ours() {
    let demo = Demo::start().await;
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    for (method, path, _) in TABLE.iter().filter(|(method, ..)| *method != "GET") {
        let response = admin.foreign(method.parse().unwrap(), path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {path}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["code"], "foreign-origin", "{method} {path}");
    }
}

fn operations(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        let methods = methods.filter(|method| !matches!(method.as_str(), "parameters"));
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    each.collect()
}

async fn browsers(demo: &Demo) -> [Browser; COLUMNS] {
    let admin = Browser::of(&demo.guide, demo.ada()).await;
    let supervisor = newcomer(demo, &admin, "sue@x.example", "supervisor").await;
    let chosen =
        json!({ "current": supervisor.1, "new": "orchard-7-kite", "confirm": "orchard-7-kite" });
    assert_eq!(supervisor.0.put("/api/v1/password", chosen).await.0, StatusCode::OK);
    // An admin by role, to whom the due change comes first.
    let due = newcomer(demo, &admin, "kim@x.example", "admin").await.0;
    let agent = Browser::of(&demo.guide, demo.ann()).await;
    [Browser::new(&demo.guide.url), due, agent, supervisor.0, admin]
}

async fn newcomer(demo: &Demo, admin: &Browser, email: &str, role: &str) -> (Browser, String) {
    let made = admin.post("/api/v1/members", form(email, &[role])).await;
    assert_eq!(made.0, StatusCode::CREATED, "{}", made.1);
    let password = line(&outbox(admin, email).await, "Password:");
    let browser = Browser::new(&demo.guide.url);
    assert_eq!(browser.log_in(email, &password).await.0, StatusCode::OK);
    (browser, password)
}

/// Who is let pass is told what is wrong with an empty request, or that there is nothing: nothing is done.
async fn asked(browser: &Browser, method: &str, path: &str) -> char {
    let path = path.replace("{id}", &uuid::Uuid::now_v7().to_string()).replace("{key}", "none");
    let method: Method = method.parse().unwrap();
    let mut request = browser.request(method.clone(), &path);
    if method == Method::POST || method == Method::PUT {
        request = request.json(&json!({ "nonsense": true }));
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap_or(Value::Null);
    match (status, body["code"].as_str().unwrap_or_default()) {
        (401, "not-signed-in") => '-',
        (403, "password-change-required") => '!',
        (403, "not-allowed") => 'x',
        (401 | 403, other) => unreachable!("{path}: {status} {other}"),
        _ => '+',
    }
}
