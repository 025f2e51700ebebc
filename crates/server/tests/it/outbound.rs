//! VC06: calls that members make, with a stranger at the far end and what is kept of them.

use robot::{Agent, Exchange, Seen, Voice};
use uuid::Uuid;
use wire::command::{ContactRef, DialCall, MemberCommand};
use wire::workspace::{CallState, DialProgress, Direction, GroupKind, Label};

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
    is_over(&mut ann, Label::Available).await;
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
    is_over(&mut ann, Label::AfterCallWork).await;
}

#[tokio::test]
async fn vc06_what_was_dialled_is_kept_with_its_end_and_what_was_refused_is_not() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let demo = Demo::with(&[&far_end, "--sip-ping=0"]).await;
    let mut telephone = exchange.telephone("+4930111220", Voice::tone(440.0));
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    dial(&mut ann, CALLED).await;
    telephone.until(SOON, |state| *state == robot::CallerState::Ringing).await.unwrap();
    telephone.refuse(robot::Refusal::Busy);
    is_over(&mut ann, Label::Available).await;
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

fn far_end(block: u16) -> [&'static str; 2] {
    let peer = format!("--sip-peer=carrier=127.0.0.1:{}", block + SIP_PORT);
    // SIPp plays its scenario and answers nothing else.
    [peer.leak(), "--sip-ping=0"]
}

async fn dial(ann: &mut Agent, number: &str) {
    ann.obeyed(dialled(ann, number)).await.unwrap();
}

fn dialled(ann: &Agent, number: &str) -> MemberCommand {
    let groups = ann.seen().unwrap().picture.groups;
    let voice = groups.iter().find(|group| group.kind == GroupKind::Voice).unwrap();
    MemberCommand::Dial(DialCall { number: number.to_owned(), group: voice.id, from: None })
}

async fn talks(ann: &mut Agent) -> Uuid {
    let talking = |seen: &Seen| {
        seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Talking(_)))
    };
    ann.until(SOON, "the talk", talking).await.unwrap().picture.calls[0].id
}

async fn is_over(ann: &mut Agent, then: Label) {
    let over = |seen: &Seen| seen.picture.calls.is_empty() && seen.picture.me.label == then;
    ann.until(SOON, "the end of the call", over).await.unwrap();
}
