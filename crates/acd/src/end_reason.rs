//! The closed list of ways in which a contact ends (RC01). Each contact gets exactly one.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    LeftInFlow,
    LeftInQueue,
    LeftWhileRinging,
    ClosedHours,
    NobodyOnline,
    WaitedTooLong,
    QueueFull,
    Voicemail,
    Callback,
    CallbackFailed,
    EndedByCustomer,
    EndedByAgent,
    CustomerTimeout,
    TransferredOut,
    AgentLost,
    MediaTimeout,
    NoAck,
    Refused,
    SystemFault,
    Answered,
    Busy,
    NoAnswer,
    Rejected,
    InvalidNumber,
    NotAllowed,
    NoLine,
    Cancelled,
}
