//! VC06: calls that members make, with a stranger at the far end and what is kept of them.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::StatusCode;
use robot::{Agent, CallerState, Exchange, Seen, Voice};
use serde_json::json;
use uuid::Uuid;
use wire::command::{Choice, ContactRef, DialCall, MemberCommand, StatusChoice};
use wire::workspace::{CallState, DialProgress, Direction, GroupKind, Label};

use crate::browser::Browser;
use crate::call::{agent_with_sound, hears};
use crate::demo::{Demo, SOON};
use crate::strangers::{SIP_PORT, rtp_port, sipp_at, succeeds};

const HEARD_DB: f64 = -25.0;
const CALLED: &str = "030 111220";

#[tokio::test]
async fn vc06_sipp_is_heard_before_it_answers_and_is_cancelled() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let sipp = sipp_at(block, ("u1", "called_cancelled.xml"), &demo, CALLED, &[]);
    dial(&mut ann, CALLED).await;
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears SIPp").await;
    let early = |seen: &Seen| {
        seen.picture.calls.iter().any(|call| {
            matches!(&call.state, CallState::Dialling(dialling)
                if dialling.progress == Some(DialProgress::EarlyMedia))
        })
    };
    let seen = ann.until(SOON, "a sound before the answer", early).await.unwrap();
    let call = &seen.picture.calls[0];
    assert_eq!(call.direction, Direction::Outbound);
    assert_eq!(call.dialled, demo.guide.hotline, "the number that is shown");
    assert_eq!(seen.picture.me.label, Label::InLine);
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact: call.id })).await.unwrap();
    succeeds(sipp).await;
    is_over(&mut ann).await;
}

#[tokio::test]
async fn vc06_sipp_answers_and_gets_its_bye() {
    let block = rtp_port();
    let demo = Demo::with(&far_end(block)).await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let sipp = sipp_at(block, ("u1", "called_answers.xml"), &demo, CALLED, &[]);
    dial(&mut ann, CALLED).await;
    let contact = talks(&mut ann).await;
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears SIPp").await;
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact })).await.unwrap();
    succeeds(sipp).await;
    // ST06: whether work follows is a matter of how long it was.
    let over =
        |seen: &Seen| seen.picture.calls.is_empty() && seen.picture.me.label != Label::InLine;
    ann.until(SOON, "the end of the call", over).await.unwrap();
}

#[tokio::test]
async fn vc06_what_was_dialled_is_kept_with_its_end_and_what_was_refused_is_not() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let demo = Demo::with(&[&far_end, "--sip-ping=0"]).await;
    let mut telephone = exchange.telephone("+4930111220", Voice::tone(440.0));
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    dial(&mut ann, CALLED).await;
    telephone.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    telephone.refuse(robot::Refusal::Busy);
    is_over(&mut ann).await;
    let kept = demo.read_sql("SELECT direction || ' ' || end_reason FROM record").await;
    assert_eq!(kept, ["outbound busy"]);
    let known = demo.read_sql("SELECT phone FROM customer WHERE phone IS NOT NULL").await;
    assert_eq!(known, ["+4930111220"]);
    for (number, code) in [("my sister", "invalid-number"), ("+33142685300", "number-not-allowed")]
    {
        let refused = ann.command(dialled(&ann, number)).await.unwrap().problem.unwrap();
        assert_eq!(refused.code, code);
    }
    let known = demo.read_sql("SELECT phone FROM customer WHERE phone IS NOT NULL").await;
    assert_eq!(known.len(), 1, "who was not called is not kept: {known:?}");
}

#[tokio::test]
async fn vc06_two_who_call_a_new_number_at_once_call_the_same_customer() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let demo = Demo::with(&[&far_end, "--sip-ping=0"]).await;
    let _telephone = exchange.telephone("+4930111220", Voice::tone(440.0));
    let ann = agent_with_sound(&demo, demo.ann()).await;
    let leo = agent_with_sound(&demo, demo.leo()).await;
    let (ann_dials, leo_dials) = (dialled(&ann, CALLED), dialled(&leo, CALLED));
    let (anns, leos) = tokio::join!(ann.obeyed(ann_dials), leo.obeyed(leo_dials));
    anns.unwrap();
    leos.unwrap();
    let known = demo.read_sql("SELECT phone FROM customer WHERE phone IS NOT NULL").await;
    assert_eq!(known, ["+4930111220"]);
    let calls = "SELECT COALESCE(phone, 'nobody') FROM record
         LEFT JOIN customer ON customer.id = record.customer";
    let calls = demo.read_sql(calls).await;
    assert_eq!(calls, ["+4930111220", "+4930111220"], "both are calls to whom is known");
}

