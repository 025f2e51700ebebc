//! Prompts: built in or from a file, once or for ever.

use std::sync::Arc;

use media::{
    BEEP_HZ, ENDED_HZ, Event, GREETING_HZ, MUSIC_HZ, NOTICE_HZ, Order, PromptId, Prompts,
    RING_BACK_HZ, Repeat, Source, WavRefused,
};

use crate::world::{World, millis, seconds};

const OWN: PromptId = PromptId(1_000);

#[test]
fn a_prompt_that_plays_once_ends_once_and_in_time() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let greeting = PromptId::GREETING;
    world.listen(customer, Source::Prompt { id: greeting, repeat: Repeat::Once });
    world.run(seconds(3.0));
    let ended = Event::PromptEnded { leg: world.leg(customer), prompt: greeting, play: 0 };
    assert_eq!(world.count(&ended), 1);
    let length = millis(20 * Prompts::built_in().frames(greeting).unwrap() as u64);
    let at = world.when(&ended).unwrap();
    assert!(at >= length && at <= length + millis(25), "ended at {at:?}, lasts {length:?}");
    // Silence follows, not a gap.
    assert!(world.longest_gap(customer) <= millis(22));
    world.assert_does_not_hear(customer, GREETING_HZ[1]);
}

#[test]
fn a_prompt_that_is_switched_away_reports_no_end() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.listen(customer, Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Once });
    world.run(millis(300));
    world.listen(customer, Source::Silence);
    world.run(seconds(2.0));
    let (leg, prompt) = (world.leg(customer), PromptId::GREETING);
    assert_eq!(world.count(&Event::PromptEnded { leg, prompt, play: 0 }), 0);
}

#[test]
fn a_prompt_that_is_cut_short_by_itself_ends_by_its_new_number() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let greeting = |play| Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Numbered(play) };
    world.listen(customer, greeting(7));
    world.run(millis(300));
    world.listen(customer, greeting(8));
    world.run(seconds(3.0));
    let (leg, prompt) = (world.leg(customer), PromptId::GREETING);
    let ended = |play| Event::PromptEnded { leg, prompt, play };
    assert_eq!((world.count(&ended(7)), world.count(&ended(8))), (0, 1));
    let length = millis(20 * Prompts::built_in().frames(prompt).unwrap() as u64);
    assert!(world.when(&ended(8)).unwrap() >= length + millis(300), "it began anew");
}

#[test]
fn what_is_built_in_says_so() {
    let built_in = Prompts::built_in();
    for number in 0..20 {
        let id = PromptId(number);
        assert_eq!(id.is_built_in(), built_in.frames(id).is_some(), "{id:?}");
    }
}

#[test]
fn music_goes_on_for_ever_without_a_seam() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.listen(customer, Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop });
    let mut levels = Vec::new();
    for _ in 0..16 {
        world.run(millis(500));
        levels.push(world.level(customer, MUSIC_HZ, millis(400)));
    }
    // The first half second holds the start of the playback; the loop is 3.2 s long.
    assert!(levels[1..].iter().all(|level| (-22.0..-18.0).contains(level)), "{levels:.1?}");
}

#[test]
fn no_built_in_prompt_can_be_taken_for_a_test_tone() {
    let listens = [
        (PromptId::MUSIC, MUSIC_HZ),
        (PromptId::GREETING, GREETING_HZ[0]),
        (PromptId::RING_BACK, RING_BACK_HZ),
        (PromptId::ENDED, ENDED_HZ),
        (PromptId::BEEP, BEEP_HZ),
        (PromptId::NOTICE, NOTICE_HZ[1]),
    ];
    for (id, dominant) in listens {
        let mut world = World::new();
        let customer = world.phone(440.0);
        world.listen(customer, Source::Prompt { id, repeat: Repeat::Loop });
        world.run(millis(800));
        let own = world.level(customer, dominant, millis(500));
        assert!(own > -35.0, "{id:?} at {dominant} Hz: {own:.1} dB");
        for hz in [440.0, 880.0] {
            let level = world.level(customer, hz, millis(500));
            assert!(level < own - 30.0, "{id:?} at {hz} Hz: {level:.1} dB of {own:.1} dB");
        }
    }
}

#[test]
fn vc43_the_notice_is_a_chime_and_words() {
    let frames = Prompts::built_in().frames(PromptId::NOTICE).unwrap();
    assert!(frames > 100, "{frames} frames: the words are missing");
}

