//! OP07: 100,000 malformed inputs over real sockets: each gets its right answer, the process lives on, and memory after all of
//! them is at most 8 MiB above memory after the first tenth.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use reqwest::{Client, StatusCode};

use crate::demo::Demo;

const ROUNDS: u32 = 10;
const EACH: u32 = 2_500;
const GROWTH_MAX_KIB: u64 = 8 * 1024;

#[tokio::test]
async fn op07_a_hundred_thousand_malformed_inputs_change_nothing() {
    let demo = Demo::start().await;
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    let mut after_first = 0;
    let mut sip_answers = 0;
    for round in 0..ROUNDS {
        sip_answers += malformed_sip(&demo, &mut noise).await;
        malformed_sound(&demo, &mut noise);
        malformed_json(&demo, &mut noise).await;
        if round == 0 {
            after_first = resident_kib(demo.pid());
        }
    }
    assert!(sip_answers > 0, "what can be answered was answered");
    let after_all = resident_kib(demo.pid());
    assert!(
        after_all <= after_first + GROWTH_MAX_KIB,
        "memory went from {after_first} KiB to {after_all} KiB"
    );
    // Alive, and the next caller is served.
    let mut caller = crate::call::dial(&demo).await;
    let talking = |state: &robot::CallerState| *state == robot::CallerState::Talking;
    caller.until(crate::demo::SOON, talking).await.unwrap();
}

/// Requests with one wound each. Whatever comes back is a refusal.
async fn malformed_sip(demo: &Demo, noise: &mut Noise) -> u32 {
    let socket = socket();
    let mut answers = 0;
    for number in 0..EACH {
        let mut datagram = invite(demo, number).into_bytes();
        noise.wound(&mut datagram);
        socket.send_to(&datagram, demo.sip()).unwrap();
        answers += refusals(&socket);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    answers + refusals(&socket)
}

fn refusals(socket: &UdpSocket) -> u32 {
    let mut buffer = [0; 4_096];
    let mut count = 0;
    while let Ok(length) = socket.recv(&mut buffer) {
        let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
        let status = text.strip_prefix("SIP/2.0 ").and_then(|rest| rest.get(..3)?.parse().ok());
        let status: u16 = status.expect("what comes back is an answer");
        // 1xx, 2xx: the wound was in a place that does not matter (a display name, the sound's port).
        assert!((100..700).contains(&status), "{text}");
        count += 1;
    }
    count
}

/// STUN, DTLS and RTP with wounds, at the browsers' socket and the phones': silence is the right answer, or a STUN error.
fn malformed_sound(demo: &Demo, noise: &mut Noise) {
    let socket = socket();
    let mut stun = b"\x00\x01\x00\x08\x21\x12\xA4\x42abcdefghijkl\x00\x06\x00\x04a:bc".to_vec();
    let mut rtp = vec![0x80, 0, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4];
    rtp.extend([0x55; 160]);
    for target in demo.sound() {
        for packet in [&mut stun, &mut rtp] {
            for _ in 0..EACH / 2 {
                let mut wounded = packet.clone();
                noise.wound(&mut wounded);
                socket.send_to(&wounded, target).unwrap();
            }
        }
    }
}

async fn malformed_json(demo: &Demo, noise: &mut Noise) {
    let client = Client::new();
    let url = format!("{}/api/v1/login", demo.guide.url);
    for _ in 0..EACH {
        let mut body = br#"{"email":"ann@demo.example","password":"#.to_vec();
        noise.wound(&mut body);
        let request = client.post(&url).header("x-rapport-csrf", "1");
        let request = request.header("content-type", "application/json").body(body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
}

fn invite(demo: &Demo, number: u32) -> String {
    let sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
               m=audio 4000 RTP/AVP 0\r\n";
    format!(
        "INVITE sip:+4930999@{server} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bK{number};rport\r\n\
         Max-Forwards: 70\r\nFrom: <sip:x@127.0.0.1>;tag={number}\r\nTo: <sip:y@127.0.0.1>\r\n\
         Call-ID: {number}@garbage\r\nCSeq: 1 INVITE\r\nContact: <sip:x@127.0.0.1:5099>\r\n\
         Content-Type: application/sdp\r\nContent-Length: {length}\r\n\r\n{sdp}",
        server = demo.sip(),
        length = sdp.len(),
    )
}

fn socket() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_nonblocking(true).unwrap();
    socket
}

fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Wounds from a seed, so that a failure can be had again.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// Cuts, flips, repeats or strews, one to four times.
    fn wound(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes.truncate(at),
                1 => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << self.below(8);
                    }
                }
                2 => {
                    let copy = bytes[at..].to_vec();
                    bytes.extend(copy);
                }
                _ => bytes.insert(at, u8::try_from(self.below(256)).unwrap()),
            }
        }
    }
}

impl Demo {
    /// The browsers' socket and the first of the phones'.
    fn sound(&self) -> [SocketAddr; 2] {
        ["--media=", "--rtp="].map(|flag| {
            let value = self.flag(flag);
            value.split_once('-').map_or(value, |(first, _)| first).parse().unwrap()
        })
    }
}
