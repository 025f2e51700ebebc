//! The thread that makes of each part a file that every player opens, one after the other, and tells the store. At the start
//! it does so for what a process before this one has left (F15); what the disk has no room for is tried again.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use acd::{Millis, Timestamp};
use driver::Clock;
use store::{
    FinishedRecording, NewRecording, RecordingFailure, RecordingId, SilentSpan, Store, Write,
};
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

use super::loudness::Loudness;
use super::part::Kind;
use super::part_reader::PartReader;
use super::wav::WavWriter;
use super::{News, finished_file};

/// What failed (a full disk, a store that is away) is tried again so often.
const RETRY_EVERY: Duration = Duration::from_secs(10);
const FRAME_MS: u64 = 20;

/// A recording that is over.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub(super) part: PathBuf,
    /// Known to who wrote it; the part says it as well, unless it was cut before that.
    pub(super) recording: Option<NewRecording>,
    pub(super) failure: Option<RecordingFailure>,
}

#[derive(Debug)]
pub(super) struct Finisher {
    pub(super) folder: PathBuf,
    pub(super) store: Store,
    pub(super) clock: Clock,
    /// Recordings that began before this are not this process's.
    pub(super) boot: Timestamp,
    pub(super) runtime: Handle,
    pub(super) news: UnboundedSender<News>,
}

/// What there is of a part.
struct Kept {
    recording: NewRecording,
    finished: FinishedRecording,
}

/// The parts in the folder. A draft is nobody's: its part is still there.
pub(super) fn left_behind(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(OsStr::to_str) {
            Some("part") => parts.push(path),
            Some("draft") => std::fs::remove_file(&path)?,
            _ => {}
        }
    }
    Ok(parts)
}

impl Finisher {
    /// Until the writer has ended.
    pub(super) fn run(self, left: Vec<PathBuf>, finished: &Receiver<Ended>) {
        let begin = |part| Ended { part, recording: None, failure: None };
        let mut waiting: Vec<Ended> = left.into_iter().map(begin).collect();
        let mut all_known = false;
        loop {
            waiting.retain(|ended| !self.finish(ended));
            all_known |= waiting.is_empty() && self.give_up_the_vanished();
            let next = if all_known && waiting.is_empty() {
                finished.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                finished.recv_timeout(RETRY_EVERY)
            };
            match next {
                Ok(ended) => waiting.push(ended),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Whether nothing is left to do for it.
    fn finish(&self, ended: &Ended) -> bool {
        let made = self.make_file(ended);
        if let Err(error) = &made {
            let error = error as &dyn std::error::Error;
            tracing::error!(error, part = %ended.part.display(), "a recording is not made yet");
        }
        let is_made = made.is_ok();
        let now = self.clock.now();
        let kept = made.ok().flatten();
        let told = match (kept, ended.recording) {
            (Some(Kept { recording, finished }), _) => Some(recording.finish(&finished, now)),
            (None, Some(recording)) => Some(recording.finish(&nothing(ended), now)),
            // Cut before it said what it is of. If it has a row, that tells.
            (None, None) => id_of(&ended.part).map(|id| id.finish(&nothing(ended), now)),
        };
        let is_told = told.is_none_or(|told| self.write(told));
        if let Some(words) = ended.recording.filter(|it| is_told && it.member.is_none()) {
            let _nobody_asks = self.news.send(News::Made(words));
        }
        if is_made && is_told {
            // What cannot be removed is made once more at the next start, and nothing is lost by it.
            let _left = std::fs::remove_file(&ended.part);
        }
        is_made && is_told
    }

    fn make_file(&self, ended: &Ended) -> io::Result<Option<Kept>> {
        let Some(id) = id_of(&ended.part) else { return Ok(None) };
        let part = match File::open(&ended.part) {
            Ok(part) => part,
            // It could not even be begun.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some((reader, recording)) = PartReader::open(BufReader::new(part))? else {
            return Ok(None);
        };
        let mut wav = WavWriter::create(&finished_file(&self.folder, id))?;
        let mut finished = copy(reader, &mut wav)?;
        wav.finish()?;
        finished.failure = ended.failure;
        finished.complete &= ended.failure.is_none();
        Ok(Some(Kept { recording, finished }))
    }

    /// Rows of a process before this one whose part is not there: killed before the first byte, or removed by hand.
    fn give_up_the_vanished(&self) -> bool {
        let asked = self.store.unfinished_recordings(self.boot);
        let Ok(vanished) = self.runtime.block_on(asked) else { return false };
        let failure = Some(RecordingFailure::Vanished);
        let nothing = FinishedRecording { failure, ..FinishedRecording::default() };
        vanished.into_iter().all(|id| self.write(id.finish(&nothing, self.clock.now())))
    }

    fn write(&self, write: Write) -> bool {
        match self.runtime.block_on(self.store.write(write)) {
            Ok(_) => true,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(
                    error,
                    "what became of a recording was not stored; it is tried again"
                );
                false
            }
        }
    }
}

/// All chunks of a part, as sound.
fn copy(
    mut reader: PartReader<BufReader<File>>,
    wav: &mut WavWriter,
) -> io::Result<FinishedRecording> {
    let mut loudness = Loudness::default();
    let (mut spans, mut complete): (Vec<SilentSpan>, _) = (Vec::new(), false);
    while let Some(chunk) = reader.next()? {
        if let (Some(why), Some(frames)) = (chunk.kind.silent(), chunk.body.first_chunk::<4>()) {
            let frames = u32::from_le_bytes(*frames);
            let from = Millis(loudness.frames() * FRAME_MS);
            wav.silence(frames)?;
            loudness.silence(frames);
            let to = Millis(loudness.frames() * FRAME_MS);
            match spans.last_mut().filter(|last| last.why == why && last.to == from) {
                Some(last) => last.to = to,
                None => spans.push(SilentSpan { why, from, to }),
            }
        }
        match chunk.kind {
            Kind::Sound => {
                wav.sound(chunk.body)?;
                loudness.sound(chunk.body);
            }
            Kind::End => complete = true,
            Kind::Head | Kind::Paused | Kind::Lost => {}
        }
        // Calls come first.
        std::thread::yield_now();
    }
    let length = Millis(loudness.frames() * FRAME_MS);
    let peaks = loudness.peaks();
    Ok(FinishedRecording { length, spans, peaks, complete, failure: None })
}

fn nothing(ended: &Ended) -> FinishedRecording {
    FinishedRecording { failure: ended.failure, ..FinishedRecording::default() }
}

fn id_of(part: &Path) -> Option<RecordingId> {
    let name = part.file_stem()?.to_str()?;
    Uuid::parse_str(name).ok().map(RecordingId)
}
