//! Interactions.

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::identifiers::{InteractionContextSid, InteractionSid};
use crate::models::Interaction;
use crate::parameter::Json;
use crate::request::Request;
use crate::response::Response;
use crate::response_headers::ResponseHeaders;

impl Client {
    /// Creates an interaction.
    ///
    /// `POST /v1/Interactions`
    pub fn create_interaction(&self, channel: impl Into<Value>) -> CreateInteraction {
        CreateInteraction {
            client: self.clone(),
            channel: channel.into(),
            routing: None,
            interaction_context_sid: None,
            webhook_ttid: None,
        }
    }

    /// Fetches an interaction.
    ///
    /// `GET /v1/Interactions/{Sid}`
    pub fn fetch_interaction(&self, sid: impl Into<InteractionSid>) -> FetchInteraction {
        FetchInteraction {
            client: self.clone(),
            sid: sid.into(),
        }
    }

    /// Updates an interaction.
    ///
    /// `POST /v1/Interactions/{Sid}`
    pub fn update_interaction(&self, sid: impl Into<InteractionSid>) -> UpdateInteraction {
        UpdateInteraction {
            client: self.clone(),
            sid: sid.into(),
            webhook_ttid: None,
        }
    }
}

/// The request of [`Client::create_interaction`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreateInteraction {
    client: Client,
    channel: Value,
    routing: Option<Value>,
    interaction_context_sid: Option<InteractionContextSid>,
    webhook_ttid: Option<String>,
}

impl CreateInteraction {
    /// The interaction's routing logic.
    pub fn routing(mut self, value: impl Into<Value>) -> Self {
        self.routing = Some(value.into());
        self
    }

    /// The interaction's context.
    pub fn interaction_context_sid(mut self, value: impl Into<InteractionContextSid>) -> Self {
        self.interaction_context_sid = Some(value.into());
        self
    }

    /// The interaction's webhook.
    pub fn webhook_ttid(mut self, value: impl Into<String>) -> Self {
        self.webhook_ttid = Some(value.into());
        self
    }

    /// The request as it goes over the wire, to add what this crate does not know.
    pub fn into_request(self) -> Request<Json<Interaction>, ResponseHeaders> {
        self.client
            .request("CreateInteraction", Method::POST, "/v1/Interactions")
            .form("Channel", Json(self.channel))
            .form("Routing", self.routing.map(Json))
            .form("InteractionContextSid", self.interaction_context_sid)
            .form("WebhookTtid", self.webhook_ttid)
    }

    /// Sends the request and returns the content of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<Interaction, Error> {
        self.into_request().send().await
    }

    /// Sends the request and returns content, status and headers of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with_response(self) -> Result<Response<Interaction, ResponseHeaders>, Error> {
        self.into_request().send_with_response().await
    }
}

/// The request of [`Client::fetch_interaction`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct FetchInteraction {
    client: Client,
    sid: InteractionSid,
}

impl FetchInteraction {
    /// The request as it goes over the wire, to add what this crate does not know.
    pub fn into_request(self) -> Request<Json<Interaction>, ResponseHeaders> {
        self.client
            .request("FetchInteraction", Method::GET, "/v1/Interactions/{Sid}")
            .path("Sid", self.sid)
    }

    /// Sends the request and returns the content of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<Interaction, Error> {
        self.into_request().send().await
    }

    /// Sends the request and returns content, status and headers of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with_response(self) -> Result<Response<Interaction, ResponseHeaders>, Error> {
        self.into_request().send_with_response().await
    }
}

/// The request of [`Client::update_interaction`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct UpdateInteraction {
    client: Client,
    sid: InteractionSid,
    webhook_ttid: Option<String>,
}

impl UpdateInteraction {
    /// The interaction's webhook.
    pub fn webhook_ttid(mut self, value: impl Into<String>) -> Self {
        self.webhook_ttid = Some(value.into());
        self
    }

    /// The request as it goes over the wire, to add what this crate does not know.
    pub fn into_request(self) -> Request<Json<Interaction>, ResponseHeaders> {
        self.client
            .request("UpdateInteraction", Method::POST, "/v1/Interactions/{Sid}")
            .path("Sid", self.sid)
            .form("WebhookTtid", self.webhook_ttid)
    }

    /// Sends the request and returns the content of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<Interaction, Error> {
        self.into_request().send().await
    }

    /// Sends the request and returns content, status and headers of the response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with_response(self) -> Result<Response<Interaction, ResponseHeaders>, Error> {
        self.into_request().send_with_response().await
    }
}
