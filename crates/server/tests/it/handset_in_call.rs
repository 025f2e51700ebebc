//! VC31: what else a SIP phone does as a member's phone: its own keys, calls out, a colleague who is asked; and another make.

use std::time::Duration;

use robot::{Agent, Caller, CallerState, Dialling, Exchange, Seen, Voice};
use wire::command::{ConsultColleague, ContactRef, DialCall, MemberCommand};
use wire::workspace::{CallState, GroupKind, SipPhoneDoing};

use crate::call::{agent_with_sound, dial, hears};
use crate::demo::SOON;
use crate::handset::{Desk, HEARD_DB, PHONE_HZ, choose, give, id_of, talking};
use crate::sip_phones::House;
use crate::strangers::{Account, baresip_with, newest_dump};

#[tokio::test]
async fn vc31_hold_and_keys_of_the_phone_are_those_of_the_call() {
    let mut desk = Desk::open(&[]).await;
    let (caller, call) = desk.talk().await;
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    let on_hold = |wanted: bool| {
        move |seen: &Seen| {
            seen.picture.calls.iter().any(|call| {
                matches!(&call.state, CallState::Talking(talk) if talk.hold_since.is_some() == wanted)
            })
        }
    };
    desk.handset.does("hold").await;
    desk.ann.until(SOON, "hold on the screen", on_hold(true)).await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > -45.0, "music on hold").await;
    // Longer than silence may last that is a loss.
    tokio::time::sleep(media::QUIET_AFTER + Duration::from_secs(1)).await;
    let seen = desk.ann.seen().unwrap();
    assert!(on_hold(true)(&seen), "{:?}", seen.picture.calls);
    desk.handset.does("resume").await;
    desk.ann.until(SOON, "no hold on the screen", on_hold(false)).await.unwrap();
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone again").await;

    desk.handset.does("press 42#").await;
    let pressed = async {
        while caller.keys() != "42#" {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let pressed = tokio::time::timeout(SOON, pressed).await;
    assert!(pressed.is_ok(), "the caller's end has had {:?}", caller.keys());
    desk.ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    desk.handset.says("over").await;
}

#[tokio::test]
async fn vc06_a_call_out_begins_at_the_members_own_phone() {
    let exchange = Exchange::open().await.unwrap();
    let far_end = format!("--sip-peer=carrier={}", exchange.address());
    let mut desk = Desk::open(&[&far_end, "--sip-ping=0"]).await;
    let mut telephone = exchange.telephone("+4930111220", Voice::tone(440.0));
    dial_out(&desk.ann).await;
    let rung = desk.handset.says("rings-by-itself").await;
    assert!(rung.contains("+4930111220"), "who is called: {rung}");
    desk.handset.says("talks").await;
    telephone.until(SOON, |state| *state == CallerState::Ringing).await.unwrap();
    telephone.answer();
    desk.ann.until(SOON, "the talk", talking).await.unwrap();
    hears(telephone.ear(), PHONE_HZ, |db| db > HEARD_DB, "the far end hears the phone").await;
    desk.handset.does("hang-up").await;
    telephone.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
}

async fn dial_out(ann: &Agent) {
    let groups = ann.seen().unwrap().picture.groups;
    let group = groups.into_iter().find(|group| group.kind == GroupKind::Voice).unwrap();
    let number = "030 111220".to_owned();
    let call = DialCall { group: Some(group.id), number, from: None, voicemail: None };
    ann.obeyed(MemberCommand::Dial(call)).await.unwrap();
}

#[tokio::test]
async fn vc15_a_colleague_with_a_sip_phone_is_asked_there() {
    let mut desk = Desk::open(&[]).await;
    let leo = agent_with_sound(&desk.house.demo, desk.house.demo.leo()).await;
    // The longest idle has the call.
    let mut leo_talks = leo;
    let caller = dial(&desk.house.demo).await;
    desk.ann.rings(SOON).await.unwrap();
    desk.handset.says("rings").await;
    desk.handset.does("decline").await;
    desk.handset.says("over").await;
    let offer = leo_talks.rings(SOON).await.unwrap();
    leo_talks.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    leo_talks.until(SOON, "the talk", talking).await.unwrap();

    let asked = ConsultColleague { contact: offer.contact, member: id_of(&desk.ann), note: None };
    leo_talks.obeyed(MemberCommand::Consult(asked)).await.unwrap();
    desk.handset.says("rings").await;
    desk.handset.does("answer").await;
    desk.handset.says("talks").await;
    desk.until_doing(SipPhoneDoing::InCall).await;
    let ear = leo_talks.ear().unwrap().clone();
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "leo hears the phone").await;
    // The phone leaves, and the two talk on.
    desk.handset.does("hang-up").await;
    let call = ContactRef { contact: offer.contact };
    hears(caller.ear(), media::MUSIC_HZ, |db| db < -45.0, "no music any more").await;
    leo_talks.obeyed(MemberCommand::HangUp(call)).await.unwrap();
}

#[tokio::test]
async fn vc31_baresip_is_a_members_phone() {
    let house = House::open(&[]).await;
    let mut ann = Agent::sign_in(&house.demo.guide, house.demo.ann()).await.unwrap();
    let phone = house.phone("201", "md5").await;
    give(&house, &phone, "201", id_of(&ann)).await;
    choose(&ann, Some(&phone)).await;
    let account = Account {
        address: format!("{}@{}", phone.user, house.server),
        more: format!(
            "auth_user={};auth_pass={};regint=300;answermode=auto;audio_codecs=pcma",
            phone.user, phone.password
        ),
    };
    let folder = house.demo.data.join("baresip");
    let mut baresip = baresip_with(&folder, &account, "");
    ann.until(SOON, "sound", |seen| seen.picture.me.audio).await.unwrap();
    ann.obeyed(MemberCommand::GoOnline).await.unwrap();
    // baresip says 440 Hz.
    let mut caller = Caller::dial(Dialling {
        to: house.demo.guide.hotline.clone(),
        server: house.demo.sip(),
        from: "+4930111222".to_owned(),
        voice: Voice::tone(880.0),
    })
    .await
    .unwrap();
    ann.until(SOON, "the talk", talking).await.unwrap();
    hears(caller.ear(), 440.0, |db| db > HEARD_DB, "the caller hears baresip").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let call = ContactRef { contact: ann.seen().unwrap().picture.calls[0].id };
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    // The dump is complete once the program has written its file and gone.
    tokio::time::sleep(Duration::from_millis(500)).await;
    baresip.kill().await.unwrap();
    let (heard, rate) = newest_dump(&folder);
    let level = |hz| media::level_db(&heard, rate, hz);
    assert!(level(880.0) > HEARD_DB, "baresip hears the caller at {:.1} dB", level(880.0));
    assert!(level(440.0) < level(880.0) - 30.0, "and itself at {:.1} dB", level(440.0));
}
