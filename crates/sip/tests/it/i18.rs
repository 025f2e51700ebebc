//! I18 over random networks and random owners: every INVITE gets one final response, every 2xx its ACK or a BYE, `CSeq` grows,
//! and nothing is asked in a dialog that is over. A seed is a bug report.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sip::{CallId, Cause, Event, Limits, Rejection, Size};

use crate::pair::{Fate, Pair, Sent, Side};
use crate::stranger::header;

const SEEDS: u64 = 400;
const STEPS: usize = 40;

/// A linear congruential generator; its upper bits are good enough.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

#[test]
fn i18_holds_on_networks_that_lose_double_and_reorder() {
    for seed in 0..SEEDS {
        let pair = random_calls(seed);
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&pair)));
        assert!(checked.is_ok(), "seed {seed}");
    }
}

fn random_calls(seed: u64) -> Pair {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1));
    let mut pair = Pair::with_limits(Limits { calls: 4, ..Limits::default() });
    let (loss, double, delay) = (dice.roll(35), dice.roll(25), dice.roll(40));
    let mut network = Dice(seed + 7);
    pair.weather(move |_, _| match network.roll(100) {
        at if at < loss => Fate::Lose,
        at if at < loss + double => Fate::Duplicate,
        at if at < loss + double + delay => Fate::Delay(Duration::from_millis(network.roll(3_000))),
        _ => Fate::Deliver,
    });
    let mut out = Vec::new();
    for _ in 0..STEPS {
        act(&mut pair, &mut dice, &mut out);
        let pause = [0, 5, 30, 400, 2_000, 20_000][usize::try_from(dice.roll(6)).unwrap_or(0)];
        pair.run_for(Duration::from_millis(pause));
    }
    for call in out {
        pair.hang_up(Side::Caller, call);
    }
    for call in incoming(&pair) {
        pair.hang_up(Side::Callee, call);
    }
    pair.drive();
    pair
}

fn act(pair: &mut Pair, dice: &mut Dice, out: &mut Vec<CallId>) {
    let inc = incoming(pair);
    let pick = |calls: &[CallId], dice: &mut Dice| {
        let at = usize::try_from(dice.roll(calls.len().max(1) as u64)).unwrap_or(0);
        calls.get(at).copied()
    };
    let (ours, theirs) = (pick(out, dice), pick(&inc, dice));
    match (dice.roll(9), ours, theirs) {
        (0..=1, ..) if pair.caller.size().calls < 4 => out.push(pair.call("1")),
        (2, _, Some(call)) => pair.act(Side::Callee, |callee, now| callee.ring(call, now)),
        (3 | 4, _, Some(call)) => pair.answer(call),
        (5, _, Some(call)) => {
            pair.act(Side::Callee, |callee, now| callee.reject(call, Rejection::Busy, now));
        }
        (6, Some(call), _) if dice.roll(2) == 0 => {
            let media = Side::Caller.media();
            pair.act(Side::Caller, |caller, now| caller.reoffer(call, media, now));
        }
        (6, _, Some(call)) => {
            let media = Side::Callee.media();
            pair.act(Side::Callee, |callee, now| callee.reoffer(call, media, now));
        }
        (7, Some(call), _) => pair.hang_up(Side::Caller, call),
        (8, _, Some(call)) => {
            let cause = Cause::NORMAL_CLEARING;
            pair.act(Side::Callee, |callee, now| callee.hang_up(call, cause, now));
        }
        _ => {}
    }
}

fn incoming(pair: &Pair) -> Vec<CallId> {
    let invited = pair.events(Side::Callee).iter().filter_map(|event| match event {
        Event::Invited { call, .. } => Some(*call),
        _ => None,
    });
    invited.collect()
}

fn check(pair: &Pair) {
    assert_eq!((pair.caller.size(), pair.callee.size()), (Size::default(), Size::default()));
    for side in [Side::Caller, Side::Callee] {
        each_call_ends_once(pair, side);
        each_invite_has_one_final_response(pair, side);
        each_2xx_is_acknowledged_or_ended(pair, side);
        cseq_grows_and_nothing_is_asked_after_the_end(pair, side);
    }
}

