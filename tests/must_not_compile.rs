//! Requests without their required parts, which must not compile.
//!
//! Each case comes with a twin that does compile and differs in the one part alone, because the
//! code of the error is compared by nightly compilers alone: what fails for another reason, such
//! as a name that has changed, makes the twin fail too.

/// An agent has to say who joins.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::{AgentChannel, ChannelType, ChatParticipant};
///
/// AgentChannel::new(ChannelType::Chat);
/// ```
///
/// ```
/// use flex_interactions::models::{AgentChannel, ChannelType, ChatParticipant};
///
/// AgentChannel::new(ChannelType::Chat, [ChatParticipant::new("ada")]);
/// ```
mod agent_channel_without_participants {}

/// The conversation of a customer exists already, so it has to be named.
///
/// ```compile_fail,E0061
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::{ChannelType, CustomerChannel, MediaChannel};
///
/// CustomerChannel::new(ChannelType::Web);
/// ```
///
/// ```
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::{ChannelType, CustomerChannel, MediaChannel};
///
/// CustomerChannel::new(ChannelType::Web, MediaChannel::new(ConversationSid::new_unchecked("CH0")));
/// ```
mod customer_channel_without_media_channel {}

/// A conversation has an identifier.
///
/// ```compile_fail,E0061
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::MediaChannel;
///
/// MediaChannel::new();
/// ```
///
/// ```
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::MediaChannel;
///
/// MediaChannel::new(ConversationSid::new_unchecked("CH0"));
/// ```
mod media_channel_without_sid {}

/// A number is reached from another.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::PhoneParticipant;
///
/// PhoneParticipant::new("+13115552368");
/// ```
///
/// ```
/// use flex_interactions::models::PhoneParticipant;
///
/// PhoneParticipant::new("+13115552368", "+192555512345");
/// ```
mod phone_participant_without_proxy_address {}

/// Who gets an email has a name.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::{EmailLevel, EmailParticipant};
///
/// EmailParticipant::new(EmailLevel::To, "ada@example.com");
/// ```
///
/// ```
/// use flex_interactions::models::{EmailLevel, EmailParticipant};
///
/// EmailParticipant::new(EmailLevel::To, "Ada", "ada@example.com");
/// ```
mod email_participant_without_name {}

/// Email comes from somebody with a name.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::EmailProperties;
///
/// EmailProperties::new("support@example.com");
/// ```
///
/// ```
/// use flex_interactions::models::EmailProperties;
///
/// EmailProperties::new("support@example.com", "Support");
/// ```
mod email_properties_without_name {}

/// The properties of a customer's channel name its conversation: those of email are not enough.
///
/// ```compile_fail,E0277
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::{ChannelType, CustomerChannel, EmailProperties, MediaChannel};
///
/// CustomerChannel::new(ChannelType::Email, EmailProperties::new("support@example.com", "Support"));
/// ```
///
/// ```
/// use flex_interactions::ConversationSid;
/// use flex_interactions::models::{ChannelType, CustomerChannel, EmailProperties, MediaChannel};
///
/// CustomerChannel::new(ChannelType::Email, MediaChannel::new(ConversationSid::new_unchecked("CH0")));
/// ```
mod customer_channel_with_email_properties {}

/// Every channel has a type.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::{ApiChannel, ChannelType};
///
/// ApiChannel::new();
/// ```
///
/// ```
/// use flex_interactions::models::{ApiChannel, ChannelType};
///
/// ApiChannel::new(ChannelType::Sms);
/// ```
mod channel_without_type {}

/// Without its properties, a routing says nothing.
///
/// ```compile_fail,E0061
/// use flex_interactions::WorkspaceSid;
/// use flex_interactions::models::{Routing, RoutingProperties};
///
/// Routing::new();
/// ```
///
/// ```
/// use flex_interactions::WorkspaceSid;
/// use flex_interactions::models::{Routing, RoutingProperties};
///
/// Routing::new(RoutingProperties::new(WorkspaceSid::new_unchecked("WS0")));
/// ```
mod routing_without_properties {}

/// A task needs a workspace.
///
/// ```compile_fail,E0061
/// use flex_interactions::WorkspaceSid;
/// use flex_interactions::models::RoutingProperties;
///
/// RoutingProperties::new();
/// ```
///
/// ```
/// use flex_interactions::WorkspaceSid;
/// use flex_interactions::models::RoutingProperties;
///
/// RoutingProperties::new(WorkspaceSid::new_unchecked("WS0"));
/// ```
mod routing_properties_without_workspace {}

/// A worker is no queue.
///
/// ```compile_fail,E0277
/// use flex_interactions::models::RoutingProperties;
/// use flex_interactions::{TaskQueueSid, WorkerSid};
///
/// fn task(task: RoutingProperties, queue: TaskQueueSid, worker: WorkerSid) {
///     let _ = task.queue_sid(worker);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::RoutingProperties;
/// use flex_interactions::{TaskQueueSid, WorkerSid};
///
/// fn task(task: RoutingProperties, queue: TaskQueueSid, worker: WorkerSid) {
///     let _ = task.queue_sid(queue);
/// }
/// ```
mod queue_that_is_a_worker {}

