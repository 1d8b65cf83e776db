//! What stands in other files is as if it stood in the document.

use serde_json::json;

use super::{check, client, respond};
use crate::fixtures::several_files::models::{SizeParameter, Toy, Walk};

#[test]
fn operations_and_their_parameters_are_in_other_files() {
    let list = client().list_dogs().size(SizeParameter::Small).into_request();
    check(&list, "GET /dogs?size=small", "");
    let walk = client().walk(Walk::new(["d1"]).minutes(5)).into_request();
    check(&walk, "POST /walks application/json", r#"{"dogs":["d1"],"minutes":5}"#);
    let walked = respond(&walk, 200, &[], &json!({ "dogs": ["d1"], "minutes": 4 })).into_body();
    assert_eq!(walked.minutes, Some(4));
}

/// The mapping of the discriminator names files.
#[test]
fn a_schema_that_is_a_file_contains_itself() {
    let fetch = client().fetch_dog("d1").into_request();
    check(&fetch, "GET /dogs/d1", "");
    let toy = json!({ "kind": "BALL", "of": { "id": "d2", "name": "Tim" } });
    let body =
        json!({ "id": "d1", "name": "Rex", "mother": { "id": "d3", "name": "Eva" }, "toy": toy });
    let dog = respond(&fetch, 200, &[], &body).into_body();
    assert_eq!(dog.mother.as_ref().map(|mother| &*mother.name), Some("Eva"));
    let Some(Toy::Ball(ball)) = &dog.toy else { panic!("{dog:?}") };
    assert_eq!(ball.of.as_ref().map(|of| &*of.name), Some("Tim"));
}
