//! Keys that are sent as tones in the sound itself (ITU-T Q.23), for far ends that agreed to no telephone events. Read as Q.24
//! asks: 40 ms are a key, one that is held is one key, and what is speech or music is none.

use std::f32::consts::TAU;

use crate::dtmf::Digit;
use crate::pcm::{PcmFrame, PcmRate, mean_square};

pub(crate) const ROWS: [f32; 4] = [697.0, 770.0, 852.0, 941.0];
pub(crate) const COLUMNS: [f32; 4] = [1_209.0, 1_336.0, 1_477.0, 1_633.0];
pub(crate) const KEYS: [[char; 4]; 4] =
    [['1', '2', '3', 'A'], ['4', '5', '6', 'B'], ['7', '8', '9', 'C'], ['*', '0', '#', 'D']];

/// Below this nobody means it: -40 dB of full scale, both tones together.
const QUIET: f32 = 1e-4;
/// How much of all energy the two tones must have (talk-off). A tone that is 1.5 % wrong, as Q.24 allows, keeps this much.
const SHARE: f32 = 0.55;
/// How much they have where there is nothing else; no vowel comes near for long.
const SURE_SHARE: f32 = 0.8;
/// How even the two halves of a window must be: a tone that is there in one half only is too short.
const EVENNESS: f32 = 0.6;
/// How much stronger a tone must be than the others of its group: 8 dB.
const DOMINANCE: f32 = 6.3;
/// How much stronger one of the two may be than the other (twist): 8 dB.
const TWIST: f32 = 6.3;
/// Of windows of 20 ms, begun every 10, the sure ones count this much and the others one.
const SURE: u8 = 2;
/// What they must add up to for a key, or for the end of one: 40 ms of a good one, or of a pause.
const ENOUGH: u8 = 4;

/// Listens to the samples of one leg.
#[derive(Debug)]
pub(crate) struct ToneKeys {
    rate: PcmRate,
    coefficients: [f32; 8],
    /// The second half of the frame before.
    half: [i16; 160],
    candidate: Option<Digit>,
    /// What the windows with the candidate have added up to.
    evidence: u8,
    /// The key that is held.
    held: Option<Digit>,
}

impl ToneKeys {
    pub(crate) fn new(rate: PcmRate) -> Self {
        Self {
            rate,
            coefficients: coefficients(rate),
            half: [0; 160],
            candidate: None,
            evidence: 0,
            held: None,
        }
    }

    /// Takes the next 20 ms; gives the key that was found to be pressed in them.
    pub(crate) fn hear(&mut self, frame: &PcmFrame) -> Option<Digit> {
        if frame.rate() != self.rate {
            *self = Self::new(frame.rate());
        }
        let samples = frame.samples();
        let (first, second) = samples.split_at(samples.len() / 2);
        let across =
            Window { before: self.half.get(..first.len()).unwrap_or_default(), after: first };
        let early = self.key(across);
        let early = self.note(early);
        let whole = self.key(Window { before: first, after: second });
        let late = self.note(whole);
        for (place, sample) in self.half.iter_mut().zip(second) {
            *place = *sample;
        }
        early.or(late)
    }

    /// One window has this key, or none; gives one that is pressed now.
    fn note(&mut self, (key, weight): (Option<Digit>, u8)) -> Option<Digit> {
        if key != self.candidate {
            (self.candidate, self.evidence) = (key, 0);
        }
        self.evidence = self.evidence.saturating_add(weight);
        if self.evidence < ENOUGH || self.held == key {
            return None;
        }
        self.held = key;
        key
    }

    /// The key in a window, and how much it counts.
    fn key(&self, window: Window<'_>) -> (Option<Digit>, u8) {
        match self.tones(window) {
            Some((key, share)) => (Some(key), if share >= SURE_SHARE { SURE } else { 1 }),
            None => (None, 1),
        }
    }

    /// The key in a window, and how much of its energy the two tones have.
    fn tones(&self, window: Window<'_>) -> Option<(Digit, f32)> {
        let halves = [window.before, window.after].map(|half| mean_square(half.iter().copied()));
        let (least, most) = (halves[0].min(halves[1]), halves[0].max(halves[1]));
        let energy = f32::midpoint(least, most);
        if energy < QUIET || least < most * EVENNESS {
            return None;
        }
        let (rows, columns) = self.coefficients.split_at(4);
        let (row, low) = strongest(&window, rows)?;
        let (column, high) = strongest(&window, columns)?;
        let twisted = low > high * TWIST || high > low * TWIST;
        let share = (low + high) / energy;
        if twisted || share < SHARE {
            return None;
        }
        Some((Digit::from_char(*KEYS.get(row)?.get(column)?)?, share))
    }
}

/// 20 ms in two halves.
#[derive(Clone, Copy)]
struct Window<'a> {
    before: &'a [i16],
    after: &'a [i16],
}

