//! OP07: a draft is bytes from outside. Whatever is in them, it is refused or judged, and even run, and nothing breaks.

use flow::{Flow, validate};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::faults::references;
use crate::random::moves;

const FLOW: &str = include_str!("flow.json");

/// Another value than the one that stood there.
fn odd_value() -> impl Strategy<Value = Value> {
    let long = "x".repeat(10_000);
    select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(7),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("1"),
        json!("#"),
        json!("65535"),
        json!("65536"),
        json!("😀"),
        json!(long),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "text": "" }),
        json!({ "node": "play" }),
    ])
}

/// All places in a value, the inner ones too.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                places(inner, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                places(inner, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn op07_a_draft_with_nonsense_in_it_breaks_nothing(
        changes in prop::collection::vec((any::<Index>(), odd_value()), 1..5),
        moves in moves(),
    ) {
        let mut draft: Value = serde_json::from_str(FLOW).unwrap();
        for (place, value) in changes {
            let mut all = Vec::new();
            places(&draft, "", &mut all);
            *draft.pointer_mut(&all[place.index(all.len())]).unwrap() = value;
        }
        if let Ok(flow) = serde_json::from_value::<Flow>(draft) {
            validate(&flow, &references());
            let mut caller = Caller::of(flow);
            for one in moves {
                one.happen(&mut caller);
            }
        }
    }

    #[test]
    fn op07_any_bytes_are_refused_or_read(
        flips in prop::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = FLOW.as_bytes().to_vec();
        for (index, byte) in flips {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(flow) = serde_json::from_slice::<Flow>(&bytes) {
            validate(&flow, &references());
        }
    }
}
