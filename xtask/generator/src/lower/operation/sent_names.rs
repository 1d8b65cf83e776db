//! The names under which parameters arrive, of which two may be the same, and what of an object has
//! no form in a style.

use std::collections::HashMap;

use crate::docs::code_span;
use crate::ir::{Access, InputLocation, OperationInput, Struct, Style, Type};
use crate::lower::Lowering;
use crate::lower::operation::path::query_names;
use document::diagnostics::{Code, Place};

/// The names that are sent already, each with the place that says so and what is there.
#[derive(Default)]
pub(in crate::lower) struct SentNames<'p> {
    query: HashMap<String, (Place<'p>, &'static str)>,
    headers: HashMap<String, (Place<'p>, &'static str)>,
    cookies: HashMap<String, (Place<'p>, &'static str)>,
}

impl<'p> SentNames<'p> {
    /// Those in the query of a path, which is sent with each request.
    pub(in crate::lower) fn of_path(path: &str, place: Place<'p>) -> Self {
        let names = query_names(path).into_iter();
        let query = names.map(|name| (name, (place, "its path has the other"))).collect();
        Self { query, ..Self::default() }
    }
}

impl Lowering<'_> {
    /// Warns of a parameter that is sent under a name that is sent already, and says what happens.
    pub(in crate::lower) fn check_sent_names<'p>(
        &mut self,
        sent: &mut SentNames<'p>,
        input: &OperationInput,
        place: Place<'p>,
    ) {
        let (known, names, what, help) = match input.location {
            InputLocation::Header | InputLocation::StyledHeader(_) => (
                &mut sent.headers,
                vec![input.wire_name.to_ascii_lowercase()],
                "the headers",
                "the case of headers means nothing: if both are given, only this one is sent, so \
                 remove the one that is not meant",
            ),
            InputLocation::Query
            | InputLocation::StyledQuery(_)
            | InputLocation::ReservedQuery(_) => (
                &mut sent.query,
                self.names_of_parts(input),
                "the query",
                "both are sent, this one behind the other, and servers may read only one of them; \
                 remove or rename the one that is not meant",
            ),
            InputLocation::Cookie(_) => (
                &mut sent.cookies,
                self.names_of_parts(input),
                "the cookies",
                "both are sent, this one behind the other, and servers may read only one of them; \
                 remove or rename the one that is not meant",
            ),
            _ => return,
        };
        let mut first = None;
        let mut twice = Vec::new();
        for name in names {
            match known.get(&name) {
                Some(other) => {
                    first.get_or_insert(*other);
                    twice.push(code_span(&name));
                }
                None => _ = known.insert(name, (place, "the other parameter")),
            }
        }
        if let Some((other, label)) = first {
            let message = format!("{what} may have {} twice", twice.join(", "));
            let name = place.key("name");
            self.diagnostics
                .warning(Code::UNSUPPORTED, &name, message)
                .help(help)
                .related(&other, label);
        }
    }

    /// The names that a parameter has in a query or in cookies, as far as they are known.
    fn names_of_parts(&self, input: &OperationInput) -> Vec<String> {
        let OperationInput { wire_name, ty, location, .. } = input;
        let style = location.style();
        let is_apart =
            matches!(style, Some(Style::FormExploded | Style::DeepObject | Style::Dotted));
        if !is_apart || !Self::may_be_object(ty) {
            return vec![wire_name.clone()];
        }
        let fields = self.struct_of(ty).into_iter().flat_map(|shape| &shape.fields);
        let sent = fields.filter(|field| field.access != Access::Received);
        let name = |field: &str| match style {
            Some(Style::DeepObject) => format!("{wire_name}[{field}]"),
            Some(Style::Dotted) => format!("{wire_name}.{field}"),
            _ => field.to_owned(),
        };
        sent.map(|field| name(&field.wire_name)).collect()
    }

    /// Warns of lists and objects within an object, for which most styles have no form.
    pub(in crate::lower) fn warn_of_nested_values(
        &mut self,
        name: &str,
        ty: &Type,
        style: Style,
        place: Place<'_>,
    ) {
        if matches!(style, Style::DeepObject | Style::Dotted | Style::Json) {
            return;
        }
        let Some(shape) = self.struct_of(ty) else { return };
        let sent = shape.fields.iter().filter(|field| field.access != Access::Received);
        let nested = sent.filter(|field| self.has_parts(&field.ty));
        let nested: Vec<_> = nested.map(|field| code_span(&field.wire_name)).collect();
        if nested.is_empty() {
            return;
        }
        let message = format!(
            "the object `{name}` has lists or objects in it, for which its style has no form: {}",
            nested.join(", ")
        );
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message).help(
            "a request in which one is set is refused before it is sent; `style: deepObject` has a \
             form for them in queries, and `content` in place of `schema` sends JSON",
        );
    }

    /// Whether a type is a list or an object.
    fn has_parts(&self, ty: &Type) -> bool {
        matches!(bare(ty), Type::List(_) | Type::Map(_)) || self.struct_of(ty).is_some()
    }

    /// Whether values of a type may have properties.
    fn may_be_object(ty: &Type) -> bool {
        matches!(bare(ty), Type::Map(_) | Type::Model(_) | Type::Json | Type::AnyJson)
    }

    fn struct_of(&self, ty: &Type) -> Option<&Struct> {
        match bare(ty) {
            Type::Model(name) => self.models.shape(name),
            _ => None,
        }
    }
}

/// A type without what may stand in place of its values.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) | Type::Open(inner) | Type::Boxed(inner) => bare(inner),
        ty => ty,
    }
}