impl<'a> Window<'a> {
    fn samples(self) -> Samples<'a> {
        Samples { window: self, left: self.before.len() + self.after.len() }
    }

    /// The mean square of the part of the sound that is this tone (Goertzel).
    #[expect(clippy::cast_precision_loss, reason = "a window has 320 samples at most")]
    fn power(self, coefficient: f32) -> f32 {
        let (mut last, mut before_last) = (0.0_f32, 0.0_f32);
        for sample in self.samples() {
            let next = f32::from(sample) / 32_768.0 + coefficient * last - before_last;
            (before_last, last) = (last, next);
        }
        let count = (self.before.len() + self.after.len()).max(1) as f32;
        let power = last * last + before_last * before_last - coefficient * last * before_last;
        2.0 * power / (count * count)
    }
}

/// The samples of a window, and how many are left.
struct Samples<'a> {
    window: Window<'a>,
    left: usize,
}

impl Iterator for Samples<'_> {
    type Item = i16;

    fn next(&mut self) -> Option<i16> {
        let half = if self.window.before.is_empty() {
            &mut self.window.after
        } else {
            &mut self.window.before
        };
        let (sample, rest) = half.split_first()?;
        *half = rest;
        self.left -= 1;
        Some(*sample)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Samples<'_> {}

/// The tone of a group that is much stronger than the others.
fn strongest(window: &Window<'_>, coefficients: &[f32]) -> Option<(usize, f32)> {
    let mut powers = [0.0_f32; 4];
    for (power, coefficient) in powers.iter_mut().zip(coefficients) {
        *power = window.power(*coefficient);
    }
    let (best, power) =
        powers.iter().copied().enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let alone =
        powers.iter().enumerate().all(|(place, other)| place == best || other * DOMINANCE <= power);
    alone.then_some((best, power))
}

fn coefficients(rate: PcmRate) -> [f32; 8] {
    #[expect(clippy::cast_precision_loss, reason = "8,000 or 16,000")]
    let rate = rate.hz() as f32;
    let mut tones = ROWS.into_iter().chain(COLUMNS);
    std::array::from_fn(|_| 2.0 * (TAU * tones.next().unwrap_or_default() / rate).cos())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Codec;
    use crate::decoder::Decoder;
    use crate::encoder::{Encoder, PAYLOAD_MAX};
    use crate::prompts::music_for_tests;

    /// How one test presses a key.
    #[derive(Clone, Copy)]
    struct Press {
        low_db: f32,
        high_db: f32,
        /// How wrong both tones are.
        detuned: f32,
        ms: u32,
        /// Where the first frame begins, before the key does.
        offset_ms: u32,
    }

    const PLAIN: Press =
        Press { low_db: -13.0, high_db: -11.0, detuned: 0.0, ms: 80, offset_ms: 7 };
    const RATES: [PcmRate; 2] = [PcmRate::Narrow, PcmRate::Wide];

    fn all_keys() -> impl Iterator<Item = (usize, usize, char)> {
        let places = (0..4).flat_map(|row| (0..4).map(move |column| (row, column)));
        places.map(|(row, column)| (row, column, KEYS[row][column]))
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "samples of a short sound"
    )]
    fn pressed(row: usize, column: usize, press: Press, rate: PcmRate) -> Vec<i16> {
        let hz = rate.hz() as f32;
        let per_ms = rate.hz() / 1_000;
        let amplitude = |db: f32| 32_767.0 * 10.0_f32.powf(db / 20.0);
        let mut sound = vec![0; (press.offset_ms * per_ms) as usize];
        sound.extend((0..press.ms * per_ms).map(|index| {
            let at = TAU * index as f32 / hz * (1.0 + press.detuned);
            let low = amplitude(press.low_db) * (ROWS[row] * at).sin();
            (low + amplitude(press.high_db) * (COLUMNS[column] * at).sin()) as i16
        }));
        sound.resize(sound.len() + 100 * per_ms as usize, 0);
        sound
    }

    fn frames(sound: &[i16], rate: PcmRate) -> impl Iterator<Item = PcmFrame> {
        sound.chunks(rate.frame_samples()).map(move |chunk| {
            let mut frame = PcmFrame::silence(rate);
            frame.samples_mut()[..chunk.len()].copy_from_slice(chunk);
            frame
        })
    }

    fn read(sound: &[i16], rate: PcmRate) -> String {
        let mut keys = ToneKeys::new(rate);
        frames(sound, rate).filter_map(|frame| keys.hear(&frame)).map(Digit::as_char).collect()
    }

    fn every_key_reads(press: Press, what: &str) {
        for rate in RATES {
            for (row, column, key) in all_keys() {
                let heard = read(&pressed(row, column, press, rate), rate);
                assert_eq!(heard, key.to_string(), "{what}: {key} at {rate:?}");
            }
        }
    }

    #[test]
    fn every_key_is_read_once_at_both_rates() {
        every_key_reads(PLAIN, "plain");
        every_key_reads(Press { ms: 2_000, ..PLAIN }, "held for long");
        every_key_reads(Press { low_db: -30.0, high_db: -30.0, ..PLAIN }, "soft");
        for detuned in [-0.015, 0.015] {
            every_key_reads(Press { detuned, ..PLAIN }, "a little out of tune");
        }
        for (low_db, high_db) in [(-12.0, -18.0), (-18.0, -12.0)] {
            every_key_reads(Press { low_db, high_db, ..PLAIN }, "twisted by 6 dB");
        }
    }

    #[test]
    fn forty_milliseconds_are_a_key_wherever_they_begin_and_twenty_are_none() {
        for offset_ms in 0..20 {
            every_key_reads(Press { ms: 40, offset_ms, ..PLAIN }, "short");
            for (row, column, key) in all_keys() {
                let sound =
                    pressed(row, column, Press { ms: 20, offset_ms, ..PLAIN }, PcmRate::Narrow);
                assert_eq!(read(&sound, PcmRate::Narrow), "", "{key} for 20 ms");
            }
        }
    }

    #[test]
    fn the_same_key_twice_is_two_keys() {
        for rate in RATES {
            let per_ms = usize::try_from(rate.hz() / 1_000).unwrap();
            for offset_ms in 0..20 {
                let tone = &pressed(1, 1, Press { offset_ms: 0, ..PLAIN }, rate)[..80 * per_ms];
                let twice = |pause_ms: usize| {
                    let before = vec![0; offset_ms * per_ms];
                    let sound = [&before, tone, &vec![0; pause_ms * per_ms], tone].concat();
                    read(&sound, rate)
                };
                assert_eq!(twice(40), "55", "a pause");
                assert_eq!(twice(8), "5", "a line that was cut for a moment");
            }
        }
    }

    #[test]
    fn what_is_twisted_or_out_of_tune_too_far_is_no_key() {
        for (row, column, key) in all_keys() {
            for press in [
                Press { low_db: -10.0, high_db: -22.0, ..PLAIN },
                Press { low_db: -22.0, high_db: -10.0, ..PLAIN },
                Press { detuned: 0.04, ..PLAIN },
                Press { detuned: -0.04, ..PLAIN },
                Press { low_db: -60.0, high_db: -60.0, ..PLAIN },
            ] {
                let heard = read(&pressed(row, column, press, PcmRate::Narrow), PcmRate::Narrow);
                assert_eq!(heard, "", "{key}");
            }
        }
    }

    #[test]
    fn every_key_is_read_through_every_codec() {
        for codec in Codec::ALL {
            for rate in RATES {
                for (row, column, key) in all_keys() {
                    let sound = pressed(row, column, PLAIN, rate);
                    let sound = [vec![0; 3_200], sound].concat();
                    let heard = through(codec, &sound, rate);
                    assert_eq!(heard, key.to_string(), "{key} through {codec:?} from {rate:?}");
                }
            }
        }
    }

    /// The keys that are read at the other end of a codec.
    fn through(codec: Codec, sound: &[i16], rate: PcmRate) -> String {
        let (mut encoder, mut decoder) = (Encoder::default(), Decoder::default());
        let heard_rate = Decoder::rate(codec, rate);
        let mut keys = ToneKeys::new(heard_rate);
        let mut heard = String::new();
        for frame in frames(sound, rate) {
            let mut payload = [0; PAYLOAD_MAX];
            let length = encoder.encode(codec, &frame, &mut payload);
            let mut decoded = PcmFrame::silence(heard_rate);
            decoder.decode(codec, &payload[..length], rate, decoded.samples_mut()).unwrap();
            heard.extend(keys.hear(&decoded).map(Digit::as_char));
        }
        heard
    }

    #[test]
    fn music_and_speech_press_no_keys() {
        assert_eq!(read(&music_for_tests(), PcmRate::Narrow), "");
        // Vowels: a voice's pulses through two formants, the pitch gliding as it does in speech.
        for vowel in
            [[730.0, 1_090.0], [270.0, 2_290.0], [570.0, 840.0], [660.0, 1_720.0], [440.0, 1_020.0]]
        {
            for pitch in (80..320).step_by(7) {
                let heard = read(&voice(vowel, f64::from(pitch)), PcmRate::Narrow);
                assert_eq!(heard, "", "{vowel:?} at {pitch} Hz");
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
    fn voice(formants: [f64; 2], pitch: f64) -> Vec<i16> {
        let mut phase = 0.0_f64;
        let mut states = [[0.0_f64; 2]; 2];
        let resonance = |hz: f64, state: &mut [f64; 2], input: f64| {
            let radius = (-std::f64::consts::PI * 90.0 / 8_000.0).exp();
            let turn = 2.0 * radius * (std::f64::consts::TAU * hz / 8_000.0).cos();
            let output = input + turn * state[0] - radius * radius * state[1];
            *state = [output, state[0]];
            output
        };
        let sound: Vec<f64> = (0..8_000)
            .map(|index| {
                phase += pitch * (1.0 + 0.15 * (f64::from(index) / 1_300.0).sin()) / 8_000.0;
                let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
                phase -= pulse;
                let [first, second] = &mut states;
                resonance(formants[0], first, pulse) + resonance(formants[1], second, pulse)
            })
            .collect();
        let peak = sound.iter().fold(1e-9_f64, |peak, sample| peak.max(sample.abs()));
        sound.iter().map(|sample| (sample / peak * 16_000.0) as i16).collect()
    }
}
