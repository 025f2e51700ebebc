//! Reads a WAV file that a telephone can play: mono, 16-bit PCM at 8 or 16 kHz, or μ-law at 8 kHz. Anything else is refused by name;
//! converting is the uploader's work, not the server's.

use crate::codec::SAMPLE_RATE;
use crate::g711::mu_law;
use crate::half_band::HalfBand;

/// Longest prompt that is accepted: ten minutes.
pub const WAV_SAMPLES_MAX: usize = 10 * 60 * 8_000;

const SAMPLE_RATE_WIDE: u32 = 16_000;
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
    #[error("the sound has {0} samples per second; PCM needs 8000 or 16000 and μ-law 8000")]
    SampleRate(u32),
    #[error("a sample has {0} bits; PCM needs 16 and μ-law 8")]
    Bits(u16),
    #[error("the file holds no sound")]
    Empty,
    #[error("the sound is longer than ten minutes")]
    TooLong,
}

/// The samples of a WAV file, at 8 kHz.
pub fn read(file: &[u8]) -> Result<Vec<i16>, WavRefused> {
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
    /// At 16 kHz.
    Pcm16Wide,
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
    match (tag, bits, rate) {
        (FORMAT_PCM, 16, SAMPLE_RATE) => Ok(Format::Pcm16),
        (FORMAT_PCM, 16, SAMPLE_RATE_WIDE) => Ok(Format::Pcm16Wide),
        (FORMAT_MU_LAW, 8, SAMPLE_RATE) => Ok(Format::MuLaw),
        (FORMAT_PCM, 16, rate) | (FORMAT_MU_LAW, 8, rate) => Err(WavRefused::SampleRate(rate)),
        (FORMAT_PCM | FORMAT_MU_LAW, bits, _) => Err(WavRefused::Bits(bits)),
        (tag, _, _) => Err(WavRefused::Format(tag)),
    }
}

fn samples(format: Format, body: &[u8]) -> Result<Vec<i16>, WavRefused> {
    let count = match format {
        Format::Pcm16 => body.len() / 2,
        Format::Pcm16Wide => body.len() / 4,
        Format::MuLaw => body.len(),
    };
    match count {
        0 => Err(WavRefused::Empty),
        1..=WAV_SAMPLES_MAX => Ok(match format {
            Format::MuLaw => body.iter().map(|byte| mu_law::decode(*byte)).collect(),
            Format::Pcm16 => pcm(body),
            Format::Pcm16Wide => {
                let mut narrow = vec![0; count];
                HalfBand::default().narrow(&pcm(body), &mut narrow);
                narrow
            }
        }),
        _ => Err(WavRefused::TooLong),
    }
}

fn pcm(body: &[u8]) -> Vec<i16> {
    body.as_chunks::<2>().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect()
}

/// The WAV file of these samples: mono, 16 bits at 8 kHz, the lower byte first as they come.
pub fn write(samples: &[u8]) -> Vec<u8> {
    const HEADER: u32 = 36;
    let length = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(samples.len() + 44);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&length.saturating_add(HEADER).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    for word in [FORMAT_PCM, 1] {
        file.extend_from_slice(&word.to_le_bytes());
    }
    for word in [SAMPLE_RATE, SAMPLE_RATE * 2] {
        file.extend_from_slice(&word.to_le_bytes());
    }
    for word in [2_u16, 16] {
        file.extend_from_slice(&word.to_le_bytes());
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(samples);
    file
}
