//! Creates an interaction and follows its channel until it is active, or has failed.
//!
//! ```text
//! cargo run --example follow_channel -- FROM TO WORKSPACE QUEUE WORKER
//! ```
//!
//! Creation is asynchronous: that Twilio has accepted the request says nothing about
//! the channel. The credentials come from the environment, as `Client::from_env`
//! describes.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use flex_interactions::models::{
    AgentChannel, ChannelType, Interaction, InteractionChannel, PhoneParticipant, Routing,
    RoutingProperties,
};
use flex_interactions::{Client, TaskQueueSid, Wait, WaitError, WorkerSid, WorkspaceSid};

const USAGE: &str = "usage: follow_channel FROM TO WORKSPACE QUEUE WORKER";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let arguments: Vec<String> = env::args().skip(1).collect();
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
    println!("channel {:?} is active", channel.sid);
    Ok(())
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
