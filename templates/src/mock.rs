//! Tests without an account, by the feature `mock`: a stand-in for the API.
//!
//! A [`Mock`] knows all operations of the API. It answers with the examples of the API's document, checks
//! each request against the document, and keeps what it received. [`Mock::client`] makes a client that
//! asks it without a network; [`Mock::serve`] starts a server on this machine. For each method of the client, the
//! mock has one of the same name: it says what is answered instead, and what was asked for.
//!
//! ```
//! use http::Method;
//! use templates::mock::Mock;
//! use templates::{NoContent, Request};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = Mock::new().strict();
//! let client = mock.client()?;
//! let request: Request<NoContent> = client.request("Unknown", Method::GET, "/no/such/path");
//! assert!(request.send().await.is_err());
//! assert_eq!(mock.refusals(), ["no operation has the path /no/such/path"]);
//! # Ok(())
//! # }
//! ```
//!
//! Each mock is apart from all others, so that tests can run side by side. Answers may be set while it
//! is in use.
//!
//! Programs in other languages ask the same mock as `cargo xtask mock` serves it. They say by the header `Prefer`
//! what they would like to be answered: `code=404`, `example=..` by the name in the document, or
//! `fault=..` by the names in [`Fault::ALL`].

mod answer;
mod check;
mod fault;
mod mocked;
mod multipart;
mod pages;
mod plan;
mod prefer;
mod received;
mod reply;
mod route;
mod schema;
mod server;
mod table;
mod transport;
mod values;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, AUTHORIZATION, COOKIE, HOST, HeaderName};
use http::request::Parts;

pub use answer::{Answered, AsAnswer};
pub use fault::Fault;
pub use mocked::{Mocked, MockedOperation};
pub use received::{Misread, Received, ReceivedPart};
pub use server::MockServer;

use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::mocked as api;
use answer::{of_status, refused};
use check::{Checked, Sent, check, covers, decoded_field};
use plan::{Plan, State};
use reply::Reply;
use table::{Example, Operation, Scheme, Table};

/// A stand-in for the API. Clones are the same one.
#[derive(Clone)]
pub struct Mock {
    shared: Arc<Shared>,
}

struct Shared {
    table: Table,
    /// Why there is no table.
    problem: Option<String>,
    state: Mutex<State>,
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Mock {
    /// A mock that answers with the examples of the API's document.
    #[must_use]
    pub fn new() -> Self {
        let read = serde_json::from_str::<Table>(api::TABLE);
        let problem = read.as_ref().err().map(ToString::to_string);
        Self::with(read.unwrap_or_default(), problem)
    }

    /// A mock of another API, by its table of operations. It is what `cargo xtask mock` serves.
    ///
    /// # Errors
    ///
    /// Why the text is no such table.
    #[doc(hidden)]
    pub fn of_table(table: &str) -> Result<Self, serde_json::Error> {
        Ok(Self::with(serde_json::from_str(table)?, None))
    }

    fn with(table: Table, problem: Option<String>) -> Self {
        let state = Mutex::new(State::default());
        Self { shared: Arc::new(Shared { table, problem, state }) }
    }

    /// Tells of each exchange, and keeps none: for a server that runs for long.
    #[must_use]
    pub fn observed_by(self, observer: impl Fn(&Received) + Send + Sync + 'static) -> Self {
        self.state().observer = Some(Arc::new(observer));
        self
    }

    /// Refuses requests also for values that enumerations do not have, for texts that do not match
    /// their pattern, for lengths and ranges, and for parameters and fields that operations do
    /// not have. Without it, all that can be told of a newer API passes.
    #[must_use]
    pub fn strict(self) -> Self {
        self.state().is_strict = true;
        self
    }

    /// A client that asks this mock, without a network.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the environment has a proxy that cannot be read.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// The builder of such a client, to set retries or limits of time.
    pub fn client_builder(&self) -> ClientBuilder {
        api::credentials(Client::builder()).transport(self.clone())
    }

    /// Starts a server on this machine, at a port that is free.
    ///
    /// # Errors
    ///
    /// The system gives no port, or no thread.
    pub fn serve(&self) -> std::io::Result<MockServer> {
        self.serve_at(0)
    }

    /// The same at a port.
    ///
    /// # Errors
    ///
    /// As [`serve`](Self::serve); the port may be taken.
    pub fn serve_at(&self, port: u16) -> std::io::Result<MockServer> {
        server::start(self.clone(), port)
    }

    /// What was received, in the order of the answers.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.state().received.clone()
    }

