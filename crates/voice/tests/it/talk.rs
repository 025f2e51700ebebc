//! Hold, mute and the end: who hears whom (I19, I20).

use acd::{CustomerHears, EndReason, Fact, Recording, Timestamp, Wanted};
use media::Source;
use sip::Cause;
use voice::{Action, Input, LineEvent};

use crate::rig::{ANN, BOB, CONTACT, Line, MUSIC, Rig, TONE, customer, recorded, talking};

#[test]
fn in_a_talk_both_hear_each_other() {
    let rig = Rig::talking();
    assert_eq!(rig.customer_hears(), Some(Source::Leg(rig.phones[&ANN])));
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Leg(customer())));
    assert_eq!(rig.hears(rig.phones[&BOB]), Some(Source::Silence));
}

#[test]
fn vc07_on_hold_the_customer_hears_music_and_the_agent_still_hears_the_customer() {
    let mut rig = Rig::talking();
    rig.want(talking(ANN, CustomerHears::Music));
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Leg(customer())));
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(rig.phones[&ANN])));
}

#[test]
fn vc08_muted_the_agent_is_silence_and_still_hears_the_customer() {
    let mut rig = Rig::talking();
    rig.want(talking(ANN, CustomerHears::Silence));
    assert_eq!(rig.customer_hears(), Some(Source::Silence));
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Leg(customer())));
}

#[test]
fn arranging_the_same_twice_does_nothing() {
    let all = [
        Wanted::Greeting,
        Wanted::Waiting,
        Wanted::Connecting { member: ANN, tone: false },
        talking(ANN, CustomerHears::Agent),
        talking(ANN, CustomerHears::Silence),
        talking(ANN, CustomerHears::Music),
        Wanted::Ended { reason: Some(EndReason::EndedByAgent) },
    ];
    for wanted in all {
        let mut rig = Rig::waiting();
        rig.want(wanted);
        assert_eq!(rig.want(wanted), Vec::<Action>::new(), "{wanted:?}");
    }
}

#[test]
fn music_does_not_start_anew_when_an_agent_accepts() {
    let mut rig = Rig::waiting();
    let actions = rig.want(Wanted::Connecting { member: ANN, tone: false });
    assert!(
        !actions
            .iter()
            .any(|action| matches!(action, Action::Listen { leg, .. } if *leg == customer())),
        "{actions:?}"
    );
}

#[test]
fn vc04_who_pressed_nothing_hears_a_tone_and_then_the_customer() {
    let mut rig = Rig::waiting();
    let phone = rig.phones[&ANN];
    rig.want(Wanted::Connecting { member: ANN, tone: true });
    assert_eq!(rig.hears(phone), Some(TONE));
    rig.flowing(phone);
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.hears(phone), Some(TONE), "not before it is over");
    assert_eq!(rig.customer_hears(), Some(Source::Leg(phone)), "who need not wait for it");
    let prompt = media::PromptId::BEEP;
    rig.input(Input::Media(media::Event::PromptEnded { leg: phone, prompt, play: 0 }));
    assert_eq!(rig.hears(phone), Some(Source::Leg(customer())));
}

#[test]
fn vc05_the_agent_hangs_up_and_every_leg_is_released_once() {
    let mut rig = Rig::talking();
    rig.end(EndReason::EndedByAgent);
    assert_eq!(rig.line, Line::HungUp(Cause::NORMAL_CLEARING));
    assert_eq!(rig.customer_hears(), None);
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Silence));
    assert!(rig.call.is_over());
    assert_eq!(rig.end(EndReason::EndedByAgent), []);
    assert_eq!(rig.line(LineEvent::HungUp), [], "both at once: no second end");
    assert_eq!(rig.facts, []);
}

#[test]
fn f39_the_customer_hangs_up_on_hold_and_every_leg_is_released_before_the_core_has_heard_of_it() {
    let mut rig = Rig::talking();
    rig.want(talking(ANN, CustomerHears::Music));
    rig.line(LineEvent::HungUp);
    assert_eq!(rig.customer_hears(), None);
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Silence));
    assert_eq!(rig.facts, [Fact::CustomerHungUp { contact: CONTACT }]);
    assert!(!rig.call.is_over(), "the core has not said so yet");
    assert_eq!(rig.end(EndReason::EndedByCustomer), []);
    assert!(rig.call.is_over());
}

#[test]
fn f38_a_hang_up_that_meets_an_accept_ends_the_call() {
    let mut rig = Rig::waiting();
    rig.line(LineEvent::HungUp);
    rig.want(Wanted::Connecting { member: ANN, tone: false });
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Silence), "nobody is there to be heard");
    rig.end(EndReason::EndedByCustomer);
    assert!(rig.call.is_over());
    assert_eq!(rig.line, Line::LeftByCustomer);
}

#[test]
fn another_member_takes_over_and_the_first_hears_nothing_more() {
    let mut rig = Rig::talking();
    rig.want(Wanted::Waiting);
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Silence));
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    rig.want(Wanted::Connecting { member: BOB, tone: false });
    rig.flowing(rig.phones[&BOB]);
    rig.want(talking(BOB, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(rig.phones[&BOB])));
    assert_eq!(rig.hears(rig.phones[&BOB]), Some(Source::Leg(customer())));
}

#[test]
fn vc40_a_recording_follows_what_is_wanted_and_nothing_is_ordered_twice() {
    let mut rig = Rig::talking();
    let (first, second) = (Timestamp(1), Timestamp(2));
    let on = |since| recorded(ANN, Recording::On { since });
    let start = |since| Action::StartRecording { member: ANN, since };
    assert_eq!(rig.want(on(first)), [start(first)]);
    assert_eq!(rig.want(on(first)), []);
    let paused = recorded(ANN, Recording::Paused { since: first, until: Some(second) });
    assert_eq!(rig.want(paused), [Action::PauseRecording]);
    assert_eq!(rig.want(on(first)), [Action::ResumeRecording]);
    assert_eq!(rig.want(on(second)), [Action::StopRecording, start(second)]);
    let failed = recorded(ANN, Recording::Failed { since: second });
    assert_eq!(rig.want(failed), [Action::StopRecording]);
    assert_eq!(rig.want(talking(ANN, CustomerHears::Agent)), []);
}
