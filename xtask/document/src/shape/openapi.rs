//! The objects of OpenAPI as a table: which fields each has, of which type, and since when.

use super::rules;
use super::types::Shape::{
    Array, Count, Flag, FlagOrReferable, Free, Map, Number, OneOf, Referable, SchemaName, Text,
};
use super::types::Version::{V3_1, V3_2};
use super::types::{Entries, Object, Shape, Version};
use super::types::{object, optional, required, since, with_entries, with_rule};
use crate::diagnostics::Code;

/// The fields of a Path Item Object that are operations.
pub(crate) const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(crate) static OPENAPI: Object = object(
    "OpenAPI",
    &[
        required("openapi", Text),
        required("info", Shape::Object(&INFO)),
        optional("servers", Array(&Shape::Object(&SERVER))),
        required("paths", Shape::Object(&PATHS)),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", Array(&SECURITY_REQUIREMENT)),
        optional("tags", Array(&Shape::Object(&TAG))),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        since(V3_1, "webhooks", Map(&Referable(&PATH_ITEM))),
        since(V3_1, "jsonSchemaDialect", Text),
        since(V3_2, "$self", Text),
    ],
);

static INFO: Object = object(
    "Info",
    &[
        required("title", Text),
        optional("description", Text),
        since(V3_1, "summary", Text),
        optional("termsOfService", Text),
        optional("contact", Shape::Object(&CONTACT)),
        optional("license", Shape::Object(&LICENSE)),
        required("version", Text),
    ],
);

static CONTACT: Object =
    object("Contact", &[optional("name", Text), optional("url", Text), optional("email", Text)]);

static LICENSE: Object = object(
    "License",
    &[required("name", Text), optional("url", Text), since(V3_1, "identifier", Text)],
);

static SERVER: Object = object(
    "Server",
    &[
        required("url", Text),
        optional("description", Text),
        optional("variables", Map(&Shape::Object(&SERVER_VARIABLE))),
        since(V3_2, "name", Text),
    ],
);

static SERVER_VARIABLE: Object = object(
    "Server Variable",
    &[optional("enum", Array(&Text)), required("default", Text), optional("description", Text)],
);

static TAG: Object = object(
    "Tag",
    &[
        required("name", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        since(V3_2, "summary", Text),
        since(V3_2, "parent", Text),
        since(V3_2, "kind", Text),
    ],
);

static EXTERNAL_DOCS: Object =
    object("External Documentation", &[optional("description", Text), required("url", Text)]);

const SECURITY_REQUIREMENT: Shape = Map(&Array(&Text));

static PATHS: Object = with_entries(
    object("Paths", &[]),
    Entries {
        matches: |key| key.starts_with('/'),
        shape: Referable(&PATH_ITEM),
        otherwise: (Code::INVALID_PATH, "is not a path: paths begin with `/`"),
    },
);

pub(crate) static PATH_ITEM: Object = object(
    "Path Item",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("get", Shape::Object(&OPERATION)),
        optional("put", Shape::Object(&OPERATION)),
        optional("post", Shape::Object(&OPERATION)),
        optional("delete", Shape::Object(&OPERATION)),
        optional("options", Shape::Object(&OPERATION)),
        optional("head", Shape::Object(&OPERATION)),
        optional("patch", Shape::Object(&OPERATION)),
        optional("trace", Shape::Object(&OPERATION)),
        since(V3_2, "query", Shape::Object(&OPERATION)),
        since(V3_2, "additionalOperations", Map(&Shape::Object(&OPERATION))),
        optional("servers", Array(&Shape::Object(&SERVER))),
        optional("parameters", Array(&Referable(&PARAMETER))),
    ],
);

static OPERATION: Object = object(
    "Operation",
    &[
        optional("tags", Array(&Text)),
        optional("summary", Text),
        optional("description", Text),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        optional("operationId", Text),
        optional("parameters", Array(&Referable(&PARAMETER))),
        optional("requestBody", Referable(&REQUEST_BODY)),
        required("responses", Shape::Object(&RESPONSES)),
        optional("callbacks", Map(&Referable(&CALLBACK))),
        optional("deprecated", Flag),
        optional("security", Array(&SECURITY_REQUIREMENT)),
        optional("servers", Array(&Shape::Object(&SERVER))),
    ],
);

pub(crate) static PARAMETER: Object = with_rule(
    object(
        "Parameter",
        &[
            required("name", Text),
            required("in", OneOf(&["query", "header", "path", "cookie"])),
            optional("description", Text),
            optional("required", Flag),
            optional("deprecated", Flag),
            optional("allowEmptyValue", Flag),
            optional("style", OneOf(&rules::STYLES)),
            optional("explode", Flag),
            optional("allowReserved", Flag),
            optional("schema", Referable(&SCHEMA)),
            optional("example", Free),
            optional("examples", Map(&Referable(&EXAMPLE))),
            optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        ],
    ),
    rules::parameter,
);

