//! How the next page is found, where the document leaves no doubt.

use super::super::fields::{Found, Objects, received};
use super::items::Items;
use crate::ir::{
    Counting, FieldPath, InputLocation, ListEnd, NextPage, Operation, OperationInput, Struct, Type,
};
use crate::lower::notes::pagination::{NEXT_PAGE, PageNotes};
use crate::names::Name;

/// Objects in which a page says of itself where it is, in words.
const ABOUT_PAGES: &[&str] = &[
    "links",
    "meta",
    "metadata",
    "page",
    "page_info",
    "pages",
    "pagination",
    "paging",
    "response_metadata",
    "result_info",
];

/// What has the URL of the next page, in words, and nothing else.
const URLS: &[&str] = &[
    "next_href",
    "next_link",
    "next_page_uri",
    "next_page_url",
    "next_uri",
    "next_url",
    "odata_next_link",
];

/// What has the token of the next page, in words, and the parameters that take it.
const TOKENS: &[(&str, &[&str])] = &[
    ("continue", &["continue"]),
    ("next_continuation_token", &["continuation_token"]),
    ("next_cursor", &["cursor", "next_cursor", "page_cursor"]),
    ("next_marker", &["marker"]),
    ("next_page_cursor", &["page_cursor", "cursor"]),
    ("next_page_token", &["page_token", "next_page_token"]),
    ("next_token", &["next_token", "page_token", "pagination_token"]),
];

/// Parameters that say how many items a page has, in words.
const SIZES: &[&str] = &[
    "count",
    "items_per_page",
    "limit",
    "max_results",
    "page_limit",
    "page_size",
    "pagesize",
    "per_page",
    "perpage",
    "results_per_page",
    "rows",
    "size",
    "take",
    "top",
];

/// Parameters that are the number of the first item, in words, and count from 0 unless something else
/// is said.
const OFFSETS: &[&str] = &["offset", "page_offset", "skip"];

/// The same of which it has to be said that they count from 0.
const STARTS: &[&str] = &["start", "start_at", "start_index"];

/// Parameters that are the number of the page, in words.
const NUMBERS: &[&str] = &["page", "page_number"];

/// Flags that are false on the last page, in words.
const FLAGS: &[&str] =
    &["has_more", "has_more_items", "has_more_results", "has_next", "has_next_page"];

/// The number of all items, in words.
const TOTAL_ITEMS: &[&str] =
    &["total", "total_count", "total_elements", "total_items", "total_records", "total_results"];

/// The number of all pages, in words.
const TOTAL_PAGES: &[&str] = &["num_pages", "total_pages"];

/// The fields that lead to the URL of the next page, and whether Twilio calls them so.
pub(super) fn url(
    shape: &Struct,
    objects: &Objects<'_>,
    notes: Option<&PageNotes>,
) -> Option<(FieldPath, bool)> {
    let at = |properties: &[&str]| objects.at(shape, properties).and_then(text);
    if let Some(path) = NEXT_PAGE.iter().find_map(|properties| at(properties)) {
        return Some((path, true));
    }
    let link = || at(&["links", "next"]).or_else(|| at(&["_links", "next", "href"]));
    let next = || notes.filter(|notes| notes.has_next_url).and_then(|_| at(&["next"]));
    let called = only(objects.called(shape, URLS, ABOUT_PAGES)).and_then(text);
    called.or_else(link).or_else(next).map(|path| (path, false))
}

/// The field of a token, and the parameter that takes it. If there is another way to say where to
/// begin, a token may come only if callers ask for one.
pub(super) fn token(
    shape: &Struct,
    objects: &Objects<'_>,
    operation: &Operation,
) -> Option<NextPage> {
    if [OFFSETS, STARTS, NUMBERS].iter().any(|names| !integers(operation, names).is_empty()) {
        return None;
    }
    let pairs = TOKENS.iter().filter_map(|(name, parameters)| {
        let token = text(only(objects.called(shape, &[name], ABOUT_PAGES))?)?;
        let takes = |parameter: &&str| {
            query(operation).find(|input| {
                words(input).words() == *parameter && input.ty == Type::String && !input.required
            })
        };
        let parameter = parameters.iter().find_map(takes)?;
        Some(NextPage::Token { token, parameter: parameter.wire_name.clone() })
    });
    only(pairs.collect())
}

/// How pages are counted.
pub(super) fn counted(
    shape: Option<&Struct>,
    objects: &Objects<'_>,
    operation: &Operation,
    notes: Option<&PageNotes>,
    items: &Items,
) -> Option<NextPage> {
    let is_only_list = shape.is_none_or(|shape| {
        received(shape).filter(|field| matches!(field.ty, Type::List(_))).count() == 1
    });
    if !(is_only_list || items.is_known) || integers(operation, SIZES).is_empty() {
        return None;
    }
    let counting = |parameter: &OperationInput, first, total| Counting {
        parameter: parameter.wire_name.clone(),
        first,
        items: items.path.clone(),
        end: shape.map_or(ListEnd::Nothing, |shape| end(shape, objects, total)),
    };
    let first = |parameter: &OperationInput| notes?.first.get(&parameter.wire_name).copied();
    let is_from_zero = |input: &OperationInput, unsaid| first(input).unwrap_or(unsaid) == 0;
    let [offsets, starts, numbers] = [OFFSETS, STARTS, NUMBERS].map(|it| integers(operation, it));
    match (&offsets[..], &starts[..], &numbers[..]) {
        ([offset], [], []) if is_from_zero(offset, 0) => {
            Some(NextPage::Offset(counting(offset, 0, TOTAL_ITEMS)))
        }
        ([], [start], []) if is_from_zero(start, 1) => {
            Some(NextPage::Offset(counting(start, 0, TOTAL_ITEMS)))
        }
        ([], [], [number]) => Some(NextPage::Number(counting(number, first(number)?, TOTAL_PAGES))),
        _ => None,
    }
}

/// What says that a page is the last.
fn end(shape: &Struct, objects: &Objects<'_>, totals: &[&str]) -> ListEnd {
    let called = |names, is_it: fn(&Type) -> bool| {
        let (path, field) = only(objects.called(shape, names, ABOUT_PAGES))?;
        is_it(&field.ty).then_some(path)
    };
    if let Some(flag) = called(FLAGS, |ty| *ty == Type::Boolean) {
        return ListEnd::NoMore(flag);
    }
    called(totals, Type::is_integer).map_or(ListEnd::Nothing, ListEnd::Total)
}

/// The parameters of the query that are written as they are.
pub(super) fn query(operation: &Operation) -> impl Iterator<Item = &OperationInput> {
    operation.inputs.iter().filter(|input| input.location == InputLocation::Query)
}

/// The integers of the query that are called so, in words.
fn integers<'o>(operation: &'o Operation, names: &[&str]) -> Vec<&'o OperationInput> {
    let integers = query(operation).filter(|input| input.ty.is_integer());
    integers.filter(|input| names.contains(&words(input).words())).collect()
}

fn words(input: &OperationInput) -> Name {
    Name::new(&input.wire_name)
}

fn text((path, field): Found<'_>) -> Option<FieldPath> {
    (field.ty == Type::String).then_some(path)
}

/// The only one of several.
fn only<T>(found: Vec<T>) -> Option<T> {
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}
