//! Sets of headers that responses declare.

use crate::docs::{Docs, code_span};
use crate::ir::{Header, HeaderSet};
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
    pub(in crate::lower) fn into_named(self, type_names: &mut TypeNames<'_>) -> Vec<HeaderSet> {
        let suffix = Name::new("headers");
        let named = |(owner, headers)| {
            let (name, docs) = match owner {
                SetOwner::Operation(operation, id) => (
                    type_names.claim_for(id, operation.join(&suffix), &[]),
                    format!(
                        "Headers of the response to [`{0}`](crate::Client::{0}).",
                        operation.field()
                    ),
                ),
                SetOwner::Component(component) => (
                    type_names.claim_for(
                        format!("/components/responses/{}", escape(component)),
                        Name::new(component).join(&suffix),
                        &[],
                    ),
                    format!("Headers of the response {}.", code_span(component)),
                ),
                SetOwner::Nothing(name) => (
                    name,
                    "Headers that the responses to several operations have in common.".to_owned(),
                ),
            };
            HeaderSet { name, docs: Docs::own(&docs), headers: with_own_names(headers) }
        };
        self.0.into_iter().map(named).collect()
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