#[tokio::test]
async fn vc06_what_is_typed_is_read_as_a_number_that_may_or_may_not_be_called() {
    let demo = Demo::start().await;
    let ann = Agent::sign_in(&demo.guide, demo.ann()).await.unwrap();
    let groups = ann.seen().unwrap().picture.groups;
    let voice = groups.into_iter().find(|group| group.kind == GroupKind::Voice).unwrap();
    let shown: Vec<_> = voice.numbers.iter().map(|number| number.number.as_str()).collect();
    assert_eq!(shown, [demo.guide.hotline.as_str()], "what a call out of the group shows");
    let page = Browser::of(&demo.guide, demo.ann()).await;
    let read = async |typed: &str| page.get(&format!("/api/v1/telephone?typed={typed}")).await;
    let (status, body) = read("030%20111-220").await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let expected = json!({
        "number": "+4930111220", "written": "030 111220", "country": "DE", "groups": [voice.id],
        "emergency": false
    });
    assert_eq!(body, expected);
    for (typed, country) in [("%2B33142685300", "FR"), ("09001123456", "DE")] {
        let (_, body) = read(typed).await;
        assert_eq!((&body["country"], &body["groups"]), (&json!(country), &json!([])), "{typed}");
    }
    for typed in ["", "911", "my%20sister", "%2B4930111220;ext=5", &"1".repeat(5000)] {
        let (status, body) = read(typed).await;
        assert_eq!((status, &body["code"]), (StatusCode::CONFLICT, &json!("invalid-number")));
    }
    let (status, body) = page.get("/api/v1/telephone").await;
    assert_eq!((status, &body["code"]), (StatusCode::BAD_REQUEST, &json!("bad-request")));
}

#[tokio::test]
async fn op06_a_member_has_sixty_numbers_read_in_a_minute() {
    let demo = Demo::start().await;
    let page = Browser::of(&demo.guide, demo.ann()).await;
    let read = async || page.get("/api/v1/telephone?typed=030111220").await;
    let mut last = read().await;
    for _ in 0..120 {
        if last.0 != StatusCode::OK {
            break;
        }
        last = read().await;
    }
    let code = json!("too-many-attempts");
    assert_eq!((last.0, &last.1["code"]), (StatusCode::TOO_MANY_REQUESTS, &code));
    let other = Browser::of(&demo.guide, demo.leo()).await;
    let (status, body) = other.get("/api/v1/telephone?typed=030111220").await;
    assert_eq!(status, StatusCode::OK, "each for themselves: {body}");
}

#[tokio::test]
async fn vc44_help_is_called_as_it_is_dialled_and_admins_hear_of_it() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let demo = Demo::with(&[&far_end, "--sip-ping=0"]).await;
    let mut help = exchange.telephone("112", Voice::tone(440.0));
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    ann.obeyed(MemberCommand::SetStatus(offline())).await.unwrap();
    let refused = ann.command(dialled(&ann, CALLED)).await.unwrap().problem.unwrap();
    assert_eq!(refused.code, "offline", "whom else an agent who is Offline calls");
    let number = "1 1 2".to_owned();
    ann.obeyed(MemberCommand::Dial(DialCall { number, group: None, from: None, voicemail: None }))
        .await
        .unwrap();
    help.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    help.answer();
    talks(&mut ann).await;
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears who answered").await;
    help.hang_up();
    let over = |seen: &Seen| seen.picture.calls.is_empty();
    ann.until(SOON, "the end of the call", over).await.unwrap();
    let audit = demo.read_sql("SELECT changes FROM audit WHERE what = 'emergency-call'").await;
    assert_eq!(audit, [r#"[{"field":"number","to":"112"}]"#]);
    let wardens = "SELECT count(*) || '' FROM membership WHERE admin OR supervisor";
    let mails = demo.read_sql("SELECT count(*) || '' FROM mail").await;
    assert_eq!(mails, demo.read_sql(wardens).await, "one mail for each admin and supervisor");
    assert_ne!(mails, ["0"]);
}

fn offline() -> StatusChoice {
    StatusChoice { to: Choice::Offline, break_reason: None }
}

#[tokio::test]
async fn f41_a_trunk_that_takes_no_call_is_followed_by_the_next() {
    let (first, second) = (Exchange::open().await.unwrap(), Exchange::open().await.unwrap());
    let demo = with_trunks([first.address(), second.address()]).await;
    let mut full = first.telephone("+4930111220", Voice::tone(440.0));
    let mut free = second.telephone("+4930111220", Voice::tone(440.0));
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    dial(&mut ann, CALLED).await;
    full.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    full.refuse(robot::Refusal::NoLine);
    free.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    free.answer();
    talks(&mut ann).await;
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears who answered").await;
    free.hang_up();
    let over = |seen: &Seen| seen.picture.calls.is_empty();
    ann.until(SOON, "the end of the call", over).await.unwrap();
}

#[tokio::test]
async fn f40_a_trunk_that_says_nothing_is_followed_by_the_next() {
    let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let second = Exchange::open().await.unwrap();
    let demo = with_trunks([silent.local_addr().unwrap(), second.address()]).await;
    let mut free = second.telephone("+4930111220", Voice::tone(440.0));
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    dial(&mut ann, CALLED).await;
    let patience = Duration::from_secs(30);
    free.until(patience, |state| *state == CallerState::Ringing).await.unwrap();
    free.refuse(robot::Refusal::Busy);
    is_over(&mut ann).await;
    let kept = demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["busy"], "one call, however many trunks it took");
}

