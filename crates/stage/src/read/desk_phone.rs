//! VC31: the sentences of the phone on an agent's desk, without its owner's name.

use super::words::quoted;
use crate::act::AgentAct;
use crate::desk_phone::{PhoneAct, PhoneDoing};

pub(super) fn act(words: &[&str]) -> Result<Option<AgentAct>, String> {
    let doing = match words {
        ["chooses", "the", "lobby", "phone"] => return Ok(Some(AgentAct::ChoosesLobbyPhone)),
        ["chooses", "the", "desk", "phone"] => return Ok(Some(AgentAct::ChoosesDeskPhone)),
        ["chooses", "the", "browser"] => return Ok(Some(AgentAct::ChoosesBrowser)),
        ["'s", "phone", "knows", "no", "telephone", "events"] => PhoneAct::KnowsNoEvents,
        ["'s", "phone", "registers"] => PhoneAct::Registers,
        ["'s", "phone", "is", "gone"] => PhoneAct::IsGone,
        ["'s", "phone", "answers"] => PhoneAct::Answers,
        ["'s", "phone", "is", "busy"] => PhoneAct::IsBusy,
        ["'s", "phone", "rejects", "the", "call"] => PhoneAct::Rejects,
        ["'s", "phone", "holds"] => PhoneAct::Holds,
        ["'s", "phone", "takes", "off", "hold"] => PhoneAct::TakesOffHold,
        ["'s", "phone", "sends", "keys", keys] => PhoneAct::SendsKeys(quoted(keys)?),
        ["'s", "phone", "hangs", "up"] => PhoneAct::HangsUp,
        _ => return Ok(None),
    };
    Ok(Some(AgentAct::AtPhone(doing)))
}

pub(super) fn doing(words: &[&str]) -> Option<PhoneDoing> {
    match words {
        ["'s", "phone", "still", "rings"] => Some(PhoneDoing::Rings),
        ["'s", "phone", "is", "still", "in", "the", "call"] => Some(PhoneDoing::InCall),
        ["'s", "phone", "is", "still", "silent"] => Some(PhoneDoing::Silent),
        _ => None,
    }
}