pub(crate) static HEADER: Object = with_rule(
    object(
        "Header",
        &[
            optional("description", Text),
            optional("required", Flag),
            optional("deprecated", Flag),
            optional("allowEmptyValue", Flag),
            optional("style", OneOf(&["simple"])),
            optional("explode", Flag),
            optional("allowReserved", Flag),
            optional("schema", Referable(&SCHEMA)),
            optional("example", Free),
            optional("examples", Map(&Referable(&EXAMPLE))),
            optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
        ],
    ),
    rules::schema_or_content,
);

pub(crate) static REQUEST_BODY: Object = object(
    "Request Body",
    &[
        optional("description", Text),
        required("content", Map(&Shape::Object(&MEDIA_TYPE))),
        optional("required", Flag),
    ],
);

pub(crate) static MEDIA_TYPE: Object = with_rule(
    object(
        "Media Type",
        &[
            optional("schema", Referable(&SCHEMA)),
            optional("example", Free),
            optional("examples", Map(&Referable(&EXAMPLE))),
            optional("encoding", Map(&Shape::Object(&ENCODING))),
            since(V3_2, "itemSchema", Referable(&SCHEMA)),
            since(V3_2, "prefixEncoding", Array(&Shape::Object(&ENCODING))),
            since(V3_2, "itemEncoding", Shape::Object(&ENCODING)),
        ],
    ),
    rules::media_type,
);

pub(crate) static ENCODING: Object = object(
    "Encoding",
    &[
        optional("contentType", Text),
        optional("headers", Map(&Referable(&HEADER))),
        optional("style", OneOf(rules::QUERY_STYLES)),
        optional("explode", Flag),
        optional("allowReserved", Flag),
        since(V3_2, "encoding", Map(&Shape::Object(&ENCODING))),
        since(V3_2, "prefixEncoding", Array(&Shape::Object(&ENCODING))),
        since(V3_2, "itemEncoding", Shape::Object(&ENCODING)),
    ],
);

static RESPONSES: Object = with_rule(
    with_entries(
        object("Responses", &[optional("default", Referable(&RESPONSE))]),
        Entries {
            matches: rules::is_status_code,
            shape: Referable(&RESPONSE),
            otherwise: (
                Code::INVALID_STATUS_CODE,
                "is not a status code such as `200`, nor `2XX` or `default`",
            ),
        },
    ),
    rules::responses,
);

pub(crate) static RESPONSE: Object = with_rule(
    object(
        "Response",
        &[
            required("description", Text),
            optional("headers", Map(&Referable(&HEADER))),
            optional("content", Map(&Shape::Object(&MEDIA_TYPE))),
            optional("links", Map(&Referable(&LINK))),
            since(V3_2, "summary", Text),
        ],
    ),
    rules::response,
);

pub(crate) static CALLBACK: Object = with_entries(
    object("Callback", &[]),
    Entries {
        matches: |_| true,
        shape: Referable(&PATH_ITEM),
        otherwise: (Code::UNKNOWN_KEYWORD, "is not an expression"),
    },
);

static EXAMPLE: Object = object(
    "Example",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("value", Free),
        optional("externalValue", Text),
        since(V3_2, "dataValue", Free),
        since(V3_2, "serializedValue", Text),
    ],
);

static LINK: Object = with_rule(
    object(
        "Link",
        &[
            optional("operationRef", Text),
            optional("operationId", Text),
            optional("parameters", Map(&Free)),
            optional("requestBody", Free),
            optional("description", Text),
            optional("server", Shape::Object(&SERVER)),
        ],
    ),
    rules::link,
);

static COMPONENTS: Object = object(
    "Components",
    &[
        optional("schemas", Map(&Referable(&SCHEMA))),
        optional("responses", Map(&Referable(&RESPONSE))),
        optional("parameters", Map(&Referable(&PARAMETER))),
        optional("examples", Map(&Referable(&EXAMPLE))),
        optional("requestBodies", Map(&Referable(&REQUEST_BODY))),
        optional("headers", Map(&Referable(&HEADER))),
        optional("securitySchemes", Map(&Referable(&SECURITY_SCHEME))),
        optional("links", Map(&Referable(&LINK))),
        optional("callbacks", Map(&Referable(&CALLBACK))),
        since(V3_1, "pathItems", Map(&Referable(&PATH_ITEM))),
    ],
);

/// The field of the components that has those of a kind.
pub(crate) fn section_of(kind: &Object) -> Option<&'static str> {
    let has_kind =
        |shape: Shape| shape.inside("").object().is_some_and(|known| std::ptr::eq(known, kind));
    COMPONENTS.fields_of(Version::V3_0).find(|field| has_kind(field.shape)).map(|field| field.name)
}

