//! Requests are sent as documented.
//!
//! `documented_requests.txt` has the exact requests for review. Run the tests with
//! `UPDATE_EXPECT=1` in the environment to write it anew.

use std::fmt::Write;
use std::{env, fs};

use bytes::Bytes;
use flex_interactions::models::{
    AgentChannel, ApiChannel, Channel, ChannelType, ClosedTasks, EmailLevel, EmailParticipant,
    InteractionChannelParticipantStatus, InteractionChannelParticipantType, ParticipantTask,
    PhoneParticipant, Routing, RoutingProperties, UpdateInteractionChannelStatus,
};
use flex_interactions::{
    Client, Error, InteractionContextSid, Open, ReservationSid, TaskQueueSid, TaskSid, WorkerSid,
    WorkflowSid, WorkspaceSid,
};
use serde_json::{Value, json};

use super::{Example, channel, client, interaction, participant, requests, transfer};
use crate::project::path;

const FORM: &str = "application/x-www-form-urlencoded";

/// The request of an example, as a user would write it: with types, except where the example
/// leaves out what the documents require.
fn written(client: &Client, operation: &str, example: &str) -> Result<http::Request<Bytes>, Error> {
    match operation {
        "CreateInteraction" => interaction_created(client, example),
        "UpdateInteraction" => {
            let ttid = match example {
                "webhook" => "flex_interactionwebhook_01jke8z8vte4ette30t5w9h081",
                "webhook_placeholder" => "flex_interactionwebhook_0000000000000000000",
                _ => unknown(operation, example),
            };
            client.update_interaction(interaction()).webhook_ttid(ttid).into_request().to_http()
        }
        "UpdateInteractionChannel" => {
            let update =
                |status| client.update_interaction_channel(interaction(), channel(), status);
            let request = match example {
                "update" | "closed" => update(UpdateInteractionChannelStatus::Closed),
                "inactive" => {
                    update(UpdateInteractionChannelStatus::Inactive).routing(ClosedTasks::new())
                }
                _ => unknown(operation, example),
            };
            request.into_request().to_http()
        }
        "CreateInteractionChannelInvite" => {
            let properties = match example {
                "agent" => RoutingProperties::new(WorkspaceSid::new_unchecked(
                    "WSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                ))
                .workflow_sid(WorkflowSid::new_unchecked("WWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                .worker_sid(WorkerSid::new_unchecked("WKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                .queue_sid(TaskQueueSid::new_unchecked("WQaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                .attributes(json!({
                    "customerName": "customer name",
                    "customerAddress": "customer email address",
                })),
                _ => unknown(operation, example),
            };
            let routing = Routing::new(properties);
            let request =
                client.create_interaction_channel_invite(interaction(), channel(), routing);
            request.into_request().to_http()
        }
        "CreateInteractionChannelParticipant" => participant_created(client, example),
        "UpdateInteractionChannelParticipant" => {
            let status = match example {
                "update" | "closed" => InteractionChannelParticipantStatus::Closed,
                _ => unknown(operation, example),
            };
            let request = client.update_interaction_channel_participant(
                interaction(),
                channel(),
                participant(),
                status,
            );
            request.into_request().to_http()
        }
        _ => unknown(operation, example),
    }
}

fn unknown(operation: &str, example: &str) -> ! {
    panic!("the example `{example}` of {operation} has to be written here")
}

fn interaction_created(client: &Client, example: &str) -> Result<http::Request<Bytes>, Error> {
    let customer = || PhoneParticipant::new("+13115552368", "+192555512345");
    let request = match example {
        "minimal" => client.create_interaction(json!({})),
        // Its conversation, which is required, is missing.
        "customer_sms" => {
            client.create_interaction(json!({ "type": "sms", "initiated_by": "customer" }))
        }
        "agent_sms" => client
            .create_interaction(AgentChannel::new(ChannelType::Sms, [customer()]))
            .routing(Routing::new(
                RoutingProperties::new(WorkspaceSid::new_unchecked(
                    "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                ))
                .workflow_sid(WorkflowSid::new_unchecked("WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
                .queue_sid(TaskQueueSid::new_unchecked("WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
                .worker_sid(WorkerSid::new_unchecked("WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
                .task_channel_unique_name("sms")
                .attributes(json!({
                    "customerName": "silly name",
                    "customerAddress": "+13115552368",
                })),
            )),
        "api_sms" => client
            .create_interaction(ApiChannel::new(ChannelType::Sms).participants([customer()]))
            .routing(Routing::new(
                RoutingProperties::new(WorkspaceSid::new_unchecked(
                    "WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
                ))
                .workflow_sid(WorkflowSid::new_unchecked("WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
                .task_channel_unique_name("sms")
                .attributes(json!({
                    "from": "testname",
                    "customerName": "testcustomer",
                    "customerAddress": "+13115552368",
                })),
            )),
        "webhook" => client
            .create_interaction(json!({}))
            .webhook_ttid("flex_interactionwebhook_0000000000000000000"),
        "all_fields" => client
            .create_interaction(json!({ "type": "sms", "initiated_by": "customer" }))
            .routing(json!({}))
            .interaction_context_sid(InteractionContextSid::new_unchecked(
                "interaction_context_sid",
            ))
            .webhook_ttid("flex_interactionwebhook_00000000000000000000000000"),
        _ => unknown("CreateInteraction", example),
    };
    request.into_request().to_http()
}

fn participant_created(client: &Client, example: &str) -> Result<http::Request<Bytes>, Error> {
    let request = match example {
        "email" => client
            .create_interaction_channel_participant(
                interaction(),
                channel(),
                InteractionChannelParticipantType::Customer,
                EmailParticipant::new(EmailLevel::To, "Random Person test", "random@person.com")
                    .extra("type", "email"),
            )
            .routing_properties(
                ParticipantTask::new()
                    .task_sid(TaskSid::new_unchecked("WTaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                    .worker_sid(WorkerSid::new_unchecked("WKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                    .reservation_sid(ReservationSid::new_unchecked(
                        "WRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    )),
            ),
        _ => unknown("CreateInteractionChannelParticipant", example),
    };
    request.into_request().to_http()
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
    let examples = requests();
    assert_eq!(examples.len(), 15);
    let mut lines = String::new();
    for Example { operation, kind, name, value } in examples {
        let request = written(&client(), &operation, &name).expect("every example can be sent");
        assert_eq!(kind, FORM, "{operation}: {name}");
        assert_eq!(request.headers()["content-type"], FORM, "{operation}: {name}");
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
        let recorded = fs::read_to_string(&file).unwrap_or_default();
        for (line, recorded) in lines.lines().zip(recorded.lines()) {
            assert_eq!(line, recorded);
        }
        assert_eq!(lines, recorded);
    }
}

/// JSON is taken as what it is the JSON of, and stays JSON where it breaks the rules.
#[test]
fn documented_objects_have_types_where_they_keep_the_rules() {
    let mut found = Vec::new();
    for Example { operation, name, value, .. } in requests() {
        let field = |field: &str| match &value[field] {
            Value::String(text) => Some(meaning(text)),
            Value::Null => None,
            other => Some(other.clone()),
        };
        let channel = field("Channel").map(|json| match Channel::from(json) {
            Channel::Agent(_) => "agent",
            Channel::Customer(_) => "customer",
            Channel::Api(_) => "api",
            _ => "other",
        });
        // That of a channel's update has another form, which is not described.
        let routing = field("Routing").filter(|_| operation.starts_with("Create"));
        let routing = routing.map(|json| Open::<Routing>::from(json).known().is_some());
        if channel.is_some() || routing.is_some() {
            found.push((name, channel, routing));
        }
    }
    let found: Vec<_> = found.iter().map(|(name, a, b)| (name.as_str(), *a, *b)).collect();
    assert_eq!(
        found,
        [
            ("minimal", Some("other"), None),
            ("customer_sms", Some("other"), None),
            ("agent_sms", Some("agent"), Some(true)),
            ("api_sms", Some("api"), Some(true)),
            ("webhook", Some("other"), None),
            ("all_fields", Some("other"), Some(false)),
            ("agent", None, Some(true)),
        ]
    );
}

/// The documents show no body of a transfer: any JSON object is sent as it is, and none if none
/// is given.
#[test]
fn transfers_are_sent_as_json() {
    let body = json!({ "type": "cold", "to": "WWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" });
    let client = client();
    let create = client.create_interaction_transfer(interaction(), channel());
    let update = client.update_interaction_transfer(interaction(), channel(), transfer());
    let path = "/v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                /Channels/UOaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Transfers";
    let requests = [
        (create.clone().body(body.clone()).into_request(), create.into_request(), path.to_owned()),
        (
            update.clone().body(body.clone()).into_request(),
            update.into_request(),
            format!("{path}/UXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ),
    ];
    for (with, without, path) in requests {
        let with = with.to_http().expect("it can be sent");
        assert_eq!(with.method(), "POST");
        assert_eq!(with.uri().path(), path);
        assert_eq!(with.headers()["content-type"], "application/json");
        assert_eq!(with.body(), &body.to_string());
        let without = without.to_http().expect("it can be sent");
        assert!(without.body().is_empty());
        assert!(!without.headers().contains_key("content-type"));
    }
}
