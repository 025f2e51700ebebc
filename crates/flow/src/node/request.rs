//! A question to another system over HTTP. Only data: whether the address may be asked, and with which signature, is for
//! whoever sends it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Millis, NodeId, PromptId, Source, VariableName};

pub const URL_MAX: usize = 2_000;
/// Of what is sent, and of what is taken from the answer.
pub const FIELDS_MAX: usize = 20;
/// A longer answer has failed.
pub const ANSWER_SIZE_MAX: usize = 64 * 1024;
pub const REQUEST_MIN: Millis = Millis::from_secs(1);
/// Nobody waits on the telephone for longer without being told why.
pub const REQUEST_MAX: Millis = Millis::from_secs(15);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowRequest))]
pub struct Request {
    #[serde(default)]
    pub method: Method,
    /// Fixed: nothing that a caller says can lead it elsewhere.
    pub url: String,
    /// As the query of a GET, as the JSON object of a POST.
    #[serde(default)]
    pub send: BTreeMap<String, Source>,
    /// What of the JSON answer goes into which variable, as JSON Pointers (RFC 6901).
    #[serde(default)]
    pub take: BTreeMap<VariableName, String>,
    /// The name of a secret that proves who asks. The operator keeps the secret itself, and says which host may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    #[serde(default = "Request::default_timeout")]
    pub timeout: Millis,
    /// Played over and over meanwhile; without any the caller hears silence.
    #[serde(default)]
    pub prompts: Vec<PromptId>,
    /// After an answer of the 200s.
    pub next: Option<NodeId>,
    /// After any other answer, or none in time.
    pub when_failed: Option<NodeId>,
}

impl Request {
    pub const fn default_timeout() -> Millis {
        Millis::from_secs(5)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowMethod))]
pub enum Method {
    #[default]
    Post,
    Get,
}
