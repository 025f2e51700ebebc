//! Whom a phone leg believes: RTP bleed, injection and shared ports.

use std::net::SocketAddr;

use media::{Event, Order, PhoneTerms, RtpHeader, RtpPhone, Socket, Source, Timeouts, Tone};

use crate::world::{Device, KEYS, Party, SPEECH_DB, World, formats, millis, seconds};

const NAT: &str = "10.0.9.9:40000";
const PRIVATE: &str = "192.168.1.2:4000";

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// A phone leg's socket in the plane.
fn socket(world: &World, party: Party) -> Socket {
    match world.end(party).device {
        Device::Phone { port, .. } => Socket::Rtp(port),
        Device::Browser(_) => Socket::Browser,
    }
}

/// Sends a tone from anywhere to a phone leg for so many packets, one every 20 ms.
fn intrude(world: &mut World, target: Party, from: &str, packets: usize) {
    let mut phone = RtpPhone::new(formats(media::Codec::Pcmu), 4_711);
    let mut tone = Tone::new(1_700.0, SPEECH_DB);
    for _ in 0..packets {
        let datagram = phone.speak(&tone.frame());
        let socket = socket(world, target);
        world.inject(socket, address(from), &datagram);
        world.run(millis(20));
    }
}

#[test]
fn a_stranger_is_not_heard_once_the_source_is_known() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(millis(500));
    let before = world.end(customer).packets.len();
    intrude(&mut world, customer, "10.66.6.6:4000", 50);
    world.assert_hears(agent, 440.0);
    world.assert_does_not_hear(agent, 1_700.0);
    // Nor is anything sent there: the customer still gets all of it.
    assert!(world.end(customer).packets.len() >= before + 49);
    assert!(world.plane.dropped().unknown_source >= 50);
}

#[test]
fn a_phone_behind_nat_is_learnt_in_the_window_after_five_packets() {
    let mut world = World::new();
    let agent = world.browser(880.0);
    let customer = world.phone_at(address(NAT), address(PRIVATE), Some(440.0));
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
    world.assert_hears(customer, 880.0);
    let stats = world.plane.stats(world.leg(customer)).unwrap();
    assert!((44..=46).contains(&stats.received), "the first four were only looked at: {stats:?}");
}

#[test]
fn a_stranger_is_not_learnt_after_the_window() {
    let mut world = World::new();
    let agent = world.browser(880.0);
    let customer = world.phone_at(address(NAT), address(PRIVATE), None);
    world.join_two(customer, agent);
    world.run(millis(3_100));
    world.end_mut(customer).says = Some(Tone::new(440.0, SPEECH_DB));
    world.run(seconds(1.0));
    world.assert_does_not_hear(agent, 440.0);
    // A re-offer opens the window again (F37).
    let terms = PhoneTerms::pcmu(address(PRIVATE), Some(KEYS));
    world.order(Order::RenewPhone { leg: world.leg(customer), terms }).unwrap();
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
}

#[test]
fn the_sdp_address_is_preferred_to_a_stranger_who_was_faster() {
    let mut world = World::new();
    let agent = world.browser(880.0);
    let place = address("10.0.2.77:4000");
    let customer = world.phone_at(place, place, None);
    world.join_two(customer, agent);
    intrude(&mut world, customer, "10.66.6.6:4000", 20);
    assert_eq!(
        world.count(&Event::Flowing { leg: world.leg(customer) }),
        1,
        "the stranger was learnt"
    );
    world.end_mut(customer).says = Some(Tone::new(440.0, SPEECH_DB));
    world.run(seconds(0.5));
    intrude(&mut world, customer, "10.66.6.6:4000", 50);
    world.assert_hears(agent, 440.0);
    world.assert_does_not_hear(agent, 1_700.0);
}

#[test]
fn a_stranger_whose_numbers_do_not_follow_is_never_learnt() {
    let mut world = World::new();
    let customer = world.phone_at(address(NAT), address(PRIVATE), None);
    let socket = socket(&world, customer);
    for packet in 0..40_u16 {
        let header = RtpHeader {
            marker: false,
            payload_type: 0,
            // Every third number is missing.
            sequence: packet + packet / 3,
            timestamp: u32::from(packet) * 160,
            ssrc: 1,
        };
        let datagram = [header.to_bytes().as_slice(), &[0xFF; 160]].concat();
        world.inject(socket, address("10.66.6.6:4000"), &datagram);
        world.run(millis(20));
    }
    assert_eq!(world.count(&Event::Flowing { leg: world.leg(customer) }), 0);
}

#[test]
fn a_new_ssrc_of_the_known_source_is_heard_and_a_single_stray_packet_is_not() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(millis(500));
    let place = world.end(customer).address;
    let stray = RtpPhone::new(formats(media::Codec::Pcmu), 99).speak(&[12_000; 160]);
    let received = world.plane.stats(world.leg(customer)).unwrap().received;
    let socket = socket(&world, customer);
    world.inject(socket, place, &stray);
    assert_eq!(world.plane.stats(world.leg(customer)).unwrap().received, received);
    // The phone starts anew, as some do after a hold.
    match &mut world.end_mut(customer).device {
        Device::Phone { phone, .. } => **phone = RtpPhone::new(formats(media::Codec::Pcmu), 123),
        Device::Browser(_) => unreachable!("it is a phone"),
    }
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
}

