//! Why the core ended a contact, in the words of SIP: a final response before the answer, a Reason with the BYE after it.

use std::time::Duration;

use acd::{DialFailure, EndReason};
use sip::{Cause, Rejection};

/// When a caller may try again after a fault of ours.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// The response to a call that is not answered. `None`: the core never knew it.
pub fn rejection(reason: Option<EndReason>) -> Rejection {
    let unavailable = Rejection::Unavailable { retry_after: Some(RETRY_AFTER) };
    let Some(reason) = reason else { return unavailable };
    match reason {
        EndReason::QueueFull | EndReason::Busy => Rejection::Busy,
        EndReason::Refused | EndReason::Rejected | EndReason::NotAllowed => Rejection::Declined,
        EndReason::InvalidNumber => Rejection::NotFound,
        EndReason::SystemFault | EndReason::NoLine => unavailable,
        EndReason::ClosedHours
        | EndReason::NobodyOnline
        | EndReason::WaitedTooLong
        | EndReason::LeftInFlow
        | EndReason::LeftInQueue
        | EndReason::LeftWhileRinging
        | EndReason::Voicemail
        | EndReason::Callback
        | EndReason::CallbackFailed
        | EndReason::EndedByCustomer
        | EndReason::EndedByAgent
        | EndReason::CustomerTimeout
        | EndReason::TransferredOut
        | EndReason::AgentLost
        | EndReason::MediaTimeout
        | EndReason::NoAck
        | EndReason::Answered
        | EndReason::NoAnswer
        | EndReason::Cancelled => Rejection::TemporarilyUnavailable,
    }
}

/// VC06: what a final response to a call of ours means for the one who made it. 408 is also what is left of a trunk that said
/// nothing at all.
pub const fn dial_failure(status: u16, rang: bool) -> DialFailure {
    match status {
        486 | 600 => DialFailure::Busy,
        404 | 410 | 484 | 485 | 604 => DialFailure::InvalidNumber,
        403 | 603 | 607 | 608 => DialFailure::Rejected,
        480 | 487 => DialFailure::NoAnswer,
        408 if rang => DialFailure::NoAnswer,
        _ => DialFailure::NoLine,
    }
}

/// The Reason of the BYE that ends an answered call (Q.850).
pub fn cause(reason: Option<EndReason>) -> Cause {
    match reason {
        // 31, normal, unspecified: nobody here had time.
        Some(
            EndReason::ClosedHours
            | EndReason::NobodyOnline
            | EndReason::WaitedTooLong
            | EndReason::QueueFull,
        ) => Cause::Q850(31),
        // 102, recovery on timer expiry.
        Some(EndReason::MediaTimeout | EndReason::NoAck) => Cause::Q850(102),
        Some(EndReason::SystemFault | EndReason::AgentLost) | None => Cause::TEMPORARY_FAILURE,
        Some(
            EndReason::LeftInFlow
            | EndReason::LeftInQueue
            | EndReason::LeftWhileRinging
            | EndReason::Voicemail
            | EndReason::Callback
            | EndReason::CallbackFailed
            | EndReason::EndedByCustomer
            | EndReason::EndedByAgent
            | EndReason::CustomerTimeout
            | EndReason::TransferredOut
            | EndReason::Refused
            | EndReason::Answered
            | EndReason::Busy
            | EndReason::NoAnswer
            | EndReason::Rejected
            | EndReason::InvalidNumber
            | EndReason::NotAllowed
            | EndReason::NoLine
            | EndReason::Cancelled,
        ) => Cause::NORMAL_CLEARING,
    }
}
