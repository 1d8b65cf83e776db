//! Operations that are waited for, as they are generated.

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::parameter::Json;
use crate::request::Request;
use crate::wait::{Awaited, Progress, Wait, WaitError};

impl Client {
    /// Begins to make a thing.
    pub fn make_thing(&self) -> MakeThing {
        MakeThing { client: self.clone() }
    }

    /// The parts of a thing, which are made one after the other.
    pub fn list_parts(&self, id: impl Into<String>) -> ListParts {
        ListParts { client: self.clone(), id: id.into() }
    }
}

/// The request of [`Client::make_thing`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct MakeThing {
    client: Client,
}

impl MakeThing {
    /// The request in its general form.
    pub fn into_request(self) -> Request<Json<Value>> {
        self.client.request("MakeThing", Method::POST, "/Things")
    }

    /// Sends the request, and waits until the first part is `ready`.
    ///
    /// # Errors
    ///
    /// [`WaitError`] says why the wait has ended.
    pub fn wait_until_ready(
        self,
        wait: impl Into<Wait>,
    ) -> impl Future<Output = Result<Value, WaitError<Value, Value>>> {
        let client = self.client.clone();
        self.into_request().then_wait(
            wait.into(),
            move |created: &Value| {
                Some(client.list_parts(created.get("id")?.as_str()?).into_request())
            },
            first_part(),
        )
    }
}

/// The request of [`Client::list_parts`].
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct ListParts {
    client: Client,
    id: String,
}

impl ListParts {
    /// The request in its general form.
    pub fn into_request(self) -> Request<Json<Value>> {
        self.client.request("ListPart", Method::GET, "/Things/{Id}/Parts").path("Id", self.id)
    }

    /// Sends the request again and again, until the first part is `ready`.
    ///
    /// # Errors
    ///
    /// [`WaitError`] says why the wait has ended.
    pub fn wait_until_ready(
        self,
        wait: impl Into<Wait>,
    ) -> impl Future<Output = Result<Value, WaitError<Value>>> {
        self.into_request().wait(wait.into(), first_part())
    }
}

/// The first part, until it is ready.
fn first_part() -> Awaited<Value, Value> {
    Awaited {
        until: "ready",
        thing: |answer: Value| answer.get("parts")?.get(0).cloned(),
        progress: |part: &Value| {
            Some(match part.get("status")?.as_str()? {
                "ready" => Progress::Reached,
                "broken" => Progress::Failed,
                "new" => Progress::Pending,
                _ => Progress::Unexpected,
            })
        },
        status: |part: &Value| Some(part.get("status")?.as_str()?.to_owned()),
        code: |part: &Value| Some(part.get("code")?.to_string()),
        message: |part: &Value| Some(part.get("message")?.as_str()?.to_owned()),
    }
}