#[test]
fn vc41_what_flows_say_is_there() {
    let built_in = Prompts::built_in();
    for (id, least) in [
        (PromptId::MENU, 150),
        (PromptId::WRONG_KEY, 80),
        (PromptId::CLOSED, 120),
        (PromptId::ENTER_CARD, 100),
        (PromptId::RATE_CALL, 200),
        (PromptId::THANK_YOU, 25),
    ] {
        let frames = built_in.frames(id).unwrap();
        assert!(frames > least, "{id:?} has {frames} frames: the words are missing");
    }
}

#[test]
fn a_play_of_a_prompt_that_is_not_there_is_over_at_once() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.listen(customer, Source::Prompt { id: OWN, repeat: Repeat::Numbered(7) });
    world.run(millis(100));
    let ended = Event::PromptEnded { leg: world.leg(customer), prompt: OWN, play: 7 };
    assert_eq!(world.count(&ended), 1);
}

#[test]
fn a_wav_file_of_16_khz_is_played_at_8() {
    let wide: Vec<i16> = media::Tone::new(350.0, -12.0).take(16_200).collect();
    let sound: Vec<u8> = wide.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    // A tone that was made for 8 kHz is an octave higher at 16.
    let narrow = media::read_wav(&wav(1, 1, 16_000, 16, &sound)).unwrap();
    assert_eq!(narrow.len(), 8_100);
    assert!(media::level_db(&narrow, media::SAMPLE_RATE, 700.0) > -14.0);
    let bytes: Vec<u8> = narrow.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    assert_eq!(media::read_wav(&media::write_wav(&bytes)), Ok(narrow), "there and back");
}

#[test]
fn a_wav_file_is_played_as_it_is() {
    for (format, bits) in [(1_u16, 16_u16), (7, 8)] {
        let samples: Vec<i16> = media::Tone::new(700.0, -12.0).take(8_100).collect();
        let sound: Vec<u8> = match format {
            1 => samples.iter().flat_map(|sample| sample.to_le_bytes()).collect(),
            _ => samples.iter().map(|sample| media::g711::mu_law::encode(*sample)).collect(),
        };
        let mut prompts = Prompts::none();
        prompts.add_wav(OWN, &wav(format, 1, 8_000, bits, &sound)).unwrap();
        assert_eq!(prompts.frames(OWN), Some(51), "the last frame is filled up with silence");

        let mut world = World::new();
        world.order(Order::UsePrompts(Arc::new(prompts))).unwrap();
        let customer = world.phone(440.0);
        world.listen(customer, Source::Prompt { id: OWN, repeat: Repeat::Once });
        world.run(seconds(1.0));
        world.assert_hears(customer, 700.0);
    }
}

#[test]
fn a_file_that_cannot_be_played_is_refused_by_name() {
    let sound = [0_u8; 320];
    let refused = |file: &[u8]| Prompts::none().add_wav(OWN, file).unwrap_err();
    assert_eq!(refused(b"ID3 this is music"), WavRefused::NotWav);
    assert_eq!(refused(&wav(1, 2, 8_000, 16, &sound)), WavRefused::Channels(2));
    assert_eq!(refused(&wav(1, 1, 44_100, 16, &sound)), WavRefused::SampleRate(44_100));
    assert_eq!(refused(&wav(1, 1, 8_000, 24, &sound)), WavRefused::Bits(24));
    assert_eq!(refused(&wav(3, 1, 8_000, 32, &sound)), WavRefused::Format(3));
    assert_eq!(refused(&wav(1, 1, 8_000, 16, &[])), WavRefused::Empty);
    let long = vec![0_u8; media::WAV_SAMPLES_MAX + 1];
    assert_eq!(refused(&wav(7, 1, 8_000, 8, &long)), WavRefused::TooLong);
    let whole = wav(1, 1, 8_000, 16, &sound);
    for length in 12..whole.len() {
        assert_eq!(refused(&whole[..length]), WavRefused::Truncated, "cut to {length}");
    }
}

/// A WAV file with a chunk of odd length before the sound, as some editors write.
fn wav(format: u16, channels: u16, rate: u32, bits: u16, sound: &[u8]) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
    file.extend_from_slice(&format.to_le_bytes());
    file.extend_from_slice(&channels.to_le_bytes());
    file.extend_from_slice(&rate.to_le_bytes());
    file.extend_from_slice(&[0; 6]);
    file.extend_from_slice(&bits.to_le_bytes());
    file.extend_from_slice(b"LIST\x03\0\0\0abc\0data");
    file.extend_from_slice(&u32::try_from(sound.len()).unwrap().to_le_bytes());
    file.extend_from_slice(sound);
    file
}
