//! When sound begins, and when it stops (F23, F36).

use media::{Event, Order, PhoneTerms, RtpPort, Timeouts};

use crate::world::{KEYS, World, millis, seconds};

#[test]
fn sound_is_reported_when_it_begins_and_when_it_was_asked_for() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let browser = world.browser(880.0);
    world.run(seconds(1.0));
    for party in [phone, browser] {
        let flowing = Event::Flowing { leg: world.leg(party) };
        assert_eq!(world.count(&flowing), 1, "once, at the first packet");
        world.order(Order::AwaitFlow { leg: world.leg(party) }).unwrap();
    }
    world.run(seconds(1.0));
    for party in [phone, browser] {
        assert_eq!(world.count(&Event::Flowing { leg: world.leg(party) }), 2);
    }
}

#[test]
fn no_sound_is_reported_while_a_source_is_on_trial() {
    let mut world = World::new();
    let at = "10.0.2.99:7000".parse().unwrap();
    let phone = world.phone_at(at, "192.168.1.2:7000".parse().unwrap(), Some(440.0));
    world.run(millis(79));
    assert_eq!(world.count(&Event::Flowing { leg: world.leg(phone) }), 0);
    world.run(millis(100));
    assert_eq!(world.count(&Event::Flowing { leg: world.leg(phone) }), 1);
}

#[test]
fn f36_a_silent_far_end_is_reported_once_and_its_return_too() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.run(seconds(1.0));
    for party in [customer, agent] {
        world.end_mut(party).cut_off = true;
    }
    world.run(millis(4_900));
    for party in [customer, agent] {
        assert_eq!(world.count(&Event::Quiet { leg: world.leg(party) }), 0);
    }
    world.run(seconds(5.0));
    for party in [customer, agent] {
        assert_eq!(world.count(&Event::Quiet { leg: world.leg(party) }), 1);
        world.end_mut(party).cut_off = false;
    }
    world.run(seconds(1.0));
    for party in [customer, agent] {
        assert_eq!(world.count(&Event::Flowing { leg: world.leg(party) }), 2);
    }
}

#[test]
fn f37_a_far_end_that_never_sends_is_reported_too() {
    let mut world = World::with_timeouts(Timeouts { quiet: seconds(2.0), ..Timeouts::default() });
    let address = "10.0.2.0:4000".parse().unwrap();
    let phone = world.phone_at(address, address, None);
    world.run(seconds(3.0));
    assert_eq!(world.count(&Event::Quiet { leg: world.leg(phone) }), 1);
    assert_eq!(world.plane.stats(world.leg(phone)).unwrap().received, 0);
}

#[test]
fn who_has_said_that_it_will_not_send_is_not_missed() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let leg = world.leg(phone);
    world.run(seconds(1.0));
    let terms =
        PhoneTerms { talks: false, ..PhoneTerms::pcmu(world.end(phone).address, Some(KEYS)) };
    world.order(Order::RenewPhone { leg, terms }).unwrap();
    world.end_mut(phone).says = None;
    world.run(seconds(10.0));
    assert_eq!(world.count(&Event::Quiet { leg }), 0);
    // It talks again: the time counts from now.
    world.order(Order::RenewPhone { leg, terms: PhoneTerms { talks: true, ..terms } }).unwrap();
    world.run(millis(4_900));
    assert_eq!(world.count(&Event::Quiet { leg }), 0);
    world.run(millis(200));
    assert_eq!(world.count(&Event::Quiet { leg }), 1);
}

#[test]
fn f48_who_does_not_want_to_hear_is_sent_nothing() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let leg = world.leg(phone);
    world.run(seconds(1.0));
    let heard = world.end(phone).packets.len();
    let terms = PhoneTerms::pcmu(world.end(phone).address, Some(KEYS));
    world.order(Order::RenewPhone { leg, terms: PhoneTerms { listens: false, ..terms } }).unwrap();
    world.run(seconds(1.0));
    assert_eq!(world.end(phone).packets.len(), heard);
    world.order(Order::RenewPhone { leg, terms }).unwrap();
    world.run(seconds(1.0));
    assert!(world.end(phone).packets.len() > heard + 45);
    // The old form of hold: an address that is none.
    let terms = PhoneTerms { remote: Some("0.0.0.0:4000".parse().unwrap()), ..terms };
    world.order(Order::RenewPhone { leg, terms }).unwrap();
    world.run(seconds(1.0));
    assert!(world.plane.stats(leg).is_some());
}

#[test]
fn an_idle_plane_may_sleep_for_ever_and_a_busy_one_says_until_when() {
    let mut world = World::new();
    assert_eq!(world.plane.next_tick(), None);
    let leg = media::LegId(1);
    let terms = PhoneTerms::pcmu("10.0.2.0:4000".parse().unwrap(), None);
    world.order(Order::OpenPhone { leg, port: RtpPort(0), terms }).unwrap();
    assert_eq!(world.plane.next_tick(), Some(world.now()), "silence begins at once");
    world.plane.tick(world.now());
    assert_eq!(world.plane.next_tick(), Some(world.now() + millis(20)));
    world.order(Order::Close { leg }).unwrap();
    assert_eq!(world.plane.next_tick(), None);
}
