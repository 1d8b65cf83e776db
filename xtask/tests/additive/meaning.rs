//! What the public items of a crate mean to a server: code that compiles as before is also to send and
//! read the same.

use std::collections::BTreeMap;

use generator::ir::{
    Api, ByStatus, Errors, InputLocation, Model, ModelKind, Operation, OperationInput,
    OperationOutput,
};

/// What each item that has a meaning is on the wire.
pub(crate) type Meanings = BTreeMap<String, String>;

/// The meanings of the items of a crate.
pub(crate) fn of(api: &Api) -> Meanings {
    let mut meanings = Meanings::new();
    api.operations().for_each(|operation| operation_means(operation, &mut meanings));
    let models = api.models.iter().flat_map(|group| &group.models);
    models.for_each(|model| model_means(model, &mut meanings));
    for set in &api.header_sets {
        for header in &set.headers {
            let item = format!("{}.{}", set.name.type_name(), header.name.field());
            meanings.insert(item, format!("header {}", header.wire_name.to_lowercase()));
        }
    }
    for scheme in &api.security.schemes {
        let item = format!("ClientBuilder::{}", scheme.name.field());
        meanings.insert(item, format!("{} in {}", scheme.wire_name, scheme.kind.place()));
    }
    for server in api.all_servers() {
        meanings.insert(format!("servers::{}", server.name.type_name()), server.url.clone());
    }
    meanings.insert("Client::builder".to_owned(), format!("requests to {:?}", api.base_url));
    let constructor = api.security.constructor_scheme();
    let constructor = constructor.map(|scheme| scheme.wire_name.clone());
    meanings.insert("Client::new".to_owned(), constructor.unwrap_or_default());
    meanings
}

fn operation_means(operation: &Operation, meanings: &mut Meanings) {
    let method = format!("Client::{}", operation.name.field());
    let request = operation.name.type_name();
    meanings.insert(method.clone(), format!("{} {}", operation.method, operation.path));
    meanings.insert(format!("{method} goes to"), format!("{:?}", operation.server));
    let is_told =
        |input: &OperationInput| input.location == InputLocation::ContentType && input.required;
    if let Some(usual) = operation.media_types.first()
        && !operation.inputs.iter().any(is_told)
    {
        meanings.insert(format!("{method} sends"), usual.clone());
    }
    for input in &operation.inputs {
        let name = input.name.field();
        let item = if input.required {
            format!("{method}({name})")
        } else {
            format!("operations::{request}::{name}")
        };
        meanings.insert(item, format!("{:?} {}", input.location, input.wire_name));
    }
    if let OperationOutput::ByStatus(cases) = &operation.output {
        cases_mean(cases, meanings);
    }
    if let Some(Errors::ByStatus(cases)) = &operation.errors {
        cases_mean(cases, meanings);
    }
}

fn cases_mean(cases: &ByStatus, meanings: &mut Meanings) {
    for case in &cases.cases {
        let item = format!("operations::{}::{}", cases.name.type_name(), case.name.type_name());
        meanings.insert(item, format!("{:?}", case.status));
    }
}

fn model_means(model: &Model, meanings: &mut Meanings) {
    let name = format!("models::{}", model.name.type_name());
    match &model.kind {
        ModelKind::Struct(shape) => {
            for field in &shape.fields {
                meanings.insert(format!("{name}.{}", field.name.field()), field.wire_name.clone());
            }
        }
        ModelKind::Enum(shape) => {
            for value in &shape.values {
                let item = format!("{name}::{}", value.name.type_name());
                meanings.insert(item, value.wire_value.clone());
            }
        }
        ModelKind::Union(shape) => {
            for variant in &shape.variants {
                // A variant of several values may get another, or be told by something else.
                if let [value] = variant.values.as_slice() {
                    let item = format!("{name}::{}", variant.name.type_name());
                    meanings.insert(item, format!("{value:?}"));
                }
            }
        }
    }
}
