//! What a mock was told to answer, and what it received.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use http::StatusCode;

use super::answer::Answered;
use super::fault::Fault;
use super::received::Received;

/// What is to be answered to a request.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    Answer(Answered),
    /// An example of the API's document, by its name.
    Example(String),
    /// That of a status.
    Status(StatusCode),
    Fault(Fault),
    /// What was to be answered cannot be written, and why.
    Broken(String),
}

/// Is told of each exchange.
pub(super) type Observer = Arc<dyn Fn(&Received) + Send + Sync>;

/// What changes while a mock is in use.
#[derive(Default)]
pub(super) struct State {
    /// By the client's method: what is to be answered next.
    plans: HashMap<String, VecDeque<Plan>>,
    /// What is answered once nothing else is left.
    last: HashMap<String, Plan>,
    pub(super) received: Vec<Received>,
    /// Whether enumerations, patterns and limits are checked.
    pub(super) is_strict: bool,
    /// Who is told of exchanges, which are not kept then.
    pub(super) observer: Option<Observer>,
}

impl State {
    pub(super) fn plan(&mut self, method: &str, plan: Plan) {
        self.plans.entry(method.to_owned()).or_default().push_back(plan);
    }

    /// Keeps what was set last for all requests that follow it.
    pub(super) fn repeat_last(&mut self, method: &str) {
        let last = self.plans.get_mut(method).and_then(VecDeque::pop_back);
        self.last.extend(last.map(|plan| (method.to_owned(), plan)));
    }

    /// What is to be answered next, if anything was set.
    pub(super) fn next(&mut self, method: &str) -> Option<Plan> {
        let next = self.plans.get_mut(method).and_then(VecDeque::pop_front);
        next.or_else(|| self.last.get(method).cloned())
    }
}
