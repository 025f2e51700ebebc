//! Whatever comes in on a socket: no panic, no growth, no answer, and calls go on.

use std::net::SocketAddr;

use media::{RtpPort, Socket};

use crate::world::{Device, RTP_PORTS, World, millis, seconds};

const DATAGRAMS: usize = 100_000;

/// `SplitMix64`: the same garbage at each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 29)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_le_bytes()[0]
    }

    /// Noise that begins like something, or a true datagram with a few bytes changed or its end cut off.
    fn datagram(&mut self, samples: &[Vec<u8>]) -> Vec<u8> {
        if self.below(2) == 0 {
            let length = self.below(120);
            let mut noise: Vec<u8> = (0..length).map(|_| self.byte()).collect();
            let starts = [0, 1, 20, 22, 23, 63, 128, 144, 160, 176, 191];
            if let Some(first) = noise.first_mut() {
                *first = starts[self.below(starts.len())];
            }
            return noise;
        }
        let mut datagram = samples[self.below(samples.len())].clone();
        for _ in 0..=self.below(4) {
            let place = self.below(datagram.len());
            datagram[place] = self.byte();
        }
        if self.below(4) == 0 {
            datagram.truncate(self.below(datagram.len()));
        }
        datagram
    }
}

/// True datagrams of every kind: ICE checks, DTLS, SRTP and SRTCP of a browser, RTP, keys and RTCP of a phone.
fn samples(world: &mut World) -> Vec<Vec<u8>> {
    world.tap = Some(Vec::new());
    let browser = world.browser(880.0);
    let phone = world.phone(440.0);
    world.press(phone, "159");
    world.press(browser, "159");
    world.run(seconds(6.0));
    let mut samples = world.tap.take().unwrap();
    samples.extend(world.reports.drain(..).map(|(_, report)| report));
    for party in [browser, phone] {
        world.close(party);
    }
    world.run(millis(50));
    for (kind, least) in [(0..2, 2), (20..64, 2), (128..192, 300)] {
        let count = samples.iter().filter(|it| kind.contains(&it[0])).count();
        assert!(count >= least, "only {count} samples begin with {kind:?}");
    }
    samples
}

#[test]
fn a_hundred_thousand_broken_datagrams_change_nothing() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    // Of other calls: who knows a password of this one is no stranger.
    let samples = samples(&mut World::new());
    let traces = world.plane.traces();
    let mut dice = Dice(1);
    let known = [world.end(customer).address, world.end(agent).address];
    for round in 0..DATAGRAMS {
        let datagram = dice.datagram(&samples);
        let stranger = SocketAddr::from(([10, 66, dice.byte(), dice.byte()], 4_000));
        let port = RtpPort(u16::try_from(dice.below(usize::from(RTP_PORTS))).unwrap());
        let socket = if dice.below(2) == 0 { Socket::Browser } else { Socket::Rtp(port) };
        let now = world.now();
        world.plane.receive(socket, stranger, &datagram, now);
        assert_eq!(world.plane.transmits().count(), 0, "no stranger is answered: {datagram:02x?}");
        // The right address on the wrong socket, too.
        let wrong = known[dice.below(2)];
        let socket = if wrong == known[0] { Socket::Browser } else { Socket::Rtp(port) };
        world.plane.receive(socket, wrong, &datagram, now);
        world.plane.clear_transmits();
        if round % 1_000 == 0 {
            world.run(millis(20));
        }
    }
    assert_eq!(world.plane.traces(), traces);
    world.run(seconds(1.0));
    world.assert_hears(agent, 440.0);
    world.assert_hears(customer, 880.0);
}

#[test]
fn a_hundred_thousand_broken_datagrams_from_the_far_end_itself_break_nothing() {
    let mut world = World::new();
    let customer = world.phone(440.0);
    let agent = world.browser(880.0);
    world.join_two(customer, agent);
    world.run(seconds(1.0));
    let samples = samples(&mut world);
    let mut dice = Dice(2);
    let mut malformed = 0;
    for round in 0..DATAGRAMS {
        let datagram = dice.datagram(&samples);
        let now = world.now();
        let (socket, source) = match (dice.below(2), &world.end(customer).device) {
            (0, Device::Phone { port, .. }) => (Socket::Rtp(*port), world.end(customer).address),
            _ => (Socket::Browser, world.end(agent).address),
        };
        world.plane.receive(socket, source, &datagram, now);
        assert!(world.plane.transmits().count() <= 8);
        world.plane.clear_transmits();
        while world.plane.poll_event().is_some() {}
        // Time moves on, so that the limit of 250 a second does not hide the rest.
        if round % 100 == 0 {
            world.run(millis(200));
        }
        malformed = world.plane.dropped().malformed;
    }
    assert!(malformed > 1_000);
    // The legs live on, or the browser's ended in an orderly way; a new one always works.
    let again = world.browser(880.0);
    world.join_two(customer, again);
    world.run(seconds(2.0));
    world.assert_hears(again, 440.0);
    for leg in [world.leg(customer), world.leg(agent), world.leg(again)] {
        let _: Result<(), _> = world.order(media::Order::Close { leg });
    }
    assert_eq!(world.plane.traces(), 0);
}
