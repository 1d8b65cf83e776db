//! How the pages of a list are found, as far as a document says it: parameters and responses that go
//! together, and those of which nobody can tell whether they do.

use generator::ir::{Counting, FieldPath, ListEnd, NextPage};
use generator::lock::Lock;
use generator::{Input, generate};

/// How the next page is found, by the parameters of an operation, the properties of its response
/// and its headers, all as YAML.
fn habit(parameters: &str, properties: &str, headers: &str) -> Option<String> {
    found(parameters, &format!("{{type: object, properties: {{{properties}}}}}"), headers)
}

/// The same by the schema of the response.
fn found(parameters: &str, schema: &str, headers: &str) -> Option<String> {
    let spec = format!(
        "openapi: 3.0.3
info: {{title: t, version: '1'}}
servers: [{{url: 'https://api.example.com'}}]
paths:
  /pets:
    get:
      operationId: find_pets
      parameters: [{parameters}]
      responses:
        '200':
          description: ok
          headers: {{{headers}}}
          content: {{application/json: {{schema: {schema}}}}}
"
    );
    let output = generate(&Input {
        spec: spec.into_bytes(),
        spec_name: "pages.yaml".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "pages.yaml".to_owned(),
        name: "pages".to_owned(),
    });
    let generated = output.generated.unwrap_or_else(|| panic!("{:?}", output.diagnostics));
    let operation = generated.api.operations().next().expect("there is one");
    operation.next_page.as_ref().map(shown)
}

fn shown(next: &NextPage) -> String {
    let counting = |Counting { parameter, first, items: _, end }: &Counting| match end {
        ListEnd::Nothing => format!("{parameter} from {first}"),
        ListEnd::NoMore(path) => format!("{parameter} from {first} while {}", fields(path)),
        ListEnd::Total(path) => format!("{parameter} from {first} to {}", fields(path)),
    };
    match next {
        NextPage::Url => "url".to_owned(),
        NextPage::Link => "link".to_owned(),
        NextPage::Token { token, parameter } => format!("{} as {parameter}", fields(token)),
        NextPage::Offset(told) => format!("offset {}", counting(told)),
        NextPage::Number(told) => format!("number {}", counting(told)),
    }
}

fn fields(path: &FieldPath) -> String {
    path.iter().map(|step| step.field.words()).collect::<Vec<_>>().join(".")
}

/// A parameter of the query.
fn query(name: &str, schema: &str) -> String {
    format!("{{name: '{name}', in: query, schema: {{{schema}}}}}")
}

const PETS: &str = "pets: {type: array, items: {type: string}}";

#[test]
fn tokens() {
    for (property, parameter, expected) in [
        ("nextToken", "pageToken", Some("next_token as pageToken")),
        ("nextToken", "nextToken", Some("next_token as nextToken")),
        ("nextPageToken", "pageToken", Some("next_page_token as pageToken")),
        ("next_page_token", "page_token", Some("next_page_token as page_token")),
        ("next_cursor", "cursor", Some("next_cursor as cursor")),
        ("nextCursor", "page[cursor]", Some("next_cursor as page[cursor]")),
        ("next_marker", "marker", Some("next_marker as marker")),
        (
            "NextContinuationToken",
            "ContinuationToken",
            Some("next_continuation_token as ContinuationToken"),
        ),
        // It may be that of the page itself, or no token.
        ("cursor", "cursor", None),
        ("token", "pageToken", None),
        ("next", "cursor", None),
        ("next_cursor", "after", None),
        ("previousToken", "pageToken", None),
    ] {
        let properties = format!("{PETS}, {property}: {{type: string, nullable: true}}");
        let parameters = query(parameter, "type: string");
        assert_eq!(
            habit(&parameters, &properties, "").as_deref(),
            expected,
            "{property} {parameter}"
        );
        let nested =
            format!("{PETS}, meta: {{type: object, properties: {{{property}: {{type: string}}}}}}");
        let expected = expected.map(|expected| format!("meta.{expected}"));
        assert_eq!(habit(&parameters, &nested, ""), expected, "{property} {parameter}");
    }
}

#[test]
fn what_is_no_token_for_certain() {
    let cursor = "next_cursor: {type: string}";
    let text = query("cursor", "type: string");
    let offset = query("offset", "type: integer");
    for (parameters, properties) in [
        // No list, or several.
        (text.clone(), cursor.to_owned()),
        (text.clone(), format!("{PETS}, owners: {{type: array, items: {{type: string}}}}, dogs: {{type: array, items: {{}}}}, {cursor}").replace("pets", "cats")),
        // Another type, or another place.
        (query("cursor", "type: integer"), format!("{PETS}, {cursor}")),
        (text.clone(), format!("{PETS}, next_cursor: {{type: integer}}")),
        (text.replace("query", "header"), format!("{PETS}, {cursor}")),
        (text.clone(), format!("{PETS}, owner: {{type: object, properties: {{{cursor}}}}}")),
        // Two tokens.
        (text.clone(), format!("{PETS}, {cursor}, meta: {{type: object, properties: {{{cursor}}}}}")),
        // Box gives a marker only if it is asked for.
        (format!("{text}, {offset}"), format!("{PETS}, {cursor}")),
        // It has to be given.
        (text.replace("in:", "required: true, in:"), format!("{PETS}, {cursor}")),
    ] {
        assert_eq!(habit(&parameters, &properties, ""), None, "{parameters} {properties}");
    }
}

