//! Arguments of programs that show an exchange with a mock.

use serde_json::Value;

use super::ExampleProgram;
use crate::ir::{MockedInput, OperationInput, Type};

/// A file that is there wherever a program is run by cargo, for what reads one.
const SOME_FILE: &str = "Cargo.toml";

/// The arguments with the values that the document has as examples; none if something is required that
/// cannot be given so.
pub(super) fn example(program: &ExampleProgram<'_>) -> Vec<String> {
    let inputs = || program.operation.inputs.iter().zip(&program.mocked.inputs);
    let required = inputs().filter(|(input, _)| input.required);
    let required: Option<Vec<String>> =
        required.map(|(input, mocked)| text_of(input, mocked)).collect();
    let Some(required) = required else { return Vec::new() };
    let optional = inputs().filter(|(input, _)| !input.required).filter_map(|(input, mocked)| {
        Some(format!("{}={}", program.option(input), text_of(input, mocked)?))
    });
    required.into_iter().chain(optional).collect()
}

fn text_of(input: &OperationInput, mocked: &MockedInput) -> Option<String> {
    text(&input.ty, mocked.example.as_ref()?)
}

/// A value as the program reads it from the command line.
fn text(ty: &Type, value: &Value) -> Option<String> {
    match ty {
        Type::Upload | Type::Part => Some(SOME_FILE.to_owned()),
        Type::String | Type::Enum(_) | Type::Formatted(_) | Type::Identifier(_) => {
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        }
        Type::List(items) if is_separated(items) => {
            let texts: Option<Vec<String>> =
                value.as_array()?.iter().map(|item| text(items, item)).collect();
            texts.filter(|texts| !texts.iter().any(|it| it.contains(','))).map(|it| it.join(","))
        }
        _ => Some(value.to_string()),
    }
}

/// Whether a list of such items is given with commas between them.
fn is_separated(items: &Type) -> bool {
    matches!(items, Type::String | Type::Enum(_) | Type::Formatted(_) | Type::Part)
}
