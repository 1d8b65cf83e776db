//! The types of scalars: integers, formats of text, constants and identifiers.

use serde_json::Value;

use crate::ir::{Constant, Format, Type};

/// The type of an integer.
pub(in crate::lower) fn integer(format: Option<&str>) -> Type {
    match format {
        Some("int32") => Type::Int32,
        Some("uint32") => Type::Uint32,
        Some("uint64") => Type::Uint64,
        _ => Type::Int64,
    }
}

/// The type of text.
pub(in crate::lower) fn text(format: Option<&str>) -> Type {
    match format {
        Some("date-time") => Type::Formatted(Format::DateTime),
        Some("date-time-rfc-2822") => Type::Formatted(Format::Rfc2822),
        Some("date") => Type::Formatted(Format::Date),
        Some("byte") => Type::Formatted(Format::Base64),
        _ => Type::String,
    }
}

/// Whether a type expresses a format, so that the documentation need not name it.
pub(in crate::lower) fn implies_format(ty: &Type, format: &str) -> bool {
    match ty {
        Type::Formatted(_) | Type::Identifier(_) => true,
        Type::Int64 => format == "int64",
        Type::Number => format == "double",
        ty => *ty != Type::String && *ty == integer(Some(format)),
    }
}

/// A constant of a type, if the type can have constants.
pub(in crate::lower) fn constant_of(ty: &Type, value: &Value) -> Option<Constant> {
    match (ty, value) {
        (Type::Int32 | Type::Int64, Value::Number(number)) => {
            number.as_i64().map(Constant::Integer)
        }
        (Type::Boolean, Value::Bool(boolean)) => Some(Constant::Boolean(*boolean)),
        _ => None,
    }
}

/// Reads `^KD[0-9a-fA-F]{32}$`: the prefix, and the number of hexadecimal digits.
pub(in crate::lower) fn identifier_pattern(pattern: &str) -> Option<(&str, usize)> {
    let (prefix, rest) = pattern.strip_prefix('^')?.split_once('[')?;
    let digits = rest.strip_prefix("0-9a-fA-F]{")?.strip_suffix("}$")?;
    let is_plain =
        !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    Some((prefix, digits.parse().ok()?)).filter(|_| is_plain)
}
