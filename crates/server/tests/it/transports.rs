//! SIP over TCP and TLS, spoken by hand: how a connection is cut, half closed, kept waiting and refused.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use wire::command::{ContactRef, MemberCommand};

use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};
use crate::voice::until_metric;

/// One end of a connection, with what came and was not looked at yet.
struct Phone<S> {
    stream: S,
    heard: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Phone<S> {
    fn new(stream: S) -> Self {
        Self { stream, heard: Vec::new() }
    }

    async fn say(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
        self.stream.flush().await.unwrap();
    }

    /// The next message; the far end must send one.
    async fn message(&mut self) -> String {
        self.next().await.expect("a message, not the end")
    }

    /// The next message, or nothing when the far end has closed.
    async fn next(&mut self) -> Option<String> {
        loop {
            let text = String::from_utf8_lossy(&self.heard).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
                let length: usize = length.unwrap_or("0").parse().unwrap();
                if body.len() >= length {
                    self.heard.drain(..head.len() + 4 + length);
                    return Some(text[..head.len() + 4 + length].to_owned());
                }
            }
            let mut buffer = [0; 4_096];
            let read = tokio::time::timeout(SOON, self.stream.read(&mut buffer)).await;
            match read.expect("an answer or an end in time") {
                Ok(length) if length > 0 => self.heard.extend_from_slice(&buffer[..length]),
                _ => return None,
            }
        }
    }
}

async fn tcp(demo: &Demo) -> Phone<TcpStream> {
    Phone::new(TcpStream::connect(demo.sip()).await.unwrap())
}

fn options(branch: &str) -> String {
    request("OPTIONS", branch, "")
}

/// A request with a body or without, of a phone that listens on 127.0.0.1:5999 if one asks it.
fn request(method: &str, branch: &str, body: &str) -> String {
    format!(
        "{method} sip:+4930555010@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5999;branch=z9hG4bK{branch}\r\n\
         From: <sip:+4930111222@127.0.0.1>;tag=1\r\nTo: <sip:+4930555010@127.0.0.1>\r\nCall-ID: {branch}\r\n\
         CSeq: 1 {method}\r\nMax-Forwards: 70\r\nContact: <sip:127.0.0.1:5999;transport=tcp>\r\n{type}Content-Length: {}\r\n\r\n{body}",
        body.len(),
        type = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" },
    )
}

fn is_ok_to(answer: &str, branch: &str) -> bool {
    answer.starts_with("SIP/2.0 200 ") && answer.contains(&format!("branch=z9hG4bK{branch};"))
}

#[tokio::test]
async fn a_connection_is_cut_into_messages_however_they_arrive() {
    let demo = Demo::start().await;
    let mut phone = tcp(&demo).await;
    for byte in options("bytewise").as_bytes() {
        phone.stream.write_all(&[*byte]).await.unwrap();
    }
    assert!(is_ok_to(&phone.message().await, "bytewise"));

    // Pipelined, with a ping between (RFC 5626 §4.4.1): CRLF comes back.
    phone.say(&format!("{}\r\n\r\n{}", options("one"), options("two"))).await;
    assert!(is_ok_to(&phone.message().await, "one"));
    let mut pong = [0; 2];
    let already = phone.heard.len().min(2);
    pong[..already].copy_from_slice(&phone.heard[..already]);
    phone.heard.drain(..already);
    phone.stream.read_exact(&mut pong[already..]).await.unwrap();
    assert_eq!(&pong, b"\r\n");
    assert!(is_ok_to(&phone.message().await, "two"));
}

#[tokio::test]
async fn a_phone_that_has_said_everything_still_hears_the_answer() {
    let demo = Demo::start().await;
    let mut phone = tcp(&demo).await;
    phone.stream.write_all(options("last").as_bytes()).await.unwrap();
    phone.stream.shutdown().await.unwrap();
    assert!(is_ok_to(&phone.message().await, "last"));
}

#[tokio::test]
async fn a_message_without_an_end_is_400_and_the_connection_closed() {
    let demo = Demo::start().await;
    let mut phone = tcp(&demo).await;
    let broken = options("broken").replace("Content-Length: 0", "Content-Length: -1");
    phone.say(&format!("{broken}{}", options("behind"))).await;
    assert!(phone.message().await.starts_with("SIP/2.0 400 "));
    assert_eq!(phone.next().await, None, "nothing behind it is read");
    let mut again = tcp(&demo).await;
    again.say(&options("again")).await;
    assert!(is_ok_to(&again.message().await, "again"));
}

