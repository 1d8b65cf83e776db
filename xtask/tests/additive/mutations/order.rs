//! What has an order, in another.

use super::Mutation;
use crate::document::{Document, Kind, METHODS, shuffle};
use serde_json::Value;

pub(super) const ALL: &[Mutation] = &[
    ("reorder-properties", |document| document.shuffle(Kind::Schema, &["properties"])),
    ("reorder-required", |document| document.shuffle(Kind::Schema, &["required"])),
    ("reorder-enum-values", |document| document.shuffle(Kind::Schema, &["enum"])),
    ("reorder-alternatives", |document| document.shuffle(Kind::Schema, &["oneOf", "anyOf"])),
    ("reorder-all-of", |document| document.shuffle(Kind::Schema, &["allOf"])),
    ("reorder-parameters", |document| {
        let of_items = document.shuffle(Kind::PathItem, &["parameters"]);
        document.shuffle(Kind::Operation, &["parameters"]) || of_items
    }),
    ("reorder-paths", |document| document.shuffle(Kind::Document, &["paths"])),
    ("reorder-methods", methods),
    ("reorder-responses", |document| document.shuffle(Kind::Operation, &["responses"])),
    ("reorder-response-headers", |document| document.shuffle(Kind::Response, &["headers"])),
    ("reorder-response-media-types", |document| document.shuffle(Kind::Response, &["content"])),
    ("reorder-request-media-types", |document| document.shuffle(Kind::RequestBody, &["content"])),
    ("reorder-schemas", |document| document.shuffle(Kind::Components, &["schemas"])),
    ("reorder-other-components", |document| {
        let kinds = ["parameters", "responses", "requestBodies", "headers", "securitySchemes"];
        document.shuffle(Kind::Components, &kinds)
    }),
    ("reorder-tags", |document| document.shuffle(Kind::Document, &["tags"])),
    ("reorder-tags-of-operations", |document| document.shuffle(Kind::Operation, &["tags"])),
    ("reorder-servers", |document| document.shuffle(Kind::Document, &["servers"])),
    ("reorder-servers-of-operations", |document| {
        let of_items = document.shuffle(Kind::PathItem, &["servers"]);
        document.shuffle(Kind::Operation, &["servers"]) || of_items
    }),
    ("reorder-security", |document| {
        let of_all = document.shuffle(Kind::Document, &["security"]);
        document.shuffle(Kind::Operation, &["security"]) || of_all
    }),
    ("reorder-fields-of-objects", fields),
];

/// The operations of a path.
fn methods(document: &mut Document) -> bool {
    let several =
        |item: &Value| METHODS.iter().filter(|method| item[**method].is_object()).count() > 1;
    let places = document.places_where(Kind::PathItem, several);
    for place in &places {
        if let Some(item) = document.value.pointer_mut(place) {
            shuffle(item, &mut document.rng);
        }
    }
    !places.is_empty()
}

/// The fields of each object whose fields have fixed names.
fn fields(document: &mut Document) -> bool {
    use Kind::{
        Components, Header, MediaType, Operation, Parameter, RequestBody, Response, Schema,
    };

    let kinds = [
        Kind::Document,
        Components,
        Operation,
        Parameter,
        RequestBody,
        MediaType,
        Response,
        Header,
        Schema,
    ];
    for kind in kinds {
        // The inner ones have longer places, which stay as they are when outer ones change.
        for place in document.places(kind) {
            if let Some(object) = document.value.pointer_mut(&place) {
                shuffle(object, &mut document.rng);
            }
        }
    }
    true
}
