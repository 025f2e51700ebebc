//! VC20: a customer who is in a flow in the middle of a talk, and who hears whom meanwhile.

use acd::{CustomerHears, Fact};
use flow::{Listening, Turn};
use media::{Digit, PromptId, Repeat, Source};
use voice::{Action, Input};

use crate::rig::{ANN, CONTACT, MUSIC, Rig, aside, customer, talking};

fn prompt(rig: &Rig) -> Option<(PromptId, u32)> {
    match rig.customer_hears()? {
        Source::Prompt { id, repeat: Repeat::Numbered(play) } => Some((id, play)),
        Source::Prompt { .. } | Source::Silence | Source::Leg(_) | Source::Two(..) => None,
    }
}

#[test]
fn vc20_the_customer_hears_the_flow_and_the_agent_silence() {
    let mut rig = Rig::talking();
    let ann = rig.phones[&ANN];
    rig.want(aside(ANN, Listening::Nobody, Some(1)));
    let (id, play) = prompt(&rig).unwrap();
    assert_eq!(id, PromptId::GREETING);
    assert_eq!(rig.hears(ann), Some(Source::Silence));
    let ended = media::Event::PromptEnded { leg: customer(), prompt: id, play };
    rig.input(Input::Media(ended));
    let input = flow::Input::PromptsEnded { turn: Turn(1) };
    assert_eq!(rig.facts, [Fact::Flow { contact: CONTACT, input }]);
    rig.want(aside(ANN, Listening::Nobody, Some(2)));
    assert_eq!(rig.customer_hears(), Some(Source::Silence), "a key is waited for");
    rig.want(aside(ANN, Listening::Nobody, None));
    assert_eq!(rig.customer_hears(), Some(MUSIC), "the hold prompt");
    assert_eq!(rig.hears(ann), Some(Source::Silence), "a digit may come late");
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(ann)));
    assert_eq!(rig.hears(ann), Some(Source::Leg(customer())));
}

#[test]
fn vc20_back_cuts_the_prompt_short() {
    let mut rig = Rig::talking();
    rig.want(aside(ANN, Listening::Nobody, Some(1)));
    let (prompt, play) = prompt(&rig).unwrap();
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(rig.phones[&ANN])));
    rig.input(Input::Media(media::Event::PromptEnded { leg: customer(), prompt, play }));
    assert_eq!(rig.facts, [], "what comes late is about nothing any more");
}

#[test]
fn vc20_the_agent_hears_the_customer_where_the_flow_allows_it() {
    let mut rig = Rig::talking();
    rig.want(aside(ANN, Listening::Agent, Some(1)));
    assert!(prompt(&rig).is_some(), "the customer hears the flow all the same");
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Leg(customer())));
}

#[test]
fn vc20_the_flow_goes_on_without_the_agents_sound() {
    let mut rig = Rig::talking();
    rig.want(aside(ANN, Listening::Nobody, Some(1)));
    rig.quiet(rig.phones[&ANN]);
    assert!(prompt(&rig).is_some());
    rig.no_phone(ANN);
    assert!(prompt(&rig).is_some());
}

#[test]
fn vc20_no_key_of_the_agents_reaches_a_customer_in_a_flow() {
    let mut rig = Rig::talking();
    let key = || Input::SendKey(Digit::from_char('1').unwrap());
    assert!(matches!(rig.input(key()).as_slice(), [Action::SendKey(_)]));
    rig.want(aside(ANN, Listening::Nobody, Some(1)));
    assert_eq!(rig.input(key()), []);
}
