//! Trunks as they come: `SIPp` and baresip over TCP and TLS, offers that come late, sessions that are timed, holds, and the races
//! at a call's ends, over real sockets.

use std::time::Duration;

use robot::Seen;
use tokio::net::UdpSocket;
use wire::workspace::Label;

use crate::call::agent_with_sound;
use crate::demo::{Demo, SOON};
use crate::strangers::{Way, is_heard, sipp, sipp_by, succeeds, talks_to_baresip};
use crate::transports::{Papers, demo_with_tls};
use crate::voice::until_metric;

/// F49: 64 × T1 and what a shared machine needs.
const NO_ACK_WITHIN: Duration = Duration::from_secs(50);

#[tokio::test]
async fn baresip_calls_by_tcp_and_both_hear_each_other() {
    let demo = Demo::start().await;
    let way = Way { transport: "tcp", to: demo.guide.sip.clone(), config: String::new() };
    talks_to_baresip(&demo, "pcmu", &way).await;
}

#[tokio::test]
async fn baresip_calls_by_tls_and_both_hear_each_other() {
    let papers = Papers::issue();
    let (demo, address) = demo_with_tls(&papers).await;
    let to = format!("sip:{}@{address}", demo.guide.hotline);
    let config = format!("sip_cafile {}\n", papers.folder.join("ca.pem").display());
    talks_to_baresip(&demo, "pcmu", &Way { transport: "tls", to, config }).await;
}

#[tokio::test]
async fn sipp_calls_by_tcp_is_heard_and_hangs_up() {
    let demo = Demo::start().await;
    let by_tcp =
        [("SIP/2.0/UDP", "SIP/2.0/TCP"), ("[local_port]>\n", "[local_port];transport=tcp>\n")];
    let hotline = demo.guide.hotline.clone();
    let ann = agent_with_sound(&demo, demo.ann()).await;
    is_heard(ann, sipp_by("t1", &demo, "caller_hangs_up.xml", &hotline, &by_tcp)).await;
}

#[tokio::test]
async fn sipp_leaves_the_offer_to_us_and_is_heard() {
    let demo = Demo::start().await;
    let ann = agent_with_sound(&demo, demo.ann()).await;
    is_heard(ann, sipp(&demo, "late_offer.xml", &demo.guide.hotline)).await;
}

#[tokio::test]
async fn sipp_that_answers_our_offer_with_nothing_gets_a_bye() {
    let demo = Demo::start().await;
    succeeds(sipp(&demo, "late_offer_unanswered.xml", &demo.guide.hotline)).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn sipp_asks_for_too_brief_a_session_gets_a_longer_one_and_refreshes_it() {
    let demo = Demo::start().await;
    succeeds(sipp(&demo, "session_timer.xml", &demo.guide.hotline)).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn f48_sipp_holds_in_each_way_and_comes_back() {
    let demo = Demo::start().await;
    succeeds(sipp(&demo, "holds.xml", &demo.guide.hotline)).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn f43_sipp_hangs_up_before_it_acknowledges() {
    let demo = Demo::start().await;
    succeeds(sipp(&demo, "bye_before_ack.xml", &demo.guide.hotline)).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn f45_sipp_cancels_while_our_answer_is_on_its_way() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    succeeds(sipp(&demo, "cancel_after_answer.xml", &demo.guide.hotline)).await;
    until_metric(&demo, "rapport_calls_live", 0.0).await;
    let quiet =
        |seen: &Seen| seen.picture.calls.is_empty() && seen.picture.me.label == Label::Available;
    ann.until(SOON, "no after-call work for a caller who left", quiet).await.unwrap();
}

#[tokio::test]
async fn f49_sipp_never_acknowledges_and_gets_a_bye_after_32_seconds() {
    let demo = Demo::start().await;
    let waited = tokio::time::timeout(NO_ACK_WITHIN, async {
        succeeds(sipp(&demo, "no_ack.xml", &demo.guide.hotline)).await;
    });
    waited.await.unwrap();
    until_metric(&demo, "rapport_calls_live", 0.0).await;
}

#[tokio::test]
async fn f42_a_storm_of_copies_is_one_call_with_one_answer() {
    let demo = Demo::start().await;
    let phone = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let there = demo.sip();
    let invite = invite(&demo, &phone, "");
    for _ in 0..200 {
        phone.send_to(invite.as_bytes(), there).await.unwrap();
    }
    let mut tags = std::collections::BTreeSet::new();
    let mut buffer = [0; 4_096];
    let answered = tokio::time::timeout(SOON, async {
        loop {
            let (length, _) = phone.recv_from(&mut buffer).await.unwrap();
            let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
            let to = text.lines().find(|line| line.starts_with("To: ")).unwrap().to_owned();
            tags.extend(to.split_once(";tag=").map(|(_, tag)| tag.to_owned()));
            if text.starts_with("SIP/2.0 200 ") {
                return;
            }
        }
    });
    answered.await.expect("a 200 in time");
    assert_eq!(tags.len(), 1, "{tags:?}");
    until_metric(&demo, "rapport_calls_total", 1.0).await;
    until_metric(&demo, "rapport_calls_live", 1.0).await;
}

#[tokio::test]
async fn f52_a_datagram_of_60_kilobytes_is_read_and_answered() {
    let demo = Demo::start().await;
    let phone = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let long = format!("X-Long: {}\r\n", "x".repeat(7_500)).repeat(8);
    phone.send_to(invite(&demo, &phone, &long).as_bytes(), demo.sip()).await.unwrap();
    let mut buffer = [0; 4_096];
    let answered = tokio::time::timeout(SOON, async {
        loop {
            let (length, _) = phone.recv_from(&mut buffer).await.unwrap();
            if buffer[..length].starts_with(b"SIP/2.0 200 ") {
                return;
            }
        }
    });
    answered.await.expect("a 200 in time");
}

/// An INVITE for the hotline, with more header lines.
fn invite(demo: &Demo, phone: &UdpSocket, more: &str) -> String {
    let (here, there, number) = (phone.local_addr().unwrap(), demo.sip(), &demo.guide.hotline);
    let sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n";
    format!(
        "INVITE sip:{number}@{there} SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bKstorm\r\n\
         From: <sip:+4930777@{here}>;tag=1\r\nTo: <sip:{number}@{there}>\r\nCall-ID: storm\r\nCSeq: 1 INVITE\r\n\
         Max-Forwards: 70\r\nContact: <sip:{here}>\r\n{more}Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{sdp}",
        sdp.len()
    )
}
