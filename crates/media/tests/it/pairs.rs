//! Every pair of codecs, both ways, measured: who speaks the same is forwarded untouched, who does not is transcoded, and
//! nobody needs to know.

use media::{Codec, Event, PhoneTerms, PromptId, Repeat, Source, Work};

use crate::world::{Party, World, formats, millis, seconds};

/// All that remains of another tone after two lossy codecs, below the one that is heard.
const APART_DB: f64 = 30.0;

#[test]
fn every_pair_of_codecs_hears_each_other_both_ways() {
    for one in Codec::ALL {
        for other in Codec::ALL {
            let mut world = World::new();
            let customer = world.phone_speaking(one, 440.0);
            let agent = world.phone_speaking(other, 880.0);
            world.join_two(customer, agent);
            world.run(seconds(2.0));
            hears_only(&world, customer, 880.0, 440.0, &format!("{one:?} of {other:?}"));
            hears_only(&world, agent, 440.0, 880.0, &format!("{other:?} of {one:?}"));
            assert_eq!(world.longest_gap(agent).max(world.longest_gap(customer)), millis(20));
            assert_work(&world.plane.work(), one == other, &format!("{one:?} and {other:?}"));
        }
    }
}

#[test]
fn the_same_codec_is_forwarded_and_nothing_is_decoded() {
    for codec in Codec::ALL {
        let mut world = World::new();
        let (one, other) = (world.phone_speaking(codec, 440.0), world.phone_speaking(codec, 880.0));
        world.join_two(one, other);
        world.run(seconds(1.0));
        let work = world.plane.work();
        assert_eq!((work.decoded, work.encoded, work.concealed), (0, 0, 0), "{codec:?}");
        assert!(work.forwarded >= 90, "{codec:?}: {work:?}");
    }
}

#[test]
fn vc07_vc08_hold_and_mute_are_heard_across_codecs() {
    for (one, other) in pairs_apart() {
        let mut world = World::new();
        let customer = world.phone_speaking(one, 440.0);
        let agent = world.phone_speaking(other, 880.0);
        world.join_two(customer, agent);
        world.run(seconds(1.0));
        let context = format!("{one:?} and {other:?}");

        let music = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };
        world.listen(customer, music);
        world.run(seconds(1.0));
        let level = world.level(customer, media::MUSIC_HZ, millis(400));
        assert!((-24.0..-16.0).contains(&level), "{context}: music at {level:.1} dB");
        hears_only(&world, agent, 440.0, media::MUSIC_HZ, &context);
        assert!(world.level(customer, 880.0, millis(400)) < level - APART_DB, "{context}");

        world.listen(customer, Source::Silence);
        world.run(seconds(1.0));
        for hz in [880.0, media::MUSIC_HZ] {
            let level = world.level(customer, hz, millis(400));
            assert!(level < -60.0, "{context}: muted, yet {hz} Hz at {level:.1} dB");
        }

        world.listen(customer, Source::Leg(world.leg(agent)));
        world.run(seconds(1.0));
        hears_only(&world, customer, 880.0, 440.0, &context);
    }
}

#[test]
fn f48_a_codec_that_changes_in_the_call_is_followed_at_once() {
    for (one, other) in pairs_apart() {
        let mut world = World::new();
        let customer = world.phone_speaking(one, 440.0);
        let agent = world.phone_speaking(other, 880.0);
        world.join_two(customer, agent);
        world.run(seconds(1.0));
        world.speak(customer, other);
        world.run(seconds(1.0));
        hears_only(&world, customer, 880.0, 440.0, "after the change");
        hears_only(&world, agent, 440.0, 880.0, "after the change");
        let before = world.plane.work();
        world.run(seconds(1.0));
        let after = world.plane.work();
        assert_eq!((after.decoded, after.encoded), (before.decoded, before.encoded));

        world.speak(customer, one);
        world.run(seconds(1.0));
        hears_only(&world, customer, 880.0, 440.0, "and back");
        hears_only(&world, agent, 440.0, 880.0, "and back");
    }
}

#[test]
fn a_listener_of_each_kind_hears_the_same_leg() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let listeners = Codec::ALL.map(|codec| world.phone_speaking(codec, 880.0));
    for listener in listeners {
        world.listen(listener, Source::Leg(world.leg(customer)));
    }
    world.run(seconds(2.0));
    for listener in listeners {
        hears_only(&world, listener, 440.0, 880.0, "a listener");
    }
    let Work { decoded, encoded, .. } = world.plane.work();
    assert!(encoded <= decoded * (Codec::ALL.len() as u64 - 1), "decoded once, for all of them");
}

#[test]
fn a_browser_is_asked_once_for_the_codec_that_passes_untouched() {
    for codec in Codec::ALL {
        let mut world = World::new();
        let customer = world.phone_speaking(codec, 440.0);
        let agent = world.browser(880.0);
        world.join_two(customer, agent);
        world.run(seconds(1.0));
        hears_only(&world, customer, 880.0, 440.0, "before the browser has changed");
        hears_only(&world, agent, 440.0, 880.0, "what comes in is never transcoded");
        let wanted = Event::CodecWanted { leg: world.leg(agent), codec };
        // Browsers begin with PCMU.
        assert_eq!(world.count(&wanted), usize::from(codec != Codec::Pcmu), "{codec:?}");
        assert!(world.browser_mut(agent).unwrap().speak_with(codec));
        world.run(seconds(1.0));
        let before = world.plane.work();
        world.run(seconds(1.0));
        hears_only(&world, customer, 880.0, 440.0, "after it");
        let after = world.plane.work();
        assert_eq!((after.decoded, after.encoded), (before.decoded, before.encoded), "{codec:?}");
        assert_eq!(world.count(&wanted), usize::from(codec != Codec::Pcmu), "{codec:?}");
    }
}

#[track_caller]
fn hears_only(world: &World, party: Party, hz: f64, other_hz: f64, context: &str) {
    let level = world.level(party, hz, millis(500));
    assert!((level + 12.0).abs() < 2.0, "{context}: {hz} Hz at {level:.1} dB");
    let other = world.level(party, other_hz, millis(500));
    assert!(other < level - APART_DB, "{context}: {other_hz} Hz at {other:.1} dB");
}

#[track_caller]
fn assert_work(work: &Work, same: bool, context: &str) {
    let transcoded = work.decoded > 0 && work.encoded > 0;
    let forwarded = work.forwarded > 0;
    assert_eq!((transcoded, forwarded), (!same, same), "{context}: {work:?}");
    assert_eq!((work.concealed, work.undecodable), (0, 0), "{context}: {work:?}");
}

fn pairs_apart() -> impl Iterator<Item = (Codec, Codec)> {
    let pairs = Codec::ALL.into_iter().flat_map(|one| Codec::ALL.map(|other| (one, other)));
    pairs.filter(|(one, other)| one != other)
}

impl World {
    /// A re-INVITE: the telephone speaks another codec from now on.
    fn speak(&mut self, party: Party, codec: Codec) {
        let formats = formats(codec);
        let address = self.end(party).address;
        let terms = PhoneTerms { formats, ..PhoneTerms::pcmu(address, None) };
        self.order(media::Order::RenewPhone { leg: self.leg(party), terms }).unwrap();
        self.phone_mut(party).unwrap().renew(formats);
    }
}
