//! A voice that says nothing: syllables of a few harmonics with pauses between the phrases. It stands for a person where a
//! recording would be too much.

use media::SAMPLE_RATE;

const SECONDS: f64 = 4.0;
/// Syllables a second, and how long a phrase is before the voice draws breath.
const SYLLABLES_HZ: f64 = 3.5;
const PHRASE_S: f64 = 2.6;
const LOUDNESS: f64 = 5_000.0;

/// Four seconds of it, to be repeated. A man's voice is about 110 Hz high, a woman's about 200 Hz.
pub(crate) fn murmur(pitch_hz: f64) -> Vec<i16> {
    let rate = f64::from(SAMPLE_RATE);
    let turn = std::f64::consts::TAU;
    let mut samples = Vec::new();
    let mut at = 0.0;
    while at < SECONDS {
        // The pitch falls a little towards the end of a phrase.
        let pitch = pitch_hz * (1.05 - 0.1 * at / SECONDS);
        let harmonics = [(1.0, 0.5), (2.0, 0.3), (3.0, 0.15), (5.0, 0.05)];
        let sound: f64 =
            harmonics.iter().map(|(times, share)| share * (turn * pitch * times * at).sin()).sum();
        let syllable = (turn / 2.0 * SYLLABLES_HZ * at).sin().abs();
        let breath = if at < PHRASE_S { 1.0 } else { 0.0 };
        samples.push(to_sample(LOUDNESS * sound * syllable * breath));
        at += 1.0 / rate;
    }
    samples
}

#[expect(clippy::cast_possible_truncation, reason = "it was clamped")]
fn to_sample(level: f64) -> i16 {
    level.clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}
