//! The thread that reads every tape and appends what comes off them to their files. It is the only one that writes while a
//! talk runs; a disk that is slow for less than a tape is long costs nothing.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use media::{TapeEnded, TapeReader};
use store::{NewRecording, RecordingFailure};

use super::disk::DiskWatch;
use super::finisher::Ended;
use super::part::Appender;
use super::silence::SilenceWatch;
use super::{Begin, News, Talk, With};

/// How often the tapes are read.
const READ_EVERY: Duration = Duration::from_millis(200);
/// F15: no more than two seconds are lost by a crash; the tape and the playout before it hold a part of them.
const FLUSH_EVERY: Duration = Duration::from_secs(1);
/// What a machine that loses its power may lose.
const SYNC_EVERY: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(super) struct Writer {
    folder: PathBuf,
    open: Vec<Open>,
    done: Sender<Ended>,
    tell: tokio::sync::mpsc::UnboundedSender<News>,
    disk: DiskWatch,
}

/// A recording that runs.
#[derive(Debug)]
struct Open {
    talk: Talk,
    recording: NewRecording,
    tape: TapeReader,
    /// VC42: of a caller alone.
    silence: Option<SilenceWatch>,
    fell_silent: bool,
    appender: Appender,
    path: PathBuf,
    file: File,
    flushed: Instant,
    synced: Instant,
}

/// Whether a recording goes on.
enum Course {
    On,
    Over,
    Failed(io::Error),
}

impl Writer {
    pub(super) fn new(
        folder: PathBuf,
        done: Sender<Ended>,
        tell: tokio::sync::mpsc::UnboundedSender<News>,
    ) -> Self {
        let disk = DiskWatch::of(folder.clone());
        Self { folder, open: Vec::new(), done, tell, disk }
    }

    /// Until nobody can begin a recording any more and the last one is over.
    pub(super) fn run(mut self, begins: &Receiver<Begin>) {
        let mut abandoned = false;
        while !abandoned || !self.open.is_empty() {
            match begins.recv_timeout(READ_EVERY) {
                Ok(begin) => self.begin(begin),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    // The tapes that still run end with the media thread.
                    abandoned = true;
                    std::thread::park_timeout(READ_EVERY);
                }
            }
            let now = Instant::now();
            self.read_all(now);
            self.disk.look(now);
        }
    }

    fn begin(&mut self, begin: Begin) {
        let path = self.folder.join(format!("{}.part", begin.recording.id.0));
        let opened = File::options().append(true).create_new(true).mode(0o600).open(&path);
        match opened {
            Ok(file) => {
                metrics::counter!("rapport_recordings_total").increment(1);
                self.open.push(Open::new(begin, path, file, Instant::now()));
            }
            Err(error) => self.fail(begin.talk(), begin.recording, path, &error),
        }
    }

    fn read_all(&mut self, now: Instant) {
        for mut open in std::mem::take(&mut self.open) {
            let course = open.go_on(now);
            if std::mem::take(&mut open.fell_silent) {
                let _ended = self.tell.send(News::FellSilent(open.talk));
            }
            match course {
                Course::On => self.open.push(open),
                Course::Over => self.end(open.recording, open.path, None),
                Course::Failed(error) => self.fail(open.talk, open.recording, open.path, &error),
            }
        }
    }

    /// F13: the call goes on; what was kept so far is kept.
    fn fail(&self, talk: Talk, recording: NewRecording, path: PathBuf, error: &io::Error) {
        let failure = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => RecordingFailure::NoSpace,
            _ => RecordingFailure::WriteFailed,
        };
        let why = if failure == RecordingFailure::NoSpace { "no-space" } else { "write-failed" };
        metrics::counter!("rapport_recordings_failed_total", "why" => why).increment(1);
        tracing::error!(
            error = error as &dyn std::error::Error,
            contact.id = %recording.contact,
            "a recording cannot be written: the call goes on without it"
        );
        let _ended = self.tell.send(News::Failed(talk));
        self.end(recording, path, Some(failure));
    }

    fn end(&self, recording: NewRecording, part: PathBuf, failure: Option<RecordingFailure>) {
        let _ended = self.done.send(Ended { part, recording: Some(recording), failure });
    }
}

