//! VC40, VC43, F15: a call that is recorded, from its notice to the file that a stranger opens. Each side speaks a tone of its
//! own; what was kept of them is measured on the samples of the finished file.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use media::{SAMPLE_RATE, level_db};
use reqwest::StatusCode;
use robot::Agent;
use wire::command::{ContactRef, MemberCommand};
use wire::login::MyLogin;
use wire::record::{RecordChoices, RecordDetail, RecordPage, RecordingPeaks, RecordingView};
use wire::workspace::RecordingState;

use crate::call::{agent_with_sound, talk};
use crate::demo::{Demo, SOON};

const CALLER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
/// A tone of the robots' level, of which a busy machine may have lost some.
const HEARD_DB: f64 = -35.0;
const SILENT_DB: f64 = -60.0;
/// L06.
const FINISHED_WITHIN: Duration = Duration::from_secs(30);

/// A finished recording, as anybody who downloads it has it.
pub(crate) struct Sound {
    customer: Vec<i16>,
    agent: Vec<i16>,
}

impl Sound {
    pub(crate) fn of(wav: &[u8]) -> Self {
        assert_eq!(
            (&wav[..4], &wav[8..12], &wav[36..40]),
            (&b"RIFF"[..], &b"WAVE"[..], &b"data"[..])
        );
        let size = u32::from_le_bytes(wav[40..44].try_into().unwrap()) as usize;
        assert_eq!(wav.len(), 44 + size, "the file is as long as it says");
        let side = |at: usize| {
            let frames = wav[44..].as_chunks::<4>().0.iter();
            frames.map(|frame| i16::from_le_bytes([frame[at], frame[at + 1]])).collect()
        };
        Self { customer: side(0), agent: side(2) }
    }

    pub(crate) fn millis(&self) -> u64 {
        self.customer.len() as u64 / 8
    }

    /// The customer's tone and the agent's on the left, then on the right, between two times.
    fn levels(&self, from_ms: u64, to_ms: u64) -> [f64; 4] {
        let part = |side: &[i16], hz| {
            let place = |ms: u64| usize::try_from(ms * 8).unwrap().min(side.len());
            level_db(&side[place(from_ms)..place(to_ms)], SAMPLE_RATE, hz)
        };
        [
            part(&self.customer, CALLER_HZ),
            part(&self.customer, AGENT_HZ),
            part(&self.agent, CALLER_HZ),
            part(&self.agent, AGENT_HZ),
        ]
    }

    pub(crate) fn assert_both_talk(&self, from_ms: u64, to_ms: u64) {
        let levels = self.levels(from_ms, to_ms);
        let [left, left_other, right_other, right] = levels;
        assert!(left > HEARD_DB && right > HEARD_DB, "{from_ms}–{to_ms} ms: {levels:.0?}");
        assert!(left_other < SILENT_DB && right_other < SILENT_DB, "{levels:.0?}");
    }
}

async fn get(demo: &Demo, agent: &Agent, path: &str, range: Option<&str>) -> reqwest::Response {
    let url = format!("{}/api/v1/{path}", demo.guide.url);
    let asked = reqwest::Client::new().get(url).header("cookie", agent.cookie());
    let asked = range.into_iter().fold(asked, |asked, range| asked.header("range", range));
    asked.send().await.unwrap()
}