#[test]
fn urls() {
    let parameters = query("cursor", "type: string");
    for (property, expected) in [
        ("next_page_url: {type: string}", true),
        ("'@odata.nextLink': {type: string}", true),
        ("nextLink: {type: string, format: uri}", true),
        ("links: {type: object, properties: {next: {type: string}}}", true),
        (
            "_links: {type: object, properties: {next: {type: object, properties: {href: {type: string}}}}}",
            true,
        ),
        ("next: {type: string, format: uri, nullable: true}", true),
        // It may be a token.
        ("next: {type: string}", false),
        ("next_page: {type: string}", false),
        ("nextLink: {type: integer}", false),
        ("url: {type: string, format: uri}", false),
    ] {
        let found = habit(&parameters, &format!("{PETS}, {property}"), "");
        assert_eq!(found.as_deref(), expected.then_some("url"), "{property}");
    }
    // A URL says more than a token.
    let both = format!("{PETS}, next_cursor: {{type: string}}, next_url: {{type: string}}");
    assert_eq!(habit(&parameters, &both, "").as_deref(), Some("url"));
}

#[test]
fn headers() {
    let header = "Link: {schema: {type: string}}";
    assert_eq!(habit("", PETS, header).as_deref(), Some("link"));
    assert_eq!(habit("", PETS, "link: {schema: {type: string}}").as_deref(), Some("link"));
    assert_eq!(found("", "{type: array, items: {type: string}}", header).as_deref(), Some("link"));
    assert_eq!(habit("", "name: {type: string}", header), None);
    assert_eq!(habit("", PETS, "X-Link: {schema: {type: string}}"), None);
}

#[test]
fn numbers() {
    let limit = query("limit", "type: integer");
    for (name, schema, expected) in [
        ("offset", "type: integer", Some("offset offset from 0")),
        ("skip", "type: integer, default: 0", Some("offset skip from 0")),
        ("page[offset]", "type: integer, minimum: 0", Some("offset page[offset] from 0")),
        ("startAt", "type: integer, default: 0", Some("offset startAt from 0")),
        ("page", "type: integer, default: 1", Some("number page from 1")),
        ("page", "type: integer, minimum: 0", Some("number page from 0")),
        ("page", "type: integer, minimum: 0, default: 1", Some("number page from 1")),
        ("pageNumber", "type: integer, minimum: 1", Some("number pageNumber from 1")),
        // Nobody knows with what they begin, or it is odd.
        ("page", "type: integer", None),
        ("start", "type: integer", None),
        ("start", "type: integer, default: 1", None),
        ("offset", "type: integer, minimum: 1", None),
        ("page", "type: integer, minimum: -1", None),
        ("page", "type: string, default: '1'", None),
        ("pages", "type: integer, default: 1", None),
    ] {
        let parameters = format!("{}, {limit}", query(name, schema));
        assert_eq!(habit(&parameters, PETS, "").as_deref(), expected, "{name} {schema}");
        let list = "{type: array, items: {type: string}}";
        assert_eq!(found(&parameters, list, "").as_deref(), expected, "{name} {schema}");
    }
}

#[test]
fn what_ends_a_list() {
    let page = format!(
        "{}, {}",
        query("page", "type: integer, default: 1"),
        query("limit", "type: integer")
    );
    let offset = page.replace("page", "offset").replace("default: 1", "default: 0");
    for (parameters, property, expected) in [
        (&page, "has_more: {type: boolean}", "number page from 1 while has_more"),
        (&page, "totalPages: {type: integer}", "number page from 1 to total_pages"),
        // Of the items nobody knows how many are on a page.
        (&page, "total: {type: integer}", "number page from 1"),
        (&page, "has_more: {type: string}", "number page from 1"),
        (&offset, "total: {type: integer}", "offset offset from 0 to total"),
        (
            &offset,
            "total: {type: integer}, hasMore: {type: boolean}",
            "offset offset from 0 while has_more",
        ),
        (
            &offset,
            "meta: {type: object, properties: {total_count: {type: integer}}}",
            "offset offset from 0 to meta.total_count",
        ),
        // Which of them?
        (&offset, "total: {type: integer}, total_count: {type: integer}", "offset offset from 0"),
        (&offset, "total: {type: number}", "offset offset from 0"),
        (&offset, "totalPages: {type: integer}", "offset offset from 0"),
    ] {
        let found = habit(parameters, &format!("{PETS}, {property}"), "");
        assert_eq!(found.as_deref(), Some(expected), "{property}");
    }
}

#[test]
fn what_is_no_number_of_a_page_for_certain() {
    let page = query("page", "type: integer, default: 1");
    let limit = query("limit", "type: integer");
    for (parameters, properties) in [
        // Nothing says that there are several pages.
        (page.clone(), PETS.to_owned()),
        // Either may be meant.
        (format!("{page}, {limit}, {}", query("offset", "type: integer")), PETS.to_owned()),
        // Which list?
        (
            format!("{page}, {limit}"),
            format!("{PETS}, owners: {{type: array, items: {{type: string}}}}"),
        ),
        (format!("{page}, {limit}"), "name: {type: string}".to_owned()),
        (format!("{page}, {limit}").replace("query", "header"), PETS.to_owned()),
    ] {
        assert_eq!(habit(&parameters, &properties, ""), None, "{parameters} {properties}");
    }
}
