//! Calls that a crash left behind.

use std::time::Duration;

use sip::{Cause, EndedBy, Event, Size};

use crate::pair::{Pair, Side};

#[test]
fn f01_a_call_is_ended_with_bye_after_a_crash() {
    for side in [Side::Caller, Side::Callee] {
        let mut pair = Pair::new();
        let (out, inc) = pair.up();
        let (ours, theirs) = match side {
            Side::Caller => (out, inc),
            Side::Callee => (inc, out),
        };
        let saved = pair.crash(side, ours);
        let resumed = pair.endpoint(side).resume(saved);
        pair.act(side, |endpoint, now| endpoint.hang_up(resumed, Cause::TEMPORARY_FAILURE, now));
        pair.run_for(Duration::from_secs(1));
        assert_eq!(
            pair.last_event(side.other()),
            Some(&Event::Ended {
                call: theirs,
                by: EndedBy::Remote,
                cause: Some(Cause::TEMPORARY_FAILURE)
            }),
        );
        let bye = pair.wire.iter().find(|sent| sent.what() == "BYE").unwrap();
        let cseq = bye.text.lines().find_map(|line| line.strip_prefix("CSeq: ")).unwrap();
        let number: u32 = cseq.split(' ').next().unwrap().parse().unwrap();
        assert!(number > 1_000, "it skips ahead of what may have been sent: {cseq}");
        pair.drive();
        assert_eq!(pair.endpoint(side).size(), Size::default());
    }
}

#[test]
fn f01_a_resumed_call_still_hears_the_far_end_hang_up() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    let saved = pair.crash(Side::Callee, inc);
    let resumed = pair.callee.resume(saved);
    pair.hang_up(Side::Caller, out);
    pair.run_for(Duration::from_secs(1));
    assert_eq!(pair.last_event(Side::Callee).unwrap().call(), resumed);
    assert!(pair.last_event(Side::Callee).unwrap().is_last());
}

#[test]
fn f01_a_resumed_call_can_go_on_with_a_new_offer() {
    let mut pair = Pair::new();
    let (out, inc) = pair.up();
    let saved = pair.crash(Side::Callee, inc);
    let resumed = pair.callee.resume(saved);
    let media = "127.0.0.1:10018".parse().unwrap();
    pair.act(Side::Callee, |callee, now| callee.reoffer(resumed, media, now));
    pair.run_for(Duration::from_secs(1));
    let Some(Event::Reoffered { call, media: told }) = pair.last_event(Side::Caller) else {
        panic!("{:?}", pair.events)
    };
    assert_eq!((*call, told.address), (out, media));
    let origin = |sent: &crate::pair::Sent| {
        let line = sent.text.lines().find(|line| line.starts_with("o=")).map(str::to_owned);
        line.and_then(|line| line.split(' ').nth(2)?.parse::<u64>().ok())
    };
    let versions: Vec<_> =
        pair.wire.iter().filter(|sent| sent.from == Side::Callee).filter_map(origin).collect();
    assert_eq!(versions.len(), 2);
    assert!(versions[1] > versions[0] + 100, "it skips ahead of what may have been said");
}

#[test]
fn there_is_nothing_to_save_before_a_call_is_up() {
    let mut pair = Pair::new();
    let out = pair.call("1");
    let inc = pair.invited();
    assert!(pair.caller.dialog(out).is_none());
    assert!(pair.callee.dialog(inc).is_none());
    pair.answer(inc);
    assert!(pair.callee.dialog(inc).is_some(), "before the 200 leaves");
}
