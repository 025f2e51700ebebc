//! VC41, VC22: menus, digits and surveys: tries, silence, wrong keys, and where they lead.

use flow::{Flow, Input, Meaning, Millis, Way};
use serde_json::{Value, json};

use crate::caller::{Caller, NOON, flow, id};

/// Silence leads to prompt 11, wrong keys to 12, everything else to 13.
fn asked(mut first: Value, more: &Value) -> Flow {
    first["question"] = json!({ "prompts": [id(1)], "silent": [id(2)], "wrong": [id(3)],
        "wait": 5000, "tries": 2, "when_silent": "11", "when_wrong": "12" });
    for (field, value) in more.as_object().unwrap() {
        first["question"][field] = value.clone();
    }
    let mut nodes = json!({ "1": first, "99": { "node": "hang-up" } });
    for way in [11, 12, 13] {
        nodes[way.to_string()] = json!({ "node": "play", "prompts": [id(way)], "next": "99" });
    }
    flow("inbound", nodes)
}

fn menu() -> Caller {
    Caller::of(asked(json!({ "node": "menu", "options": { "1": "13", "*": "13" } }), &json!({})))
}

#[test]
fn vc41_a_menu_leads_by_its_key_also_before_the_prompts_are_over() {
    let mut early = menu();
    early.key('1');
    assert_eq!(early.hears(), [13]);
    let mut patient = menu();
    patient.prompts_end();
    assert_eq!(patient.wanted(), flow::Wanted::Listen);
    patient.key('*');
    assert_eq!(patient.hears(), [13]);
}

#[test]
fn vc41_a_menu_waits_from_the_end_of_its_prompts_and_asks_again() {
    let mut caller = menu();
    caller.prompts_end();
    caller.wait(Millis(4_999));
    assert_eq!(caller.wanted(), flow::Wanted::Listen);
    caller.wait(Millis(1));
    assert_eq!(caller.hears(), [2, 1], "what silence deserves, then the question");
    caller.prompts_end();
    caller.wait(Millis(5_000));
    assert_eq!(caller.hears(), [11]);
}

#[test]
fn vc41_a_wrong_key_costs_a_try_and_the_last_one_decides_the_way() {
    let mut caller = menu();
    assert_eq!(caller.key('7').meaning, Meaning::Wrong);
    assert_eq!(caller.hears(), [3, 1]);
    caller.key('8');
    assert_eq!(caller.hears(), [12]);
    let mut mixed = menu();
    mixed.key('7');
    mixed.prompts_end();
    mixed.wait_out();
    assert_eq!(mixed.hears(), [11]);
}

fn digits(more: &Value) -> Caller {
    let mut first = json!({ "node": "digits", "into": "account", "least": 3, "most": 5,
        "finish": "#", "clear": "*", "between": 4000, "next": "13" });
    for (field, value) in more.as_object().unwrap() {
        first[field] = value.clone();
    }
    Caller::of(asked(first, &json!({})))
}

#[test]
fn vc41_digits_end_by_their_number_the_key_or_a_pause() {
    let mut full = digits(&json!({}));
    full.keys("12345");
    assert_eq!((full.hears(), full.value("account")), (vec![13], Some("12345")));
    let mut finished = digits(&json!({}));
    finished.prompts_end();
    finished.keys("123#");
    assert_eq!((finished.hears(), finished.value("account")), (vec![13], Some("123")));
    let mut paused = digits(&json!({}));
    paused.keys("1234");
    paused.wait(Millis(3_999));
    assert_eq!(paused.value("account"), None);
    paused.wait(Millis(1));
    assert_eq!((paused.hears(), paused.value("account")), (vec![13], Some("1234")));
}

#[test]
fn vc41_too_few_digits_are_a_wrong_try_and_are_forgotten() {
    let mut caller = digits(&json!({}));
    caller.keys("98#");
    assert_eq!(caller.hears(), [3, 1]);
    caller.keys("12");
    caller.wait_out();
    assert_eq!(caller.hears(), [12]);
    let mut again = digits(&json!({}));
    again.keys("98#123#");
    assert_eq!(again.value("account"), Some("123"));
}

#[test]
fn no_digits_are_no_answer_even_where_a_draft_asks_for_none() {
    let mut caller = digits(&json!({ "least": 0 }));
    caller.key('#');
    assert_eq!(caller.hears(), [3, 1]);
}

#[test]
fn a_question_that_gives_no_time_waits_for_a_second_and_no_longer_than_a_minute() {
    for (wait, waits) in [(0, 1_000), (u64::MAX, 60_000)] {
        let menu = json!({ "node": "menu", "options": { "1": "13" } });
        let mut caller = Caller::of(asked(menu, &json!({ "wait": wait })));
        caller.prompts_end();
        assert_eq!(caller.run.next_deadline(), Some(NOON.after(Millis(waits))));
    }
}

#[test]
fn vc41_the_clear_key_begins_anew_and_costs_no_try() {
    let mut caller = digits(&json!({}));
    caller.keys("98*77*123#");
    assert_eq!((caller.hears(), caller.value("account")), (vec![13], Some("123")));
}

#[test]
fn vc41_silence_before_the_first_digit_is_silence() {
    let mut caller = digits(&json!({}));
    caller.prompts_end();
    caller.wait_out();
    assert_eq!(caller.hears(), [2, 1]);
    caller.prompts_end();
    caller.wait_out();
    assert_eq!(caller.hears(), [11]);
}

#[test]
fn vc41_a_key_that_is_no_digit_is_wrong() {
    let mut caller = digits(&json!({ "finish": null }));
    assert_eq!(caller.key('#').meaning, Meaning::Wrong);
    assert_eq!(caller.hears(), [3, 1]);
}

#[test]
fn vc22_a_survey_takes_a_score_of_its_scale_and_no_other() {
    let survey = json!({ "node": "survey", "lowest": 1, "highest": 5, "next": "13" });
    let mut caller = Caller::of(asked(survey, &json!({})));
    assert_eq!(caller.key('6').meaning, Meaning::Wrong);
    assert_eq!(caller.key('0').meaning, Meaning::Wrong);
    assert_eq!(caller.hears(), [12]);
    let survey = json!({ "node": "survey", "lowest": 1, "highest": 5, "next": "13" });
    let mut caller = Caller::of(asked(survey, &json!({})));
    assert_eq!(caller.key('4').meaning, Meaning::Score(4));
    assert_eq!(caller.hears(), [13]);
    let scored = caller
        .journal
        .iter()
        .any(|event| matches!(event, flow::Event::Left(left) if left.way == Way::Scored(4)));
    assert!(scored, "the score is in the journal");
}

#[test]
fn a_meaning_that_does_not_fit_its_node_is_a_wrong_key() {
    for meaning in [Meaning::Score(9), Meaning::Digit, Meaning::Finish, Meaning::Skip] {
        let mut caller = menu();
        caller.feed(Input::KeyPressed { meaning });
        assert_eq!(caller.hears(), [3, 1], "{meaning:?}");
    }
}
