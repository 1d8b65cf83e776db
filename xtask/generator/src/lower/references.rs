//! References to components.

use document::pointer;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use crate::lower::Lowering;
use document::diagnostics::Place;

/// What an item is, and the component that it is, unless it stands where it is used.
#[derive(Clone, Copy)]
pub(super) struct Resolved<'d, T> {
    pub(super) item: &'d T,
    pub(super) component: Option<&'d str>,
}

impl Lowering<'_> {
    /// What a reference of some kind leads to, through further ones where needed.
    pub(super) fn resolve<'d, T>(
        &mut self,
        item: &'d ReferenceOr<T>,
        kind: &str,
        components: &'d IndexMap<String, ReferenceOr<T>>,
        place: Place<'_>,
    ) -> Option<Resolved<'d, T>> {
        let found = follow(item, kind, components);
        if found.is_none() {
            self.report_unknown_reference(kind, place);
        }
        found
    }

    /// Reports a reference that does not lead to a component. In a document with errors it has been
    /// reported already; in one without, the document crate has made all references lead to one.
    pub(super) fn report_unknown_reference(&mut self, kind: &str, place: Place<'_>) {
        if !self.diagnostics.has_errors() {
            let message =
                format!("the reference does not lead to an entry of `#/components/{kind}`");
            self.report_unsupported(place, message);
        }
    }
}

/// What an item is, through references to components of some kind where needed.
pub(super) fn follow<'d, T>(
    mut item: &'d ReferenceOr<T>,
    kind: &str,
    components: &'d IndexMap<String, ReferenceOr<T>>,
) -> Option<Resolved<'d, T>> {
    let mut component = None;
    // A chain of more references than there are components goes in a circle.
    for _ in 0..=components.len() {
        match item {
            ReferenceOr::Item(item) => return Some(Resolved { item, component }),
            ReferenceOr::Reference { reference } => {
                let name = component_of(reference, kind)?;
                let (name, found) = components.get_key_value(name.as_str())?;
                component = Some(name.as_str());
                item = found;
            }
        }
    }
    None
}

/// The name of the component in a reference such as `#/components/schemas/Pet`.
pub(super) fn component_of(reference: &str, kind: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    if name.contains('/') {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some(pointer::unescape(&decoded).into_owned())
}
