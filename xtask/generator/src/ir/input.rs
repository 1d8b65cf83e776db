//! The inputs of operations: parameters and bodies.

use super::{Deprecated, InputReason, Type};
use crate::docs::Docs;
use crate::names::Name;

/// A parameter, a field or a part of a form, or a body.
#[derive(Debug, Clone)]
pub struct OperationInput {
    /// Where it is in the document, as a JSON pointer.
    pub at: String,
    /// Its name on the wire; `body` for a body.
    pub wire_name: String,
    /// Its argument's or setter's name.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// Whether it is an argument of the method, and no setter.
    pub required: bool,
    /// Where in the request it goes.
    pub location: InputLocation,
    /// The media type of a body or a part, if its location does not tell.
    pub media_type: Option<String>,
    /// Why it is as it is.
    pub because: InputReason,
    /// Whether it should not be used any more, and can be left out.
    pub deprecated: Option<Deprecated>,
}

/// How a parameter is written, if not as usual.
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
    /// Each property behind the name and its own in brackets, at any depth.
    DeepObject,
    /// Each property behind the name and its own, joined by a dot.
    Dotted,
    /// As JSON.
    Json,
}

/// Where an [`OperationInput`] goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputLocation {
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
    /// A field of a form as its value tells: text, or JSON text; or several, for each element of a
    /// list.
    FormValue,
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
    /// A part of a form, as JSON.
    PartJson,
    /// A part of a form for each element of a list, as JSON.
    PartJsonEach,
    /// A part of a form as its value tells: text, or JSON; or several, for each element of a list.
    PartValue,
    /// A part of a form, as a file; or several.
    PartFile,
    /// A part of a form, as it is given, but for its media type; or several.
    Part,
    /// A part of a form, as it is given: a file, or something else; or several.
    PartGiven,
    /// The whole body, as a form of parts.
    Multipart,
    /// The server, in place of the operation's first.
    Server,
}

impl OperationInput {
    /// The name followed by where the input goes, for where the name alone is not free.
    pub(crate) fn name_with_place(&self) -> Name {
        self.name.join(&Name::new(self.place()))
    }

    /// Whether it is a parameter, and neither the body nor a part of it.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        matches!(
            self.location,
            InputLocation::Path
                | InputLocation::StyledPath(_)
                | InputLocation::Query
                | InputLocation::StyledQuery(_)
                | InputLocation::ReservedQuery(_)
                | InputLocation::Header
                | InputLocation::StyledHeader(_)
                | InputLocation::Cookie(_)
        )
    }

    /// Whether it says which media type the body has.
    pub(crate) fn is_media_type(&self) -> bool {
        self.location == InputLocation::ContentType
    }

    /// Where it goes, in a word.
    #[must_use]
    pub fn place(&self) -> &'static str {
        match self.location {
            InputLocation::Path | InputLocation::StyledPath(_) => "path",
            InputLocation::Query
            | InputLocation::StyledQuery(_)
            | InputLocation::ReservedQuery(_) => "query",
            InputLocation::Header | InputLocation::StyledHeader(_) | InputLocation::ContentType => {
                "header"
            }
            InputLocation::Cookie(_) => "cookie",
            InputLocation::Form
            | InputLocation::FormJson
            | InputLocation::FormJsonEach
            | InputLocation::FormValue
            | InputLocation::StyledForm(_)
            | InputLocation::ReservedForm(_) => "field",
            InputLocation::Part
            | InputLocation::PartText
            | InputLocation::PartJson
            | InputLocation::PartJsonEach
            | InputLocation::PartValue
            | InputLocation::PartGiven
            | InputLocation::PartFile => "part",
            InputLocation::Body
            | InputLocation::Text
            | InputLocation::Upload
            | InputLocation::FormWhole
            | InputLocation::Multipart => "body",
            InputLocation::Server => "choice",
        }
    }
}

impl InputLocation {
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
