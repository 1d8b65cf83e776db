//! What is known of pages before responses are lowered.

use std::collections::HashMap;

use openapiv3::Operation;

use crate::names::Name;

/// The properties that lead to the next page, in the order in which they are tried.
pub(in crate::lower) const NEXT_PAGE: [&[&str]; 2] =
    [&["meta", "next_page_url"], &["next_page_uri"]];

/// What lists are called that have the items of a page, whatever these are.
const ITEMS: [&str; 7] = ["content", "data", "entries", "items", "records", "results", "values"];

/// Of the lists on a page, the one that the page is of: what the operation is called after, or what is
/// called as items usually are, whatever other lists there are; or else the only one.
pub(in crate::lower) fn items_of<'t>(lists: &[&'t str], path: &str, id: &str) -> Option<&'t str> {
    let is_fixed = |part: &&str| !part.is_empty() && !part.starts_with('{');
    let part = path.rsplit('/').find(is_fixed).unwrap_or_default();
    let part = Name::new(part.split('.').next().unwrap_or_default());
    let id = format!("_{}", Name::new(id).words());
    let is_meant = |list: &str| {
        let list = Name::new(list);
        let one = list.words().strip_suffix('s').unwrap_or(list.words());
        let ends = |words: &str| id.ends_with(&format!("_{words}"));
        list == part || ends(list.words()) || ends(one)
    };
    let only = |is_wanted: &dyn Fn(&str) -> bool| {
        let mut wanted = lists.iter().copied().filter(|list| is_wanted(list));
        wanted.next().filter(|_| wanted.next().is_none())
    };
    only(&is_meant).or_else(|| only(&|list| ITEMS.contains(&list))).or_else(|| only(&|_| true))
}

/// The hints of all operations that have some, by the ids of the operations.
#[derive(Default)]
pub(in crate::lower) struct Pagination<'a>(HashMap<String, PaginationHints<'a>>);

impl<'a> Pagination<'a> {
    /// Notes the hints of an operation.
    pub(in crate::lower) fn add(&mut self, id: &str, operation: &'a Operation) {
        self.0.extend(PaginationHints::of(operation).map(|hints| (id.to_owned(), hints)));
    }

    /// The hints of an operation, if it has some.
    pub(in crate::lower) fn hints(&self, id: &str) -> Option<&PaginationHints<'a>> {
        self.0.get(id)
    }
}

/// What an operation says of its pages by extensions, where they are not as usual.
#[derive(Debug)]
pub(in crate::lower) struct PaginationHints<'a> {
    /// The properties that lead to the next page, joined by dots; empty for no pages.
    pub(in crate::lower) next: Option<&'a str>,
    /// The property that has the items.
    pub(in crate::lower) items: Option<&'a str>,
}

impl<'a> PaginationHints<'a> {
    /// What the extensions of an operation say; none if there are none.
    fn of(operation: &'a Operation) -> Option<Self> {
        let text = |name| operation.extensions.get(name).and_then(|value| value.as_str());
        let hints = Self { next: text("x-rust-next-page"), items: text("x-rust-page-items") };
        Some(hints).filter(|hints| hints.next.is_some() || hints.items.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::items_of;

    #[test]
    fn a_page_is_of_what_the_operation_is_called_after() {
        let cases = [
            (&["ships", "berths"][..], "/ships", "find", Some("ships")),
            (&["berths", "ships"], "/v1/Ships.json", "find", Some("ships")),
            (&["berths", "ships"], "/search/{word}", "ListShip", Some("ships")),
            (&["berths", "ships"], "/ports/{port}", "ships", Some("ships")),
            (&["berths", "data"], "/boats", "listBoats", Some("data")),
            (&["vessels"], "/boats", "listBoats", Some("vessels")),
            (&["vessels", "berths"], "/boats", "listBoats", None),
            (&["data", "items"], "/boats", "listBoats", None),
            (&[], "/", "", None),
        ];
        for (lists, path, id, items) in cases {
            assert_eq!(items_of(lists, path, id), items, "{lists:?} {path} {id}");
        }
    }
}
