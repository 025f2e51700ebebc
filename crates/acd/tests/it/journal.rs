//! Journals are kept: the text of every event that was ever written must be read again, today and after each change.
//! `journal.jsonl` only grows; a form that is no longer written stays in it.

use std::collections::BTreeSet;

use acd::Event;

const KEPT: &str = include_str!("journal.jsonl");

#[test]
fn every_kept_event_is_read_and_written_as_it_was() {
    for (line, text) in (1..).zip(KEPT.lines()) {
        let event: Event = serde_json::from_str(text).unwrap_or_else(|error| {
            unreachable!("line {line} cannot be read any more: {error}: {text}")
        });
        let again: serde_json::Value = serde_json::to_value(&event).unwrap();
        let before: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(again, before, "line {line} is written in another form now");
    }
}

#[test]
fn every_kind_of_event_is_kept() {
    let kept: BTreeSet<String> = KEPT.lines().map(kind).collect();
    assert_eq!(kept.len(), 48, "an event without a line in journal.jsonl, or the other way round");
}

fn kind(text: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    json["event"].as_str().unwrap().to_owned()
}
