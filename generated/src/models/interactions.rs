//! Models of interactions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::identifiers::{InteractionContextSid, InteractionSid};

/// An interaction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Interaction {
    /// Identifies the interaction.
    pub sid: Option<InteractionSid>,

    /// The communication channel.
    pub channel: Option<Value>,

    /// The rules of routing.
    pub routing: Option<Value>,

    /// The URL of this resource.
    pub url: Option<String>,

    /// URLs of resources below this one.
    pub links: Option<BTreeMap<String, String>>,

    /// Identifies the context.
    pub interaction_context_sid: Option<InteractionContextSid>,

    /// Identifies the webhook.
    pub webhook_ttid: Option<String>,

    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
