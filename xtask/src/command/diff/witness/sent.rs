//! Requests that a client of one version sends and a server of the other does not take.

use changes::{Change, Kind};
use document::validation::Direction;
use serde_json::Value;

use super::Effort;
use super::party::{Outcome, Party};
use super::request::Request;
use super::table::{Input, Operation};
use super::values::Values;

/// How many operations are tried for a change that is about many.
const MOST_OPERATIONS: usize = 6;

/// A request, and what becomes of it.
pub(super) struct Found {
    pub(super) request: Request,
    pub(super) fate: Fate,
}

/// What becomes of a request at the other server, that of its own version takes.
pub(super) enum Fate {
    /// It refuses it, and says why.
    Refused(String),
    /// It reads other values.
    ReadOtherwise,
    /// A mock sees no difference.
    Taken,
}

/// Looks for a request that a server of the client's own version takes, and the other server does
/// not; the usual one, if they differ in what no mock sees. None if the client sends nothing that the
/// change is about.
pub(super) fn find(
    change: &Change,
    place: &str,
    [client, server]: [&Party; 2],
    effort: &mut Effort,
) -> Option<Found> {
    let (is_seen, is_any) = (!is_beyond_mocks(change.kind), is_of_route(change.kind));
    let subjects = subjects(&change.what);
    let mut search = Search { client, server, is_seen, is_any, subjects, found: None };
    for number in client.operations_at(place).into_iter().take(MOST_OPERATIONS) {
        search.operation(number, effort);
        if search.is_done() {
            break;
        }
    }
    let (_, found) = search.found?;
    Some(found)
}

/// Whether a change is about what no mock looks at, whatever else it refuses: which server a request
/// goes to, what its credentials allow, and what it asks for.
fn is_beyond_mocks(kind: Kind) -> bool {
    is_about_server(kind) || is_asked(kind) || kind == Kind::OperationScopesChanged
}

/// Whether a change is about which requests there are.
fn is_of_route(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::OperationAdded | Kind::OperationRemoved | Kind::PathChanged | Kind::MethodChanged
    )
}

/// Whether a change is about the servers that requests go to.
pub(super) fn is_about_server(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::OperationServerChanged
            | Kind::BaseUrlChanged
            | Kind::ServerChanged
            | Kind::ServerVariableChanged
    )
}

/// Whether a change of answers is one of what requests ask for.
pub(super) fn is_asked(kind: Kind) -> bool {
    matches!(kind, Kind::AcceptChanged | Kind::AnswerMediaTypeAdded | Kind::AnswerMediaTypeRemoved)
}

/// The names that stand in backticks.
pub(super) fn subjects(what: &str) -> Vec<&str> {
    what.split('`').skip(1).step_by(2).collect()
}

/// How well a request shows the change, best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Taken,
    ReadOtherwise,
    Refused,
    /// For what the change is about.
    RefusedForIt,
}

struct Search<'a> {
    client: &'a Party,
    server: &'a Party,
    /// Whether a mock of the server can see what the change is about.
    is_seen: bool,
    /// Whether any refusal is for what the change is about.
    is_any: bool,
    subjects: Vec<&'a str>,
    found: Option<(Worth, Found)>,
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        let best = if self.is_seen { Worth::RefusedForIt } else { Worth::Taken };
        self.found.as_ref().is_some_and(|(worth, _)| *worth == best)
    }

    /// Tries the requests of an operation, until one shows the change.
    fn operation(&mut self, number: usize, effort: &mut Effort) {
        let client = self.client;
        let operation = &client.table.operations[number];
        let schemas = &client.value["operations"][number]["inputs"];
        let others = self.server.inputs(operation).unwrap_or(&Value::Null);
        let both = [(&client.value, schemas), (&self.server.value, others)];
        let mut values = Values::new(&client.value, both, Direction::Request);
        let mut usual = Vec::new();
        for (index, input) in operation.inputs.iter().enumerate() {
            let value = input.example.clone();
            let value = value.or_else(|| values.usual(&schemas[index]["schema"]));
            usual.extend(value.map(|value| (input, value)));
        }
        let least: Vec<_> = usual.iter().filter(|(input, _)| input.required).cloned().collect();
        self.ways(operation, &least, effort);
        self.ways(operation, &usual, effort);
        let is_about = |input: &Input| self.subjects.contains(&input.name.as_str());
        let has_subject = operation.inputs.iter().any(is_about);
        let varied: Vec<usize> = (0..operation.inputs.len())
            .filter(|index| !has_subject || is_about(&operation.inputs[*index]))
            .collect();
        for index in varied {
            let input = &operation.inputs[index];
            for value in values.all(&schemas[index]["schema"]) {
                if self.is_done() || effort.is_spent() {
                    return;
                }
                let others = least.iter().filter(|(other, _)| other.name != input.name);
                let mut all: Vec<_> = others.cloned().collect();
                all.push((input, value));
                self.request(operation, &all, operation.media_types.first(), 0, effort);
            }
        }
    }

    /// Tries values in each media type, and with all sets of credentials.
    fn ways(&mut self, operation: &Operation, values: &[(&Input, Value)], effort: &mut Effort) {
        for media_type in &operation.media_types {
            self.request(operation, values, Some(media_type), 0, effort);
        }
        for set in 0..operation.security.len().max(1) {
            self.request(operation, values, operation.media_types.first(), set, effort);
        }
    }

    fn request(
        &mut self,
        operation: &Operation,
        values: &[(&Input, Value)],
        media_type: Option<&String>,
        set: usize,
        effort: &mut Effort,
    ) {
        if self.is_done() || !effort.spend() {
            return;
        }
        let schemes = operation.security.get(set).map_or(&[][..], Vec::as_slice);
        let media_type = media_type.map(String::as_str);
        let request = Request::new(&self.client.table, operation, values, media_type, schemes);
        let (Some(Outcome::Read(own)), Some(other)) =
            (self.client.ask(&request), self.server.ask(&request))
        else {
            return;
        };
        let (worth, fate) = match other {
            _ if !self.is_seen => (Worth::Taken, Fate::Taken),
            Outcome::Refused(why) => {
                let is_for_it =
                    self.is_any || self.subjects.iter().any(|subject| why.contains(subject));
                let worth = if is_for_it { Worth::RefusedForIt } else { Worth::Refused };
                (worth, Fate::Refused(why))
            }
            Outcome::Read(values)
                if own.iter().any(|(name, value)| values.get(name) != Some(value)) =>
            {
                (Worth::ReadOtherwise, Fate::ReadOtherwise)
            }
            Outcome::Read(_) => (Worth::Taken, Fate::Taken),
        };
        if self.found.as_ref().is_none_or(|(known, _)| *known < worth) {
            self.found = Some((worth, Found { request, fate }));
        }
    }
}
