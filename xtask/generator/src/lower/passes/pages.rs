//! Passes: find the responses that are pages of a list, and how the next page is found.
//!
//! The overlay says it, or the document leaves no doubt: a URL in the content, of which Twilio has two;
//! a token and a parameter that go together; the header `Link`; or a parameter that counts.

mod infer;
mod items;
mod told;

use std::collections::{HashMap, HashSet};

use super::Draft;
use super::fields::Objects;
use crate::ir::{FieldPath, ModelKind, NextPage, Operation, Page, Unfit};
use crate::lower::memory::Memory;
use crate::lower::notes::pagination::{PageNotes, ToldNext, ToldPages};
use crate::names::Name;
use document::diagnostics::Diagnostics;
use items::{Content, Items, items};
use told::{Told, report};

/// How an operation lists by pages.
struct Listing {
    items: Items,
    next: NextPage,
    /// Where the content has the URL of the next page.
    url: Option<FieldPath>,
    /// Whether the method is named after the items: where that is not new.
    is_named_after_items: bool,
}

/// Marks operations and models as pages, and names methods after what they list:
/// `list_interaction_channels`. Reports what the overlay says and is not so.
pub(super) fn mark_pages(draft: &mut Draft<'_, '_>) {
    let Draft { resources, models, methods, notes, memory, diagnostics, .. } = draft;
    let objects = Objects::of(models);
    let mut pages: HashMap<Name, Page> = HashMap::new();
    let mut read: HashSet<(Name, Name)> = HashSet::new();
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let notes = notes.pagination.of(&operation.id);
        operation.because.has_told_pages =
            notes.is_some_and(|notes| !matches!(notes.told, ToldPages::Nothing));
        let finding = Finding { objects: &objects, notes, memory, pages: &pages };
        let Some(listing) = finding.listing(operation, diagnostics) else { continue };
        if let Some(Content::Object(name, _)) = Content::of(operation, &objects) {
            let paths = [Some(&listing.items.path), listing.url.as_ref(), token(&listing.next)];
            let fields = paths.into_iter().flatten().flat_map(|path| objects.along(name, path));
            read.extend(fields);
            let new = Page {
                items: listing.items.path.clone(),
                item: listing.items.item.clone(),
                next: None,
            };
            let page = pages.entry(name.clone()).or_insert(new);
            page.next = page.next.take().or(listing.url);
        }
        if let (true, Some(items)) = (listing.is_named_after_items, listing.items.path.last()) {
            let plural = operation.name.with_last(&items.field);
            if operation.name.words().starts_with("list_") && methods.claim(&plural) {
                operation.name = plural;
                operation.because.is_named_after_items = true;
            }
        }
        operation.next_page = Some(listing.next);
    }
    for model in models.iter_mut().flat_map(|group| &mut group.models) {
        if let ModelKind::Struct(shape) = &mut model.kind {
            shape.page = pages.remove(&model.name);
            for field in &mut shape.fields {
                // A list that cannot be read must not look like an empty one, or like the last page.
                if read.contains(&(model.name.clone(), field.name.clone())) {
                    field.unfit = Unfit::Refused;
                }
            }
        }
    }
}

/// Says anew when fields are there that are read to find pages.
pub(super) fn settle_pages(draft: &mut Draft<'_, '_>) {
    let Draft { resources, models, .. } = draft;
    let objects = Objects::of(models);
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let Some(mut next) = operation.next_page.take() else { continue };
        let shape = Content::of(operation, &objects).and_then(Content::object);
        for path in next.paths_mut() {
            objects.settle(shape, path);
        }
        operation.next_page = Some(next);
    }
    let mut pages: HashMap<Name, Page> = HashMap::new();
    for model in models.iter().flat_map(|group| &group.models) {
        let ModelKind::Struct(shape) = &model.kind else { continue };
        let Some(mut page) = shape.page.clone() else { continue };
        objects.settle(Some(shape), &mut page.items);
        if let Some(path) = &mut page.next {
            objects.settle(Some(shape), path);
        }
        pages.insert(model.name.clone(), page);
    }
    for model in models.iter_mut().flat_map(|group| &mut group.models) {
        if let ModelKind::Struct(shape) = &mut model.kind {
            shape.page = pages.remove(&model.name);
        }
    }
}

