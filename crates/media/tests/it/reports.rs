//! RTCP of phone legs: what is reported, what is believed of the far end's reports, and what is measured (F55, VC53).

use std::net::SocketAddr;

use media::{Event, LegStats, Socket};

use crate::world::{Device, Party, World, millis, seconds};

/// A sender report, read by hand: RFC 3550 §6.4.1.
struct Report {
    ssrc: u32,
    middle: u32,
    packets: u32,
    /// Of the one block: loss in 256ths, and the jitter.
    block: Option<(u8, u32)>,
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn read(bytes: &[u8]) -> Report {
    assert_eq!(bytes[1], 200, "a sender report comes first");
    assert_eq!(word(bytes, 0) & 0xFFFF, if bytes[0] & 0x1F == 1 { 12 } else { 6 });
    Report {
        ssrc: word(bytes, 4),
        middle: word(bytes, 8) << 16 | word(bytes, 12) >> 16,
        packets: word(bytes, 20),
        block: (bytes[0] & 0x1F == 1).then(|| (bytes[32], word(bytes, 40))),
    }
}

/// A receiver report about the plane's stream.
fn answer(ssrc: u32, loss: u8, last: u32, delay: u32) -> Vec<u8> {
    let words = [0x81C9_0007, 77, ssrc, u32::from(loss) << 24, 1, 3, last, delay];
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn socket(world: &World, party: Party) -> Socket {
    match world.end(party).device {
        Device::Phone { port, .. } => Socket::Rtp(port),
        Device::Browser(_) => Socket::Browser,
    }
}

fn beside(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip(), address.port() + 1)
}

fn stats(world: &World, party: Party) -> LegStats {
    world.plane.stats(world.leg(party)).unwrap()
}

#[test]
fn a_phone_is_told_every_five_seconds_what_arrived() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let mut count = 0;
    world.end_mut(phone).network = Box::new(move |datagram| {
        count += 1;
        if count % 4 == 0 { Vec::new() } else { vec![datagram] }
    });
    world.run(seconds(11.0));
    let reports = std::mem::take(&mut world.reports);
    assert_eq!(reports.len(), 2);
    for (to, bytes) in &reports {
        assert_eq!(*to, beside(world.end(phone).address));
        let (loss, jitter) = read(bytes).block.unwrap();
        assert!((60..=68).contains(&loss), "a quarter of 256: {loss}");
        assert!(jitter < 40, "{jitter} ticks");
    }
    assert!((248..=252).contains(&read(&reports[0].1).packets));
}

#[test]
fn vc53_loss_and_round_trip_are_read_from_the_far_ends_reports() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(seconds(5.5));
    let report = read(&world.reports[0].1);
    let (socket, source) = (socket(&world, phone), world.end(phone).address);
    // Half a second after our report, of which the far end says it slept 0.3 s.
    let delay = 3 * 65_536 / 10;
    world.inject(socket, beside(source), &answer(report.ssrc, 64, report.middle, delay));
    let measured = stats(&world, phone);
    assert_eq!(measured.far_loss, Some(0.25));
    let round_trip = measured.round_trip.unwrap();
    assert!((190..=210).contains(&round_trip.as_millis()), "{round_trip:?}");
    // Reports come from beside the sound; ours go back there.
    world.reports.clear();
    world.run(seconds(5.0));
    assert_eq!(world.reports[0].0, beside(source));
    // A far end that shares one port gets them on that one.
    world.inject(socket, source, &answer(report.ssrc, 0, 0, 0));
    world.reports.clear();
    world.run(seconds(5.0));
    assert_eq!(world.reports[0].0, source);
}

#[test]
fn f55_absurd_reports_are_counted_or_ignored() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(seconds(5.5));
    let ssrc = read(&world.reports[0].1).ssrc;
    let (socket, source) = (socket(&world, phone), world.end(phone).address);
    for (last, delay) in [(0, 0), (1, u32::MAX), (u32::MAX, u32::MAX), (0x8000_0000, 0)] {
        world.inject(socket, source, &answer(ssrc, 255, last, delay));
    }
    assert_eq!(stats(&world, phone).round_trip, None, "years of round trip are a mistake");
    assert_eq!(stats(&world, phone).far_loss, Some(255.0 / 256.0));
    let malformed = world.plane.dropped().malformed;
    for broken in [
        &[0x9F, 201, 0, 1, 0, 0, 0, 1][..],
        &[0x81, 200, 0xFF, 0xFF],
        &[0x80, 203],
        &[0, 200, 0, 0],
    ] {
        world.inject(socket, source, broken);
    }
    assert_eq!(world.plane.dropped().malformed, malformed + 4);
    // A stranger's report is nobody's.
    let unknown = world.plane.dropped().unknown_source;
    world.inject(socket, "10.66.6.6:4001".parse().unwrap(), &answer(ssrc, 0, 1, 1));
    assert_eq!(world.plane.dropped().unknown_source, unknown + 1);
}

#[test]
fn f36_reports_alone_are_a_sign_of_life() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    world.run(seconds(1.0));
    world.end_mut(phone).says = None;
    let (socket, source) = (socket(&world, phone), world.end(phone).address);
    for _ in 0..4 {
        world.run(seconds(3.0));
        world.inject(socket, beside(source), &answer(1, 0, 0, 0));
    }
    let quiet = Event::Quiet { leg: world.leg(phone) };
    assert_eq!(world.count(&quiet), 0);
    world.run(seconds(6.0));
    assert_eq!(world.count(&quiet), 1);
}

#[test]
fn loudness_tells_speech_from_a_muted_microphone() {
    let mut world = World::new();
    let phone = world.phone(440.0);
    let browser = world.browser(880.0);
    world.run(seconds(2.0));
    for party in [phone, browser] {
        // A sine at -12 dB has an effective value 3 dB below that.
        let loud = stats(&world, party).loudness_db.unwrap();
        assert!((-16.0..-14.0).contains(&loud), "{loud:.1} dB");
        world.end_mut(party).says = Some(media::Tone::new(440.0, -100.0));
    }
    world.run(seconds(2.0));
    for party in [phone, browser] {
        assert!(stats(&world, party).loudness_db.unwrap() < -60.0);
        assert_eq!(stats(&world, party).lost, 0);
        assert!(stats(&world, party).jitter <= millis(2));
    }
}
