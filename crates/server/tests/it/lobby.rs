//! VC12: a customer is handed to a SIP phone that is no member's, with phones there that we did not write. What each side hears
//! is measured.

use robot::{Agent, Caller, CallerState, Seen, Voice};
use tokio::sync::mpsc;
use wire::command::{ContactRef, MemberCommand, TransferCall, TransferTarget};
use wire::record::Happening;
use wire::workspace::{
    Directory, DirectoryPhone, HandedView, Label, PhoneUnavailable, ServerFrame,
};

use crate::call::{hears, talk};
use crate::demo::SOON;
use crate::handset::{HEARD_DB, Handset, PHONE_HZ, choose, give, id_of};
use crate::kept::{handsets, record};
use crate::sip_phones::{House, Phone};
use crate::strangers::{Account, baresip_with, newest_dump, until_dumped};
use crate::voice::until_metric;

pub(crate) const SILENT_DB: f64 = -45.0;
pub(crate) const AGENT_HZ: f64 = 1_200.0;
pub(crate) const CALLER_HZ: f64 = 440.0;

/// Ann in a talk, and the phone in the lobby.
pub(crate) struct Lobby {
    pub(crate) house: House,
    pub(crate) ann: Agent,
    pub(crate) phone: Phone,
    pub(crate) handset: Handset,
    pub(crate) caller: Caller,
    pub(crate) call: ContactRef,
}

impl Lobby {
    pub(crate) async fn open(more: &[&str]) -> Self {
        let house = House::open(more).await;
        let phone = house.phone("301", "sha256").await;
        let handset = Handset::start(&house, &phone).await;
        house.until(&phone, "registered").await;
        let mut ann = at_work(&house).await;
        let (caller, call) = talk(&house.demo, &mut ann).await;
        Self { house, ann, phone, handset, caller, call }
    }

    /// It rings there, and Ann is out of the call.
    pub(crate) async fn hand_over(&mut self) {
        self.ann.obeyed(to(self.call, &self.phone)).await.unwrap();
        let out = |seen: &Seen| seen.picture.me.label != Label::InLine;
        self.ann.until(SOON, "the end of the agent's part", out).await.unwrap();
        let rung = self.handset.says("rings").await;
        assert!(rung.contains("+4930111222"), "who calls: {rung}");
    }

    /// Somebody has lifted the handset.
    pub(crate) async fn hand_over_and_answer(&mut self) {
        self.hand_over().await;
        self.handset.does("answer").await;
        self.handset.says("talks").await;
        hears(self.caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    }
}

async fn at_work(house: &House) -> Agent {
    let mut ann = Agent::sign_in(&house.demo.guide, house.demo.ann()).await.unwrap();
    ann.allow_microphone(house.demo.sip(), Voice::tone(AGENT_HZ)).await.unwrap();
    ann.obeyed(MemberCommand::GoOnline).await.unwrap();
    ann
}

fn to(call: ContactRef, phone: &Phone) -> MemberCommand {
    let to = TransferTarget::Phone(phone.id.parse().unwrap());
    MemberCommand::Transfer(TransferCall { contact: call.contact, to, note: None })
}

#[tokio::test]
async fn vc12_pjsua_in_the_lobby_is_heard_and_hears_and_gets_its_bye_when_the_customer_hangs_up() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over().await;
    let ear = lobby.caller.ear().clone();
    hears(&ear, media::MUSIC_HZ, |db| db > SILENT_DB, "music while it rings").await;
    hears(&ear, media::RING_BACK_HZ, |db| db < SILENT_DB, "and no ringing").await;
    lobby.handset.does("answer").await;
    lobby.handset.says("talks").await;
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    hears(&ear, AGENT_HZ, |db| db < SILENT_DB, "the agent is out of it").await;
    hears(&ear, CALLER_HZ, |db| db < SILENT_DB, "the caller hears itself").await;
    hears(&ear, media::MUSIC_HZ, |db| db < SILENT_DB, "no music any more").await;
    let agent = lobby.ann.ear().unwrap();
    agent.clear();
    hears(agent, CALLER_HZ, |db| db < SILENT_DB, "the agent hears no customer").await;
    hears(agent, PHONE_HZ, |db| db < SILENT_DB, "and no phone").await;
    assert_eq!(handsets(&lobby.house.demo).await, 1);
    lobby.handset.hears_another_second().await;

