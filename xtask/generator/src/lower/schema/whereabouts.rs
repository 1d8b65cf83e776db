//! Where a schema stands, in words: for the documentation of types that nobody described.

use serde_json::Value;

use crate::docs::{Docs, code_span};
use crate::lower::Lowering;
use crate::lower::schema::naming::{Naming, RUST_NAME};
use crate::lower::schema::shared::described;
use document::diagnostics::Place;
use document::pointer::segments;

/// What kind of model is to be described.
#[derive(Debug, Clone, Copy)]
pub(super) enum ModelSort {
    Object,
    /// One of several values.
    Values,
    /// One of several types.
    Choice,
}

impl Lowering<'_> {
    /// The documentation of a model: its description, or else what has it.
    pub(super) fn model_docs(
        &self,
        description: Option<&str>,
        naming: Naming<'_>,
        sort: ModelSort,
        place: Place<'_>,
    ) -> Docs {
        Docs::of(description, || match naming {
            Naming::Component(_, component) if !self.lookup.is_hoisted("schemas", component) => {
                format!("The schema {}.", code_span(component))
            }
            Naming::Shared(_, component) => described(component),
            Naming::Component(..) | Naming::Inline(_) => self.undescribed_model(sort, place),
        })
    }

    fn undescribed_model(&self, sort: ModelSort, place: Place<'_>) -> String {
        // One that is given a name may stand in many places.
        let has_name =
            self.lookup.value(place).is_some_and(|schema| schema.get(RUST_NAME).is_some());
        let pointer = self.lookup.pointer_in_text(place);
        let what = whereabouts(&pointer, |at| self.lookup.value_at(at)).filter(|_| !has_name);
        match (sort, what) {
            (ModelSort::Object, Some(what)) => format!("What {what} holds."),
            (ModelSort::Values, Some(what)) => format!("The values of {what}."),
            (ModelSort::Choice, Some(what)) => format!("What {what} may be."),
            (ModelSort::Object, None) => "An object of the API.".to_owned(),
            (ModelSort::Values, None) => "One of a list of values.".to_owned(),
            (ModelSort::Choice, None) => "A value of one of several types.".to_owned(),
        }
    }
}

/// The longest name of a place that helps anybody.
const LONGEST: usize = 200;

/// What stands at a place, such as "the property `size` of `Box`", if there are words for it.
/// `parameter` is what the document has at the place of a parameter.
pub(super) fn whereabouts<'v>(
    pointer: &str,
    parameter: impl FnOnce(&str) -> Option<&'v Value>,
) -> Option<String> {
    let segments: Vec<_> = segments(pointer).collect();
    let segments: Vec<&str> = segments.iter().map(|segment| &**segment).collect();
    let (what, rest) = match segments.as_slice() {
        ["components", "schemas", name, rest @ ..] => {
            let what = if rest.is_empty() { "the schema " } else { "" };
            (format!("{what}{}", code_span(name)), rest)
        }
        ["components", "callbacks", "webhooks", name, _, rest @ ..] if is_part(rest) => {
            let call = format!("the webhook {}", code_span(name));
            part_of_operation(&call, pointer, rest, parameter)?
        }
        ["components", "callbacks", name, _, "parameters", _, rest @ ..]
        | ["paths", _, _, "callbacks", name, _, "parameters", _, rest @ ..] => {
            let parameter = parameter(before(pointer, rest))?.get("name")?.as_str()?;
            let what = format!(
                "the parameter {} of the callback {}",
                code_span(parameter),
                code_span(name)
            );
            (what, part(rest)?.1)
        }
        ["components", "callbacks", name, _, _, rest @ ..]
        | ["paths", _, _, "callbacks", name, _, _, rest @ ..] => {
            let call = format!("the callback {}", code_span(name));
            part_of_operation(&call, pointer, rest, parameter)?
        }
        ["components", section, name, rest @ ..] => {
            let name = code_span(name);
            let (what, rest) = part(rest)?;
            match *section {
                "parameters" if what.is_empty() => (format!("the parameter {name}"), rest),
                "responses" if what.is_empty() => (format!("the response {name}"), rest),
                "responses" => (format!("{what} of the response {name}"), rest),
                "requestBodies" if what.is_empty() => (format!("the body {name}"), rest),
                "headers" if what.is_empty() => (format!("the header {name}"), rest),
                _ => return None,
            }
        }
        ["paths", path, "parameters", _, rest @ ..] => {
            let name = parameter(before(pointer, rest))?.get("name")?.as_str()?;
            let what = format!("the parameter {} of {}", code_span(name), code_span(path));
            (what, part(rest)?.1)
        }
        ["paths", path, method, rest @ ..] => {
            let call = code_span(&format!("{} {path}", method.to_ascii_uppercase()));
            part_of_operation(&call, pointer, rest, parameter)?
        }
        _ => return None,
    };
    let what = within(what, rest)?;
    (what.len() <= LONGEST).then_some(what)
}

/// Whether keys lead on from an operation.
fn is_part(keys: &[&str]) -> bool {
    keys.first().is_some_and(|key| matches!(*key, "parameters" | "requestBody" | "responses"))
}

