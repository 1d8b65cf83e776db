//! Sets of headers that responses declare.

use crate::docs::{Docs, code_span};
use crate::ir::{Header, HeaderSet};
use crate::lower::schema::naming::TypeNames;
use crate::names::Name;

/// What a set of headers is named after. No other part of the document has a say in that, so that a
/// set keeps its name whatever is added elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) enum SetOwner<'a> {
    /// The operation whose responses declare it.
    Operation(Name),
    /// The response of the components that declares it, for all operations that refer to that.
    Component(&'a str),
    /// Nothing: it has this name by an extension, and may be declared by several responses.
    Nothing(Name),
}

/// All sets, before they have names.
#[derive(Default)]
pub(in crate::lower) struct HeaderSets<'a>(Vec<(SetOwner<'a>, Vec<Header>)>);

impl<'a> HeaderSets<'a> {
    /// The index of the set of an owner, with its headers.
    pub(in crate::lower) fn of(&self, owner: &SetOwner<'a>) -> Option<(usize, &[Header])> {
        let index = self.0.iter().position(|(known, _)| known == owner)?;
        Some((index, &self.0[index].1))
    }

    /// Adds the set of an owner, and returns its index.
    pub(in crate::lower) fn add(&mut self, owner: SetOwner<'a>, headers: Vec<Header>) -> usize {
        self.0.push((owner, headers));
        self.0.len() - 1
    }

    /// The sets with their names.
    pub(in crate::lower) fn into_named(self, type_names: &mut TypeNames<'_>) -> Vec<HeaderSet> {
        let suffix = Name::new("headers");
        let named = |(owner, headers)| {
            let (name, docs) = match owner {
                SetOwner::Operation(operation) => (
                    type_names.claim_or_number(operation.join(&suffix)),
                    format!(
                        "Headers of the response to [`{0}`](crate::Client::{0}).",
                        operation.field()
                    ),
                ),
                SetOwner::Component(component) => (
                    type_names.claim_or_number(Name::new(component).join(&suffix)),
                    format!("Headers of the response {}.", code_span(component)),
                ),
                SetOwner::Nothing(name) => (
                    name,
                    "Headers that the responses to several operations have in common.".to_owned(),
                ),
            };
            HeaderSet { name, docs: Docs::own(&docs), headers }
        };
        self.0.into_iter().map(named).collect()
    }
}
