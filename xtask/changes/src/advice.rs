//! What can be done about a kind of change.

use crate::kind::Kind;

/// What to do about a kind of change, besides raising the version; empty if there is nothing else.
pub(crate) const fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::OperationRenamed => {
            "An action of an overlay that gives the operation its old `operationId` keeps the method."
        }
        Kind::TypeRenamed => {
            "An action of an overlay that gives the schema its old name by `x-rust-name` keeps the type."
        }
        Kind::InputRenamed => {
            "The line of the operation in `names.lock` may call the input as it is called now and give \
             it the old name in Rust: `inputs = [\"petId@path\"], names = { \"petId@path\" = \"id\" }`."
        }
        Kind::EventRenamed => {
            "An action of an overlay that gives the callback's operation its old `operationId` keeps the \
             type."
        }
        Kind::EventPartIsAnother => {
            "Look at all code that reads the field, because the compiler does not find it."
        }
        Kind::EventPartRenamed => {
            "The line of the event in `names.lock` has the names; the one from version control has the \
             old ones."
        }
        Kind::PropertyRenamed | Kind::ValueRenamed | Kind::AlternativeRenamed => {
            "The line of the type in `names.lock` has the names; the one from version control has the \
             old ones."
        }
        Kind::InputsReordered
        | Kind::FieldsReordered
        | Kind::SuccessOptionalNow
        | Kind::SuccessAlwaysNow
        | Kind::NullCanBeSentNow
        | Kind::BoxedOtherwise
        | Kind::ConstantRemoved
        | Kind::CredentialsRenamed
        | Kind::ConstructorChanged => {
            "The `names.lock` from version control keeps what callers know, as long as the document \
             has it."
        }
        Kind::FieldIsAnotherProperty | Kind::VariantIsAnotherValue | Kind::InputSentAsAnother => {
            "Look at all code that uses the item, because the compiler does not find it. Another name \
             for the new one, in `names` of its line in `names.lock`, makes the compiler find it."
        }
        Kind::OptionalPropertyRemoved | Kind::ValueRemoved | Kind::AlternativeRemoved => {
            "An action of an overlay that adds it again keeps the item, for as long as callers need it."
        }
        Kind::ConstantChanged | Kind::TagValuesChanged | Kind::TagChanged => {
            "Look at all code that makes or matches the type, because the compiler does not find it."
        }
        Kind::IdempotenceChanged => {
            "`x-rust-idempotent` of the operation in an overlay says whether it may be sent again; \
             `idempotent` of a request says it for one call."
        }
        Kind::DefaultChanged => {
            "Code that relies on the old default can send the value itself, which works with both \
             versions of the server."
        }
        Kind::ErrorContentChanged | Kind::ErrorContentRemoved => {
            "Look at all calls of `ApiError::read` for errors of the operation, because the compiler \
             does not find them."
        }
        Kind::TypeAdded | Kind::TypeRemoved => {
            "If it is a type that was written out in a place, and that it has again elsewhere, \
             `x-rust-name` in an overlay keeps its name."
        }
        Kind::PagesRemoved | Kind::PagesChanged => {
            "`x-rust-pages` in an overlay says how pages are found."
        }
        Kind::WaitRemoved | Kind::WaitRenamed | Kind::WaitChanged | Kind::WaitReturnsAnother => {
            "`x-rust-wait` in an overlay says what is waited for, and how."
        }
        Kind::BaseUrlChanged | Kind::ServerChanged | Kind::ServerRemoved => {
            "Callers can set the old URL as the base URL; an overlay that sets `servers` keeps it for \
             all."
        }
        Kind::EmptySuccessAdded => {
            "Take `returns` out of the line of the operation in `names.lock` to have the method return \
             an `Option`, which breaks callers."
        }
        Kind::PropertyWriteOnlyNow => "Look at all code that reads the field: it finds nothing.",
        Kind::Deprecated => "Tell users what to use in its place.",
        _ => "",
    }
}
