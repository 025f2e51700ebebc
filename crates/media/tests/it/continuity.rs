//! A leg is one RTP stream for its whole life, whatever it is switched to and whatever the network does.

use std::collections::VecDeque;

use media::{PromptId, Repeat, RtpHeader, Source};

use crate::world::{Party, World, millis, seconds};

const SOURCES: [Source; 3] = [
    Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop },
    Source::Silence,
    Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Once },
];

#[test]
fn a_switch_keeps_ssrc_and_order_and_sets_the_marker() {
    for make in [World::phone as fn(&mut World, f64) -> Party, World::browser] {
        let mut world = World::new();
        let listener = make(&mut world, 440.0);
        let one = world.phone(880.0);
        let other = world.browser(1_300.0);
        for between in SOURCES {
            world.listen(listener, Source::Leg(world.leg(one)));
            world.run(millis(173));
            world.listen(listener, between);
            world.run(millis(251));
            world.listen(listener, Source::Leg(world.leg(other)));
            world.run(millis(137));
        }
        assert_one_stream(&world, listener);
        let markers =
            world.end(listener).packets.iter().filter(|(_, header)| header.marker).count();
        assert!((9..=10).contains(&markers), "one for each switch, one at the start: {markers}");
        assert!(world.longest_gap(listener) <= millis(62), "{:?}", world.longest_gap(listener));
    }
}

#[test]
fn frantic_switching_neither_bursts_nor_runs_ahead() {
    let mut world = World::new();
    let listener = world.phone(440.0);
    let talker = world.phone(880.0);
    for round in 0..1_000 {
        let to = if round % 2 == 0 { Source::Silence } else { Source::Leg(world.leg(talker)) };
        world.listen(listener, to);
        world.run(millis(1 + round % 7));
    }
    world.run(seconds(1.0));
    assert_one_stream(&world, listener);
    let (start, first) = world.end(listener).packets[0];
    let (end, last) = world.end(listener).packets[world.end(listener).packets.len() - 1];
    let sent = f64::from(last.timestamp.wrapping_sub(first.timestamp)) / 8_000.0;
    let took = end.as_secs_f64() - start.as_secs_f64();
    assert!((sent - took).abs() < 0.1, "{sent:.3} s of sound in {took:.3} s");
}

#[test]
fn f54_a_talker_that_stops_is_replaced_by_silence_and_comes_back() {
    let mut world = World::new();
    let listener = world.browser(440.0);
    let talker = world.phone(880.0);
    world.listen(listener, Source::Leg(world.leg(talker)));
    world.run(seconds(1.0));
    let tone = world.end_mut(talker).says.take();
    world.run(seconds(1.0));
    assert!(world.longest_gap(listener) <= millis(62), "{:?}", world.longest_gap(listener));
    world.assert_does_not_hear(listener, 880.0);
    world.end_mut(talker).says = tone;
    world.run(seconds(1.0));
    world.assert_hears(listener, 880.0);
    assert_one_stream(&world, listener);
}

#[test]
fn f54_loss_stays_visible_and_is_not_hidden() {
    let mut world = World::new();
    let listener = world.phone(440.0);
    let talker = world.phone(880.0);
    let mut count = 0;
    world.end_mut(talker).network = Box::new(move |datagram| {
        count += 1;
        if count % 10 == 0 { Vec::new() } else { vec![datagram] }
    });
    world.listen(listener, Source::Leg(world.leg(talker)));
    world.run(seconds(2.0));
    let numbers: Vec<_> = world.end(listener).packets.iter().map(|(_, it)| it.sequence).collect();
    let holes = numbers.windows(2).filter(|pair| pair[1] == pair[0].wrapping_add(2)).count();
    assert!((8..=11).contains(&holes), "{holes} holes");
    let talker = world.plane.stats(world.leg(talker)).unwrap();
    assert!((8..=11).contains(&talker.lost), "{talker:?}");
}

#[test]
fn reordered_packets_pass_and_duplicates_do_not() {
    for make in [World::phone as fn(&mut World, f64) -> Party, World::browser] {
        let mut world = World::new();
        let listener = make(&mut world, 440.0);
        let talker = world.phone(880.0);
        let mut held: Option<Vec<u8>> = None;
        let mut count = 0;
        world.end_mut(talker).network = Box::new(move |datagram| {
            count += 1;
            match (count % 8, held.take()) {
                // Every eighth is overtaken by the next; both are doubled.
                (7, _) => {
                    held = Some(datagram);
                    Vec::new()
                }
                (_, Some(late)) => vec![datagram.clone(), late.clone(), datagram, late],
                (_, None) => vec![datagram],
            }
        });
        world.listen(listener, Source::Leg(world.leg(talker)));
        world.run(seconds(3.0));
        world.assert_hears(listener, 880.0);
        let packets = world.end(listener).packets.iter();
        let mut numbers: Vec<_> = packets.map(|(_, header)| header.sequence).collect();
        let all = numbers.len();
        let reordered = numbers.windows(2).filter(|pair| pair[1] < pair[0]).count();
        assert!(reordered >= 10, "{reordered} reordered");
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "no number twice: SRTP depends on it");
    }
}

#[test]
fn f54_bursts_of_a_bad_network_lose_nothing() {
    let mut world = World::new();
    let listener = world.browser(440.0);
    let talker = world.phone(880.0);
    let mut held: VecDeque<Vec<u8>> = VecDeque::new();
    // Every second, 200 ms of packets come at once.
    let mut count = 0;
    world.end_mut(talker).network = Box::new(move |datagram| {
        count += 1;
        held.push_back(datagram);
        if (40..50).contains(&(count % 50)) { Vec::new() } else { held.drain(..).collect() }
    });
    world.listen(listener, Source::Leg(world.leg(talker)));
    world.run(seconds(5.0));
    assert_one_stream(&world, listener);
    let sent = world.plane.stats(world.leg(talker)).unwrap();
    let markers = world.end(listener).packets.iter().filter(|(_, it)| it.marker).count();
    assert!(sent.received >= 240 && markers >= 4, "{sent:?}, {markers} markers");
    // Nothing that the talker said was dropped: the listener got it, and the silence between.
    assert!(world.end(listener).packets.len() as u64 >= sent.received);
}

#[test]
fn a_stalled_thread_sends_no_burst() {
    let mut world = World::new();
    let listener = world.phone(440.0);
    world.run(seconds(1.0));
    let before = world.end(listener).packets.len();
    // 30 s without a tick (F21), then one.
    let late = world.now() + seconds(30.0);
    world.plane.tick(late);
    let sent = world.plane.transmits().filter(|it| it.datagram.len() == 172).count();
    assert!(sent <= 2, "{sent} frames at once");
    assert!(before > 45);
}

/// One SSRC, numbers and timestamps that only grow, and never the same number twice.
#[track_caller]
fn assert_one_stream(world: &World, listener: Party) {
    let packets: Vec<RtpHeader> = world.end(listener).packets.iter().map(|(_, it)| *it).collect();
    assert!(packets.len() > 20);
    for pair in packets.windows(2) {
        let [before, after] = [pair[0], pair[1]];
        assert_eq!(before.ssrc, after.ssrc);
        let numbers = after.sequence.wrapping_sub(before.sequence);
        assert!((1..100).contains(&numbers), "sequence {} to {}", before.sequence, after.sequence);
        let ticks = after.timestamp.wrapping_sub(before.timestamp);
        assert!((160..16_000).contains(&ticks), "{ticks} ticks from {before:?} to {after:?}");
        assert_eq!(ticks % 160, 0, "whole frames");
    }
}