static SECURITY_SCHEME: Object = with_rule(
    object(
        "Security Scheme",
        &[
            required("type", OneOf(&["apiKey", "http", "oauth2", "openIdConnect"])),
            optional("description", Text),
            optional("name", Text),
            optional("in", OneOf(&["query", "header", "cookie"])),
            optional("scheme", Text),
            optional("bearerFormat", Text),
            optional("flows", Shape::Object(&OAUTH_FLOWS)),
            optional("openIdConnectUrl", Text),
            since(V3_2, "oauth2MetadataUrl", Text),
            since(V3_2, "deprecated", Flag),
        ],
    ),
    rules::security_scheme,
);

static OAUTH_FLOWS: Object = object(
    "OAuth Flows",
    &[
        optional("implicit", Shape::Object(&IMPLICIT_FLOW)),
        optional("password", Shape::Object(&TOKEN_FLOW)),
        optional("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        optional("authorizationCode", Shape::Object(&AUTHORIZATION_CODE_FLOW)),
        since(V3_2, "deviceAuthorization", Free),
    ],
);

static IMPLICIT_FLOW: Object = object(
    "OAuth Flow",
    &[
        required("authorizationUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);

static TOKEN_FLOW: Object = object(
    "OAuth Flow",
    &[required("tokenUrl", Text), optional("refreshUrl", Text), required("scopes", Map(&Text))],
);

static AUTHORIZATION_CODE_FLOW: Object = object(
    "OAuth Flow",
    &[
        required("authorizationUrl", Text),
        required("tokenUrl", Text),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text)),
    ],
);

pub(crate) static SCHEMA: Object = with_rule(
    object(
        "Schema",
        &[
            optional("type", OneOf(rules::TYPES)),
            optional("format", Text),
            optional("description", Text),
            optional("properties", Map(&Referable(&SCHEMA))),
            optional("required", Array(&Text)),
            optional("nullable", Flag),
            optional("enum", Array(&Free)),
            optional("example", Free),
            optional("items", Referable(&SCHEMA)),
            optional("allOf", Array(&Referable(&SCHEMA))),
            optional("oneOf", Array(&Referable(&SCHEMA))),
            optional("anyOf", Array(&Referable(&SCHEMA))),
            optional("not", Referable(&SCHEMA)),
            optional("additionalProperties", FlagOrReferable(&SCHEMA)),
            optional("default", Free),
            optional("title", Text),
            optional("pattern", Text),
            optional("minLength", Count),
            optional("maxLength", Count),
            optional("minimum", Number),
            optional("maximum", Number),
            optional("exclusiveMinimum", Flag),
            optional("exclusiveMaximum", Flag),
            optional("multipleOf", Number),
            optional("minItems", Count),
            optional("maxItems", Count),
            optional("uniqueItems", Flag),
            optional("minProperties", Count),
            optional("maxProperties", Count),
            optional("discriminator", Shape::Object(&DISCRIMINATOR)),
            optional("readOnly", Flag),
            optional("writeOnly", Flag),
            optional("deprecated", Flag),
            optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
            optional("xml", Shape::Object(&XML)),
            since(V3_1, "const", Free),
            since(V3_1, "examples", Free),
            since(V3_1, "prefixItems", Array(&Referable(&SCHEMA))),
            since(V3_1, "contains", Referable(&SCHEMA)),
            since(V3_1, "minContains", Free),
            since(V3_1, "maxContains", Free),
            since(V3_1, "patternProperties", Map(&Referable(&SCHEMA))),
            since(V3_1, "propertyNames", Referable(&SCHEMA)),
            since(V3_1, "unevaluatedItems", FlagOrReferable(&SCHEMA)),
            since(V3_1, "unevaluatedProperties", FlagOrReferable(&SCHEMA)),
            since(V3_1, "dependentRequired", Free),
            since(V3_1, "dependentSchemas", Map(&Referable(&SCHEMA))),
            since(V3_1, "if", Referable(&SCHEMA)),
            since(V3_1, "then", Referable(&SCHEMA)),
            since(V3_1, "else", Referable(&SCHEMA)),
            since(V3_1, "contentEncoding", Free),
            since(V3_1, "contentMediaType", Free),
            since(V3_1, "contentSchema", Referable(&SCHEMA)),
            since(V3_1, "$defs", Map(&Referable(&SCHEMA))),
            since(V3_1, "definitions", Map(&Referable(&SCHEMA))),
            since(V3_1, "$schema", Free),
            since(V3_1, "$id", Free),
            since(V3_1, "$anchor", Free),
            since(V3_1, "$dynamicAnchor", Free),
            since(V3_1, "$dynamicRef", Free),
            since(V3_1, "$vocabulary", Free),
            since(V3_1, "$comment", Free),
        ],
    ),
    rules::schema,
);

static DISCRIMINATOR: Object = object(
    "Discriminator",
    &[required("propertyName", Text), optional("mapping", Map(&SchemaName))],
);

static XML: Object = object(
    "XML",
    &[
        optional("name", Text),
        optional("namespace", Text),
        optional("prefix", Text),
        optional("attribute", Flag),
        optional("wrapped", Flag),
    ],
);
