//! VC31, AD04: an admin makes SIP phones, and phones that we did not write register: `SIPp` and baresip with MD5, pjsua
//! with SHA-256. A missing program fails the test.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::{TcpStream, UdpSocket};
use tokio::process::{Child, ChildStdout, Command};

use crate::browser::{Browser, code};
use crate::demo::{Demo, SOON};
use crate::outage::Disk;
use crate::strangers::{Account, baresip_with, rtp_port, sipp_to, succeeds};
use crate::transports::Papers;
use crate::voice::until_metric;

pub(crate) const PHONES: &str = "/api/v1/sip-phones";

/// A demo at which phones register, and its admin.
pub(crate) struct House {
    pub(crate) demo: Demo,
    pub(crate) admin: Browser,
    pub(crate) server: SocketAddr,
}

impl House {
    pub(crate) async fn open(more: &[&str]) -> Self {
        let server: SocketAddr = ([127, 0, 0, 1], rtp_port()).into();
        let at = format!("--sip-phones={server}");
        let demo = Demo::with(&[&[at.as_str()], more].concat()).await;
        let admin = Browser::of(&demo.guide, demo.ada()).await;
        Self { demo, admin, server }
    }

    pub(crate) async fn phone(&self, extension: &str, algorithm: &str) -> Phone {
        let form = json!({ "extension": extension, "name": "Reception", "algorithm": algorithm });
        let (status, made) = self.admin.post(PHONES, form).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Phone {
            id: text(&made["phone"]["id"]),
            user: text(&made["phone"]["username"]),
            password: text(&made["password"]),
        }
    }

    pub(crate) async fn row(&self, phone: &Phone) -> Value {
        let list = self.admin.get(PHONES).await.1;
        let rows = list["phones"].as_array().unwrap_or_else(|| unreachable!("{list}"));
        rows.iter().find(|row| row["id"] == phone.id.as_str()).unwrap().clone()
    }

