//! A stereo WAV file, 16 bits at 8 kHz: customer left, agent right. It takes its name only when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use media::SAMPLE_RATE;

use super::part::FRAME_BYTES;

const HEADER_BYTES: u32 = 44;
const CHANNELS: u16 = 2;
const BITS: u16 = 16;

/// The file in the making, under another name.
#[derive(Debug)]
pub(super) struct WavWriter {
    out: BufWriter<File>,
    draft: PathBuf,
    path: PathBuf,
    bytes: u32,
}

impl WavWriter {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let draft = path.with_extension("draft");
        // The folder is private already; a copy of it need not be.
        let file =
            File::options().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        let mut out = BufWriter::new(file);
        out.write_all(&header(0))?;
        Ok(Self { out, draft, path: path.to_owned(), bytes: 0 })
    }

    /// Frames of both sides, as they stand in the part.
    pub(super) fn sound(&mut self, frames: &[u8]) -> io::Result<()> {
        self.out.write_all(frames)?;
        // A WAV file ends at 4 GiB, which are 37 hours.
        let bytes = u32::try_from(frames.len()).unwrap_or(u32::MAX);
        self.bytes = self.bytes.checked_add(bytes).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(())
    }

    pub(super) fn silence(&mut self, frames: u32) -> io::Result<()> {
        for _ in 0..frames {
            self.sound(&[0; FRAME_BYTES])?;
        }
        Ok(())
    }

    /// On disk, under its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(self.bytes))?;
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        std::fs::rename(&self.draft, &self.path)?;
        match self.path.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

/// A draft that was not finished is worth nothing, and on a full disk it is in the way.
impl Drop for WavWriter {
    fn drop(&mut self) {
        let _renamed = std::fs::remove_file(&self.draft);
    }
}

fn header(bytes: u32) -> [u8; HEADER_BYTES as usize] {
    let block = CHANNELS * BITS / 8;
    let mut header = [0; HEADER_BYTES as usize];
    let fields: [&[u8]; 13] = [
        b"RIFF",
        &bytes.saturating_add(HEADER_BYTES - 8).to_le_bytes(),
        b"WAVE",
        b"fmt ",
        &16_u32.to_le_bytes(),
        &1_u16.to_le_bytes(),
        &CHANNELS.to_le_bytes(),
        &SAMPLE_RATE.to_le_bytes(),
        &(SAMPLE_RATE * u32::from(block)).to_le_bytes(),
        &block.to_le_bytes(),
        &BITS.to_le_bytes(),
        b"data",
        &bytes.to_le_bytes(),
    ];
    for (place, byte) in header.iter_mut().zip(fields.into_iter().flatten()) {
        *place = *byte;
    }
    header
}
