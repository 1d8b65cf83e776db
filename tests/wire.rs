//! The generated client against real servers on this machine: what goes over the wire, and what
//! becomes of what comes back.

mod blocking;
mod certificates;
mod pages;
mod refusals;
mod requests;
mod responses;
mod secrets;
pub(crate) mod server;
mod spans;
mod transport;

use std::time::Duration;

use flex_interactions::{Client, ClientBuilder, InteractionSid, RetryPolicy};

const USERNAME: &str = "AC0";
const PASSWORD: &str = "hunter2";

/// `AC0:hunter2` as RFC 7617 has it.
const AUTHORIZATION: &str = "Basic QUMwOmh1bnRlcjI=";

const SID: &str = "KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// A builder for a client of the server at `url`, which sends each request once.
fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder().credentials(USERNAME, PASSWORD).base_url(url);
    builder.retries(RetryPolicy::none())
}

/// A client of the server at `url`, patient enough for a machine that is busy.
pub(crate) fn client(url: &str) -> Client {
    let client = builder(url).timeout(Duration::from_secs(60)).build();
    client.expect("plain http to this machine is allowed")
}

pub(crate) fn sid() -> InteractionSid {
    SID.parse().expect("an identifier of the right form")
}
