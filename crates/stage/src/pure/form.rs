//! The form in which states are kept: which fields there are, and what kind of value each holds.

use std::collections::BTreeSet;
use std::fmt;

use acd::Acd;
use serde_json::Value;

/// One line for each place and kind, as in `agents.*.acw.until: number`. A star is any id, `[]` any element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form(BTreeSet<String>);

impl Form {
    /// Adds what `acd` shows of the form; a state shows only the variants that it is in.
    pub(super) fn meet(&mut self, acd: &Acd) {
        let value = serde_json::to_value(acd).expect("a state can be written");
        self.walk("", &value);
    }

    pub fn join(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    fn walk(&mut self, place: &str, value: &Value) {
        let kind = match value {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    let name = if is_id(name) { "*" } else { name };
                    let dot = if place.is_empty() { "" } else { "." };
                    self.walk(&format!("{place}{dot}{name}"), inner);
                }
                return;
            }
            Value::Array(elements) => {
                for element in elements {
                    self.walk(&format!("{place}[]"), element);
                }
                return;
            }
            // Which word of an enum it is matters not: a word that is gone fails to be read, which is noticed.
            Value::String(_) => "text",
            Value::Number(_) => "number",
            Value::Bool(_) => "yes or no",
            Value::Null => "nothing",
        };
        self.0.insert(format!("{place}: {kind}"));
    }
}

impl fmt::Display for Form {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// A key that is a number or a UUID.
fn is_id(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
        && key.contains(|c: char| c.is_ascii_digit())
}
