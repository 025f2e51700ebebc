//! VC21: keys that the customer presses, by the ways that telephones have, and keys that the agent sends.

use std::time::Duration;

use acd::{CustomerHears, EndReason, Wanted};
use media::{Digit, LegId};
use voice::{Action, Input, LineEvent};

use crate::rig::{ANN, Rig, customer, talking};

impl Rig {
    fn in_sound(&mut self, leg: LegId, key: char) {
        let digit = Digit::from_char(key).unwrap();
        self.input(Input::Media(media::Event::Digit { leg, digit }));
    }

    fn by_info(&mut self, key: char) {
        self.line(LineEvent::Key(Digit::from_char(key).unwrap()));
    }
}

#[test]
fn a_key_is_told_by_either_way() {
    let mut rig = Rig::talking();
    rig.in_sound(customer(), '5');
    rig.by_info('#');
    assert_eq!(rig.keys, "5#");
}

#[test]
fn a_key_that_comes_by_both_ways_is_one_key_whichever_is_first() {
    let mut rig = Rig::waiting();
    rig.in_sound(customer(), '1');
    rig.pass(Duration::from_millis(300));
    rig.by_info('1');
    rig.by_info('2');
    rig.in_sound(customer(), '2');
    assert_eq!(rig.keys, "12");
}

#[test]
fn the_same_key_twice_is_two_keys_by_one_way_and_by_both() {
    let mut rig = Rig::waiting();
    rig.in_sound(customer(), '4');
    rig.in_sound(customer(), '4');
    assert_eq!(rig.keys, "44");
    rig.by_info('4');
    rig.by_info('4');
    assert_eq!(rig.keys, "44", "their copies");
    rig.by_info('4');
    assert_eq!(rig.keys, "444", "a third one");
}

#[test]
fn a_key_long_after_the_same_by_the_other_way_is_a_new_one() {
    let mut rig = Rig::waiting();
    rig.in_sound(customer(), '7');
    rig.pass(Duration::from_secs(3));
    rig.by_info('7');
    assert_eq!(rig.keys, "77");
}

#[test]
fn the_agents_keys_are_not_the_customers_and_before_the_answer_there_are_none() {
    let mut rig = Rig::talking();
    let ann = rig.phones[&ANN];
    rig.in_sound(ann, '5');
    assert_eq!(rig.keys, "");
    let mut rig = Rig::ringing();
    rig.by_info('5');
    assert_eq!(rig.keys, "");
}

#[test]
fn vc21_keys_are_sent_in_a_talk_muted_or_not_and_not_on_hold_before_or_after_it() {
    let cases = [
        (Wanted::Greeting, 0),
        (Wanted::Waiting, 0),
        (Wanted::Connecting { member: ANN, tone: false }, 0),
        (talking(ANN, CustomerHears::Agent), 1),
        (talking(ANN, CustomerHears::Silence), 1),
        (talking(ANN, CustomerHears::Music), 0),
        (Wanted::Ended { reason: Some(EndReason::EndedByAgent) }, 0),
    ];
    let key = Digit::from_char('7').unwrap();
    for (wanted, sent) in cases {
        let mut rig = Rig::talking();
        rig.want(wanted);
        let expected = vec![Action::SendKey(key); sent];
        assert_eq!(rig.input(Input::SendKey(key)), expected, "{wanted:?}");
    }
    assert_eq!(Rig::ringing().input(Input::SendKey(key)), []);
}
