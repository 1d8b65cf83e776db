//! Creates an interaction and follows its channel until it is active, or has failed.
//!
//! ```text
//! cargo run --example follow_channel -- FROM TO WORKSPACE QUEUE WORKER
//! ```
//!
//! Creation is asynchronous: that Twilio has accepted the request says nothing about
//! the channel. The credentials come from the environment, as `Client::from_env`
//! describes. Without credentials, and with `--features mock`, a mock of the API answers.

mod common;

use std::process::ExitCode;
use std::time::Duration;

use common::Printed;
#[cfg(feature = "mock")]
use flex_interactions::ContentError;
#[cfg(feature = "mock")]
use flex_interactions::models::InteractionChannelStatus;
use flex_interactions::models::{
    AgentChannel, ChannelType, Interaction, InteractionChannel, PhoneParticipant, Routing,
    RoutingProperties,
};
use flex_interactions::{Client, TaskQueueSid, Wait, WaitError, WorkerSid, WorkspaceSid};

const USAGE: &str = "usage: follow_channel FROM TO WORKSPACE QUEUE WORKER";

/// What a mock is asked for, unless something else is given.
const EXAMPLE: &[&str] = &[
    "+13115550100",
    "+13115552368",
    "WSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "WQaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "WKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    #[cfg(feature = "mock")]
    if let Err(error) = set_answers() {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    common::run(EXAMPLE, run).await
}

/// Has a mock say that the channel is being set up, and when it is asked again, that it is active.
#[cfg(feature = "mock")]
fn set_answers() -> Result<(), ContentError> {
    let channels = common::mock().list_interaction_channels();
    let mut page = channels.example()?;
    for status in [InteractionChannelStatus::Setup, InteractionChannelStatus::Active] {
        for channel in page.channels.iter_mut().flatten() {
            channel.status = Some(status.clone());
            (channel.error_code, channel.error_message) = (None, None);
        }
        channels.answer(page.clone());
    }
    Ok(())
}

async fn run(client: Client, arguments: Vec<String>) -> Printed {
    let [from, to, workspace, queue, worker] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let participant = PhoneParticipant::new(to.as_str(), from.as_str());
    let properties = RoutingProperties::new(workspace.parse::<WorkspaceSid>()?)
        .queue_sid(queue.parse::<TaskQueueSid>()?)
        .worker_sid(worker.parse::<WorkerSid>()?);
    let channel = AgentChannel::new(ChannelType::Sms, [participant]);
    let wait = Wait::within(Duration::from_secs(60));
    let channel = follow(&client, channel, Routing::new(properties), wait).await?;
    Ok(serde_json::to_string_pretty(&channel)?)
}

/// Creates an interaction, and waits until its channel is active.
pub(crate) async fn follow(
    client: &Client,
    channel: AgentChannel,
    routing: Routing,
    wait: Wait,
) -> Result<InteractionChannel, WaitError<InteractionChannel, Interaction>> {
    let result = client.create_interaction(channel).routing(routing).wait_until_active(wait).await;
    if let Err(error) = &result
        && let Some(interaction) = error.created()
    {
        // It is there, whatever has become of its channel.
        eprintln!("interaction {:?} was accepted", interaction.sid);
    }
    result
}
