//! What is known of pages before responses are lowered.

use std::collections::HashMap;

use crate::names::Name;

/// The extension by which an overlay says what the pages of an operation are.
pub(in crate::lower) const PAGES: &str = "x-rust-pages";

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

/// What is known of the pages of all operations, by the ids of the operations.
#[derive(Default)]
pub(in crate::lower) struct Pagination(HashMap<String, PageNotes>);

impl Pagination {
    /// Notes what is known of the pages of an operation.
    pub(in crate::lower) fn add(&mut self, id: &str, notes: PageNotes) {
        self.0.insert(id.to_owned(), notes);
    }

    /// What is known of the pages of an operation.
    pub(in crate::lower) fn of(&self, id: &str) -> Option<&PageNotes> {
        self.0.get(id)
    }
}

/// What is known of the pages of an operation, if a response is one.
#[derive(Debug, Default)]
pub(in crate::lower) struct PageNotes {
    /// What the overlay says.
    pub(in crate::lower) told: ToldPages,
    /// Whether the header `Link` is declared for a success.
    pub(in crate::lower) has_link: bool,
    /// Whether the property `next` of the content is said to be a URL.
    pub(in crate::lower) has_next_url: bool,
    /// With which number the integers among the query parameters begin, as far as it is said.
    pub(in crate::lower) first: HashMap<String, u64>,
}

/// What an overlay says of the pages of an operation. Each `String` of it is a JSON pointer into the
/// content of a response, or the name of a query parameter.
#[derive(Debug, Default)]
pub(in crate::lower) enum ToldPages {
    /// Nothing.
    #[default]
    Nothing,
    /// There are none.
    None,
    /// How they are found.
    Some {
        /// What has the items, if it is said.
        items: Option<String>,
        /// How the next one is found, if it is said.
        next: Option<ToldNext>,
    },
}

/// How an overlay says that the next page is found.
#[derive(Debug)]
pub(in crate::lower) enum ToldNext {
    /// By a URL in the content.
    Url(String),
    /// By a token in the content.
    Token { from: String, parameter: String },
    /// By the header `Link`.
    Link,
    /// By the number of its first item.
    Offset(ToldCounting),
    /// By its own number.
    Number(ToldCounting),
}

/// How an overlay says that pages are counted.
#[derive(Debug)]
pub(in crate::lower) struct ToldCounting {
    /// The query parameter.
    pub(in crate::lower) parameter: String,
    /// The number of the first page or item.
    pub(in crate::lower) first: Option<u64>,
    /// What has the flag that says whether there are more.
    pub(in crate::lower) more: Option<String>,
    /// What has the number of all items, or of all pages.
    pub(in crate::lower) total: Option<String>,
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