impl Begin {
    const fn talk(&self) -> Talk {
        let NewRecording { application, contact, started: since, .. } = self.recording;
        Talk { application, contact, with: self.with, since }
    }
}

impl Open {
    fn new(begin: Begin, path: PathBuf, file: File, now: Instant) -> Self {
        let talk = begin.talk();
        let Begin { recording, with, tape } = begin;
        Self {
            talk,
            recording,
            tape,
            silence: matches!(with, With::Nobody(_)).then(SilenceWatch::default),
            fell_silent: false,
            appender: Appender::new(&recording),
            path,
            file,
            flushed: now,
            synced: now,
        }
    }

    fn go_on(&mut self, now: Instant) -> Course {
        let over = self.drain();
        if over {
            self.appender.end();
        }
        let mut written = Ok(());
        if over || now.saturating_duration_since(self.flushed) >= FLUSH_EVERY {
            self.flushed = now;
            written = self.file.write_all(&self.appender.flush());
        }
        if written.is_ok() && (over || now.saturating_duration_since(self.synced) >= SYNC_EVERY) {
            self.synced = now;
            written = self.file.sync_data();
        }
        match written {
            Err(error) => Course::Failed(error),
            Ok(()) if over => Course::Over,
            Ok(()) => Course::On,
        }
    }

    /// Whether the tape has ended.
    fn drain(&mut self) -> bool {
        loop {
            match self.tape.read() {
                Ok(Some(frame)) => {
                    let watch = self.silence.as_mut();
                    self.fell_silent |= watch.is_some_and(|watch| watch.hears(&frame));
                    self.appender.take(&frame);
                }
                Ok(None) => return false,
                Err(TapeEnded) => return true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc::channel;

    use acd::{ApplicationId, ContactId, MemberId, Timestamp};
    use media::Tape;
    use store::RecordingId;
    use tokio::sync::mpsc::unbounded_channel;
    use uuid::Uuid;

    use super::*;

    fn begin(number: u128) -> (Tape, Begin) {
        let recording = NewRecording {
            id: RecordingId(Uuid::from_u128(number)),
            application: ApplicationId(Uuid::from_u128(2)),
            contact: ContactId(Uuid::from_u128(number)),
            member: Some(MemberId(Uuid::from_u128(4))),
            started: Timestamp(5),
        };
        let (tape, reader) = media::tape();
        let with = With::Member(MemberId(Uuid::from_u128(4)));
        (tape, Begin { recording, with, tape: reader })
    }

    /// Linux has a disk that is always full.
    #[test]
    fn f13_a_full_disk_ends_that_recording_is_told_and_costs_no_other_one() {
        let folder = std::env::temp_dir().join(format!("rapport-writer-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let (done, ended) = channel();
        let (failed, mut failures) = unbounded_channel();
        let mut writer = Writer::new(folder, done, failed);
        let (_running, kept) = begin(1);
        let kept_file = writer.folder.join(format!("{}.part", kept.recording.id.0));
        writer.begin(kept);
        let (_talking, unkept) = begin(9);
        let full = Path::new("/dev/full");
        let file = File::options().append(true).open(full).unwrap();
        let now = Instant::now();
        writer.open.push(Open::new(unkept, full.to_owned(), file, now));

        writer.read_all(now + FLUSH_EVERY);
        let News::Failed(told) = failures.try_recv().unwrap() else { panic!("it has failed") };
        assert_eq!((told.contact, told.since), (ContactId(Uuid::from_u128(9)), Timestamp(5)));
        assert!(failures.try_recv().is_err(), "one of the two");
        let over = ended.try_recv().unwrap();
        assert_eq!(over.failure, Some(RecordingFailure::NoSpace));
        assert!(ended.try_recv().is_err(), "the other one goes on");

        writer.read_all(now + 2 * FLUSH_EVERY);
        assert!(std::fs::metadata(kept_file).unwrap().len() > 0, "and is written");
        assert!(failures.try_recv().is_err(), "told once");
    }
}