/// The one recording of the call, once it is made.
pub(crate) async fn finished(demo: &Demo, agent: &Agent, call: ContactRef) -> RecordingView {
    let started = tokio::time::Instant::now();
    loop {
        let record = get(demo, agent, &format!("records/{}", call.contact), None).await;
        let record: RecordDetail = record.json().await.unwrap();
        assert_eq!(record.recordings.len(), 1, "I21: one for each talk");
        if record.recordings[0].ready {
            return record.recordings[0].clone();
        }
        assert!(started.elapsed() < FINISHED_WITHIN, "{:?}", record.recordings);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub(crate) async fn download(demo: &Demo, agent: &Agent, recording: &RecordingView) -> Vec<u8> {
    let answer = get(demo, agent, &format!("recordings/{}", recording.id), None).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "audio/wav");
    answer.bytes().await.unwrap().to_vec()
}

/// A stranger opens it: Debian's ffprobe, whose absence is a failure.
fn assert_ffprobe_opens(file: &Path, length_ms: u64) {
    let fields = "stream=codec_name,channels,sample_rate:format=duration";
    let said = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", fields, "-of", "default=noprint_wrappers=1"])
        .arg(file)
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8(said.stdout).unwrap();
    let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    assert_eq!(
        (field("codec_name="), field("channels="), field("sample_rate=")),
        ("pcm_s16le", "2", "8000")
    );
    let seconds: f64 = field("duration=").parse().unwrap();
    assert_eq!(Duration::from_secs_f64(seconds).as_millis(), u128::from(length_ms));
}

fn file_of(demo: &Demo, recording: &RecordingView) -> PathBuf {
    demo.data.join("recordings").join(format!("{}.wav", recording.id))
}

fn shows(state: RecordingState) -> impl Fn(&robot::Seen) -> bool {
    move |seen| seen.picture.calls.iter().any(|call| call.recording == state)
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

#[tokio::test]
async fn vc40_a_talk_is_kept_in_two_channels_and_its_pause_is_silent() {
    let demo = Demo::that_records().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    ann.until(SOON, "the recording", shows(RecordingState::On)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    ann.obeyed(MemberCommand::PauseRecording(call)).await.unwrap();
    ann.until(SOON, "the pause", shows(RecordingState::Paused)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    ann.obeyed(MemberCommand::ResumeRecording(call)).await.unwrap();
    ann.until(SOON, "the recording", shows(RecordingState::On)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();

    let recording = finished(&demo, &ann, call).await;
    assert!(recording.complete && recording.failure.is_none(), "{recording:?}");
    let sound = Sound::of(&download(&demo, &ann, &recording).await);
    assert_eq!(sound.millis(), recording.length_ms);
    // A machine that was busy for a moment has lost a frame or two besides, and says so.
    let mut pauses = recording.spans.iter().filter(|span| span.why == "paused");
    let (Some(pause), None) = (pauses.next(), pauses.next()) else {
        panic!("one pause: {:?}", recording.spans)
    };
    assert!(pause.to_ms - pause.from_ms >= 1_500, "{pause:?}");
    sound.assert_both_talk(pause.from_ms - 1_000, pause.from_ms - 100);
    sound.assert_both_talk(pause.to_ms + 300, recording.length_ms - 200);
    let samples = |ms: u64| usize::try_from(ms * 8).unwrap();
    let paused = samples(pause.from_ms)..samples(pause.to_ms);
    assert!(sound.customer[paused.clone()].iter().all(|sample| *sample == 0), "I21");
    assert!(sound.agent[paused].iter().all(|sample| *sample == 0), "I21");
    let file = file_of(&demo, &recording);
    assert_ffprobe_opens(&file, recording.length_ms);
    let mode = std::fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "nobody else on the machine hears it");

    let peaks = get(&demo, &ann, &format!("recordings/{}/peaks", recording.id), None).await;
    let peaks: RecordingPeaks = peaks.json().await.unwrap();
    let point = |ms: u64| {
        let points = peaks.customer.len() as u64;
        usize::try_from(ms * points / recording.length_ms).unwrap()
    };
    let (talk, pause) =
        (point(pause.from_ms - 500), point(u64::midpoint(pause.from_ms, pause.to_ms)));
    assert!(peaks.customer[talk] > 20 && peaks.agent[talk] > 20, "{peaks:?}");
    assert_eq!((peaks.customer[pause], peaks.agent[pause]), (0, 0));
}

#[tokio::test]
async fn f15_a_recording_that_kill_9_cut_plays_up_to_two_seconds_before_the_cut() {
    let mut demo = Demo::that_records().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    ann.until(SOON, "the recording", shows(RecordingState::On)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(6)).await;
    let cut = now_ms();
    demo.kill_9();
    demo.restart().await;

    let ann = Agent::with_cookie(&demo.guide, ann.cookie().to_owned()).await.unwrap();
    let recording = finished(&demo, &ann, call).await;
    assert!(!recording.complete && recording.failure.is_none(), "{recording:?}");
    let lost = (cut - recording.started).saturating_sub(recording.length_ms);
    assert!(lost <= 2_000, "{lost} ms are lost of {} ms", cut - recording.started);
    let sound = Sound::of(&download(&demo, &ann, &recording).await);
    assert_eq!(sound.millis(), recording.length_ms, "the length is what there is");
    sound.assert_both_talk(recording.length_ms - 1_000, recording.length_ms);
    assert_ffprobe_opens(&file_of(&demo, &recording), recording.length_ms);
    let left = std::fs::read_dir(demo.data.join("recordings")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [file_of(&demo, &recording)], "nothing else is left");
}

#[tokio::test]
async fn a_recording_is_heard_by_whom_it_belongs_to_in_parts_and_each_listening_is_written_down() {
    let mut demo = Demo::that_records().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let (_caller, call) = talk(&demo, &mut ann).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    let recording = finished(&demo, &ann, call).await;
    let path = format!("recordings/{}", recording.id);

    let part = get(&demo, &ann, &path, Some("bytes=0-43")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    let length = 44 + recording.length_ms * 32;
    assert_eq!(part.headers()["content-range"], format!("bytes 0-43/{length}").as_str());
    assert_eq!(part.bytes().await.unwrap().len(), 44);
    let beyond = get(&demo, &ann, &path, Some(&format!("bytes={length}-"))).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);

    for path in [path.clone(), format!("{path}/peaks"), format!("recordings/{}", call.contact)] {
        let foreign = get(&demo, &leo, &path, None).await;
        assert_eq!(foreign.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let ada = Agent::sign_in(&demo.guide, demo.ada()).await.unwrap();
    assert_eq!(get(&demo, &ada, &path, None).await.status(), StatusCode::OK, "an admin hears all");
    let nobody = reqwest::get(format!("{}/api/v1/{path}", demo.guide.url)).await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);

    demo.kill_9();
    let store = demo.store().await;
    let application = store.applications().await.unwrap()[0].id;
    let rows = store.audit(application, None, 100).await.unwrap();
    let heard: Vec<_> = rows.iter().filter(|row| row.what == "recording-heard").collect();
    assert_eq!(heard.len(), 2, "one for each listener, however many parts: {heard:?}");
    for row in heard {
        assert_eq!(row.changes[0].to.as_deref(), Some(&*recording.id.to_string()));
    }
}

#[tokio::test]
async fn f13_a_recording_that_cannot_be_written_costs_no_call_and_the_record_says_so() {
    let demo = Demo::that_records().await;
    std::fs::remove_dir_all(demo.data.join("recordings")).unwrap();
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let (_caller, call) = talk(&demo, &mut ann).await;
    ann.until(SOON, "the fault", shows(RecordingState::Failed)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();

    let record = get(&demo, &ann, &format!("records/{}", call.contact), None).await;
    let record: RecordDetail = record.json().await.unwrap();
    assert!(record.record.talked >= 1_000, "the talk went on: {} ms", record.record.talked);
    let recording = &record.recordings[0];
    assert_eq!(recording.failure.as_deref(), Some("write_failed"));
    let heard = get(&demo, &ann, &format!("recordings/{}", recording.id), None).await;
    assert_eq!(heard.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn rc01_each_role_finds_the_records_that_are_its_to_read() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let leo = Agent::sign_in(&demo.guide, demo.leo()).await.unwrap();
    let ada = Agent::sign_in(&demo.guide, demo.ada()).await.unwrap();
    let (_caller, call) = talk(&demo, &mut ann).await;
    ann.obeyed(MemberCommand::HangUp(call)).await.unwrap();
    ann.until(SOON, "the end", |seen| seen.picture.calls.is_empty()).await.unwrap();
    let found = async |who: &Agent, query: &str| {
        let answer = get(&demo, who, &format!("records{query}"), None).await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
        let page: RecordPage = answer.json().await.unwrap();
        page.records.len()
    };
    assert_eq!([found(&ann, "").await, found(&leo, "").await, found(&ada, "").await], [1, 0, 1]);
    let own = demo_member(&demo, &ann).await;
    for (query, count) in [
        ("?search=%2B49%2030%20111-222".to_owned(), 1),
        ("?search=333".to_owned(), 0),
        ("?result=ended_by_agent&kind=voice".to_owned(), 1),
        ("?result=queue_full".to_owned(), 0),
        (format!("?until={}", now_ms() - 3_600_000), 0),
        (format!("?from={}", now_ms() - 3_600_000), 1),
        (format!("?member={own}"), 1),
        (format!("?member={}", uuid::Uuid::nil()), 0),
    ] {
        assert_eq!(found(&ada, &query).await, count, "{query}");
    }
    for query in ["?result=good", "?from=today", "?group=all", "?order=name"] {
        let refused = get(&demo, &ada, &format!("records{query}"), None).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{query}");
    }
    let names = async |who: &Agent| {
        let choices = get(&demo, who, "records/choices", None).await;
        let choices: RecordChoices = choices.json().await.unwrap();
        (choices.members.len(), choices.groups.len())
    };
    assert_eq!((names(&leo).await, names(&ada).await), ((1, 3), (3, 3)));
}

async fn demo_member(demo: &Demo, who: &Agent) -> uuid::Uuid {
    let me: MyLogin = get(demo, who, "me", None).await.json().await.unwrap();
    me.id
}
