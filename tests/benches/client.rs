//! What the client adds to a call: making the request that creates an interaction, and decoding
//! the response, each beside the same by hand with serde's derive and the parts of reqwest. Nothing
//! is sent.

#[path = "client/by_hand.rs"]
mod by_hand;

use divan::{Bencher, black_box};
use flex_interactions::models::{
    AgentChannel, ChannelType, PhoneParticipant, Routing, RoutingProperties,
};
use flex_interactions::{Client, TaskQueueSid, WorkerSid, WorkflowSid, WorkspaceSid};
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// `CreateInteraction` as the documents show it for an agent who sends an SMS, made from types.
mod create_request_from_types {
    use super::{
        AgentChannel, Bencher, ChannelType, PhoneParticipant, Routing, RoutingProperties,
        TaskQueueSid, WorkerSid, WorkflowSid, WorkspaceSid, black_box, by_hand, client, json,
    };

    #[divan::bench]
    fn generated_client(bencher: Bencher) {
        let client = client();
        bencher.bench_local(|| {
            let customer = PhoneParticipant::new("+13115552368", "+192555512345");
            let task = RoutingProperties::new(WorkspaceSid::new_unchecked(black_box(
                "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
            )))
            .workflow_sid(WorkflowSid::new_unchecked("WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .queue_sid(TaskQueueSid::new_unchecked("WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .worker_sid(WorkerSid::new_unchecked("WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .task_channel_unique_name("sms")
            .attributes(json!({ "customerName": "silly name", "customerAddress": "+13115552368" }));
            let request = client
                .create_interaction(AgentChannel::new(ChannelType::Sms, [customer]))
                .routing(Routing::new(task));
            request.into_request().to_http().expect("the request is complete")
        });
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher) {
        let client = reqwest::Client::new();
        bencher.bench_local(|| {
            let channel = by_hand::Channel {
                r#type: "sms".to_owned(),
                initiated_by: "agent".to_owned(),
                participants: vec![by_hand::Participant {
                    address: "+13115552368".to_owned(),
                    proxy_address: "+192555512345".to_owned(),
                }],
            };
            let properties = by_hand::RoutingProperties {
                workspace_sid: black_box("WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX").to_owned(),
                workflow_sid: Some("WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX".to_owned()),
                queue_sid: Some("WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX".to_owned()),
                worker_sid: Some("WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX".to_owned()),
                task_channel_unique_name: Some("sms".to_owned()),
                attributes: Some(
                    json!({ "customerName": "silly name", "customerAddress": "+13115552368" }),
                ),
            };
            by_hand::request(&client, &channel, &by_hand::Routing { properties })
        });
    }
}

/// The same made from plain JSON.
mod create_request_from_json {
    use super::{Bencher, by_hand, channel, client, routing};

    #[divan::bench]
    fn generated_client(bencher: Bencher) {
        let client = client();
        bencher.with_inputs(|| (channel(), routing())).bench_local_values(|(channel, routing)| {
            let request = client.create_interaction(channel).routing(routing);
            request.into_request().to_http().expect("the request is complete")
        });
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher) {
        let client = reqwest::Client::new();
        bencher
            .with_inputs(|| (channel(), routing()))
            .bench_local_values(|(channel, routing)| by_hand::request(&client, &channel, &routing));
    }
}

/// The response to it.
mod decode_response {
    use super::{Bencher, Value, black_box, by_hand, channel, client, response};

    #[divan::bench]
    fn generated_client(bencher: Bencher) {
        let request = client().create_interaction(channel()).into_request();
        bencher
            .with_inputs(response)
            .bench_local_values(|response| request.decode(response).expect("it is an interaction"));
    }

    /// With types for all that is documented, unknown fields kept, and the place of an error.
    #[divan::bench]
    fn by_hand_with_unknown_fields(bencher: Bencher) {
        bencher.with_inputs(response).bench_local_values(|response| {
            by_hand::decode::<by_hand::Interaction>(&response).expect("it is an interaction")
        });
    }

    /// With types for what is documented; unknown fields are lost.
    #[divan::bench]
    fn by_hand_without_unknown_fields(bencher: Bencher) {
        bencher.with_inputs(response).bench_local_values(|response| {
            by_hand::decode::<by_hand::KnownInteraction>(&response).expect("it is an interaction")
        });
    }

    /// Without any types.
    #[divan::bench]
    fn serde_any_jsons(bencher: Bencher) {
        bencher.with_inputs(response).bench_local_values(|response| {
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
