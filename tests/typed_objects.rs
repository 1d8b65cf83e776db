//! The objects that the overlay describes: what is sent of them, and what is read into them.

use flex_interactions::models::{
    AgentChannel, ApiChannel, Channel, ChannelDetails, ChannelType, ChatParticipant, ClosedTasks,
    CustomerChannel, EmailLevel, EmailParticipant, EmailProperties, Interaction, MediaChannel,
    Participant, PhoneParticipant, Routing, RoutingDetails, RoutingProperties,
};
use flex_interactions::{Client, ConversationSid, InteractionChannelSid, Open};
use serde_json::{Value, json};

/// Checks what goes into the field `Channel`.
#[track_caller]
fn check_sent(channel: impl Into<Channel>, expected: &Value) {
    let client = Client::new("AC0", "token").expect("no file is read");
    let request = client.create_interaction(channel).into_request();
    let request = request.to_http().expect("it can be sent");
    let (name, text) = form_urlencoded::parse(request.body()).next().expect("the form has a field");
    assert_eq!(name, "Channel");
    // The order is that of the guide; reading it into a value would forget it.
    assert_eq!(text, expected.to_string());
}

#[test]
fn channels_are_sent_as_the_guide_describes_them() {
    let email = EmailParticipant::new(EmailLevel::To, "Ada", "ada@example.com");
    check_sent(
        AgentChannel::new(ChannelType::Email, [email.clone()])
            .properties(EmailProperties::new("support@example.com", "Support")),
        &json!({
            "type": "email",
            "initiated_by": "agent",
            "participants": [{"level": "to", "name": "Ada", "address": "ada@example.com"}],
            "properties": {"from": "support@example.com", "from_name": "Support"},
        }),
    );
    check_sent(
        AgentChannel::new(
            ChannelType::Whatsapp,
            [PhoneParticipant::new("whatsapp:+13115552368", "whatsapp:+19251235555")],
        ),
        &json!({
            "type": "whatsapp",
            "initiated_by": "agent",
            "participants": [{
                "address": "whatsapp:+13115552368",
                "proxy_address": "whatsapp:+19251235555",
            }],
        }),
    );
    check_sent(
        CustomerChannel::new(
            ChannelType::Web,
            MediaChannel::new(ConversationSid::new_unchecked("CH0")),
        ),
        &json!({
            "type": "web",
            "initiated_by": "customer",
            "properties": {"media_channel_sid": "CH0"},
        }),
    );
    // Kinds can be mixed, and any other JSON be among them.
    let participants = [
        Participant::from(ChatParticipant::new("ada")),
        email.extra("type", "email").into(),
        json!({"identity": "bob", "level": 1}).into(),
    ];
    check_sent(
        ApiChannel::new(ChannelType::Chat).participants(participants).properties(
            MediaChannel::new(ConversationSid::new_unchecked("CH0")).extra("type", "chat"),
        ),
        &json!({
            "type": "chat",
            "initiated_by": "api",
            "properties": {"media_channel_sid": "CH0", "type": "chat"},
            "participants": [
                {"identity": "ada"},
                {"level": "to", "name": "Ada", "address": "ada@example.com", "type": "email"},
                {"identity": "bob", "level": 1},
            ],
        }),
    );
    check_sent(json!([null]), &json!([null]));
    assert_eq!(json!(ClosedTasks::new()), json!({"status": "closed"}));
}

/// Checks as which variant JSON is read, and that it is written again as it was.
#[track_caller]
fn check_read<T>(json: &Value, variant: &str)
where
    T: std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
{
    let read: T = serde_json::from_value(json.clone()).expect("any JSON can be read");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), *json);
    let shown = format!("{read:?}");
    assert_eq!(shown.split_once('(').map_or(&*shown, |(name, _)| name), variant, "{json}");
}

