//! A-law (PCMA), spoken everywhere but in North America and Japan.

use crate::codec::FRAME_SAMPLES;

/// The A-law byte nearest to digital silence; A-law has no zero.
pub const SILENCE: u8 = 0xD5;

/// Every second bit is inverted on the line.
const INVERTED: u8 = 0x55;
const CLIP: i32 = 32_767;
const DECODED: [i16; 256] = decode_table();

/// The 16-bit sample behind an A-law byte.
#[expect(clippy::indexing_slicing, reason = "a byte always lies inside a table of 256")]
pub fn decode(byte: u8) -> i16 {
    DECODED[usize::from(byte)]
}

/// The A-law byte nearest to a 16-bit sample.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "three fields of 1, 3 and 4 bits make a byte"
)]
pub fn encode(sample: i16) -> u8 {
    let wide = i32::from(sample);
    // A-law is symmetric about -0.5: the negative side begins at -1.
    let (sign, magnitude) = if wide < 0 { (0, -1 - wide) } else { (0x80, wide) };
    let magnitude = magnitude.min(CLIP);
    let code = if magnitude < 256 {
        magnitude >> 4
    } else {
        let exponent = 24 - magnitude.leading_zeros().cast_signed();
        exponent << 4 | (magnitude >> (exponent + 3)) & 0x0F
    };
    (sign | code) as u8 ^ INVERTED
}

/// Decodes a payload, appending to `samples`.
pub fn decode_onto(samples: &mut Vec<i16>, payload: &[u8]) {
    samples.extend(payload.iter().map(|byte| decode(*byte)));
}

/// Encodes one frame.
pub fn encode_frame(samples: &[i16; FRAME_SAMPLES]) -> [u8; FRAME_SAMPLES] {
    samples.map(encode)
}

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs at compile time, where an overrun is a build error; values stay below 2^15"
)]
const fn decode_table() -> [i16; 256] {
    let mut table = [0_i16; 256];
    let mut code = 0_usize;
    while code < table.len() {
        let bits = (code ^ INVERTED as usize).cast_signed() as i32;
        let exponent = (bits >> 4) & 0x07;
        let mantissa = bits & 0x0F;
        let magnitude = if exponent == 0 {
            (mantissa << 4) + 8
        } else {
            ((mantissa << 4) + 0x108) << (exponent - 1)
        };
        table[code] = if bits & 0x80 == 0 { -magnitude as i16 } else { magnitude as i16 };
        code += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_survives_decode_and_encode() {
        for code in 0..=u8::MAX {
            assert_eq!(encode(decode(code)), code, "code {code:#04x}");
        }
    }

    #[test]
    fn known_values_of_the_recommendation() {
        assert_eq!(decode(0xAA), 32_256);
        assert_eq!(decode(0x2A), -32_256);
        assert_eq!(decode(SILENCE), 8);
        assert_eq!(encode(0), SILENCE);
        assert_eq!(encode(-1), 0x55);
        assert_eq!(encode(i16::MAX), 0xAA);
        assert_eq!(encode(i16::MIN), 0x2A);
    }

    #[test]
    fn the_error_stays_within_half_a_step() {
        for sample in i16::MIN..=i16::MAX {
            let wide = i32::from(sample);
            let error = (i32::from(decode(encode(sample))) - wide).abs();
            assert!(error <= (wide.abs() / 32).max(8) + 1, "{sample}: off by {error}");
        }
    }
}
