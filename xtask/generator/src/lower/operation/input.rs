//! The inputs of an operation.
//!
//! How parameters are written is in `parameter`, and what bodies are in `body`.

use openapiv3::Parameter;

use crate::docs::Docs;
use crate::ir::{InputLocation, InputReason, NameReason, Need, OperationInput, Type};
use crate::lower::Lowering;
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::accept::is_accept;
use crate::lower::operation::path::split_fragment;
use crate::lower::operation::sent_names::SentNames;
use crate::names::{Name, REQUEST_INPUTS, Scope};
use document::diagnostics::Place;

/// The inputs of one operation that have been made so far.
#[derive(Clone)]
pub(in crate::lower) struct Inputs<'n> {
    operation: &'n Name,
    /// The names of the inputs, and of methods of the request that are named after contents.
    pub(in crate::lower) scope: Scope,
    pub(in crate::lower) list: Vec<OperationInput>,
    /// The value of the header `Accept`, if a parameter says what it is.
    pub(in crate::lower) accept: Option<String>,
}

impl<'n> Inputs<'n> {
    /// None yet, of an operation of this name.
    pub(in crate::lower) fn of(operation: &'n Name) -> Self {
        Self { operation, scope: Scope::default(), list: Vec::new(), accept: None }
    }
}

impl Inputs<'_> {
    /// The same inputs for an operation of another name.
    pub(in crate::lower) fn for_operation(self, operation: &Name) -> Inputs<'_> {
        Inputs { operation, ..self }
    }

    /// The name for a type that an input may need.
    pub(in crate::lower) fn type_name(&self, wire_name: &str) -> Name {
        self.operation.join(&Name::of_parameter(wire_name))
    }

    /// Adds an input under a name that is free.
    pub(in crate::lower) fn push(
        &mut self,
        wire_name: &str,
        place: Place<'_>,
        docs: Docs,
        ty: Type,
        required: bool,
        location: InputLocation,
    ) {
        let need = match location {
            InputLocation::ContentType => Need::MediaType,
            _ => Need::Body,
        };
        self.add(OperationInput {
            at: place.pointer(),
            wire_name: wire_name.to_owned(),
            name: Name::of_parameter(wire_name),
            docs,
            ty,
            required,
            location,
            media_type: None,
            because: InputReason::of(need),
            deprecated: None,
        });
    }

    /// Sets the media type of the input that was added last.
    pub(in crate::lower) fn set_media_type(&mut self, media_type: String) {
        if let Some(input) = self.list.last_mut() {
            input.media_type = Some(media_type);
        }
    }

    /// Adds an input under its name, or one that is free: a parameter of the path and a field of the
    /// form may have the same name.
    pub(in crate::lower) fn add(&mut self, mut input: OperationInput) {
        let name_with_place = input.name_with_place();
        let gives_way =
            input.is_parameter() && !input.required && input.name.is_one_of(REQUEST_INPUTS);
        let usual = input.name;
        let name = if gives_way { name_with_place.clone() } else { usual.clone() };
        input.name = self.scope.claim_one_of(&[name, name_with_place]);
        input.because.name = NameReason::of(&input.name, &usual);
        self.list.push(input);
    }

    /// Adds an input that is there for other operations as well.
    pub(in crate::lower) fn extend(&mut self, input: Option<&OperationInput>) {
        if let Some(input) = input {
            self.add(input.clone());
        }
    }
}

impl<'a> Lowering<'a> {
    /// The parameters of an operation: those of the path in its order, then the others
    /// in the order of the document. None if the operation is left out for one of them.
    pub(in crate::lower) fn parameter_inputs<'n>(
        &mut self,
        declared: DeclaredOperation<'a>,
        operation: &'n Name,
        place: Place<'_>,
    ) -> Option<Inputs<'n>> {
        let mut is_left = true;
        let mut inputs = Inputs::of(operation);
        let path = declared.path;
        let root = Place::ROOT;
        let (paths, own) = (root.key("paths"), place.key("parameters"));
        let item = paths.key(path);
        let shared = item.key("parameters");
        let mut parameters = self.parameters(declared, [&shared, &own]);
        parameters.sort_by_key(|(parameter, _)| match parameter.item {
            Parameter::Path { parameter_data, .. } => {
                path.find(&format!("{{{}}}", parameter_data.name))
            }
            _ => Some(usize::MAX),
        });
        let (path, _) = split_fragment(path);
        let mut sent = SentNames::of_path(path, item);
        for (parameter, here) in parameters {
            let data = parameter.item.parameter_data_ref();
            if matches!(parameter.item, Parameter::Path { .. })
                && !path.contains(&format!("{{{}}}", data.name))
            {
                let message = "this parameter is in no part of the path that is sent";
                self.warn_unsupported(here.key("name"), message);
                continue;
            }
            if is_accept(parameter.item) {
                inputs.accept = self.told_accept(parameter.item, declared, here);
                continue;
            }
            let before = inputs.list.len();
            let item = parameter.item;
            if self.parameter(parameter, &mut inputs, here).is_err() {
                is_left &= self.leave_out_parameter(item, here, place);
            }
            for input in &inputs.list[before..] {
                self.check_sent_names(&mut sent, input, here);
            }
        }
        is_left.then_some(inputs)
    }
}

/// Any JSON in place of an object without known properties, which is harder to make for users.
pub(in crate::lower) fn any_json(ty: Type) -> Type {
    if ty == Type::Map(Box::new(Type::Json)) { Type::Json } else { ty }
}
