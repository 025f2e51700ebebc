//! DK13: the files that people send, on disk. What comes lies in a folder of its own until it is whole, is what it says and, of
//! pictures, was coded anew; then it gets its place by a rename, and only after that a message may have it (F16). A row is there
//! before its file and after it, so that nothing is ever left that nobody knows of.

mod content;
mod kind;
mod name;
mod picture;
mod refused;
mod sweep;
mod turns;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use nix::sys::statvfs::statvfs;
use sha2::{Digest as _, Sha256};
use store::{Attachment, AttachmentId, MessageFile, Pixels};
use tokio::fs::File;
use tokio::sync::Semaphore;

pub(crate) use self::kind::Kind;
pub(crate) use self::name::{disposition, shown};
pub(crate) use self::refused::Refused;
pub(crate) use self::sweep::sweep;
pub(crate) use self::turns::Turn;
use self::turns::Turns;

/// F14: what is left of the disk for everybody else; the database may be on it.
const SPARED: u64 = 64 * 1024 * 1024;

/// Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Files(Arc<Shelf>);

#[derive(Debug)]
struct Shelf {
    whole: PathBuf,
    coming: PathBuf,
    turns: Turns,
    /// Files are read whole and pictures decoded, one at a time: calls have the other processors, and memory has an end.
    bench: Semaphore,
}

/// Why a file that came whole is not in its place.
#[derive(Debug)]
pub(crate) enum Unmade {
    Refused(Refused),
    Disk(io::Error),
}

impl Files {
    pub(crate) fn open(data: &Path) -> anyhow::Result<Self> {
        let whole = data.join("attachments");
        let coming = whole.join("coming");
        for folder in [&whole, &coming] {
            crate::private::make_private(folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        let (turns, bench) = (Turns::default(), Semaphore::new(1));
        Ok(Self(Arc::new(Shelf { whole, coming, turns, bench })))
    }

    /// F14: whether so much more can be kept.
    pub(crate) fn has_room_for(&self, size: u64) -> bool {
        // A disk that cannot be asked will tell by itself, at the next write.
        statvfs(&self.0.whole).map_or(true, |disk| {
            let free = disk.blocks_available().saturating_mul(disk.fragment_size());
            free >= size.saturating_add(SPARED)
        })
    }

    /// To write to a file that comes, or to remove it. `None` while somebody else does.
    pub(crate) fn turn(&self, id: AttachmentId) -> Option<Turn> {
        self.0.turns.take(id)
    }

    /// How much of it has come.
    pub(crate) async fn arrived(&self, id: AttachmentId) -> io::Result<u64> {
        match tokio::fs::metadata(self.coming(id)).await {
            Ok(file) => Ok(file.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// To write more of it behind what has come.
    pub(crate) async fn append(&self, turn: &Turn) -> io::Result<File> {
        File::options().create(true).append(true).open(self.coming(turn.of())).await
    }

    /// One that is in its place.
    pub(crate) async fn read(&self, id: AttachmentId) -> io::Result<File> {
        File::open(self.whole(id)).await
    }

    /// All of it has come and is on disk. Looks at it, and puts it into its place; what is told is how its readers will see it.
    pub(crate) async fn make(
        &self,
        _turn: &Turn,
        announced: &Attachment,
    ) -> Result<MessageFile, Unmade> {
        let Ok(_one_at_a_time) = self.0.bench.acquire().await else { return Err(Unmade::lost()) };
        let id = announced.file.id;
        let paths =
            Paths { coming: self.coming(id), remade: self.remade(id), whole: self.whole(id) };
        let announced = announced.clone();
        let made = tokio::task::spawn_blocking(move || make(&paths, &announced)).await;
        // A decoder that panicked over what somebody sent has cost this request and no more.
        made.unwrap_or(Err(Unmade::Refused(Refused::Unreadable)))
    }

    /// Whatever there is of it.
    pub(crate) async fn remove(&self, _turn: &Turn, id: AttachmentId) -> io::Result<()> {
        for path in [self.coming(id), self.remade(id), self.whole(id)] {
            match tokio::fs::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn whole(&self, id: AttachmentId) -> PathBuf {
        self.0.whole.join(id.0.to_string())
    }

    fn coming(&self, id: AttachmentId) -> PathBuf {
        self.0.coming.join(id.0.to_string())
    }

    fn remade(&self, id: AttachmentId) -> PathBuf {
        self.0.coming.join(format!("{}.remade", id.0))
    }
}

/// Of one file.
struct Paths {
    coming: PathBuf,
    remade: PathBuf,
    whole: PathBuf,
}

fn make(paths: &Paths, announced: &Attachment) -> Result<MessageFile, Unmade> {
    let bytes = std::fs::read(&paths.coming)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size != announced.file.size || Sha256::digest(&bytes)[..] != announced.hash[..] {
        return Err(Refused::Damaged.into());
    }
    let told = Kind::of_name(&announced.file.name).ok_or(Refused::Mismatch)?;
    let made = if let Some(remade) = picture::remake(told, &bytes) {
        let picture::Remade { bytes, kind, pixels } = remade?;
        write(&paths.remade, &bytes)?;
        std::fs::rename(&paths.remade, &paths.whole)?;
        std::fs::remove_file(&paths.coming)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        as_made(&announced.file, (told, kind), size, Some(pixels))
    } else {
        content::check(told, &bytes)?;
        std::fs::rename(&paths.coming, &paths.whole)?;
        as_made(&announced.file, (told, told), size, None)
    };
    sync_folder(&paths.whole)?;
    Ok(made)
}

fn as_made(
    file: &MessageFile,
    (told, kind): (Kind, Kind),
    size: u64,
    pixels: Option<Pixels>,
) -> MessageFile {
    let name = match kind {
        _ if kind == told => file.name.clone(),
        Kind::Jpeg => name::with_ending(&file.name, "jpg"),
        _ => name::with_ending(&file.name, "png"),
    };
    MessageFile { id: file.id, name, kind: kind.media_type().to_owned(), size, pixels }
}

/// On disk when this returns.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}

/// A rename is on disk when its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

impl Unmade {
    fn lost() -> Self {
        Self::Disk(io::Error::other("the server ends"))
    }
}

impl From<Refused> for Unmade {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<io::Error> for Unmade {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn f14_there_is_no_room_for_more_than_the_disk_has() {
        let data = std::env::temp_dir().join(format!("rapport-{}", Uuid::now_v7()));
        let files = Files::open(&data).unwrap();
        assert!(files.has_room_for(1));
        assert!(!files.has_room_for(u64::MAX - SPARED));
        std::fs::remove_dir_all(data).unwrap();
    }
}
