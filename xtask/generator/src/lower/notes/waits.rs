//! What an overlay says of how to wait, before types are known.

use std::collections::HashMap;

use serde_json::Value;

/// The extension by which an overlay says how to wait.
pub(in crate::lower) const WAIT: &str = "x-rust-wait";

/// What is said of all operations, by their ids.
#[derive(Default)]
pub(in crate::lower) struct Waits(HashMap<String, Vec<ToldWait>>);

impl Waits {
    /// Notes what is said of an operation.
    pub(in crate::lower) fn add(&mut self, id: &str, waits: Vec<ToldWait>) {
        if !waits.is_empty() {
            self.0.insert(id.to_owned(), waits);
        }
    }

    /// What is said of an operation.
    pub(in crate::lower) fn of(&self, id: &str) -> &[ToldWait] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }
}

/// How an overlay says that one waits. What leads somewhere is a JSON pointer.
#[derive(Debug)]
pub(in crate::lower) struct ToldWait {
    /// Where it stands, as a JSON pointer.
    pub(in crate::lower) at: String,
    /// What is waited for, in a word.
    pub(in crate::lower) until: String,
    /// The id of the operation that is asked, if it is another one.
    pub(in crate::lower) poll: Option<String>,
    /// The inputs of that operation by name, and where their values are in what was created.
    pub(in crate::lower) with: Vec<(String, String)>,
    /// What has the thing in what that operation answers.
    pub(in crate::lower) of: String,
    /// What has the status in the thing.
    pub(in crate::lower) status: String,
    /// The values of the status that mean success.
    pub(in crate::lower) success: Vec<Value>,
    /// Those that mean that it goes on; none if all others do.
    pub(in crate::lower) pending: Option<Vec<Value>>,
    /// Those that mean failure.
    pub(in crate::lower) failure: Vec<Value>,
    /// What has a code in the thing.
    pub(in crate::lower) code: Option<String>,
    /// What has a message in the thing.
    pub(in crate::lower) message: Option<String>,
}

impl ToldWait {
    /// How many values have a meaning.
    pub(in crate::lower) fn value_count(&self) -> usize {
        self.success.len() + self.failure.len() + self.pending.as_ref().map_or(0, Vec::len)
    }
}