#[test]
fn what_does_not_fit_stays_json() {
    let agent = json!({"type": "sms", "initiated_by": "agent", "participants": []});
    let with = |field: &str, value: Value| {
        let mut agent = agent.clone();
        agent[field] = value;
        agent
    };
    for (json, variant) in [
        (agent.clone(), "Agent"),
        (with("type", json!("carrier-pigeon")), "Agent"),
        (with("participants", json!([{}, 5, {"identity": 5}])), "Agent"),
        (with("properties", json!("any")), "Agent"),
        (with("further", json!(null)), "Agent"),
        (with("type", json!(5)), "Other"),
        (with("participants", json!({})), "Other"),
        (with("participants", json!(null)), "Other"),
        // It says which one it is, and keeps what does not fit.
        (with("sid", json!(["UO0"])), "Agent"),
        (with("initiated_by", json!("somebody")), "Other"),
        (with("initiated_by", json!(5)), "Other"),
        (with("initiated_by", json!("customer")), "Other"),
        (json!({"type": "sms", "initiated_by": "api"}), "Api"),
        (json!({"initiated_by": "api"}), "Other"),
        (json!({}), "Other"),
        (json!([agent]), "Other"),
        (json!("agent"), "Other"),
    ] {
        check_read::<Channel>(&json, variant);
    }
    for (json, variant) in [
        (json!({"address": "+1", "proxy_address": "+2"}), "Phone"),
        (json!({"address": "+1", "proxy_address": "+2", "identity": "ada"}), "Phone"),
        (json!({"identity": "ada", "address": 5}), "Chat"),
        (json!({"level": "to", "name": "Ada", "address": "a@b"}), "Email"),
        (json!({"level": 5, "name": "Ada", "address": "a@b"}), "Other"),
        (json!({"address": "+1"}), "Other"),
        (json!(null), "Other"),
    ] {
        check_read::<Participant>(&json, variant);
    }
    for (json, variant) in [
        (json!({}), "Known"),
        (json!({"type": "new", "sid": "UO0", "more": [1]}), "Known"),
        (json!({"properties": {"from": 5}}), "Known"),
        (json!({"type": ["sms"]}), "Known"),
        (json!({"participants": {"0": {}}}), "Known"),
        (json!("UO0"), "Other"),
        (json!([{}]), "Other"),
    ] {
        check_read::<Open<ChannelDetails>>(&json, variant);
    }
    for (json, variant) in [
        (json!({"reservation": null}), "Known"),
        (json!({"properties": {"attributes": "{\"a\": 1}", "addons": [], "age": 5}}), "Known"),
        (json!({"properties": {"attributes": "{", "priority": -1}}), "Known"),
        (json!({"properties": {"age": "5"}}), "Known"),
        (json!({"properties": {"age": 1.5}}), "Known"),
        (json!({"properties": []}), "Known"),
        (json!([]), "Other"),
    ] {
        check_read::<Open<RoutingDetails>>(&json, variant);
    }
    for (json, variant) in [
        (json!({"properties": {"workspace_sid": "WS0", "timeout": 1}, "status": "x"}), "Known"),
        (json!({"properties": {"workspace_sid": 0}}), "Other"),
        (json!({"properties": {}}), "Other"),
        (json!({}), "Other"),
    ] {
        check_read::<Open<Routing>>(&json, variant);
    }
}

/// What an interaction says of its channel leads to that channel, and what it says of its task routes
/// the next one.
#[test]
fn identifiers_of_a_fetched_interaction_go_into_the_next_call() {
    let client = Client::new("AC0", "token").expect("no file is read");
    let (sid, channel) = (format!("KD{:032}", 1), format!("UO{:032}", 2));
    let (workspace, queue, worker) =
        (format!("WS{:032}", 3), format!("WQ{:032}", 4), format!("WK{:032}", 5));
    let interaction: Interaction = serde_json::from_value(json!({
        "sid": sid,
        "channel": { "type": "sms", "sid": channel },
        "routing": { "properties": {
            "workspace_sid": workspace, "queue_sid": queue, "worker_sid": worker,
        } },
    }))
    .expect("it can be read");

    let details = interaction.channel.as_ref().and_then(Open::known).expect("it is as described");
    let sid = interaction.sid.as_ref().expect("it has a SID");
    let channel: &InteractionChannelSid = details.sid.as_ref().expect("the channel has a SID");
    let fetch = client.fetch_interaction_channel(sid, channel).into_request();
    let fetch = fetch.to_http().expect("it can be sent");
    assert_eq!(fetch.uri().path(), format!("/v1/Interactions/{sid}/Channels/{channel}"));

    let routing = interaction.routing.as_ref().and_then(Open::known).expect("it is as described");
    let task = routing.properties.as_ref().expect("there is a task");
    let next = RoutingProperties::new(task.workspace_sid.as_ref().expect("it has a workspace"))
        .queue_sid(task.queue_sid.as_ref().expect("it has a queue"))
        .worker_sid(task.worker_sid.as_ref().expect("it has a worker"));
    let invite = client.create_interaction_channel_invite(sid, channel, Routing::new(next));
    let invite = invite.into_request().to_http().expect("it can be sent");
    let (_, routing) = form_urlencoded::parse(invite.body()).next().expect("the form has a field");
    let expected = json!({ "properties": {
        "workspace_sid": workspace, "queue_sid": queue, "worker_sid": worker,
    } });
    assert_eq!(routing, expected.to_string());
}

/// Whatever Twilio puts into the two objects that it does not describe, the interaction is read.
#[test]
fn no_typed_view_makes_a_response_undecodable() {
    let values = [
        json!(null),
        json!({}),
        json!([]),
        json!("text"),
        json!(5),
        json!(true),
        json!({"type": 5, "sid": {}, "properties": 5, "participants": "none"}),
        json!({"properties": {"attributes": {"a": [null]}, "date_created": "today"}}),
    ];
    for channel in &values {
        for routing in &values {
            let json = json!({
                "sid": null,
                "channel": channel,
                "routing": routing,
                "url": null,
                "links": null,
                "interaction_context_sid": "no SID at all",
                "webhook_ttid": null,
            });
            let read: Interaction = serde_json::from_value(json.clone()).expect("it can be read");
            assert_eq!(serde_json::to_value(read).expect("it can be written"), json);
        }
    }
}
