//! A browser's path: proved before anything is believed, lost and found again, closed by either end.

use std::net::SocketAddr;

use media::{CloseReason, Event, Socket, Timeouts};

use crate::world::{Device, World, formats, millis, seconds};

fn stranger() -> SocketAddr {
    "10.66.6.6:666".parse().unwrap()
}

#[test]
fn dtls_from_an_address_that_ice_has_not_validated_is_dropped() {
    let mut world = World::new();
    let agent = world.browser_unconnected(Some(880.0));
    world.run(millis(1));
    // The race of the ClientHello: a stranger is first, from anywhere.
    let hello = [&[22_u8, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4][..], &[1, 0, 0, 0]].concat();
    let before = world.plane.dropped().unknown_source;
    for _ in 0..10 {
        world.inject(Socket::Browser, stranger(), &hello);
    }
    assert_eq!(world.plane.dropped().unknown_source, before + 10);
    assert_eq!(world.plane.transmits().count(), 0, "and not answered");
    world.run(seconds(2.0));
    assert_eq!(
        world.count(&Event::Connected { leg: world.leg(agent) }),
        1,
        "nor does it hinder anybody"
    );
}

#[test]
fn stun_that_does_not_know_the_password_is_not_answered() {
    let mut world = World::new();
    world.tap = Some(Vec::new());
    let agent = world.browser_unconnected(Some(880.0));
    world.end_mut(agent).cut_off = true;
    world.run(seconds(1.0));
    let is_check = |datagram: &Vec<u8>| datagram.starts_with(&[0, 1]);
    let check = world.tap.take().unwrap().into_iter().find(is_check).unwrap();
    world.plane.clear_transmits();
    // One bit of the password's proof is wrong: MESSAGE-INTEGRITY stands before the fingerprint's 8 bytes.
    let mut forged = check.clone();
    let place = forged.len() - 9;
    forged[place] ^= 1;
    let now = world.now();
    world.plane.receive(Socket::Browser, stranger(), &forged, now);
    assert_eq!(world.plane.transmits().count(), 0);
    assert_eq!(world.plane.dropped().unproven + world.plane.dropped().malformed, 1);
    // The true one is answered, wherever it comes from: that is how a browser moves to another network.
    world.plane.receive(Socket::Browser, stranger(), &check, now);
    assert_eq!(world.plane.transmits().filter(|it| it.to == stranger()).count(), 1);
    world.plane.clear_transmits();
}

#[test]
fn srtp_that_was_not_encrypted_with_the_key_is_dropped_and_ends_nothing() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    let source = world.end(agent).address;
    let mut fake = media::RtpPhone::new(formats(media::Codec::Pcmu), 3);
    for _ in 0..150 {
        let datagram = fake.speak(&[9_000; 160]);
        world.inject(Socket::Browser, source, &datagram);
        world.run(millis(10));
    }
    world.assert_hears(customer, 880.0);
    world.assert_hears(agent, 440.0);
}

#[test]
fn a_forged_track_name_does_not_steal_the_stream() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    // By now the browser has been told what arrived, and no longer names its track itself.
    world.run(seconds(12.0));
    let source = world.end(agent).address;
    let offer = &world.end(agent).offer;
    let mid = offer.lines().find_map(|line| line.strip_prefix("a=mid:")).unwrap().to_owned();
    let sound = media::RtpPhone::new(formats(media::Codec::Pcmu), 3).speak(&[9_000; 160]);
    // RFC 8285: the track's name as a header extension, under every number, with an SSRC of the forger's.
    for id in 1..15_u8 {
        let mut extension = vec![id << 4 | u8::try_from(mid.len() - 1).unwrap()];
        extension.extend_from_slice(mid.as_bytes());
        extension.resize(extension.len().next_multiple_of(4), 0);
        let words = u8::try_from(extension.len() / 4).unwrap();
        let mut forged = sound[..12].to_vec();
        forged[0] |= 0x10;
        forged.extend_from_slice(&[0xBE, 0xDE, 0, words]);
        forged.extend_from_slice(&extension);
        forged.extend_from_slice(&sound[12..]);
        world.inject(Socket::Browser, source, &forged);
    }
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);
}

#[test]
fn a_broken_dtls_record_from_the_right_place_ends_nothing() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    let source = world.end(agent).address;
    for byte in 20..64 {
        let record = [byte, 254, 253, 0, 1, 0, 0, 0, 0, 0, 9, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8];
        world.inject(Socket::Browser, source, &record);
    }
    world.run(seconds(1.0));
    world.assert_hears(customer, 880.0);
    world.assert_hears(agent, 440.0);
}

#[test]
fn a_browser_that_never_comes_is_given_up() {
    let mut world = World::new();
    let agent = world.browser_unconnected(Some(880.0));
    world.end_mut(agent).cut_off = true;
    world.run(seconds(16.0));
    let closed = Event::Closed { leg: world.leg(agent), why: CloseReason::NeverConnected };
    assert_eq!(world.count(&closed), 1);
    assert_eq!(world.plane.traces(), 0);
}

#[test]
fn a_browser_that_closes_is_forgotten_at_once() {
    let mut world = World::new();
    let agent = world.browser(880.0);
    let now = world.now();
    match &mut world.end_mut(agent).device {
        Device::Browser(caller) => caller.hang_up(now),
        Device::Phone { .. } => unreachable!("it is a browser"),
    }
    world.run(millis(50));
    let closed = Event::Closed { leg: world.leg(agent), why: CloseReason::ClosedByPeer };
    assert_eq!(world.count(&closed), 1);
    assert_eq!(world.plane.traces(), 0);
}

#[test]
fn f22_a_path_that_is_lost_for_a_while_is_the_same_leg_when_it_is_back() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.end_mut(agent).cut_off = true;
    world.run(seconds(10.0));
    world.assert_does_not_hear(customer, 880.0);
    world.end_mut(agent).cut_off = false;
    world.run(seconds(4.0));
    world.assert_hears(customer, 880.0);
    world.assert_hears(agent, 440.0);
    assert!(world.events.iter().all(|(_, it)| !matches!(it, Event::Closed { .. })));
}

#[test]
fn a_path_that_stays_lost_is_given_up() {
    let timeouts = Timeouts { lost: seconds(20.0), ..Timeouts::default() };
    let mut world = World::with_timeouts(timeouts);
    let agent = world.browser(880.0);
    world.end_mut(agent).cut_off = true;
    world.run(seconds(40.0));
    let closed = Event::Closed { leg: world.leg(agent), why: CloseReason::Lost };
    assert_eq!(world.count(&closed), 1);
    assert_eq!(world.plane.traces(), 0);
}

#[test]
fn a_browser_that_moves_to_another_address_is_still_heard() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    // NAT gave it another port.
    world.end_mut(agent).address = "10.0.1.1:9999".parse().unwrap();
    world.run(seconds(8.0));
    world.assert_hears(customer, 880.0);
}