async fn with_trunks([first, second]: [SocketAddr; 2]) -> Demo {
    let [first, second] =
        [format!("--sip-peer=first={first}"), format!("--sip-peer=second={second}")];
    Demo::with(&[&first, &second, "--sip-ping=0"]).await
}

/// Whoever tries the demo needs no trunk: every number is somebody's, and its last digit says what comes of it.
#[tokio::test]
async fn vc06_the_demos_own_town_answers_who_is_dialled() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    dial(&mut ann, "030 1112220").await;
    let contact = talks(&mut ann).await;
    let ear = ann.ear().unwrap().clone();
    let loudest = || (120..=160).step_by(10).map(|hz| ear.level_db(f64::from(hz), 1_000));
    let speaks = async || {
        while loudest().all(|db| db < -45.0) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, speaks()).await.expect("the agent hears somebody speak");
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact })).await.unwrap();
    for (at, (number, end)) in (1..).zip(OTHERS) {
        ann.until(SOON, "no call", |seen| seen.picture.calls.is_empty()).await.unwrap();
        ann.obeyed(dialled(&ann, number)).await.unwrap();
        let kept = tokio::time::timeout(SOON, end_of_call(&demo, at));
        assert_eq!(kept.await.expect("an end"), end, "{number}");
    }
}

/// It may be over before the agent's screen has shown it, so the record says so.
async fn end_of_call(demo: &Demo, at: usize) -> String {
    let ends = "SELECT end_reason FROM record WHERE ended IS NOT NULL ORDER BY arrived";
    loop {
        if let Some(end) = demo.read_sql(ends).await.get(at) {
            return end.clone();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

const OTHERS: [(&str, &str); 3] =
    [("030 1112226", "invalid_number"), ("030 1112227", "busy"), ("030 1112229", "rejected")];

pub(crate) fn far_end(block: u16) -> [&'static str; 2] {
    let peer = format!("--sip-peer=carrier=127.0.0.1:{}", block + SIP_PORT);
    // SIPp plays its scenario and answers nothing else.
    [peer.leak(), "--sip-ping=0"]
}

/// With a carrier whose telephones are robots.
pub(crate) async fn with_exchange() -> (Demo, Exchange) {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    (Demo::with(&[&far_end, "--sip-ping=0"]).await, exchange)
}

async fn dial(ann: &mut Agent, number: &str) {
    ann.obeyed(dialled(ann, number)).await.unwrap();
    // What ends is not looked for before its begin has been seen. No far end here ends it by itself.
    let begun = |seen: &Seen| seen.picture.me.label == Label::InLine;
    ann.until(SOON, "the call", begun).await.unwrap();
}

fn dialled(ann: &Agent, number: &str) -> MemberCommand {
    let groups = ann.seen().unwrap().picture.groups;
    let voice = groups.iter().find(|group| group.kind == GroupKind::Voice).unwrap();
    MemberCommand::Dial(DialCall {
        number: number.to_owned(),
        group: Some(voice.id),
        from: None,
        voicemail: None,
    })
}

async fn talks(ann: &mut Agent) -> Uuid {
    let talking = |seen: &Seen| {
        seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Talking(_)))
    };
    ann.until(SOON, "the talk", talking).await.unwrap().picture.calls[0].id
}

/// Nobody has answered, so no work follows (ST06).
async fn is_over(ann: &mut Agent) {
    let over =
        |seen: &Seen| seen.picture.calls.is_empty() && seen.picture.me.label == Label::Available;
    ann.until(SOON, "the end of the call", over).await.unwrap();
}
