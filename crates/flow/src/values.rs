//! What a caller keyed in, and what is known of them: everything that no journal may hold. It lives beside the run, with
//! whoever feeds it, and is stored in a place of its own that can be erased. Secrets are not stored at all: after a restart
//! they are missing, and the request that wants one has failed.

mod outgoing;
mod secret;

use std::collections::BTreeMap;
use std::fmt;

pub use outgoing::{Field, Outgoing};
pub use secret::Secret;
use serde::{Deserialize, Serialize};

use crate::meaning::judge;
use crate::{
    Doing, Event, Flow, Kept, Key, Left, Meaning, Node, NodeId, Press, Run, Secrecy, Source,
    TEXT_MAX, VariableName, Way,
};

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    known: BTreeMap<VariableName, String>,
    /// The digits of the question that is asked now.
    keyed: String,
    #[serde(skip)]
    secrets: BTreeMap<VariableName, Secret>,
    #[serde(skip)]
    keyed_secret: Secret,
}

impl Values {
    /// With what is known before a flow begins.
    pub fn of_call(caller_number: Option<String>, dialled_number: Option<String>) -> Self {
        let given = [("caller_number", caller_number), ("dialled_number", dialled_number)];
        let known = given
            .into_iter()
            .filter_map(|(name, text)| text.map(|text| (VariableName(name.to_owned()), text)));
        Self { known: known.collect(), ..Self::default() }
    }

    /// Before the run: a key is judged, and kept here if it is a digit that a node collects. The run gets the meaning, the
    /// record the key, unless it is masked.
    pub fn press(&mut self, flow: &Flow, run: &Run, key: Key) -> Press {
        let press = judge(flow, run, key);
        match (press.meaning, press.kept) {
            (Meaning::Digit, Kept::Shown) => self.keyed.push(key.as_char()),
            (Meaning::Digit, Kept::Masked) => self.keyed_secret.push(key.as_char()),
            _ => {}
        }
        press
    }

    /// After the run: what happened to it happens to the values.
    pub fn follow(&mut self, flow: &Flow, event: &Event) {
        match event {
            Event::Left(left) => self.leave(flow, left),
            Event::Stopped(stopped) if is_keying(stopped.doing) => {}
            Event::Stopped(_) | Event::Began(_) => self.forget_keyed(),
            Event::Ended(_) => {
                self.forget_keyed();
                self.secrets.clear();
            }
        }
    }

    /// Of a condition: the first case that is met.
    pub fn choose(&self, flow: &Flow, node: NodeId) -> Option<u8> {
        let Some(Node::Condition(condition)) = flow.node(node) else { return None };
        let value = self.known.get(&condition.variable)?;
        let met = condition.cases.iter().position(|case| case.test.is_met(value, &case.text));
        met.and_then(|case| u8::try_from(case).ok())
    }

    /// What may be shown to members, sent along and stored.
    pub fn known(&self) -> impl Iterator<Item = (&VariableName, &str)> {
        self.known.iter().map(|(name, text)| (name, text.as_str()))
    }

    fn leave(&mut self, flow: &Flow, left: &Left) {
        match (flow.node(left.node), left.way) {
            (Some(Node::Digits(digits)), Way::Entered(keys)) => {
                self.enter(&digits.into, digits.secrecy, keys);
            }
            (Some(Node::Set(set)), Way::Next) => {
                let text = match &set.to {
                    Source::Text(text) => Some(text.clone()),
                    Source::Variable(name) => self.known.get(name).cloned(),
                };
                self.put(&set.variable, text);
            }
            _ => {}
        }
        self.forget_keyed();
    }

    fn enter(&mut self, into: &VariableName, secrecy: Secrecy, keys: u8) {
        match secrecy {
            Secrecy::Shown => {
                let whole = self.keyed.len() == usize::from(keys);
                let keyed = std::mem::take(&mut self.keyed);
                self.put(into, whole.then_some(keyed));
            }
            Secrecy::Masked => {
                self.secrets.remove(into);
                let keyed = std::mem::take(&mut self.keyed_secret);
                // After a restart the first digits are gone: a part of a secret is none.
                if keyed.len() == usize::from(keys) {
                    self.secrets.insert(into.clone(), keyed);
                }
            }
        }
    }

    fn put(&mut self, name: &VariableName, text: Option<String>) {
        match text {
            Some(text) if text.chars().count() <= TEXT_MAX => {
                self.known.insert(name.clone(), text);
            }
            _ => {
                self.known.remove(name);
            }
        }
    }

    fn forget_keyed(&mut self) {
        self.keyed.clear();
        self.keyed_secret = Secret::default();
    }
}

/// The names alone: what customers key in and are called stands in no log.
impl fmt::Debug for Values {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.known.keys()).entries(self.secrets.keys()).finish()
    }
}

const fn is_keying(doing: Doing) -> bool {
    matches!(doing, Doing::Listen { keys: 1.., .. })
}
