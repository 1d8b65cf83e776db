//! Which responses are pages of a list.
//!
//! Twilio has two ways to say where the next page is: `meta.next_page_url` with a
//! whole URL, and `next_page_uri` without the host in its older APIs. A response to
//! a `GET` that has one of these and a single array is a page.

use std::collections::HashMap;

use super::Lowering;
use super::view::{Kind, SchemaRef, View};
use crate::ir::{Field, Model, ModelGroup, Page, Presence, Resource, Shape, Struct, Type};
use crate::names::{Name, Scope};

/// The properties that lead to the next page, in the order in which they are tried.
const NEXT_PAGE: [&[&str]; 2] = [&["meta", "next_page_url"], &["next_page_uri"]];

impl<'a> Lowering<'a> {
    /// The name of a page that is spelled out in a response: after what it lists.
    pub(super) fn page_name(&self, schema: SchemaRef<'a>) -> Option<Name> {
        let SchemaRef::Inline(schema) = schema else { return None };
        let Kind::Object(object) = View::new(schema).kind else { return None };
        if !NEXT_PAGE.iter().any(|properties| object.properties.contains_key(properties[0])) {
            return None;
        }
        let mut items = object.properties.values().filter_map(|property| match property {
            SchemaRef::Inline(schema) => match View::new(schema).kind {
                Kind::Array { items: Some(SchemaRef::Reference(item)) } => Some(item),
                _ => None,
            },
            SchemaRef::Reference(_) => None,
        });
        let item = items.next().filter(|_| items.next().is_none())?;
        let (component, _) = self.referenced(item)?;
        Some(self.component_names[component].join(&Name::new("page")))
    }
}

/// Marks operations and models as pages, and names the methods after what they list:
/// `list_interaction_channels`.
pub(super) fn find(resources: &mut [Resource], groups: &mut [ModelGroup], methods: &mut Scope) {
    let models = groups.iter().flat_map(|group| &group.models);
    let structs: HashMap<&Name, &Struct> = models.filter_map(as_struct).collect();
    let mut pages: HashMap<Name, Page> = HashMap::new();
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        if let ("GET", Some(Type::Model(name))) = (operation.method, operation.output.json())
            && let Some(page) = structs.get(name).and_then(|shape| page(shape, &structs))
        {
            operation.is_paged = true;
            let plural = operation.name.with_last(&page.items);
            if operation.name.words().starts_with("list_") && methods.claim(&plural) {
                operation.name = plural;
            }
            pages.insert(name.clone(), page);
        }
    }
    for model in groups.iter_mut().flat_map(|group| &mut group.models) {
        if let Shape::Struct(shape) = &mut model.shape {
            shape.page = pages.remove(&model.name);
        }
    }
}

fn as_struct(model: &Model) -> Option<(&Name, &Struct)> {
    match &model.shape {
        Shape::Struct(shape) => Some((&model.name, shape)),
        Shape::Enum(_) | Shape::Union(_) => None,
    }
}

fn page(shape: &Struct, structs: &HashMap<&Name, &Struct>) -> Option<Page> {
    let next = NEXT_PAGE.iter().find_map(|properties| next_page(shape, properties, structs))?;
    let mut lists = shape.fields.iter().filter_map(|field| match &field.ty {
        Type::List(item) => Some((field, item)),
        _ => None,
    });
    let (field, item) = lists.next().filter(|_| lists.next().is_none())?;
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
    let field = shape.fields.iter().find(|field| field.wire == *first)?;
    let mut path = vec![(field.name.clone(), is_always_there(field))];
    match &field.ty {
        Type::String if rest.is_empty() => {}
        Type::Model(name) => path.extend(next_page(structs.get(name)?, rest, structs)?),
        _ => return None,
    }
    Some(path)
}

fn is_always_there(field: &Field) -> bool {
    field.presence == Presence::Required
}
