//! What a mock does with the requests of one operation.

use std::marker::PhantomData;

use http::StatusCode;
use serde::Serialize;

use super::Mock;
use super::answer::{Answered, AsAnswer, documented};
use super::fault::Fault;
use super::plan::Plan;
use super::received::{Misread, Received};
use crate::error::ContentError;
use crate::response::Content;

/// An operation, as a mock knows it: its requests as a type. There is one for each method of the client.
pub trait MockedOperation: Sized {
    /// How the client reads the answers.
    type Content: AsAnswer;

    /// The name of the client's method.
    const METHOD: &str;

    /// Reads a request that a mock received.
    ///
    /// # Errors
    ///
    /// What of it is not as the API's document says.
    fn read(request: &Received) -> Result<Self, Misread>;
}

/// What a [`Mock`] does with the requests of an operation, made by the method of the mock that is called
/// as that of the client.
///
/// Answers are given one for each request, in the order in which they are set. Before the first
/// and after the last, the mock answers with the example of the API's document.
pub struct Mocked<O> {
    mock: Mock,
    operation: PhantomData<fn() -> O>,
}

impl<O: MockedOperation> Mocked<O> {
    pub(super) fn new(mock: Mock) -> Self {
        Self { mock, operation: PhantomData }
    }

    /// The content of the usual answer, to be changed and set.
    ///
    /// # Errors
    ///
    /// The example of the API's document is not what the document says.
    pub fn example(&self) -> Result<<O::Content as Content>::Body, ContentError> {
        let answer = match self.mock.usual(O::METHOD) {
            Some(example) => documented(example),
            None => Answered::new(StatusCode::OK, ""),
        };
        O::Content::decode(answer.status, &answer.headers, &answer.content)
    }

    /// Answers the next request with this content.
    pub fn answer(&self, body: impl Into<<O::Content as Content>::Body>) -> &Self {
        let status = self.mock.usual(O::METHOD).map_or(200, |example| example.status);
        let status = StatusCode::from_u16(status).unwrap_or_default();
        let answer = O::Content::as_answer(&body.into(), status);
        self.plan(answer.map_or_else(|error| Plan::Broken(error.to_string()), Plan::Answer))
    }

    /// Answers the next request with an answer of any kind, of the document or not.
    pub fn answer_as(&self, answer: Answered) -> &Self {
        self.plan(Plan::Answer(answer))
    }

    /// Answers the next request with a status and JSON, an error of the API say.
    pub fn answer_json(&self, status: StatusCode, content: &impl Serialize) -> &Self {
        let answer = Answered::json(status, content);
        self.plan(answer.map_or_else(|error| Plan::Broken(error.to_string()), Plan::Answer))
    }

    /// Answers the next request with an example of the API's document, by its name there.
    pub fn answer_example(&self, name: &str) -> &Self {
        self.plan(Plan::Example(name.to_owned()))
    }

    /// Answers the next request with the document's example of a status, or with a message of the
    /// mock's own if there is none.
    pub fn answer_status(&self, status: StatusCode) -> &Self {
        self.plan(Plan::Status(status))
    }

    /// Lets a fault happen to the next request.
    pub fn fail(&self, fault: Fault) -> &Self {
        self.plan(Plan::Fault(fault))
    }

    /// Gives what was set last to all requests that follow as well.
    pub fn for_ever(&self) -> &Self {
        self.mock.state().repeat_last(O::METHOD);
        self
    }

    /// The requests that were received and not refused, in their order.
    ///
    /// # Errors
    ///
    /// What of one is not as the API's document says.
    pub fn requests(&self) -> Result<Vec<O>, Misread> {
        let received = self.received();
        received.iter().filter(|request| request.refusal.is_none()).map(O::read).collect()
    }

    /// The requests as they were received, those that were refused included.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let is_own = |request: &Received| request.operation.as_deref() == Some(O::METHOD);
        self.mock.received().into_iter().filter(is_own).collect()
    }

    fn plan(&self, plan: Plan) -> &Self {
        self.mock.state().plan(O::METHOD, plan);
        self
    }
}
