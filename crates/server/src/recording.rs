//! VC40: recordings on disk. The media thread writes each talk onto a tape; one thread reads all tapes and appends them to
//! files that a crash cannot spoil; another one makes of each such file one that every player opens. What a process before
//! this one left unfinished is finished at the start (F15, L06).
//!
//! Nothing here is encrypted: whoever reads the data folder hears the recordings. The folder is its owner's alone.

mod disk;
mod finisher;
mod listenings;
mod loudness;
mod part;
mod part_reader;
mod silence;
mod wav;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use acd::{ApplicationId, ContactId, MemberId, Timestamp};
use anyhow::Context;
use driver::Clock;
use flow::Turn;
use media::TapeReader;
use store::{NewRecording, RecordingId, Store};
use uuid::Uuid;

use crate::parts::Parts;
use crate::private::make_private;

pub(crate) use self::listenings::Listenings;

/// The way to the recorder. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Recorder {
    folder: PathBuf,
    store: Store,
    begin: mpsc::Sender<Begin>,
}

/// A talk, or a caller alone, whose sound is to be kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk {
    pub(crate) application: ApplicationId,
    pub(crate) contact: ContactId,
    pub(crate) with: With,
    /// The name that the core has given to the recording.
    pub(crate) since: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum With {
    Member(MemberId),
    /// VC42: with nobody, at this turn of a flow.
    Nobody(Turn),
}

/// What the core is to be told of a recording.
#[derive(Clone, Copy, Debug)]
pub(crate) enum News {
    /// F13: the talk goes on, and is kept no longer.
    Failed(Talk),
    /// VC42: the caller says nothing any more.
    FellSilent(Talk),
    /// VC42: what a caller has said can be heard.
    Made(NewRecording),
}

pub(crate) type NewsOfRecordings = tokio::sync::mpsc::UnboundedReceiver<News>;

/// A recording, and where its sound comes from.
#[derive(Debug)]
struct Begin {
    recording: NewRecording,
    with: With,
    tape: TapeReader,
}

impl Recorder {
    /// Starts both threads. Must be called inside a runtime.
    pub(crate) fn start(
        data: &Path,
        store: Store,
        clock: Clock,
        vital: &Parts,
    ) -> anyhow::Result<(Self, NewsOfRecordings)> {
        let folder = data.join("recordings");
        make_private(&folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        let left = finisher::left_behind(&folder)
            .with_context(|| format!("the folder {} cannot be read", folder.display()))?;
        let (begin, begins) = mpsc::channel();
        let (done, finished) = mpsc::channel();
        let (tell, news) = tokio::sync::mpsc::unbounded_channel();
        let finisher = finisher::Finisher {
            folder: folder.clone(),
            store: store.clone(),
            boot: clock.now(),
            clock,
            runtime: tokio::runtime::Handle::current(),
            news: tell.clone(),
        };
        let part = vital.part("the thread that finishes recordings");
        spawn("recordings-finish", move || {
            finisher.run(left, &finished);
            drop(part);
        })?;
        let writer = writer::Writer::new(folder.clone(), done, tell);
        let part = vital.part("the thread that writes recordings");
        spawn("recordings-write", move || {
            writer.run(&begins);
            drop(part);
        })?;
        Ok((Self { folder, store, begin }, news))
    }

    /// What comes off the tape is kept until it ends.
    pub(crate) fn begin(&self, talk: Talk, tape: TapeReader) {
        let Talk { application, contact, with, since: started } = talk;
        let id = RecordingId(Uuid::new_v4());
        let member = match with {
            With::Member(member) => Some(member),
            With::Nobody(_) => None,
        };
        let recording = NewRecording { id, application, contact, member, started };
        // A writer that has ended takes the process with it.
        let _ended = self.begin.send(Begin { recording, with, tape });
        let store = self.store.clone();
        tokio::spawn(async move {
            // The file says the same, and its end is stored with its start.
            if let Err(error) = store.write(recording.begin()).await {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "the start of a recording was not stored");
            }
        });
    }

    /// The finished file of a recording.
    pub(crate) fn file(&self, id: RecordingId) -> PathBuf {
        finished_file(&self.folder, id)
    }
}

fn finished_file(folder: &Path, id: RecordingId) -> PathBuf {
    folder.join(format!("{}.wav", id.0))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .with_context(|| format!("the thread {name} cannot be started"))?;
    Ok(())
}