/// A parameter, the body or a response of an operation that is called so, with what leads on from there.
fn part_of_operation<'s, 'p, 'v>(
    call: &str,
    pointer: &str,
    rest: &'p [&'s str],
    parameter: impl FnOnce(&str) -> Option<&'v Value>,
) -> Option<(String, &'p [&'s str])> {
    Some(match rest {
        ["parameters", _, rest @ ..] => {
            let name = parameter(before(pointer, rest))?.get("name")?.as_str()?;
            (format!("the parameter {} of {call}", code_span(name)), part(rest)?.1)
        }
        ["requestBody", rest @ ..] => (format!("the body of {call}"), part(rest)?.1),
        ["responses", status, rest @ ..] => {
            let (what, rest) = part(rest)?;
            let of = if what.is_empty() { "" } else { " of " };
            let response = match status.strip_prefix('2') {
                Some(_) => format!("the response to {call}"),
                None => format!("the response {} to {call}", code_span(status)),
            };
            (format!("{what}{of}{response}"), rest)
        }
        _ => return None,
    })
}

/// The pointer to what the last segments are within.
fn before<'p>(pointer: &'p str, last: &[&str]) -> &'p str {
    last.iter().fold(pointer, |pointer, _| pointer.rsplit_once('/').map_or("", |(rest, _)| rest))
}

/// The part of a parameter, a body or a response of which there is a schema, with what leads on from
/// there; nothing is the whole.
fn part<'s, 'p>(rest: &'p [&'s str]) -> Option<(String, &'p [&'s str])> {
    match rest {
        ["schema", rest @ ..] | ["content", _, "schema", rest @ ..] => Some((String::new(), rest)),
        ["headers", name, rest @ ..] => {
            let (_, rest) = part(rest)?;
            Some((format!("the header {}", code_span(name)), rest))
        }
        _ => None,
    }
}

/// What is within a schema.
fn within(what: String, rest: &[&str]) -> Option<String> {
    let mut what = what;
    let mut rest = rest;
    let mut properties: Vec<&str> = Vec::new();
    loop {
        let element = match rest {
            ["properties", name, after @ ..] => {
                properties.push(name);
                rest = after;
                continue;
            }
            ["allOf", _, after @ ..] => {
                rest = after;
                continue;
            }
            ["items", ..] => "an element",
            ["additionalProperties", ..] => "a value",
            ["oneOf" | "anyOf", ..] => "one kind",
            [] => "",
            _ => return None,
        };
        if !properties.is_empty() {
            let name = code_span(&std::mem::take(&mut properties).join("."));
            what = format!("the property {name} of {what}");
        }
        rest = match rest {
            [] => return Some(what),
            ["oneOf" | "anyOf", _, after @ ..] | [_, after @ ..] => after,
        };
        what = format!("{element} of {what}");
        if what.len() > LONGEST {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::whereabouts;

    #[test]
    fn places_have_words() {
        let parameter = json!({"name": "sort", "in": "query"});
        for (pointer, expected) in [
            ("/components/schemas/Pod", Some("the schema `Pod`")),
            ("/components/schemas/Pod/properties/kind", Some("the property `kind` of `Pod`")),
            (
                "/components/schemas/Pod/allOf/1/properties/a/properties/b~1c",
                Some("the property `a.b/c` of `Pod`"),
            ),
            (
                "/components/schemas/Pod/properties/a/items/properties/b",
                Some("the property `b` of an element of the property `a` of `Pod`"),
            ),
            ("/components/schemas/Pod/oneOf/1", Some("one kind of `Pod`")),
            ("/components/schemas/Pod/not", None),
            ("/components/parameters/Sort/schema", Some("the parameter `Sort`")),
            (
                "/components/responses/Gone/content/application~1json/schema/additionalProperties",
                Some("a value of the response `Gone`"),
            ),
            ("/components/examples/a/value", None),
            ("/paths/~1a~1{b}/parameters/0/schema", Some("the parameter `sort` of `/a/{b}`")),
            (
                "/paths/~1a/get/parameters/0/schema/items",
                Some("an element of the parameter `sort` of `GET /a`"),
            ),
            ("/paths/~1a/put/requestBody/content/a~1b/schema", Some("the body of `PUT /a`")),
            (
                "/paths/~1a/get/responses/200/content/a~1b/schema/properties/c",
                Some("the property `c` of the response to `GET /a`"),
            ),
            (
                "/paths/~1a/get/responses/default/headers/H/schema",
                Some("the header `H` of the response `default` to `GET /a`"),
            ),
            ("/paths/~1a/get/callbacks/b", None),
            (
                "/paths/~1a/get/callbacks/b/{u}/post/requestBody/content/a~1b/schema/properties/c",
                Some("the property `c` of the body of the callback `b`"),
            ),
            (
                "/components/callbacks/b/{u}/post/parameters/0/schema",
                Some("the parameter `sort` of the callback `b`"),
            ),
            (
                "/components/callbacks/b/{u}/parameters/0/schema",
                Some("the parameter `sort` of the callback `b`"),
            ),
            ("", None),
        ] {
            assert_eq!(
                whereabouts(pointer, |at| at.ends_with("/0").then_some(&parameter)).as_deref(),
                expected,
                "{pointer}"
            );
        }
    }
}
