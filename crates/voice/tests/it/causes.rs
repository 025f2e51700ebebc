//! What the far end is told of the end.

use acd::EndReason;
use sip::{Cause, Rejection};
use voice::{cause, rejection};

#[test]
fn every_end_before_the_answer_has_its_response() {
    let status = |reason| rejection(reason).status();
    assert_eq!(status(None), 503);
    assert_eq!(status(Some(EndReason::SystemFault)), 503);
    assert_eq!(status(Some(EndReason::QueueFull)), 486);
    assert_eq!(status(Some(EndReason::NobodyOnline)), 480);
    assert_eq!(status(Some(EndReason::ClosedHours)), 480);
    assert_eq!(status(Some(EndReason::NotAllowed)), 603);
    assert_eq!(status(Some(EndReason::InvalidNumber)), 404);
    assert!(
        matches!(rejection(None), Rejection::Unavailable { retry_after: Some(_) }),
        "F41: who is told to go away is told for how long"
    );
}

#[test]
fn every_end_after_the_answer_has_its_reason() {
    assert_eq!(cause(Some(EndReason::EndedByAgent)), Cause::Q850(16));
    assert_eq!(cause(Some(EndReason::WaitedTooLong)), Cause::Q850(31));
    assert_eq!(cause(Some(EndReason::MediaTimeout)), Cause::Q850(102));
    assert_eq!(cause(Some(EndReason::SystemFault)), Cause::Q850(41));
    assert_eq!(cause(None), Cause::Q850(41));
}
