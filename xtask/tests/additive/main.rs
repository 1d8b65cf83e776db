//! What is added to a document, or changed without meaning, moves nothing that callers of the crate use:
//! each public item stays as it was, and means the same to the server.
//!
//! Each kind of change in `mutations` is made in some documents. With `ADDITIVE_CASES=100` in the
//! environment, so many more cases of each kind are tried; `ADDITIVE_KIND=add-cycle` tries kinds with this
//! in their names alone; with `ADDITIVE_REPORT=FILE`, a smallest case of each kind that moves something is
//! written there.

mod document;
mod documents;
mod meaning;
mod mutations;
#[path = "../../../tests/names/mod.rs"]
mod names;
#[path = "../../../tests/synthetic/mod.rs"]
mod synthetic;

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fmt, fs};

use document::Document;
use fastrand::Rng;
use generator::lock::Lock;
use generator::surface::Surface;
use generator::{Generated, Input, generate, parallel};
use meaning::Meanings;
use mutations::Mutation;
use serde_json::Value;

/// How many cases of each kind are tried.
const CASES: usize = 3;

/// In how many ways a kind of [`KNOWN`] is tried until one moves something.
const WAYS: usize = 30;

/// Kinds of changes that do move something today, and a document that shows it. A kind that does so no
/// longer has to go from here.
const KNOWN: &[(&str, &str)] = &[
    ("add-cycle-through-another", "sides"),
    ("add-operation-as-another", "apis/paths"),
    ("add-operation-that-lists", "apis/paths"),
    ("add-operation-that-receives-a-list-of-a-component", "apis/paths"),
    ("add-operation-that-receives-what-is-sent", "sides"),
    ("add-operation-that-sends-a-component", "sides"),
    ("add-request-media-type-of-bytes", "bodies"),
    ("add-schema-that-differs-by-a-sign", "apis/paths"),
    ("add-second-object-of-the-same-name", "composition"),
    ("add-security-alternative", "authentication"),
    ("add-security-alternative-to-an-operation", "apis/token"),
    ("add-alternative", "variants"),
    ("add-alternative-of-a-component", "synthetic-1"),
    ("add-server", "names-2"),
    ("add-success-without-content", "intersection"),
    ("change-titles", "repeated"),
];

/// A document, and what its crate offers.
struct Base {
    name: String,
    value: Value,
    offer: Offer,
    lock: Lock,
}

/// What callers see of a crate.
struct Offer {
    surface: Surface,
    meanings: Meanings,
    /// Names of types that no component has.
    made_up: Vec<String>,
}

/// A change of a document that moved something.
struct Failure {
    kind: &'static str,
    document: String,
    seed: u64,
    /// What has become of what.
    changes: Vec<String>,
    /// How long the document is.
    length: usize,
    /// The lines of the document that differ.
    difference: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, document, seed, changes, difference, .. } = self;
        writeln!(f, "{kind} in {document} (seed {seed}):")?;
        changes
            .iter()
            .take(12)
            .try_for_each(|change| change.lines().try_for_each(|line| writeln!(f, "    {line}")))?;
        if changes.len() > 12 {
            writeln!(f, "    and {} more", changes.len() - 12)?;
        }
        difference.lines().take(40).try_for_each(|line| writeln!(f, "  | {line}"))
    }
}

/// The crate of a document, with what the lock of an earlier one keeps; what is wrong with the document
/// if there is none.
fn crate_of(value: &Value, lock: &Lock) -> Result<Generated, String> {
    let output = generate(&Input {
        spec: value.to_string().into_bytes(),
        spec_name: "document.json".to_owned(),
        overlay: None,
        shipped: Vec::new(),
        origin: "document.json".to_owned(),
        name: "client".to_owned(),
        lock: lock.clone(),
    });
    let report = output.report_json();
    output.generated.ok_or_else(|| {
        let errors = report.iter().filter(|diagnostic| diagnostic["severity"] == "error");
        errors.map(|error| error["message"].to_string()).collect::<Vec<_>>().join("; ")
    })
}

impl Offer {
    fn of(generated: &Generated, document: &Value) -> Self {
        let surface = Surface::of(&generated.tree).expect("what is generated is Rust");
        let models = generated.api.models.iter().flat_map(|group| &group.models);
        let components = document["components"]["schemas"].as_object();
        let is_component = |name: &String| components.is_some_and(|all| all.contains_key(name));
        let names = models.map(|model| model.name.type_name());
        let made_up = names.filter(|name| !is_component(name)).collect();
        Self { surface, meanings: meaning::of(&generated.api), made_up }
    }

    /// What of this is otherwise in another crate.
    fn moved(&self, new: &Self) -> Vec<String> {
        let changes = self.surface.changes(&new.surface);
        let mut moved: Vec<String> =
            changes.iter().filter(|change| change.breaks()).map(ToString::to_string).collect();
        for (item, meaning) in &self.meanings {
            if let Some(now) = new.meanings.get(item).filter(|now| *now != meaning) {
                moved.push(format!("~ {item} means {meaning}, and then {now}"));
            }
        }
        moved
    }
}

