//! Which operation a request is for.

use http::Method;
use percent_encoding::percent_decode_str;

use super::table::{Operation, Table};

/// An operation whose path is that of a request.
#[derive(Debug)]
pub(super) struct Route<'t> {
    pub(super) operation: &'t Operation,
    /// The names in the path, with the texts in their places, still encoded.
    pub(super) parameters: Vec<(&'t str, String)>,
}

/// Why there is no operation for a request.
#[derive(Debug, PartialEq)]
pub(super) enum NoRoute {
    /// No operation has the path.
    Path,
    /// Those that have the path have these methods.
    Method(Vec<String>),
}

/// The operations whose path and method are those of a request: the several ways in which one
/// sends its body, or else one alone.
pub(super) fn find<'t>(
    table: &'t Table,
    method: &Method,
    path: &str,
    query: &str,
) -> Result<Vec<Route<'t>>, NoRoute> {
    let mut fitting: Vec<(usize, Route<'t>)> = Vec::new();
    for operation in &table.operations {
        let (template, fixed) = operation.path.split_once('?').unwrap_or((&operation.path, ""));
        if !has_query(fixed, query) {
            continue;
        }
        let mut paths = inner_paths(table, path);
        if let Some(parameters) = paths.find_map(|path| parameters(template, path)) {
            // What stands there literally says more than a name in braces.
            let literal = template.len() - names_length(&parameters) + fixed.len();
            fitting.push((literal, Route { operation, parameters }));
        }
    }
    if fitting.is_empty() {
        return Err(NoRoute::Path);
    }
    let (fitting, others): (Vec<_>, Vec<_>) =
        fitting.into_iter().partition(|(_, route)| route.operation.verb == method.as_str());
    let Some(most) = fitting.iter().map(|(literal, _)| *literal).max() else {
        let mut methods: Vec<_> =
            others.into_iter().map(|(_, route)| route.operation.verb.clone()).collect();
        methods.sort();
        methods.dedup();
        return Err(NoRoute::Method(methods));
    };
    Ok(fitting.into_iter().filter(|(literal, _)| *literal == most).map(|(_, it)| it).collect())
}

/// The path as it is, and behind those of servers.
fn inner_paths<'a>(table: &'a Table, path: &'a str) -> impl Iterator<Item = &'a str> {
    let behind = table.bases.iter().filter_map(move |base| path.strip_prefix(base.as_str()));
    behind.filter(|path| path.starts_with('/')).chain([path])
}

fn names_length(parameters: &[(&str, String)]) -> usize {
    parameters.iter().map(|(name, _)| name.len() + 2).sum()
}

/// Whether a query has what the path of an operation says; its values are parameters.
fn has_query(fixed: &str, query: &str) -> bool {
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    form_urlencoded::parse(fixed.as_bytes()).all(|(name, value)| {
        pairs.iter().any(|(sent, text)| *sent == name && (value.starts_with('{') || *text == value))
    })
}

/// The texts in a path in place of the names in braces, if it is that of a template.
fn parameters<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let mut found = Vec::new();
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return Some(found),
            (Some(template), Some(segment)) => in_segment(template, segment, &mut found)?,
            _ => return None,
        }
    }
}

/// The same within a segment, where text may stand around the names.
fn in_segment<'t>(
    mut template: &'t str,
    mut segment: &str,
    found: &mut Vec<(&'t str, String)>,
) -> Option<()> {
    loop {
        let Some((before, rest)) = template.split_once('{') else {
            return (decoded(segment) == decoded(template)).then_some(());
        };
        let (name, after) = rest.split_once('}')?;
        segment = segment.strip_prefix(before)?;
        // Up to the text that follows, or to the end.
        let next = after.split('{').next().unwrap_or_default();
        let length = if next.is_empty() { segment.len() } else { segment.find(next)? };
        let (value, remaining) = segment.split_at_checked(length)?;
        if value.is_empty() {
            return None;
        }
        found.push((name, value.to_owned()));
        (template, segment) = (after, remaining);
    }
}

/// A text without percent-encoding.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
