//! A call from a page: the browser's connection is the customer's leg, and there is no dialog.

use acd::{CallFault, EndReason, Fact, Wanted};
use media::CloseReason;
use voice::{Action, Input, LineEvent, LineKind, MemberLegs, PAGE_GRACE};

use crate::rig::{CONTACT, GREETING, Line, Rig, customer, noon};

const LEFT: Fact = Fact::CustomerHungUp { contact: CONTACT };

fn waiting() -> Rig {
    let mut rig = Rig::begin(LineKind::Page);
    rig.input(Input::Arrived);
    rig.want(Wanted::Waiting);
    rig.flowing(customer());
    rig
}

#[test]
fn the_greeting_starts_when_the_browser_is_connected() {
    let mut call = voice::Call::new(CONTACT, LineKind::Page);
    let now = noon();
    assert_eq!(call.handle(Input::Begun, now), []);
    let wanted =
        Input::Wanted { wanted: Wanted::Greeting, phones: MemberLegs::default(), flow: None };
    assert_eq!(call.handle(wanted, now), [Action::Answer]);
    let connected = Input::Media(media::Event::Connected { leg: customer() });
    let listen = Action::Listen { leg: customer(), to: GREETING };
    assert_eq!(call.handle(connected, now), [listen]);
}

#[test]
fn the_button_on_the_page_hangs_up() {
    let mut rig = waiting();
    rig.line(LineEvent::HungUp);
    assert_eq!(rig.facts, [LEFT]);
    assert_eq!(rig.customer_hears(), None);
}

#[test]
fn the_agent_hangs_up_and_the_connection_is_closed() {
    let mut rig = waiting();
    assert_eq!(rig.end(EndReason::EndedByAgent), [Action::CloseLeg]);
    assert!(rig.call.is_over());
}

#[test]
fn a_page_that_is_closed_with_its_sound_has_left() {
    let mut rig = waiting();
    rig.line(LineEvent::PageClosed);
    rig.quiet(customer());
    assert_eq!(rig.facts, []);
    rig.pass(PAGE_GRACE);
    assert_eq!(rig.facts, [LEFT]);
    assert_eq!(rig.customer_hears(), None);
}

#[test]
fn a_page_whose_sound_goes_on_without_a_socket_stays_until_it_is_quiet() {
    let mut rig = waiting();
    rig.line(LineEvent::PageClosed);
    rig.pass(PAGE_GRACE * 3);
    assert_eq!((rig.facts.as_slice(), rig.line), ([].as_slice(), Line::Answered));
    rig.quiet(customer());
    assert_eq!(rig.facts, [LEFT]);
}

#[test]
fn f36_a_page_that_came_back_may_be_quiet_as_long_as_any() {
    let mut rig = waiting();
    rig.line(LineEvent::PageClosed);
    rig.line(LineEvent::PageOpened);
    rig.pass(PAGE_GRACE);
    rig.quiet(customer());
    rig.pass(PAGE_GRACE);
    assert_eq!((rig.facts.as_slice(), rig.line), ([].as_slice(), Line::Answered));
    rig.flowing(customer());
    rig.line(LineEvent::PageClosed);
    rig.quiet(customer());
    rig.pass(PAGE_GRACE);
    assert_eq!(rig.facts, [LEFT], "it can be closed again");
}

#[test]
fn a_second_page_that_is_closed_leaves_the_call_to_the_first() {
    let mut rig = waiting();
    rig.line(LineEvent::PageOpened);
    rig.line(LineEvent::PageClosed);
    rig.quiet(customer());
    rig.pass(PAGE_GRACE);
    assert_eq!((rig.facts.as_slice(), rig.line), ([].as_slice(), Line::Answered));
    rig.line(LineEvent::PageClosed);
    rig.pass(PAGE_GRACE);
    assert_eq!(rig.facts, [LEFT]);
}

#[test]
fn a_closed_connection_is_a_hang_up_and_a_lost_one_is_a_fault() {
    let broke = Fact::CallBroke { contact: CONTACT, fault: CallFault::MediaTimeout };
    for (why, fact) in [
        (CloseReason::ClosedByPeer, LEFT),
        (CloseReason::Lost, broke),
        (CloseReason::NeverConnected, broke),
        (CloseReason::HandshakeFailed, broke),
    ] {
        let mut rig = waiting();
        rig.closed(customer(), why);
        assert_eq!(rig.facts, [fact]);
        assert_eq!(rig.end(EndReason::EndedByCustomer), [], "nothing is left to close");
        assert!(rig.call.is_over());
    }
}

#[test]
fn a_page_is_not_rejected_once_it_has_its_answer() {
    let mut call = voice::Call::new(CONTACT, LineKind::Page);
    let now = noon();
    let wanted = |wanted| Input::Wanted { wanted, phones: MemberLegs::default(), flow: None };
    assert_eq!(call.handle(wanted(Wanted::Waiting), now), [Action::Answer]);
    let ended = Wanted::Ended { reason: Some(EndReason::WaitedTooLong) };
    assert_eq!(call.handle(wanted(ended), now), [Action::CloseLeg]);
}
