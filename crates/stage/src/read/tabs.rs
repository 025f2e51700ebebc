//! VC52: the sentences of tabs, without their owner's name.

use super::words::customer;
use crate::act::AgentAct;
use crate::cast::Agent;
use crate::sight::Standing;
use crate::tabs::TabAct;

pub(super) fn act(words: &[&str]) -> Option<AgentAct> {
    Some(AgentAct::InTabs(match words {
        ["opens", "another", "tab"] => TabAct::OpensAnother,
        ["takes", "the", "voice", "there"] => TabAct::TakesVoiceThere,
        ["closes", "the", "tab", "with", "the", "voice"] => TabAct::ClosesWithVoice,
        ["closes", "the", "tab", "without", "the", "voice"] => TabAct::ClosesWithoutVoice,
        _ => return None,
    }))
}

pub(super) fn standing(agent: Agent, words: &[&str]) -> Result<Option<Standing>, String> {
    Ok(match words {
        ["'s", "other", "tab", "mirrors", who] => {
            Some(Standing::Mirrors { agent, customer: customer(who)? })
        }
        _ => None,
    })
}
