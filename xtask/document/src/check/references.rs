//! Whether references lead to what is needed where they stand.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ptr;

use serde_json::{Map, Value, json};

use super::misplaced;
use crate::diagnostics::{Code, Diagnostics, Fix, LeftOut, Place, quoted};
use crate::files::{BUNDLE, Refusal, Refusals};
use crate::pointer::{self, escape, segments};
use crate::reference::LONGEST_CHAIN;
use crate::shape::{OPENAPI, Object, SCHEMA, Shape, section_of};
use crate::suggest::nearest;
use crate::value::type_with_article;

/// A reference that leads elsewhere than to a component.
#[derive(Debug)]
pub(crate) struct DeepReference {
    /// The pointer to its text.
    pub(crate) place: String,
    /// The pointer that it is.
    pub(crate) target: String,
    /// Where components of its kind are; none for path items, which are no components.
    pub(crate) section: Option<&'static str>,
}

/// What is said of the name of a file in a mapping if nobody knows more.
const ELSEWHERE: (Code, &str) = (Code::UNSUPPORTED_REFERENCE, "is in another document");

/// Checks references one by one.
pub(super) struct ReferenceChecker<'v> {
    document: &'v Value,
    /// Why references to other files are not followed.
    refusals: &'v Refusals,
    /// The reference objects of all cycles that are reported.
    reported: HashSet<*const Map<String, Value>>,
    /// The discriminators that are left out.
    left_out: HashSet<String>,
    /// How many more names may be searched for one that is meant, which takes long.
    suggestions: usize,
    /// References that lead elsewhere than to components.
    pub(super) deep: Vec<DeepReference>,
}

impl<'v> ReferenceChecker<'v> {
    pub(super) fn new(document: &'v Value, refusals: &'v Refusals) -> Self {
        Self {
            document,
            refusals,
            reported: HashSet::new(),
            left_out: HashSet::new(),
            suggestions: 100,
            deep: Vec::new(),
        }
    }

    /// Checks an object that has a `$ref` and stands where an object of some kind is needed.
    pub(super) fn check(
        &mut self,
        object: &'v Map<String, Value>,
        needed: &Object,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let place = place.key("$ref");
        match object.get("$ref") {
            Some(Value::String(reference))
                if self.report_refused(reference, &place, diagnostics) => {}
            Some(Value::String(reference)) => {
                self.check_target(reference, needed, &place, diagnostics);
                self.check_chain(object, &place, diagnostics);
            }
            Some(other) => {
                let message =
                    format!("`$ref` must be a string, but is {}", type_with_article(other));
                diagnostics.error(Code::WRONG_TYPE, &place, message);
            }
            None => {}
        }
    }

    /// Says why a reference to another file is not followed, if it is known. Files may be put where
    /// OpenAPI has no references.
    pub(super) fn report_refused(
        &self,
        reference: &str,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(why) = self.refusal(reference, place, diagnostics) else { return false };
        let message = format!("{} {}", quoted(reference), why.problem);
        diagnostics.error(why.code, place, message).help(&why.help);
        true
    }

