//! Phones that we did not write call the real binary: `SIPp` and baresip. A missing program fails the test.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use robot::{Agent, CallerState};
use sqlx::Connection;
use tokio::process::{Child, Command};
use wire::command::{ContactRef, MemberCommand};
use wire::workspace::Label;

use crate::call::{agent_with_sound, dial, hears};
use crate::demo::{Demo, SOON};

const HEARD_DB: f64 = -25.0;
const LIMIT: Duration = Duration::from_secs(50);

#[tokio::test]
async fn sipp_calls_is_answered_is_heard_and_hangs_up() {
    let demo = Demo::start().await;
    let ann = agent_with_sound(&demo, demo.ann()).await;
    let sipp = sipp(&demo, "caller_hangs_up.xml", &demo.guide.hotline);
    is_heard(ann, sipp).await;
}

/// The agent takes the call and hears the caller, who hangs up.
pub(crate) async fn is_heard(mut ann: Agent, sipp: Child) {
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears SIPp").await;
    succeeds(sipp).await;
    ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
}

#[tokio::test]
async fn sipp_speaks_a_law_and_is_heard() {
    let demo = Demo::start().await;
    let ann = agent_with_sound(&demo, demo.ann()).await;
    let a_law = [
        ("RTP/AVP 0 101", "RTP/AVP 8 101"),
        ("rtpmap:0 PCMU/8000", "rtpmap:8 PCMA/8000"),
        ("tone440.ul,-1,0,PCMU/8000", "tone440.al,-1,8,PCMA/8000"),
    ];
    let sipp = sipp_speaking(&demo, "caller_hangs_up.xml", &demo.guide.hotline, a_law);
    is_heard(ann, sipp).await;
}

#[tokio::test]
async fn sipp_gets_a_bye_when_the_agent_hangs_up() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    let sipp = sipp(&demo, "agent_hangs_up.xml", &demo.guide.hotline);
    let offer = ann.rings(SOON).await.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears SIPp").await;
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
    succeeds(sipp).await;
}

#[tokio::test]
async fn sipp_cancels_and_nothing_is_left_ringing() {
    let demo = Demo::start().await;
    let mut ann = agent_with_sound(&demo, demo.ann()).await;
    // Nothing is answered before it is committed: while the disk is busy, a caller can give up.
    let database = format!("sqlite:{}", demo.data.join("rapport.db").display());
    let mut busy = sqlx::SqliteConnection::connect(&database).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut busy).await.unwrap();
    succeeds(sipp(&demo, "cancel.xml", &demo.guide.hotline)).await;
    sqlx::query("ROLLBACK").execute(&mut busy).await.unwrap();
    ann.until(SOON, "silence", |seen| seen.picture.calls.is_empty()).await.unwrap();
    assert_eq!(ann.seen().unwrap().picture.me.label, Label::Available);
}

#[tokio::test]
async fn sipp_without_a_common_codec_gets_488_and_with_a_wrong_number_404() {
    let demo = Demo::start().await;
    succeeds(sipp(&demo, "no_common_codec.xml", &demo.guide.hotline)).await;
    succeeds(sipp(&demo, "unknown_number.xml", "+4930999")).await;
}

#[tokio::test]
async fn sipp_gets_503_when_the_house_is_full() {
    let demo = Demo::with(&["--calls-max=1"]).await;
    let mut first = dial(&demo).await;
    first.until(SOON, |state| *state == CallerState::Talking).await.unwrap();
    succeeds(sipp(&demo, "full.xml", &demo.guide.hotline)).await;
}

#[tokio::test]
async fn baresip_calls_and_both_hear_each_other() {
    baresip_talks("pcmu").await;
}

#[tokio::test]
async fn baresip_speaks_a_law_and_both_hear_each_other() {
    baresip_talks("pcma").await;
}

#[tokio::test]
async fn baresip_speaks_g722_and_both_hear_each_other() {
    baresip_talks("g722").await;
}

#[tokio::test]
async fn baresip_speaks_opus_and_both_hear_each_other() {
    baresip_talks("opus").await;
}

async fn baresip_talks(codec: &str) {
    let demo = Demo::start().await;
    talks_to_baresip(&demo, codec, &Way::udp(&demo)).await;
}

/// How baresip comes to the demo.
pub(crate) struct Way {
    /// What its account and what it dials say of the transport.
    pub(crate) transport: &'static str,
    pub(crate) to: String,
    /// More lines of its configuration.
    pub(crate) config: String,
}

impl Way {
    pub(crate) fn udp(demo: &Demo) -> Self {
        Self { transport: "udp", to: demo.guide.sip.clone(), config: String::new() }
    }
}

