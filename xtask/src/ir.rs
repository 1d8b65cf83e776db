//! The intermediate representation: what the client is, with every decision taken.
//!
//! [`lower`](crate::lower) makes it from a document, and [`emit`](crate::emit)
//! writes it down as Rust. It is plain data, and knows nothing of either side.

mod response;

mod model;

use std::collections::HashSet;

use crate::docs::{Docs, code_span};
use crate::names::Name;

pub use self::model::{
    Access, Constant, Deprecated, Enum, EnumValue, Field, Format, Given, Model, ModelGroup, Page,
    Presence, Shape, Struct, Type, Union, Variant,
};
pub use response::{Alternative, ByStatus, Case, Content, Output, Status};

/// A client for one API.
#[derive(Debug)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub docs: Docs,
    /// Code to show in the documentation, if there is some for this API.
    pub example: Option<String>,
    /// Where requests go, without a slash at its end; empty if the document has no
    /// absolute server URL.
    pub base_url: String,
    /// Servers to choose from; none if there is no choice.
    pub servers: Vec<Server>,
    /// Whether the API is Twilio's, whose users expect certain environment
    /// variables, edges and regions.
    pub is_twilio: bool,
    /// Which credentials it takes.
    pub security: Security,
    /// Kinds of identifiers.
    pub identifiers: Vec<Identifier>,
    /// Sets of response headers, each shared by all operations that declare it.
    pub header_sets: Vec<HeaderSet>,
    /// What responses that refuse a request contain, if it is the same for all that
    /// say so.
    pub error: Option<Name>,
    /// Operations, by resource.
    pub resources: Vec<Resource>,
    /// Models, by the resource that uses them first.
    pub models: Vec<ModelGroup>,
}

impl Api {
    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }

    /// How many operations there are, in however many ways they can be sent.
    pub fn operation_count(&self) -> usize {
        self.operations().filter(|operation| !operation.is_other_way).count()
    }

    /// Whether any response is one page of a list.
    pub fn is_paged(&self) -> bool {
        self.operations().any(|operation| operation.is_paged)
    }

    /// Whether clients can be set up by environment variables: Twilio has some for
    /// basic authentication.
    pub fn has_environment(&self) -> bool {
        let schemes = self.security.schemes.as_slice();
        self.is_twilio && matches!(schemes, [Scheme { kind: SchemeKind::Basic, .. }])
    }

    /// The names of models that should not be used any more.
    pub fn deprecated_models(&self) -> HashSet<&Name> {
        let models = self.models.iter().flat_map(|group| &group.models);
        models.filter(|model| model.deprecated.is_some()).map(|model| &model.name).collect()
    }

    /// Whether any body is a form of parts.
    pub fn has_multipart(&self) -> bool {
        let mut inputs = self.operations().flat_map(|operation| &operation.inputs);
        inputs.any(|input| match input.location {
            Location::PartText | Location::PartJson | Location::PartFile | Location::Part => true,
            location => location == Location::Multipart,
        })
    }

    /// Whether any body is, or may have, a stream of bytes.
    pub fn has_uploads(&self) -> bool {
        let mut inputs = self.operations().flat_map(|operation| &operation.inputs);
        self.has_multipart() || inputs.any(|input| input.location == Location::Upload)
    }

    /// Whether the content of any response is bytes.
    pub fn has_downloads(&self) -> bool {
        let mut contents = self.operations().flat_map(Operation::contents);
        contents.any(|content| *content == Content::Bytes)
    }

    /// How many models there are.
    pub fn model_count(&self) -> usize {
        self.models.iter().map(|group| group.models.len()).sum()
    }
}

/// A server that users may choose.
#[derive(Debug)]
pub struct Server {
    /// Its constant's name, or its type's if it has variables.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// Its URL with the names of variables in braces, without a slash at its end.
    pub url: String,
    /// Its variables.
    pub variables: Vec<Variable>,
}