    fn refusal(
        &self,
        reference: &str,
        place: &Place<'_>,
        diagnostics: &Diagnostics,
    ) -> Option<&'v Refusal> {
        let refusals = Some(self.refusals).filter(|refusals| !refusals.is_empty())?;
        refusals.of(&diagnostics.origin_of(&place.pointer()), reference)
    }

    /// Checks the name of a schema in the mapping of a discriminator, which can also be a
    /// reference. Returns the pointer to the discriminator if it is to be left out: bundlers leave
    /// names in a mapping that lead nowhere, and then nobody knows which value means which schema.
    pub(super) fn check_name(
        &mut self,
        name: &str,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let pointer = reference_to_schema(name);
        let refusal = self.refusal(name, place, diagnostics);
        if refusal.is_none() && target(self.document, &pointer).is_ok() {
            return None;
        }
        let is_name = !name.contains(['#', '/', '.']);
        let reference = if is_name { &pointer } else { name };
        let (code, problem, meant) = match (refusal, target(self.document, reference)) {
            (None, Ok(_)) => {
                self.check_target(reference, &SCHEMA, place, diagnostics);
                return None;
            }
            (Some(_), _) | (_, Err(Unresolved::Elsewhere)) => {
                let meant = Some(reference_to_schema(name_in_file(name)));
                let meant = meant.filter(|meant| target(self.document, meant).is_ok());
                let (code, problem) = refusal.map_or(ELSEWHERE, |why| (why.code, &why.problem));
                (code, problem, meant)
            }
            (None, Err(Unresolved::Absent { within, keys, known })) => {
                let meant = self.meant(within, keys, known);
                (Code::UNRESOLVED_REFERENCE, "is not in the document", meant)
            }
        };
        let (mapping, _) = place.field()?;
        let (discriminator, _) = mapping.field()?;
        let message = format!("the discriminator is left out: {} {problem}", quoted(reference));
        let diagnostic = diagnostics.warning(code, place, message);
        let pointer = discriminator.pointer();
        // It is left out once, however many of its names are wrong.
        if self.left_out.insert(pointer.clone()) {
            diagnostic.leaves_out(LeftOut::Discriminator);
        }
        if let Some(meant) = meant {
            diagnostic.help(format!("did you mean {}?", quoted(&meant)));
            diagnostic.fix_field(place, Value::String(meant));
        } else {
            diagnostic.help("other properties tell the schemas apart; a mapping names components");
            diagnostic.fix(Fix::remove(discriminator));
        }
        Some(pointer)
    }

    /// Checks that a reference leads to an object of the kind that is needed.
    fn check_target(
        &mut self,
        reference: &str,
        needed: &Object,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        match target(self.document, reference) {
            Ok((_, shape)) if shape.object().is_some_and(|kind| ptr::eq(kind, needed)) => {
                let section = section_of(needed);
                let target = pointer::of_reference(reference).unwrap_or_default();
                if section.is_none_or(|section| !is_component(&target, section)) {
                    self.deep.push(DeepReference { place: place.pointer(), target, section });
                }
            }
            Ok((_, shape)) => {
                let found = match shape.object() {
                    Some(kind) => format!("is {}", kind.with_article()),
                    None => "is no object of OpenAPI".to_owned(),
                };
                let wanted = needed.with_article();
                let message = format!("{} {found}, but {wanted} is needed", quoted(reference));
                let diagnostic = diagnostics.error(Code::WRONG_REFERENCE, place, message);
                let kinds = (shape.object(), needed);
                misplaced::explain(diagnostic, self.document, (reference, place), kinds);
            }
            Err(Unresolved::Elsewhere) if reference.trim().is_empty() => {
                let diagnostic =
                    diagnostics.error(Code::UNRESOLVED_REFERENCE, place, "this `$ref` is empty");
                diagnostic.help("say what it leads to; without it, a schema is any JSON");
                if ptr::eq(needed, &raw const SCHEMA) && place.name() == "$ref" {
                    diagnostic.fix(Fix::remove(place));
                }
            }
            Err(Unresolved::Elsewhere) => {
                let message = format!("{} is in another document", quoted(reference));
                diagnostics.error(Code::UNSUPPORTED_REFERENCE, place, message).help(BUNDLE);
            }
            Err(Unresolved::Absent { within, keys, known }) => {
                let message = format!("{} is not in the document", quoted(reference));
                let diagnostic = diagnostics.error(Code::UNRESOLVED_REFERENCE, place, message);
                // A reference cannot mean a value that it is within.
                let is_around = |meant: &str| place.pointer().starts_with(&meant[1..]);
                let meant = self.meant(within, keys, known).filter(|meant| !is_around(meant));
                if let Some(meant) = meant {
                    diagnostic.help(format!("did you mean {}?", quoted(&meant)));
                    diagnostic.fix_field(place, Value::String(meant));
                } else if let Some(fix) = added(reference, needed) {
                    diagnostic
                        .help("what is added to the components is there for all that refer to it")
                        .fix(fix);
                }
            }
        }
    }

    /// The reference that was probably meant by one whose key is not in an object.
    fn meant(&mut self, within: &Value, mut keys: Vec<String>, known: usize) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let candidates = within.as_object()?.keys().map(String::as_str);
        let key = nearest(keys.get(known)?, candidates)?.to_owned();
        keys[known] = key;
        let segments: Vec<_> = keys.iter().map(|key| escape(key)).collect();
        Some(format!("#/{}", segments.join("/")))
    }

    /// Reports a chain of references that leads back to where it began.
    fn check_chain(
        &mut self,
        object: &'v Map<String, Value>,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut chain = vec![object];
        let mut current = object;
        while let Some((_, next)) = step(self.document, current) {
            if chain.iter().any(|member| ptr::eq(*member, next)) {
                // A reference that only leads into a cycle is not part of it.
                if ptr::eq(next, object) {
                    self.report_cycle(&chain, place, diagnostics);
                }
                return;
            }
            if chain.len() == LONGEST_CHAIN {
                let message = format!("more than {LONGEST_CHAIN} references lead to one another");
                diagnostics.error(Code::REFERENCE_CYCLE, place, message);
                return;
            }
            chain.push(next);
            current = next;
        }
    }

    /// Reports a cycle, unless it is reported already at another reference in it.
    fn report_cycle(
        &mut self,
        cycle: &[&'v Map<String, Value>],
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut members = cycle.iter().map(|member| ptr::from_ref(*member));
        if members.any(|member| self.reported.contains(&member)) {
            return;
        }
        self.reported.extend(cycle.iter().map(|member| ptr::from_ref(*member)));
        let references = cycle.iter().filter_map(|member| member.get("$ref")?.as_str());
        let references: Vec<_> = references.map(quoted).collect();
        let message = format!("this reference leads back to itself: {}", references.join(", "));
        diagnostics
            .error(Code::REFERENCE_CYCLE, place, message)
            .help("in one of these places, write what is meant instead of a reference");
    }
}