/// A call that ann takes; each hears the other and not itself.
pub(crate) async fn talks_to_baresip(demo: &Demo, codec: &str, way: &Way) {
    let mut ann = agent_with_sound(demo, demo.ann()).await;
    let folder = demo.data.join("baresip");
    let mut baresip = baresip(&folder, codec, way);
    let offer =
        ann.rings(SOON).await.map_err(|error| format!("{error}; baresip: {}", said(&folder)));
    let offer = offer.unwrap();
    ann.obeyed(MemberCommand::Accept(offer)).await.unwrap();
    hears(ann.ear().unwrap(), 440.0, |db| db > HEARD_DB, "the agent hears baresip").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ann.obeyed(MemberCommand::HangUp(ContactRef { contact: offer.contact })).await.unwrap();
    ann.until(SOON, "the end of the call", |seen| seen.picture.calls.is_empty()).await.unwrap();
    // The dump is complete once the program has written its file and gone.
    tokio::time::sleep(Duration::from_millis(500)).await;
    baresip.kill().await.unwrap();
    let (heard, rate) = newest_dump(&folder);
    let level = |hz| media::level_db(&heard, rate, hz);
    assert!(level(880.0) > HEARD_DB, "baresip hears the agent at {:.1} dB", level(880.0));
    assert!(level(440.0) < level(880.0) - 30.0, "and itself at {:.1} dB", level(440.0));
}

pub(crate) fn sipp(demo: &Demo, scenario: &str, number: &str) -> Child {
    sipp_speaking(demo, scenario, number, [])
}

/// The scenario with some of its words replaced: another codec, say.
pub(crate) fn sipp_speaking<const N: usize>(
    demo: &Demo,
    scenario: &str,
    number: &str,
    replaced: [(&str, &str); N],
) -> Child {
    sipp_by("u1", demo, scenario, number, &replaced)
}

/// The same by a transport, as `-t` of `SIPp` names it.
pub(crate) fn sipp_by(
    transport: &str,
    demo: &Demo,
    scenario: &str,
    number: &str,
    replaced: &[(&str, &str)],
) -> Child {
    sipp_at(rtp_port(), (transport, scenario), demo, number, replaced)
}

/// The same on a block of ports that is known before it starts.
pub(crate) fn sipp_at(
    rtp: u16,
    (transport, scenario): (&str, &str),
    demo: &Demo,
    number: &str,
    replaced: &[(&str, &str)],
) -> Child {
    sipp_to((demo.sip(), rtp), (transport, scenario), demo, number, replaced)
}

/// The same to another port of the server.
pub(crate) fn sipp_to(
    (to, rtp): (SocketAddr, u16),
    (transport, scenario): (&str, &str),
    demo: &Demo,
    number: &str,
    replaced: &[(&str, &str)],
) -> Child {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sipp");
    // The scenarios name it as it lies in the folder they run in.
    std::fs::write(demo.data.join("tone440.ul"), tone_440(media::g711::mu_law::encode)).unwrap();
    std::fs::write(demo.data.join("tone440.al"), tone_440(media::g711::a_law::encode)).unwrap();
    let text = std::fs::read_to_string(folder.join(scenario)).unwrap();
    let text = replaced.iter().fold(text, |text, (from, to)| text.replace(from, to));
    let file = demo.data.join(scenario);
    std::fs::write(&file, text).unwrap();
    Command::new("sipp")
        .arg(to.to_string())
        .args(["-sf", file.to_str().unwrap()])
        .args(["-s", number, "-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", "1"])
        .args(["-t", transport, "-timeout", "40", "-timeout_error", "-nostdin"])
        .args(["-p", &(rtp + SIP_PORT).to_string(), "-mp", &rtp.to_string()])
        .current_dir(&demo.data)
        .env("TERM", "dumb")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("SIPp is installed (Debian: sip-tester)")
}

