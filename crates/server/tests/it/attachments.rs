//! DK13: files over the real HTTP and the real sockets: who may send what, who may read it, and what is left of the rest (SECURITY
//! 2.6, F14, F16).

use std::io::Cursor;
use std::path::PathBuf;
use std::time::Duration;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use robot::{Agent, Customer};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use uuid::Uuid;
use wire::attachment::FileView;
use wire::command::{Answer as Answered, ContactRef, MemberCommand, SendMessage};
use wire::widget::{CustomerCommand, FirstMessage, Say};

use crate::browser::{Answer, code};
use crate::chat::online;
use crate::demo::{Demo, SOON};
use crate::kept::record;

/// Whoever sends and fetches files: a member with a cookie, or a customer with a token.
struct Sender {
    url: String,
    path: String,
    header: (&'static str, String),
}

impl Sender {
    fn member(demo: &Demo, agent: &Agent) -> Self {
        let path = "/api/v1/attachments".to_owned();
        Self { url: demo.guide.url.clone(), path, header: ("cookie", agent.cookie().to_owned()) }
    }

    fn customer(demo: &Demo, customer: &Customer) -> Self {
        let path = format!("/api/v1/widget/{}/attachments", demo.guide.widget_key);
        let header = ("authorization", format!("Bearer {}", customer.token()));
        Self { url: demo.guide.url.clone(), path, header }
    }

    fn request(&self, method: Method, more: &str) -> RequestBuilder {
        let address = format!("{}{}{more}", self.url, self.path);
        let request = reqwest::Client::new().request(method, address);
        request.header("x-rapport-csrf", "1").header(self.header.0, &self.header.1)
    }

    async fn announce(&self, name: &str, size: usize, sha256: &str) -> Answer {
        let form = json!({ "name": name, "size": size, "sha256": sha256 });
        answer(self.request(Method::POST, "").json(&form)).await
    }

    async fn put(&self, id: &str, offset: usize, part: &[u8]) -> Answer {
        let path = format!("/{id}/upload?offset={offset}");
        answer(self.request(Method::PUT, &path).body(part.to_vec())).await
    }

    async fn state(&self, id: &str) -> Answer {
        answer(self.request(Method::GET, &format!("/{id}/upload"))).await
    }

    /// All of it at once; the answer is the last one.
    async fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        let announced = self.announce(name, bytes.len(), &sha256(bytes)).await;
        if announced.0 != StatusCode::CREATED {
            return announced;
        }
        self.put(&text(&announced.1["id"]), 0, bytes).await
    }

    async fn whole(&self, name: &str, bytes: &[u8]) -> Uuid {
        let (status, made) = self.upload(name, bytes).await;
        assert_eq!(status, StatusCode::OK, "{made}");
        assert!(made["file"].is_object(), "{made}");
        text(&made["id"]).parse().unwrap()
    }

    async fn fetch(&self, id: Uuid) -> Response {
        self.request(Method::GET, &format!("/{id}")).send().await.unwrap()
    }

    async fn is_denied(&self, id: Uuid) {
        let answer = answer(self.request(Method::GET, &format!("/{id}"))).await;
        assert_eq!(code(&answer), (404, "not-found"));
    }
}

async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, response.json().await.unwrap_or(Value::Null))
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| unreachable!("{value}")).to_owned()
}

fn said(answer: &Answered) -> Option<(u16, &str)> {
    answer.problem.as_ref().map(|problem| (problem.status, &*problem.code))
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n";
const PLACE: &[u8] = b"GPS 48.137N 11.575E";

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let shades =
        |x: u32, y: u32| Rgb([u8::try_from(x * 10).unwrap(), u8::try_from(y * 10).unwrap(), 90]);
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(24, 16, shades));
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// With a place in it, and what is no picture behind it.
fn photograph() -> Vec<u8> {
    let exif = [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0".as_slice(), PLACE].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = picture(ImageFormat::Jpeg);
    bytes.splice(2..2, [b"\xff\xe1".as_slice(), &length, &exif].concat());
    [bytes, b"<script>alert(1)</script>".to_vec()].concat()
}

/// A PNG of which only the head says how large it is: 41 million pixels.
fn bomb() -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    bytes.splice(16..24, [6_404_u32.to_be_bytes(), 6_404_u32.to_be_bytes()].concat());
    let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&bytes[12..29]);
    bytes.splice(29..33, sum.to_be_bytes());
    bytes
}

fn moving(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for _ in 0..frames {
        encoder.encode_frame(Frame::new(RgbaImage::new(2, 2))).unwrap();
    }
    drop(encoder);
    bytes
}

/// Starts a session whose first message is this file alone.
async fn start(mia: &mut Customer, file: Uuid) -> Uuid {
    let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
    let first = FirstMessage { contact, message, text: String::new(), files: vec![file] };
    let answer = mia.command(CustomerCommand::Start(first)).await.unwrap();
    assert_eq!(answer.sequence, Some(1));
    contact
}