    pub(crate) async fn until(&self, phone: &Phone, state: &str) -> Value {
        let reached = async {
            loop {
                let row = self.row(phone).await;
                if row["state"] == state {
                    return row;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let reached = tokio::time::timeout(SOON * 3, reached).await;
        match reached {
            Ok(row) => row,
            Err(_) => unreachable!("{state}, not {}", self.row(phone).await),
        }
    }
}

pub(crate) struct Phone {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) password: String,
}

/// What pjsua says of its registration.
struct Pjsua {
    _process: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Pjsua {
    fn start(server: SocketAddr, user: &str, password: &str) -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pjsua/phone.py");
        let mut process = Command::new(target.join("pjsua/bin/python"))
            .arg(script)
            .args([&server.to_string(), user, password])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("`cargo xtask test` installs pjsua2");
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { _process: process, said }
    }

    async fn says(&mut self) -> String {
        // Its library has words of its own before that.
        let is_ours = |line: &String| line.starts_with("re");
        let line = async {
            loop {
                match self.said.next_line().await.unwrap() {
                    Some(line) if !is_ours(&line) => {}
                    line => return line.unwrap_or_default(),
                }
            }
        };
        let line = tokio::time::timeout(SOON * 3, line).await;
        line.expect("pjsua says something in time")
    }
}

#[tokio::test]
async fn ad04_an_admin_makes_changes_and_removes_sip_phones() {
    let house = House::open(&[]).await;
    let admin = &house.admin;
    let list = admin.get(PHONES).await.1;
    assert_eq!(list, json!({ "phones": [], "server": house.server.to_string() }));
    let phone = house.phone("201", "sha256").await;
    assert!(phone.user.starts_with("201-") && phone.password.len() == 24, "{}", phone.user);
    let list = admin.get(PHONES).await.1;
    assert!(!list.to_string().contains(&phone.password), "told once: {list}");
    assert_eq!(list["phones"][0]["state"], "not-registered");

    let form = |extension: &str| json!({ "extension": extension, "name": "Door" });
    assert_eq!(code(&admin.post(PHONES, form("201")).await), (409, "extension-taken"));
    for wrong in ["2", "20a", "123456789", ""] {
        assert_eq!(code(&admin.post(PHONES, form(wrong)).await), (400, "extension-invalid"));
    }
    let nobody = json!({ "extension": "202", "name": "x", "member": uuid::Uuid::now_v7() });
    assert_eq!(code(&admin.post(PHONES, nobody).await), (409, "unknown-member"));
    assert_eq!(
        code(&admin.post(PHONES, json!({ "extension": "202", "name": " " })).await),
        (400, "name-missing")
    );

    let path = format!("{PHONES}/{}", phone.id);
    let (status, changed) = admin.put(&path, form("207")).await;
    assert_eq!((status, &changed["extension"]), (StatusCode::OK, &json!("207")), "{changed}");
    assert_eq!(changed["username"], phone.user.as_str(), "what is typed into the phone stays");
    let (status, renewed) =
        admin.post(&format!("{path}/password"), json!({ "algorithm": "md5" })).await;
    assert_eq!(status, StatusCode::OK, "{renewed}");
    assert_ne!(renewed["password"], phone.password.as_str());
    assert_eq!(admin.delete(&path).await.0, StatusCode::NO_CONTENT);
    assert_eq!(code(&admin.delete(&path).await), (404, "not-found"));
    assert_eq!(admin.get(PHONES).await.1["phones"], json!([]));
    let audit = admin.get("/api/v1/audit").await.1;
    let rows = audit["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap());
    let expected =
        ["sip-phone-removed", "sip-phone-password", "sip-phone-changed", "sip-phone-made"];
    assert_eq!(rows.take(4).collect::<Vec<_>>(), expected);
    assert!(!audit.to_string().contains(&phone.password), "{audit}");

    let none = Demo::start().await;
    let admin = Browser::of(&none.guide, none.ada()).await;
    assert_eq!(code(&admin.post(PHONES, form("201")).await), (409, "no-sip-phones"));
}

#[tokio::test]
async fn ad04_a_phone_is_removed_though_the_admin_hangs_up_before_that_is_on_disk() {
    let house = House::open(&[]).await;
    let phone = house.phone("201", "sha256").await;
    // The port answers nobody while there is no phone at all.
    house.phone("202", "sha256").await;
    let path = format!("{PHONES}/{}", phone.id);
    let mut disk = Disk::of(&house.demo).await;
    loop {
        disk.is_busy().await;
        let asked = tokio::time::timeout(GIVES_UP_AFTER, house.admin.delete(&path)).await;
        assert!(asked.is_err(), "it waits for the disk");
        disk.is_free().await;
        let gone = async {
            while house.admin.get(PHONES).await.1.to_string().contains(&phone.id) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        // A request that has not come that far was in vain.
        if tokio::time::timeout(SOON, gone).await.is_ok() {
            break;
        }
    }
    let refused = async {
        while Pjsua::start(house.server, &phone.user, &phone.password).says().await != "refused 401"
        {
        }
    };
    tokio::time::timeout(SOON * 3, refused).await.expect("its password opens nothing");
}

/// The disk's own patience is longer.
const GIVES_UP_AFTER: Duration = Duration::from_secs(2);

#[tokio::test]
async fn vc31_sipp_registers_with_md5_by_udp_and_tcp_and_signs_off() {
    let house = House::open(&[]).await;
    for (extension, transport) in [("201", "u1"), ("202", "t1")] {
        let phone = house.phone(extension, "md5").await;
        let secret = [("USER", phone.user.as_str()), ("PASSWORD", phone.password.as_str())];
        let scenario = (transport, "registers.xml");
        succeeds(sipp_to((house.server, rtp_port()), scenario, &house.demo, &phone.user, &secret))
            .await;
        assert_eq!(house.row(&phone).await["state"], "not-registered");
    }
}

#[tokio::test]
async fn vc31_sipp_guesses_and_hears_the_same_whether_there_is_such_a_phone_or_not() {
    let house = House::open(&[]).await;
    let phone = house.phone("201", "md5").await;
    for user in [phone.user.as_str(), "299-nobody"] {
        let scenario = ("u1", "guesses.xml");
        succeeds(sipp_to(
            (house.server, rtp_port()),
            scenario,
            &house.demo,
            user,
            &[("USER", user)],
        ))
        .await;
    }
    assert_eq!(house.row(&phone).await["state"], "not-registered");
}

#[tokio::test]
async fn vc31_baresip_registers_with_md5_and_is_missed_when_it_is_gone() {
    let house = House::open(&["--sip-ping=1"]).await;
    let phone = house.phone("201", "md5").await;
    let account = Account {
        address: format!("{}@{}", phone.user, house.server),
        more: format!("auth_user={};auth_pass={};regint=300", phone.user, phone.password),
    };
    let mut baresip = baresip_with(&house.demo.data.join("baresip"), &account, "");
    let row = house.until(&phone, "registered").await;
    let place = &row["places"][0];
    assert!(place["product"].as_str().unwrap().contains("baresip"), "{row}");
    assert!(place["seconds_left"].as_u64().unwrap() <= 300, "{row}");
    baresip.kill().await.unwrap();
    house.until(&phone, "unreachable").await;
}

#[tokio::test]
async fn vc31_baresip_registers_by_tls() {
    let papers = Papers::issue();
    let secure: SocketAddr = ([127, 0, 0, 1], rtp_port()).into();
    let flags = [
        format!("--sip-phones-tls={secure}"),
        papers.flag("sip-tls-cert", "cert.pem"),
        papers.flag("sip-tls-key", "key.pem"),
    ];
    let house = House::open(&flags.each_ref().map(String::as_str)).await;
    let phone = house.phone("201", "md5").await;
    let account = Account {
        address: format!("{}@{secure};transport=tls", phone.user),
        more: format!("auth_user={};auth_pass={};regint=300", phone.user, phone.password),
    };
    let authority = format!("sip_cafile {}\n", papers.folder.join("ca.pem").display());
    let _baresip = baresip_with(&house.demo.data.join("baresip"), &account, &authority);
    let row = house.until(&phone, "registered").await;
    assert!(row["places"][0]["address"].as_str().unwrap().starts_with("tls:"), "{row}");
}

#[tokio::test]
async fn w27_at_the_phones_port_a_stranger_is_asked_who_it_is_and_not_heard_else() {
    let house = House::open(&[]).await;
    house.phone("201", "sha256").await;
    let stranger = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let said = |method: &str, by: &str| {
        let from = stranger.local_addr().unwrap();
        format!(
            "{method} sip:{to} SIP/2.0\r\nVia: SIP/2.0/{by} {from};rport;branch=z9hG4bK1\r\nFrom: <sip:299@{to}>;tag=1\r\n\
             To: <sip:299@{to}>\r\nCall-ID: 1\r\nCSeq: 1 {method}\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
            to = house.server,
        )
    };
    stranger.send_to(said("OPTIONS", "UDP").as_bytes(), house.server).await.unwrap();
    stranger.send_to(said("REGISTER", "UDP").as_bytes(), house.server).await.unwrap();
    let mut answer = [0; 2_048];
    let answered = tokio::time::timeout(SOON, stranger.recv_from(&mut answer)).await;
    let (length, _) = answered.expect("an answer in time").unwrap();
    let text = String::from_utf8_lossy(&answer[..length]);
    // The first question had no answer, or it would stand here.
    assert!(text.starts_with("SIP/2.0 401 ") && text.contains("CSeq: 1 REGISTER"), "{text}");
    until_metric(&house.demo, "rapport_sip_dropped_total{why=\"unknown-phone\"}", 1.0).await;

    let mut connection = TcpStream::connect(house.server).await.unwrap();
    connection.write_all(said("REGISTER", "TCP").as_bytes()).await.unwrap();
    let read = tokio::time::timeout(SOON, connection.read(&mut answer)).await;
    assert!(read.unwrap().unwrap() > 0, "one who says which phone it is keeps the connection");
    connection.write_all(said("OPTIONS", "TCP").as_bytes()).await.unwrap();
    let read = tokio::time::timeout(SOON, connection.read(&mut answer)).await;
    assert!(matches!(read.unwrap(), Ok(0) | Err(_)), "it is closed without a word");
}

#[tokio::test]
async fn vc31_pjsua_registers_with_sha_256_and_is_still_there_after_a_crash() {
    let mut house = House::open(&[]).await;
    let phone = house.phone("201", "sha256").await;
    let mut wrong = Pjsua::start(house.server, &phone.user, "guess");
    assert_eq!(wrong.says().await, "refused 401");
    drop(wrong);
    let mut pjsua = Pjsua::start(house.server, &phone.user, &phone.password);
    assert_eq!(pjsua.says().await, "registered 200");
    let row = house.until(&phone, "registered").await;
    assert_eq!(row["places"][0]["product"], "pjsua");
    let left = row["places"][0]["seconds_left"].as_u64().unwrap();

    // It says nothing for minutes: that it is there comes from the disk.
    house.demo.kill_9();
    house.demo.restart().await;
    let again = house.row(&phone).await;
    assert_eq!(again["state"], "registered", "{again}");
    assert_eq!(again["places"][0]["address"], row["places"][0]["address"]);
    assert!(again["places"][0]["seconds_left"].as_u64().unwrap() <= left, "{again}");
    // The phone that is removed is nowhere, and its password opens nothing.
    assert_eq!(
        house.admin.delete(&format!("{PHONES}/{}", phone.id)).await.0,
        StatusCode::NO_CONTENT
    );
    let other = house.phone("202", "sha256").await;
    let mut gone = Pjsua::start(house.server, &phone.user, &phone.password);
    assert_eq!(gone.says().await, "refused 401");
    assert_eq!(house.row(&other).await["state"], "not-registered");
}
