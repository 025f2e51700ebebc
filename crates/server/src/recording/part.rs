//! The file of a recording while it runs: what it is of, then chunks, each with its length and a checksum. It is only ever
//! appended to, so that whatever a crash leaves of the last chunk is recognised and everything before it is whole.
//!
//! ```text
//! "RAPREC01" { kind: u8, length: u32, body: [u8; length], crc32(kind, length, body): u32 }*
//! ```

use crc::{CRC_32_ISO_HDLC, Crc};
use media::{FRAME_SAMPLES, Samples, TapeFrame, TapeSound};
use store::{NewRecording, Silent};

pub(super) const MAGIC: &[u8; 8] = b"RAPREC01";
pub(super) const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
/// Bytes of a frame of both sides.
pub(super) const FRAME_BYTES: usize = 4 * FRAME_SAMPLES;
/// A hole in a tape that is longer is none: a clock has jumped.
const HOLE_MAX: u64 = 50 * 60 * 60;

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The [`NewRecording`], as JSON. The first chunk.
    Head,
    /// Frames: customer and agent by turns, 16 bits each.
    Sound,
    /// How many frames were paused.
    Paused,
    /// How many frames were lost.
    Lost,
    /// The talk was over. The last chunk.
    End,
}

/// Turns what comes off a tape into bytes for the file.
#[derive(Debug)]
pub(super) struct Appender {
    /// Chunks that are ready for the disk.
    out: Vec<u8>,
    sound: Vec<u8>,
    paused: u32,
    /// The frame that is to come next.
    next: u64,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Head, Self::Sound, Self::Paused, Self::Lost, Self::End];

    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Head => b'H',
            Self::Sound => b'S',
            Self::Paused => b'P',
            Self::Lost => b'L',
            Self::End => b'E',
        }
    }

    pub(super) fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.byte() == byte)
    }

    /// Why a chunk of this kind is silent.
    pub(super) const fn silent(self) -> Option<Silent> {
        match self {
            Self::Paused => Some(Silent::Paused),
            Self::Lost => Some(Silent::Lost),
            Self::Head | Self::Sound | Self::End => None,
        }
    }
}

impl Appender {
    pub(super) fn new(recording: &NewRecording) -> Self {
        let mut appender = Self { out: MAGIC.to_vec(), sound: Vec::new(), paused: 0, next: 0 };
        let head = serde_json::to_vec(recording).unwrap_or_default();
        appender.chunk(Kind::Head, &head);
        appender
    }

    pub(super) fn take(&mut self, frame: &TapeFrame) {
        let lost = frame.number.saturating_sub(self.next).min(HOLE_MAX);
        self.next = frame.number + 1;
        if lost > 0 {
            self.close_chunk();
            let lost = u32::try_from(lost).unwrap_or(u32::MAX);
            self.chunk(Kind::Lost, &lost.to_le_bytes());
        }
        match &frame.sound {
            TapeSound::Kept { customer, agent } => {
                if self.paused > 0 {
                    self.close_chunk();
                }
                interleave(&mut self.sound, customer, agent);
            }
            TapeSound::Paused => {
                if !self.sound.is_empty() {
                    self.close_chunk();
                }
                self.paused += 1;
            }
        }
    }

    /// The talk is over.
    pub(super) fn end(&mut self) {
        self.close_chunk();
        self.chunk(Kind::End, &[]);
    }

    /// All that has come, for the disk.
    pub(super) fn flush(&mut self) -> Vec<u8> {
        self.close_chunk();
        std::mem::take(&mut self.out)
    }

    fn close_chunk(&mut self) {
        if !self.sound.is_empty() {
            let sound = std::mem::take(&mut self.sound);
            self.chunk(Kind::Sound, &sound);
        }
        if self.paused > 0 {
            let paused = std::mem::take(&mut self.paused);
            self.chunk(Kind::Paused, &paused.to_le_bytes());
        }
    }

    fn chunk(&mut self, kind: Kind, body: &[u8]) {
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        let start = self.out.len();
        self.out.push(kind.byte());
        self.out.extend_from_slice(&length.to_le_bytes());
        self.out.extend_from_slice(body);
        let sum = CRC.checksum(self.out.get(start..).unwrap_or_default());
        self.out.extend_from_slice(&sum.to_le_bytes());
    }
}

fn interleave(out: &mut Vec<u8>, customer: &Samples, agent: &Samples) {
    for (customer, agent) in customer.iter().zip(agent) {
        out.extend_from_slice(&customer.to_le_bytes());
        out.extend_from_slice(&agent.to_le_bytes());
    }
}
