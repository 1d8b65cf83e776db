//! Words of the answers.

use crate::docs::code_span;
use crate::ir::{
    Framing, InputLocation, ListEnd, NameReason, NextPage, Status, Style, TagValue, Type,
};

/// A type as it is written, with the paths that callers write.
pub(super) fn type_text(ty: &Type) -> String {
    let of = |outer: &str, inner: &Type| format!("{outer}<{}>", type_text(inner));
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Int32 => "i32".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::Uint32 => "u32".to_owned(),
        Type::Uint64 => "u64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::AnyJson => "AnyJson".to_owned(),
        Type::List(items) => of("Vec", items),
        Type::Map(values) => format!("BTreeMap<String, {}>", type_text(values)),
        Type::Nullable(inner) => of("Option", inner),
        Type::Identifier(name) => name.type_name(),
        Type::Model(name) | Type::Enum(name) => format!("models::{}", name.type_name()),
        Type::Open(inner) => of("Open", inner),
        Type::Formatted(format) => format.type_name().to_owned(),
        Type::JsonText => "JsonText".to_owned(),
        Type::Boxed(inner) => of("Box", inner),
        Type::Upload => "Upload".to_owned(),
        Type::Part => "Part".to_owned(),
        Type::Multipart => "Multipart".to_owned(),
    }
}

/// What a type is made of that has a name of its own.
pub(super) fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Open(inner)
        | Type::Boxed(inner) => innermost(inner),
        ty => ty,
    }
}

/// Whether a type is in a box, by which a model contains itself.
pub(super) fn is_boxed(ty: &Type) -> bool {
    match ty {
        Type::Boxed(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Open(inner) => {
            is_boxed(inner)
        }
        _ => false,
    }
}

/// What there is to say of a name that is not the one by the rules. `usual` is what it would be after.
pub(super) fn name_reason(reason: NameReason) -> Option<&'static str> {
    match reason {
        NameReason::Rule => None,
        NameReason::Taken => {
            Some("That name is another's here, so that its own is longer or has a number.")
        }
        NameReason::Lock => Some(
            "By the rules it would be called otherwise now; the lock keeps the name that callers \
             rely on.",
        ),
    }
}

/// Where an input goes.
pub(super) fn goes_to(location: InputLocation, wire_name: &str) -> String {
    let name = code_span(wire_name);
    let style = location.style().map_or("", style);
    let text = match location {
        InputLocation::Path | InputLocation::StyledPath(_) => {
            format!("It goes into the path in the place of {name}")
        }
        InputLocation::Query | InputLocation::StyledQuery(_) | InputLocation::ReservedQuery(_) => {
            format!("It goes into the query as {name}")
        }
        InputLocation::Header | InputLocation::StyledHeader(_) | InputLocation::ContentType => {
            format!("It goes into the header {name}")
        }
        InputLocation::Cookie(_) => format!("It goes into the cookie {name}"),
        InputLocation::Form | InputLocation::StyledForm(_) | InputLocation::ReservedForm(_) => {
            format!("It is the field {name} of the form")
        }
        InputLocation::FormJson => format!("It is the field {name} of the form, as JSON text"),
        InputLocation::FormJsonEach => {
            format!("Each of its entries is a field {name} of the form, as JSON text")
        }
        InputLocation::FormValue => {
            format!(
                "It is the field {name} of the form, as text or as JSON text, as its value tells"
            )
        }
        InputLocation::Body => "It is the body, as JSON".to_owned(),
        InputLocation::Text => "It is the body, as text".to_owned(),
        InputLocation::Upload => "It is the body, as bytes".to_owned(),
        InputLocation::FormWhole => "It is the body, a form".to_owned(),
        InputLocation::Multipart => "It is the body, a form of parts".to_owned(),
        InputLocation::PartText => format!("It is the part {name} of the form, as text"),
        InputLocation::PartJson => format!("It is the part {name} of the form, as JSON"),
        InputLocation::PartJsonEach => {
            format!("Each of its entries is a part {name} of the form, as JSON")
        }
        InputLocation::PartValue => {
            format!("It is the part {name} of the form, as text or as JSON, as its value tells")
        }
        InputLocation::PartFile => format!("It is the part {name} of the form, a file"),
        InputLocation::Part | InputLocation::PartGiven => {
            format!("It is the part {name} of the form, as it is given")
        }
        InputLocation::Server => "It is the server that the request goes to".to_owned(),
    };
    format!("{text}{style}.")
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => ", with commas between its parts (the style `simple`)",
        Style::SimpleExploded => {
            ", with commas between its parts and with their names (the style `simple`, exploded)"
        }
        Style::Label => ", behind a dot (the style `label`)",
        Style::LabelExploded => ", each part behind a dot (the style `label`, exploded)",
        Style::Matrix => ", behind a semicolon (the style `matrix`)",
        Style::MatrixExploded => ", each part behind a semicolon (the style `matrix`, exploded)",
        Style::Form => ", with commas between its parts (the style `form`, not exploded)",
        Style::FormExploded => ", each part behind a name (the style `form`)",
        Style::SpaceDelimited => ", with spaces between its parts (the style `spaceDelimited`)",
        Style::PipeDelimited => ", with bars between its parts (the style `pipeDelimited`)",
        Style::DeepObject => ", each property with its name in brackets (the style `deepObject`)",
        Style::Dotted => ", each property with its name behind a dot",
        Style::Json => ", as JSON",
    }
}

/// How the next page is found.
pub(super) fn next_page(next: &NextPage) -> String {
    match next {
        NextPage::Url => "by a URL in the content".to_owned(),
        NextPage::Token { parameter, .. } => {
            format!("by a token in the content, which is sent as {}", code_span(parameter))
        }
        NextPage::Link => "by the header `Link`".to_owned(),
        NextPage::Offset(counting) => format!(
            "by the number of its first item, which is sent as {}{}",
            code_span(&counting.parameter),
            end(&counting.end)
        ),
        NextPage::Number(counting) => format!(
            "by its number, which is sent as {}{}",
            code_span(&counting.parameter),
            end(&counting.end)
        ),
    }
}

fn end(end: &ListEnd) -> &'static str {
    match end {
        ListEnd::Nothing => "",
        ListEnd::NoMore(_) => " until a flag says that there are no more",
        ListEnd::Total(_) => " until the total is reached",
    }
}

/// What a stream consists of.
pub(super) fn framing(framing: Framing) -> &'static str {
    match framing {
        Framing::JsonEvents => "events of a server whose data is JSON",
        Framing::TextEvents => "events of a server whose data is text",
        Framing::Fields => "events of a server whose fields are described",
        Framing::TextFields => {
            "events of a server whose fields are described and whose data is text"
        }
        Framing::JsonLines => "JSON on lines",
        Framing::JsonSequence => "JSON text sequences",
    }
}

/// A value that tells a variant apart.
pub(super) fn tag_value(value: &TagValue) -> String {
    match value {
        TagValue::Null => "`null`".to_owned(),
        TagValue::Boolean(value) => format!("`{value}`"),
        TagValue::Integer(value) => format!("`{value}`"),
        TagValue::Number(value) | TagValue::Text(value) => code_span(value),
    }
}

/// Statuses, as running text.
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Default => "any other status".to_owned(),
        Status::Code(code) => format!("the status {code}"),
        Status::Class(class) => format!("any other status from {class}00 to {class}99"),
    }
}

/// Several things, as running text.
pub(super) fn all_of(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
