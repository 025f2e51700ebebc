//! VC40: what goes onto a tape, measured on what comes off it.

use media::{
    FLOOR_DB, Order, PromptId, Repeat, SAMPLE_RATE, Source, TapeEnded, TapeReader, TapeSound, Tone,
    level_db, tape,
};

use crate::world::{Network, Party, SPEECH_DB, World, millis, seconds};

const CUSTOMER_HZ: f64 = 440.0;
const AGENT_HZ: f64 = 880.0;
const HEARD_DB: f64 = -20.0;
const SILENT_DB: f64 = -60.0;

/// A customer's phone and an agent's browser in a talk that is recorded.
struct Talk {
    world: World,
    customer: Party,
    agent: Party,
    reader: TapeReader,
}

/// Frames after a pause that are not kept.
const HUSH: usize = 3;

/// What came off the tape, both sides and how many frames were paused.
#[derive(Default)]
struct Heard {
    customer: Vec<i16>,
    agent: Vec<i16>,
    paused: usize,
}

impl Talk {
    fn new() -> Self {
        let mut world = World::new();
        let customer = world.phone(CUSTOMER_HZ);
        let agent = world.browser(AGENT_HZ);
        world.join_two(customer, agent);
        world.run(seconds(0.5));
        let (tape, reader) = tape();
        let leg = world.leg(customer);
        world.order(Order::Record { leg, tape: Box::new(tape) }).unwrap();
        Self { world, customer, agent, reader }
    }

    fn hears(&mut self, to: Source) {
        self.world.listen(self.customer, to);
    }

    /// Lets time pass and gives what was recorded in it.
    fn run(&mut self, ms: u64) -> Heard {
        self.world.run(millis(ms));
        let mut heard = Heard::default();
        while let Ok(Some(frame)) = self.reader.read() {
            match frame.sound {
                TapeSound::Kept { customer, agent } => {
                    heard.customer.extend(customer);
                    heard.agent.extend(agent);
                }
                TapeSound::Paused => heard.paused += 1,
            }
        }
        heard
    }
}

impl Heard {
    /// Of the last 200 ms: the customer's tone and the agent's on the left, then on the right.
    fn levels(&self) -> [f64; 4] {
        let level = |side: &[i16], hz| level_db(&side[side.len() - 1_600..], SAMPLE_RATE, hz);
        [
            level(&self.customer, CUSTOMER_HZ),
            level(&self.customer, AGENT_HZ),
            level(&self.agent, CUSTOMER_HZ),
            level(&self.agent, AGENT_HZ),
        ]
    }
}

#[test]
fn vc40_the_customer_is_left_the_agent_right_and_neither_in_the_other() {
    let mut talk = Talk::new();
    let heard = talk.run(1_000);
    assert_eq!((heard.customer.len(), heard.paused), (50 * 160, 0), "a second is a second");
    let [left, left_other, right_other, right] = heard.levels();
    assert!(left > HEARD_DB && right > HEARD_DB, "{:.0?}", heard.levels());
    assert!(left_other < SILENT_DB && right_other < SILENT_DB, "{:.0?}", heard.levels());
}

#[test]
fn vc40_on_hold_the_customer_is_kept_and_the_agent_and_the_music_are_not() {
    let mut talk = Talk::new();
    talk.run(500);
    talk.hears(Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop });
    let heard = talk.run(1_000);
    let [left, _, _, right] = heard.levels();
    assert!(left > HEARD_DB && right < SILENT_DB, "{:.0?}", heard.levels());
    let music = level_db(&heard.agent[1_600..], SAMPLE_RATE, media::MUSIC_HZ);
    assert!(music <= FLOOR_DB, "{music:.0} dB of music");

    let leg = talk.world.leg(talk.agent);
    talk.hears(Source::Leg(leg));
    let [left, _, _, right] = talk.run(1_000).levels();
    assert!(left > HEARD_DB && right > HEARD_DB, "and again after it");
}

#[test]
fn vc40_a_muted_agent_is_not_kept() {
    let mut talk = Talk::new();
    talk.hears(Source::Silence);
    let [left, _, _, right] = talk.run(1_000).levels();
    assert!(left > HEARD_DB && right < SILENT_DB);
}

