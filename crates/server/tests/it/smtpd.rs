//! A mail server that we did not write (aiosmtpd), and the mails that it has taken.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::demo::SOON;

pub(crate) struct Smtpd {
    process: Child,
    port: u16,
    maildir: PathBuf,
}

impl Smtpd {
    pub(crate) async fn start() -> Self {
        Self::on(free_port()).await
    }

    /// On a port that somebody knows already.
    pub(crate) async fn on(port: u16) -> Self {
        Self::with(port, &[]).await
    }

    /// One that speaks TLS, with a certificate that nobody vouches for.
    pub(crate) async fn unvouched() -> Self {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = std::env::temp_dir().join(format!("rapport-mail-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        std::fs::write(&cert, own.cert.pem()).unwrap();
        std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
        let flags =
            [format!("--tlscert={}", cert.display()), format!("--tlskey={}", key.display())];
        let smtpd = Self::with(free_port(), &flags).await;
        std::fs::remove_dir_all(folder).unwrap();
        smtpd
    }

    async fn with(port: u16, more: &[String]) -> Self {
        let maildir = std::env::temp_dir().join(format!("rapport-mail-{}", uuid::Uuid::now_v7()));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let process = Command::new(target.join("smtpd/bin/python"))
            .args([
                "-m",
                "aiosmtpd",
                "-n",
                "-l",
                &format!("127.0.0.1:{port}"),
                "-c",
                "strict.Strict",
            ])
            .args(more)
            .arg(&maildir)
            .env("PYTHONPATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/smtpd"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdout(Stdio::null())
            .spawn()
            .expect("`cargo xtask test` installs aiosmtpd");
        let smtpd = Self { process, port, maildir };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(started.elapsed() < SOON, "the mail server did not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        smtpd
    }

    /// The flags of a server that sends its mails here.
    pub(crate) fn flags(&self) -> [String; 2] {
        flags(self.port)
    }

    /// Waits for as many mails to `to`; their texts, decoded by Python's own library, the oldest first.
    pub(crate) async fn mails_to(&self, to: &str, count: usize) -> Vec<String> {
        let started = Instant::now();
        loop {
            let mails: Vec<String> =
                self.all().into_iter().filter(|mail| mail.contains(&format!("To: {to}"))).collect();
            if mails.len() >= count {
                return mails;
            }
            assert!(started.elapsed() < 2 * SOON, "{} of {count} mails to {to} came", mails.len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The flags of a server that sends its mails here by TLS or not at all.
    pub(crate) fn encrypted_flags(&self) -> [String; 2] {
        let [smtp, from] = self.flags();
        [smtp.replace("127.0.0.1", "localhost") + "?tls=required", from]
    }

    pub(crate) fn all(&self) -> Vec<String> {
        let read = "import mailbox, email.policy, email, sys\n\
            for key, raw in sorted(mailbox.Maildir(sys.argv[1]).items(), key=lambda kv: kv[1].get_date()):\n\
            \x20   m = email.message_from_bytes(raw.as_bytes(), policy=email.policy.default)\n\
            \x20   print('To:', m['to']); print('From:', m['from']); print('Subject:', m['subject'])\n\
            \x20   print(m.get_content(), end='\\0')";
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let output = Command::new(target.join("smtpd/bin/python"))
            .args(["-c", read])
            .arg(&self.maildir)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split('\0').filter(|mail| !mail.trim().is_empty()).map(str::to_owned).collect()
    }
}

impl Drop for Smtpd {
    fn drop(&mut self) {
        let _over = self.process.kill();
        let _over = self.process.wait();
        let _gone = std::fs::remove_dir_all(&self.maildir);
    }
}

/// Where nobody listens, yet.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

pub(crate) fn flags(port: u16) -> [String; 2] {
    [format!("--smtp=smtp://127.0.0.1:{port}"), "--mail-from=Desk <desk@x.example>".into()]
}

/// What stands behind `label` on its line.
pub(crate) fn line(mail: &str, label: &str) -> String {
    let found = mail.lines().find_map(|line| line.strip_prefix(label));
    found.unwrap_or_else(|| unreachable!("no {label} in {mail}")).trim().to_owned()
}
