//! VC20, VC22: flows beside a talk and after it.

use flow::{Input, Outcome};
use serde_json::json;

use crate::caller::{Caller, flow, id};

fn card() -> Caller {
    let nodes = json!({
        "1": { "node": "digits", "into": "pin", "least": 4, "most": 4, "secrecy": "masked",
            "question": { "prompts": [id(1)], "when_silent": "3", "when_wrong": "3" },
            "next": "2" },
        "2": { "node": "request", "url": "https://bank.example/verify",
            "send": { "pin": { "variable": "pin" } }, "next": "3", "when_failed": "3" },
        "3": { "node": "finish" },
    });
    Caller::of(flow("self-service", nodes))
}

#[test]
fn vc20_back_at_any_time_ends_the_flow_at_once() {
    let mut caller = card();
    caller.keys("12");
    caller.feed(Input::TakenBack);
    assert_eq!(caller.outcome(), Some(Outcome::TakenBack));
    let mut waiting = card();
    waiting.keys("1234");
    waiting.feed(Input::TakenBack);
    assert_eq!(waiting.outcome(), Some(Outcome::TakenBack));
}

#[test]
fn vc20_a_flow_that_is_through_is_finished_and_the_call_is_not() {
    let mut caller = card();
    caller.keys("1234");
    caller.feed(Input::Answered { turn: caller.run.turn() });
    assert_eq!(caller.outcome(), Some(Outcome::Finished));
}

#[test]
fn vc22_a_survey_of_a_customer_who_hangs_up_keeps_what_was_answered() {
    let question = json!({ "prompts": [id(1)], "when_silent": "3", "when_wrong": "3" });
    let nodes = json!({
        "1": { "node": "survey", "lowest": 1, "highest": 5, "question": question, "next": "2" },
        "2": { "node": "survey", "lowest": 0, "highest": 9, "question": question, "next": "3" },
        "3": { "node": "finish" },
    });
    let mut caller = Caller::of(flow("survey", nodes));
    caller.key('5');
    caller.feed(Input::CustomerHungUp);
    assert_eq!(caller.outcome(), Some(Outcome::CustomerLeft));
    let scores = caller.journal.iter().filter(
        |event| matches!(event, flow::Event::Left(left) if left.way == flow::Way::Scored(5)),
    );
    assert_eq!(scores.count(), 1);
}
