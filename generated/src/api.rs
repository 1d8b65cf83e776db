//! What is particular to this API.

/// Where requests go unless the builder of the client says otherwise.
pub(crate) const BASE_URL: &str = "https://flex-api.twilio.com";
