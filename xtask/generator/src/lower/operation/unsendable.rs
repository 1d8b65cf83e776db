//! What is left out for values that cannot be sent, and how callers send them all the same.

use openapiv3::Parameter;
use serde_json::json;

use crate::docs::code_span;
use crate::lower::Lowering;
use document::diagnostics::{Fix, LeftOut, Place, quoted};

/// A value that cannot be sent, because nothing says how it is written: a list of lists or objects, in
/// a style that has no form for these.
#[derive(Debug)]
pub(in crate::lower) struct NestedList;

impl NestedList {
    /// What it is.
    pub(super) const WHAT: &str = "a list of lists or objects, for which OpenAPI has no form";
}

impl Lowering<'_> {
    /// Leaves out a parameter that cannot be sent, or the operation if it cannot do without. Returns
    /// whether the operation is left.
    pub(in crate::lower) fn leave_out_parameter(
        &mut self,
        parameter: &Parameter,
        place: Place<'_>,
        operation: Place<'_>,
    ) -> bool {
        let name = &parameter.parameter_data_ref().name;
        let what = NestedList::WHAT;
        let is_query = matches!(parameter, Parameter::Query { .. });
        let styled = Fix::update(&place, json!({"style": "deepObject"})).of_object_with("name");
        if !is_required(parameter) {
            let message = format!("the parameter {} is left out: it is {what}", quoted(name));
            let by_hand = by_hand(parameter).map_or_else(String::new, |call| {
                format!("; callers can send its text by `into_request()` and {}", code_span(&call))
            });
            let help = format!("{}{by_hand}", encodings(parameter));
            let left_out =
                self.leave_out(LeftOut::Parameter, place.key("name"), message).help(help);
            if is_query {
                left_out.fix(styled);
            } else {
                left_out.fix(Fix::remove_entry("parameters", &place));
            }
            return true;
        }
        let message = format!(
            "this operation is left out: it requires the parameter {}, which is {what}",
            quoted(name)
        );
        let help = format!("{}; callers can make it by `Client::request`", encodings(parameter));
        let fix = if is_query { styled } else { Fix::remove(&operation) };
        self.leave_out(LeftOut::Operation, operation, message)
            .at_key()
            .help(help)
            .fix(fix)
            .related(&place.key("name"), "this parameter");
        false
    }
}

fn is_required(parameter: &Parameter) -> bool {
    matches!(parameter, Parameter::Path { .. }) || parameter.parameter_data_ref().required
}

/// How an overlay may say what form a list has.
fn encodings(parameter: &Parameter) -> String {
    let json = "`content` in place of `schema` sends it as JSON";
    match parameter {
        Parameter::Query { parameter_data, .. } => {
            let entry = code_span(&format!("{}[0][..]=..", parameter_data.name));
            format!("if that is what the API reads, `style: deepObject` sends {entry}, and {json}")
        }
        _ => format!("{json}, if that is what the API reads"),
    }
}

/// The call that sends the text of a parameter that is no part of the path.
fn by_hand(parameter: &Parameter) -> Option<String> {
    let name = &parameter.parameter_data_ref().name;
    match parameter {
        Parameter::Query { .. } => Some(format!("query({name:?}, ..)")),
        Parameter::Header { .. } => Some(format!("header({name:?}, ..)")),
        Parameter::Cookie { .. } => Some("header(\"Cookie\", ..)".to_owned()),
        Parameter::Path { .. } => None,
    }
}
