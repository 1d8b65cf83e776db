//! What to say of a document that the model cannot be made from, although nothing was found to be
//! wrong with it.

use openapiv3::{Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema};
use serde_json::Value;

use super::salvage::is;
use crate::diagnostics::{Code, Diagnostics, Location, NodePart, Place, Severity};
use crate::pointer;

/// Reports the components and paths that `openapiv3` does not take, or else the document.
pub(super) fn report_unmodelled(document: &Value, diagnostics: &mut Diagnostics) {
    type IsModelled = fn(&Value) -> bool;

    let parts: [(&str, IsModelled); 5] = [
        ("/components/schemas", is::<ReferenceOr<Schema>>),
        ("/components/responses", is::<ReferenceOr<Response>>),
        ("/components/parameters", is::<ReferenceOr<Parameter>>),
        ("/components/requestBodies", is::<ReferenceOr<RequestBody>>),
        ("/paths", is::<ReferenceOr<PathItem>>),
    ];

    let message = "the generator has no room for this in its model of a document";
    let before = diagnostics.count(Severity::Error);
    for (pointer, is_modelled) in parts {
        let part = document.pointer(pointer).and_then(Value::as_object);
        for (key, value) in part.into_iter().flatten() {
            if !key.starts_with("x-") && !is_modelled(value) {
                let pointer = format!("{pointer}/{}", pointer::escape(key));
                let location = Location::node(pointer, NodePart::Key);
                diagnostics.error(Code::UNSUPPORTED, location, message);
            }
        }
    }
    if diagnostics.count(Severity::Error) == before {
        diagnostics.error(Code::UNSUPPORTED, &Place::ROOT, message);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::report_unmodelled;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn what_cannot_be_modelled_is_found() {
        let document = json!({
            "paths": {"/a": {}, "/b/c": {"get": 1}},
            "components": {"schemas": {"A": {"required": 1}}},
        });
        let mut diagnostics = Diagnostics::new();
        report_unmodelled(&document, &mut diagnostics);

        let pointers = diagnostics.iter().map(|diagnostic| diagnostic.location.pointer());
        let expected = ["/components/schemas/A", "/paths/~1b~1c"].map(Some);
        assert_eq!(pointers.collect::<Vec<_>>(), expected);
    }
}
