//! HTTPS with certificates from files and from an ACME server, as strangers see it (OP09): curl, and Debian's pebble.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};

/// Long, because a slow machine is no defect.
const PATIENCE: Duration = Duration::from_mins(1);
const ASK_EVERY: Duration = Duration::from_millis(50);

#[tokio::test]
async fn op09_a_certificate_in_files_makes_it_https_and_a_renewed_one_is_taken_without_a_restart() {
    let folder = Folder::new();
    certify(&folder, "first");
    let [http, sip, media, rtp] = ports();
    let (certificate, key) = (folder.file("cert.pem"), folder.file("key.pem"));
    let _server = Program::start(
        &folder,
        "rapport",
        env!("CARGO_BIN_EXE_rapport"),
        &[
            "demo",
            &format!("--http=127.0.0.1:{http}"),
            &format!("--sip=127.0.0.1:{sip}"),
            &format!("--media=127.0.0.1:{media}"),
            &format!("--rtp=127.0.0.1:{rtp}-{rtp}"),
            &format!("--data={}", folder.file("data").display()),
            &format!("--tls-cert={}", certificate.display()),
            &format!("--tls-key={}", key.display()),
        ],
    );
    let url = format!("https://localhost:{http}");
    let curl = |arguments: &[&str]| curl(&certificate, arguments);
    until("the server answers", || curl(&[&format!("{url}/readyz")]).status.success()).await;

    let login = curl(&[
        "--include",
        "--header",
        "x-rapport-csrf: 1",
        "--json",
        r#"{"email":"ann@demo.example","password":"try-me-2026!"}"#,
        &format!("{url}/api/v1/login"),
    ]);
    let answer = text(&login.stdout).to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie: __host-rapport="));
    let cookie = cookie.unwrap();
    assert!(cookie.contains("; secure") && cookie.contains("; httponly"), "{cookie}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    let value = cookie.split(['=', ';']).nth(1).unwrap();
    let me = |name: &str| {
        let cookie = format!("{name}={value}");
        text(&curl(&["--cookie", &cookie, &format!("{url}/api/v1/me")]).stdout)
    };
    assert!(me("__Host-rapport").contains("Ann"), "the login holds over HTTPS");
    assert!(me("rapport").contains("not-signed-in"), "a cookie of plain HTTP is none here");

    // The key comes first, as a renewal may write it: half of a renewal changes nothing.
    let (fresh, secret) = certificate_of("second");
    fs::write(&key, &secret).unwrap();
    until("the log tells of it", || {
        folder.log("rapport").contains("the certificate in force stays")
    })
    .await;
    assert!(curl(&[&format!("{url}/readyz")]).status.success(), "the old one goes on");
    fs::write(&certificate, &fresh).unwrap();
    // curl trusts the new certificate alone from here on.
    until("the new certificate is served", || curl(&[&format!("{url}/readyz")]).status.success())
        .await;
}

#[test]
fn op09_a_key_that_does_not_belong_to_the_certificate_stops_the_start() {
    let folder = Folder::new();
    certify(&folder, "first");
    fs::write(folder.file("key.pem"), certificate_of("other").1).unwrap();
    let start = |more: &[&str]| {
        let [http, ..] = ports();
        let output = Command::new(env!("CARGO_BIN_EXE_rapport"))
            .args(["serve", &format!("--http=127.0.0.1:{http}")])
            .arg(format!("--data={}", folder.file("data").display()))
            .args(more)
            .output();
        let output = output.unwrap();
        assert!(!output.status.success());
        text(&output.stderr)
    };
    let certificate = format!("--tls-cert={}", folder.file("cert.pem").display());
    let key = format!("--tls-key={}", folder.file("key.pem").display());
    assert!(start(&[&certificate, &key]).contains("do not belong together"));
    assert!(start(&[&certificate]).contains("--tls-cert needs --tls-key"));
    assert!(start(&[&certificate, &key, "--acme=x.example"]).contains("exclude one another"));
}

#[tokio::test]
async fn op09_a_certificate_is_ordered_by_acme_and_survives_a_restart() {
    let folder = Folder::new();
    certify(&folder, "pebble");
    let [directory, management, http, sip] = ports();
    let config = serde_json::json!({ "pebble": {
        "listenAddress": format!("127.0.0.1:{directory}"),
        "managementListenAddress": format!("127.0.0.1:{management}"),
        "certificate": folder.file("cert.pem"),
        "privateKey": folder.file("key.pem"),
        "httpPort": 1,
        "tlsPort": http,
    }});
    fs::write(folder.file("pebble.json"), config.to_string()).unwrap();
    let pebble_config = folder.file("pebble.json").display().to_string();
    let authority = Program::start(&folder, "pebble", "pebble", &["-config", &pebble_config]);
    let [media, rtp, ..] = ports();
    let rapport = || {
        Program::start(
            &folder,
            "rapport",
            env!("CARGO_BIN_EXE_rapport"),
            &[
                "serve",
                &format!("--http=127.0.0.1:{http}"),
                &format!("--sip=127.0.0.1:{sip}"),
                &format!("--media=127.0.0.1:{media}"),
                &format!("--rtp=127.0.0.1:{rtp}-{rtp}"),
                &format!("--data={}", folder.file("data").display()),
                "--acme=localhost",
                "--acme-mail=admin@house.example",
                &format!("--acme-directory=https://localhost:{directory}/dir"),
                &format!("--acme-ca={}", folder.file("cert.pem").display()),
            ],
        )
    };
    let server = rapport();
    // The root is made anew at each start of pebble, and tells itself.
    let root = folder.file("root.pem");
    let roots = format!("https://localhost:{management}/roots/0");
    until("pebble tells its root", || {
        let told = curl(&folder.file("cert.pem"), &[&roots]);
        told.status.success() && fs::write(&root, told.stdout).is_ok()
    })
    .await;
    let ready = format!("https://localhost:{http}/readyz");
    until("the certificate has come", || curl(&root, &[&ready]).status.success()).await;

    // The authority is gone: what was ordered before is enough.
    drop((server, authority));
    let _again = rapport();
    until("the kept certificate is served", || curl(&root, &[&ready]).status.success()).await;
}

/// One certificate that proves `localhost` by itself, and its key.
fn certificate_of(name: &str) -> (String, String) {
    let mut asked = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    asked.distinguished_name = DistinguishedName::new();
    asked.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate().unwrap();
    (asked.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

fn certify(folder: &Folder, name: &str) {
    let (certificate, key) = certificate_of(name);
    fs::write(folder.file("cert.pem"), certificate).unwrap();
    fs::write(folder.file("key.pem"), key).unwrap();
}

fn curl(trusted: &Path, arguments: &[&str]) -> Output {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail-with-body", "--max-time", "10", "--cacert"]);
    curl.arg(trusted).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "not in time: {what}");
        tokio::time::sleep(ASK_EVERY).await;
    }
}

/// Four that are free now.
fn ports() -> [u16; 4] {
    let held = [(); 4].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|held| held.local_addr().unwrap().port())
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("rapport-https-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn log(&self, program: &str) -> String {
        fs::read_to_string(self.file(&format!("{program}.log"))).unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _gone = fs::remove_dir_all(&self.0);
        }
    }
}

/// Ends with the value.
struct Program(Child);

impl Program {
    fn start(folder: &Folder, name: &str, program: &str, arguments: &[&str]) -> Self {
        let path = folder.file(&format!("{name}.log"));
        let log = fs::File::options().create(true).append(true).open(path).unwrap();
        let child = Command::new(program)
            .args(arguments)
            // Pebble refuses some good nonces and waits at random, unless told not to.
            .envs([("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_WFE_NONCEREJECT", "0")])
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended before.
        let _over = self.0.kill();
        let _over = self.0.wait();
    }
}
