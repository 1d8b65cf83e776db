//! The resource of an operation: its first tag, or what its path says.

use std::collections::HashMap;

use openapiv3::{OpenAPI, Operation, Tag};
use unicode_ident::is_xid_continue;

use crate::docs::Docs;
use crate::lower::external_docs::see_also;
use crate::lower::operation::path;
use crate::names::Name;

/// The first segments of paths that say where an API is, rather than what it is about.
const SAYS_NOTHING: &[&str] = &["api", "apis", "rest"];

/// The resource of operations without a tag whose path has no word either.
const NO_WORD: &str = "api";

/// The resource of an operation. It depends on nothing else in the document, so that no operation
/// moves when another is added.
pub(in crate::lower) fn group_of(operation: &Operation, path: &str) -> Name {
    match operation.tags.first().filter(|tag| !tag.trim().is_empty()) {
        Some(tag) => Name::new(tag),
        None => first_word(path).map_or_else(|| Name::new(NO_WORD), |word| Name::new(&word)),
    }
}

/// The tags that the document describes, by the names of their resources. The first of a name counts.
pub(super) fn described_tags(openapi: &OpenAPI) -> HashMap<Name, &Tag> {
    openapi.tags.iter().rev().map(|tag| (Name::new(&tag.name), tag)).collect()
}

/// The documentation of a resource: that of its tag, if the document describes one.
pub(super) fn group_docs(tag: Option<&Tag>, group: &Name) -> Docs {
    let description = tag.and_then(|tag| tag.description.as_deref());
    let docs = Docs::of(description, || match tag {
        None if group.words() == NO_WORD => "Operations on the API as a whole.".to_owned(),
        _ => format!("Operations on {}.", group.prose()),
    });
    match tag.and_then(|tag| see_also(tag.external_docs.as_ref()?)) {
        Some(sentence) => docs.and(&sentence),
        None => docs,
    }
}

/// The first word of a path that is no parameter, no version, and does not only say that this is an
/// API. Of `users.list`, `pets:batch` or `Things(id)` it is what comes before the sign.
fn first_word(path: &str) -> Option<String> {
    let fixed = path::without_names(path);
    let fixed = fixed.split(['?', '#']).next()?;
    // What follows a parameter and a dot is the ending of a file.
    let segments = fixed.split('/').filter(|it| !is_version(it) && !it.contains("{}."));
    let is_sign = |c: char| c != '-' && !is_xid_continue(c);
    let mut words = segments.flat_map(|it| it.split(is_sign)).map(|it| it.trim_matches(['-', '_']));
    let word = words.find(|it| it.contains(char::is_alphabetic) && !says_nothing(it))?;
    Some(word.to_owned())
}

fn says_nothing(word: &str) -> bool {
    is_version(word) || SAYS_NOTHING.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether a segment is a version: `v1`, `v2.0`, `v1beta1`, `2010-04-01`, `v{version}`.
fn is_version(segment: &str) -> bool {
    const STAGES: &[&str] = &["alpha", "beta", "preview", "rc"];

    let number = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    let rest = number.to_ascii_lowercase();
    let rest = rest.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    segment == "v{}" || (is_number && (rest.is_empty() || STAGES.contains(&rest)))
}

#[cfg(test)]
mod tests {
    use super::first_word;

    #[test]
    fn a_path_without_a_tag_says_what_it_is_about() {
        for (path, word) in [
            ("/pets", Some("pets")),
            ("/pets/{id}/toys", Some("pets")),
            ("/{tenant}/pets", Some("pets")),
            ("/{tenant}-pets/x", Some("pets")),
            ("/api/rest/v1/Pets", Some("Pets")),
            ("/v2.0/pets", Some("pets")),
            ("/2010-04-01/Accounts/{Sid}.json", Some("Accounts")),
            ("/v1beta1/pets", Some("pets")),
            ("/2024-01-preview/pets", Some("pets")),
            ("/v/vehicles", Some("v")),
            ("/vehicles", Some("vehicles")),
            ("/2fa", Some("2fa")),
            ("/users.list", Some("users")),
            ("/api.test", Some("test")),
            ("/v1/pets:batch", Some("pets")),
            ("/Things({id})", Some("Things")),
            ("/@me", Some("me")),
            ("/größen", Some("größen")),
            ("/gro\u{308}ßen", Some("gro\u{308}ßen")),
            ("/.well-known/keys", Some("well-known")),
            ("/{id}.json", None),
            ("/api/v{version}/pets", Some("pets")),
            ("/v1:undo", Some("undo")),
            ("/{a", None),
            ("/404/pets", Some("pets")),
            ("/pets?sort=asc", Some("pets")),
            ("/", None),
            ("/{id}", None),
            ("/api/v1/{id}", None),
            ("/?action=list", None),
            ("/{id}?action={x}&y", None),
            ("/#pets", None),
        ] {
            assert_eq!(first_word(path).as_deref(), word, "{path}");
        }
    }
}
