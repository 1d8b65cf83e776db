//! Sets of headers that responses declare.

use std::collections::HashMap;

use crate::docs::{Docs, code_span};
use crate::ir::{Header, HeaderOwner, HeaderSet, Resource, TypeSource};
use crate::lower::schema::naming::TypeNames;
use crate::names::{Name, Scope};
use document::pointer::escape;

/// What a set of headers is named after. No other part of the document has a say in that, so that a
/// set keeps its name whatever is added elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) enum SetOwner<'a> {
    /// The operation whose responses declare it, with its id.
    Operation(Name, String),
    /// The response of the components that declares it, for all operations that refer to that.
    Component(&'a str),
    /// Nothing: it has this name by an extension, and may be declared by several responses.
    Nothing(Name),
}

/// All sets, before they have names.
#[derive(Default)]
pub(in crate::lower) struct HeaderSets<'a>(Vec<(SetOwner<'a>, Vec<Header>)>);

impl<'a> HeaderSets<'a> {
    /// Whether an owner has a set already.
    pub(in crate::lower) fn has(&self, owner: &SetOwner<'a>) -> bool {
        self.0.iter().any(|(known, _)| known == owner)
    }

    /// Adds headers to the set of an owner. Returns its index, and the names of headers that it has
    /// with another type.
    pub(in crate::lower) fn add(
        &mut self,
        owner: SetOwner<'a>,
        headers: Vec<Header>,
    ) -> (usize, Vec<String>) {
        let index = self.0.iter().position(|(known, _)| *known == owner).unwrap_or_else(|| {
            self.0.push((owner, Vec::new()));
            self.0.len() - 1
        });
        let (_, set) = &mut self.0[index];
        let mut left_out = Vec::new();
        for header in headers {
            // The case of headers means nothing.
            let is_same = |known: &&Header| known.wire_name.eq_ignore_ascii_case(&header.wire_name);
            match set.iter().find(is_same) {
                Some(known) if known.ty != header.ty => left_out.push(header.wire_name),
                Some(_) => {}
                None => set.push(header),
            }
        }
        (index, left_out)
    }

    /// The sets with their names.
    pub(in crate::lower) fn into_named(self, type_names: &mut TypeNames<'_>) -> NamedSets<'a> {
        let suffix = Name::new("headers");
        let mut name = |owner: &SetOwner<'a>| match owner {
            SetOwner::Operation(operation, id) => type_names.claim_for(
                id.clone(),
                operation.join(&suffix),
                &[],
                TypeSource::Operation,
            ),
            SetOwner::Component(component) => type_names.claim_for(
                format!("/components/responses/{}", escape(component)),
                Name::new(component).join(&suffix),
                &[],
                TypeSource::Component,
            ),
            SetOwner::Nothing(name) => name.clone(),
        };
        let named = self.0.into_iter().map(|(owner, headers)| (name(&owner), owner, headers));
        NamedSets(named.collect())
    }
}

/// All sets, before anything is said of them: that needs the names of methods.
pub(in crate::lower) struct NamedSets<'a>(Vec<(Name, SetOwner<'a>, Vec<Header>)>);

impl NamedSets<'_> {
    /// The sets with what is said of them.
    pub(in crate::lower) fn into_documented(self, resources: &[Resource]) -> Vec<HeaderSet> {
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let operations = operations.filter(|operation| !operation.is_body_variant);
        let methods: HashMap<&str, String> =
            operations.map(|operation| (&*operation.id, operation.name.field())).collect();
        let documented = |(name, owner, headers)| {
            let of = match &owner {
                SetOwner::Operation(_, id) => HeaderOwner::Operation(id.clone()),
                SetOwner::Component(key) => HeaderOwner::Component((*key).to_owned()),
                SetOwner::Nothing(_) => HeaderOwner::Extension,
            };
            let docs = match owner {
                SetOwner::Operation(operation, id) => match methods.get(&*id) {
                    Some(method) => {
                        format!("Headers of the response to [`{method}`](crate::Client::{method}).")
                    }
                    None => {
                        format!("Headers of the response to {}.", code_span(&operation.prose()))
                    }
                },
                SetOwner::Component(component) => {
                    format!("Headers of the response {}.", code_span(component))
                }
                SetOwner::Nothing(_) => {
                    "Headers that the responses to several operations have in common.".to_owned()
                }
            };
            HeaderSet { name, docs: Docs::own(docs), owner: of, headers: with_own_names(headers) }
        };
        self.0.into_iter().map(documented).collect()
    }
}

/// The headers of a set, sorted, each with a name of its own.
fn with_own_names(mut headers: Vec<Header>) -> Vec<Header> {
    headers.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
    // Of two that want one name, the one that is spelled as headers are has it.
    headers.sort_by_key(|header| header.wire_name.contains('_'));
    let mut scope = Scope::default();
    for header in &mut headers {
        header.name = scope.claim_one_of(std::slice::from_ref(&header.name));
    }
    headers
}