    lobby.caller.hang_up();
    lobby.caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    lobby.handset.says("over").await;
    until_metric(&lobby.house.demo, "rapport_calls_live", 0.0).await;
    let record = record(&lobby.house.demo, &lobby.ann, lobby.call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
    let told = |what| record.timeline.iter().find(|row| row.what == what);
    let rung = told(Happening::PhoneRung).expect("it is told whom the customer went to");
    assert_eq!(rung.phone.as_deref(), Some("Reception"));
    assert!(told(Happening::ExternalAnswered).is_some());
    assert_eq!(handsets(&lobby.house.demo).await, 0, "no leg is left behind");
    let (heard, itself) = lobby.handset.heard().await;
    assert!(heard > HEARD_DB, "the phone hears the caller at {heard:.1} dB");
    assert!(itself < SILENT_DB, "the phone hears itself at {itself:.1} dB");
}

#[tokio::test]
async fn vc12_whom_the_phone_puts_on_hold_hears_music_until_it_takes_them_back() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over_and_answer().await;
    let ear = lobby.caller.ear().clone();
    lobby.handset.does("hold").await;
    hears(&ear, PHONE_HZ, |db| db < SILENT_DB, "the phone no more").await;
    hears(&ear, media::MUSIC_HZ, |db| db > SILENT_DB, "but music").await;
    lobby.handset.does("resume").await;
    hears(&ear, PHONE_HZ, |db| db > HEARD_DB, "the phone again").await;
    hears(&ear, media::MUSIC_HZ, |db| db < SILENT_DB, "and no music").await;
}

#[tokio::test]
async fn vc12_whoever_puts_the_handset_down_ends_the_call() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over_and_answer().await;
    lobby.handset.does("hang-up").await;
    lobby.handset.says("over").await;
    lobby.caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    let record = record(&lobby.house.demo, &lobby.ann, lobby.call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("transferred_out"));
}

#[tokio::test]
async fn vc12_a_customer_who_gives_up_leaves_the_phone_silent() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over().await;
    lobby.caller.hang_up();
    lobby.handset.says("over").await;
    until_metric(&lobby.house.demo, "rapport_calls_live", 0.0).await;
    let record = record(&lobby.house.demo, &lobby.ann, lobby.call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("left_while_ringing"));
    assert_eq!(handsets(&lobby.house.demo).await, 0);
}

#[tokio::test]
async fn f01_kill_9_ends_the_call_at_the_lobby_phone_and_at_the_caller_in_one_record() {
    let mut lobby = Lobby::open(&[]).await;
    lobby.hand_over_and_answer().await;
    lobby.house.demo.kill_9();
    lobby.house.demo.restart().await;
    lobby.caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    lobby.handset.says("over").await;
    let kept = lobby.house.demo.read_sql("SELECT end_reason FROM record").await;
    assert_eq!(kept, ["system_fault"]);
    assert_eq!(handsets(&lobby.house.demo).await, 0);
}

#[tokio::test]
async fn w13_the_directory_shows_phones_as_they_come_are_called_and_go() {
    let house = House::open(&[]).await;
    let phone = house.phone("301", "sha256").await;
    let mut ann = at_work(&house).await;
    let (mut caller, call) = talk(&house.demo, &mut ann).await;
    let refused = ann.command(to(call, &phone)).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "phone-not-registered"));
    let unknown = Phone { id: uuid::Uuid::now_v7().to_string(), ..phone_like(&phone) };
    let refused = ann.command(to(call, &unknown)).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "unknown-phone"));

    let mut frames = ann.follow().unwrap();
    ann.watch_directory().unwrap();
    let rows = whole(&mut frames).await.phones;
    let [row] = &rows[..] else { unreachable!("{rows:?}") };
    assert_eq!((row.name.as_str(), row.extension.as_str()), ("Reception", "301"));
    assert_eq!(row.unavailable, Some(PhoneUnavailable::NotRegistered));
    let mut handset = Handset::start(&house, &phone).await;
    stands(&mut frames, None).await;
    ann.obeyed(to(call, &phone)).await.unwrap();
    stands(&mut frames, Some(PhoneUnavailable::InUse)).await;
    handset.says("rings").await;
    handset.does("answer").await;
    handset.says("talks").await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    stands(&mut frames, None).await;
    handset.says("over").await;
    handset.does("sign-off").await;
    stands(&mut frames, Some(PhoneUnavailable::NotRegistered)).await;
    give(&house, &phone, "302", id_of(&ann)).await;
    let rows = whole(&mut frames).await.phones;
    assert_eq!((rows[0].name.as_str(), rows[0].extension.as_str()), ("Desk 7", "302"));
}

fn phone_like(phone: &Phone) -> Phone {
    let Phone { id, user, password } = phone;
    Phone { id: id.clone(), user: user.clone(), password: password.clone() }
}

