//! VC30: a member calls a SIP phone that is no member's, with pjsua there; what each side hears is measured.

use std::time::Duration;

use robot::{Agent, Seen, Voice};
use uuid::Uuid;
use wire::command::{ChoosePhone, ContactRef, InternalCall, InternalTarget, MemberCommand};
use wire::record::{Happening, RecordDetail, RecordPage};
use wire::workspace::{CallState, CallView, Direction, Label};

use crate::call::hears;
use crate::demo::{Demo, SOON};
use crate::handset::{HEARD_DB, Handset, PHONE_HZ, give, id_of, talking};
use crate::sip_phones::{House, Phone};
use crate::voice::until_metric;

/// What a handset measures of whoever calls it.
const ANN_HZ: f64 = 440.0;
const SILENT_DB: f64 = -45.0;

/// Ann at work, and the phone at the reception.
struct Reception {
    house: House,
    ann: Agent,
    phone: Phone,
    handset: Handset,
}

impl Reception {
    async fn open(more: &[&str]) -> Self {
        let house = House::open(more).await;
        let phone = house.phone("301", "sha256").await;
        let handset = Handset::start(&house, &phone).await;
        house.until(&phone, "registered").await;
        let mut ann = Agent::sign_in(&house.demo.guide, house.demo.ann()).await.unwrap();
        ann.allow_microphone(house.demo.sip(), Voice::tone(ANN_HZ)).await.unwrap();
        ann.obeyed(MemberCommand::GoOnline).await.unwrap();
        Self { house, ann, phone, handset }
    }

    /// It rings at the reception, and Ann is in line.
    async fn call(&mut self) -> ContactRef {
        self.ann.obeyed(to(&self.phone)).await.unwrap();
        let rung = self.handset.says("rings").await;
        assert!(rung.contains("Ann"), "who calls: {rung}");
        let dials = |seen: &Seen| seen.picture.calls.iter().any(is_dialling);
        let call = self.ann.until(SOON, "the ring", dials).await.unwrap().picture.calls.remove(0);
        assert_eq!((call.direction, call.colleague.as_ref()), (Direction::Internal, None));
        let phone = call.phone.expect("the phone is named");
        assert_eq!((phone.name.as_str(), phone.extension.as_str()), ("Reception", "301"));
        ContactRef { contact: call.id }
    }

    async fn call_and_talk(&mut self) -> ContactRef {
        let call = self.call().await;
        self.handset.does("answer").await;
        self.handset.says("talks").await;
        self.ann.until(SOON, "the talk", talking).await.unwrap();
        call
    }

    async fn until_over(&mut self) {
        self.ann.until(SOON, "Available", is_available).await.unwrap();
        until_metric(&self.house.demo, "rapport_calls_live", 0.0).await;
        until_no_leg(&self.house.demo).await;
    }

    async fn ended(&self) -> Vec<String> {
        self.house.demo.read_sql("SELECT end_reason FROM record ORDER BY arrived").await
    }
}

fn to(phone: &Phone) -> MemberCommand {
    let to = InternalTarget::Phone(phone.id.parse().unwrap());
    MemberCommand::CallInternally(InternalCall { to })
}

fn is_dialling(call: &CallView) -> bool {
    matches!(call.state, CallState::Dialling(_))
}

fn is_available(seen: &Seen) -> bool {
    seen.picture.me.label == Label::Available && seen.picture.calls.is_empty()
}

