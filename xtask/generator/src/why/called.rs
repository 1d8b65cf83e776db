//! What things are called, by callers and by the document.

use super::Crate;
use super::thing::Thing;
use document::diagnostics::DocumentView as _;

/// A path with `::` between all its parts, without arguments of types and marks of keywords.
pub(super) fn normalized(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for character in path.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => plain.push_str("::"),
            character if depth == 0 && !character.is_whitespace() => plain.push(character),
            _ => {}
        }
    }
    let plain = plain.replace("::::", "::").replace("r#", "");
    plain.trim_end_matches("()").trim_matches(':').to_owned()
}

/// A path without the name of the crate, or what stands for it, before it.
pub(super) fn without_crate<'p>(path: &'p str, name: &str) -> &'p str {
    let starts = ["crate", name].into_iter().filter(|name| !name.is_empty());
    let mut rests = starts.filter_map(|name| path.strip_prefix(name)?.strip_prefix("::"));
    rests.next().unwrap_or(path)
}

/// Whether the document calls a thing so, or has it there.
pub(super) fn is_called(of: Crate<'_>, thing: Thing<'_>, name: &str) -> bool {
    let name = name.strip_prefix('#').filter(|rest| rest.starts_with('/')).unwrap_or(name);
    if name.starts_with('/') {
        let document = of.document();
        let resolved = |at: &str| document.follow(&document.pointer_in_document(at)).0;
        return place(thing).is_some_and(|at| at == name || resolved(at) == name);
    }
    names(thing).iter().any(|known| known == name)
}

/// What the document calls a thing.
pub(super) fn names(thing: Thing<'_>) -> Vec<String> {
    let key = |at: &str| {
        let key = at.rsplit('/').next().unwrap_or_default();
        document::pointer::unescape(key).into_owned()
    };
    match thing {
        Thing::Model(model) => component(&model.at).map(key).into_iter().collect(),
        Thing::Identifier(identifier) => component(&identifier.at).map(key).into_iter().collect(),
        Thing::Field(_, _, field) => vec![field.wire_name.clone()],
        Thing::Value(_, _, value) | Thing::VariableValue(_, _, value) => {
            vec![value.wire_value.clone()]
        }
        Thing::Header(_, header) => vec![header.wire_name.clone()],
        Thing::Operation(operation) => {
            vec![operation.id.clone(), format!("{} {}", operation.method, operation.path)]
        }
        Thing::Input(_, input) | Thing::EventParameter(_, input) => vec![input.wire_name.clone()],
        Thing::AnyEvent(callback) => vec![callback.wire_name.clone()],
        Thing::Server(server) => vec![server.url.clone()],
        Thing::Variable(_, variable) => vec![variable.wire_name.clone()],
        Thing::Scheme(scheme) => vec![scheme.wire_name.clone()],
        _ => Vec::new(),
    }
}

/// The place of a schema of the components.
fn component(at: &str) -> Option<&str> {
    let key = at.strip_prefix("/components/schemas/")?;
    (!key.contains('/')).then_some(at)
}

/// Where the document has a thing, if it is the only one there.
fn place(thing: Thing<'_>) -> Option<&str> {
    match thing {
        Thing::Model(model) => Some(&model.at),
        Thing::Field(_, _, field) => Some(&field.at),
        Thing::Variant(_, _, variant) => Some(&variant.at),
        Thing::Identifier(identifier) => Some(&identifier.at),
        Thing::Header(_, header) => Some(&header.at),
        Thing::Operation(operation) => Some(&operation.at),
        Thing::Input(_, input) | Thing::EventParameter(_, input) => Some(&input.at),
        Thing::Wait(_, wait) => Some(&wait.at),
        Thing::Event(_, event) => Some(&event.at),
        Thing::EventBody(_, body) => Some(&body.at),
        Thing::AnyEvent(callback) => Some(&callback.at),
        Thing::Server(server) => Some(&server.at),
        _ => None,
    }
}
