//! Parameters: where they go, and in which style.

use openapiv3::{
    Parameter, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, Schema, SchemaKind,
};

use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, InputReason, Need, OperationInput, Style, Type};
use crate::lower::Lowering;
use crate::lower::deprecated::deprecated;
use crate::lower::http_headers::is_transport_header;
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::entries::Entries;
use crate::lower::operation::input::{Inputs, any_json};
use crate::lower::operation::unsendable::NestedList;
use crate::lower::references::{ComponentKind, Resolved};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::shared::Home;
use crate::lower::schema::view::SchemaRef;
use crate::names::Name;
use document::diagnostics::{Code, Fix, Place, quoted};
use document::media_type::is_json;

/// Headers that parameters do not describe (OpenAPI 3.0.3, Parameter Object): the
/// client sets them itself. `Accept`, which is one of them, is looked at apart.
const OWN_HEADERS: &[&str] = &["authorization", "content-type"];

/// The format of objects whose properties go into the query under the prefix that
/// follows it and their own names. Twilio's documents have it.
const DOTTED_FORMAT: &str = "prefixed-collapsible-map-";

impl<'a> Lowering<'a> {
    /// The parameters of an operation with their places: those of its path and its own, which replace
    /// parameters of the path with the same name and location.
    pub(in crate::lower) fn parameters<'p>(
        &mut self,
        declared: DeclaredOperation<'a>,
        [shared, own]: [&'p Place<'p>; 2],
    ) -> Vec<(Resolved<'a, Parameter>, Place<'p>)> {
        let components = &self.lookup.components().parameters;
        let shared = declared.item.parameters.iter().enumerate().map(|it| (it, shared));
        let own = declared.operation.parameters.iter().enumerate().map(|it| (it, own));
        let mut parameters: Vec<(Resolved<'a, Parameter>, Place<'p>)> = Vec::new();
        for ((index, parameter), list) in shared.chain(own) {
            let here = list.index(index);
            let kind = ComponentKind::Parameter;
            let Some(parameter) = self.resolve(parameter, kind, components, here) else {
                continue;
            };
            // The checks have told of it.
            if has_no_place(parameter.item, declared.path) {
                continue;
            }
            let identity = |parameter: &'a Parameter| {
                let name = &parameter.parameter_data_ref().name;
                (name, std::mem::discriminant(parameter))
            };
            let same = |(known, _): &(Resolved<'a, Parameter>, _)| {
                identity(known.item) == identity(parameter.item)
            };
            match parameters.iter_mut().find(|known| same(known)) {
                Some(known) => *known = (parameter, here),
                None => parameters.push((parameter, here)),
            }
        }
        parameters
    }

    /// Adds the input for a parameter, unless it cannot be sent: then it says why.
    pub(in crate::lower) fn parameter(
        &mut self,
        Resolved { item: parameter, component, description }: Resolved<'a, Parameter>,
        inputs: &mut Inputs<'_>,
        place: Place<'_>,
    ) -> Result<(), NestedList> {
        let data = parameter.parameter_data_ref();
        let is_header = matches!(parameter, Parameter::Header { .. });
        if is_header && OWN_HEADERS.contains(&data.name.to_ascii_lowercase().as_str()) {
            self.warn_of_own_header(&data.name, place);
            return Ok(());
        }
        if is_header && is_transport_header(&data.name) {
            let message = format!(
                "the header {} is left out: the HTTP client sets it as the connection needs it",
                quoted(&data.name)
            );
            let fix = Fix::remove_entry("parameters", &place);
            self.diagnostics.warning(Code::UNSUPPORTED, &place.key("name"), message).fix(fix);
            return Ok(());
        }
        let home = self.home(component);
        let home = home.unwrap_or_else(|| Home::in_place(inputs.type_name(&data.name)));
        let (lowered, style) = self.format(parameter, &home, place)?;
        let prefix = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.dotted_prefix(schema),
            ParameterSchemaOrContent::Content(_) => None,
        };
        let is_query = matches!(parameter, Parameter::Query { .. });
        let (wire_name, style) = match prefix.filter(|_| is_query) {
            Some(prefix) => (prefix, Style::Dotted),
            None => (data.name.as_str(), style),
        };
        let (ty, location) = written(lowered.ty.clone(), parameter, style);
        self.warn_of_deep_list(&data.name, &ty, style, place.key("name"));
        self.warn_of_nested_values(&data.name, &ty, style, place.key("name"));
        let own = description.or(data.description.as_deref());
        let description = own.or(lowered.description);
        self.effort.spend_on_member(description);
        let (required, need) = match parameter {
            Parameter::Path { .. } => (true, Need::Path),
            _ => (data.required, Need::Document),
        };
        let deprecated =
            deprecated(data.deprecated == Some(true), description).or(lowered.deprecated.clone());
        inputs.add(OperationInput {
            at: place.pointer(),
            wire_name: wire_name.to_owned(),
            name: Name::of_parameter(&data.name),
            docs: docs(parameter, own, &lowered, &ty, required && deprecated.is_some()),
            ty,
            required,
            location,
            media_type: None,
            because: InputReason::of(need),
            // A required parameter cannot be avoided, so that no attribute warns of it.
            deprecated: deprecated.filter(|_| !required),
        });
        Ok(())
    }

    /// Says of the parameter at a place that it is a header of the client.
    pub(in crate::lower) fn warn_of_own_header(&mut self, name: &str, place: Place<'_>) {
        let message = format!("the header `{name}` is the client's own, and no parameter");
        let fix = Fix::remove_entry("parameters", &place);
        self.diagnostics.warning(Code::UNSUPPORTED, &place.key("name"), message).fix(fix);
    }

    /// The type of a parameter and the style in which it is written.
    fn format(
        &mut self,
        parameter: &'a Parameter,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> Result<(Lowered<'a>, Style), NestedList> {
        let content = match &parameter.parameter_data_ref().format {
            ParameterSchemaOrContent::Schema(schema) => {
                let (schema, style) = (schema.into(), style_of(parameter));
                let lowered = self.listed(schema, style, home, place.key("schema"))?;
                return Ok((lowered, style));
            }
            ParameterSchemaOrContent::Content(content) => content,
        };
        // There is one, or it is reported.
        let Some((media_type, media)) = content.first() else {
            return Ok((Lowered::of(Type::Json), Style::Json));
        };
        let content = place.key("content");
        let place = content.key(media_type);
        let is_plain = media_type.split(';').next() == Some("text/plain");
        if !is_json(media_type) && !is_plain {
            let message = "the client does not write this format: callers give its text";
            self.warn_unsupported(place, message);
            let format = Some(media_type.clone());
            return Ok((Lowered { format, ..Lowered::of(Type::String) }, style_of(parameter)));
        }
        let style = if is_plain { style_of(parameter) } else { Style::Json };
        let lowered = match &media.schema {
            Some(schema) => self.listed(schema.into(), style, home, place.key("schema"))?,
            None => Lowered::of(Type::Json),
        };
        Ok((lowered, style))
    }

    /// What a schema becomes whose values are written in a style. A list of values of several types is
    /// one of texts; no type is made of what cannot be written.
    fn listed(
        &mut self,
        schema: SchemaRef<'a>,
        style: Style,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> Result<Lowered<'a>, NestedList> {
        if !has_nested(style) && self.entries(schema) == Some(Entries::Parts) {
            return Err(NestedList);
        }
        let texts = self.list_of_texts(schema).filter(|_| style != Style::Json);
        Ok(texts.unwrap_or_else(|| self.schema_at(schema, home, place)))
    }

    /// A list of texts in place of one whose entries are of several types without parts: each has a
    /// text that is sent.
    pub(super) fn list_of_texts(&self, schema: SchemaRef<'a>) -> Option<Lowered<'a>> {
        let is_mixed = self.entries(schema) == Some(Entries::Texts);
        let list = self.resolved_schema(schema).filter(|_| is_mixed)?;
        let ty = Type::List(Box::new(Type::String));
        Some(Lowered { ty, ..Lowered::text(list) })
    }

    /// Warns of a list in the style `deepObject`, for which OpenAPI has no form, although many
    /// documents have such lists; and says how it is sent.
    pub(in crate::lower) fn warn_of_deep_list(
        &mut self,
        name: &str,
        ty: &Type,
        style: Style,
        place: Place<'_>,
    ) {
        let Type::List(items) = ty else { return };
        if style != Style::DeepObject {
            return;
        }
        let message = format!("OpenAPI does not say how `deepObject` writes the list `{name}`");
        let entry = if items.is_text() { format!("{name}[]") } else { format!("{name}[0]") };
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message).help(format!(
            "each entry is sent as {}, which most servers read; if this one does not, choose \
             another style",
            code_span(&entry)
        ));
    }

    /// The prefix in the format of a schema, if it has [`DOTTED_FORMAT`].
    fn dotted_prefix(&self, schema: &'a ReferenceOr<Schema>) -> Option<&'a str> {
        let schema = self.resolved_schema(schema.into())?;
        let SchemaKind::Any(any) = &schema.schema_kind else { return None };
        any.format.as_deref()?.strip_prefix(DOTTED_FORMAT).filter(|prefix| !prefix.is_empty())
    }
}