    /// Why requests were refused, in their order: empty if a program has sent nothing wrong.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        self.state().received.iter().filter_map(|request| request.refusal.clone()).collect()
    }

    /// What it does with the requests of an operation.
    #[must_use]
    pub fn operation<O: MockedOperation>(&self) -> Mocked<O> {
        Mocked::new(self.clone())
    }

    /// How many operations it knows, whatever ways each has to send its body.
    #[doc(hidden)]
    #[must_use]
    pub fn operation_count(&self) -> usize {
        let ids = self.shared.table.operations.iter().map(|operation| &operation.id);
        ids.collect::<BTreeSet<_>>().len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The usual answer of an operation.
    fn usual(&self, method: &str) -> Option<&Example> {
        self.shared.table.operation(method).and_then(Operation::usual)
    }

    /// Answers a request, and keeps it.
    async fn answer(&self, head: Parts, body: Bytes) -> Reply {
        let is_strict = self.state().is_strict;
        let table = &self.shared.table;
        let sent = Sent {
            method: &head.method,
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body: &body,
        };
        let checked = check(table, &sent, is_strict).await;
        let reply = self.reply(&head, &checked);
        let received = self.received_as(&head, &body, checked).answered(&reply);
        let observer = self.state().observer.clone();
        match observer {
            Some(observer) => observer(&received),
            None => self.state().received.push(received),
        }
        reply
    }

    fn reply(&self, head: &Parts, checked: &Checked<'_>) -> Reply {
        if let Some(problem) = &self.shared.problem {
            let why = format!("the table of operations cannot be read: {problem}");
            return Reply::whole(refused(StatusCode::NOT_IMPLEMENTED, &why));
        }
        if let Some(refusal) = &checked.refusal {
            return Reply::whole(refused(refusal.status, &refusal.why));
        }
        let Some(operation) = checked.operation else {
            return Reply::whole(refused(StatusCode::NOT_FOUND, "no operation has this path"));
        };
        let plan = prefer::plan(&head.headers);
        let plan = plan.or_else(|| self.state().next(&operation.method));
        let example = accepted(operation, head);
        let url = url(head);
        match (plan, example) {
            (Some(Plan::Answer(answer)), _) => Reply::whole(answer::completed(answer, operation)),
            (Some(Plan::Status(status)), _) => Reply::whole(of_status(Some(operation), status)),
            (Some(Plan::Broken(why)), _) => {
                let why = format!("the answer cannot be written as JSON: {why}");
                Reply::whole(refused(StatusCode::NOT_IMPLEMENTED, &why))
            }
            (Some(Plan::Example(name)), _) => {
                let why = || format!("{} has no example that is called `{name}`", operation.id);
                let missing = || refused(StatusCode::NOT_IMPLEMENTED, &why());
                Reply::whole(operation.named(&name).map_or_else(missing, answer::documented))
            }
            (Some(Plan::Fault(fault)), Some(example)) => {
                fault::reply(fault, operation, example, &url).unwrap_or_else(|| {
                    let why = format!("no answer of {} has room for {fault:?}", operation.id);
                    Reply::whole(refused(StatusCode::NOT_IMPLEMENTED, &why))
                })
            }
            (None, Some(example)) => Reply::whole(pages::usual(operation, example, &url)),
            (Some(Plan::Fault(_)) | None, None) => {
                let why = format!("{} has no answer in the API's document", operation.id);
                Reply::whole(refused(StatusCode::NOT_IMPLEMENTED, &why))
            }
        }
    }

    fn received_as(&self, head: &Parts, body: &Bytes, checked: Checked<'_>) -> Received {
        let mut headers = head.headers.clone();
        let schemes = self.shared.table.schemes.values();
        let keys = schemes.clone().filter_map(|scheme| match scheme {
            Scheme::Header { name } => HeaderName::try_from(name).ok(),
            _ => None,
        });
        for name in keys.chain([AUTHORIZATION, COOKIE]) {
            if let http::header::Entry::Occupied(mut values) = headers.entry(name) {
                values.iter_mut().for_each(|value| value.set_sensitive(true));
            }
        }
        let hidden = schemes.filter_map(|scheme| match scheme {
            Scheme::Query { name } => Some(name.as_str()),
            _ => None,
        });
        Received {
            method: head.method.clone(),
            target: without(head, &hidden.collect::<Vec<_>>()),
            headers,
            body: body.clone(),
            operation: checked.operation.map(|operation| operation.method.clone()),
            refusal: checked.refusal.map(|refusal| refusal.why),
            status: None,
            answer: Bytes::new(),
            values: checked.values,
            parts: checked.parts,
        }
    }
}

/// Shows how much it received.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let received = self.state().received.len();
        f.debug_struct("Mock").field("received", &received).finish_non_exhaustive()
    }
}

/// The usual answer of a media type that a request accepts.
fn accepted<'t>(operation: &'t Operation, head: &Parts) -> Option<&'t Example> {
    let usual = operation.usual()?;
    let accept = head.headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let is_accepted = |example: &&Example| {
        let media_type = example.media_type.as_deref().unwrap_or_default();
        accept.split(',').any(|range| covers(range, media_type))
    };
    let mut same = operation.answers.iter().filter(|example| example.status == usual.status);
    Some(same.find(is_accepted).unwrap_or(usual))
}

/// The URL of a request.
fn url(head: &Parts) -> String {
    let target = head.uri.path_and_query().map_or("/", |it| it.as_str());
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    match (head.uri.scheme_str(), head.uri.authority()) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}{target}"),
        _ => format!("http://{}{target}", host.unwrap_or("localhost")),
    }
}

/// Path and query of a request, without some parameters, which are credentials.
fn without(head: &Parts, parameters: &[&str]) -> String {
    let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
    let is_shown = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !parameters.contains(&decoded_field(name).as_str())
    };
    let shown: Vec<_> = query.split('&').filter(is_shown).collect();
    if shown.is_empty() { path.to_owned() } else { format!("{path}?{}", shown.join("&")) }
}