/// Makes one change, and compares. Nothing if it cannot be made in the document.
fn attempt(base: &Base, (kind, apply): Mutation, seed: u64) -> Option<Result<(), Failure>> {
    let mut document = Document {
        value: base.value.clone(),
        rng: Rng::with_seed(seed),
        made_up: base.offer.made_up.clone(),
    };
    let is_made = apply(&mut document);
    // Values are equal in whatever order.
    let [old, new] = [&base.value, &document.value].map(Value::to_string);
    if !is_made || old == new {
        return None;
    }
    let changes = match crate_of(&document.value, &base.lock) {
        Ok(generated) => base.offer.moved(&Offer::of(&generated, &document.value)),
        Err(report) => vec![format!("refused: {report}")],
    };
    if changes.is_empty() {
        return Some(Ok(()));
    }
    let [old, new] = [&base.value, &document.value]
        .map(|value| serde_yaml::to_string(value).expect("it can be written as YAML"));
    let difference = similar::TextDiff::from_lines(&old, &new);
    let difference = difference.unified_diff().context_radius(1).to_string();
    let (document, length) = (base.name.clone(), old.len());
    Some(Err(Failure { kind, document, seed, changes, length, difference }))
}

/// A number that is the same on each machine for a kind and a document, whatever others there are.
fn seed(kind: &str, document: &str, number: usize) -> u64 {
    // FNV-1a. The hashes of the standard library may be others tomorrow.
    let text = format!("{kind} {document} {number}");
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Tries a kind in a document until it moves something.
fn attempts_in(base: &Base, kind: Mutation) -> (usize, Vec<Failure>) {
    let mut results =
        (0..WAYS).filter_map(|way| attempt(base, kind, seed(kind.0, &base.name, way)));
    let failure = results.find_map(Result::err);
    (1, failure.into_iter().collect())
}

/// Tries a kind in so many cases, in all documents in turn.
fn attempts(bases: &[Base], kind: Mutation, cases: usize) -> (usize, Vec<Failure>) {
    let mut order: Vec<&Base> = bases.iter().collect();
    order.sort_by_key(|base| seed(kind.0, &base.name, 0));
    let (mut tried, mut failures) = (0, Vec::new());
    // Some changes can be made in few documents, or depend on where they are made.
    for number in 0..cases {
        for base in &order {
            if tried >= cases {
                return (tried, failures);
            }
            if let Some(result) = attempt(base, kind, seed(kind.0, &base.name, number)) {
                tried += 1;
                failures.extend(result.err());
            }
        }
    }
    (tried, failures)
}

#[test]
fn additions_move_nothing() {
    let number = |name: &str| env::var(name).ok().map(|text| text.parse().expect("it is a number"));
    let more: usize = number("ADDITIVE_CASES").unwrap_or(0);
    let wanted = env::var("ADDITIVE_KIND").unwrap_or_default();
    let documents = documents::all(more as u64 / 10);
    let bases = parallel::map_large(documents, |(name, value)| {
        let generated = crate_of(&value, &Lock::default()).ok()?;
        let offer = Offer::of(&generated, &value);
        // As it is read from the file.
        let lock = Lock::read(&generated.api.lock.text()).expect("it is as it was written");
        Some(Base { name, value, offer, lock })
    });
    let bases: Vec<Base> = bases.into_iter().flatten().collect();
    let kinds: Vec<Mutation> =
        mutations::all().filter(|(kind, _)| kind.contains(&wanted)).collect();
    let known: BTreeMap<&str, &str> = KNOWN.iter().copied().collect();
    let results = parallel::map_large(kinds, |kind| {
        let document = known.get(kind.0).filter(|_| more == 0);
        let base = bases.iter().find(|base| document == Some(&base.name.as_str()));
        let results = match base {
            Some(base) => attempts_in(base, kind),
            None => attempts(&bases, kind, CASES + more),
        };
        (kind.0, results)
    });

    let tried: usize = results.iter().map(|(_, (tried, _))| tried).sum();
    println!("{tried} cases of {} kinds in {} documents", results.len(), bases.len());
    if let Some(file) = env::var_os("ADDITIVE_REPORT") {
        fs::write(file, report(&results)).expect("the report can be written");
    }
    let mut wrong = String::new();
    for (kind, (tried, failures)) in &results {
        match (known.contains_key(kind), failures.first()) {
            _ if *tried == 0 => wrong.push_str(&format!("{kind} could be made nowhere\n")),
            (true, None) => wrong.push_str(&format!("{kind} is no longer to be in KNOWN\n")),
            (false, Some(failure)) => wrong.push_str(&failure.to_string()),
            _ => {}
        }
    }
    let names: BTreeSet<&str> = mutations::all().map(|(kind, _)| kind).collect();
    let lost = known.keys().filter(|kind| !names.contains(**kind));
    wrong.extend(lost.map(|kind| format!("{kind} is in KNOWN, and nothing else is\n")));
    assert!(wrong.is_empty(), "{wrong}");
}

/// A smallest failure of each kind.
fn report(results: &[(&str, (usize, Vec<Failure>))]) -> String {
    let mut text = String::new();
    for (kind, (tried, failures)) in results {
        let smallest =
            failures.iter().min_by_key(|failure| (failure.changes.len(), failure.length));
        if let Some(smallest) = smallest {
            let count = failures.len();
            text.push_str(&format!("## {kind}: {count} of {tried}\n\n```text\n{smallest}```\n\n"));
        }
    }
    text
}
