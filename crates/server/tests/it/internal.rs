//! VC30: one member calls another, by browsers and by SIP phones; what each hears is measured.

use robot::{Account, Agent, Seen, Voice};
use wire::command::{ContactRef, InternalCall, InternalTarget, MemberCommand};
use wire::record::{Happening, RecordDetail, RecordPage};
use wire::workspace::{CallState, Direction, Label, SipPhoneDoing};

use crate::call::{agent_with_sound, hears};
use crate::demo::{Demo, SOON};
use crate::handset::{Desk, HEARD_DB, PHONE_HZ, id_of, talking};

const LEO_HZ: f64 = 620.0;
const ANN_HZ: f64 = 540.0;
const SILENT_DB: f64 = -45.0;

async fn member(demo: &Demo, account: &Account, hz: f64) -> Agent {
    let mut agent = Agent::sign_in(&demo.guide, account).await.unwrap();
    agent.allow_microphone(demo.sip(), Voice::tone(hz)).await.unwrap();
    agent.obeyed(MemberCommand::GoOnline).await.unwrap();
    agent
}

async fn call(caller: &Agent, callee: &Agent) {
    let to = InternalTarget::Member(id_of(callee));
    caller.obeyed(MemberCommand::CallInternally(InternalCall { to })).await.unwrap();
}

fn is_available(seen: &Seen) -> bool {
    seen.picture.me.label == Label::Available && seen.picture.calls.is_empty()
}

#[tokio::test]
async fn vc30_two_members_hear_each_other_and_both_have_the_record() {
    let demo = Demo::start().await;
    let mut ann = member(&demo, demo.ann(), ANN_HZ).await;
    let mut leo = member(&demo, demo.leo(), LEO_HZ).await;
    call(&ann, &leo).await;
    let offer = leo.rings(SOON).await.unwrap();
    let rings = leo.seen().unwrap().picture.calls.remove(0);
    assert_eq!((rings.direction, rings.customer, rings.group), (Direction::Internal, None, None));
    assert_eq!(rings.colleague.unwrap().id, id_of(&ann));
    let dials = |seen: &Seen| {
        seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Dialling(_)))
    };
    let dialled = ann.until(SOON, "the ring", dials).await.unwrap().picture.calls.remove(0);
    assert_eq!(dialled.colleague.unwrap().id, id_of(&leo));

    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    ann.until(SOON, "the talk", talking).await.unwrap();
    leo.until(SOON, "the talk", talking).await.unwrap();
    let (hers, his) = (ann.ear().unwrap().clone(), leo.ear().unwrap().clone());
    hears(&hers, LEO_HZ, |db| db > HEARD_DB, "ann hears leo").await;
    hears(&his, ANN_HZ, |db| db > HEARD_DB, "leo hears ann").await;
    let this = ContactRef { contact: offer.contact };
    ann.obeyed(MemberCommand::Hold(this)).await.unwrap();
    hears(&his, ANN_HZ, |db| db < SILENT_DB, "on hold leo does not hear ann").await;
    hears(&his, media::MUSIC_HZ, |db| db > SILENT_DB, "on hold leo hears music").await;
    ann.obeyed(MemberCommand::CancelHold(this)).await.unwrap();
    hears(&his, ANN_HZ, |db| db > HEARD_DB, "leo hears ann again").await;
    leo.obeyed(MemberCommand::HangUp(this)).await.unwrap();
    ann.until(SOON, "Available", is_available).await.unwrap();
    leo.until(SOON, "Available", is_available).await.unwrap();

    for agent in [&ann, &leo] {
        let get = |path: String| {
            let url = format!("{}/api/v1/records{path}", demo.guide.url);
            reqwest::Client::new().get(url).header("cookie", agent.cookie()).send()
        };
        let page: RecordPage = get(String::new()).await.unwrap().json().await.unwrap();
        assert_eq!(page.records.len(), 1, "{:?}", page.records);
        let detail = get(format!("/{}", offer.contact)).await.unwrap();
        let detail: RecordDetail = detail.json().await.unwrap();
        assert_eq!(page.records[0], detail.record);
        let record = detail.record;
        assert_eq!((record.direction, record.customer), (Direction::Internal, None));
        assert_eq!(record.member.unwrap().id, id_of(&ann));
        assert_eq!(record.called.unwrap().id, id_of(&leo));
        assert_eq!(record.end_reason.as_deref(), Some("answered"));
        assert!(detail.recordings.is_empty(), "VC43");
        let told: Vec<Happening> = detail.timeline.iter().map(|row| row.what).collect();
        assert_eq!(told[0], Happening::InternalDialled);
        assert!(told.contains(&Happening::TalkStarted), "{told:?}");
        assert_eq!(told.last(), Some(&Happening::ContactEnded));
    }
}

#[tokio::test]
async fn vc30_a_sip_phone_is_called_answers_and_declines() {
    let mut desk = Desk::open(&[]).await;
    let mut leo = agent_with_sound(&desk.house.demo, desk.house.demo.leo()).await;
    call(&leo, &desk.ann).await;
    desk.handset.says("rings").await;
    desk.handset.does("answer").await;
    desk.handset.says("talks").await;
    leo.until(SOON, "the talk", talking).await.unwrap();
    let ear = leo.ear().unwrap().clone();
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "leo hears the phone").await;
    desk.handset.does("hang-up").await;
    desk.handset.says("over").await;
    leo.until(SOON, "Available", is_available).await.unwrap();
    desk.ann.until(SOON, "Available", is_available).await.unwrap();

    // A handset that declines.
    call(&leo, &desk.ann).await;
    desk.handset.says("rings").await;
    desk.handset.does("decline").await;
    leo.until(SOON, "Available", is_available).await.unwrap();
}

#[tokio::test]
async fn vc30_who_calls_by_a_sip_phone_is_called_there_and_talks() {
    let mut desk = Desk::open(&[]).await;
    let mut leo = member(&desk.house.demo, desk.house.demo.leo(), LEO_HZ).await;
    call(&desk.ann, &leo).await;
    desk.handset.says("rings-by-itself").await;
    desk.handset.says("talks").await;
    let offer = leo.rings(SOON).await.unwrap();
    leo.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    desk.ann.until(SOON, "the talk", talking).await.unwrap();
    desk.until_doing(SipPhoneDoing::InCall).await;
    let ear = leo.ear().unwrap().clone();
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "leo hears the phone").await;
    leo.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
    desk.handset.says("over").await;
    desk.ann.until(SOON, "Available", is_available).await.unwrap();
}
