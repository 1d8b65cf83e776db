//! The kinds of identifiers of this API.

use serde::{Deserialize, Serialize};

use crate::identifier::identifier;

/// Identifies an interaction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InteractionSid(String);

identifier!(InteractionSid, "KD", 32);

/// Identifies an interaction context.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InteractionContextSid(String);

identifier!(InteractionContextSid, "HQ", 32);
