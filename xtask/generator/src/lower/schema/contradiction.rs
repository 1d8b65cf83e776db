//! Schemas that no value can satisfy at once.

use crate::codes::Codes;
use crate::docs::code_span;
use crate::lower::Lowering;
use crate::lower::schema::formats::are_apart;
use crate::lower::schema::intersection::{Intersection, Leaf, contains, format_of};
use crate::lower::schema::limits::Limits;
use crate::lower::schema::view::{ValueKind, View};
use document::diagnostics::Place;

/// Among more schemas, no contradictions are looked for.
const MOST_COMPARED: usize = 50;

/// What is wrong, and what the client does instead.
struct Contradiction {
    message: String,
    help: &'static str,
}

impl Lowering<'_> {
    /// Reports a schema whose own limits no value can be within.
    pub(in crate::lower) fn report_empty_limits(&mut self, view: &View<'_>, place: Place<'_>) {
        if Limits::of(view.schema).are_empty() {
            let message = "no value is within the limits of this schema";
            self.diagnostics
                .warning(Codes::CONTRADICTION, &place, message)
                .help("the client does not check limits, and the documentation leaves these out");
        }
    }

    /// Reports the first two schemas that contradict each other. Returns whether there are any.
    pub(in crate::lower) fn report_contradiction(
        &mut self,
        intersection: &Intersection<'_>,
        place: Place<'_>,
    ) -> bool {
        let leaves = intersection.leaves();
        if leaves.len() > MOST_COMPARED {
            return false;
        }
        let mut pairs = leaves
            .iter()
            .enumerate()
            .flat_map(|(index, one)| leaves.iter().skip(index + 1).map(move |other| (one, other)));
        let found = pairs
            .find_map(|(one, other)| Some((one, other, contradiction(&one.view, &other.view)?)));
        let Some((one, other, Contradiction { message, help })) = found else { return false };
        let all_of = place.key("allOf");
        let place_of = |leaf: &Leaf<'_>| leaf.part.map(|part| all_of.index(part));
        let (general, special) = (place_of(one), place_of(other));
        self.diagnostics
            .warning(Codes::CONTRADICTION, special.as_ref().unwrap_or(&place), message)
            .help(help)
            .related(general.as_ref().unwrap_or(&place), "the other schema");
        true
    }
}

/// Why no value satisfies both of two schemas.
fn contradiction(one: &View<'_>, other: &View<'_>) -> Option<Contradiction> {
    if let (Some(one), Some(other)) = (noun(&one.kind), noun(&other.kind))
        && one != other
    {
        let message = format!("a value has to be {one} and {other} at once");
        return Some(Contradiction { message, help: "any JSON is taken in its place" });
    }
    let (values, others) = (&one.values, &other.values);
    let is_disjoint = !values.is_empty()
        && !others.is_empty()
        && !values.iter().any(|value| !value.is_null() && contains(others, value));
    if is_disjoint {
        let message = "no value is in both enumerations".to_owned();
        return Some(Contradiction { message, help: "any value of this type is taken" });
    }
    if let (Some(one), Some(other)) = (format_of(one), format_of(other))
        && are_apart(one, other)
    {
        let (one, other) = (code_span(one), code_span(other));
        let message = format!("no text has the formats {one} and {other} at once");
        return Some(Contradiction { message, help: "the text is read as it is" });
    }
    let (one, other) = (Limits::of(one.schema), Limits::of(other.schema));
    let is_new = !one.are_empty() && !other.are_empty() && one.and(&other).are_empty();
    is_new.then(|| Contradiction {
        message: "no value is within the limits of both schemas".to_owned(),
        help: "the client does not check limits, and the documentation leaves these out",
    })
}

/// What the values of a kind are called; none if they may be of several types.
fn noun(kind: &ValueKind<'_>) -> Option<&'static str> {
    match kind {
        ValueKind::String { .. } => Some("a text"),
        ValueKind::Integer { .. } | ValueKind::Number { .. } => Some("a number"),
        ValueKind::Boolean => Some("a flag"),
        ValueKind::Array { .. } => Some("a list"),
        ValueKind::Object(_) => Some("an object"),
        ValueKind::Any | ValueKind::AllOf(..) | ValueKind::OneOf(_) => None,
    }
}