/// A variable in the URL of a [`Server`].
#[derive(Debug)]
pub struct Variable {
    /// Its name in the URL.
    pub wire: String,
    /// Its setter's name.
    pub name: Name,
    /// The name of the type of its values, if they are known.
    pub type_name: Name,
    /// What it means.
    pub docs: Docs,
    /// Its value, unless it is set.
    pub default: String,
    /// All values that it can have; none if it can have any.
    pub values: Vec<EnumValue>,
}

/// Which credentials an API takes.
#[derive(Debug)]
pub struct Security {
    /// Everything that operations need, in the order of the document.
    pub schemes: Vec<Scheme>,
    /// What operations need unless they say otherwise.
    pub default: Sets,
}

/// Names of security schemes of which all in a set are needed, by alternatives. Never
/// empty; an empty set is last, and means that no credentials are needed.
pub type Sets = Vec<Vec<String>>;

/// A kind of credentials.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub wire: String,
    /// The name of the method that takes them.
    pub name: Name,
    /// What they are.
    pub docs: Docs,
    /// How they are sent.
    pub kind: SchemeKind,
}

/// How credentials are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// As HTTP basic authentication.
    Basic,
    /// As a bearer token.
    Bearer,
    /// In the header of this name.
    HeaderKey(String),
    /// In the query, under this name.
    QueryKey(String),
    /// In the cookie of this name.
    CookieKey(String),
}

impl SchemeKind {
    /// What the method that takes the credentials is called, if there is one such.
    pub fn setter(&self) -> &'static str {
        match self {
            Self::Basic => "credentials",
            Self::Bearer => "token",
            Self::HeaderKey(_) | Self::QueryKey(_) | Self::CookieKey(_) => "api_key",
        }
    }

    /// The part of a request that has them, as running text.
    pub fn place(&self) -> String {
        match self {
            Self::Basic | Self::Bearer => "the header `Authorization`".to_owned(),
            Self::HeaderKey(name) => format!("the header `{name}`"),
            Self::QueryKey(name) => format!("the query parameter {}", code_span(name)),
            Self::CookieKey(name) => format!("the cookie {}", code_span(name)),
        }
    }
}

/// A string with a fixed prefix and a fixed number of hexadecimal digits.
#[derive(Debug)]
pub struct Identifier {
    /// Its type's name.
    pub name: Name,
    /// What it identifies.
    pub docs: Docs,
    /// What it starts with, such as `KD`.
    pub prefix: String,
    /// How many hexadecimal digits follow the prefix.
    pub digits: usize,
}

/// Response headers.
#[derive(Debug)]
pub struct HeaderSet {
    /// Its type's name.
    pub name: Name,
    /// Whose headers they are.
    pub docs: Docs,
    /// The headers, in the order of the document.
    pub headers: Vec<Header>,
}

/// A response header.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Its name on the wire.
    pub wire: String,
    /// Its field's name.
    pub name: Name,
    /// What it says.
    pub docs: Docs,
    /// What its value is read as.
    pub ty: Type,
}

/// Operations that belong together: the first tag that they share.
#[derive(Debug)]
pub struct Resource {
    /// Its module's name.
    pub name: Name,
    /// The description of the tag.
    pub docs: Docs,
    /// The operations, in the order of the document's paths.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The `operationId`, or what stands in for one.
    pub id: String,
    /// The method's name; as a type, its request's.
    pub name: Name,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path, with the names of parameters in braces.
    pub path: String,
    /// What it does.
    pub docs: Docs,
    /// The URL of its server, if that is not the API's.
    pub server: Option<String>,
    /// Which of the client's credentials are sent.
    pub security: Sets,
    /// Parameters, fields of the form and the body, in the order in which they are
    /// sent.
    pub inputs: Vec<Input>,
    /// The media types that its body can be sent as.
    pub media_types: Vec<String>,
    /// What a response that answers it is read as.
    pub output: Output,
    /// The media types to ask for, if the output does not tell.
    pub accept: Option<String>,
    /// Contents that a response may have instead.
    pub alternatives: Vec<Alternative>,
    /// What the responses that refuse it contain, if there is more to say than
    /// [`Api::error`].
    pub refusals: Option<ByStatus>,
    /// What responses mean, by status, as far as no type of theirs says so.
    pub responses: Option<Docs>,
    /// The index of the set of headers that a successful response declares.
    pub headers: Option<usize>,
    /// Whether a response is one page of a list.
    pub is_paged: bool,
    /// Whether it should not be used any more.
    pub deprecated: Option<Deprecated>,
    /// Whether it is another way to send the operation before it: the types that tell
    /// its responses apart are defined there.
    pub is_other_way: bool,
}