/// What is looked at to find how an operation lists.
struct Finding<'f, 'm> {
    objects: &'f Objects<'m>,
    notes: Option<&'f PageNotes>,
    memory: &'f Memory<'f>,
    /// What operations before it have found of types.
    pages: &'f HashMap<Name, Page>,
}

impl Finding<'_, '_> {
    fn listing(&self, operation: &Operation, diagnostics: &mut Diagnostics) -> Option<Listing> {
        let content = Content::of(operation, self.objects);
        let told = self.notes.map_or(&ToldPages::Nothing, |notes| &notes.told);
        match (told, content) {
            (ToldPages::None, _) | (ToldPages::Nothing, None) => None,
            (ToldPages::Nothing, Some(content)) => {
                let items = self.items(operation, content)?;
                self.inferred(operation, content, items)
            }
            (ToldPages::Some { items, next }, Some(content)) => {
                let operation = (operation, content);
                self.told(operation, items.as_deref(), next.as_ref(), diagnostics)
            }
            (ToldPages::Some { .. }, None) => {
                let message = format!("`{}` does not answer with a list", operation.id);
                let help = "pages are what a GET answers with as JSON: an object, or a list";
                report(operation, "", message, help.to_owned(), diagnostics);
                None
            }
        }
    }

    /// What a page lists, by the rules.
    fn items(&self, operation: &Operation, content: Content<'_>) -> Option<Items> {
        let Content::Object(name, _) = content else {
            return items(content, self.objects, operation, None);
        };
        match self.pages.get(name) {
            Some(Page { items, item, .. }) => {
                Some(Items { path: items.clone(), item: item.clone(), is_known: true })
            }
            None => items(content, self.objects, operation, self.memory.items(name)),
        }
    }

    fn inferred(
        &self,
        operation: &Operation,
        content: Content<'_>,
        items: Items,
    ) -> Option<Listing> {
        let shape = content.object();
        if let Some((url, is_named_after_items)) =
            shape.and_then(|shape| infer::url(shape, self.objects, self.notes))
        {
            let url = Some(url);
            return Some(Listing { items, next: NextPage::Url, url, is_named_after_items });
        }
        let token = || infer::token(shape?, self.objects, operation);
        let link = || self.notes.filter(|notes| notes.has_link).map(|_| NextPage::Link);
        let counted = || infer::counted(shape, self.objects, operation, self.notes, &items);
        let next = token().or_else(link).or_else(counted)?;
        Some(Listing { items, next, url: None, is_named_after_items: false })
    }

    fn told(
        &self,
        (operation, content): (&Operation, Content<'_>),
        items: Option<&str>,
        next: Option<&ToldNext>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Listing> {
        let mut told = Told { operation, content, objects: self.objects, diagnostics };
        let items = told.items(items, self.items(operation, content))?;
        let listing = match next {
            Some(next) => {
                let first = |name: &str| self.notes?.first.get(name).copied();
                let (next, url) = told.next(next, &items, first)?;
                let is_named_after_items = url.is_some();
                Some(Listing { items, next, url, is_named_after_items })
            }
            None => self.inferred(operation, content, items),
        };
        let Some(listing) = listing else {
            let message = "nothing says how the next page is found".to_owned();
            told.report("", message, "add `url`, `token`, `link`, `offset` or `number`".to_owned());
            return None;
        };
        let known = match content {
            Content::Object(name, _) => self.pages.get(name),
            Content::List(_) => None,
        };
        let differs = known.is_some_and(|known| {
            known.items != listing.items.path
                || known.next.is_some() && listing.url.is_some() && known.next != listing.url
        });
        if differs {
            let message = "another operation lists something else from the same type".to_owned();
            let help = "an operation whose pages have another URL or other items needs a type of its \
                        own, by `x-rust-name`";
            told.report("", message, help.to_owned());
            return None;
        }
        Some(listing)
    }
}

/// The fields that lead to a token.
fn token(next: &NextPage) -> Option<&FieldPath> {
    match next {
        NextPage::Token { token, .. } => Some(token),
        _ => None,
    }
}
