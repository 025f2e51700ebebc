//! VC31: a SIP phone that we did not write is a member's phone instead of the browser. It rings, answers, declines, hangs
//! up, and dies; what each side hears is measured.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use robot::{Agent, Caller, CallerState, Seen, Voice};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use uuid::Uuid;
use wire::command::{ChoosePhone, ContactRef, MemberCommand};
use wire::workspace::{CallState, Label, SipPhoneDoing};

use crate::call::{dial, hears};
use crate::demo::{Demo, SOON};
use crate::sip_phones::{House, PHONES, Phone};

/// What the phone says into its handset; the caller says 440 Hz.
pub(crate) const PHONE_HZ: f64 = 880.0;
const CALLER_HZ: f64 = 440.0;
pub(crate) const HEARD_DB: f64 = -25.0;

/// pjsua as a phone on a desk.
pub(crate) struct Handset {
    pub(crate) process: Child,
    orders: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
    heard: PathBuf,
}

impl Handset {
    pub(crate) async fn start(house: &House, phone: &Phone) -> Self {
        let folder = house.demo.data.join(format!("handset-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let (tone, heard) = (folder.join("tone.wav"), folder.join("heard.wav"));
        crate::strangers::write_tone(&tone, PHONE_HZ);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pjsua/handset.py");
        let mut process = Command::new(target.join("pjsua/bin/python"))
            .arg(script)
            .args([&house.server.to_string(), &phone.user, &phone.password])
            .args([&tone, &heard])
            .arg(crate::strangers::rtp_port().to_string())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("`cargo xtask test` installs pjsua2");
        let orders = process.stdin.take();
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut handset = Self { process, orders, said, heard };
        handset.says("registered").await;
        handset
    }

    pub(crate) async fn does(&mut self, what: &str) {
        let line = format!("{what}\n");
        self.orders.as_mut().unwrap().write_all(line.as_bytes()).await.unwrap();
    }

    /// The next thing that it says begins like this.
    pub(crate) async fn says(&mut self, expected: &str) -> String {
        const OURS: [&str; 8] =
            ["registered", "signed-off", "refused", "rings", "talks", "over", "no-call", "missed"];
        let line = async {
            loop {
                let line = self.said.next_line().await.unwrap().unwrap_or_default();
                if line.is_empty() || OURS.iter().any(|word| line.starts_with(word)) {
                    return line;
                }
            }
        };
        let line = tokio::time::timeout(SOON, line).await;
        let line = line.unwrap_or_else(|_| format!("nothing in time, and not {expected}"));
        assert!(line == expected || line.starts_with(&format!("{expected} ")), "{line}");
        line
    }

    /// It writes what it hears as it hears it: 16-bit samples at 8 kHz.
    pub(crate) async fn hears_another_second(&self) {
        let written = || std::fs::metadata(&self.heard).map_or(0, |file| file.len());
        let until = written() + 16_000;
        let long_enough = async {
            while written() < until {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(SOON, long_enough).await.expect("pjsua hears something");
    }

    /// Ends the program, and gives the loudest that it has heard of each of the two.
    pub(crate) async fn heard(self) -> (f64, f64) {
        let [caller, itself] = self.heard_of([CALLER_HZ, PHONE_HZ]).await;
        (caller, itself)
    }

    /// The same of each of these tones.
    pub(crate) async fn heard_of<const TONES: usize>(
        mut self,
        tones: [f64; TONES],
    ) -> [f64; TONES] {
        self.orders = None;
        let ended = tokio::time::timeout(SOON, self.process.wait()).await;
        ended.expect("pjsua ends").unwrap();
        let bytes = std::fs::read(&self.heard).unwrap();
        let samples: Vec<i16> =
            bytes[44..].as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
        tones.map(|hz| {
            let levels = samples.chunks(3_200).map(|window| media::level_db(window, 8_000, hz));
            levels.fold(f64::NEG_INFINITY, f64::max)
        })
    }
}

/// Ann, at a Workspace without a microphone, and her phone.
pub(crate) struct Desk {
    pub(crate) house: House,
    pub(crate) ann: Agent,
    pub(crate) phone: Phone,
    pub(crate) handset: Handset,
}

impl Desk {
    pub(crate) async fn open(more: &[&str]) -> Self {
        let house = House::open(more).await;
        let mut ann = Agent::sign_in(&house.demo.guide, house.demo.ann()).await.unwrap();
        let phone = house.phone("201", "sha256").await;
        give(&house, &phone, "201", id_of(&ann)).await;
        let told = |seen: &Seen| seen.own_phone.sip_phones.len() == 1;
        ann.until(SOON, "her SIP phone", told).await.unwrap();
        choose(&ann, Some(&phone)).await;
        let handset = Handset::start(&house, &phone).await;
        ann.until(SOON, "sound", |seen| seen.picture.me.audio).await.unwrap();
        ann.obeyed(MemberCommand::GoOnline).await.unwrap();
        Self { house, ann, phone, handset }
    }

    pub(crate) async fn until_doing(&mut self, doing: SipPhoneDoing) {
        let does = |seen: &Seen| seen.own_phone.doing == doing;
        self.ann.until(SOON, &format!("{doing:?}"), does).await.unwrap();
    }

    /// A call that is answered at the handset.
    pub(crate) async fn talk(&mut self) -> (Caller, ContactRef) {
        let mut caller = dial(&self.house.demo).await;
        let offer = self.ann.rings(SOON).await.unwrap();
        self.handset.says("rings").await;
        self.handset.does("answer").await;
        self.handset.says("talks").await;
        self.ann.until(SOON, "the talk", talking).await.unwrap();
        caller.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
        (caller, ContactRef { contact: offer.contact })
    }
}

pub(crate) fn id_of(ann: &Agent) -> Uuid {
    ann.seen().unwrap().picture.me.myself.id
}

pub(crate) async fn give(house: &House, phone: &Phone, extension: &str, member: Uuid) {
    let form = json!({ "extension": extension, "name": "Desk 7", "member": member });
    let (status, changed) = house.admin.put(&format!("{PHONES}/{}", phone.id), form).await;
    assert_eq!(status, reqwest::StatusCode::OK, "{changed}");
}

pub(crate) async fn choose(agent: &Agent, phone: Option<&Phone>) {
    let sip_phone = phone.map(|phone| phone.id.parse().unwrap());
    agent.obeyed(MemberCommand::ChoosePhone(ChoosePhone { sip_phone })).await.unwrap();
}

pub(crate) fn talking(seen: &Seen) -> bool {
    seen.picture.calls.iter().any(|call| matches!(call.state, CallState::Talking(_)))
}

fn is(label: Label) -> impl Fn(&Seen) -> bool {
    move |seen| seen.picture.me.label == label
}

async fn record(demo: &Demo, ann: &Agent, call: ContactRef) -> wire::record::RecordDetail {
    let url = format!("{}/api/v1/records/{}", demo.guide.url, call.contact);
    let record = reqwest::Client::new().get(url).header("cookie", ann.cookie()).send().await;
    record.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn vc31_the_handset_rings_answers_is_heard_and_hears_and_hangs_up() {
    let mut desk = Desk::open(&["--acw=30"]).await;
    let mut caller = dial(&desk.house.demo).await;
    let offer = desk.ann.rings(SOON).await.unwrap();
    let rung = desk.handset.says("rings").await;
    assert!(rung.contains("+4930111222"), "who calls: {rung}");
    desk.until_doing(SipPhoneDoing::Rings).await;
    desk.handset.does("answer").await;
    desk.handset.says("talks").await;
    desk.ann.until(SOON, "the talk", talking).await.unwrap();
    desk.until_doing(SipPhoneDoing::InCall).await;
    assert_eq!(desk.ann.seen().unwrap().picture.me.label, Label::InLine);
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    assert!(caller.ear().level_db(CALLER_HZ, 400) < -45.0, "the caller hears itself");
    tokio::time::sleep(Duration::from_millis(1500)).await;

    desk.handset.does("hang-up").await;
    desk.handset.says("over").await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    desk.ann.until(SOON, "after-call-work", is(Label::AfterCallWork)).await.unwrap();
    let call = ContactRef { contact: offer.contact };
    let record = record(&desk.house.demo, &desk.ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("ended_by_agent"));
    let (heard, itself) = desk.handset.heard().await;
    assert!(heard > HEARD_DB, "the phone hears the caller at {heard:.1} dB");
    assert!(itself < -45.0, "the phone hears itself at {itself:.1} dB");
}

#[tokio::test]
async fn vc31_the_button_on_the_screen_makes_the_phone_answer() {
    let mut desk = Desk::open(&[]).await;
    let mut caller = dial(&desk.house.demo).await;
    let offer = desk.ann.rings(SOON).await.unwrap();
    desk.handset.says("rings").await;
    desk.ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    // The call that rang is taken back, and the one after it says that the phone may answer by itself.
    desk.handset.says("over").await;
    desk.handset.says("rings-by-itself").await;
    desk.handset.says("talks").await;
    desk.ann.until(SOON, "the talk", talking).await.unwrap();
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    let call = ContactRef { contact: offer.contact };
    desk.ann.obeyed(MemberCommand::Hold(call)).await.unwrap();
    hears(caller.ear(), PHONE_HZ, |db| db < -45.0, "on hold the phone is not heard").await;
    desk.ann.obeyed(MemberCommand::CancelHold(call)).await.unwrap();
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone again").await;
    desk.ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    desk.handset.says("over").await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
}

#[tokio::test]
async fn vc31_a_call_that_is_declined_at_the_phone_goes_on_and_is_no_miss() {
    let mut desk = Desk::open(&[]).await;
    for refusal in ["decline", "busy"] {
        let caller = dial(&desk.house.demo).await;
        desk.ann.rings(SOON).await.unwrap();
        desk.handset.says("rings").await;
        desk.handset.does(refusal).await;
        desk.handset.says("over").await;
        let gone = |seen: &Seen| seen.picture.calls.is_empty();
        desk.ann.until(SOON, "silence", gone).await.unwrap();
        assert_eq!(desk.ann.seen().unwrap().picture.me.label, Label::Available);
        caller.hang_up();
    }
    let ends = desk.house.demo.read_sql("SELECT ended_how FROM offer ORDER BY made").await;
    assert_eq!(ends, ["declined", "declined"]);
}

#[tokio::test]
async fn vc31_a_caller_who_gives_up_and_a_ring_that_nobody_answers_leave_the_phone_silent() {
    let mut desk = Desk::open(&["--ring=1"]).await;
    let caller = dial(&desk.house.demo).await;
    desk.ann.rings(SOON).await.unwrap();
    desk.handset.says("rings").await;
    caller.hang_up();
    desk.handset.says("over").await;
    desk.ann.until(SOON, "silence", |seen| seen.picture.calls.is_empty()).await.unwrap();

    let _caller = dial(&desk.house.demo).await;
    desk.ann.rings(SOON).await.unwrap();
    desk.handset.says("rings").await;
    desk.handset.says("over").await;
    desk.ann.until(SOON, "silence", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let ends = desk.house.demo.read_sql("SELECT ended_how FROM offer ORDER BY made").await;
    assert_eq!(ends, ["cancelled", "missed"]);
}

#[tokio::test]
async fn ac06_without_the_phone_the_member_is_not_reachable_and_with_the_browser_again() {
    let mut desk = Desk::open(&[]).await;
    desk.handset.does("sign-off").await;
    desk.handset.says("signed-off").await;
    desk.ann.until(SOON, "no sound", |seen| !seen.picture.me.audio).await.unwrap();
    desk.ann.allow_microphone_unheeded(desk.house.demo.sip(), Voice::tone(880.0)).await.unwrap();
    assert!(!desk.ann.seen().unwrap().picture.me.audio, "the phone is her sound, not the browser");
    choose(&desk.ann, None).await;
    desk.ann.until(SOON, "the browser's sound", |seen| seen.picture.me.audio).await.unwrap();
    assert_eq!(desk.house.row(&desk.phone).await["chosen"], false);
    choose(&desk.ann, Some(&desk.phone)).await;
    desk.ann.until(SOON, "no sound", |seen| !seen.picture.me.audio).await.unwrap();
    assert_eq!(desk.house.row(&desk.phone).await["chosen"], true);

    // Whoever loses the phone has the browser.
    let form = json!({ "extension": "201", "name": "Workshop" });
    let path = format!("{PHONES}/{}", desk.phone.id);
    assert_eq!(desk.house.admin.put(&path, form).await.0, reqwest::StatusCode::OK);
    desk.ann.until(SOON, "the browser's sound", |seen| seen.picture.me.audio).await.unwrap();
    let sip_phone = Some(desk.phone.id.parse().unwrap());
    let again = MemberCommand::ChoosePhone(ChoosePhone { sip_phone });
    let refused = desk.ann.command(again).await.unwrap().problem.unwrap();
    assert_eq!((refused.status, refused.code.as_str()), (409, "unknown-phone"));
}

#[tokio::test]
async fn vc51_a_phone_that_dies_in_a_call_leaves_it_to_the_browser() {
    let mut desk = Desk::open(&["--sip-ping=1"]).await;
    let (caller, call) = desk.talk().await;
    hears(caller.ear(), PHONE_HZ, |db| db > HEARD_DB, "the caller hears the phone").await;
    desk.handset.process.kill().await.unwrap();
    hears(caller.ear(), media::MUSIC_HZ, |db| db > -45.0, "music").await;
    desk.ann.until(SOON, "no sound", |seen| !seen.picture.me.audio).await.unwrap();
    // The call is hers still. She takes it at the browser.
    desk.ann.allow_microphone_unheeded(desk.house.demo.sip(), Voice::tone(1_200.0)).await.unwrap();
    choose(&desk.ann, None).await;
    hears(caller.ear(), 1_200.0, |db| db > HEARD_DB, "the caller hears her at the browser").await;
    desk.ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
}

#[tokio::test]
async fn f01_kill_9_ends_the_call_at_the_phone_and_at_the_caller_in_one_record() {
    let mut desk = Desk::open(&[]).await;
    let (mut caller, call) = desk.talk().await;
    desk.house.demo.kill_9();
    desk.house.demo.restart().await;
    caller.until(SOON, |state| *state == CallerState::HungUp).await.unwrap();
    desk.handset.says("over").await;
    let mut ann = Agent::sign_in(&desk.house.demo.guide, desk.house.demo.ann()).await.unwrap();
    let record = record(&desk.house.demo, &ann, call).await;
    assert_eq!(record.record.end_reason.as_deref(), Some("system_fault"));
    // The phone is hers still, and there.
    ann.until(SOON, "sound", |seen| seen.picture.me.audio).await.unwrap();
    assert_eq!(desk.house.demo.read_sql("SELECT leg FROM live_handset").await.len(), 0);
}
