//! A type that is named after a component has its name by that alone: nothing that is added
//! elsewhere in the document moves a public item.

use std::fs;

use generator::surface::{Change, Surface};

use crate::project::{Text, path, tree};

/// The document of the fixture, which has components of each kind.
fn document() -> String {
    fs::read_to_string(path("tests/fixtures/shared.yaml")).expect("the fixture can be read")
}

fn surface(document: String) -> Surface {
    Surface::of(&tree(Text::new("shared.yaml", document), None)).expect("it is Rust")
}

/// What becomes of public items when a text is added before a line.
fn changes(line: &str, added: &str) -> Vec<Change> {
    let document = document();
    let more = document.replacen(line, &format!("{added}{line}"), 1);
    assert_ne!(document, more, "{line} is in the fixture");
    surface(document).changes(&surface(more))
}

/// Checks that something is new, and all else stays as it is.
#[track_caller]
fn check_additions(changes: &[Change]) {
    let broken = changes.iter().filter(|change| change.breaks()).map(Change::to_string);
    assert_eq!(broken.collect::<Vec<_>>().join("\n"), "");
    assert!(!changes.is_empty(), "something is new");
}

#[test]
fn a_use_before_all_others() {
    check_additions(&changes(
        "  /posts:\n",
        "  /archive:
    put:
      operationId: ReadArchive
      tags: [Archive]
      parameters:
        - $ref: '#/components/parameters/SortOrder'
        - $ref: '#/components/parameters/Fields'
      requestBody:
        $ref: '#/components/requestBodies/Bookmark'
      responses:
        '200':
          $ref: '#/components/responses/Posts'
        '202':
          $ref: '#/components/responses/ErrorResponse'
        '404':
          $ref: '#/components/responses/NotFound'
",
    ));
}

#[test]
fn references_into_components() {
    check_additions(&changes(
        "  /posts:\n",
        "  /archive:
    put:
      operationId: ReadArchive
      tags: [Archive]
      parameters:
        - name: order
          in: query
          schema:
            $ref: '#/components/parameters/SortOrder/schema'
        - name: field
          in: query
          schema:
            $ref: '#/components/parameters/PostFields/schema/items'
      responses:
        '200':
          description: Posts.
          content:
            application/json:
              schema:
                $ref: '#/components/responses/Posts/content/application~1json/schema'
        '404':
          $ref: '#/paths/~1posts/post/responses/404'
",
    ));
}

#[test]
fn references_into_operations() {
    check_additions(&changes(
        "  /posts:\n",
        "  /archive:
    get:
      operationId: ReadArchive
      tags: [Archive]
      parameters:
        - name: kind
          in: query
          schema:
            $ref: '#/paths/~1bookmarks/get/parameters/0/schema'
      responses:
        '204':
          description: It is empty.
",
    ));
}

#[test]
fn components_that_nothing_refers_to() {
    let changes = changes(
        "    NotFound:\n",
        "    Unused:
      description: Nobody needs it.
      content:
        application/json:
          schema: {type: object, properties: {id: {type: integer}}}
    PostFields:
      description: It is called as a parameter.
      content:
        application/json:
          schema: {type: object, properties: {id: {type: integer}}}
",
    );
    assert!(changes.is_empty(), "{changes:?}");
}
