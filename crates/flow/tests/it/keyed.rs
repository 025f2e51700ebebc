//! VC20: secret keys are in nothing that is kept: no journal, no snapshot, no stored values, no record, no print.

use flow::{Field, Kept, NodeId, Values, Wanted};
use proptest::prelude::*;
use serde_json::json;

use crate::caller::{Caller, flow, id};

/// A card number of 4 to 8 digits, a look at it, then a menu without digits.
fn card() -> Caller {
    let question = json!({ "prompts": [id(1)], "when_silent": "4", "when_wrong": "4" });
    let nodes = json!({
        "1": { "node": "digits", "into": "card", "least": 4, "most": 8, "finish": "#",
            "secrecy": "masked", "question": question, "next": "2" },
        "2": { "node": "request", "url": "https://bank.example/verify",
            "send": { "card": { "variable": "card" } }, "next": "3", "when_failed": "4" },
        "3": { "node": "menu", "options": { "*": "4" }, "question": question },
        "4": { "node": "finish" },
    });
    Caller::of(flow("self-service", nodes))
}

#[test]
fn vc20_a_secret_reaches_the_request_that_sends_it_and_nothing_else() {
    let mut caller = card();
    caller.keys("7391#");
    assert_eq!(caller.shown, ".....");
    let outgoing = caller.values.request(&caller.flow, NodeId(2)).unwrap();
    let Field::Secret(secret) = &outgoing.fields["card"] else { unreachable!("{outgoing:?}") };
    assert_eq!(secret.reveal(), "7391");
    let printed = format!("{:?} {outgoing:?}", caller.values);
    assert!(printed.contains("\"card\""), "names may be printed: {printed}");
    assert!(!printed.contains("7391") && !printed.contains("+86"), "{printed}");
    assert_eq!(caller.value("card"), None);
}

#[test]
fn vc20_after_a_restart_a_secret_is_missing_and_its_request_cannot_be_sent() {
    let mut caller = card();
    caller.keys("73");
    caller.values = kept(&caller.values);
    caller.keys("91#");
    assert!(matches!(caller.wanted(), Wanted::Request { node: NodeId(2), .. }));
    assert_eq!(caller.values.request(&caller.flow, NodeId(2)), None, "half a secret is none");
}

#[test]
fn vc20_what_is_keyed_in_the_open_is_shown_and_survives_a_restart() {
    let nodes = json!({
        "1": { "node": "digits", "into": "order", "least": 3, "most": 3,
            "question": { "prompts": [id(1)], "when_silent": "2", "when_wrong": "2" },
            "next": "2" },
        "2": { "node": "finish" },
    });
    let mut caller = Caller::of(flow("self-service", nodes));
    caller.keys("12");
    caller.values = kept(&caller.values);
    caller.keys("3");
    assert_eq!((caller.shown.as_str(), caller.value("order")), ("123", Some("123")));
}

#[test]
fn vc20_the_end_of_a_run_forgets_its_secrets() {
    let mut caller = card();
    caller.keys("7391#");
    caller.feed(flow::Input::TakenBack);
    assert_eq!(caller.values.request(&caller.flow, NodeId(2)), None);
}

fn kept(values: &Values) -> Values {
    serde_json::from_str(&serde_json::to_string(values).unwrap()).unwrap()
}

/// All that is kept, and all that could be printed, after these keys.
fn kept_after(keys: &str, finish: usize, waits: bool) -> [String; 5] {
    let mut caller = card();
    for (at, key) in keys.chars().enumerate() {
        if at == finish {
            caller.key('#');
        }
        assert_eq!(caller.key(key).kept, Kept::Masked);
        if waits && at == 2 {
            caller.prompts_end();
        }
    }
    [
        serde_json::to_string(&caller.journal).unwrap(),
        serde_json::to_string(&caller.run).unwrap(),
        serde_json::to_string(&caller.values).unwrap(),
        format!("{caller:?}"),
        caller.shown,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Too many digits, too few, in several tries, late ones: what is kept does not depend on which they are.
    #[test]
    fn vc20_masked_keys_are_in_nothing_that_is_kept(
        keys in prop::collection::vec((0_u8..10, 1_u8..10), 4..20),
        finish in 3_usize..20,
        waits in any::<bool>(),
    ) {
        let these: String = keys.iter().map(|(key, _)| char::from(b'0' + key)).collect();
        let others: String =
            keys.iter().map(|(key, more)| char::from(b'0' + (key + more) % 10)).collect();
        prop_assert_eq!(kept_after(&these, finish, waits), kept_after(&others, finish, waits));
    }
}