#[tokio::test]
async fn torture_messages_over_tcp_meet_the_same_verdicts() {
    let demo = Demo::start().await;
    for (message, verdict) in [
        (&include_bytes!("../../../sip/tests/it/rfc4475/wsinv.dat")[..], "481"),
        (include_bytes!("../../../sip/tests/it/rfc4475/intmeth.dat"), "501"),
        (include_bytes!("../../../sip/tests/it/rfc4475/esc02.dat"), "501"),
        (include_bytes!("../../../sip/tests/it/rfc4475/ncl.dat"), "400"),
        (include_bytes!("../../../sip/tests/it/rfc4475/mcl01.dat"), "400"),
        (include_bytes!("../../../sip/tests/it/rfc4475/scalar02.dat"), "400"),
        (include_bytes!("../../../sip/tests/it/rfc4475/trws.dat"), "400"),
        (include_bytes!("../../../sip/tests/it/rfc4475/bext01.dat"), "420"),
        (include_bytes!("../../../sip/tests/it/rfc4475/unkscm.dat"), "416"),
        (include_bytes!("../../../sip/tests/it/rfc4475/badvers.dat"), "505"),
    ] {
        let mut phone = tcp(&demo).await;
        phone.stream.write_all(message).await.unwrap();
        let answer = phone.message().await;
        assert!(answer.starts_with(&format!("SIP/2.0 {verdict} ")), "{verdict}: {answer}");
    }
}

#[tokio::test]
async fn a_strangers_connection_is_closed_without_a_word_and_counted() {
    let demo = Demo::start().await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.9:0".parse().unwrap()).unwrap();
    let mut stranger = Phone::new(socket.connect(demo.sip()).await.unwrap());
    // What it says may find the connection closed already.
    let _closed = stranger.stream.write_all(options("stranger").as_bytes()).await;
    assert_eq!(stranger.next().await, None);
    until_metric(&demo, "rapport_sip_dropped_total{why=\"unknown-source\"}", 1.0).await;
    until_metric(&demo, "rapport_sip_connections", 0.0).await;
}

#[tokio::test]
async fn one_address_has_so_many_connections_and_no_more() {
    let demo = Demo::with(&["--calls-max=2"]).await;
    let mut held = Vec::new();
    for index in 0..66 {
        let mut phone = tcp(&demo).await;
        phone.say(&options(&format!("held{index}"))).await;
        assert!(is_ok_to(&phone.message().await, &format!("held{index}")));
        held.push(phone);
    }
    assert_eq!(tcp(&demo).await.next().await, None, "it is closed at once");
    until_metric(&demo, "rapport_sip_connections", 66.0).await;
    drop(held.pop());
    until_metric(&demo, "rapport_sip_connections", 65.0).await;
    let mut phone = tcp(&demo).await;
    phone.say(&options("free")).await;
    assert!(is_ok_to(&phone.message().await, "free"));
}

#[tokio::test]
async fn f51_a_call_whose_connection_is_gone_is_ended_over_a_new_one() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let here = |text: String| text.replace("5999", &port);
    let mut phone = tcp(&demo).await;
    let sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n";
    phone.say(&here(request("INVITE", "lost", sdp))).await;
    let ok = loop {
        let answer = phone.message().await;
        if answer.starts_with("SIP/2.0 200 ") {
            break answer;
        }
    };
    let to = ok.lines().find(|line| line.starts_with("To: ")).unwrap();
    let ack = request("ACK", "ack", "").replace("Call-ID: ack", "Call-ID: lost");
    phone.say(&here(ack.replace("To: <sip:+4930555010@127.0.0.1>", to))).await;
    drop(phone);
    until_metric(&demo, "rapport_sip_connections", 0.0).await;

    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
    let (stream, _) = tokio::time::timeout(SOON, listener.accept()).await.unwrap().unwrap();
    let mut phone = Phone::new(stream);
    let bye = phone.message().await;
    assert!(
        bye.starts_with(&format!("BYE sip:127.0.0.1:{port};transport=tcp SIP/2.0\r\n")),
        "{bye}"
    );
    let via = bye.lines().find(|line| line.starts_with("Via: ")).unwrap();
    assert!(via.starts_with("Via: SIP/2.0/TCP "), "{via}");
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

/// A certificate for 127.0.0.1 with its key and its issuer, as files.
pub(crate) struct Papers {
    pub(crate) folder: PathBuf,
    roots: RootCertStore,
}

