//! What is known of pages before responses are lowered.

use std::collections::HashMap;

use openapiv3::Operation;

/// The properties that lead to the next page, in the order in which they are tried.
pub(in crate::lower) const NEXT_PAGE: [&[&str]; 2] =
    [&["meta", "next_page_url"], &["next_page_uri"]];

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