#[test]
fn f48_a_renewed_address_is_heard_and_sent_to_and_the_old_one_is_not() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    let moved = address("10.0.7.7:6000");
    let terms = PhoneTerms::pcmu(moved, Some(KEYS));
    world.order(Order::RenewPhone { leg: world.leg(customer), terms }).unwrap();
    let old = world.end(customer).address;
    world.end_mut(customer).address = moved;
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
    world.assert_hears(customer, 880.0);
    intrude(&mut world, customer, &old.to_string(), 30);
    world.assert_does_not_hear(agent, 1_700.0);
}

#[test]
fn an_address_that_proves_nothing_is_not_sent_sound_for_long() {
    let timeouts = Timeouts { unproven: seconds(2.0), ..Timeouts::default() };
    let mut world = World::with_timeouts(timeouts);
    let victim = address("10.0.8.8:4000");
    let phone = world.phone_at(victim, victim, None);
    world.run(seconds(5.0));
    let sent = world.end(phone).packets.len();
    assert!((99..=101).contains(&sent), "{sent} packets");
    // The leg itself goes on: as soon as it is heard, it is spoken to.
    world.end_mut(phone).says = Some(Tone::new(440.0, SPEECH_DB));
    world.run(seconds(1.0));
    assert!(world.end(phone).packets.len() >= sent + 45);
}

#[test]
fn more_than_250_packets_a_second_are_dropped_and_the_leg_goes_on() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    world.end_mut(customer).network = Box::new(|datagram| vec![datagram; 40]);
    world.run(seconds(1.0));
    let dropped = world.plane.dropped().too_many;
    assert!((1_700..=2_000).contains(&dropped), "{dropped} of 2,000");
    world.end_mut(customer).network = Box::new(|datagram| vec![datagram]);
    world.run(seconds(2.0));
    world.assert_hears(agent, 440.0);
}

#[test]
fn payload_types_that_were_not_agreed_are_dropped() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    world.run(millis(100));
    let received = world.plane.stats(world.leg(customer)).unwrap().received;
    let (socket, source) = (socket(&world, customer), world.end(customer).address);
    for payload_type in [8, 9, 18, 96, 111] {
        let header = RtpHeader { marker: false, payload_type, sequence: 1, timestamp: 1, ssrc: 1 };
        let datagram = [header.to_bytes().as_slice(), &[0; 160]].concat();
        world.inject(socket, source, &datagram);
    }
    assert_eq!(world.plane.dropped().wrong_payload, 5);
    assert_eq!(world.plane.stats(world.leg(customer)).unwrap().received, received);
}

#[test]
fn legs_that_share_a_port_never_hear_each_others_far_ends() {
    let mut world = World::new();
    // More legs than ports: several share one.
    let pairs: Vec<_> = (0..6)
        .map(|pair| {
            let hz = 400.0 + 150.0 * f64::from(pair);
            let customer = world.phone(hz);
            let agent = world.phone(hz + 75.0);
            world.join_two(customer, agent);
            (customer, agent, hz)
        })
        .collect();
    world.run(seconds(2.0));
    for (customer, agent, own) in &pairs {
        world.assert_hears(*agent, *own);
        world.assert_hears(*customer, own + 75.0);
        for (_, _, other) in pairs.iter().filter(|(_, _, other)| (other - own).abs() > 1.0) {
            world.assert_does_not_hear(*agent, *other);
        }
    }
}

#[test]
fn an_unknown_source_is_nobodys_while_two_legs_of_a_port_are_learning() {
    let mut world = World::new();
    let terms = |text: &str| PhoneTerms::pcmu(address(text), Some(KEYS));
    let port = media::RtpPort(0);
    for (leg, sdp) in [(101, "192.168.1.2:4000"), (102, "192.168.1.3:4000")] {
        let order = Order::OpenPhone { leg: media::LegId(leg), port, terms: terms(sdp) };
        world.order(order).unwrap();
    }
    let mut phone = RtpPhone::new(formats(media::Codec::Pcmu), 5);
    for _ in 0..20 {
        let datagram = phone.speak(&[0; 160]);
        world.inject(Socket::Rtp(port), address(NAT), &datagram);
        world.run(millis(20));
    }
    assert!(world.events.is_empty(), "{:?}", world.events);
    // From the host that one SDP named, though from another port of it, there is no doubt.
    for _ in 0..20 {
        let datagram = phone.speak(&[0; 160]);
        world.inject(Socket::Rtp(port), address("192.168.1.3:51000"), &datagram);
        world.run(millis(20));
    }
    assert_eq!(world.count(&Event::Flowing { leg: media::LegId(102) }), 1);
    assert_eq!(world.count(&Event::Flowing { leg: media::LegId(101) }), 0);
}

#[test]
fn ipv4_in_ipv6_spelling_is_the_same_source() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let (socket, source) = (socket(&world, customer), world.end(customer).address);
    let SocketAddr::V4(plain) = source else { return };
    let mapped = SocketAddr::new(plain.ip().to_ipv6_mapped().into(), plain.port());
    world.end_mut(customer).says = None;
    let mut phone = RtpPhone::new(formats(media::Codec::Pcmu), 5);
    for _ in 0..3 {
        let datagram = phone.speak(&[0; 160]);
        world.inject(socket, mapped, &datagram);
    }
    assert_eq!(world.plane.stats(world.leg(customer)).unwrap().received, 3);
    world.listen(customer, Source::Silence);
}
