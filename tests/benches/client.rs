//! What the client adds to a call: making the request that creates an interaction, and decoding
//! the response, each beside the same by hand with the parts of reqwest. Nothing is sent.

use divan::{Bencher, black_box};
use flex_interactions::Client;
use flex_interactions::models::Interaction;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use serde_json::{Value, json};

const URL: &str = "https://flex-api.twilio.com/v1/Interactions";

fn main() {
    divan::main();
}

/// `CreateInteraction` as the documents show it for an agent who sends an SMS.
mod create_request {
    use super::{ACCEPT, Bencher, CONTENT_TYPE, Method, URL, channel, client, routing};

    #[divan::bench]
    fn generated_client(bencher: Bencher) {
        let client = client();
        bencher.with_inputs(|| (channel(), routing())).bench_values(|(channel, routing)| {
            let request = client.create_interaction(channel).routing(routing);
            request.into_request().to_http().expect("the request is complete")
        });
    }

    #[divan::bench]
    fn reqwest_by_hand(bencher: Bencher) {
        let client = reqwest::Client::new();
        bencher.with_inputs(|| (channel(), routing())).bench_values(|(channel, routing)| {
            let form = form_urlencoded::Serializer::new(String::new())
                .append_pair("Channel", &channel.to_string())
                .append_pair("Routing", &routing.to_string())
                .finish();
            client
                .request(Method::POST, URL)
                .basic_auth("AC0", Some("token"))
                .header(ACCEPT, "application/json")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form)
                .build()
                .expect("the request is complete")
        });
    }
}

/// The response to it.
mod decode_response {
    use super::{Bencher, Interaction, Value, black_box, channel, client, response};

    #[divan::bench]
    fn generated_client(bencher: Bencher) {
        let request = client().create_interaction(channel()).into_request();
        bencher
            .with_inputs(response)
            .bench_values(|response| request.decode(response).expect("it is an interaction"));
    }

    /// Without status, headers and the place of an error.
    #[divan::bench]
    fn serde_json_by_hand(bencher: Bencher) {
        bencher.with_inputs(response).bench_values(|response| {
            serde_json::from_slice::<Interaction>(response.body()).expect("it is an interaction")
        });
    }

    /// Without any types.
    #[divan::bench]
    fn serde_json_values(bencher: Bencher) {
        bencher.with_inputs(response).bench_values(|response| {
            serde_json::from_slice::<Value>(black_box(response.body())).expect("it is JSON")
        });
    }
}

fn client() -> Client {
    Client::new("AC0", "token").expect("nothing is wrong with the credentials")
}

fn channel() -> Value {
    json!({
        "type": "sms",
        "initiated_by": "agent",
        "participants": [{ "address": "+13115552368", "proxy_address": "+192555512345" }],
    })
}

fn routing() -> Value {
    json!({
        "properties": {
            "workspace_sid": "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "workflow_sid": "WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "queue_sid": "WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "worker_sid": "WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            "task_channel_unique_name": "sms",
            "attributes": { "customerName": "silly name", "customerAddress": "+13115552368" },
        },
    })
}

fn response() -> Response<bytes::Bytes> {
    let interaction = json!({
        "sid": "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "channel": channel(),
        "routing": routing(),
        "interaction_context_sid": null,
        "webhook_ttid": "flex_interactionwebhook_00000000000000000000000000",
        "url": "https://flex-api.twilio.com/v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "links": {
            "channels": "https://flex-api.twilio.com/v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Channels",
        },
    });
    Response::builder()
        .status(StatusCode::CREATED)
        .header(CONTENT_TYPE, "application/json")
        .header("access-control-allow-origin", "*")
        .header("access-control-allow-methods", "POST, OPTIONS")
        .header("access-control-allow-headers", "Content-Type, Authorization")
        .header("access-control-allow-credentials", "true")
        .header("access-control-expose-headers", "X-Custom-Header1, X-Custom-Header2")
        .body(interaction.to_string().into())
        .expect("the headers are valid")
}
