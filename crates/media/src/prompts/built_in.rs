//! The prompts that the server has without a single file: computed at start, but for words that are spoken.
//! No music and no chime has a partial near 440 or 880 Hz: these are the tones that tests send, and must not be mistaken for
//! them.

use std::f64::consts::{PI, TAU};

use super::PromptId;
use crate::codec::SAMPLE_RATE;
use crate::wav;

/// The strongest tone of the hold music (C5, moved by a hair so that the loop closes without a click).
pub const MUSIC_HZ: f64 = 523.125;
/// The two notes of the greeting chime.
pub const GREETING_HZ: [f64; 2] = [698.5, 587.5];
/// The ring-back tone.
pub const RING_BACK_HZ: f64 = 400.0;
/// The tone that says that the call is over.
pub const ENDED_HZ: f64 = 620.0;
/// The tone before an automatically answered call.
pub const BEEP_HZ: f64 = 1_000.0;

/// The two notes of the chime before the recording notice.
pub const NOTICE_HZ: [f64; 2] = [1_250.0, 1_500.0];

/// "This call is being recorded.", spoken by espeak-ng (its output is free of its licence).
const NOTICE_WORDS: &[u8] = include_bytes!("../../prompts/recording-notice.en.wav");
/// VC41, from the same mouth: what a flow can say before anybody has uploaded a word.
const MENU_WORDS: &[u8] = include_bytes!("../../prompts/menu.en.wav");
const WRONG_KEY_WORDS: &[u8] = include_bytes!("../../prompts/wrong-key.en.wav");
const CLOSED_WORDS: &[u8] = include_bytes!("../../prompts/closed.en.wav");
const ENTER_CARD_WORDS: &[u8] = include_bytes!("../../prompts/enter-card.en.wav");
const RATE_CALL_WORDS: &[u8] = include_bytes!("../../prompts/rate-call.en.wav");
const THANK_YOU_WORDS: &[u8] = include_bytes!("../../prompts/thank-you.en.wav");

/// The third above [`MUSIC_HZ`]; both sound through the whole loop.
const MUSIC_THIRD_HZ: f64 = 659.375;
/// The notes over them: a C major seventh, up and down. Multiples of 0.3125 Hz close in the loop.
const MELODY_HZ: [f64; 8] =
    [1_046.25, 1_318.75, 987.5, 1_318.75, 1_046.25, 1_568.125, 1_318.75, 987.5];
const MELODY_NOTE_SECONDS: f64 = 0.4;

pub(super) fn all() -> [(PromptId, Vec<i16>); 12] {
    [
        (PromptId::MUSIC, music()),
        (PromptId::GREETING, greeting()),
        (PromptId::RING_BACK, cadence(RING_BACK_HZ, 1, (1.0, 3.0))),
        (PromptId::ENDED, cadence(ENDED_HZ, 4, (0.24, 0.24))),
        (PromptId::BEEP, cadence(BEEP_HZ, 1, (0.16, 0.08))),
        (PromptId::NOTICE, notice()),
        (PromptId::MENU, words(MENU_WORDS)),
        (PromptId::WRONG_KEY, words(WRONG_KEY_WORDS)),
        (PromptId::CLOSED, words(CLOSED_WORDS)),
        (PromptId::ENTER_CARD, words(ENTER_CARD_WORDS)),
        (PromptId::RATE_CALL, words(RATE_CALL_WORDS)),
        (PromptId::THANK_YOU, words(THANK_YOU_WORDS)),
    ]
}

/// 3.2 s: a soft pad of two notes, and a plucked melody.
pub(crate) fn music() -> Vec<i16> {
    synthesise(3.2, |at| {
        let pad = 0.10 * (TAU * MUSIC_HZ * at).sin() + 0.06 * (TAU * MUSIC_THIRD_HZ * at).sin();
        let since_note = at % MELODY_NOTE_SECONDS;
        let note = MELODY_HZ.get(index_of(at / MELODY_NOTE_SECONDS)).copied().unwrap_or(MUSIC_HZ);
        pad + 0.05 * pluck(since_note, MELODY_NOTE_SECONDS) * (TAU * note * at).sin()
    })
}

/// 1.2 s: two falling notes.
fn greeting() -> Vec<i16> {
    chime(GREETING_HZ, 0.6)
}

/// Two rising notes, and the words.
fn notice() -> Vec<i16> {
    let mut samples = chime(NOTICE_HZ, 0.4);
    samples.extend(words(NOTICE_WORDS));
    samples
}

/// A test reads each file; of one that cannot be read nothing is heard.
fn words(file: &[u8]) -> Vec<i16> {
    wav::read(file).unwrap_or_default()
}

/// Two notes of so many seconds each.
fn chime(notes: [f64; 2], note_seconds: f64) -> Vec<i16> {
    synthesise(2.0 * note_seconds, |at| {
        let since_note = at % note_seconds;
        let note = notes.get(index_of(at / note_seconds)).copied().unwrap_or(RING_BACK_HZ);
        0.3 * pluck(since_note, note_seconds) * (TAU * note * at).sin()
    })
}

/// A tone that is on and off for so many seconds, so many times.
fn cadence(hz: f64, times: u8, (on, off): (f64, f64)) -> Vec<i16> {
    const EDGE_SECONDS: f64 = 0.01;
    synthesise(f64::from(times) * (on + off), |at| {
        let since = at % (on + off);
        let edge = (since / EDGE_SECONDS).min((on - since) / EDGE_SECONDS).clamp(0.0, 1.0);
        0.2 * edge * (TAU * hz * at).sin()
    })
}

/// A string's envelope: up in a moment, down slowly, and nothing at the end. Smooth, so that no note
/// spreads into its neighbours.
fn pluck(since: f64, length: f64) -> f64 {
    let place = since / length;
    let rise = (place / 0.2).min(1.0);
    let fall = ((1.0 - place) / 0.8).clamp(0.0, 1.0);
    (rise * PI / 2.0).sin().powi(2) * (fall * PI / 2.0).sin().powi(2)
}

fn synthesise(seconds: f64, wave: impl Fn(f64) -> f64) -> Vec<i16> {
    (0..index_of(seconds * f64::from(SAMPLE_RATE) + 0.5))
        .map(|index| sample(wave(seconds_at(index))))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a prompt has far fewer than 2^52 samples")]
fn seconds_at(index: usize) -> f64 {
    index as f64 / f64::from(SAMPLE_RATE)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a prompt are small and positive"
)]
fn index_of(place: f64) -> usize {
    (place + 1e-9) as usize
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
fn sample(value: f64) -> i16 {
    (value.clamp(-1.0, 1.0) * f64::from(i16::MAX)) as i16
}