impl Operation {
    /// All contents that a response may have.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let refusals = self.refusals.iter().flat_map(|refusals| &refusals.cases);
        let others = self.alternatives.iter().map(|alternative| &alternative.content);
        self.output.contents().chain(others).chain(refusals.map(|case| &case.content))
    }

    /// The types of everything that is sent or received as something with a type.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.inputs.iter().map(|input| &input.ty).chain(self.contents().filter_map(Content::json))
    }

    /// What the operation cannot be called without.
    pub fn required(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| input.required)
    }

    /// Everything else.
    pub fn optional(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| !input.required)
    }
}

/// Something that a request carries.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name on the wire; `body` for a body.
    pub wire: String,
    /// Its argument's or setter's name.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// Whether the operation cannot be called without it.
    pub required: bool,
    /// Where in the request it goes.
    pub location: Location,
    /// The media type of a body or a part, if its location does not tell.
    pub media_type: Option<String>,
    /// Whether it should not be used any more, and can be left out.
    pub deprecated: Option<Deprecated>,
}

/// How a parameter is written that is not written as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Joined by commas.
    Simple,
    /// Joined by commas, properties with their names.
    SimpleExploded,
    /// Behind a dot, joined by commas.
    Label,
    /// Each part behind a dot.
    LabelExploded,
    /// Behind a semicolon and the name, joined by commas.
    Matrix,
    /// Each part behind a semicolon and a name.
    MatrixExploded,
    /// Behind the name, joined by commas.
    Form,
    /// Each part behind a name.
    FormExploded,
    /// Behind the name, joined by spaces.
    SpaceDelimited,
    /// Behind the name, joined by vertical bars.
    PipeDelimited,
    /// Each property behind the name and its own in brackets.
    DeepObject,
    /// Each property behind the name and its own, joined by a dot.
    Dotted,
    /// As JSON.
    Json,
}

/// Where an [`Input`] goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// A query parameter.
    Query,
    /// A query parameter in a style.
    StyledQuery(Style),
    /// A query parameter in a style, whose reserved characters stay as they are.
    ReservedQuery(Style),
    /// A segment of the path in a style, or a part of one.
    StyledPath(Style),
    /// A header.
    Header,
    /// A header in a style.
    StyledHeader(Style),
    /// A cookie in a style.
    Cookie(Style),
    /// A field of a form, as text.
    Form,
    /// A field of a form, as JSON text.
    FormJson,
    /// A field of a form for each element of a list, as JSON text.
    FormJsonEach,
    /// A field of a form in a style, or several.
    StyledForm(Style),
    /// A field of a form in a style, whose reserved characters stay as they are.
    ReservedForm(Style),
    /// The header that says which media type the body has.
    ContentType,
    /// The whole body, as JSON.
    Body,
    /// The whole body, as text.
    Text,
    /// The whole body, as bytes.
    Upload,
    /// The whole body, as a form with a field for each property.
    FormWhole,
    /// A part of a form, as text.
    PartText,
    /// A part of a form, as JSON; or several, for each element of a list.
    PartJson,
    /// A part of a form, as a file; or several.
    PartFile,
    /// A part of a form, as it is given; or several.
    Part,
    /// The whole body, as a form of parts.
    Multipart,
}

impl Location {
    /// The style, if there is one.
    pub fn style(self) -> Option<Style> {
        match self {
            Self::StyledQuery(style)
            | Self::ReservedQuery(style)
            | Self::StyledForm(style)
            | Self::ReservedForm(style)
            | Self::StyledPath(style)
            | Self::StyledHeader(style)
            | Self::Cookie(style) => Some(style),
            _ => None,
        }
    }
}