/// Whether a parameter is one of the path, in which it does not stand. What is called back has no path.
fn has_no_place(parameter: &Parameter, path: &str) -> bool {
    let name = || format!("{{{}}}", parameter.parameter_data_ref().name);
    matches!(parameter, Parameter::Path { .. }) && path.starts_with('/') && !path.contains(&name())
}

/// Whether a style has a form for lists and objects within a list.
fn has_nested(style: Style) -> bool {
    matches!(style, Style::DeepObject | Style::Json)
}

/// The type of a value that is written in a style that has a form for it.
fn writable(ty: Type, style: Style) -> Type {
    match ty {
        ty if style == Style::Json => any_json(ty),
        // Any value without a type is given as the text that is sent.
        Type::Json => Type::String,
        Type::List(_) if style == Style::DeepObject => ty,
        Type::List(items) => Type::List(Box::new(match *items {
            Type::Json => Type::String,
            // There is no form for `null` in a list.
            Type::Nullable(inner) if inner.is_text() => *inner,
            items if items.is_text() => items,
            // A value of several types is given as the text that is sent.
            _ => Type::String,
        })),
        ty => any_json(ty),
    }
}

/// The type of a parameter and where it goes.
fn written(ty: Type, parameter: &Parameter, style: Style) -> (Type, InputLocation) {
    let ty = writable(ty, style);
    let is_list = matches!(ty, Type::List(_));
    let is_plain = ty.is_text();
    let location = match parameter {
        Parameter::Query { allow_reserved: true, .. } => InputLocation::ReservedQuery(style),
        Parameter::Query { .. } if is_usual(&ty, style) => InputLocation::Query,
        Parameter::Query { .. } => InputLocation::StyledQuery(style),
        Parameter::Path { .. } | Parameter::Header { .. }
            if (is_plain || is_list) && matches!(style, Style::Simple | Style::SimpleExploded) =>
        {
            if matches!(parameter, Parameter::Path { .. }) {
                InputLocation::Path
            } else {
                InputLocation::Header
            }
        }
        Parameter::Path { .. } => InputLocation::StyledPath(style),
        Parameter::Header { .. } => InputLocation::StyledHeader(style),
        Parameter::Cookie { .. } if is_plain && style == Style::FormExploded => {
            InputLocation::Cookie(Style::Form)
        }
        Parameter::Cookie { .. } => InputLocation::Cookie(style),
    };
    (ty, location)
}

