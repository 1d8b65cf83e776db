//! The environment variables that users of Twilio's own libraries expect.

use std::env;

use crate::client::Client;
use crate::error::{BuildError, Error};

impl Client {
    /// A client set up by environment variables, the same that Twilio's own
    /// libraries and command line read. An empty variable counts as unset.
    ///
    /// | variable | meaning |
    /// | --- | --- |
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | an API key and its secret; taken if both are set |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | the account and its token, otherwise |
    /// | `TWILIO_EDGE` | see [`ClientBuilder::edge`](crate::ClientBuilder::edge) |
    /// | `TWILIO_REGION` | see [`ClientBuilder::region`](crate::ClientBuilder::region) |
    ///
    /// # Errors
    ///
    /// [`Error::Build`] names the variable that is missing.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| env::var(name).ok())
    }

    /// [`from_env`](Self::from_env) over any source of variables: the environment
    /// of a process is shared by all of its tests.
    pub(crate) fn from_variables(get: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let missing = |name| {
            let problem = format!("the environment variable {name} is not set");
            Error::from(BuildError::configuration(&problem))
        };
        let get = |name| get(name).filter(|value| !value.is_empty());
        let key = (get("TWILIO_API_KEY"), get("TWILIO_API_SECRET"));
        let account = (get("TWILIO_ACCOUNT_SID"), get("TWILIO_AUTH_TOKEN"));
        let (username, password) = match (key, account) {
            ((Some(username), Some(password)), _) | (_, (Some(username), Some(password))) => {
                (username, password)
            }
            // Half of a key pair is set: the key is wanted.
            ((Some(_), None), _) => return Err(missing("TWILIO_API_SECRET")),
            ((None, Some(_)), _) => return Err(missing("TWILIO_API_KEY")),
            (_, (Some(_), None)) => return Err(missing("TWILIO_AUTH_TOKEN")),
            (_, (None, _)) => return Err(missing("TWILIO_ACCOUNT_SID")),
        };
        let mut builder = Self::builder().credentials(username, password);
        if let Some(edge) = get("TWILIO_EDGE") {
            builder = builder.edge(edge);
        }
        if let Some(region) = get("TWILIO_REGION") {
            builder = builder.region(region);
        }
        builder.build()
    }
}
