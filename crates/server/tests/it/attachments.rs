//! DK13: files over the real HTTP and the real sockets: who may send what, who may read it, and what is left of the rest (SECURITY
//! 2.6, F14, F16).

use std::path::PathBuf;
use std::time::Duration;

use image::ImageFormat;
use reqwest::{Method, Response, StatusCode};
use robot::{Agent, Customer};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use uuid::Uuid;
use wire::attachment::FileView;
use wire::command::{ContactRef, MemberCommand, SendMessage};
use wire::widget::{CustomerCommand, FirstMessage, Say};

use crate::browser::code;
use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::kept::record;
use crate::papers::{PDF, PLACE, holds, photograph, picture};
use crate::sender::{Sender, answer, files_on_disk, files_seen, said, sha256, start, text};

#[tokio::test]
async fn dk13_a_file_goes_both_ways_and_only_to_those_who_may_read_the_session() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let ada = Agent::sign_in(&demo.guide, demo.ada()).await.unwrap();
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let zoe = Customer::arrive(&demo.guide).await.unwrap();
    let (by_mia, by_ann) = (Sender::customer(&demo, &mia), Sender::member(&demo, &ann));
    let others = [Sender::member(&demo, &leo), Sender::customer(&demo, &zoe)];

    let photograph = photograph();
    assert!(holds(&photograph, PLACE));
    let file = by_mia.whole("../my \"cat\"\r\nx: y.JPG", &photograph).await;
    by_ann.is_denied(file).await;
    by_mia.is_denied(file).await;
    let contact = start(&mut mia, file).await;
    let seen = files_seen(&mut ann).await;
    let [FileView { id, name, kind, width, height, .. }] = &seen[..] else {
        unreachable!("{seen:?}")
    };
    assert_eq!((*id, &**kind, *width, *height), (file, "image/jpeg", Some(16), Some(24)));
    assert_eq!(name, "my \"cat\"x: y.JPG");
    for sender in [&by_ann, &by_mia, &Sender::member(&demo, &ada)] {
        let fetched = sender.fetch(file).await;
        assert_eq!(fetched.status(), StatusCode::OK);
        is_served_safely(&fetched, "image/jpeg");
        let bytes = fetched.bytes().await.unwrap();
        assert!(!holds(&bytes, PLACE) && !holds(&bytes, b"script") && !holds(&bytes, b"Exif"));
        assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 16);
    }

    let reply = by_ann.whole("退款.pdf", PDF).await;
    let message = SendMessage {
        contact,
        message: Uuid::now_v7(),
        text: "Sign this".to_owned(),
        files: vec![reply],
    };
    ann.obeyed(MemberCommand::SendMessage(message)).await.unwrap();
    let seen = mia.until(SOON, "the reply", |seen| seen.messages.contains_key(&2)).await.unwrap();
    assert_eq!(seen.messages[&2].files[0].name, "退款.pdf");
    let part = by_mia.request(Method::GET, &format!("/{reply}")).header("range", "bytes=0-4");
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], format!("bytes 0-4/{}", PDF.len()));
    let saved = "attachment; filename*=UTF-8''%E9%80%80%E6%AC%BE.pdf";
    assert_eq!(part.headers()["content-disposition"], saved);
    assert_eq!(&part.bytes().await.unwrap()[..], b"%PDF-");

    for other in &others {
        other.is_denied(file).await;
        other.is_denied(reply).await;
        assert_eq!(code(&other.state(&file.to_string()).await), (404, "not-found"));
        assert_eq!(code(&other.put(&file.to_string(), 0, b"x").await), (404, "not-found"));
    }
    let nobody = Sender { header: ("x-nobody", String::new()), ..Sender::customer(&demo, &mia) };
    assert_eq!(nobody.fetch(file).await.status(), StatusCode::UNAUTHORIZED);
    let foreign =
        by_mia.request(Method::GET, &format!("/{file}")).header("origin", "https://x.example");
    assert_eq!(code(&answer(foreign).await), (403, "foreign-origin"));

    ann.obeyed(MemberCommand::EndSession(ContactRef { contact })).await.unwrap();
    let kept = record(&demo, &ann, ContactRef { contact }).await;
    let names: Vec<_> =
        kept.messages.iter().flat_map(|one| &one.files).map(|file| &*file.name).collect();
    assert_eq!(names, ["my \"cat\"x: y.JPG", "退款.pdf"]);
    assert_eq!(by_ann.fetch(file).await.status(), StatusCode::OK, "it is her session still");
    assert_eq!(by_mia.fetch(reply).await.status(), StatusCode::OK);
    others[0].is_denied(file).await;
}

