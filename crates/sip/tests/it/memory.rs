//! Nothing stays behind.

use std::time::Duration;

use sip::{Limits, Size};

use crate::pair::{Fate, Pair, Side};
use crate::stranger::{Stranger, Text};

#[test]
fn ten_thousand_calls_leave_nothing_behind() {
    let mut pair = Pair::new();
    for index in 0..10_000 {
        let out = pair.call("1");
        let inc = pair.invited();
        match index % 5 {
            0 => pair.hang_up(Side::Caller, out),
            1 => pair.hang_up(Side::Callee, inc),
            2 => {
                pair.answer(inc);
                pair.run_for(Duration::from_millis(50));
                pair.hang_up(Side::Caller, out);
            }
            3 => {
                pair.answer(inc);
                pair.hang_up(Side::Callee, inc);
            }
            _ => {
                pair.answer(inc);
                pair.run_for(Duration::from_millis(50));
                pair.hang_up(Side::Callee, inc);
            }
        }
        pair.run_for(Duration::from_millis(50));
        pair.wire.clear();
        pair.arrived.clear();
        pair.events.clear();
    }
    assert!(pair.callee.size().server_transactions < 2_000, "{:?}", pair.callee.size());
    pair.drive();
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
}

#[test]
fn calls_on_a_network_that_loses_a_third_leave_nothing_behind() {
    let mut pair = Pair::with_limits(Limits { calls: 10, ..Limits::default() });
    let mut dice = 12_345_u32;
    pair.weather(move |_, _| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        match dice >> 28 {
            0..=4 => Fate::Lose,
            5..=6 => Fate::Duplicate,
            7..=8 => Fate::Delay(Duration::from_millis(u64::from(dice >> 22))),
            _ => Fate::Deliver,
        }
    });
    for index in 0..300 {
        let out = pair.call("1");
        pair.run_for(Duration::from_millis(700));
        let calls: Vec<_> = pair.events(Side::Callee).iter().map(sip::Event::call).collect();
        if let Some(inc) = calls.last()
            && index % 3 != 0
        {
            pair.answer(*inc);
        }
        pair.run_for(Duration::from_secs(index % 7));
        pair.hang_up(Side::Caller, out);
        pair.run_for(Duration::from_secs(35));
        pair.wire.clear();
        pair.arrived.clear();
    }
    pair.drive();
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
    for side in [Side::Caller, Side::Callee] {
        let mut ended = Vec::new();
        for event in pair.events(side) {
            assert!(!ended.contains(&event.call()), "{side:?} hears {event:?} after the end");
            if event.is_last() {
                ended.push(event.call());
            }
        }
    }
}

#[test]
fn a_hundred_thousand_malformed_datagrams_leave_nothing_behind() {
    let mut stranger = Stranger::new();
    let whole = Text::invite().to_string().into_bytes();
    let mut dice = 1_u32;
    let mut roll = move |below: usize| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 8) as usize % below
    };
    for _ in 0..100_000 {
        let mut broken = whole.clone();
        // Without its Call-ID no copy can become a call.
        let at = broken.windows(7).position(|window| window == b"Call-ID").unwrap();
        broken[at] = b' ';
        for _ in 0..roll(4) {
            let at = roll(broken.len());
            broken[at] = u8::try_from(roll(256)).unwrap();
        }
        broken.truncate(roll(whole.len()) + 1);
        stranger.send(broken);
    }
    assert_eq!(stranger.endpoint.size().calls, 0);
    stranger.wait(Duration::from_secs(64));
    assert_eq!(stranger.endpoint.size(), Size::default());
    let counters = stranger.endpoint.counters();
    assert!(counters.malformed > 99_000, "{counters:?}");
}
