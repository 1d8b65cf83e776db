//! The intermediate representation: what the client is, with every decision taken.
//!
//! [`lower`](crate::lower) makes it from a document, and [`emit`](crate::emit)
//! writes it down as Rust. It is plain data, and knows nothing of either side.

mod callback;
mod input;
mod mock;
mod model;
mod pages;
mod reason;
mod response;
mod service;
mod streams;
mod waits;

use std::collections::{BTreeMap, HashMap, HashSet};

use semver::Version;

use crate::docs::Docs;
use crate::lock::Lock;
use crate::names::Name;

pub use self::callback::{Callback, Event, EventBody, EventContent, WrittenField};
pub use self::input::{InputLocation, OperationInput, Style};
pub use self::mock::{Answer, AnswerContent, Mock, MockedInput, MockedOperation, PagePointers};
pub use self::model::{
    Access, Constant, Deprecated, Enum, EnumValue, FieldArgument, Format, Model, ModelGroup,
    ModelKind, Presence, Struct, StructField, TagValue, Type, Unfit, Union, Variant,
};
pub use self::pages::{Counting, FieldPath, FieldStep, ListEnd, NextPage, Page};
pub use self::reason::{
    ConstantReason, EventReason, FieldReason, HeaderOwner, InputReason, NameReason, Need,
    OperationReason, OutputReason, PresenceReason, SchemeReason, TypeReason, TypeSource,
    VariantReason, VariantSource,
};
pub use self::response::{Alternative, ByStatus, Case, Content, Errors, OperationOutput, Status};
pub use self::service::{
    Constructor, FetchedTokens, Scheme, SchemeKind, Security, SecurityRequirements, Server,
    Variable,
};
pub use self::streams::{EventStream, Framing};
pub use self::waits::{
    Argument, ArgumentSource, Conversion, Meaning, Question, StatusValue, ValueAt, ValueStep, Wait,
};

/// A client for one API.
#[derive(Debug)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// The version of the crate.
    pub crate_version: Version,
    /// `info.description`.
    pub docs: Docs,
    /// Code to show in the documentation, if there is some for this API.
    pub example: Option<String>,
    /// Where requests go, without a slash at its end; the path alone, which may be empty, if the
    /// document has no absolute server URL.
    pub base_url: String,
    /// Servers to choose from; none if there is no choice.
    pub servers: Vec<Server>,
    /// Servers to choose from for some operations.
    pub own_servers: Vec<Server>,
    /// Whether the API is Twilio's, whose users expect certain environment
    /// variables, edges and regions.
    pub is_twilio: bool,
    /// The headers of a response that may have the id of the request.
    pub request_id_headers: &'static [&'static str],
    /// Which credentials it takes.
    pub security: Security,
    /// Kinds of identifiers.
    pub identifiers: Vec<Identifier>,
    /// Sets of response headers.
    pub header_sets: Vec<HeaderSet>,
    /// The model of the content of all responses that are errors, if there is one for all.
    pub error: Option<Name>,
    /// Operations, by resource, which are sorted by name.
    pub resources: Vec<Resource>,
    /// What the API sends to servers of its users, sorted by name.
    pub callbacks: Vec<Callback>,
    /// Models, by the resource that uses them first, sorted by name.
    pub models: Vec<ModelGroup>,
    /// Why types have their names, for those that have one of the rules or of the lock.
    pub type_reasons: HashMap<Name, TypeReason>,
    /// What of it is kept when the crate is generated again.
    pub lock: Lock,
}

impl Api {
    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }

    /// What the API sends to servers of its users, one by one.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.callbacks.iter().flat_map(|callback| &callback.events)
    }

    /// How many operations there are, whatever kinds of bodies each has.
    pub fn operation_count(&self) -> usize {
        self.operations().filter(|operation| !operation.is_body_variant).count()
    }

    /// Whether any response is one page of a list.
    pub fn is_paged(&self) -> bool {
        self.operations().any(|operation| operation.next_page.is_some())
    }

    /// Whether callers can wait for anything.
    pub fn has_waits(&self) -> bool {
        self.operations().any(|operation| !operation.waits.is_empty())
    }

    /// Whether any response is a stream that is read item by item.
    pub fn has_streams(&self) -> bool {
        self.operations().any(|operation| !operation.streams.is_empty())
    }

    /// The credentials that clients take from environment variables: Twilio has some for
    /// basic authentication.
    pub fn environment_scheme(&self) -> Option<&Scheme> {
        let mut schemes = self.security.schemes.iter();
        let is_usual = |scheme: &&Scheme| {
            scheme.kind == SchemeKind::Basic && scheme.name.field() == scheme.kind.setter()
        };
        schemes.find(is_usual).filter(|_| self.is_twilio)
    }

    /// Whether clients fetch access tokens by themselves.
    pub fn fetches_tokens(&self) -> bool {
        self.security.schemes.iter().any(|scheme| scheme.fetched.is_some())
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
            InputLocation::PartText
            | InputLocation::PartJson
            | InputLocation::PartJsonEach
            | InputLocation::PartValue
            | InputLocation::PartGiven
            | InputLocation::PartFile
            | InputLocation::Part => true,
            location => location == InputLocation::Multipart,
        })
    }

    /// Whether any body is a stream of bytes, or a form, which may have one.
    pub fn has_uploads(&self) -> bool {
        let mut inputs = self.operations().flat_map(|operation| &operation.inputs);
        self.has_multipart() || inputs.any(|input| input.location == InputLocation::Upload)
    }

    /// Whether the content of any response is bytes.
    pub fn has_downloads(&self) -> bool {
        let mut contents = self.operations().flat_map(Operation::contents);
        contents.any(|content| *content == Content::Bytes)
    }

    /// All servers to choose from.
    pub fn all_servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().chain(&self.own_servers)
    }

    /// Whether requests go to a host unless users say otherwise.
    pub fn has_host(&self) -> bool {
        !self.base_url.is_empty() && !self.base_url.starts_with('/')
    }

    /// How many models there are.
    pub fn model_count(&self) -> usize {
        self.models.iter().map(|group| group.models.len()).sum()
    }
}

