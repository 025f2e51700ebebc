//! What HTTP answers to the right and to the wrong (AC04, AC08, OP05, OP07).

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::demo::Demo;

async fn problem(response: reqwest::Response) -> (StatusCode, String) {
    let status = response.status();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/problem+json");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status.as_u16());
    (status, body["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn ac08_an_unknown_email_and_a_wrong_password_get_the_same_answer() {
    let demo = Demo::start().await;
    let url = format!("{}/api/v1/login", demo.guide.url);
    let log_in = |email: &str| {
        let body = json!({ "email": email, "password": "wrong-2026!" });
        Client::new().post(&url).header("x-rapport-csrf", "1").json(&body).send()
    };
    let known = problem(log_in(&demo.ann().email).await.unwrap()).await;
    let unknown = problem(log_in("nobody@demo.example").await.unwrap()).await;
    assert_eq!(known, (StatusCode::UNAUTHORIZED, "wrong-login".to_owned()));
    assert_eq!(known, unknown);
}

#[tokio::test]
async fn op07_bad_requests_get_a_problem_with_a_stable_code() {
    let demo = Demo::start().await;
    let url = |path: &str| format!("{}{path}", demo.guide.url);
    let client = Client::new();
    let post = |path: &str, body: &'static str| {
        let request = client.post(url(path)).header("x-rapport-csrf", "1");
        request.header("content-type", "application/json").body(body).send()
    };
    let cases = [
        (post("/api/v1/login", "{").await, "bad-request"),
        (post("/api/v1/login", r#"{"email":"a"}"#).await, "bad-request"),
        (
            post("/api/v1/login", r#"{"email":"a","password":"b","role":"admin"}"#).await,
            "bad-request",
        ),
        (client.post(url("/api/v1/login")).send().await, "foreign-origin"),
        (client.get(url("/api/v1/me")).send().await, "not-signed-in"),
        (
            client.get(url("/api/v1/me")).header("cookie", "rapport=zz").send().await,
            "not-signed-in",
        ),
        (client.get(url("/api/v1/records")).send().await, "not-signed-in"),
        (client.get(url("/api/v1/widget/unknown")).send().await, "unknown-widget"),
        (client.get(url("/api/v1/nothing")).send().await, "not-found"),
        (client.delete(url("/api/v1/login")).send().await, "method-not-allowed"),
    ];
    for (response, code) in cases {
        assert_eq!(problem(response.unwrap()).await.1, code);
    }
    let other_site = client.post(url("/api/v1/login")).header("x-rapport-csrf", "1");
    let other_site = other_site.header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(problem(other_site).await.1, "foreign-origin");
}

#[tokio::test]
async fn op05_health_readiness_metrics_and_the_document_are_there() {
    let demo = Demo::start().await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        let response = reqwest::get(format!("{}{path}", demo.guide.url)).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
    }
    let document = reqwest::get(format!("{}/api/openapi.json", demo.guide.url)).await.unwrap();
    let document: Value = document.json().await.unwrap();
    assert!(document["paths"]["/api/v1/login"]["post"].is_object());
}

#[tokio::test]
async fn answers_are_kept_by_nobody_and_only_the_widget_is_for_other_sites() {
    let demo = Demo::start().await;
    for (path, whose) in [
        ("/api/v1/me", "same-origin"),
        ("/api/openapi.json", "same-origin"),
        ("/widget/frame", "cross-origin"),
        ("/widget.js", "cross-origin"),
    ] {
        let response = reqwest::get(format!("{}{path}", demo.guide.url)).await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("cross-origin-resource-policy"), whose, "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn no_page_makes_script_from_text() {
    let demo = Demo::start().await;
    for path in ["/login", "/demo", "/widget/frame"] {
        let response = reqwest::get(format!("{}{path}", demo.guide.url)).await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("require-trusted-types-for 'script'"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn ac13_a_browser_that_logs_out_forgets_what_it_has_shown() {
    let demo = Demo::start().await;
    let ann = Browser::of(&demo.guide, demo.ann()).await;
    let gone = ann.request(Method::POST, "/api/v1/logout").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(gone.headers()["clear-site-data"], "\"cache\"");
}

#[tokio::test]
async fn a_taken_port_is_fatal_and_names_the_flag() {
    let demo = Demo::start().await;
    let http = demo.guide.url.trim_start_matches("http://").to_owned();
    let other = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(["demo", &format!("--http={http}"), &format!("--data={}", other.display())])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("--http"), "{said}");
}
