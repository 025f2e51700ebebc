//! I20: hold, mute and prompts are switches of who is heard, one direction at a time.

use media::{MUSIC_HZ, PromptId, Repeat, Source};

use crate::world::{SPEECH_DB, World, millis, seconds};

const MUSIC: Source = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };

#[test]
fn i20_on_hold_the_customer_hears_music_and_the_agent_still_hears_the_customer() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);

    world.listen(customer, MUSIC);
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
    world.assert_does_not_hear(customer, 880.0);
    let music = world.level(customer, MUSIC_HZ, millis(500));
    assert!(music > -30.0, "the customer hears music: {music:.1} dB");

    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);
    world.assert_hears(agent, 440.0);
    world.assert_does_not_hear(customer, MUSIC_HZ);
}

#[test]
fn i20_on_hold_of_a_browser_customer_as_well() {
    let mut world = World::new();
    let customer = world.browser(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.listen(customer, MUSIC);
    world.run(seconds(2.0));
    world.assert_hears(agent, 440.0);
    world.assert_does_not_hear(customer, 880.0);
    assert!(world.level(customer, MUSIC_HZ, millis(500)) > -30.0);
}

#[test]
fn vc08_mute_is_at_least_30_db_down_and_never_a_gap() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.listen(customer, Source::Silence);
    world.run(seconds(1.0));
    let level = world.level(customer, 880.0, millis(500));
    assert!(level < SPEECH_DB - 30.0, "{level:.1} dB");
    world.assert_hears(agent, 440.0);
    assert!(world.longest_gap(customer) <= millis(60), "{:?}", world.longest_gap(customer));
    world.listen(customer, Source::Leg(world.leg(agent)));
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);
}

#[test]
fn vc51_music_while_the_agent_is_away_and_the_same_call_after() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.end_mut(agent).cut_off = true;
    world.run(seconds(2.0));
    world.assert_does_not_hear(customer, 880.0);
    assert!(world.longest_gap(customer) <= millis(62), "comfort silence fills the gap");

    world.listen(customer, MUSIC);
    world.run(seconds(1.0));
    assert!(world.level(customer, MUSIC_HZ, millis(500)) > -30.0);

    // A reload: the old connection is forgotten, a new one takes its place.
    world.close(agent);
    let again = world.browser(880.0);
    world.join_two(customer, again);
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);
    world.assert_hears(again, 440.0);
}
