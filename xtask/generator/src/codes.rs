//! The kinds of problems that have to do with Rust, or with where a client sends requests.

use document::diagnostics::Code;

/// The codes of the generator.
#[derive(Debug)]
pub struct Codes;

impl Codes {
    document::codes! {
        /// Variants of a union that no JSON tells apart.
        ALIKE_VARIANTS = "alike-variants",
        /// Schemas that a value has to satisfy at once, and cannot.
        CONTRADICTION = "contradiction",
        /// An extension that gives a type a name that no type can have.
        INVALID_NAME = "invalid-name",
        /// An extension that says of the pages of an operation what does not fit it.
        INVALID_PAGES = "invalid-pages",
        /// A server whose URL leads elsewhere than it seems, or cannot be sent to.
        INVALID_SERVER = "invalid-server",
        /// An extension that gives the crate a version that no crate can have.
        INVALID_VERSION = "invalid-version",
        /// An extension that says how to wait for something, and does not fit the operations.
        INVALID_WAIT = "invalid-wait",
        /// A part of the API that the client cannot do, and is right without.
        LEFT_OUT = "left-out",
        /// A server of a path or an operation on another host, which gets the credentials.
        OTHER_HOST = "other-host",
        /// An extension that says what is so without it.
        REDUNDANT_EXTENSION = "redundant-extension",
        /// An object requires a property that is not among its properties.
        UNDECLARED_PROPERTY = "undeclared-property",
    }
}

/// All codes that there are, by name.
#[must_use]
pub fn all() -> Vec<Code> {
    let mut all = [Code::ALL, Codes::ALL].concat();
    all.sort_unstable();
    all
}
