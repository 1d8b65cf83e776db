//! The parameters of events: those of the query, and the headers.

use document::diagnostics::{Code, Fix, LeftOut, Place};
use openapiv3::{Operation, Parameter, PathItem};

use crate::ir::{NameReason, OperationInput};
use crate::lower::Lowering;
use crate::lower::memory::input_key;
use crate::lower::operation::DeclaredOperation;
use crate::lower::operation::accept::is_accept;
use crate::lower::operation::input::Inputs;
use crate::names::{Name, Scope};

/// Headers that parameters do not describe (OpenAPI 3.0.3, Parameter Object).
const NO_PARAMETERS: [&str; 2] = ["authorization", "content-type"];

/// The field for the content, which every event has or may get.
const BODY: &str = "body";

impl<'a> Lowering<'a> {
    /// The parameters of an event that are received with it.
    pub(super) fn event_parameters(
        &mut self,
        item: &'a PathItem,
        operation: &'a Operation,
        name: &Name,
        place: Place<'_>,
    ) -> Vec<OperationInput> {
        let mut inputs = Inputs::of(name);
        let pointer = place.pointer();
        let around = pointer.rsplit_once('/').map_or("", |(around, _)| around);
        Place::at_pointer(around, |around| {
            let [shared, own] = [around.key("parameters"), place.key("parameters")];
            let declared = DeclaredOperation { method: "", path: "", item, operation };
            for (parameter, here) in self.parameters(declared, [&shared, &own]) {
                let item = parameter.item;
                if is_described_elsewhere(item) {
                    let message = "OpenAPI does not describe this header by a parameter";
                    let fix = Fix::remove_entry("parameters", &here);
                    let place = here.key("name");
                    self.diagnostics.warning(Code::UNSUPPORTED, &place, message).fix(fix);
                } else if let Some(what) = unread(item) {
                    self.leave_out_received(what, here);
                } else if self.parameter(parameter, &mut inputs, here).is_err() {
                    let what = "it is a list of lists or objects, for which OpenAPI has no form";
                    self.leave_out_received(what, here);
                }
            }
        });
        self.recall_parameters(inputs.list, name)
    }

    /// Leaves out a parameter of an event.
    fn leave_out_received(&mut self, why: &str, parameter: Place<'_>) {
        let message = format!("the parameter is left out: {why}");
        let fix = Fix::remove_entry("parameters", &parameter);
        self.leave_out(LeftOut::Parameter, parameter.key("name"), message)
            .help("whoever receives the event has the whole request, and can look there")
            .fix(fix);
    }

    /// Gives parameters the taken that they had. New ones get taken that are free, in an order that does
    /// not depend on that in the document.
    fn recall_parameters(
        &self,
        mut parameters: Vec<OperationInput>,
        event: &Name,
    ) -> Vec<OperationInput> {
        let known = self.memory.parameters(event);
        let known_name = |input: &OperationInput| {
            known.as_ref()?.name(&input_key(input), &Name::of_parameter(&input.wire_name))
        };
        let mut order: Vec<usize> = (0..parameters.len()).collect();
        order.sort_by_cached_key(|&index| {
            let input = &parameters[index];
            (known_name(input).is_none(), input.place() != "query", input.wire_name.clone())
        });
        let mut names = Scope::with(&[BODY]);
        for index in order {
            let input = &mut parameters[index];
            let usual = Name::of_parameter(&input.wire_name);
            let with_place = usual.join(&Name::new(input.place()));
            let known = known_name(input);
            let candidates: Vec<Name> =
                known.clone().into_iter().chain([usual.clone(), with_place]).collect();
            input.name = names.claim_one_of(&candidates);
            input.because.name = match known {
                Some(known) if known == input.name && known != usual => NameReason::Lock,
                _ => NameReason::of(&input.name, &usual),
            };
        }
        parameters
    }
}

/// Whether OpenAPI has other objects say what a header is that this parameter describes.
fn is_described_elsewhere(parameter: &Parameter) -> bool {
    let name = parameter.parameter_data_ref().name.to_ascii_lowercase();
    let is_header = matches!(parameter, Parameter::Header { .. });
    is_header && (is_accept(parameter) || NO_PARAMETERS.contains(&&*name))
}

/// Why a parameter is no field of an event, if it is none.
fn unread(parameter: &Parameter) -> Option<&'static str> {
    match parameter {
        Parameter::Path { .. } => Some("nothing is read from the path of what is received"),
        Parameter::Cookie { .. } => Some("nothing is read from the cookies of what is received"),
        Parameter::Header { .. } | Parameter::Query { .. } => None,
    }
}
