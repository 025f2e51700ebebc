//! `rapport serve` on an empty data folder, with what it prints.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::demo::SOON;

pub(crate) struct Empty {
    process: Child,
    pub(crate) url: String,
    arguments: Vec<String>,
    data: PathBuf,
    said: Arc<Mutex<Vec<String>>>,
}

impl Empty {
    /// The server and the link that it prints.
    pub(crate) async fn start() -> (Self, String) {
        let data = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        let any = (Ipv4Addr::LOCALHOST, 0);
        let http = TcpListener::bind(any).unwrap().local_addr().unwrap();
        let sockets: Vec<UdpSocket> = (0..3).map(|_| UdpSocket::bind(any).unwrap()).collect();
        let ports: Vec<u16> =
            sockets.iter().map(|socket| socket.local_addr().unwrap().port()).collect();
        drop(sockets);
        let arguments = vec![
            "serve".to_owned(),
            format!("--http={http}"),
            format!("--sip=127.0.0.1:{}", ports[0]),
            format!("--media=127.0.0.1:{}", ports[1]),
            format!("--rtp=127.0.0.1:{}-{}", ports[2], ports[2]),
            format!("--data={}", data.display()),
        ];
        let process = spawn(&arguments);
        let (url, said) = (format!("http://{http}"), Arc::default());
        let mut empty = Self { process, url, arguments, data, said };
        empty.listen();
        let printed = empty.ready().await;
        (empty, printed.expect("a link is printed"))
    }

    /// What the next start prints.
    pub(crate) async fn restart(&mut self) -> Option<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.process = spawn(&self.arguments);
        self.listen();
        self.ready().await
    }

    async fn ready(&self) -> Option<String> {
        let started = Instant::now();
        let url = format!("{}/readyz", self.url);
        while !reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(started.elapsed() < 6 * SOON, "the server was not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The link is printed before the first answer; its line may still be on its way here.
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.said.lock().unwrap().iter().rev().find(|line| line.contains("/setup#")).cloned()
    }

    fn listen(&mut self) {
        let out = BufReader::new(self.process.stdout.take().unwrap());
        let said = Arc::clone(&self.said);
        said.lock().unwrap().clear();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                said.lock().unwrap().push(line);
            }
        });
    }
}

fn spawn(arguments: &[String]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

impl Drop for Empty {
    fn drop(&mut self) {
        let _over = self.process.kill();
        let _over = self.process.wait();
        let _gone = std::fs::remove_dir_all(&self.data);
    }
}
