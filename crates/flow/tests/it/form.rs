//! What is kept must be read again: the text of every event that was ever journaled, and of a published flow. The files only
//! grow; a form that is no longer written stays in them.

use std::collections::BTreeSet;

use flow::{Event, Flow, Key, NodeId, Run, Values, validate};
use serde_json::Value;

use crate::faults::references;

const EVENTS: &str = include_str!("journal.jsonl");
const FLOW: &str = include_str!("flow.json");

#[test]
fn every_kept_event_is_read_and_written_as_it_was() {
    let mut met = BTreeSet::new();
    for (line, text) in (1..).zip(EVENTS.lines()) {
        let event: Event = serde_json::from_str(text)
            .unwrap_or_else(|error| unreachable!("line {line} cannot be read: {error}: {text}"));
        let again = serde_json::to_value(event).unwrap();
        let before: Value = serde_json::from_str(text).unwrap();
        assert_eq!(again, before, "line {line} is written in another form now");
        for word in ["flow", "doing", "way", "outcome"] {
            if let Some(kind) = before[word].as_str() {
                met.insert(format!("{word} {kind}"));
            }
        }
    }
    assert_eq!(met.len(), 33, "a form without a line in journal.jsonl: {met:?}");
}

#[test]
fn a_published_flow_is_read_and_means_what_it_meant() {
    let flow: Flow = serde_json::from_str(FLOW).unwrap();
    assert_eq!(validate(&flow, &references()), vec![]);
    let again = serde_json::to_value(&flow).unwrap();
    let before: Value = serde_json::from_str(FLOW).unwrap();
    assert_eq!(again, before);
}

/// Written before something was added: what is missing has its default.
#[test]
fn a_flow_without_what_may_be_left_out_is_read() {
    let text = r#"{"kind":"inbound","start":"1","nodes":{
        "1":{"node":"menu","question":{}},
        "2":{"node":"play"},
        "3":{"node":"digits","question":{},"into":"x","least":1,"most":2},
        "4":{"node":"request","url":""},
        "5":{"node":"voicemail"},
        "6":{"node":"transfer"},
        "7":{"node":"queue","unknown":"tomorrow"}}}"#;
    let flow: Flow = serde_json::from_str(text).unwrap();
    assert_eq!(flow.nodes.len(), 7);
}

/// As it is kept inside a larger, tagged thing: a change of configuration.
#[test]
fn a_flow_is_read_from_within_a_tagged_enum() {
    #[derive(PartialEq, Debug, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "change", rename_all = "kebab-case")]
    enum Change {
        FlowPut { flow: Flow },
    }
    let change = Change::FlowPut { flow: serde_json::from_str(FLOW).unwrap() };
    let text = serde_json::to_string(&change).unwrap();
    assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change);
}

#[test]
fn nodes_and_keys_have_one_name_each() {
    for text in ["", "07", "+7", " 7", "-1", "65536", "a"] {
        assert!(text.parse::<NodeId>().is_err(), "{text}");
    }
    assert_eq!("65535".parse(), Ok(NodeId(65_535)));
    for text in [r#""""#, r#""12""#, r#""E""#, "1"] {
        assert!(serde_json::from_str::<Key>(text).is_err(), "{text}");
    }
    let star: Key = serde_json::from_str(r#""*""#).unwrap();
    assert_eq!((star, serde_json::to_string(&star).unwrap()), (Key::STAR, r#""*""#.to_owned()));
}

#[test]
fn a_run_and_values_of_before_are_read() {
    let run = r#"{"version":"00000000-0000-0000-0000-000000000001","began_at":5,"ends_by":1800005,
        "turn":3,"visits":2,"openness":"open","voicemail":null,
        "place":{"place":"at","node":"2","doing":"listen","try":1,"keys":4,"since":7,"until":9}}"#;
    let run: Run = serde_json::from_str(run).unwrap();
    assert_eq!(run.next_deadline(), Some(flow::Timestamp(9)));
    let values: Values = serde_json::from_str(r#"{"known":{"a":"b"},"keyed":"12"}"#).unwrap();
    assert_eq!(values.known().count(), 1);
}
