//! VC31: the SIP phone on an agent's desk, which can be theirs instead of the browser: what plays do with it and see of it.

use serde::Serialize;

/// What happens at the phone. What an agent does with it is their wish, as with the buttons of the Workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "at-phone", content = "keys", rename_all = "kebab-case")]
pub enum PhoneAct {
    /// VC21: it is a plain one, from the factory.
    KnowsNoEvents,
    Registers,
    /// It has taken leave. A call that it has goes on.
    IsGone,
    Answers,
    IsBusy,
    Rejects,
    Holds,
    TakesOffHold,
    /// VC21.
    SendsKeys(String),
    HangsUp,
}

/// What the phone does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneDoing {
    Rings,
    InCall,
    /// Neither.
    Silent,
}