async fn whole(frames: &mut mpsc::UnboundedReceiver<ServerFrame>) -> Directory {
    next(frames, |frame| match frame {
        ServerFrame::Directory(directory) => Some(directory),
        _ => None,
    })
    .await
}

/// Until the phone's row says this.
async fn stands(
    frames: &mut mpsc::UnboundedReceiver<ServerFrame>,
    unavailable: Option<PhoneUnavailable>,
) {
    let says = |row: &DirectoryPhone| row.unavailable == unavailable;
    next(frames, |frame| match frame {
        ServerFrame::DirectoryChanges(changes) => changes.phones.into_iter().find(says),
        _ => None,
    })
    .await;
}

async fn next<T>(
    frames: &mut mpsc::UnboundedReceiver<ServerFrame>,
    wanted: impl Fn(ServerFrame) -> Option<T>,
) -> T {
    let told = async {
        loop {
            if let Some(found) = wanted(frames.recv().await.unwrap()) {
                return found;
            }
        }
    };
    tokio::time::timeout(SOON, told).await.expect("the directory changes")
}

#[tokio::test]
async fn vc12_a_phone_that_a_colleague_has_chosen_rings_for_the_colleague_in_person() {
    let mut lobby = Lobby::open(&[]).await;
    let mut leo = Agent::sign_in(&lobby.house.demo.guide, lobby.house.demo.leo()).await.unwrap();
    give(&lobby.house, &lobby.phone, "301", id_of(&leo)).await;
    let told = |seen: &Seen| seen.own_phone.sip_phones.len() == 1;
    leo.until(SOON, "his SIP phone", told).await.unwrap();
    choose(&leo, Some(&lobby.phone)).await;
    leo.until(SOON, "sound", |seen| seen.picture.me.audio).await.unwrap();
    let refused = lobby.ann.command(to(lobby.call, &lobby.phone)).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "target-unavailable"));
    leo.obeyed(MemberCommand::GoOnline).await.unwrap();
    lobby.hand_over().await;
    leo.rings(SOON).await.unwrap();
    lobby.handset.does("answer").await;
    lobby.handset.says("talks").await;
    let in_line = |seen: &Seen| seen.picture.me.label == Label::InLine;
    leo.until(SOON, "the talk", in_line).await.unwrap();
    hears(lobby.caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears him").await;
}

#[tokio::test]
async fn vc12_baresip_in_the_lobby_answers_and_is_called_no_more_once_it_is_gone() {
    let house = House::open(&["--sip-ping=1"]).await;
    let phone = house.phone("301", "md5").await;
    let account = Account {
        address: format!("{}@{}", phone.user, house.server),
        more: format!(
            "auth_user={};auth_pass={};regint=300;answermode=auto;audio_codecs=pcma",
            phone.user, phone.password
        ),
    };
    let folder = house.demo.data.join("baresip");
    let mut baresip = baresip_with(&folder, &account, "");
    house.until(&phone, "registered").await;
    let mut ann = at_work(&house).await;
    let (mut caller, call) = talk(&house.demo, &mut ann).await;
    ann.obeyed(to(call, &phone)).await.unwrap();
    // baresip says 440 Hz, which is the caller's own: what it hears is in its dump.
    hears(caller.ear(), CALLER_HZ, |db| db > HEARD_DB, "the caller hears baresip").await;
    until_dumped(&folder, 2).await;
    caller.hang_up();
    caller.until(SOON, |state| *state == CallerState::Left).await.unwrap();
    until_metric(&house.demo, "rapport_calls_live", 0.0).await;
    baresip.kill().await.unwrap();
    let (heard, rate) = newest_dump(&folder);
    let level = media::level_db(&heard, rate, CALLER_HZ);
    assert!(level > HEARD_DB, "baresip hears the caller at {level:.1} dB");
    house.until(&phone, "unreachable").await;
    ann.until(SOON, "work", |seen| seen.picture.me.label != Label::InLine).await.unwrap();
    ann.obeyed(MemberCommand::BackToReception).await.ok();
    let (_caller, call) = talk(&house.demo, &mut ann).await;
    let refused = ann.command(to(call, &phone)).await.unwrap().problem.unwrap();
    assert_eq!(refused.code, "phone-not-registered");
}

/// What the offer says about where the customer comes from.
pub(crate) fn handed(ann: &Agent) -> Option<HandedView> {
    let calls = ann.seen().unwrap().picture.calls;
    calls.iter().find_map(|call| match &call.state {
        wire::workspace::CallState::Ringing(offer) => offer.handed.clone(),
        _ => None,
    })
}
