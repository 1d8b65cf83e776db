//! Pass: finds the responses that are pages of a list.
//!
//! Twilio has two ways to say where the next page is: `meta.next_page_url` with a
//! whole URL, and `next_page_uri` without the host in its older APIs. A response to
//! a `GET` that has one of these is a page of the array that the operation is called after,
//! or of its only one.

use std::collections::{HashMap, HashSet};

use super::Draft;
use crate::ir::{Model, ModelKind, Operation, Page, Presence, Struct, StructField, Type, Unfit};
use crate::lower::notes::pagination::{NEXT_PAGE, PaginationHints, items_of};
use crate::names::Name;
use document::diagnostics::{Code, Diagnostics, Place};

/// Marks operations and models as pages, and names the methods after what they list:
/// `list_interaction_channels`. Reports operations that the document calls paged, and that are not
/// as it says.
pub(super) fn mark_pages(draft: &mut Draft<'_, '_>) {
    let Draft { resources, models, methods, notes, memory, diagnostics, .. } = draft;
    let all = models.iter().flat_map(|group| &group.models);
    let structs: HashMap<&Name, &Struct> = all.filter_map(as_struct).collect();
    let mut pages: HashMap<Name, Page> = HashMap::new();
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let hints = notes.pagination.hints(&operation.id);
        if hints.is_some_and(|hints| hints.next == Some("")) {
            continue;
        }
        let found = match (operation.method, operation.output.json()) {
            ("GET", Some(Type::Model(name))) => structs
                .get(name)
                .and_then(|shape| match pages.get(name) {
                    Some(known) => Some(known.clone()),
                    None => page(shape, &structs, hints, memory.items(name), operation),
                })
                .map(|page| (name.clone(), page)),
            _ => None,
        };
        let Some((name, page)) = found else {
            if hints.is_some() {
                report_misfit(diagnostics, &operation.id);
            }
            continue;
        };
        operation.is_paged = true;
        let plural = operation.name.with_last(&page.items);
        if operation.name.words().starts_with("list_") && methods.claim(&plural) {
            operation.name = plural;
        }
        pages.insert(name, page);
    }
    let read: HashSet<(Name, Name)> =
        pages.iter().flat_map(|(name, page)| fields_read(name, page, &structs)).collect();
    for model in models.iter_mut().flat_map(|group| &mut group.models) {
        if let ModelKind::Struct(shape) = &mut model.kind {
            shape.page = pages.remove(&model.name);
            for field in &mut shape.fields {
                if read.contains(&(model.name.clone(), field.name.clone())) {
                    field.unfit = Unfit::Refused;
                }
            }
        }
    }
}

/// The fields, each with its model, that say what a page has and where the next one is. A list that
/// cannot be read must not look like an empty one, or like the last page.
fn fields_read(model: &Name, page: &Page, structs: &HashMap<&Name, &Struct>) -> Vec<(Name, Name)> {
    let mut read = vec![(model.clone(), page.items.clone())];
    let mut model = model;
    for (name, _) in &page.next {
        read.push((model.clone(), name.clone()));
        let fields = structs.get(model).map(|shape| &shape.fields);
        let mut fields = fields.into_iter().flatten();
        if let Some(Type::Model(next)) =
            fields.find(|field| field.name == *name).map(|field| &field.ty)
        {
            model = next;
        }
    }
    read
}

fn report_misfit(diagnostics: &mut Diagnostics, id: &str) {
    let message = format!("`x-rust-next-page` and `x-rust-page-items` do not fit `{id}`");
    diagnostics
        .error(Code::UNSUPPORTED, &Place::ROOT.key("paths"), message)
        .help("they name properties of its response: a text, and an array");
}

fn as_struct(model: &Model) -> Option<(&Name, &Struct)> {
    match &model.kind {
        ModelKind::Struct(shape) => Some((&model.name, shape)),
        ModelKind::Enum(_) | ModelKind::Union(_) => None,
    }
}

fn page(
    shape: &Struct,
    structs: &HashMap<&Name, &Struct>,
    hints: Option<&PaginationHints<'_>>,
    known_items: Option<&str>,
    operation: &Operation,
) -> Option<Page> {
    let next = match hints.and_then(|hints| hints.next) {
        Some(path) => next_page(shape, &path.split('.').collect::<Vec<_>>(), structs)?,
        None => NEXT_PAGE.iter().find_map(|properties| next_page(shape, properties, structs))?,
    };
    let lists = shape.fields.iter().filter_map(|field| match &field.ty {
        Type::List(item) => Some((field, item)),
        _ => None,
    });
    let names: Vec<&str> = lists.clone().map(|(field, _)| field.wire_name.as_str()).collect();
    let items = hints
        .and_then(|hints| hints.items)
        .or(known_items.filter(|items| names.contains(items)))
        .or_else(|| items_of(&names, &operation.path, &operation.id))?;
    let (field, item) = lists.into_iter().find(|(field, _)| field.wire_name == items)?;
    Some(Page {
        items: field.name.clone(),
        has_items: is_always_there(field),
        item: (**item).clone(),
        next,
    })
}

/// The fields that lead to the text that some properties lead to.
fn next_page(
    shape: &Struct,
    properties: &[&str],
    structs: &HashMap<&Name, &Struct>,
) -> Option<Vec<(Name, bool)>> {
    let (first, rest) = properties.split_first()?;
    let field = shape.fields.iter().find(|field| field.wire_name == *first)?;
    let mut path = vec![(field.name.clone(), is_always_there(field))];
    match &field.ty {
        Type::String if rest.is_empty() => {}
        Type::Model(name) => path.extend(next_page(structs.get(name)?, rest, structs)?),
        _ => return None,
    }
    Some(path)
}

fn is_always_there(field: &StructField) -> bool {
    field.presence == Presence::Required
}
