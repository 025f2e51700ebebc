//! `rapport check` says in words who can reach this machine (OP10).

use std::net::{TcpListener, UdpSocket};
use std::process::Command;

use crate::demo::Demo;

struct Told {
    success: bool,
    words: String,
}

fn check(more: &[&str]) -> Told {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = [(); 3].map(|()| UdpSocket::bind("127.0.0.1:0").unwrap());
    let http = tcp.local_addr().unwrap().port();
    let [sip, media, rtp] = udp.each_ref().map(|held| held.local_addr().unwrap().port());
    drop((tcp, udp));
    let free = [
        format!("--http=127.0.0.1:{http}"),
        format!("--sip=127.0.0.1:{sip}"),
        format!("--media=127.0.0.1:{media}"),
        format!("--rtp=127.0.0.1:{rtp}-{rtp}"),
    ];
    // A flag of the test's own takes the place of a free port.
    let flag = |argument: &str| argument.split('=').next().map(str::to_owned);
    let free = free.iter().filter(|free| more.iter().all(|more| flag(more) != flag(free)));
    let mut check = Command::new(env!("CARGO_BIN_EXE_rapport"));
    let output = check.arg("check").args(free).args(more).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    Told { success: output.status.success(), words }
}

#[test]
fn op10_on_one_machine_everything_is_reached_and_it_says_by_whom() {
    let told = check(&[]);
    assert!(told.success, "{}", told.words);
    assert!(told.words.contains("Browsers on this machine, and no others"), "{}", told.words);
    assert!(told.words.contains("leads here, from this machine alone"), "{}", told.words);
}

#[tokio::test]
async fn op10_a_trunk_that_answers_is_told_and_so_is_one_that_does_not() {
    let demo = Demo::start().await;
    let there = demo.guide.sip.trim_start_matches("sip:").split('@').next_back().unwrap();
    let told = check(&[&format!("--sip-peer=house={there}")]);
    assert!(told.success, "{}", told.words);
    assert!(
        told.words.contains(&format!("Trunk house at UDP {there} answers: ")),
        "{}",
        told.words
    );

    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let there = silent.local_addr().unwrap();
    let told = check(&[&format!("--sip-peer=mute={there}")]);
    assert!(!told.success, "{}", told.words);
    assert!(told.words.contains(&format!("Trunk mute at UDP {there} does not answer")));
    let refuses = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let told = check(&[&format!("--sip-peer=gone=tcp:{refuses}")]);
    assert!(!told.success && told.words.contains("Trunk gone takes no connection"));
}

#[test]
fn op10_a_public_address_that_does_not_lead_here_is_told() {
    // TEST-NET-1 (RFC 5737) leads nowhere.
    let told = check(&["--public-address=192.0.2.1"]);
    assert!(!told.success);
    assert!(told.words.contains("no connection to TCP 192.0.2.1"), "{}", told.words);
    assert!(told.words.contains("did not arrive"), "{}", told.words);
    assert!(told.words.contains("Browsers give no microphone"), "{}", told.words);
}

#[test]
fn op10_a_port_that_is_in_use_is_told_and_the_flag_named() {
    let busy = UdpSocket::bind("127.0.0.1:0").unwrap();
    for flag in ["--media", "--sip-phones"] {
        let told = check(&[&format!("{flag}={}", busy.local_addr().unwrap())]);
        assert!(!told.success);
        assert!(told.words.contains(flag) && told.words.contains("is in use"), "{}", told.words);
    }
}
