//! Every example of the document: requests are written with the typed client and sent as
//! documented, responses are read and written again as they were.
//!
//! `documented_requests.txt` has the exact requests for review. Run the tests with
//! `UPDATE_EXPECT=1` in the environment to write it anew.

use std::fmt::Write;
use std::{env, fs};

use bytes::Bytes;
use flex_interactions::models::Interaction;
use flex_interactions::{
    Client, InteractionContextSid, InteractionSid, Json, Request, ResponseHeaders,
};
use serde_json::{Map, Value, json};

use crate::project::{path, spec};

type Typed = Request<Json<Interaction>, ResponseHeaders>;

/// An example as the document has it.
struct Example {
    operation: String,
    name: String,
    value: Value,
}

/// The request of an example, as a user would write it.
fn written(client: &Client, operation: &str, example: &str) -> Typed {
    let sid: InteractionSid =
        "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("it has the form of one");
    match (operation, example) {
        ("CreateInteraction", "minimal") => client.create_interaction(json!({})).into_request(),
        ("CreateInteraction", "customer_sms") => client
            .create_interaction(json!({ "type": "sms", "initiated_by": "customer" }))
            .into_request(),
        ("CreateInteraction", "agent_sms") => client
            .create_interaction(json!({
                "type": "sms",
                "initiated_by": "agent",
                "participants": [{ "address": "+13115552368", "proxy_address": "+192555512345" }],
            }))
            .routing(json!({
                "properties": {
                    "workspace_sid": "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "workflow_sid": "WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "queue_sid": "WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "worker_sid": "WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "task_channel_unique_name": "sms",
                    "attributes": {
                        "customerName": "silly name",
                        "customerAddress": "+13115552368",
                    },
                },
            }))
            .into_request(),
        ("CreateInteraction", "api_sms") => client
            .create_interaction(json!({
                "type": "sms",
                "initiated_by": "api",
                "participants": [{ "address": "+13115552368", "proxy_address": "+192555512345" }],
            }))
            .routing(json!({
                "properties": {
                    "workspace_sid": "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "workflow_sid": "WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                    "task_channel_unique_name": "sms",
                    "attributes": {
                        "from": "testname",
                        "customerName": "testcustomer",
                        "customerAddress": "+13115552368",
                    },
                },
            }))
            .into_request(),
        ("CreateInteraction", "webhook") => client
            .create_interaction(json!({}))
            .webhook_ttid("flex_interactionwebhook_0000000000000000000")
            .into_request(),
        ("CreateInteraction", "all_fields") => client
            .create_interaction(json!({ "type": "sms", "initiated_by": "customer" }))
            .routing(json!({}))
            .interaction_context_sid(InteractionContextSid::new_unchecked(
                "interaction_context_sid",
            ))
            .webhook_ttid("flex_interactionwebhook_00000000000000000000000000")
            .into_request(),
        ("UpdateInteraction", "webhook") => client
            .update_interaction(sid)
            .webhook_ttid("flex_interactionwebhook_01jke8z8vte4ette30t5w9h081")
            .into_request(),
        ("UpdateInteraction", "webhook_placeholder") => client
            .update_interaction(sid)
            .webhook_ttid("flex_interactionwebhook_0000000000000000000")
            .into_request(),
        _ => panic!("the example `{example}` of {operation} has to be written here"),
    }
}

fn client() -> Client {
    Client::new("AC0", "secret").expect("these credentials can be used")
}

/// The examples at a pointer into each operation of the document.
fn examples(pointer: &str) -> Vec<Example> {
    let document: Value = serde_yaml::from_str(&spec()).expect("the document is YAML");
    let mut examples = Vec::new();
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    let methods = items.flat_map(|item| ["get", "post"].map(|method| &item[method]));
    for operation in methods.filter(|operation| operation.is_object()) {
        let named = target(&document, operation, pointer).as_object();
        for (name, example) in named.into_iter().flatten() {
            examples.push(Example {
                operation: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                name: name.clone(),
                value: target(&document, example, "/value").clone(),
            });
        }
    }
    examples
}

/// What a pointer leads to, through references; null for nothing.
fn target<'a>(document: &'a Value, mut value: &'a Value, pointer: &str) -> &'a Value {
    for segment in pointer.split('/').skip(1) {
        while let Some(reference) = value["$ref"].as_str() {
            value = document.pointer(&reference[1..]).unwrap_or(&Value::Null);
        }
        value = &value[segment.replace("~1", "/")];
    }
    value
}

/// What the text of a form's field means: the object that it is the JSON of, or itself.
fn meaning(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Value::Object(object),
        _ => Value::String(text.to_owned()),
    }
}

#[test]
fn requests_are_sent_as_documented() {
    let examples = examples("/requestBody/content/application~1x-www-form-urlencoded/examples");
    assert_eq!(examples.len(), 8);
    let mut lines = String::new();
    for Example { operation, name, value } in examples {
        let request = written(&client(), &operation, &name);
        let request = request.to_http().expect("every example can be sent");
        let documented = value.as_object().expect("a form has fields");
        let documented = documented.iter().map(|(name, value)| match value.as_str() {
            Some(text) => (name.clone(), meaning(text)),
            None => (name.clone(), value.clone()),
        });
        let sent = form_urlencoded::parse(request.body())
            .map(|(name, text)| (name.into_owned(), meaning(&text)));
        assert_eq!(sent.collect::<Vec<_>>(), documented.collect::<Vec<_>>(), "{operation}: {name}");

        let (method, url) = (request.method(), request.uri());
        let body = String::from_utf8_lossy(request.body());
        writeln!(lines, "{operation}, {name}: {method} {url} {body}")
            .expect("a string takes everything");
    }
    let file = path("tests/documented_requests.txt");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, lines).expect("the file can be written");
    } else {
        assert_eq!(lines, fs::read_to_string(&file).unwrap_or_default());
    }
}

#[test]
fn responses_are_written_again_as_they_were() {
    let pointers = ["200", "201"]
        .map(|status| format!("/responses/{status}/content/application~1json/examples"));
    let examples: Vec<Example> = pointers.iter().flat_map(|pointer| examples(pointer)).collect();
    // Five of one operation for each of the two codes, and two of another.
    assert_eq!(examples.len(), 12);
    for Example { operation, name, value } in examples {
        let request = client().create_interaction(json!({})).into_request();
        for status in [200, 201] {
            let body = Bytes::from(value.to_string());
            let response = http::Response::builder().status(status).body(body);
            let response = response.expect("the response is well-formed");
            let read = request.decode(response).expect("every example can be read");
            assert_eq!(read.status(), status);
            let interaction = read.into_body();
            assert!(interaction.extra.is_empty(), "{operation}: {name}");
            let written = serde_json::to_value(interaction).expect("it can be written");
            assert_eq!(written, value, "{operation}: {name}");
        }
    }
}
