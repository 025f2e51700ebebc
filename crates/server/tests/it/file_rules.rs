//! DK13: what may be sent is told before anything is chosen, so that no page has limits of its own.

use reqwest::Client;
use serde_json::{Value, json};

use crate::chat::online;
use crate::demo::Demo;

const MIB: u64 = 1024 * 1024;

#[tokio::test]
async fn dk13_what_may_be_sent_is_told_before_anything_is_chosen() {
    let demo = Demo::start().await;
    let ann = online(&demo.guide, demo.ann()).await;
    let of_members = format!("{}/api/v1/attachments", demo.guide.url);
    let told = Client::new().get(of_members).header("cookie", ann.cookie()).send().await.unwrap();
    let told: Value = told.json().await.unwrap();
    assert_eq!((&told["size_max"], &told["files_max"]), (&json!(50 * MIB), &json!(10)));

    // Whoever is nobody yet may ask as well.
    let of_customers =
        format!("{}/api/v1/widget/{}/attachments", demo.guide.url, demo.guide.widget_key);
    let told: Value = Client::new().get(of_customers).send().await.unwrap().json().await.unwrap();
    assert_eq!((&told["size_max"], &told["files_max"]), (&json!(20 * MIB), &json!(10)));
    let endings = told["endings"].as_array().unwrap();
    assert!(["jpg", "pdf", "mp4"].iter().all(|one| endings.contains(&json!(one))));
    assert!(!endings.contains(&json!("svg")));
}