pub(crate) async fn succeeds(child: Child) {
    let output = tokio::time::timeout(LIMIT, child.wait_with_output()).await;
    let output = output.expect("SIPp ended in time").unwrap();
    assert!(
        output.status.success(),
        "SIPp: {}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

pub(crate) fn free_port() -> u16 {
    std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn said(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// A stranger's block of [`rtp_port`]: sound, then SIP, and TLS at the port behind it.
const RTP_PORTS: u16 = 20;
pub(crate) const SIP_PORT: u16 = 22;

/// Even, the first of a block that no other test uses: behind the servers' own and before the ephemeral ports, and all of it
/// free a moment ago.
pub(crate) fn rtp_port() -> u16 {
    use std::sync::atomic::{AtomicU16, Ordering};
    const FIRST: u16 = 28_000;
    const BLOCKS: u16 = 195;
    const PORTS: u16 = 24;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let process = u16::try_from(std::process::id() % 1_000).unwrap();
    let is_free = |port| {
        let any = ("127.0.0.1", port);
        std::net::UdpSocket::bind(any).is_ok() && std::net::TcpListener::bind(any).is_ok()
    };
    loop {
        let slot = NEXT.fetch_add(1, Ordering::Relaxed);
        let first = FIRST + (process * 7 + slot) % BLOCKS * PORTS;
        if (first..first + PORTS).all(is_free) {
            return first;
        }
    }
}

fn tone_440(encode: fn(i16) -> u8) -> Vec<u8> {
    media::Tone::new(440.0, -12.0).take(30 * 8_000).map(encode).collect()
}

pub(crate) fn baresip(folder: &Path, codec: &str, way: &Way) -> Child {
    let rtp = rtp_port();
    let port = rtp + SIP_PORT;
    let account = Account {
        address: format!("baresip@127.0.0.1:{port};transport={}", way.transport),
        more: format!("regint=0;audio_codecs={codec}"),
    };
    let dial = format!("/dial {}", way.to);
    baresip_at(rtp, folder, &account, &way.config, &["-e", &dial, "-t", "60"])
}

/// Who baresip is.
pub(crate) struct Account {
    pub(crate) address: String,
    /// The account's settings.
    pub(crate) more: String,
}

/// One that waits.
pub(crate) fn baresip_with(folder: &Path, account: &Account, config: &str) -> Child {
    baresip_at(rtp_port(), folder, account, config, &["-t", "60"])
}

fn baresip_at(
    rtp: u16,
    folder: &Path,
    account: &Account,
    config: &str,
    arguments: &[&str],
) -> Child {
    std::fs::create_dir_all(folder).unwrap();
    write_wav(&folder.join("tone440.wav"));
    let port = rtp + SIP_PORT;
    let config = format!(
        "poll_method epoll\nsip_listen 127.0.0.1:{port}\naudio_source aufile,{tone}\n\
         audio_alert aufile,/dev/null\nausrc_srate 8000\nauplay_srate 8000\nausrc_channels 1\n\
         auplay_channels 1\naudio_txmode thread\nrtp_ports {rtp}-{last}\nrtcp_mux no\n\
         module_path /usr/lib/baresip/modules\nmodule g711.so\nmodule g722.so\nmodule opus.so\nmodule aufile.so\n\
         module sndfile.so\nmodule ausine.so\nmodule_tmp account.so\nmodule_app menu.so\n\
         snd_path {folder}\n{more}",
        more = config,
        tone = folder.join("tone440.wav").display(),
        last = rtp + RTP_PORTS,
        folder = folder.display(),
    );
    std::fs::write(folder.join("config"), config).unwrap();
    let account = format!("<sip:{}>;{}\n", account.address, account.more);
    std::fs::write(folder.join("accounts"), account).unwrap();
    Command::new("baresip")
        .args(["-f", folder.to_str().unwrap()])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(folder.join("log")).unwrap())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("baresip is installed (Debian: baresip, baresip-core)")
}

/// What baresip decoded last, and its rate.
pub(crate) fn newest_dump(folder: &Path) -> (Vec<i16>, u32) {
    let (samples, rate) = whole_dump(folder);
    // The last second before the end, where both talk.
    let second = usize::try_from(rate).unwrap();
    let end = samples.len().saturating_sub(second / 2);
    (samples[end.saturating_sub(second)..end].to_vec(), rate)
}

/// Until so many seconds are there.
pub(crate) async fn until_dumped(folder: &Path, seconds: usize) {
    let is_dump = |name: &str| name.ends_with("-dec.wav");
    let long_enough = async {
        loop {
            let mut names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let begun = names.any(|path| {
                is_dump(path.to_str().unwrap())
                    && std::fs::metadata(path).is_ok_and(|file| file.len() > HEADER)
            });
            if begun {
                let (samples, rate) = whole_dump(folder);
                if samples.len() >= seconds * usize::try_from(rate).unwrap() {
                    return;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, long_enough).await.expect("baresip hears something");
}

/// Of a WAV file.
const HEADER: u64 = 44;

/// All that baresip decoded in its one call, and its rate: its `sndfile` module writes one file for each direction.
pub(crate) fn whole_dump(folder: &Path) -> (Vec<i16>, u32) {
    let dumps = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let dumps: Vec<PathBuf> =
        dumps.filter(|path| path.to_str().unwrap().ends_with("-dec.wav")).collect();
    let log = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    assert!(!dumps.is_empty(), "baresip wrote no dump: {}", log());
    let bytes = std::fs::read(&dumps[0]).unwrap();
    let channels = usize::from(u16::from_le_bytes(*bytes[22..].first_chunk().unwrap()));
    let rate = u32::from_le_bytes(*bytes[24..].first_chunk().unwrap());
    let samples = bytes[44..].as_chunks().0.iter().step_by(channels);
    (samples.map(|pair| i16::from_le_bytes(*pair)).collect(), rate)
}

fn write_wav(path: &Path) {
    write_tone(path, 440.0);
}

/// A minute of it, at 8 kHz.
pub(crate) fn write_tone(path: &Path, hz: f64) {
    let mut tone = media::Tone::new(hz, -12.0);
    let samples: Vec<u8> =
        (0..60 * 50).flat_map(|_| tone.frame()).flat_map(i16::to_le_bytes).collect();
    let length = u32::try_from(samples.len()).unwrap();
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend([1, 0, 1, 0]);
    file.extend(8_000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    std::fs::write(path, file).unwrap();
}
