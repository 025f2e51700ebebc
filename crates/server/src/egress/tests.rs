//! What goes out, and what does not (VC41): against systems on loopback, which the operator has named as inside.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use ::aws_lc_rs::hmac;
use acd::Timestamp;
use flow::{Field, Method, Millis};
use rcgen::{CertificateParams, KeyPair};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::*;

const GOLD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"level\":\"gold\"}";

/// One system that answers one question with this, and gives the question.
async fn system(answer: impl Into<Vec<u8>>) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, answer) = (listener.local_addr().unwrap(), answer.into());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        exchange(&mut stream, &answer).await
    });
    (address, asked)
}

async fn exchange(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), answer: &[u8]) -> String {
    let mut question = Vec::new();
    while !is_whole(&question) {
        let mut buffer = [0; 1024];
        let length = stream.read(&mut buffer).await.unwrap();
        question.extend_from_slice(&buffer[..length]);
        if length == 0 {
            break;
        }
    }
    // Whoever has heard enough may have closed it.
    let _closed = stream.write_all(answer).await;
    let _closed = stream.shutdown().await;
    String::from_utf8(question).unwrap()
}

fn is_whole(question: &[u8]) -> bool {
    let text = String::from_utf8_lossy(question);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

fn settings(hosts: &[&str]) -> Config {
    Config {
        egress: hosts.iter().map(|&host| host.to_owned()).collect(),
        egress_inside: vec!["127.0.0.0/8".parse().unwrap()],
        ..Config::default()
    }
}

fn egress(config: &Config) -> Egress {
    Egress::read(config, Clock::start(Timestamp(0))).unwrap()
}

fn get(url: &str) -> Outgoing {
    let (url, timeout) = (url.to_owned(), Millis::from_secs(10));
    Outgoing { method: Method::Get, url, fields: BTreeMap::new(), secret: None, timeout }
}

fn post(url: &str, secret: Option<&str>) -> Outgoing {
    let number = Field::Known("+49 30 \"1\"".to_owned());
    let fields = BTreeMap::from([("number".to_owned(), number)]);
    let secret = secret.map(str::to_owned);
    Outgoing { method: Method::Post, fields, secret, ..get(url) }
}

struct File(PathBuf);

impl File {
    fn with(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn vc41_a_listed_host_is_asked_and_its_answer_taken() {
    let (address, asked) = system(GOLD).await;
    let out = egress(&settings(&[&address.to_string()]));
    let answer = out.ask(post(&format!("http://{address}/lookup?v=1"), None)).await;
    assert_eq!(answer.unwrap(), b"{\"level\":\"gold\"}");
    let question = asked.await.unwrap();
    assert!(question.starts_with("POST /lookup?v=1 HTTP/1.1\r\n"), "{question}");
    assert!(question.contains(&format!("host: {address}\r\n")), "{question}");
    assert!(question.ends_with(r#"{"number":"+49 30 \"1\""}"#), "{question}");

    let (address, asked) = system(GOLD).await;
    let out = egress(&settings(&[&address.to_string()]));
    let mut outgoing = post(&format!("http://{address}/lookup?v=1"), None);
    outgoing.method = Method::Get;
    out.ask(outgoing).await.unwrap();
    let question = asked.await.unwrap();
    let line = "GET /lookup?v=1&number=%2B49%2030%20%221%22 HTTP/1.1\r\n";
    assert!(question.starts_with(line), "{question}");
}

#[tokio::test]
async fn vc41_a_host_that_is_not_listed_is_not_asked() {
    let (address, _) = system(GOLD).await;
    let url = format!("http://{address}/");
    assert_eq!(egress(&Config::default()).ask(get(&url)).await, Err(Failure::NotListed));
    let out = egress(&settings(&["crm.example", "127.0.0.1:1"]));
    assert_eq!(out.ask(get(&url)).await, Err(Failure::NotListed));
    assert_eq!(out.ask(get("http://name@crm.example/")).await, Err(Failure::NotListed));
}

/// What the operator has listed leads inside, by its name or as an address: it is not reached all the same.
#[tokio::test]
async fn vc41_no_name_leads_into_this_machine_or_its_neighbourhood() {
    for host in [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.1",
        "255.255.255.255",
    ] {
        let listed = format!("{host}:8443");
        let egress_inside = vec!["10.99.0.0/16".parse().unwrap()];
        let out = egress(&Config { egress_inside, ..settings(&[&listed]) });
        for scheme in ["https", "http"] {
            let answer = out.ask(get(&format!("{scheme}://{listed}/"))).await;
            assert!(
                matches!(answer, Err(Failure::Forbidden(_))),
                "{scheme}://{listed}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn vc41_plain_http_is_for_the_operators_own_network() {
    let config = Config { egress_inside: Vec::new(), ..settings(&["127.0.0.1"]) };
    assert_eq!(egress(&config).ask(get("http://127.0.0.1/")).await, Err(Failure::Plain));
    let out = egress(&settings(&["9.9.9.9"]));
    assert_eq!(out.ask(get("http://9.9.9.9/")).await, Err(Failure::Plain));
}

#[tokio::test]
async fn vc41_no_answer_leads_on_to_another_address() {
    let (inner, asked) = system(GOLD).await;
    let leads =
        format!("HTTP/1.1 302 Found\r\nlocation: http://{inner}/\r\ncontent-length: 0\r\n\r\n");
    let (address, _) = system(leads).await;
    let out = egress(&settings(&[&address.to_string(), &inner.to_string()]));
    assert_eq!(out.ask(get(&format!("http://{address}/"))).await, Err(Failure::Status(302)));
    assert!(!asked.is_finished(), "nobody came");
    asked.abort();
}

#[tokio::test]
async fn vc41_an_answer_that_is_none_of_the_200s_too_long_or_no_http_has_failed() {
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(flow::ANSWER_SIZE_MAX + 1));
    let heady = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(100_000));
    for (answer, expected) in [
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", Failure::Status(404)),
        ("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n", Failure::Status(503)),
        ("220 mail.example ESMTP\r\n", Failure::NoHttp),
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncut", Failure::NoHttp),
        ("", Failure::NoHttp),
        (&endless, Failure::TooLong),
        (&heady, Failure::NoHttp),
    ] {
        let (address, _) = system(answer).await;
        let out = egress(&settings(&[&address.to_string()]));
        assert_eq!(out.ask(get(&format!("http://{address}/"))).await, Err(expected));
    }
}

#[tokio::test]
async fn vc41_whoever_does_not_answer_in_time_has_not_answered() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let out = egress(&settings(&[&address.to_string()]));
    let outgoing = Outgoing { timeout: Millis(50), ..get(&format!("http://{address}/")) };
    assert_eq!(out.ask(outgoing).await, Err(Failure::TimedOut));
    drop(silent);
    let nobody = out.ask(get(&format!("http://{address}/"))).await;
    assert_eq!(nobody, Err(Failure::Unreachable));
}

#[tokio::test]
async fn vc41_one_question_too_many_fails_at_once() {
    let (address, _) = system(GOLD).await;
    let out = egress(&settings(&[&address.to_string()]));
    let places = u32::try_from(ASKED_AT_ONCE).unwrap();
    let others = out.0.places.try_acquire_many(places).unwrap();
    let url = format!("http://{address}/");
    assert_eq!(out.ask(get(&url)).await, Err(Failure::TooMany));
    drop(others);
    assert!(out.ask(get(&url)).await.is_ok());
}

#[tokio::test]
async fn vc41_over_tls_the_certificate_must_be_of_that_name_and_of_an_authority_that_is_trusted() {
    let authority = authority("Ours");
    let (certificate, key) = signed(&authority, "localhost");
    let pem = File::with(&authority.0.pem());
    let listen = || async {
        let (certificate, key) = (certificate.clone(), key.clone_key());
        let tls = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            // Whoever does not trust us goes away here.
            if let Ok(mut stream) = TlsAcceptor::from(Arc::new(tls)).accept(stream).await {
                exchange(&mut stream, GOLD.as_bytes()).await;
            }
        });
        port
    };
    let ours = Some(pem.0.clone());
    for (host, egress_ca, expected) in [
        ("localhost", ours.clone(), Ok(b"{\"level\":\"gold\"}".to_vec())),
        ("127.0.0.1", ours, Err(Failure::Untrusted)),
        ("localhost", None, Err(Failure::Untrusted)),
    ] {
        let listed = format!("{host}:{}", listen().await);
        // Where localhost is an IPv6 address too, nobody listens there.
        let inside = ["127.0.0.0/8", "::1/128"].map(|network| network.parse().unwrap());
        let config = Config { egress_ca, egress_inside: inside.into(), ..settings(&[&listed]) };
        assert_eq!(
            egress(&config).ask(get(&format!("https://{listed}/"))).await,
            expected,
            "{listed}"
        );
    }
}

#[tokio::test]
async fn vc41_a_secret_proves_who_asks_to_its_own_host_and_to_no_other() {
    let (address, asked) = system(GOLD).await;
    let file = File::with(&format!(
        "[crm]\nhost = \"{address}\"\nbearer = \"hush\"\n[sign]\nhost = \"{address}\"\nsign = \"key\"\n\
         [other]\nhost = \"other.example\"\nbearer = \"hush\"\n"
    ));
    let egress_secrets = Some(file.0.clone());
    let out = egress(&Config {
        egress_secrets: egress_secrets.clone(),
        ..settings(&[&address.to_string()])
    });
    let url = format!("http://{address}/");
    for unknown in ["other", "nothing"] {
        assert_eq!(out.ask(post(&url, Some(unknown))).await, Err(Failure::UnknownSecret));
    }
    out.ask(post(&url, Some("crm"))).await.unwrap();
    let question = asked.await.unwrap();
    assert!(question.contains("authorization: Bearer hush\r\n"), "{question}");

    let (address, asked) = system(GOLD).await;
    let text = format!("[sign]\nhost = \"{address}\"\nsign = \"key\"\n");
    std::fs::write(&file.0, text).unwrap();
    let out = egress(&Config { egress_secrets, ..settings(&[&address.to_string()]) });
    out.ask(post(&format!("http://{address}/"), Some("sign"))).await.unwrap();
    let question = asked.await.unwrap();
    let proof = question.lines().find_map(|line| line.strip_prefix("rapport-signature: t="));
    let (seconds, signature) = proof.unwrap().split_once(",v1=").unwrap();
    let body = question.split_once("\r\n\r\n").unwrap().1;
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"key");
    let signature = hex::decode(signature).unwrap();
    let signed = format!("{seconds}.{body}");
    hmac::verify(&key, signed.as_bytes(), &signature).unwrap();
}

#[test]
fn vc41_what_is_wrong_with_the_settings_is_said_and_no_secret_with_it() {
    let said = |config: &Config| {
        let refused = Egress::read(config, Clock::start(Timestamp(0))).err();
        format!("{:#}", refused.unwrap())
    };
    for wrong in ["https://crm.example", "*.example", "user@crm.example", ""] {
        let text = said(&settings(&[wrong]));
        assert!(text.contains("--egress") && text.contains(wrong), "{text}");
    }
    let lonely = said(&settings(&[]));
    assert!(lonely.contains("--egress-inside"), "{lonely}");
    for text in [
        "hush-hush",
        "crm = \"hush-hush\"",
        "[crm]\nhost = \"crm.example\"\nbearer = [\"hush-hush\"]",
        "[crm]\nhost = \"crm.example\"",
        "[crm]\nhost = \"crm.example\"\nbearer = \"hush-hush\"\nsign = \"hush-hush\"",
        "[crm]\nhost = \"crm.example\"\npassword = \"hush-hush\"",
        "[crm]\nhost = \"crm.example\"\nbearer = \"hush-hush\\n\"",
    ] {
        let file = File::with(text);
        let told = said(&Config { egress_secrets: Some(file.0.clone()), ..Config::default() });
        assert!(told.contains("--egress-secrets") && !told.contains("hush"), "{told}");
    }
    let nowhere = Config { egress_secrets: Some("/nowhere".into()), ..Config::default() };
    assert!(said(&nowhere).contains("--egress-secrets /nowhere"));
}

fn authority(name: &str) -> (rcgen::Certificate, rcgen::Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    let certificate = params.self_signed(&key).unwrap();
    (certificate, rcgen::Issuer::new(params, key))
}

fn signed(
    (_, issuer): &(rcgen::Certificate, rcgen::Issuer<'static, KeyPair>),
    name: &str,
) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, issuer).unwrap();
    (certificate.der().clone(), PrivateKeyDer::Pkcs8(key.serialize_der().into()))
}
