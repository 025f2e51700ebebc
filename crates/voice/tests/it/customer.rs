//! Whether the customer is still there (F36, F37).

use std::time::Duration;

use acd::{CallFault, CustomerHears, EndReason, Fact};
use sip::Cause;
use voice::{Action, LineEvent, PROBE_MAX, QUIET_MAX, QUIET_ON_HOLD_MAX, UNHEARD_MAX};

use crate::rig::{ANN, CONTACT, Line, Rig, customer, talking};

const LOST: Fact = Fact::CallBroke { contact: CONTACT, fault: CallFault::MediaTimeout };
const A_WHILE: Duration = Duration::from_millis(1);

#[test]
fn f36_a_dead_customer_is_probed_and_then_hung_up() {
    let mut rig = Rig::talking();
    rig.quiet(customer());
    assert_eq!(rig.pass(QUIET_MAX.saturating_sub(A_WHILE)), []);
    assert_eq!(rig.pass(A_WHILE), [Action::Probe]);
    assert_eq!(rig.pass(PROBE_MAX.saturating_sub(A_WHILE)), []);
    rig.pass(A_WHILE);
    assert_eq!(rig.line, Line::HungUp(Cause::Q850(102)));
    assert_eq!(rig.facts, [LOST]);
    assert_eq!(rig.end(EndReason::MediaTimeout), []);
    assert!(rig.call.is_over());
}

#[test]
fn f36_a_silent_customer_who_answers_the_probe_stays() {
    let mut rig = Rig::talking();
    rig.quiet(customer());
    assert_eq!(rig.pass(QUIET_MAX), [Action::Probe]);
    rig.line(LineEvent::Probed);
    assert_eq!(rig.pass(PROBE_MAX), []);
    assert_eq!(
        rig.pass(QUIET_MAX.saturating_sub(PROBE_MAX)),
        [Action::Probe],
        "and is asked again"
    );
    assert_eq!(rig.line, Line::Answered);
}

#[test]
fn f36_a_customer_who_is_heard_again_is_left_alone() {
    let mut rig = Rig::talking();
    rig.quiet(customer());
    rig.flowing(customer());
    assert_eq!(rig.call.next_deadline(), None);
}

#[test]
fn f36_on_hold_more_patience_is_had() {
    let mut rig = Rig::talking();
    rig.want(talking(ANN, CustomerHears::Music));
    rig.quiet(customer());
    assert_eq!(rig.pass(QUIET_ON_HOLD_MAX.saturating_sub(A_WHILE)), []);
    assert_eq!(rig.pass(A_WHILE), [Action::Probe]);
}

#[test]
fn f37_a_customer_who_was_never_heard_is_asked_once_to_begin_anew() {
    let mut rig = Rig::ringing();
    rig.want(acd::Wanted::Waiting);
    assert_eq!(rig.pass(UNHEARD_MAX), [Action::Probe]);
    assert_eq!(rig.pass(PROBE_MAX), [], "their silence is no verdict yet");
}

#[test]
fn a_leg_that_the_plane_has_lost_ends_the_dialog_as_well() {
    let mut rig = Rig::talking();
    rig.plane.remove(&customer());
    let closed = media::Event::Closed { leg: customer(), why: media::CloseReason::Lost };
    rig.input(voice::Input::Media(closed));
    assert_eq!(rig.line, Line::HungUp(Cause::Q850(102)));
    assert_eq!(rig.facts, [LOST]);
}

#[test]
fn f49_an_answer_that_is_never_acknowledged_breaks_the_call() {
    let mut rig = Rig::talking();
    rig.line(LineEvent::Broken(CallFault::NoAck));
    assert_eq!(rig.facts, [Fact::CallBroke { contact: CONTACT, fault: CallFault::NoAck }]);
    assert_eq!(rig.customer_hears(), None);
}
