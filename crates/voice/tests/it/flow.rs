//! VC41: what a caller hears of a flow.

use acd::{Fact, Timestamp, Wanted};
use flow::{PromptId, Turn};
use media::{Repeat, Source};
use uuid::Uuid;
use voice::{Action, Input, MemberLegs};

use crate::rig::{CONTACT, GREETING_IN_FLOWS, MUSIC, Rig, customer, in_flow};

const BEEP: PromptId = PromptId(Uuid::from_u128(5));
const NOWHERE: PromptId = PromptId(Uuid::from_u128(u128::MAX));

/// An answered call in a flow that wants these prompts heard.
fn hears(rig: &mut Rig, turn: u32, prompts: &[PromptId]) -> Vec<Action> {
    let flow = Some(flow::Wanted::Play { turn: Turn(turn), prompts: prompts.to_vec() });
    rig.input(Input::Wanted { wanted: in_flow(turn), phones: MemberLegs::default(), flow })
}

/// Which prompt sounds, by its number among the built-in ones, and the number of its play.
fn plays(rig: &Rig) -> Option<(u32, u32)> {
    match rig.customer_hears()? {
        Source::Prompt { id, repeat: Repeat::Numbered(play) } => Some((id.0, play)),
        Source::Prompt { .. } | Source::Silence | Source::Leg(_) | Source::Two(..) => None,
    }
}

fn ends(rig: &mut Rig) {
    let (prompt, play) = plays(rig).unwrap();
    ends_play(rig, prompt, play);
}

fn ends_play(rig: &mut Rig, prompt: u32, play: u32) {
    let (leg, prompt) = (customer(), media::PromptId(prompt));
    rig.input(Input::Media(media::Event::PromptEnded { leg, prompt, play }));
}

fn prompts_ended(turn: u32) -> Fact {
    let input = flow::Input::PromptsEnded { turn: Turn(turn) };
    Fact::Flow { contact: CONTACT, input }
}

#[test]
fn vc41_a_flow_answers_the_call_and_its_prompts_follow_one_another() {
    let mut rig = Rig::ringing();
    hears(&mut rig, 1, &[GREETING_IN_FLOWS, BEEP]);
    assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(2));
    ends(&mut rig);
    assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(5));
    assert_eq!(rig.facts, [], "there is more to hear");
    ends(&mut rig);
    assert_eq!(rig.facts, [prompts_ended(1)]);
    rig.want(in_flow(2));
    assert_eq!(rig.customer_hears(), Some(Source::Silence), "now the caller is to press a key");
}

#[test]
fn vc41_what_plays_goes_on_when_it_is_wanted_again() {
    let mut rig = Rig::ringing();
    hears(&mut rig, 1, &[GREETING_IN_FLOWS, BEEP]);
    ends(&mut rig);
    assert_eq!(hears(&mut rig, 1, &[GREETING_IN_FLOWS, BEEP]), []);
    assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(5));
}

#[test]
fn vc41_the_same_prompt_at_the_next_turn_begins_anew() {
    let mut rig = Rig::ringing();
    hears(&mut rig, 1, &[GREETING_IN_FLOWS]);
    let (_, first) = plays(&rig).unwrap();
    // A wrong key cut it short.
    hears(&mut rig, 2, &[GREETING_IN_FLOWS]);
    let (_, second) = plays(&rig).unwrap();
    assert_ne!(first, second);
    ends_play(&mut rig, 2, first);
    assert_eq!(rig.facts, [], "the end of the first is none of the second");
    ends_play(&mut rig, 2, second);
    assert_eq!(rig.facts, [prompts_ended(2)]);
}

#[test]
fn vc41_a_prompt_that_is_not_there_has_been_heard() {
    let mut rig = Rig::ringing();
    hears(&mut rig, 1, &[NOWHERE, BEEP]);
    assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(5));
    hears(&mut rig, 2, &[NOWHERE]);
    assert_eq!(rig.facts, [prompts_ended(2)]);
    assert_eq!(rig.customer_hears(), Some(Source::Silence));
}

#[test]
fn vc41_from_the_flow_into_the_queue_the_music_begins() {
    let mut rig = Rig::ringing();
    hears(&mut rig, 1, &[GREETING_IN_FLOWS]);
    let (_, play) = plays(&rig).unwrap();
    rig.want(Wanted::Waiting);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    ends_play(&mut rig, 2, play);
    assert_eq!(rig.facts, [], "what comes late is about nothing any more");
}

#[test]
fn vc41_while_another_system_is_asked_the_prompts_go_round() {
    let mut rig = Rig::ringing();
    asks(&mut rig, 1, &[GREETING_IN_FLOWS, BEEP]);
    for expected in [2, 5, 2, 5] {
        assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(expected));
        ends(&mut rig);
    }
    assert_eq!(rig.facts, [], "the end of a prompt is no answer");
    hears(&mut rig, 2, &[BEEP]);
    ends(&mut rig);
    assert_eq!(rig.facts, [prompts_ended(2)], "the turn after it has an end again");
}

#[test]
fn vc41_without_a_prompt_who_waits_for_another_system_hears_silence() {
    let mut rig = Rig::ringing();
    asks(&mut rig, 1, &[]);
    assert_eq!((rig.customer_hears(), rig.facts.as_slice()), (Some(Source::Silence), &[][..]));
}

/// An answered call in a flow that waits for another system, with these prompts meanwhile.
fn asks(rig: &mut Rig, turn: u32, prompts: &[PromptId]) {
    let (node, prompts) = (flow::NodeId(1), prompts.to_vec());
    let flow = Some(flow::Wanted::Request { turn: Turn(turn), node, prompts });
    rig.input(Input::Wanted { wanted: in_flow(turn), phones: MemberLegs::default(), flow });
}

#[test]
fn vc42_what_the_caller_says_is_kept_from_the_end_of_the_tone_to_the_next_turn() {
    let mut rig = Rig::ringing();
    records(&mut rig, 3);
    assert_eq!(plays(&rig).map(|(prompt, _)| prompt), Some(5), "the tone");
    assert_eq!(rig.words, None);
    ends(&mut rig);
    assert_eq!(rig.words, Some((Turn(3), Timestamp(1))));
    assert_eq!(rig.customer_hears(), Some(Source::Silence));
    assert_eq!(records(&mut rig, 3), [], "wanted again, it goes on");
    assert_eq!(rig.facts, [], "the end of the tone is none of the words");
    rig.want(in_flow(4));
    assert_eq!(rig.words, None);
}

#[test]
fn vc42_who_hangs_up_ends_the_words_with_the_line() {
    let mut rig = Rig::ringing();
    records(&mut rig, 1);
    ends(&mut rig);
    rig.want(Wanted::Waiting);
    assert_eq!((rig.words, rig.customer_hears()), (None, Some(MUSIC)));
    records(&mut rig, 2);
    ends(&mut rig);
    let end = Wanted::Ended { reason: Some(acd::EndReason::Voicemail) };
    rig.want(end);
    assert_eq!(rig.words, None);
}

/// An answered call in a flow that lets the caller speak.
fn records(rig: &mut Rig, turn: u32) -> Vec<Action> {
    let (group, until) = (flow::GroupId(Uuid::nil()), Timestamp(9));
    let flow = Some(flow::Wanted::Record { turn: Turn(turn), group, until });
    rig.input(Input::Wanted { wanted: in_flow(turn), phones: MemberLegs::default(), flow })
}
