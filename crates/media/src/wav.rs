//! Reads a WAV file that a telephone can play as it is: mono, 8 kHz, 16-bit PCM or μ-law. Anything else is
//! refused by name; converting is the uploader's work, not the server's.

use crate::g711::mu_law;

/// Longest prompt that is accepted: ten minutes.
pub const WAV_SAMPLES_MAX: usize = 10 * 60 * 8_000;

const FORMAT_PCM: u16 = 1;
const FORMAT_MU_LAW: u16 = 7;

/// Why a WAV file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WavRefused {
    #[error("this is not a WAV file")]
    NotWav,
    #[error("the WAV file ends in the middle of a part")]
    Truncated,
    #[error("the sound is coded in format {0}; 1 (PCM) and 7 (μ-law) can be played")]
    Format(u16),
    #[error("the sound has {0} channels; one is needed")]
    Channels(u16),
    #[error("the sound has {0} samples per second; 8000 are needed")]
    SampleRate(u32),
    #[error("a sample has {0} bits; PCM needs 16 and μ-law 8")]
    Bits(u16),
    #[error("the file holds no sound")]
    Empty,
    #[error("the sound is longer than ten minutes")]
    TooLong,
}

/// The samples of a WAV file.
pub(crate) fn read(file: &[u8]) -> Result<Vec<i16>, WavRefused> {
    let (Some(b"RIFF"), Some(b"WAVE"), Some(mut chunks)) =
        (file.get(..4), file.get(8..12), file.get(12..))
    else {
        return Err(WavRefused::NotWav);
    };
    let mut format = None;
    loop {
        let (name, body, rest) = next_chunk(chunks).ok_or(WavRefused::Truncated)?;
        match name {
            b"fmt " => format = Some(read_format(body)?),
            b"data" => return samples(format.ok_or(WavRefused::NotWav)?, body),
            _ => {}
        }
        chunks = rest;
    }
}

#[derive(Clone, Copy)]
enum Format {
    Pcm16,
    MuLaw,
}

/// Splits off one chunk: name, body, what follows. A chunk of odd length is padded by one byte.
fn next_chunk(chunks: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name, rest) = chunks.split_at_checked(4)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (body, rest) = rest.split_at_checked(length)?;
    Some((name, body, if length % 2 == 1 { rest.get(1..).unwrap_or_default() } else { rest }))
}

fn read_format(body: &[u8]) -> Result<Format, WavRefused> {
    let word = |at: usize| {
        let bytes = body.get(at..).and_then(<[u8]>::first_chunk::<2>);
        bytes.map(|bytes| u16::from_le_bytes(*bytes)).ok_or(WavRefused::Truncated)
    };
    let (tag, channels, bits) = (word(0)?, word(2)?, word(14)?);
    let rate = u32::from(word(4)?) | u32::from(word(6)?) << 16;
    if channels != 1 {
        return Err(WavRefused::Channels(channels));
    }
    if rate != crate::codec::SAMPLE_RATE {
        return Err(WavRefused::SampleRate(rate));
    }
    match (tag, bits) {
        (FORMAT_PCM, 16) => Ok(Format::Pcm16),
        (FORMAT_MU_LAW, 8) => Ok(Format::MuLaw),
        (FORMAT_PCM | FORMAT_MU_LAW, bits) => Err(WavRefused::Bits(bits)),
        (tag, _) => Err(WavRefused::Format(tag)),
    }
}

fn samples(format: Format, body: &[u8]) -> Result<Vec<i16>, WavRefused> {
    let count = match format {
        Format::Pcm16 => body.len() / 2,
        Format::MuLaw => body.len(),
    };
    match count {
        0 => Err(WavRefused::Empty),
        1..=WAV_SAMPLES_MAX => Ok(match format {
            Format::MuLaw => body.iter().map(|byte| mu_law::decode(*byte)).collect(),
            Format::Pcm16 => {
                let samples = body.as_chunks::<2>().0.iter();
                samples.map(|bytes| i16::from_le_bytes(*bytes)).collect()
            }
        }),
        _ => Err(WavRefused::TooLong),
    }
}
