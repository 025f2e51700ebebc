//! μ-law (PCMU), spoken in North America and Japan.

use crate::codec::FRAME_SAMPLES;

/// The μ-law byte of digital silence.
pub const SILENCE: u8 = 0xFF;

const BIAS: i32 = 0x84;
const CLIP: i32 = 32_635;
const DECODED: [i16; 256] = decode_table();

/// The 16-bit sample behind a μ-law byte.
#[expect(clippy::indexing_slicing, reason = "a byte always lies inside a table of 256")]
pub fn decode(byte: u8) -> i16 {
    DECODED[usize::from(byte)]
}

/// The μ-law byte nearest to a 16-bit sample.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "three fields of 1, 3 and 4 bits make a byte"
)]
pub fn encode(sample: i16) -> u8 {
    let wide = i32::from(sample);
    let sign = if wide < 0 { 0x80 } else { 0 };
    let magnitude = wide.abs().min(CLIP) + BIAS;
    // The bias lifts every magnitude to at least 2^7, so the exponent is 0 to 7.
    let exponent = 24 - magnitude.leading_zeros().cast_signed();
    let mantissa = (magnitude >> (exponent + 3)) & 0x0F;
    !(sign | (exponent << 4) | mantissa) as u8
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
        let bits = (0xFF - code).cast_signed() as i32;
        let exponent = (bits >> 4) & 0x07;
        let mantissa = bits & 0x0F;
        let magnitude = (((mantissa << 3) + BIAS) << exponent) - BIAS;
        table[code] = if bits & 0x80 == 0 { magnitude as i16 } else { -magnitude as i16 };
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
            // 0x7F is negative zero: it decodes to 0, which encodes as positive zero.
            let expected = if code == 0x7F { SILENCE } else { code };
            assert_eq!(encode(decode(code)), expected, "code {code:#04x}");
        }
    }

    #[test]
    fn known_values_of_the_recommendation() {
        assert_eq!(decode(0x80), 32_124);
        assert_eq!(decode(0x00), -32_124);
        assert_eq!(decode(SILENCE), 0);
        assert_eq!(encode(i16::MIN), 0x00);
        assert_eq!(encode(i16::MAX), 0x80);
    }

    #[test]
    fn the_error_stays_within_half_a_step() {
        for sample in i16::MIN..=i16::MAX {
            let wide = i32::from(sample).clamp(-CLIP, CLIP);
            let error = (i32::from(decode(encode(sample))) - wide).abs();
            assert!(error <= (wide.abs() + BIAS) / 32, "{sample}: off by {error}");
        }
    }
}
