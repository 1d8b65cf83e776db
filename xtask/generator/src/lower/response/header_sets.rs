//! Sets of headers that responses declare, shared by operations.

use crate::docs::Docs;
use crate::ir::{Header, HeaderSet};
use crate::lower::schema::naming::TypeNames;
use crate::names::Name;

/// All sets, before they have names.
#[derive(Default)]
pub(in crate::lower) struct HeaderSets(Vec<UnnamedHeaderSet>);

/// A set of headers with the operations that declare it.
struct UnnamedHeaderSet {
    headers: Vec<Header>,
    operations: Vec<Name>,
}

impl HeaderSets {
    /// Adds the headers that an operation declares, and returns the index of their set, which all
    /// operations share that declare the same.
    pub(in crate::lower) fn add(&mut self, headers: Vec<Header>, operation: &Name) -> usize {
        let same = self.0.iter().position(|set| set.headers == headers);
        let index = same.unwrap_or_else(|| {
            self.0.push(UnnamedHeaderSet { headers, operations: Vec::new() });
            self.0.len() - 1
        });
        self.0[index].operations.push(operation.clone());
        index
    }

    /// The sets with their names: `ResponseHeaders` for the one that most operations share, and each
    /// other one after the first operation that declares it.
    pub(in crate::lower) fn into_named(self, type_names: &mut TypeNames<'_>) -> Vec<HeaderSet> {
        let sets = self.0;
        let most = sets.iter().map(|set| set.operations.len()).max().unwrap_or_default();
        let common = sets
            .iter()
            .position(|set| set.operations.len() == most && (most > 1 || sets.len() == 1));
        let mut named = Vec::with_capacity(sets.len());
        for (index, set) in sets.into_iter().enumerate() {
            let suffix = Name::new("headers");
            let name = match set.operations.first() {
                _ if Some(index) == common => Name::new("response_headers"),
                Some(first) => first.join(&suffix),
                None => suffix,
            };
            let docs = match set.operations.as_slice() {
                [only] => {
                    format!("Headers of the response to [`{0}`](crate::Client::{0}).", only.field())
                }
                _ => "Headers that the responses to several operations have in common.".to_owned(),
            };
            named.push(HeaderSet {
                name: type_names.claim_or_number(name),
                docs: Docs::own(&docs),
                headers: set.headers,
            });
        }
        named
    }
}