impl Papers {
    pub(crate) fn issue() -> Self {
        let folder = std::env::temp_dir().join(format!("rapport-tls-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Self::issue_into(folder)
    }

    /// Replaces what is there.
    fn issue_into(folder: PathBuf) -> Self {
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf =
            CertificateParams::new(vec!["127.0.0.1".to_owned(), "sip.example.com".to_owned()]);
        let leaf = leaf.unwrap().signed_by(&key, &issuer).unwrap();
        std::fs::write(folder.join("cert.pem"), leaf.pem()).unwrap();
        std::fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
        std::fs::write(folder.join("ca.pem"), issuer.pem()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(issuer.der().clone()).unwrap();
        Self { folder, roots }
    }

    pub(crate) fn flag(&self, name: &str, file: &str) -> String {
        format!("--{name}={}", self.folder.join(file).display())
    }

    fn connector(&self) -> TlsConnector {
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap();
        let config = config.with_root_certificates(self.roots.clone()).with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }
}

impl Drop for Papers {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) async fn demo_with_tls(papers: &Papers) -> (Demo, SocketAddr) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let flags = [
        format!("--sip-tls={address}"),
        papers.flag("sip-tls-cert", "cert.pem"),
        papers.flag("sip-tls-key", "key.pem"),
        papers.flag("sip-tls-ca", "ca.pem"),
    ];
    let flags: Vec<_> = flags.iter().map(String::as_str).collect();
    (Demo::with(&flags).await, address)
}

#[tokio::test]
async fn sip_over_tls_is_answered_and_plain_text_on_its_port_is_not() {
    let papers = Papers::issue();
    let (demo, address) = demo_with_tls(&papers).await;
    let plain = TcpStream::connect(address).await.unwrap();
    let mut plain = Phone::new(plain);
    plain.say(&options("plain")).await;
    let heard = plain.next().await;
    assert_eq!(heard, None, "an alert at most");
    until_metric(&demo, "rapport_sip_dropped_total{why=\"tls-handshake\"}", 1.0).await;

    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let mut phone = Phone::new(papers.connector().connect(name, stream).await.unwrap());
    phone.say(&options("secret").replace("/TCP ", "/TLS ")).await;
    assert!(is_ok_to(&phone.message().await, "secret"));
}

#[tokio::test]
async fn f70_a_renewed_certificate_is_in_force_without_a_restart() {
    let papers = Papers::issue();
    let (_demo, address) = demo_with_tls(&papers).await;
    // Signed by somebody else: who trusts the new one alone is not served before it is in force.
    let renewed = std::mem::ManuallyDrop::new(Papers::issue_into(papers.folder.clone()));
    let started = tokio::time::Instant::now();
    loop {
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("127.0.0.1").unwrap();
        if let Ok(stream) = renewed.connector().connect(name, stream).await {
            let mut phone = Phone::new(stream);
            phone.say(&options("renewed").replace("/TCP ", "/TLS ")).await;
            assert!(is_ok_to(&phone.message().await, "renewed"));
            return;
        }
        assert!(started.elapsed() < SOON, "the old certificate is still in force");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn flags_of_tls_that_do_not_fit_stop_the_start_and_are_named() {
    let papers = Papers::issue();
    std::fs::write(papers.folder.join("empty.pem"), "").unwrap();
    let other = KeyPair::generate().unwrap();
    std::fs::write(papers.folder.join("other.pem"), other.serialize_pem()).unwrap();
    let (cert, key) = ("sip-tls-cert", "sip-tls-key");
    let tls = "--sip-tls=127.0.0.1:0".to_owned();
    for (flags, said) in [
        (vec![tls.clone()], "--sip-tls needs --sip-tls-cert and --sip-tls-key"),
        (vec![papers.flag(cert, "cert.pem")], "do nothing without --sip-tls"),
        (
            vec![tls.clone(), papers.flag(cert, "none.pem"), papers.flag(key, "key.pem")],
            "--sip-tls-cert ",
        ),
        (
            vec![tls.clone(), papers.flag(cert, "empty.pem"), papers.flag(key, "key.pem")],
            "--sip-tls-cert ",
        ),
        (
            vec![tls.clone(), papers.flag(cert, "cert.pem"), papers.flag(key, "empty.pem")],
            "--sip-tls-key ",
        ),
        (
            vec![tls, papers.flag(cert, "cert.pem"), papers.flag(key, "other.pem")],
            "do not belong together",
        ),
    ] {
        let data = papers.folder.join("data");
        let output = Command::new(env!("CARGO_BIN_EXE_rapport"))
            .args([
                "demo",
                "--http=127.0.0.1:0",
                "--sip=127.0.0.1:0",
                "--media=127.0.0.1:0",
                "--rtp=127.0.0.1:0-0",
            ])
            .arg(format!("--data={}", data.display()))
            .args(&flags)
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && error.contains(said), "{flags:?}: {error}");
    }
}
