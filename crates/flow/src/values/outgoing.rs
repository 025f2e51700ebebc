//! A request as it is to be sent, and what is taken from its answer.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::{Secret, Values};
use crate::{ANSWER_SIZE_MAX, Flow, Method, Millis, Node, NodeId, REQUEST_MAX, Source};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub method: Method,
    pub url: String,
    pub fields: BTreeMap<String, Field>,
    /// The name of the secret that proves who asks.
    pub secret: Option<String>,
    pub timeout: Millis,
}

#[derive(Clone, PartialEq, Eq)]
pub enum Field {
    Known(String),
    Secret(Secret),
}

/// It may be a customer's number, and stands in no log.
impl fmt::Debug for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Known(_) => "Known(_)",
            Self::Secret(_) => "Secret(_)",
        })
    }
}

impl Values {
    /// `None` where it cannot be sent: a secret is missing. A variable that was never set is sent empty.
    pub fn request(&self, flow: &Flow, node: NodeId) -> Option<Outgoing> {
        let Some(Node::Request(request)) = flow.node(node) else { return None };
        let mut fields = BTreeMap::new();
        for (name, source) in &request.send {
            fields.insert(name.clone(), self.field(flow, source)?);
        }
        let (method, url) = (request.method, request.url.clone());
        let (secret, timeout) = (request.secret.clone(), request.timeout.min(REQUEST_MAX));
        Some(Outgoing { method, url, fields, secret, timeout })
    }

    /// Takes what the flow wants of an answer of the 200s. Whether it was one that makes sense.
    #[must_use]
    pub fn take(&mut self, flow: &Flow, node: NodeId, body: &[u8]) -> bool {
        let Some(Node::Request(request)) = flow.node(node) else { return false };
        if request.take.is_empty() {
            return true;
        }
        if body.len() > ANSWER_SIZE_MAX {
            return false;
        }
        let Ok(answer) = serde_json::from_slice::<Value>(body) else { return false };
        for (name, pointer) in &request.take {
            self.put(name, answer.pointer(pointer).and_then(text));
        }
        true
    }

    fn field(&self, flow: &Flow, source: &Source) -> Option<Field> {
        let name = match source {
            Source::Text(text) => return Some(Field::Known(text.clone())),
            Source::Variable(name) => name,
        };
        if let Some(secret) = self.secrets.get(name) {
            return Some(Field::Secret(secret.clone()));
        }
        let masked = flow.nodes.values().any(
            |node| matches!(node, Node::Digits(digits) if node.is_masked() && digits.into == *name),
        );
        if masked {
            return None;
        }
        Some(Field::Known(self.known.get(name).cloned().unwrap_or_default()))
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
