//! References to components.

use document::pointer;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use crate::lower::Lowering;
use document::diagnostics::Place;

/// The kinds of components that have schemas within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ComponentKind {
    Parameter,
    Response,
    Body,
    Header,
}

/// A component of the document that is no schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Component<'d> {
    pub(super) kind: ComponentKind,
    pub(super) key: &'d str,
}

/// What an item is, and the component that it is, unless it stands where it is used.
#[derive(Clone, Copy)]
pub(super) struct Resolved<'d, T> {
    pub(super) item: &'d T,
    pub(super) component: Option<Component<'d>>,
    /// What stands beside the reference to it, in place of its own description.
    pub(super) description: Option<&'d str>,
}

impl ComponentKind {
    /// The field of the Components Object that has them.
    pub(super) fn section(self) -> &'static str {
        match self {
            Self::Parameter => "parameters",
            Self::Response => "responses",
            Self::Body => "requestBodies",
            Self::Header => "headers",
        }
    }
}

impl<'a> Lowering<'a> {
    /// What a reference of some kind leads to, through further ones where needed.
    pub(super) fn resolve<T>(
        &mut self,
        item: &'a ReferenceOr<T>,
        kind: ComponentKind,
        components: &'a IndexMap<String, ReferenceOr<T>>,
        place: Place<'_>,
    ) -> Option<Resolved<'a, T>> {
        let is_named = |key: &str| !self.lookup.is_hoisted(kind.section(), key);
        let Some(found) = resolve(item, kind, components, is_named) else {
            self.report_unknown_reference(kind.section(), place);
            return None;
        };
        let description = match item {
            ReferenceOr::Reference { .. } => self.lookup.description_beside(place),
            ReferenceOr::Item(_) => None,
        };
        Some(Resolved { description, ..found })
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
    item: &'d ReferenceOr<T>,
    section: &str,
    components: &'d IndexMap<String, ReferenceOr<T>>,
) -> Option<&'d T> {
    walk(item, section, components).map(|(item, _)| item)
}

/// What an item is, and the last component that references to it go through, among those whose keys
/// are names: one that has been hoisted stands elsewhere in the text.
pub(super) fn resolve<'d, T>(
    item: &'d ReferenceOr<T>,
    kind: ComponentKind,
    components: &'d IndexMap<String, ReferenceOr<T>>,
    is_named: impl Fn(&str) -> bool,
) -> Option<Resolved<'d, T>> {
    let (item, keys) = walk(item, kind.section(), components)?;
    let key = keys.into_iter().rfind(|key| is_named(key));
    Some(Resolved { item, component: key.map(|key| Component { kind, key }), description: None })
}

/// What an item is, and the keys of the components that references to it go through.
fn walk<'d, T>(
    mut item: &'d ReferenceOr<T>,
    section: &str,
    components: &'d IndexMap<String, ReferenceOr<T>>,
) -> Option<(&'d T, Vec<&'d str>)> {
    let mut keys = Vec::new();
    // A chain of more references than there are components goes in a circle.
    for _ in 0..=components.len() {
        match item {
            ReferenceOr::Item(item) => return Some((item, keys)),
            ReferenceOr::Reference { reference } => {
                let name = component_of(reference, section)?;
                let (name, found) = components.get_key_value(name.as_str())?;
                keys.push(name.as_str());
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
