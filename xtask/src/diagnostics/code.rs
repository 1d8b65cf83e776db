//! The kinds of problems.

use std::fmt;
use std::str::FromStr;

use super::quoted;

/// Declares the codes, each with what `explain` lists it as, its variant and its name. What
/// `explain` says about it is in the file of that name.
macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $variant:ident = $name:literal,)+) => {
        /// The stable name of a kind of problem, printed as in `error[duplicate-key]`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $summary])+ $variant,)+
        }

        impl Code {
            /// All codes, by name.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name as it is printed.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What kind of problem it is, in a sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($summary),+).trim_ascii(),)+
                }
            }

            /// What the problem is, why it is one, a document that has it, and what to do, as
            /// Markdown.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explanations/", $name, ".md")),)+
                }
            }
        }
    };
}

codes! {
    /// Two paths differ only in the names of their parameters.
    AmbiguousPath = "ambiguous-path",
    /// Two fields are given of which only one may be.
    ConflictingFields = "conflicting-fields",
    /// A mapping has the same key twice.
    DuplicateKey = "duplicate-key",
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id",
    /// Two parameters of one list have the same name and location.
    DuplicateParameter = "duplicate-parameter",
    /// The text is not UTF-8.
    Encoding = "encoding",
    /// An example or a default that is not as its schema says.
    InvalidExample = "invalid-example",
    /// An extension that gives a type a name that no type can have.
    InvalidName = "invalid-name",
    /// A path that does not begin with `/` or has unbalanced braces.
    InvalidPath = "invalid-path",
    /// A server whose URL leads elsewhere than it seems, or cannot be sent to.
    InvalidServer = "invalid-server",
    /// A key of a Responses Object that is not a status code.
    InvalidStatusCode = "invalid-status-code",
    /// The target of an overlay's action that is no JSONPath, or selects what the action cannot be
    /// applied to.
    InvalidTarget = "invalid-target",
    /// A required field is absent.
    MissingField = "missing-field",
    /// Values are nested deeper than any sensible document.
    NestingLimit = "nesting-limit",
    /// A number that JSON cannot express.
    NumberNotFinite = "number-not-finite",
    /// An integer that does not fit 64 bits.
    NumberRounded = "number-rounded",
    /// An overlay that says it is for another document.
    OtherDocument = "other-document",
    /// A server of a path or an operation on another host, which gets the credentials.
    OtherHost = "other-host",
    /// Path templates and path parameters that do not match.
    PathParameter = "path-parameter",
    /// A chain of references that ends nowhere.
    ReferenceCycle = "reference-cycle",
    /// Fields beside a `$ref`, which have no effect.
    ReferenceSiblings = "reference-siblings",
    /// Something small that becomes huge, or takes too much effort.
    SizeLimit = "size-limit",
    /// The text is not YAML or JSON.
    Syntax = "syntax",
    /// An object requires a property that is not among its properties.
    UndeclaredProperty = "undeclared-property",
    /// A security requirement names a scheme that is not declared.
    UndeclaredSecurityScheme = "undeclared-security-scheme",
    /// An extension for this generator that it does not know.
    UnknownExtension = "unknown-extension",
    /// A field the object does not have.
    UnknownKeyword = "unknown-keyword",
    /// A string that is not one of those allowed.
    UnknownValue = "unknown-value",
    /// The target of an overlay's action that selects nothing.
    UnmatchedTarget = "unmatched-target",
    /// A reference to something that is not in the document.
    UnresolvedReference = "unresolved-reference",
    /// Something legal that this generator cannot turn into a client.
    Unsupported = "unsupported",
    /// A reference to another document, or to something that cannot be referred to.
    UnsupportedReference = "unsupported-reference",
    /// A YAML tag of an application.
    UnsupportedTag = "unsupported-tag",
    /// Not OpenAPI 3.0.
    UnsupportedVersion = "unsupported-version",
    /// A reference to a component of another kind than is needed.
    WrongReference = "wrong-reference",
    /// A value of another type than is needed.
    WrongType = "wrong-type",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// There is no code of this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no code {}; `cargo xtask explain` lists all", quoted(.0))]
pub struct UnknownCode(String);

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .find(|code| code.as_str() == name)
            .copied()
            .ok_or_else(|| UnknownCode(name.to_owned()))
    }
}