/// The files of the agent's picture, once there are any.
async fn files_seen(agent: &mut Agent) -> Vec<FileView> {
    let there = |seen: &robot::Seen| seen.picture.messages.iter().any(|one| !one.files.is_empty());
    let seen = agent.until(SOON, "a file", there).await.unwrap();
    seen.picture.messages.into_iter().flat_map(|message| message.files).collect()
}

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
    assert_eq!((*id, &**kind, *width, *height), (file, "image/jpeg", Some(24), Some(16)));
    assert_eq!(name, "my \"cat\"x: y.JPG");
    for sender in [&by_ann, &by_mia, &Sender::member(&demo, &ada)] {
        let fetched = sender.fetch(file).await;
        assert_eq!(fetched.status(), StatusCode::OK);
        is_served_safely(&fetched, "image/jpeg");
        let bytes = fetched.bytes().await.unwrap();
        assert!(!holds(&bytes, PLACE) && !holds(&bytes, b"script") && !holds(&bytes, b"Exif"));
        assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 24);
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
    let saved = "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E9%80%80%E6%AC%BE.pdf";
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
    let saved = response.headers()["content-disposition"].to_str().unwrap();
    assert!(
        saved.starts_with("attachment; filename=\"my _cat_x: y.JPG\"; filename*=UTF-8''"),
        "{saved}"
    );
    assert!(response.headers().get("x").is_none());
}

#[tokio::test]
async fn dk13_what_is_not_what_it_says_is_refused_in_a_word_and_leaves_nothing() {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let ann = Sender::member(&demo, &ann);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
    let html = b"<html><script>alert(1)</script></html>".as_slice();
    let archive = [b"%PDF-1.7\nPK\x03\x04PK\x05\x06".as_slice(), &[0; 18], b"\n%%EOF\n"].concat();
    let mut cut = picture(ImageFormat::Png);
    cut.truncate(cut.len() / 2);
    for (name, bytes, expected) in [
        ("cat.svg", svg, (422, "attachment-kind")),
        ("cat.html", html, (422, "attachment-kind")),
        ("cat.js", b"alert(1)", (422, "attachment-kind")),
        ("cat.png.exe", b"MZ", (422, "attachment-kind")),
        ("cat", b"?", (422, "attachment-kind")),
        ("cat.png", svg, (422, "attachment-mismatch")),
        ("cat.txt", svg, (422, "attachment-unsafe")),
        ("cat.txt", html, (422, "attachment-unsafe")),
        ("cat.csv", b"MZ\0\x01", (422, "attachment-mismatch")),
        ("cat.pdf", html, (422, "attachment-mismatch")),
        ("cat.pdf", &archive, (422, "attachment-unsafe")),
        ("cat.gif", &picture(ImageFormat::Png), (422, "attachment-mismatch")),
        ("cat.docx", PDF, (422, "attachment-mismatch")),
        ("cat.mp4", html, (422, "attachment-mismatch")),
        ("cat.png", &cut, (422, "attachment-unreadable")),
        ("cat.png", &bomb(), (422, "attachment-too-many-pixels")),
        ("cat.gif", &moving(201), (422, "attachment-too-many-frames")),
        ("cat.txt", b"", (422, "attachment-empty")),
    ] {
        let refused = ann.upload(name, bytes).await;
        assert_eq!(code(&refused), expected, "{name}: {}", refused.1);
    }
    let huge = ann.announce("film.mp4", 50 * 1024 * 1024 + 1, &sha256(b"")).await;
    assert_eq!(code(&huge), (413, "attachment-too-large"));
    assert_eq!(code(&ann.announce("a.txt", 3, "abc").await), (400, "bad-request"));
    // Other bytes than were announced, and more of them.
    let (_, announced) = ann.announce("a.txt", 3, &sha256(b"abc")).await;
    let damaged = ann.put(&text(&announced["id"]), 0, b"abd").await;
    assert_eq!(code(&damaged), (422, "attachment-damaged"));
    let (_, announced) = ann.announce("a.txt", 3, &sha256(b"abc")).await;
    let longer = ann.put(&text(&announced["id"]), 0, b"abcd").await;
    assert_eq!(code(&longer), (413, "attachment-too-large"));
    assert_eq!(files_on_disk(&demo), Vec::<PathBuf>::new());
    assert_eq!(demo.read_sql("SELECT name FROM attachment").await, Vec::<String>::new());

    // What is a picture and a script is a picture.
    let polyglot = [moving(3), b"*/=1;alert(1)//".to_vec()].concat();
    let id = ann.whole("cat.gif", &polyglot).await;
    let kept = std::fs::read(demo.data.join(format!("attachments/{id}"))).unwrap();
    assert!(kept.starts_with(b"GIF89a") && !holds(&kept, b"alert"));
    let (_, webp) = ann.upload("cat.webp", &picture(ImageFormat::WebP)).await;
    assert_eq!(
        (&webp["file"]["name"], &webp["file"]["kind"]),
        (&json!("cat.png"), &json!("image/png"))
    );
}

fn files_on_disk(demo: &Demo) -> Vec<PathBuf> {
    let folder = demo.data.join("attachments");
    let both = [folder.clone(), folder.join("coming")];
    let entries = both.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_symlink() || path.is_file())
        .collect()
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
    for name in ["c.txt", "d.txt", "e.txt"] {
        by_mia.whole(name, b"c").await;
    }
    let sixth = by_mia.request(Method::POST, "");
    let sixth = sixth.json(&json!({ "name": "f.txt", "size": 1, "sha256": sha256(b"f") }));
    let sixth = sixth.send().await.unwrap();
    assert_eq!(sixth.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(sixth.headers().contains_key("retry-after"));
    let by_zoe = Sender::customer(&demo, &zoe);
    let huge = by_zoe.announce("film.mp4", 20 * 1024 * 1024 + 1, &sha256(b"")).await;
    assert_eq!(code(&huge), (413, "attachment-too-large"), "a customer's are smaller");
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
