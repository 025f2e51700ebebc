//! AD08, DK14: what an admin sets of a chat channel, and the pages that may show it.

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Browser, code};
use crate::identity::{CHANNELS, Site};
use crate::page;

const SHOP: &str = "https://shop.example";
const EVIL: &str = "https://evil.example";

async fn from(site: &Site, path: &str, origin: &str) -> Response {
    let url = format!("{}{path}", site.demo.guide.url);
    Client::new().get(url).header("origin", origin).send().await.unwrap()
}

async fn frame_of(site: &Site, query: &str) -> String {
    let url = format!("{}/widget/{query}", site.demo.guide.url);
    let response = reqwest::get(url).await.unwrap();
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    let ancestors = policy.split("; ").find(|part| part.starts_with("frame-ancestors"));
    ancestors.unwrap().trim_end_matches(';').to_owned()
}

#[tokio::test]
async fn dk14_only_the_pages_of_the_list_read_the_widget_and_show_it() {
    let site = Site::open().await;
    let key = site.demo.guide.widget_key.clone();
    let path = format!("/api/v1/widget/{key}");
    let open = from(&site, &path, EVIL).await;
    assert_eq!(open.headers()["access-control-allow-origin"], "*", "an empty list is every page");
    assert_eq!(frame_of(&site, &format!("frame?key={key}")).await, "frame-ancestors *");

    let (status, put) = site.put(json!({ "origins": ["HTTPS://Shop.example:443/", SHOP] })).await;
    assert_eq!((status, &put["origins"]), (StatusCode::OK, &json!([SHOP])));
    let listed = from(&site, &path, SHOP).await;
    assert_eq!(listed.status(), StatusCode::OK);
    assert_eq!(listed.headers()["access-control-allow-origin"], SHOP);
    assert_eq!(listed.headers()["vary"], "Origin");
    for origin in [EVIL, "http://shop.example", "https://shop.example.evil.example", "null"] {
        let refused = from(&site, &path, origin).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{origin}");
        let problem: Value = refused.json().await.unwrap();
        assert_eq!(problem["code"], "origin-not-allowed", "{origin}");
    }
    let here = site.demo.guide.url.clone();
    assert_eq!(from(&site, &path, &here).await.status(), StatusCode::OK, "our own pages may");
    let shown_by = frame_of(&site, &format!("frame?key={key}")).await;
    assert_eq!(shown_by, format!("frame-ancestors 'self' {SHOP}"));
    // There is no way round it: neither another name of the page nor a key that nobody has.
    let round = format!("index.html?key={key}");
    assert_eq!(frame_of(&site, &round).await, "frame-ancestors 'none'");
    assert_eq!(frame_of(&site, "frame?key=unknown").await, "frame-ancestors 'self'");
    assert_eq!(frame_of(&site, "frame").await, "frame-ancestors 'self'");
}

#[tokio::test]
async fn dk14_a_frame_in_another_page_makes_no_customer_and_opens_no_socket() {
    let site = Site::open().await;
    let token = page::token(&site.demo).await;
    site.put(json!({ "origins": [SHOP] })).await;
    let url = &site.demo.guide.url;
    let asked = |body: Value| {
        let key = &site.demo.guide.widget_key;
        let asked = Client::new().post(format!("{url}/api/v1/widget/{key}/customers"));
        let asked = asked.header("x-rapport-csrf", "1").header("origin", url).json(&body);
        async move { asked.send().await.unwrap().status() }
    };
    assert_eq!(asked(json!({ "page": EVIL })).await, StatusCode::FORBIDDEN);
    assert_eq!(asked(json!({})).await, StatusCode::FORBIDDEN, "a frame knows its page");
    assert_eq!(asked(json!({ "page": SHOP })).await, StatusCode::CREATED);
    assert_eq!(asked(json!({ "page": url })).await, StatusCode::CREATED, "opened by itself");
    assert_eq!(code(&site.ask(json!({ "page": EVIL })).await), (403, "origin-not-allowed"));
    assert_eq!(site.ask(json!({})).await.0, StatusCode::CREATED, "a program has no page");

    for (told, wanted) in [(Some(EVIL), "origin-not-allowed"), (Some(SHOP), "hello")] {
        let said = page::first_frame(&site.demo, &token, told).await;
        assert!(said.contains(wanted), "{told:?}: {said}");
    }
}

#[tokio::test]
async fn ad08_what_an_admin_sets_is_kept_and_told_in_the_audit_log() {
    let site = Site::open().await;
    let no_secret = site.put(json!({ "kind": "client", "enforce_identity": true })).await;
    assert_eq!(code(&no_secret), (409, "no-secret"));
    let not_client = site.put(json!({ "enforce_identity": true })).await;
    assert_eq!(code(&not_client), (400, "bad-request"));
    for origin in ["*", "shop.example", "https://shop.example/page", "https://a;b"] {
        let refused = site.put(json!({ "origins": [origin] })).await;
        assert_eq!(code(&refused), (400, "origin-invalid"), "{origin}");
    }
    let (_, secret) = site.new_secret().await;
    let form = json!({
        "welcome": " Hello there ", "kind": "client", "enforce_identity": true, "origins": [SHOP],
    });
    let (status, put) = site.put(form).await;
    assert_eq!(status, StatusCode::OK, "{put}");
    assert_eq!((&put["welcome"], &put["kind"]), (&json!("Hello there"), &json!("client")));
    let list = site.admin.get(CHANNELS).await.1;
    assert!(list["channels"].as_array().unwrap().contains(&put));
    assert!(!list.to_string().contains(&secret), "it is told once");

    let path = format!("/api/v1/widget/{}", site.demo.guide.widget_key);
    let widget = Browser::new(&site.demo.guide.url).get(&path).await.1;
    assert_eq!(
        (&widget["welcome"], &widget["identity"]),
        (&json!("Hello there"), &json!("required"))
    );
    let sealed = site.demo.read_sql("SELECT hex(sealed) FROM chat_channel_secret").await;
    assert!(!sealed[0].contains(&hex::encode_upper(&secret)), "sealed at rest");
    let audit = site.admin.get("/api/v1/audit").await.1.to_string();
    for word in ["channel-put", "channel-secret-made", "enforce_identity", SHOP] {
        assert!(audit.contains(word), "{word}: {audit}");
    }
    assert!(!audit.contains(&secret));
}
