//! VC30: the sentences of a call between two agents. Where the other one is a customer they are none of these.

use super::words::{agent, bracketed, quoted, span};
use crate::act::AgentAct;
use crate::cast::Agent;
use crate::internal::{Colleague, InternalAct, InternalSight};
use crate::sight::Sight;

pub(super) fn act(words: &[&str]) -> Result<Option<AgentAct>, String> {
    let (who, doing) = match words {
        ["calls", who] => (who, InternalAct::Calls),
        ["accepts", who] => (who, InternalAct::Accepts),
        ["declines", who] => (who, InternalAct::Declines),
        ["holds", who] => (who, InternalAct::Holds),
        ["takes", who, "off", "hold"] => (who, InternalAct::TakesOffHold),
        ["mutes", who] => (who, InternalAct::Mutes),
        ["unmutes", who] => (who, InternalAct::Unmutes),
        ["hangs", "up", "on", who] => (who, InternalAct::HangsUp),
        ["pauses", "the", "recording", "of", who] => (who, InternalAct::PausesRecording),
        ["transfers", who, "to", to] if Colleague::named(who).is_some() => {
            (who, InternalAct::Transfers { to: agent(to)? })
        }
        ["consults", whom, "about", who] if Colleague::named(who).is_some() => {
            (who, InternalAct::Consults { consultant: agent(whom)? })
        }
        ["sends", "keys", keys, "to", who] if Colleague::named(who).is_some() => {
            (who, InternalAct::SendsKeys { keys: quoted(keys)? })
        }
        _ => return Ok(None),
    };
    Ok(Colleague::named(who).map(|colleague| AgentAct::Internal { colleague, doing }))
}

pub(super) fn sight(of: Agent, words: &[&str]) -> Result<Option<Sight>, String> {
    let (who, what) = match words {
        ["rings", "for", who, time] => {
            let who = who.strip_suffix(',').unwrap_or(who);
            (who, InternalSight::Rings { span: span(time)? })
        }
        ["missed", who] => (*who, InternalSight::Missed),
        ["declined", who] => (*who, InternalSight::Declined),
        ["was", "not", "shown", who] => (*who, InternalSight::NotShown),
        ["stops", "ringing", "for", who] => (*who, InternalSight::StopsRinging),
        ["talks", "with", who] => (*who, InternalSight::Talks),
        ["'s", "call", "to", who, "ended", why] => {
            let why = bracketed(why)?;
            let reason = serde_json::from_value(serde_json::Value::from(why))
                .map_err(|_| format!("`{why}` is no end reason"))?;
            (*who, InternalSight::Ended { reason })
        }
        _ => return Ok(None),
    };
    Ok(Colleague::named(who).map(|colleague| Sight::Internal { agent: of, colleague, what }))
}

/// What is seen of the phone in the lobby.
pub(super) fn called_by(by: &str, time: &str) -> Result<Sight, String> {
    let agent = agent(by.strip_suffix(',').unwrap_or(by))?;
    let (colleague, what) = (Colleague::Lobby, InternalSight::IsCalled { span: span(time)? });
    Ok(Sight::Internal { agent, colleague, what })
}