fn is_served_safely(response: &Response, kind: &str) {
    let expected = [
        ("content-type", kind),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "private, no-store"),
    ];
    for (name, value) in expected {
        assert_eq!(response.headers()[name], value, "{name}");
    }
    let saved = "attachment; filename*=UTF-8''my%20%22cat%22x%3A%20y.JPG";
    assert_eq!(response.headers()["content-disposition"], saved);
    assert!(response.headers().get("x").is_none());
}

#[tokio::test]
async fn f16_a_broken_upload_goes_on_where_it_broke_and_no_message_has_it_before() {
    let demo = Demo::start().await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let bytes =
        [PDF.strip_suffix(b"%%EOF\n").unwrap(), &b" ".repeat(300_000), b"\n%%EOF\n"].concat();
    let half = bytes.len() / 2;
    let (_, announced) = by_mia.announce("contract.pdf", bytes.len(), &sha256(&bytes)).await;
    let id = text(&announced["id"]);
    breaks_off(&demo, &by_mia, &id, &bytes, half).await;

    let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
    let files = vec![id.parse().unwrap()];
    let first = FirstMessage { contact, message, text: "Here".to_owned(), files };
    let early = mia.ask(CustomerCommand::Start(first.clone())).await.unwrap();
    assert_eq!(said(&early), Some((409, "attachment-not-whole")));
    assert!(mia.seen().messages.is_empty());

    // The server may still be reading from the connection that broke.
    loop {
        let wrong = by_mia.put(&id, bytes.len() + 1, b"x").await;
        if code(&wrong) != (409, "attachment-busy") {
            assert_eq!(code(&wrong), (409, "attachment-offset"));
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (status, state) = by_mia.state(&id).await;
    assert_eq!(status, StatusCode::OK, "{state}");
    let offset = usize::try_from(state["offset"].as_u64().unwrap()).unwrap();
    assert!((1..=half).contains(&offset), "{offset} of {half}");
    let (_, more) = by_mia.put(&id, offset, &bytes[offset..=half]).await;
    assert_eq!((&more["offset"], more.get("file")), (&json!(half + 1), None));
    let (status, whole) = by_mia.put(&id, half + 1, &bytes[half + 1..]).await;
    assert_eq!((status, &whole["file"]["name"]), (StatusCode::OK, &json!("contract.pdf")));
    assert_eq!(by_mia.put(&id, 0, b"again").await.1, whole, "whoever missed the answer asks again");
    let answer = mia.command(CustomerCommand::Start(first)).await.unwrap();
    assert_eq!(answer.sequence, Some(1));
    let fetched = by_mia.fetch(id.parse().unwrap()).await.bytes().await.unwrap();
    assert_eq!(fetched, bytes);
}

/// Sends the first half, and is gone.
async fn breaks_off(demo: &Demo, by: &Sender, id: &str, bytes: &[u8], half: usize) {
    let address = demo.guide.url.strip_prefix("http://").unwrap().to_owned();
    let mut socket = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "PUT {}/{id}/upload?offset=0 HTTP/1.1\r\nhost: {address}\r\nx-rapport-csrf: 1\r\n{}: {}\r\n\
         content-length: {}\r\n\r\n",
        by.path,
        by.header.0,
        by.header.1,
        bytes.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&bytes[..half]).await.unwrap();
    let came = demo.data.join(format!("attachments/coming/{id}"));
    let started = tokio::time::Instant::now();
    while std::fs::metadata(&came).map_or(0, |file| file.len()) == 0 {
        assert!(started.elapsed() < SOON, "nothing of the part arrives");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn f16_a_kill_before_the_message_leaves_nothing_to_read_and_what_is_left_is_swept() {
    let mut demo = Demo::start().await;
    let ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let sent = by_mia.whole("sent.pdf", PDF).await;
    start(&mut mia, sent).await;
    let unsent = by_mia.whole("unsent.png", &picture(ImageFormat::Png)).await;
    let (_, half) = by_mia.announce("half.txt", 4, &sha256(b"half")).await;
    by_mia.put(&text(&half["id"]), 0, b"ha").await;
    assert_eq!(files_on_disk(&demo).len(), 3);

    demo.kill_9();
    demo.restart().await;
    by_mia.is_denied(unsent).await;
    assert_eq!(by_mia.state(&text(&half["id"])).await.1["offset"], 2, "what came is there");
    assert_eq!(files_on_disk(&demo).len(), 3, "there is an hour to send them");

    demo.kill_9();
    demo.run("UPDATE attachment SET touched = 0").await;
    demo.restart().await;
    let started = tokio::time::Instant::now();
    while files_on_disk(&demo).len() > 1
        || demo.read_sql("SELECT name FROM attachment").await != ["sent.pdf"]
    {
        assert!(started.elapsed() < SOON, "{:?} are left", files_on_disk(&demo));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(by_mia.fetch(sent).await.bytes().await.unwrap(), PDF);
    let mut ann = Agent::with_cookie(&demo.guide, ann.cookie().to_owned()).await.unwrap();
    assert_eq!(files_seen(&mut ann).await[0].name, "sent.pdf");
}

#[tokio::test]
async fn dk13_a_file_goes_with_one_message_of_its_author_and_with_no_other() {
    let demo = Demo::start().await;
    let ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let mut zoe = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let (first, second) = (by_mia.whole("a.txt", b"a").await, by_mia.whole("b.txt", b"b").await);
    start(&mut mia, first).await;
    let contact = zoe.start("Hello").await.unwrap();

    let say = |files| Say { message: Uuid::now_v7(), text: "Look".to_owned(), files };
    let unknown = Some((404, "attachment-unknown"));
    for files in [vec![first], vec![Uuid::now_v7()], vec![second, first]] {
        let refused = mia.ask(CustomerCommand::Say(say(files))).await.unwrap();
        assert_eq!(said(&refused), unknown);
    }
    let refused = zoe.ask(CustomerCommand::Say(say(vec![second]))).await.unwrap();
    assert_eq!(said(&refused), unknown, "what another customer has uploaded");
    let message = Uuid::now_v7();
    let reply = SendMessage { contact, message, text: "Look".to_owned(), files: vec![second] };
    let refused = ann.command(MemberCommand::SendMessage(reply)).await.unwrap();
    assert_eq!(said(&refused), unknown, "what a customer has uploaded");
    let many = (0..11).map(|_| Uuid::now_v7()).collect();
    let refused = mia.ask(CustomerCommand::Say(say(many))).await.unwrap();
    assert_eq!(said(&refused), Some((400, "too-many-files")));
    assert_eq!((mia.seen().messages.len(), zoe.seen().messages.len()), (1, 1));

    let twice = say(vec![second, second]);
    for _ in 0..2 {
        let answer = mia.command(CustomerCommand::Say(twice.clone())).await.unwrap();
        assert_eq!(answer.sequence, Some(2), "sent again it is the same message");
    }
    let seen = mia.until(SOON, "the file", |seen| seen.messages.len() == 2).await.unwrap();
    assert_eq!(seen.messages[&2].files.len(), 1);
}

#[tokio::test]
async fn f14_a_full_disk_fails_the_upload_in_words_and_messages_go_on() {
    let demo = Demo::start().await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    mia.start("Hello").await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let (_, announced) = by_mia.announce("a.txt", 4, &sha256(b"text")).await;
    let id = text(&announced["id"]);
    // Whatever is written there meets a full disk.
    let coming = demo.data.join(format!("attachments/coming/{id}"));
    std::os::unix::fs::symlink("/dev/full", coming).unwrap();
    let refused = by_mia.put(&id, 0, b"text").await;
    assert_eq!(code(&refused), (507, "attachments-full"), "{}", refused.1);
    assert_eq!(mia.say("The file does not go").await.unwrap().sequence, Some(2));
    assert_eq!(files_on_disk(&demo), Vec::<PathBuf>::new());
    assert_eq!(demo.read_sql("SELECT name FROM attachment").await, Vec::<String>::new());
    by_mia.whole("a.txt", b"text").await;
}

#[tokio::test]
async fn dk13_the_example_of_the_client_api_sends_a_file() {
    let demo = Demo::start().await;
    let mut ann = online(&demo.guide, demo.ann()).await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let page = include_str!("../../../../docs/client-api.md");
    let (_, files) = page.split_once("## Files").unwrap();
    let (_, example) = files.split_once("```js\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let run = tokio::process::Command::new("node")
        .args(["--input-type=module", "--eval", example])
        .env("HOST", demo.guide.url.trim_start_matches("http://"))
        .env("KEY", &demo.guide.widget_key)
        .env("TOKEN", mia.token())
        .output();
    let run = run.await.unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    let file = said.trim().parse();
    let file = file.unwrap_or_else(|_| unreachable!("{}", String::from_utf8_lossy(&run.stderr)));
    start(&mut mia, file).await;
    let FileView { name, size, .. } = files_seen(&mut ann).await.remove(0);
    assert_eq!((&*name, size), ("hello.txt", 600_000));
}
