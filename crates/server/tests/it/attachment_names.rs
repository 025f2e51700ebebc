//! DK13: what a file is called is what somebody typed. It leads nowhere, ends no header and is no markup; nor is the text beside
//! it.

use reqwest::Method;
use reqwest::header::HeaderMap;
use robot::Customer;
use uuid::Uuid;
use wire::command::{ContactRef, MemberCommand};
use wire::widget::{CustomerCommand, FirstMessage};

use crate::browser::Browser;
use crate::chat::online;
use crate::demo::Demo;
use crate::kept::record;
use crate::papers::PDF;
use crate::sender::{Sender, files_on_disk, files_seen, start};

/// As its readers see it, and as whoever saves it gets it.
async fn sent_as(name: &str) -> (String, HeaderMap) {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let id = by_mia.whole(name, PDF).await;
    let whole = demo.data.join("attachments").join(id.to_string());
    assert_eq!(files_on_disk(&demo), [whole], "its place has no name that anybody chose");
    start(&mut mia, id).await;
    let shown = files_seen(&mut ann).await.remove(0).name;
    let fetched = Sender::member(&demo, &ann).fetch(id).await;
    let headers = fetched.headers().clone();
    assert_eq!(by_mia.fetch(id).await.headers()["content-disposition"], saved(&headers));
    (shown, headers)
}

fn saved(headers: &HeaderMap) -> &str {
    headers["content-disposition"].to_str().unwrap()
}

#[tokio::test]
async fn dk13_a_name_with_line_ends_and_quotes_ends_no_header() {
    let (shown, headers) = sent_as("a\"b';c\r\nset-cookie: x=1\r\n\r\n<html>.pdf").await;
    assert_eq!(shown, "a\"b';cset-cookie: x=1<html>.pdf");
    let exact = "a%22b%27%3Bcset-cookie%3A%20x%3D1%3Chtml%3E.pdf";
    assert_eq!(saved(&headers), format!("attachment; filename*=UTF-8''{exact}"));
    assert!(!headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn dk13_a_name_that_is_a_path_leads_nowhere() {
    for name in ["../../../../etc/cron.d/evil.pdf", "..\\..\\windows\\evil.pdf", "/evil.pdf"] {
        let (shown, headers) = sent_as(name).await;
        assert_eq!(shown, "evil.pdf");
        assert_eq!(saved(&headers), "attachment; filename*=UTF-8''evil.pdf");
    }
}

#[tokio::test]
async fn dk13_a_name_turns_no_text_round() {
    // Shown as it came, it would end in `exe.pdf` and read `fdp.exe`.
    let (shown, headers) = sent_as("in\u{202e}voice\u{2066}\u{200b}fdp.exe\u{2069}.pdf").await;
    assert_eq!(shown, "invoicefdp.exe.pdf");
    assert_eq!(saved(&headers), "attachment; filename*=UTF-8''invoicefdp.exe.pdf");
}

#[tokio::test]
async fn dk13_markup_in_names_and_texts_stays_text() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let name = "\"><img src=x onerror=alert(1)>.pdf";
    let file = by_mia.whole(name, PDF).await;
    let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
    let text = "<script>alert(1)</script><a href=\"javascript:alert(1)\">x</a>".to_owned();
    let first = FirstMessage { contact, message, text: text.clone(), files: vec![file] };
    mia.command(CustomerCommand::Start(first)).await.unwrap();
    assert_eq!(files_seen(&mut ann).await[0].name, name, "to the letter: screens show it as text");

    // Wherever it comes out over HTTP, it is JSON or a file to save, and no browser takes it for a page.
    let member = Browser::of(&demo.guide, demo.ann()).await;
    ann.obeyed(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();
    let kept = record(&demo, &ann, ContactRef { contact }).await;
    assert_eq!((&kept.messages[0].text, &*kept.messages[0].files[0].name), (&text, name));
    let path = format!("/api/v1/records/{contact}");
    let response = member.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let served = by_mia.fetch(file).await;
    assert_eq!(served.headers()["content-security-policy"], "sandbox; default-src 'none'");
    assert_eq!(
        served.headers()["content-disposition"],
        "attachment; filename*=UTF-8''%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E.pdf"
    );
}