/// No leg is left behind; it is forgotten beside the call.
async fn until_no_leg(demo: &Demo) {
    let none = async {
        while !demo.read_sql("SELECT 'one' FROM live_handset").await.is_empty() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    assert!(tokio::time::timeout(SOON, none).await.is_ok(), "a leg is left behind");
}

async fn record(demo: &Demo, ann: &Agent) -> RecordDetail {
    let get = |path: String| {
        let url = format!("{}/api/v1/records{path}", demo.guide.url);
        reqwest::Client::new().get(url).header("cookie", ann.cookie()).send()
    };
    let page: RecordPage = get(String::new()).await.unwrap().json().await.unwrap();
    assert_eq!(page.records.len(), 1, "{:?}", page.records);
    let detail = get(format!("/{}", page.records[0].id)).await.unwrap();
    let detail: RecordDetail = detail.json().await.unwrap();
    assert_eq!(page.records[0], detail.record);
    detail
}

#[tokio::test]
async fn vc30_a_phone_rings_with_the_name_and_both_hear_each_other() {
    let mut reception = Reception::open(&[]).await;
    let call = reception.call().await;
    let ear = reception.ann.ear().unwrap().clone();
    hears(&ear, media::RING_BACK_HZ, |db| db > SILENT_DB, "ann hears it ring").await;
    reception.handset.does("answer").await;
    reception.handset.says("talks").await;
    reception.ann.until(SOON, "the talk", talking).await.unwrap();
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "ann hears the phone").await;
    hears(&ear, media::RING_BACK_HZ, |db| db < SILENT_DB, "and no ringing any more").await;
    hears(&ear, ANN_HZ, |db| db < SILENT_DB, "ann hears herself").await;
    reception.ann.obeyed(MemberCommand::Hold(call)).await.unwrap();
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "ann hears the phone on hold").await;
    reception.ann.obeyed(MemberCommand::CancelHold(call)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    reception.ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    reception.handset.says("over").await;
    reception.until_over().await;

    let detail = record(&reception.house.demo, &reception.ann).await;
    let record = detail.record;
    assert_eq!((record.direction, record.customer), (Direction::Internal, None));
    assert_eq!(record.member.unwrap().id, id_of(&reception.ann));
    assert_eq!(record.called, None);
    assert_eq!(record.phone.unwrap().name, "Reception");
    assert_eq!(record.end_reason.as_deref(), Some("answered"));
    assert!(detail.recordings.is_empty(), "VC43");
    let rung = &detail.timeline[0];
    assert_eq!((rung.what, rung.phone.as_deref()), (Happening::PhoneRung, Some("Reception")));
    assert!(detail.timeline.iter().any(|row| row.what == Happening::TalkStarted));
    let (heard, itself) = reception.handset.heard().await;
    assert!(heard > HEARD_DB, "the phone hears ann at {heard:.1} dB");
    assert!(itself < SILENT_DB, "the phone hears itself at {itself:.1} dB");
}

#[tokio::test]
async fn vc30_a_phone_that_is_busy_declines_or_hangs_up_ends_the_call() {
    let mut reception = Reception::open(&[]).await;
    for refusal in ["busy", "decline"] {
        reception.call().await;
        reception.handset.does(refusal).await;
        reception.handset.says("over").await;
        reception.until_over().await;
    }
    reception.call_and_talk().await;
    reception.handset.does("hang-up").await;
    reception.handset.says("over").await;
    reception.until_over().await;
    assert_eq!(reception.ended().await, ["busy", "rejected", "answered"]);
}

#[tokio::test]
async fn vc30_a_phone_stops_ringing_when_the_caller_gives_up_and_the_call_when_it_signs_off() {
    let mut reception = Reception::open(&[]).await;
    let call = reception.call().await;
    reception.ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    reception.handset.says("over").await;
    reception.until_over().await;
    reception.call().await;
    reception.handset.does("sign-off").await;
    reception.until_over().await;
    assert_eq!(reception.ended().await, ["cancelled", "no_line"]);
    let refused = reception.ann.command(to(&reception.phone)).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "phone-not-registered"));
    let unknown = InternalTarget::Phone(Uuid::now_v7());
    let unknown = MemberCommand::CallInternally(InternalCall { to: unknown });
    let refused = reception.ann.command(unknown).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "unknown-phone"));
}

#[tokio::test]
async fn f01_kill_9_ends_the_call_with_a_phone_in_one_record() {
    let mut reception = Reception::open(&[]).await;
    reception.call_and_talk().await;
    reception.house.demo.kill_9();
    reception.house.demo.restart().await;
    reception.handset.says("over").await;
    assert_eq!(reception.ended().await, ["system_fault"]);
    until_no_leg(&reception.house.demo).await;
}

/// Its call is not this member's.
#[tokio::test]
async fn vc31_a_phone_in_a_call_is_not_chosen() {
    let mut reception = Reception::open(&[]).await;
    let demo = &reception.house.demo;
    let mut leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    give(&reception.house, &reception.phone, "301", id_of(&leo)).await;
    let told = |seen: &Seen| seen.own_phone.sip_phones.len() == 1;
    leo.until(SOON, "his SIP phone", told).await.unwrap();
    reception.ann.obeyed(to(&reception.phone)).await.unwrap();
    reception.handset.says("rings").await;
    let phone = Some(reception.phone.id.parse().unwrap());
    let choice = || MemberCommand::ChoosePhone(ChoosePhone { sip_phone: phone });
    let refused = leo.command(choice()).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "phone-in-use"));
    reception.handset.does("decline").await;
    reception.handset.says("over").await;
    reception.until_over().await;
    leo.obeyed(choice()).await.unwrap();
}
