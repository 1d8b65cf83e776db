//! The client as somebody would write it by hand for these two calls.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

const URL: &str = "https://flex-api.twilio.com/v1/Interactions";

#[derive(Serialize, Deserialize)]
pub(crate) struct Channel {
    pub(crate) r#type: String,
    pub(crate) initiated_by: String,
    pub(crate) participants: Vec<Participant>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Participant {
    pub(crate) address: String,
    pub(crate) proxy_address: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Routing {
    pub(crate) properties: RoutingProperties,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RoutingProperties {
    pub(crate) workspace_sid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) workflow_sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) queue_sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) worker_sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) task_channel_unique_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attributes: Option<Value>,
}

/// The request that creates an interaction.
pub(crate) fn request(
    client: &reqwest::Client,
    channel: &impl Serialize,
    routing: &impl Serialize,
) -> reqwest::Request {
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("Channel", &serde_json::to_string(channel).expect("it is JSON"))
        .append_pair("Routing", &serde_json::to_string(routing).expect("it is JSON"))
        .finish();
    client
        .request(Method::POST, URL)
        .basic_auth("AC0", Some("token"))
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form)
        .build()
        .expect("the request is complete")
}

/// An interaction with the fields that nobody knows.
#[derive(Deserialize)]
#[expect(dead_code, clippy::struct_field_names, reason = "it is only read")]
pub(crate) struct Interaction {
    sid: Option<String>,
    channel: Option<ReceivedChannel>,
    routing: Option<ReceivedRouting>,
    interaction_context_sid: Option<String>,
    webhook_ttid: Option<String>,
    url: Option<String>,
    links: Option<BTreeMap<String, String>>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct ReceivedChannel {
    r#type: String,
    initiated_by: String,
    participants: Vec<ReceivedParticipant>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct ReceivedParticipant {
    address: String,
    proxy_address: String,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct ReceivedRouting {
    properties: ReceivedProperties,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct ReceivedProperties {
    workspace_sid: String,
    workflow_sid: Option<String>,
    queue_sid: Option<String>,
    worker_sid: Option<String>,
    task_channel_unique_name: Option<String>,
    attributes: Option<Value>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// An interaction without the fields that nobody knows.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
pub(crate) struct KnownInteraction {
    sid: Option<String>,
    channel: Option<Channel>,
    routing: Option<Routing>,
    interaction_context_sid: Option<String>,
    webhook_ttid: Option<String>,
    url: Option<String>,
    links: Option<BTreeMap<String, String>>,
}

/// Reads a response, and says where it cannot be read.
pub(crate) fn decode<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_slice(response.body());
    serde_path_to_error::deserialize(&mut reader).map_err(|error| error.to_string())
}
