//! Whether the security schemes that requirements name are declared.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostics, Fix, FixTarget, Location, NodePart, Place, quoted};
use crate::shape::METHODS;
use crate::suggest::nearest;

/// For how many schemes one that may be meant is searched, which takes long.
const SUGGESTIONS: usize = 100;

/// Reports each scheme that is named by the `security` of the document or of an operation, and is
/// not declared.
pub(crate) fn check(document: &Value, diagnostics: &mut Diagnostics) {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut missing: IndexMap<&str, Vec<Requirement<'_>>> = IndexMap::new();
    let mut note = |owner, place: &Place<'_>| {
        each_requirement(owner, place, |name, requirement| {
            if !schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                missing.entry(name).or_default().push(requirement);
            }
        });
    };
    note(document, &Place::ROOT);
    let paths = Place::ROOT.key("paths");
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let place = paths.key(path);
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                note(operation, &place.key(method));
            }
        }
    }
    for (number, (name, requirements)) in missing.iter().enumerate() {
        let declared = schemes.filter(|_| number < SUGGESTIONS).into_iter().flat_map(Map::keys);
        let meant = nearest(name, declared.map(String::as_str));
        report(document, name, requirements, meant, diagnostics);
    }
}

/// What an entry of `security` says of a scheme.
struct Requirement<'v> {
    /// The pointer to the entry.
    entry: String,
    /// The location of the scheme's name.
    name: Location,
    scopes: &'v Value,
}

/// Visits what an object requires.
fn each_requirement<'v>(
    owner: &'v Value,
    place: &Place<'_>,
    mut visit: impl FnMut(&'v str, Requirement<'v>),
) {
    let place = place.key("security");
    let requirements = owner.get("security").and_then(Value::as_array);
    for (index, requirement) in requirements.into_iter().flatten().enumerate() {
        let place = place.index(index);
        for (name, scopes) in requirement.as_object().into_iter().flatten() {
            let entry = place.pointer();
            let at = Location::node(place.key(name).pointer(), NodePart::Key);
            visit(name, Requirement { entry, name: at, scopes });
        }
    }
}

/// Reports a scheme that is not declared where it is named first.
fn report(
    document: &Value,
    name: &str,
    requirements: &[Requirement<'_>],
    meant: Option<&str>,
    diagnostics: &mut Diagnostics,
) {
    let Some(first) = requirements.first() else { return };
    let scheme = quoted(name);
    let message = match requirements.len() {
        1 => format!("the security scheme {scheme} is not declared"),
        number => {
            format!(
                "the security scheme {scheme} is not declared, and {number} requirements name it"
            )
        }
    };
    let diagnostic =
        diagnostics.error(Code::UNDECLARED_SECURITY_SCHEME, first.name.clone(), message);
    let Some(meant) = meant else {
        diagnostic
            .help(
                "declare it in `components/securitySchemes`; this action takes what its name \
                 suggests, which you should compare with what the API says",
            )
            .fix(Fix::update(
                &Place::ROOT,
                json!({"components": {"securitySchemes": {name: suggested(name)}}}),
            ));
        return;
    };
    diagnostic.help(format!("did you mean {}?", quoted(meant)));
    let is_said_alike = requirements.iter().all(|other| other.scopes == first.scopes);
    let (requirement, scheme) = if requirements.len() > 1 && is_said_alike {
        let all = FixTarget::entries_with("security", name);
        (all, FixTarget::field_of_entries("security", name))
    } else {
        let entry = FixTarget::of(document, &first.entry);
        (entry, FixTarget::of(document, first.name.pointer().unwrap_or_default()))
    };
    diagnostic
        .fix(Fix::update(requirement, json!({ meant: first.scopes })).and(Fix::remove(scheme)));
}

/// The scheme that a name suggests: a token, if it says nothing.
fn suggested(name: &str) -> Value {
    let word = name.to_ascii_lowercase();
    let is_of_header =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if word.contains("basic") {
        json!({"type": "http", "scheme": "basic"})
    } else if word.contains("key") && is_of_header {
        json!({"type": "apiKey", "in": "header", "name": name})
    } else {
        json!({"type": "http", "scheme": "bearer"})
    }
}

#[cfg(test)]
mod tests {
    use super::suggested;

    #[test]
    fn names_suggest_schemes() {
        for (name, expected) in [
            ("httpBasic", "basic"),
            ("jwt", "bearer"),
            ("X-API-Key", "X-API-Key"),
            ("the key", "bearer"),
        ] {
            let scheme = suggested(name);
            let found = scheme.get("scheme").or_else(|| scheme.get("name"));
            assert_eq!(found.and_then(|it| it.as_str()), Some(expected), "{name}");
        }
    }
}
