//! Reads the file of a recording that ended, however it ended: up to the first chunk that is not whole.

use std::io::{self, Read};

use store::NewRecording;

use super::part::{CRC, Kind, MAGIC};

/// Larger than a chunk of ours ever is: what says so is none.
const CHUNK_MAX: u32 = 4 * 1024 * 1024;

/// A chunk that is whole. Its body stays with the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk<'a> {
    pub(super) kind: Kind,
    pub(super) body: &'a [u8],
}

/// The chunks of a file, one after the other.
#[derive(Debug)]
pub(super) struct PartReader<R> {
    from: R,
    body: Vec<u8>,
}

impl<R: Read> PartReader<R> {
    /// `None` for a file that does not say what it is of: it was cut before its first sound.
    pub(super) fn open(mut from: R) -> io::Result<Option<(Self, NewRecording)>> {
        let mut magic = [0; MAGIC.len()];
        if !fill(&mut from, &mut magic)? || magic != *MAGIC {
            return Ok(None);
        }
        let mut reader = Self { from, body: Vec::new() };
        let recording = match reader.next()? {
            Some(Chunk { kind: Kind::Head, body }) => serde_json::from_slice(body).ok(),
            _ => None,
        };
        Ok(recording.map(|recording| (reader, recording)))
    }

    /// The next one; `None` at the end, or where the file is cut or spoilt.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk<'_>>> {
        let mut head = [0; 5];
        if !fill(&mut self.from, &mut head)? {
            return Ok(None);
        }
        let [kind, length @ ..] = head;
        let length = u32::from_le_bytes(length);
        let Some(kind) = Kind::of(kind).filter(|_| length <= CHUNK_MAX) else { return Ok(None) };
        self.body.resize(length as usize, 0);
        let mut sum = [0; 4];
        if !fill(&mut self.from, &mut self.body)? || !fill(&mut self.from, &mut sum)? {
            return Ok(None);
        }
        let mut digest = CRC.digest();
        digest.update(&head);
        digest.update(&self.body);
        let whole = digest.finalize() == u32::from_le_bytes(sum);
        Ok(whole.then_some(Chunk { kind, body: &self.body }))
    }
}

/// Whether there was enough.
fn fill(from: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use acd::{ApplicationId, ContactId, MemberId, Timestamp};
    use media::{FRAME_SAMPLES, TapeFrame, TapeSound};
    use store::RecordingId;
    use uuid::Uuid;

    use super::super::part::{Appender, FRAME_BYTES};
    use super::*;

    fn recording() -> NewRecording {
        NewRecording {
            id: RecordingId(Uuid::from_u128(1)),
            application: ApplicationId(Uuid::from_u128(2)),
            contact: ContactId(Uuid::from_u128(3)),
            member: Some(MemberId(Uuid::from_u128(4))),
            started: Timestamp(5),
        }
    }

    fn kept(number: u64, customer: i16, agent: i16) -> TapeFrame {
        let sound =
            TapeSound::Kept { customer: [customer; FRAME_SAMPLES], agent: [agent; FRAME_SAMPLES] };
        TapeFrame { number, sound }
    }

    /// Three frames, a pause of two, a hole of four, one frame, the end.
    fn file() -> Vec<u8> {
        let mut appender = Appender::new(&recording());
        for number in 0..3 {
            appender.take(&kept(number, 1, 2));
        }
        for number in 3..5 {
            appender.take(&TapeFrame { number, sound: TapeSound::Paused });
        }
        appender.take(&kept(9, 3, 4));
        appender.end();
        appender.flush()
    }

    fn chunks(file: &[u8]) -> Vec<(Kind, Vec<u8>)> {
        let mut chunks = Vec::new();
        if let Some((mut reader, head)) = PartReader::open(file).unwrap() {
            assert_eq!(head, recording());
            while let Some(chunk) = reader.next().unwrap() {
                chunks.push((chunk.kind, chunk.body.to_vec()));
            }
        }
        chunks
    }

    #[test]
    fn what_was_appended_is_read_with_its_pauses_and_holes() {
        let chunks = chunks(&file());
        let kinds: Vec<_> = chunks.iter().map(|(kind, _)| *kind).collect();
        let expected = [Kind::Sound, Kind::Paused, Kind::Lost, Kind::Sound, Kind::End];
        assert_eq!(kinds, expected);
        assert_eq!(chunks[0].1.len(), 3 * FRAME_BYTES);
        assert_eq!(chunks[0].1[..4], [1, 0, 2, 0], "customer left, agent right");
        assert_eq!((&chunks[1].1[..], &chunks[2].1[..]), (&[2, 0, 0, 0][..], &[4, 0, 0, 0][..]));
    }

    #[test]
    fn f15_a_file_that_is_cut_anywhere_is_read_up_to_its_last_whole_chunk() {
        let (whole, all) = (file(), chunks(&file()));
        let mut before = 0;
        for length in 0..=whole.len() {
            let read = chunks(&whole[..length]);
            assert_eq!(read, all[..read.len()], "cut to {length}");
            assert!(read.len() >= before, "cut to {length}");
            before = read.len();
        }
        assert_eq!(before, all.len());
    }

    #[test]
    fn a_file_that_is_spoilt_anywhere_never_plays_what_was_not_said() {
        let (whole, all) = (file(), chunks(&file()));
        for place in (0..whole.len()).step_by(7) {
            let mut spoilt = whole.clone();
            spoilt[place] ^= 0x10;
            let Some((mut reader, _)) = PartReader::open(&spoilt[..]).unwrap() else { continue };
            let mut read = 0;
            while let Some(chunk) = reader.next().unwrap() {
                assert_eq!((chunk.kind, chunk.body.to_vec()), all[read], "at {place}");
                read += 1;
            }
            assert!(read < all.len(), "the fault at {place} was not noticed");
        }
    }
}