#[test]
fn i21_a_pause_holds_no_sound_and_all_of_its_time() {
    let mut talk = Talk::new();
    talk.run(500);
    let leg = talk.world.leg(talk.customer);
    talk.world.order(Order::PauseRecording { leg }).unwrap();
    let heard = talk.run(2_000);
    assert_eq!((heard.customer.len(), heard.paused), (0, 100));
    talk.world.order(Order::ResumeRecording { leg }).unwrap();
    let heard = talk.run(1_000);
    let [left, _, _, right] = heard.levels();
    assert!(left > HEARD_DB && right > HEARD_DB, "{:.0?}", heard.levels());
    assert_eq!(heard.paused, HUSH, "what was said in the pause comes no later than that");
}

#[test]
fn a_recording_ends_with_its_order_and_with_its_leg() {
    let mut talk = Talk::new();
    talk.run(500);
    let leg = talk.world.leg(talk.customer);
    talk.world.order(Order::StopRecording { leg }).unwrap();
    assert_eq!(talk.reader.read().map(|_| ()), Err(TapeEnded));
    let mut talk = Talk::new();
    talk.world.close(talk.customer);
    assert_eq!(talk.reader.read().map(|_| ()), Err(TapeEnded));
}

#[test]
fn vc51_another_leg_of_the_agent_goes_on_in_the_same_recording() {
    let mut talk = Talk::new();
    talk.run(500);
    talk.world.close(talk.agent);
    let again = talk.world.browser(AGENT_HZ);
    let leg = talk.world.leg(again);
    talk.hears(Source::Leg(leg));
    let heard = talk.run(2_000);
    let [left, _, _, right] = heard.levels();
    assert!(left > HEARD_DB && right > HEARD_DB, "{:.0?}", heard.levels());
}

/// One in ten is lost, the others come up to 200 ms late and out of order.
fn bad_network() -> Network {
    let (mut dice, mut sent) = (7_u64, 0);
    let mut under_way: Vec<(u64, Vec<u8>)> = Vec::new();
    Box::new(move |datagram| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let roll = dice >> 33;
        if !roll.is_multiple_of(10) {
            under_way.push((sent + roll / 10 % 11, datagram));
        }
        let here = under_way.extract_if(.., |(at, _)| *at <= sent).map(|(_, datagram)| datagram);
        let here = here.collect();
        sent += 1;
        here
    })
}

const BEEP_HZ: f64 = 1_500.0;
const BEEP_EVERY: usize = 250;

/// A minute of a tone, with a beep of 200 ms every five seconds; the last frame stands first.
fn minute_with_beeps() -> Vec<[i16; 160]> {
    let (mut tone, mut beep) = (Tone::new(CUSTOMER_HZ, SPEECH_DB), Tone::new(BEEP_HZ, SPEECH_DB));
    let frame = |number: usize| {
        let (tone, beep) = (tone.frame(), beep.frame());
        if number % BEEP_EVERY < 10 { beep } else { tone }
    };
    let mut frames: Vec<_> = (0..60 * 50).map(frame).collect();
    frames.reverse();
    frames
}

/// How many milliseconds later than it was said each beep stands on the tape.
fn delays(heard: &[i16]) -> Vec<usize> {
    let beeps = (0..heard.len()).step_by(BEEP_EVERY * 160);
    let delay = |said: usize| {
        let began = (0..600).find(|ms| {
            let window = heard.get(said + ms * 8..said + ms * 8 + 160);
            window.is_some_and(|window| level_db(window, SAMPLE_RATE, BEEP_HZ) > HEARD_DB)
        });
        began.expect("the beep is on the tape")
    };
    beeps.map(delay).collect()
}

#[test]
fn f54_a_minute_over_a_bad_network_is_heard_and_stays_in_time() {
    let mut talk = Talk::new();
    let customer = talk.world.end_mut(talk.customer);
    customer.network = bad_network();
    customer.script = minute_with_beeps();
    let mut heard = Vec::new();
    let mut well = 0;
    for _ in 0..60 {
        let second = talk.run(1_000);
        let [left, _, _, right] = second.levels();
        assert!(right > HEARD_DB, "the agent's way is good: {right:.0} dB");
        well += usize::from(left > HEARD_DB);
        heard.extend(second.customer);
    }
    assert_eq!(heard.len(), 60 * 50 * 160, "a minute is a minute");
    let delays = delays(&heard);
    assert!(well >= 57, "{well} of 60 seconds were heard well");
    let middle = |some: &[usize]| {
        let mut some = some.to_vec();
        some.sort_unstable();
        some[some.len() / 2]
    };
    let (early, late) = (middle(&delays[1..6]), middle(&delays[7..]));
    assert!(early.abs_diff(late) <= 20, "{delays:?}");
}