/// The type of a field of a form with the style of a query parameter, where it goes and the style.
pub(in crate::lower) fn written_in_form(
    ty: Type,
    style: &QueryStyle,
    explode: bool,
    allow_reserved: bool,
) -> (Type, InputLocation, Style) {
    let style = query_style(style, Some(explode));
    let ty = writable(ty, style);
    let location = match style {
        _ if allow_reserved => InputLocation::ReservedForm(style),
        _ if is_usual(&ty, style) => InputLocation::Form,
        _ => InputLocation::StyledForm(style),
    };
    (ty, location, style)
}

/// Whether a style of queries has a form for lists and objects within a list.
pub(in crate::lower) fn is_deep(style: &QueryStyle) -> bool {
    has_nested(query_style(style, None))
}

/// Whether a value is written as usual in queries and forms: a text under its name, or each element
/// of a list under the same name.
fn is_usual(ty: &Type, style: Style) -> bool {
    ty.is_text() && style != Style::Json
        || matches!(ty, Type::List(_)) && style == Style::FormExploded
}

/// The style of a query parameter.
fn query_style(style: &QueryStyle, explode: Option<bool>) -> Style {
    match style {
        QueryStyle::DeepObject => Style::DeepObject,
        QueryStyle::Form if !explode.unwrap_or(true) => Style::Form,
        QueryStyle::SpaceDelimited if !explode.unwrap_or(false) => Style::SpaceDelimited,
        QueryStyle::PipeDelimited if !explode.unwrap_or(false) => Style::PipeDelimited,
        // Each element has the name of the parameter, so that no separator is needed.
        QueryStyle::Form | QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited => {
            Style::FormExploded
        }
    }
}

/// The style of a parameter.
fn style_of(parameter: &Parameter) -> Style {
    let data = parameter.parameter_data_ref();
    let explode = |default: bool| data.explode.unwrap_or(default);
    match parameter {
        Parameter::Path { style, .. } => match (style, explode(false)) {
            (PathStyle::Simple, false) => Style::Simple,
            (PathStyle::Simple, true) => Style::SimpleExploded,
            (PathStyle::Label, false) => Style::Label,
            (PathStyle::Label, true) => Style::LabelExploded,
            (PathStyle::Matrix, false) => Style::Matrix,
            (PathStyle::Matrix, true) => Style::MatrixExploded,
        },
        Parameter::Query { style, .. } => query_style(style, data.explode),
        Parameter::Header { .. } if explode(false) => Style::SimpleExploded,
        Parameter::Header { .. } => Style::Simple,
        Parameter::Cookie { .. } if explode(true) => Style::FormExploded,
        Parameter::Cookie { .. } => Style::Form,
    }
}

fn docs(
    parameter: &Parameter,
    description: Option<&str>,
    lowered: &Lowered<'_>,
    ty: &Type,
    say_deprecated: bool,
) -> Docs {
    let data = parameter.parameter_data_ref();
    let mut docs = lowered.docs(&data.name, description);
    if let Parameter::Query { allow_empty_value: Some(true), .. } = parameter {
        docs = match ty {
            Type::String => docs.and("May be empty."),
            _ => docs.and(format!(
                "May be sent without a value, by `into_request` and `query` with {} and `\"\"`.",
                code_span(&format!("{:?}", data.name))
            )),
        };
    }
    if say_deprecated { docs.and("Deprecated.") } else { docs }
}
