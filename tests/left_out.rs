//! Documents of which something is left out: the rest is as it would be without that.

use generator::ir::Api;
use generator::lock::Lock;
use generator::{Input, Output, generate};

fn output(rest: &str) -> Output {
    let spec = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{rest}");
    generate(&Input {
        spec: spec.into_bytes(),
        spec_name: "left-out.yaml".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "left-out.yaml".to_owned(),
        name: "left_out".to_owned(),
    })
}

fn ids(api: &Api) -> Vec<&str> {
    let operations = api.resources.iter().flat_map(|resource| &resource.operations);
    operations.map(|operation| operation.id.as_str()).collect()
}

#[test]
fn a_server_with_an_undeclared_variable_is_nobodys_base_url() {
    let output = output(
        "servers: [{url: 'https://{region}.example.com'}]
paths: {/a: {get: {operationId: a, responses: {'204': {description: ok}}}}}",
    );
    let api = output.generated.expect("there is a crate").api;
    assert_eq!((api.base_url.as_str(), ids(&api)), ("", vec!["a"]));
    assert!(api.security.constructor.expect("there is one").takes_base_url);
}

#[test]
fn nothing_is_made_of_an_operation_that_is_left_out() {
    let output = output(
        "servers: [{url: 'https://api.example.com'}]
paths:
  /a:
    get: {operationId: a, responses: {'204': {description: ok}}}
  /b:
    get:
      operationId: b
      tags: [Other]
      x-rust-pages: {url: /next}
      servers: [{url: 'https://{region}.example.com'}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {c: {type: string}}}}}}}
    put:
      operationId: c
      tags: [Other]
      parameters: [{name: d, in: query, required: true, schema: {type: array, items: {type: object, properties: {e: {type: string}}}}}]
      responses: {'204': {description: ok}}",
    );
    assert_eq!(output.diagnostics.left_out().to_string(), "2 operations");
    let generated = output.generated.expect("there is a crate");
    assert_eq!((ids(&generated.api), generated.api.model_count()), (vec!["a"], 0));
    assert!(generated.tree.files().all(|(path, _)| !path.contains("other")));
}

#[test]
fn a_parameter_that_the_path_lacks_is_left_out() {
    let output = output(
        "servers: [{url: 'https://api.example.com'}]
paths:
  /logs:
    parameters: [{name: cluster, in: path, required: true, schema: {type: string}}]
    get:
      operationId: logs
      parameters:
      - {name: node, in: path, required: true, schema: {type: string}}
      - {name: level, in: query, schema: {type: string}}
      responses: {'204': {description: ok}}",
    );
    assert_eq!(output.diagnostics.left_out().to_string(), "2 parameters");
    let api = output.generated.expect("there is a crate").api;
    let inputs = &api.resources[0].operations[0].inputs;
    assert_eq!(inputs.iter().map(|input| &*input.wire_name).collect::<Vec<_>>(), ["level"]);
}