/// An interaction needs a channel.
///
/// ```compile_fail,E0061
/// use flex_interactions::Client;
/// use flex_interactions::models::{ApiChannel, ChannelType};
///
/// fn request(client: &Client) {
///     let _ = client.create_interaction();
/// }
/// ```
///
/// ```
/// use flex_interactions::Client;
/// use flex_interactions::models::{ApiChannel, ChannelType};
///
/// fn request(client: &Client) {
///     let _ = client.create_interaction(ApiChannel::new(ChannelType::Sms));
/// }
/// ```
mod interaction_without_channel {}

/// An interaction is fetched by its identifier.
///
/// ```compile_fail,E0061
/// use flex_interactions::{Client, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid) {
///     let _ = client.fetch_interaction();
/// }
/// ```
///
/// ```
/// use flex_interactions::{Client, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid) {
///     let _ = client.fetch_interaction(sid);
/// }
/// ```
mod fetch_without_sid {}

/// Text becomes an identifier by being parsed, which finds what was mixed up.
///
/// ```compile_fail,E0277
/// use flex_interactions::{Client, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid) {
///     let _ = client.fetch_interaction("KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
/// }
/// ```
///
/// ```
/// use flex_interactions::{Client, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid) {
///     let _ = client.fetch_interaction(sid);
/// }
/// ```
mod identifier_of_raw_text {}

/// The identifiers of an interaction and of its channel are of different kinds.
///
/// ```compile_fail,E0277
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid) {
///     let _ = client.fetch_interaction_channel(channel, sid);
/// }
/// ```
///
/// ```
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid) {
///     let _ = client.fetch_interaction_channel(sid, channel);
/// }
/// ```
mod identifiers_mixed_up {}

/// An invite is a task, which has to be routed.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::{Routing, RoutingProperties};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, routing: Routing) {
///     let _ = client.create_interaction_channel_invite(sid, channel);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::{Routing, RoutingProperties};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, routing: Routing) {
///     let _ = client.create_interaction_channel_invite(sid, channel, routing);
/// }
/// ```
mod invite_without_routing {}

/// The properties of a routing are not the routing.
///
/// ```compile_fail,E0277
/// use flex_interactions::models::{Routing, RoutingProperties};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, properties: RoutingProperties) {
///     let _ = client.create_interaction_channel_invite(sid, channel, properties);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::{Routing, RoutingProperties};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, properties: RoutingProperties) {
///     let _ = client.create_interaction_channel_invite(sid, channel, Routing::new(properties));
/// }
/// ```
mod invite_with_the_properties_alone {}

/// What becomes of a channel has to be said.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::UpdateInteractionChannelStatus;
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, status: UpdateInteractionChannelStatus) {
///     let _ = client.update_interaction_channel(sid, channel);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::UpdateInteractionChannelStatus;
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, status: UpdateInteractionChannelStatus) {
///     let _ = client.update_interaction_channel(sid, channel, status);
/// }
/// ```
mod channel_update_without_status {}

/// Who takes part has to be reached somehow.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::{ChatParticipant, InteractionChannelParticipantType};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, ada: ChatParticipant) {
///     let part = InteractionChannelParticipantType::Customer;
///     let _ = client.create_interaction_channel_participant(sid, channel, part);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::{ChatParticipant, InteractionChannelParticipantType};
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, ada: ChatParticipant) {
///     let part = InteractionChannelParticipantType::Customer;
///     let _ = client.create_interaction_channel_participant(sid, channel, part, ada);
/// }
/// ```
mod participant_without_media_properties {}

/// What becomes of a participant has to be said.
///
/// ```compile_fail,E0061
/// use flex_interactions::models::InteractionChannelParticipantStatus;
/// use flex_interactions::{Client, InteractionChannelParticipantSid, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, who: &InteractionChannelParticipantSid) {
///     let closed = InteractionChannelParticipantStatus::Closed;
///     let _ = client.update_interaction_channel_participant(sid, channel, who);
/// }
/// ```
///
/// ```
/// use flex_interactions::models::InteractionChannelParticipantStatus;
/// use flex_interactions::{Client, InteractionChannelParticipantSid, InteractionChannelSid, InteractionSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, who: &InteractionChannelParticipantSid) {
///     let closed = InteractionChannelParticipantStatus::Closed;
///     let _ = client.update_interaction_channel_participant(sid, channel, who, closed);
/// }
/// ```
mod participant_update_without_status {}

/// A transfer is fetched from a channel of an interaction.
///
/// ```compile_fail,E0061
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid, InteractionTransferSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, transfer: &InteractionTransferSid) {
///     let _ = client.fetch_interaction_transfer(sid, transfer);
/// }
/// ```
///
/// ```
/// use flex_interactions::{Client, InteractionChannelSid, InteractionSid, InteractionTransferSid};
///
/// fn request(client: &Client, sid: &InteractionSid, channel: &InteractionChannelSid, transfer: &InteractionTransferSid) {
///     let _ = client.fetch_interaction_transfer(sid, channel, transfer);
/// }
/// ```
mod transfer_without_channel {}

/// Text is no identifier before it is parsed.
///
/// ```compile_fail,E0277
/// use flex_interactions::{Client, InteractionSid};
///
/// fn fetch(client: &Client) {
///     client.fetch_interaction("KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
/// }
/// ```
///
/// ```
/// use flex_interactions::{Client, InteractionSid};
///
/// fn fetch(client: &Client) {
///     client.fetch_interaction(InteractionSid::new_unchecked("KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
/// }
/// ```
mod identifier_from_text {}
