//! AD06: every fault of a flow is named with its node and field, and each keeps it from being published.

use std::collections::BTreeSet;

use flow::{
    Fault, Flow, GroupId, HoursId, MemberId, NODES_MAX, PROMPTS_MAX, Problem, PromptId, References,
    SipPhoneId, TEXT_MAX, URL_MAX, validate,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::caller::{flow, id};

/// Number 1 of everything is there.
pub(crate) fn references() -> References {
    let one = Uuid::from_u128(1);
    References {
        prompts: [PromptId(one)].into(),
        groups: [GroupId(one)].into(),
        hours: [HoursId(one)].into(),
        members: [MemberId(one)].into(),
        sip_phones: [SipPhoneId(one)].into(),
    }
}

/// A flow with every kind of node that has no fault.
fn sound() -> Value {
    let question = json!({ "prompts": [id(1)], "silent": [id(1)], "when_silent": "12",
        "when_wrong": "12" });
    json!({
        "1": { "node": "hours", "hours": id(1), "open": "2", "closed": "9" },
        "2": { "node": "menu", "question": question,
            "options": { "1": "3", "2": "8", "3": "10", "#": "2" } },
        "3": { "node": "digits", "question": question, "into": "account", "least": 4, "most": 8, "finish": "#",
            "next": "4" },
        "4": { "node": "request", "url": "https://crm.example/a?b=1", "next": "5",
            "when_failed": "11", "send": { "account": { "variable": "account" } },
            "take": { "level": "/level" } },
        "5": { "node": "condition", "variable": "level", "otherwise": "6",
            "cases": [{ "text": "gold", "to": "7" }] },
        "6": { "node": "queue", "group": id(1) },
        "7": { "node": "set", "variable": "urgent", "to": { "text": "yes" }, "next": "6" },
        "8": { "node": "survey", "question": question, "lowest": 1, "highest": 5, "next": "12" },
        "9": { "node": "voicemail", "group": id(1), "prompts": [id(1)], "next": "12" },
        "10": { "node": "transfer", "to": { "kind": "external", "target": "+492210000" },
            "when_failed": "6" },
        "11": { "node": "play", "prompts": [id(1)], "next": "6" },
        "12": { "node": "hang-up" },
    })
}

/// What is found, as `node field code`.
fn found(flow: &Flow) -> Vec<String> {
    let line = |fault: Fault| {
        let node = fault.node.map_or_else(|| "-".to_owned(), |node| node.to_string());
        format!("{node} {} {}", fault.field, fault.problem.code())
    };
    validate(flow, &references()).into_iter().map(line).collect()
}

/// The sound flow with one value changed; `path` as in a JSON Pointer.
fn spoilt(path: &str, value: Value) -> Vec<String> {
    let mut nodes = sound();
    let (parent, name) = path.rsplit_once('/').unwrap();
    nodes.pointer_mut(parent).unwrap()[name] = value;
    found(&flow("inbound", nodes))
}

#[test]
fn ad06_a_flow_with_every_kind_of_node_has_no_fault() {
    assert_eq!(found(&flow("inbound", sound())), [""; 0]);
}

#[test]
fn ad06_each_fault_is_named_with_its_node_and_field() {
    let long = "x".repeat(TEXT_MAX + 1);
    let prompts: Vec<String> = (0..=PROMPTS_MAX).map(|_| id(1)).collect();
    let cases = vec![json!({ "text": "a", "to": "6" }); flow::CASES_MAX + 1];
    let url = format!("https://a.example/{}", "x".repeat(URL_MAX));
    for (path, value, expected) in [
        ("/1/hours", json!(null), "1 hours missing"),
        ("/1/hours", json!(id(2)), "1 hours unknown"),
        ("/1/closed", json!(null), "1 closed missing-target"),
        ("/1/holiday", json!("77"), "1 holiday unknown-target"),
        ("/2/options/1", json!(null), "2 options.1 missing-target"),
        ("/2/question/when_silent", json!(null), "2 question.when_silent missing-timeout-way"),
        ("/2/question/when_wrong", json!(null), "2 question.when_wrong missing-target"),
        ("/2/question/prompts", json!([]), "2 question.prompts missing"),
        ("/2/question/prompts", json!([id(1), id(2)]), "2 question.prompts.1 unknown"),
        ("/2/question/silent", json!([id(2)]), "2 question.silent.0 unknown"),
        ("/2/question/wrong", json!([id(2)]), "2 question.wrong.0 unknown"),
        ("/2/question/prompts", json!(prompts), "2 question.prompts too-many"),
        ("/2/question/wait", json!(999), "2 question.wait out-of-range"),
        ("/2/question/wait", json!(60_001), "2 question.wait out-of-range"),
        ("/2/question/tries", json!(0), "2 question.tries out-of-range"),
        ("/2/question/tries", json!(10), "2 question.tries out-of-range"),
        ("/3/most", json!(33), "3 most out-of-range"),
        ("/3/least", json!(0), "3 least out-of-range"),
        ("/3/least", json!(9), "3 least out-of-range"),
        ("/3/between", json!(0), "3 between out-of-range"),
        ("/3/clear", json!("#"), "3 clear key-twice"),
        ("/4/url", json!("ftp://crm.example"), "4 url bad-address"),
        ("/4/url", json!("https://"), "4 url bad-address"),
        ("/4/url", json!("https://me:secret@crm.example/"), "4 url bad-address"),
        ("/4/url", json!("https://crm.example/a b"), "4 url bad-address"),
        ("/4/url", json!("https://crm.example\\@other.example/"), "4 url bad-address"),
        ("/4/url", json!(url), "4 url too-long"),
        ("/4/timeout", json!(16_000), "4 timeout out-of-range"),
        ("/4/take/level", json!("level"), "4 take.level bad-pointer"),
        ("/4/prompts", json!([id(2)]), "4 prompts.0 unknown"),
        ("/4/when_failed", json!(null), "4 when_failed missing-target"),
        ("/4/send/account", json!({ "variable": "other" }), "4 send.account.variable never-set"),
        ("/4/send/account", json!({ "text": long }), "4 send.account.text too-long"),
        ("/5/cases", json!([]), "5 cases missing"),
        ("/5/cases", json!(cases), "5 cases too-many"),
        ("/5/cases/0/to", json!(null), "5 cases.0.to missing-target"),
        ("/5/cases/0/text", json!(long), "5 cases.0.text too-long"),
        ("/5/otherwise", json!(null), "5 otherwise missing-target"),
        ("/5/variable", json!("other"), "5 variable never-set"),
        ("/6/group", json!(null), "6 group missing"),
        ("/6/group", json!(id(2)), "6 group unknown"),
        ("/7/variable", json!("Urgent!"), "7 variable bad-variable"),
        ("/7/variable", json!("caller_number"), "7 variable built-in-variable"),
        ("/7/to", json!({ "variable": "other" }), "7 to.variable never-set"),
        ("/8/highest", json!(10), "8 highest out-of-range"),
        ("/8/lowest", json!(5), "8 lowest out-of-range"),
        ("/8/next", json!(null), "8 next missing-target"),
        ("/9/group", json!(id(2)), "9 group unknown"),
        ("/9/prompts", json!([]), "9 prompts missing"),
        ("/9/longest", json!(1), "9 longest out-of-range"),
        ("/10/to", json!(null), "10 to missing"),
        ("/10/to/target", json!("0221 0000"), "10 to.target bad-number"),
        ("/10/to", json!({ "kind": "agent", "target": id(2) }), "10 to.target unknown"),
        ("/10/to", json!({ "kind": "sip-phone", "target": id(2) }), "10 to.target unknown"),
        ("/10/ring", json!(1), "10 ring out-of-range"),
        ("/11/prompts", json!([]), "11 prompts missing"),
    ] {
        let found = spoilt(path, value.clone());
        assert!(found.contains(&expected.to_owned()), "{path} {value}: {found:?}");
    }
}

#[test]
fn ad06_a_node_that_no_way_leads_to_is_named() {
    assert!(spoilt("/2/options/3", json!("6")).contains(&"10  unreachable".to_owned()));
}

#[test]
fn ad06_a_flow_begins_somewhere() {
    let mut nowhere = flow("inbound", sound());
    nowhere.start = None;
    assert!(found(&nowhere).contains(&"- start missing".to_owned()));
    nowhere.start = Some(flow::NodeId(77));
    assert!(found(&nowhere).contains(&"- start unknown-target".to_owned()));
}

#[test]
fn ad06_a_flow_has_two_hundred_nodes_at_most() {
    let mut many = flow("inbound", sound());
    let node = many.nodes[&flow::NodeId(12)].clone();
    many.nodes.extend((20..).map(|id| (flow::NodeId(id), node.clone())).take(NODES_MAX));
    assert!(found(&many).contains(&"- nodes too-many".to_owned()));
}

#[test]
fn ad06_a_ring_in_which_nobody_is_asked_is_named_with_all_its_nodes() {
    // By machines alone: play, condition, play.
    let mut nodes = sound();
    nodes["11"]["next"] = json!("5");
    nodes["5"]["otherwise"] = json!("11");
    let faults = validate(&flow("inbound", nodes), &references());
    let rings = faults.iter().filter_map(|fault| match &fault.problem {
        Problem::EndlessLoop { nodes } => Some(nodes.iter().map(|id| id.0).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(rings.collect::<Vec<_>>(), [[5, 11]]);
}

#[test]
fn ad06_a_ring_of_silence_is_one_and_a_ring_by_keys_is_none() {
    let silent = spoilt("/2/question/when_silent", json!("2"));
    assert!(silent.contains(&"2  endless-loop".to_owned()), "{silent:?}");
    assert_eq!(spoilt("/2/question/when_wrong", json!("2")), [""; 0], "a wrong key is a key");
}

#[test]
fn vc20_a_secret_is_neither_compared_nor_copied_nor_put_into_an_address() {
    let masked = |path: &str, value: Value| {
        let mut nodes = sound();
        nodes["3"]["secrecy"] = json!("masked");
        let (parent, name) = path.rsplit_once('/').unwrap();
        nodes.pointer_mut(parent).unwrap()[name] = value;
        found(&flow("inbound", nodes))
    };
    assert_eq!(masked("/4/method", json!("post")), [""; 0], "in a body it may be sent");
    assert_eq!(masked("/4/method", json!("get")), ["4 send.account.variable masked"]);
    assert!(masked("/5/variable", json!("account")).contains(&"5 variable masked".to_owned()));
    let copied = masked("/7/to", json!({ "variable": "account" }));
    assert_eq!(copied, ["7 to.variable masked"]);
    assert_eq!(masked("/7/variable", json!("account")), ["7 variable masked"]);
    let mut nodes = sound();
    nodes["3"]["secrecy"] = json!("masked");
    let mut overheard = flow("inbound", nodes);
    overheard.listening = flow::Listening::Agent;
    assert_eq!(found(&overheard), ["- listening masked"], "keys can be heard");
}

#[test]
fn vc20_a_self_service_leads_nowhere_but_back() {
    let found = found(&flow("self-service", sound()));
    let foreign: BTreeSet<&str> =
        found.iter().filter_map(|line| line.strip_suffix("  not-in-this-kind")).collect();
    assert_eq!(foreign, ["10", "12", "6", "8", "9"].into());
    let inbound = flow("inbound", json!({ "1": { "node": "finish" } }));
    assert_eq!(self::found(&inbound), ["1  not-in-this-kind"]);
}

#[test]
fn vc22_a_survey_asks_something() {
    let silent = flow("survey", json!({ "1": { "node": "finish" } }));
    assert_eq!(found(&silent), ["- nodes no-survey"]);
}

#[test]
fn the_code_of_a_problem_is_the_one_in_its_json() {
    let problems = [
        Problem::MissingTimeoutWay,
        Problem::EndlessLoop { nodes: vec![flow::NodeId(3)] },
        Problem::Unknown { id: "x".to_owned() },
        Problem::OutOfRange { least: 1, most: 2 },
        Problem::BuiltInVariable,
        Problem::BadSpan,
    ];
    for problem in problems {
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(json["problem"], problem.code());
    }
    let fault = Fault {
        node: Some(flow::NodeId(3)),
        field: "next".to_owned(),
        problem: Problem::UnknownTarget { target: flow::NodeId(7) },
    };
    let json = json!({ "node": "3", "field": "next", "problem": "unknown-target", "target": "7" });
    assert_eq!(serde_json::to_value(&fault).unwrap(), json);
}