/// A string with a fixed prefix and a fixed number of hexadecimal digits.
#[derive(Debug)]
pub struct Identifier {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
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
    /// What it is named after.
    pub owner: HeaderOwner,
    /// The headers, sorted by their names on the wire, those with underscores last.
    pub headers: Vec<Header>,
}

/// A response header.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its field's name.
    pub name: Name,
    /// What it says.
    pub docs: Docs,
    /// What its value is read as.
    pub ty: Type,
}

/// Operations with the same first tag, or without one and with the same first word in their paths.
#[derive(Debug)]
pub struct Resource {
    /// Its module's name.
    pub name: Name,
    /// The description of the tag, if there is one.
    pub docs: Docs,
    /// The operations, sorted by path, and then by method.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// The `operationId`, or what stands in for one.
    pub id: String,
    /// The name of the method, and of the type of its request.
    pub name: Name,
    /// The HTTP method, in upper case.
    pub method: String,
    /// Whether sending it twice does no more than sending it once, if its method says otherwise.
    pub idempotent: Option<bool>,
    /// The path, with the names of parameters in braces.
    pub path: String,
    /// What it does.
    pub docs: Docs,
    /// The URL of its server, if that is not the API's.
    pub server: Option<String>,
    /// Which of the client's credentials are sent.
    pub security: SecurityRequirements,
    /// The field of the request that has the client: `client`, unless an input is called so.
    pub client: Name,
    /// Parameters, fields of the form and the body, in the order in which they are
    /// sent.
    pub inputs: Vec<OperationInput>,
    /// How its body is sent, in a word, if it has one.
    pub body: Option<Name>,
    /// The media types that its body can be sent as, the usual one first.
    pub media_types: Vec<String>,
    /// The media types that responses are read as, by status, where that is not `application/json`.
    pub reads: BTreeMap<String, String>,
    /// What a successful response is read as.
    pub output: OperationOutput,
    /// The media types to ask for, if the output does not tell.
    pub accept: Option<String>,
    /// Contents that a response may have instead.
    pub alternatives: Vec<Alternative>,
    /// Streams that a response may be instead.
    pub streams: Vec<EventStream>,
    /// What the responses that are errors contain, unless [`Api::error`] describes them all.
    pub errors: Option<Errors>,
    /// The descriptions of responses, by status, that are not the documentation of a type.
    pub response_docs: Option<Docs>,
    /// The indices of the sets of headers that successful responses declare.
    pub headers: Vec<usize>,
    /// How the next page is found, if a response is one page of a list.
    pub next_page: Option<NextPage>,
    /// How callers wait for what it answers with or creates.
    pub waits: Vec<Wait>,
    /// Whether it should not be used any more.
    pub deprecated: Option<Deprecated>,
    /// Why it is as it is.
    pub because: OperationReason,
    /// Whether it is the operation before it with another kind of body: the types for responses
    /// by status are defined there.
    pub is_body_variant: bool,
}

impl Operation {
    /// Whether sending it twice does no more than sending it once.
    pub fn is_idempotent(&self) -> bool {
        self.idempotent.unwrap_or(is_idempotent(&self.method))
    }

    /// All contents that a response may have.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let errors = self.errors.iter().flat_map(Errors::contents);
        let others = self.alternatives.iter().map(|alternative| &alternative.content);
        self.output.contents().chain(others).chain(errors)
    }

    /// The types of all inputs, of all contents that are JSON, and of what streams consist of.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.inputs.iter().map(|input| &input.ty).chain(self.received_types())
    }

    /// The types of all contents that are JSON, and of what streams consist of.
    pub fn received_types(&self) -> impl Iterator<Item = &Type> {
        let items = self.streams.iter().map(|stream| &stream.item);
        self.contents().filter_map(Content::json).chain(items)
    }

    /// The inputs that are required.
    pub fn required(&self) -> impl Iterator<Item = &OperationInput> {
        self.inputs.iter().filter(|input| input.required)
    }

    /// The inputs that are optional.
    pub fn optional(&self) -> impl Iterator<Item = &OperationInput> {
        self.inputs.iter().filter(|input| !input.required)
    }
}

/// Whether a method says that sending a request twice does no more than sending it once (RFC 9110,
/// section 9.2.2). Methods that RFC 9110 does not have say nothing.
pub fn is_idempotent(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].contains(&method)
}
