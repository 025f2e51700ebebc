//! I19: two bridged parties hear each other and nobody else, whatever they are connected with.

use media::Source;

use crate::world::{World, seconds};

#[test]
fn i19_a_phone_and_a_browser_hear_each_other_and_nobody_else() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    let other_customer = world.phone(300.0);
    let other_agent = world.browser(1_300.0);
    world.join_two(customer, agent);
    world.join_two(other_customer, other_agent);
    world.run(seconds(2.0));
    for (party, hears) in
        [(customer, 880.0), (agent, 440.0), (other_customer, 1_300.0), (other_agent, 300.0)]
    {
        for hz in [440.0_f64, 880.0, 300.0, 1_300.0] {
            if (hz - hears).abs() < 1.0 {
                world.assert_hears(party, hz);
            } else {
                world.assert_does_not_hear(party, hz);
            }
        }
    }
}

#[test]
fn i19_two_browsers_hear_each_other() {
    let mut world = World::new();
    let one = world.browser(440.0);
    let other = world.browser(880.0);
    world.join_two(one, other);
    world.run(seconds(2.0));
    world.assert_hears(one, 880.0);
    world.assert_does_not_hear(one, 440.0);
    world.assert_hears(other, 440.0);
    world.assert_does_not_hear(other, 880.0);
}

#[test]
fn i19_two_phones_hear_each_other() {
    let mut world = World::new();
    let one = world.phone(440.0);
    let other = world.phone(880.0);
    world.join_two(one, other);
    world.run(seconds(2.0));
    world.assert_hears(one, 880.0);
    world.assert_hears(other, 440.0);
    assert!(world.longest_gap(one) <= seconds(0.022));
}

#[test]
fn a_leg_may_be_heard_by_several() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    let supervisor = world.browser(1_300.0);
    world.join_two(customer, agent);
    world.listen(supervisor, Source::Leg(world.leg(customer)));
    world.run(seconds(2.0));
    world.assert_hears(agent, 440.0);
    world.assert_hears(supervisor, 440.0);
    // Who only listens is heard by nobody.
    world.assert_does_not_hear(customer, 1_300.0);
    world.assert_does_not_hear(agent, 1_300.0);
}

#[test]
fn a_leg_may_listen_before_the_other_is_open() {
    let mut world = World::new();
    let early = world.phone(440.0);
    let expected = media::LegId(2);
    world.listen(early, Source::Leg(expected));
    world.run(seconds(1.0));
    assert!(world.longest_gap(early) <= seconds(0.022), "silence until then");
    let late = world.phone(880.0);
    assert_eq!(world.leg(late), expected);
    world.run(seconds(1.0));
    world.assert_hears(early, 880.0);
}
