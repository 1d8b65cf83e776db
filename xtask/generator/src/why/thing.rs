//! What has public items: each thing of the representation, with the paths that callers write for it.

use crate::ir::{
    Alternative, Api, ByStatus, Callback, Case, Enum, EnumValue, Event, EventBody, EventStream,
    Header, HeaderSet, Identifier, Model, ModelKind, Operation, OperationInput, OperationOutput,
    Scheme, Server, Struct, StructField, Union, Variable, Variant, Wait,
};
use crate::names::Name;

/// Something that the document describes, and that has public items.
#[derive(Debug, Clone, Copy)]
pub(super) enum Thing<'a> {
    Model(&'a Model),
    Field(&'a Model, &'a Struct, &'a StructField),
    Value(&'a Model, &'a Enum, &'a EnumValue),
    Variant(&'a Model, &'a Union, &'a Variant),
    Identifier(&'a Identifier),
    HeaderSet(&'a HeaderSet),
    Header(&'a HeaderSet, &'a Header),
    Operation(&'a Operation),
    Input(&'a Operation, &'a OperationInput),
    Alternative(&'a Operation, &'a Alternative),
    Stream(&'a Operation, &'a EventStream),
    Wait(&'a Operation, &'a Wait),
    ByStatus(&'a Operation, &'a ByStatus, bool),
    Case(&'a Operation, &'a ByStatus, &'a Case),
    Event(&'a Callback, &'a Event),
    EventParameter(&'a Event, &'a OperationInput),
    EventBody(&'a Event, &'a EventBody),
    AnyEvent(&'a Callback),
    AnyEventCase(&'a Callback, &'a Event),
    Server(&'a Server),
    Variable(&'a Server, &'a Variable),
    VariableValue(&'a Server, &'a Variable, &'a EnumValue),
    Scheme(&'a Scheme),
    Constructor,
}

/// What a path stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The thing itself.
    Itself,
    /// A part that each such thing has; what there is to say of it.
    Part(&'static str),
}

/// The things of an API, each with its paths.
pub(super) struct Things<'a> {
    pub(super) all: Vec<Thing<'a>>,
    /// Paths with `::` between all their parts, each with the number of its thing.
    pub(super) paths: Vec<(String, usize, Role)>,
}

impl<'a> Things<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut things = Self { all: Vec::new(), paths: Vec::new() };
        for model in api.models.iter().flat_map(|group| &group.models) {
            things.model(model);
        }
        for identifier in &api.identifiers {
            things.identifier(identifier);
        }
        for set in &api.header_sets {
            things.header_set(set);
        }
        for operation in api.operations() {
            things.operation(operation);
        }
        for callback in &api.callbacks {
            things.callback(callback);
        }
        for server in api.all_servers() {
            things.server(server);
        }
        things.credentials(api);
        things
    }

    fn add(&mut self, thing: Thing<'a>, path: impl Into<String>) {
        self.all.push(thing);
        self.also(path, Role::Itself);
    }

    /// Another path of the thing that was added last.
    fn also(&mut self, path: impl Into<String>, role: Role) {
        self.paths.push((path.into(), self.all.len() - 1, role));
    }

    fn part(&mut self, path: impl Into<String>, what: &'static str) {
        self.also(path, Role::Part(what));
    }

    fn model(&mut self, model: &'a Model) {
        let path = format!("models::{}", model.name.type_name());
        self.add(Thing::Model(model), &path);
        match &model.kind {
            ModelKind::Struct(shape) => self.fields(model, shape, &path),
            ModelKind::Enum(shape) => {
                let what = "It has the values that the document does not list.";
                self.part(format!("{path}::Unrecognized"), what);
                self.part(format!("{path}::as_str"), "Each enumeration has it.");
                for value in &shape.values {
                    let thing = Thing::Value(model, shape, value);
                    self.add(thing, format!("{path}::{}", value.name.type_name()));
                }
            }
            ModelKind::Union(shape) => {
                let what = "It has JSON that is none of the other variants.";
                self.part(format!("{path}::Other"), what);
                for variant in &shape.variants {
                    let name = variant.name.type_name();
                    self.add(Thing::Variant(model, shape, variant), format!("{path}::{name}"));
                    self.also(format!("{path}::as_{}", variant.name.words()), Role::Itself);
                }
            }
        }
    }

    fn fields(&mut self, model: &'a Model, shape: &'a Struct, path: &str) {
        let what = "Each object has it: properties that the document does not describe are kept, and \
                    so are values that do not fit.";
        self.part(format!("{path}::extra"), what);
        if shape.is_sent {
            let what = "Requests have the object, so that callers make it: its arguments are the \
                        fields that have to be given.";
            self.part(format!("{path}::new"), what);
        }
        for field in &shape.fields {
            let thing = Thing::Field(model, shape, field);
            self.add(thing, format!("{path}::{}", plain(&field.name)));
        }
    }

    fn identifier(&mut self, identifier: &'a Identifier) {
        let path = identifier.name.type_name();
        self.add(Thing::Identifier(identifier), &path);
        let what = "Each kind of identifier has it: text is no identifier by itself, and is taken \
                    unchecked by this name only.";
        self.part(format!("{path}::new_unchecked"), what);
        self.part(format!("{path}::as_str"), "Each kind of identifier has it.");
    }

    fn header_set(&mut self, set: &'a HeaderSet) {
        let path = set.name.type_name();
        self.add(Thing::HeaderSet(set), &path);
        for header in &set.headers {
            self.add(Thing::Header(set, header), format!("{path}::{}", plain(&header.name)));
        }
    }

    fn operation(&mut self, operation: &'a Operation) {
        let (method, name) = (plain(&operation.name), operation.name.type_name());
        let request = format!("operations::{name}");
        let received = format!("mocked::{}", received_name(operation));
        self.add(Thing::Operation(operation), format!("Client::{method}"));
        self.also(&request, Role::Itself);
        let what = "It is a request of the operation as a mock received it.";
        self.part(&received, what);
        let what = "It says what a mock of the API does with requests of the operation.";
        self.part(format!("mock::Mock::{method}"), what);
        // A mock may have a method of that name already.
        self.part(format!("mock::Mock::{method}_operation"), what);
        for (name, what) in [
            (
                "into_request",
                "Each request has it: the general form, to add what the document does not describe.",
            ),
            ("send", "Each request has it."),
            ("send_with_response", "Each request has it."),
            ("send_streamed", "Each request has it of which the content is bytes."),
            ("pages", "The response is a page of a list."),
            ("items", "The response is a page of a list."),
        ] {
            self.part(format!("{request}::{name}"), what);
        }
        for input in &operation.inputs {
            let field = plain(&input.name);
            self.add(Thing::Input(operation, input), format!("{request}::{field}"));
            let what = "It has what a mock received of the input.";
            self.part(format!("{received}::{field}"), what);
            // Arguments have no path; this is how people call them.
            self.also(format!("Client::{method}::{field}"), Role::Itself);
        }
        for alternative in &operation.alternatives {
            let path = format!("{request}::{}", plain(&alternative.name));
            self.add(Thing::Alternative(operation, alternative), path);
        }
        for stream in &operation.streams {
            let path = format!("{request}::{}", plain(&stream.name));
            self.add(Thing::Stream(operation, stream), path);
        }
        for wait in &operation.waits {
            self.add(Thing::Wait(operation, wait), format!("{request}::{}", plain(&wait.name)));
        }
        if operation.is_body_variant {
            return;
        }
        if let OperationOutput::ByStatus(by_status) = &operation.output {
            self.by_status(operation, by_status, false);
        }
        if let Some(by_status) = operation.errors.as_ref().and_then(|errors| errors.by_status()) {
            self.by_status(operation, by_status, true);
        }
    }

    fn by_status(&mut self, operation: &'a Operation, by_status: &'a ByStatus, is_error: bool) {
        let path = format!("operations::{}", by_status.name.type_name());
        self.add(Thing::ByStatus(operation, by_status, is_error), &path);
        let what = "It has responses with a status that the document does not describe.";
        self.part(format!("{path}::Other"), what);
        self.part(format!("{path}::from"), "It reads what an error says.");
        for case in &by_status.cases {
            let thing = Thing::Case(operation, by_status, case);
            self.add(thing, format!("{path}::{}", case.name.type_name()));
        }
    }

    fn callback(&mut self, callback: &'a Callback) {
        if let Some(any) = &callback.any {
            let path = format!("events::{}", any.type_name());
            self.add(Thing::AnyEvent(callback), &path);
            self.part(format!("{path}::Other"), "It has requests that are none of the others.");
            for event in &callback.events {
                let name = event.name.type_name();
                // `Other` is what is none of them.
                let name = if name == "Other" { "Other_" } else { &name };
                self.add(Thing::AnyEventCase(callback, event), format!("{path}::{name}"));
            }
        }
        for event in &callback.events {
            let path = format!("events::{}", event.name.type_name());
            self.add(Thing::Event(callback, event), &path);
            for input in &event.parameters {
                let thing = Thing::EventParameter(event, input);
                self.add(thing, format!("{path}::{}", plain(&input.name)));
            }
            if let Some(body) = &event.body {
                self.add(Thing::EventBody(event, body), format!("{path}::body"));
            }
        }
    }

    fn server(&mut self, server: &'a Server) {
        if server.variables.is_empty() {
            let path = format!("servers::{}", server.name.words().to_uppercase());
            self.add(Thing::Server(server), path);
            return;
        }
        let path = format!("servers::{}", server.name.type_name());
        self.add(Thing::Server(server), &path);
        self.part(format!("{path}::new"), "Each server with variables has it.");
        for variable in &server.variables {
            let thing = Thing::Variable(server, variable);
            self.add(thing, format!("{path}::{}", plain(&variable.name)));
            if variable.values.is_empty() {
                continue;
            }
            let values = format!("servers::{}", variable.type_name.type_name());
            self.also(&values, Role::Itself);
            self.part(format!("{values}::as_str"), "Each list of values has it.");
            for value in &variable.values {
                let thing = Thing::VariableValue(server, variable, value);
                self.add(thing, format!("{values}::{}", value.name.type_name()));
            }
        }
    }

    fn credentials(&mut self, api: &'a Api) {
        for scheme in &api.security.schemes {
            let path = |name: &Name| format!("ClientBuilder::{}", plain(name));
            self.add(Thing::Scheme(scheme), path(&scheme.name));
            let what = "It takes a provider that is asked each time a request is sent.";
            self.part(path(&scheme.provider), what);
            if let Some(fetched) = &scheme.fetched {
                let what = "The security scheme has a flow by which the client fetches access \
                            tokens itself.";
                self.part(path(&fetched.name), what);
                self.part(path(&fetched.with), what);
            }
        }
        if api.security.constructor.is_some() {
            self.add(Thing::Constructor, "Client::new");
        }
    }
}

/// A name as it is written, without the mark of a keyword.
pub(super) fn plain(name: &Name) -> String {
    let field = name.field();
    field.strip_prefix("r#").map_or(field.clone(), str::to_owned)
}

/// The name of the type of requests of an operation as a mock received them.
fn received_name(operation: &Operation) -> String {
    Name::new("received").join(&operation.name).type_name()
}
