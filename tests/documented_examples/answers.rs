//! What a mock answers by: all documented examples, and nothing else where there are some.

use std::fs;

use serde_json::Value;

use super::{requests, responses};
use crate::project::path;

/// The operations of the table, by their ids.
fn operations() -> Vec<Value> {
    let text = fs::read_to_string(path("generated/src/mocked/table.json"));
    let text = text.expect("it is generated");
    let table: Value = serde_json::from_str(&text).expect("it is JSON");
    table["operations"].as_array().expect("there are some").clone()
}

fn operation<'o>(operations: &'o [Value], id: &str) -> &'o Value {
    let mut found = operations.iter().filter(|operation| operation["id"] == id);
    let operation = found.next().expect("each operation is in the table");
    assert!(found.next().is_none(), "{id} is in the table twice");
    operation
}

#[test]
fn each_documented_response_is_an_answer() {
    let operations = operations();
    let responses = responses();
    assert!(responses.len() > 15, "{} examples", responses.len());
    for example in &responses {
        let status: u16 = example.kind.parse().expect("a status");
        let answers = operation(&operations, &example.operation)["answers"].as_array();
        let is_it = |answer: &&Value| answer["status"] == status && answer["name"] == *example.name;
        let answer = answers.and_then(|answers| answers.iter().find(is_it));
        let answer = answer.unwrap_or_else(|| panic!("{}, {}", example.operation, example.name));
        assert_eq!(answer["json"], example.value);
        assert_eq!(answer["made"], Value::Null, "it is documented");
    }
    let answers = operations.iter().flat_map(|it| it["answers"].as_array().into_iter().flatten());
    let documented = answers.filter(|answer| answer["made"] != true && !answer["json"].is_null());
    assert_eq!(documented.count(), responses.len());
}

#[test]
fn what_is_sent_is_documented_where_there_are_examples() {
    let operations = operations();
    let mut found = 0;
    for example in &requests() {
        let inputs = operation(&operations, &example.operation)["inputs"].as_array().cloned();
        for input in inputs.into_iter().flatten().filter(|input| input["in"] == "field") {
            let documented = requests().into_iter().any(|other| {
                other.operation == example.operation
                    && other.value[input["name"].as_str().unwrap_or_default()] == input["example"]
            });
            found += usize::from(documented && !input["example"].is_null());
        }
    }
    assert!(found > 10, "{found}");
    let create = operation(&operations, "CreateInteraction");
    let channel = &create["inputs"][0]["example"];
    assert_eq!(channel["participants"][0]["address"], "+13115552368", "the one that says most");
}