fn each_call_ends_once(pair: &Pair, side: Side) {
    let mut ended = BTreeSet::new();
    for event in pair.events(side) {
        assert!(!ended.contains(&event.call()), "{side:?} hears {event:?} after the end");
        if event.is_last() {
            ended.insert(event.call());
        }
    }
    let all: BTreeSet<_> = pair.events(side).iter().map(Event::call).collect();
    assert_eq!(all, ended, "{side:?}");
}

/// The INVITEs that reached this side, by branch. A transaction is remembered for 64 × T1 after its answer (Timers H and L): a
/// copy that was under way for longer is a request of its own.
fn each_invite_has_one_final_response(pair: &Pair, side: Side) {
    let branch = |sent: &Sent| header(&sent.text, "Via").and_then(branch_of);
    let reached: BTreeSet<_> = pair
        .arrived
        .iter()
        .filter(|sent| sent.from == side.other() && sent.what() == "INVITE")
        .filter_map(branch)
        .collect();
    let mut answers: BTreeMap<String, (Duration, BTreeSet<u16>)> = BTreeMap::new();
    for sent in pair.wire.iter().filter(|sent| sent.from == side) {
        if let Some((status, "INVITE")) = sent.what().split_once(' ')
            && let Some(status) = status.parse().ok().filter(|status| *status >= 200)
        {
            let (first, answers) = answers
                .entry(branch(sent).unwrap_or_default())
                .or_insert_with(|| (sent.at, BTreeSet::new()));
            if sent.at < *first + Duration::from_secs(32) {
                answers.insert(status);
            }
        }
    }
    for invite in reached {
        let (_, finals) = answers.remove(&invite).unwrap_or_default();
        assert_eq!(finals.len(), 1, "{side:?} answers {invite} with {finals:?}");
    }
    assert!(answers.is_empty(), "{side:?} answers what it never got: {answers:?}");
}

fn each_2xx_is_acknowledged_or_ended(pair: &Pair, side: Side) {
    let dialog = |sent: &Sent| header(&sent.text, "Call-ID").unwrap_or_default().to_owned();
    let number = |sent: &Sent| {
        let cseq = header(&sent.text, "CSeq").unwrap_or_default();
        cseq.split(' ').next().unwrap_or_default().to_owned()
    };
    let asked = |from: Side, method: &str| -> BTreeSet<(String, String)> {
        let sent = pair.wire.iter().filter(|sent| sent.from == from && sent.what() == method);
        sent.map(|sent| (dialog(sent), number(sent))).collect()
    };
    let acks = asked(side.other(), "ACK");
    let byes: BTreeSet<_> = asked(side, "BYE")
        .into_iter()
        .chain(asked(side.other(), "BYE"))
        .map(|(id, _)| id)
        .collect();
    for ok in pair.wire.iter().filter(|sent| sent.from == side && sent.what() == "200 INVITE") {
        let is_acknowledged = acks.contains(&(dialog(ok), number(ok)));
        assert!(is_acknowledged || byes.contains(&dialog(ok)), "{}", ok.text);
    }
}

fn cseq_grows_and_nothing_is_asked_after_the_end(pair: &Pair, side: Side) {
    let mut last: BTreeMap<String, u32> = BTreeMap::new();
    let mut over = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for sent in pair.wire.iter().filter(|sent| sent.from == side) {
        let what = sent.what();
        // A response; or what belongs to an INVITE and has its number.
        if what.contains(' ') || ["ACK", "CANCEL"].contains(&what.as_str()) {
            continue;
        }
        if !seen.insert(header(&sent.text, "Via").and_then(branch_of)) {
            continue;
        }
        let dialog = header(&sent.text, "Call-ID").unwrap_or_default().to_owned();
        let cseq = header(&sent.text, "CSeq").unwrap_or_default();
        let number: u32 = cseq.split(' ').next().unwrap_or_default().parse().unwrap_or(0);
        let before = last.insert(dialog.clone(), number);
        assert!(before.is_none_or(|before| before < number), "{side:?}: {before:?}, {cseq}");
        assert!(!over.contains(&dialog), "{side:?} asks {what} in a dialog that it has ended");
        if what == "BYE" {
            over.insert(dialog);
        }
    }
}

fn branch_of(via: &str) -> Option<String> {
    let (_, branch) = via.split_once("branch=")?;
    branch.split(';').next().map(str::to_owned)
}
