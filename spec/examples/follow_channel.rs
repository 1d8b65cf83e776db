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
    AgentChannel, ChannelType, InteractionChannel, InteractionChannelStatus, PhoneParticipant,
    Routing, RoutingProperties,
};
use flex_interactions::{Client, InteractionSid, TaskQueueSid, WorkerSid, WorkspaceSid};

const USAGE: &str = "usage: follow_channel FROM TO WORKSPACE QUEUE WORKER";

/// How often the channel is asked for.
const ATTEMPTS: u32 = 30;

/// How long to wait before it is asked for again.
const PAUSE: Duration = Duration::from_secs(1);

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
    let interaction = client
        .create_interaction(AgentChannel::new(ChannelType::Sms, [participant]))
        .routing(Routing::new(properties))
        .send()
        .await?;
    let sid = interaction.sid.ok_or("the interaction has no SID")?;
    println!("interaction {sid} is accepted");

    let channel = settled_channel(&client, &sid, PAUSE).await?;
    match &channel.status {
        Some(InteractionChannelStatus::Active) => {
            println!("its channel is active");
            Ok(())
        }
        status => Err(format!("its channel is {status:?}: {}", reason(&channel)).into()),
    }
}

/// Asks for the channel of an interaction until it is active, or will not be.
pub(crate) async fn settled_channel(
    client: &Client,
    interaction: &InteractionSid,
    pause: Duration,
) -> Result<InteractionChannel, Box<dyn Error>> {
    for _ in 0..ATTEMPTS {
        let mut channels = client.list_interaction_channels(interaction).page_size(1).items();
        if let Some(channel) = channels.next().await.transpose()?
            && !matches!(channel.status, None | Some(InteractionChannelStatus::Setup))
        {
            return Ok(channel);
        }
        tokio::time::sleep(pause).await;
    }
    Err("the channel is still being set up".into())
}

/// Why Twilio could not set a channel up.
pub(crate) fn reason(channel: &InteractionChannel) -> String {
    let code = channel.error_code.map_or_else(String::new, |code| format!("error {code}, "));
    format!("{code}{}", channel.error_message.as_deref().unwrap_or("no reason given"))
}