/// The reference in an object, and the object that it leads to.
fn step<'v>(
    document: &'v Value,
    object: &'v Map<String, Value>,
) -> Option<(&'v str, &'v Map<String, Value>)> {
    let reference = object.get("$ref")?.as_str()?;
    let (value, _) = target(document, reference).ok()?;
    Some((reference, value.as_object()?))
}

/// An action that adds the component that a reference leads to, as one that says nothing.
fn added(reference: &str, needed: &Object) -> Option<Fix> {
    let section = section_of(needed)?;
    let target = pointer::of_reference(reference)?;
    let nothing = match section {
        "schemas" => json!({}),
        "responses" => json!({"description": ""}),
        "headers" => json!({"schema": {"type": "string"}}),
        _ => return None,
    };
    let name = segments(&target).nth(2).filter(|_| is_component(&target, section))?;
    Some(Fix::update(&Place::ROOT, json!({"components": {section: {name: nothing}}})))
}

/// Why a reference leads nowhere.
enum Unresolved<'v> {
    /// It leads out of the document.
    Elsewhere,
    /// The value that is reached by the first `known` of the keys does not have the next one.
    Absent { within: &'v Value, keys: Vec<String>, known: usize },
}

/// What a reference leads to, and what has to be there.
fn target<'v>(document: &'v Value, reference: &str) -> Result<(&'v Value, Shape), Unresolved<'v>> {
    let pointer = pointer::of_reference(reference).ok_or(Unresolved::Elsewhere)?;
    let mut value = document;
    let mut shape = Shape::Object(&OPENAPI);
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(Unresolved::Absent { within: value, keys: Vec::new(), known: 0 });
    }

    for (known, key) in segments(&pointer).enumerate() {
        let next = match value {
            Value::Object(object) => object.get(&*key),
            Value::Array(array) => key.parse().ok().and_then(|index: usize| array.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            let keys = segments(&pointer).map(Cow::into_owned).collect();
            return Err(Unresolved::Absent { within: value, keys, known });
        };
        value = next;
        shape = shape.inside(&key);
    }
    Ok((value, shape))
}

fn reference_to_schema(name: &str) -> String {
    format!("#/components/schemas/{}", escape(name))
}

/// What a reference to another document calls a schema: the end of its fragment, or its file.
fn name_in_file(reference: &str) -> &str {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    match fragment.rsplit('/').next() {
        Some(name) if !name.is_empty() => name,
        _ => {
            let name = file.rsplit('/').next().unwrap_or(file);
            name.split('.').next().unwrap_or(name)
        }
    }
}

/// Whether a pointer is that of a component.
pub(crate) fn is_component(pointer: &str, section: &str) -> bool {
    let mut keys = segments(pointer);
    keys.next().is_some_and(|key| key == "components")
        && keys.next().is_some_and(|key| key == section)
        && keys.count() == 1
}
