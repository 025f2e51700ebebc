//! VC41: each node does its one thing, and goes where it says.

use std::collections::BTreeMap;

use flow::{
    ANSWER_GRACE, CHOOSE_MAX, Field, Flow, Ground, GroupId, Input, Millis, NodeId, Outcome,
    PLAY_MAX, REQUEST_MAX, RING_MAX, RUN_MAX, Run, Target, Wanted,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::caller::{Caller, NOON, VERSION, flow, id, prompt};

fn group(number: u128) -> GroupId {
    GroupId(Uuid::from_u128(number))
}

/// One node, and for each of these ways a farewell of its own: prompt 11 for "11", and so on.
fn node(mut first: Value, ways: &[u128]) -> Flow {
    let mut nodes = json!({});
    first["next"] = json!("11");
    nodes["1"] = first;
    for way in ways {
        nodes[way.to_string()] = json!({ "node": "play", "prompts": [id(*way)], "next": "99" });
    }
    nodes["99"] = json!({ "node": "hang-up" });
    flow("inbound", nodes)
}

#[test]
fn vc41_play_plays_its_prompts_and_goes_on() {
    let first = json!({ "node": "play", "prompts": [id(1), id(2)] });
    let mut caller = Caller::of(node(first, &[11]));
    let turn = caller.run.turn();
    assert_eq!(caller.wanted(), Wanted::Play { turn, prompts: vec![prompt(1), prompt(2)] });
    caller.prompts_end();
    assert_eq!(caller.hears(), [11]);
    caller.prompts_end();
    assert_eq!(caller.outcome(), Some(Outcome::HungUp));
}

#[test]
fn vc41_a_key_cuts_prompts_short_where_the_admin_allows_it() {
    let mut caller = Caller::of(node(json!({ "node": "play", "prompts": [id(1)] }), &[11]));
    caller.key('5');
    assert_eq!(caller.hears(), [11]);
    let first = json!({ "node": "play", "prompts": [id(1)], "skip": "never" });
    let mut caller = Caller::of(node(first, &[11]));
    caller.key('5');
    assert_eq!(caller.hears(), [1]);
}

#[test]
fn vc41_prompts_whose_end_nobody_tells_end_all_the_same() {
    let mut caller = Caller::of(node(json!({ "node": "play", "prompts": [id(1)] }), &[11]));
    caller.wait(Millis(PLAY_MAX.0 - 1));
    assert_eq!(caller.hears(), [1]);
    caller.wait(Millis(1));
    assert_eq!(caller.hears(), [11]);
}

#[test]
fn vc41_an_answer_to_what_was_asked_before_is_no_answer() {
    let mut caller = Caller::of(node(json!({ "node": "play", "prompts": [id(1)] }), &[11]));
    let turn = caller.run.turn();
    caller.key('5');
    caller.feed(Input::PromptsEnded { turn });
    assert_eq!(caller.hears(), [11], "the end of the first prompts is not that of the second");
}

#[test]
fn vc41_business_hours_lead_three_ways() {
    let hours = json!({ "zone": "UTC", "week": { "tuesday": [{ "from": "12:00", "to": "13:00" }] },
        "holidays": { "2026-01-07": [] } });
    let hours: flow::BusinessHours = serde_json::from_value(hours).unwrap();
    let check = json!({ "node": "hours", "hours": id(3), "open": "11", "closed": "12",
        "holiday": "13" });
    let at = |now, check: &Value| {
        let hours = [(flow::HoursId(Uuid::from_u128(3)), hours.clone())].into();
        Caller::at(node(check.clone(), &[11, 12, 13]), hours, now).hears()
    };
    let day = Millis(24 * 60 * 60 * 1000);
    assert_eq!(at(NOON, &check), [11]);
    assert_eq!(at(NOON.after(Millis::from_secs(3600)), &check), [12]);
    assert_eq!(at(NOON.after(day), &check), [13]);
    let mut plain = check.clone();
    plain["holiday"] = Value::Null;
    assert_eq!(at(NOON.after(day), &plain), [12], "a holiday is closed where nothing else is said");
    let mut unknown = check;
    unknown["hours"] = json!(id(4));
    assert_eq!(
        at(NOON.after(day), &unknown),
        [11],
        "RT05: a queue has its limits, a door has none"
    );
}

#[test]
fn rc01_a_run_that_hangs_up_knows_what_the_business_hours_said() {
    let check = json!({ "node": "hours", "hours": id(3), "open": "11", "closed": "12" });
    let hours = serde_json::from_str(r#"{ "zone": "UTC" }"#).unwrap();
    let hours = [(flow::HoursId(Uuid::from_u128(3)), hours)].into();
    let mut caller = Caller::at(node(check, &[11, 12]), hours, NOON);
    caller.prompts_end();
    assert_eq!(caller.outcome(), Some(Outcome::HungUp));
    assert_eq!(caller.run.openness(), Some(flow::Openness::Closed));
}

#[test]
fn vc41_a_condition_takes_the_first_case_that_is_met() {
    let first = json!({ "node": "condition", "variable": "caller_number", "cases": [
        { "test": "begins-with", "text": "+49", "to": "12" },
        { "test": "begins-with", "text": "+86", "to": "13" },
        { "text": "+8613800000000", "to": "12" },
    ], "otherwise": "11" });
    let caller = Caller::of(node(first.clone(), &[11, 12, 13]));
    assert_eq!(caller.hears(), [13]);
    let mut other = first;
    other["variable"] = json!("nothing");
    assert_eq!(Caller::of(node(other, &[11, 12, 13])).hears(), [11]);
}

#[test]
fn vc41_a_condition_that_nobody_answers_or_with_nonsense_goes_on() {
    let first = json!({ "node": "condition", "variable": "caller_number",
        "cases": [{ "text": "+1", "to": "12" }], "otherwise": "11" });
    let flow = node(first, &[11, 12]);
    let hours = BTreeMap::new();
    let ground = Ground { flow: &flow, hours: &hours };
    let (run, _) = Run::begin(ground, VERSION, NOON);
    assert!(matches!(run.wanted(&flow), Wanted::Choose { node: NodeId(1), .. }));
    let turn = run.turn();
    for (input, expected) in [
        (Input::DeadlineReached, 11),
        (Input::Chosen { turn, case: None }, 11),
        (Input::Chosen { turn, case: Some(1) }, 11),
        (Input::Chosen { turn, case: Some(0) }, 12),
    ] {
        let mut run = run;
        run.handle(ground, input, NOON.after(CHOOSE_MAX));
        let prompts = vec![prompt(expected)];
        assert_eq!(run.wanted(&flow), Wanted::Play { turn: run.turn(), prompts }, "{input:?}");
    }
}

#[test]
fn vc41_set_puts_a_text_or_another_variable_into_a_variable() {
    let nodes = json!({
        "1": { "node": "set", "variable": "language", "to": { "text": "zh" }, "next": "2" },
        "2": { "node": "set", "variable": "copy", "to": { "variable": "language" }, "next": "3" },
        "3": { "node": "set", "variable": "empty", "to": { "variable": "never" }, "next": "4" },
        "4": { "node": "hang-up" },
    });
    let caller = Caller::of(flow("inbound", nodes));
    assert_eq!(caller.value("language"), Some("zh"));
    assert_eq!(caller.value("copy"), Some("zh"));
    assert_eq!(caller.value("empty"), None);
}

fn request() -> Value {
    json!({ "node": "request", "url": "https://crm.example/lookup", "prompts": [id(7)],
        "send": { "phone": { "variable": "caller_number" }, "from": { "text": "ivr" } },
        "take": { "name": "/customer/name", "level": "/customer/level" },
        "when_failed": "12" })
}

#[test]
fn vc41_a_request_sends_values_and_takes_values() {
    let mut caller = Caller::of(node(request(), &[11, 12]));
    assert_eq!(caller.hears(), [7], "music meanwhile");
    let outgoing = caller.values.request(&caller.flow, NodeId(1)).unwrap();
    assert_eq!(outgoing.fields["phone"], Field::Known("+8613800000000".to_owned()));
    assert_eq!(outgoing.fields["from"], Field::Known("ivr".to_owned()));
    let answer = br#"{"customer":{"name":"Mia","level":3}}"#;
    assert!(caller.values.take(&caller.flow, NodeId(1), answer));
    caller.feed(Input::Answered { turn: caller.run.turn() });
    assert_eq!(caller.hears(), [11]);
    assert_eq!((caller.value("name"), caller.value("level")), (Some("Mia"), Some("3")));
}

#[test]
fn vc41_a_request_that_fails_or_is_not_answered_goes_another_way() {
    let mut failed = Caller::of(node(request(), &[11, 12]));
    failed.feed(Input::RequestFailed { turn: failed.run.turn() });
    assert_eq!(failed.hears(), [12]);
    let mut late = Caller::of(node(request(), &[11, 12]));
    let turn = late.run.turn();
    late.wait(Millis(5_000 + ANSWER_GRACE.0));
    assert_eq!(late.hears(), [12]);
    late.feed(Input::Answered { turn });
    assert_eq!(late.hears(), [12], "an answer that comes too late changes nothing");
}

#[test]
fn vc41_an_answer_that_makes_no_sense_is_none() {
    let mut caller = Caller::of(node(request(), &[11, 12]));
    assert!(!caller.values.take(&caller.flow, NodeId(1), b"<html>"));
    let long = format!("{{}}{}", " ".repeat(flow::ANSWER_SIZE_MAX));
    assert!(!caller.values.take(&caller.flow, NodeId(1), long.as_bytes()));
    assert!(caller.values.take(&caller.flow, NodeId(1), &long.as_bytes()[..flow::ANSWER_SIZE_MAX]));
    let text = "x".repeat(flow::TEXT_MAX + 1);
    let answer = json!({ "customer": { "name": text, "level": ["a"] } }).to_string();
    assert!(caller.values.take(&caller.flow, NodeId(1), answer.as_bytes()));
    assert_eq!((caller.value("name"), caller.value("level")), (None, None));
}

fn voicemail() -> Value {
    json!({ "node": "voicemail", "group": id(5), "prompts": [id(1)], "longest": 60000 })
}

#[test]
fn vc42_a_voicemail_is_recorded_after_its_prompts_until_the_key_silence_or_its_limit() {
    for end in 0..3 {
        let mut caller = Caller::of(node(voicemail(), &[11]));
        assert_eq!(caller.hears(), [1]);
        caller.prompts_end();
        let (turn, until) = (caller.run.turn(), NOON.after(Millis(60_000)));
        assert_eq!(caller.wanted(), Wanted::Record { turn, group: group(5), until });
        caller.key('4');
        assert_eq!(caller.node(), Some(1), "another key is a part of the message");
        match end {
            0 => drop(caller.key('#')),
            1 => drop(caller.feed(Input::RecordingEnded { turn })),
            _ => caller.wait(Millis(60_000)),
        }
        assert_eq!(caller.hears(), [11]);
        caller.prompts_end();
        assert_eq!(caller.outcome(), Some(Outcome::HungUp));
        assert_eq!(caller.run.voicemail(), Some(group(5)), "whatever came after it");
    }
}

#[test]
fn vc42_who_hangs_up_while_speaking_has_left_a_voicemail() {
    let mut caller = Caller::of(node(voicemail(), &[11]));
    caller.prompts_end();
    caller.feed(Input::CustomerHungUp);
    assert_eq!(caller.outcome(), Some(Outcome::CustomerLeft));
    assert_eq!(caller.run.voicemail(), Some(group(5)));
    let mut early = Caller::of(node(voicemail(), &[11]));
    early.feed(Input::CustomerHungUp);
    assert_eq!(early.run.voicemail(), None, "nothing was recorded yet");
}

#[test]
fn vc42_words_that_the_end_of_the_run_cuts_off_are_kept() {
    let mut caller = Caller::of(node(voicemail(), &[11]));
    caller.now = NOON.after(Millis(RUN_MAX.0 - 10_000));
    caller.prompts_end();
    caller.wait(Millis(9_999));
    assert_eq!(caller.node(), Some(1));
    caller.wait(Millis(1));
    assert_eq!(caller.outcome(), Some(Outcome::GaveUp));
    assert_eq!(caller.run.voicemail(), Some(group(5)));
}

#[test]
fn vc14_a_transfer_that_fails_goes_on_and_one_that_is_answered_ends_the_flow() {
    let first = json!({ "node": "transfer", "to": { "kind": "external", "target": "+4922100" },
        "ring": 20000, "when_failed": "12" });
    let mut caller = Caller::of(node(first.clone(), &[12]));
    let (turn, to) = (caller.run.turn(), Target::External("+4922100".to_owned()));
    assert_eq!(caller.wanted(), Wanted::Transfer { turn, to, ring: Millis(20_000) });
    caller.feed(Input::TransferFailed { turn });
    assert_eq!(caller.hears(), [12]);
    let mut unanswered = Caller::of(node(first.clone(), &[12]));
    unanswered.wait(Millis(20_000 + ANSWER_GRACE.0));
    assert_eq!(unanswered.hears(), [12], "never silence, never endless");
    let mut answered = Caller::of(node(first, &[12]));
    answered.feed(Input::TransferAnswered { turn: answered.run.turn() });
    assert_eq!(answered.outcome(), Some(Outcome::TransferredOut));
}

#[test]
fn vc14_a_transfer_without_a_way_on_ends_the_flow_and_says_since_when_the_caller_has_waited() {
    let first = json!({ "node": "transfer", "to": { "kind": "agent", "target": id(1) },
        "ring": 20000 });
    let mut caller = Caller::of(node(first, &[]));
    let since = caller.now;
    caller.wait(Millis(5_000));
    caller.feed(Input::TransferFailed { turn: caller.run.turn() });
    assert_eq!(caller.outcome(), Some(Outcome::NotTaken { since }));
}

#[test]
fn nobody_waits_for_another_longer_than_the_limits_allow() {
    let mut asks = request();
    asks["timeout"] = json!(u64::MAX);
    let rings = json!({ "node": "transfer", "to": { "kind": "agent", "target": id(1) },
        "ring": u64::MAX, "when_failed": "12" });
    for (first, longest) in [(asks, REQUEST_MAX), (rings, RING_MAX)] {
        let caller = Caller::of(node(first, &[11, 12]));
        let deadline = NOON.after(longest).after(ANSWER_GRACE);
        assert_eq!(caller.run.next_deadline(), Some(deadline));
    }
}

#[test]
fn vc41_queue_ends_the_flow_with_its_group_and_priority() {
    let urgent = json!({ "node": "queue", "group": id(5), "priority": 10 });
    let outcome = Outcome::Queued { group: group(5), priority: Some(10) };
    assert_eq!(Caller::of(flow("inbound", json!({ "1": urgent }))).outcome(), Some(outcome));
    let plain = json!({ "node": "queue", "group": id(5) });
    let outcome = Outcome::Queued { group: group(5), priority: None };
    assert_eq!(Caller::of(flow("inbound", json!({ "1": plain }))).outcome(), Some(outcome));
}

#[test]
fn f39_a_caller_who_hangs_up_ends_the_run_wherever_it_is() {
    for first in [request(), voicemail(), json!({ "node": "play", "prompts": [id(1)] })] {
        let mut caller = Caller::of(node(first, &[11, 12]));
        caller.feed(Input::CustomerHungUp);
        assert_eq!(caller.outcome(), Some(Outcome::CustomerLeft));
        assert!(caller.feed(Input::CustomerHungUp).is_empty());
    }
}

#[test]
fn vc41_a_run_that_takes_too_long_gives_up() {
    let nodes = json!({
        "1": { "node": "menu", "options": { "1": "1", "2": "2" },
            "question": { "prompts": [id(1)], "when_silent": "2", "when_wrong": "2" } },
        "2": { "node": "hang-up" },
    });
    let mut caller = Caller::of(flow("inbound", nodes));
    for _ in 0..200 {
        caller.key('1');
    }
    assert_eq!(caller.outcome(), None);
    caller.now = NOON.after(RUN_MAX);
    caller.key('1');
    caller.feed(Input::DeadlineReached);
    assert_eq!(caller.outcome(), Some(Outcome::GaveUp));
}

#[test]
fn vc41_a_run_of_too_many_steps_gives_up() {
    let nodes = json!({
        "1": { "node": "menu", "options": { "1": "1" },
            "question": { "prompts": [id(1)], "when_silent": "2", "when_wrong": "2" } },
        "2": { "node": "hang-up" },
    });
    let mut caller = Caller::of(flow("inbound", nodes));
    for _ in 0..flow::VISITS_MAX {
        assert_eq!(caller.outcome(), None);
        caller.key('1');
    }
    assert_eq!(caller.outcome(), Some(Outcome::GaveUp));
}
