//! The environment variables that users of Twilio's own libraries expect.

use std::env;
use std::ffi::OsString;
use std::time::Duration;

use crate::client::{Client, ClientBuilder, base_url};
use crate::error::{BuildError, Error};
use crate::twilio::{NOT_A_LABEL, is_label};

impl Client {
    /// A client set up by environment variables, the same that Twilio's own
    /// libraries and command line read: [`ClientBuilder::from_env`] lists them.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] names the variable that is missing or cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// A builder set up by environment variables, for what is to be added or changed. An
    /// empty variable counts as unset.
    ///
    /// | variable | meaning |
    /// | --- | --- |
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | an API key and its secret; taken if both are set |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | the account and its token, otherwise |
    /// | `TWILIO_EDGE` | see [`edge`](Self::edge) |
    /// | `TWILIO_REGION` | see [`region`](Self::region) |
    /// | `TWILIO_BASE_URL` | see [`base_url`](Self::base_url) |
    /// | `TWILIO_TIMEOUT` | seconds, such as `30` or `2.5`; see [`timeout`](Self::timeout) |
    /// | `TWILIO_ATTEMPT_TIMEOUT` | seconds; see [`attempt_timeout`](Self::attempt_timeout) |
    /// | `TWILIO_CONNECT_TIMEOUT` | seconds; see [`connect_timeout`](Self::connect_timeout) |
    ///
    /// Twilio's own libraries read the variables down to `TWILIO_REGION` as well.
    ///
    /// ```no_run
    /// # use templates::{ClientBuilder, Error};
    /// # fn main() -> Result<(), Error> {
    /// let client = ClientBuilder::from_env()?.user_agent("my-app/1.2").build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Build`] names a variable that cannot be used. If credentials are missing,
    /// [`build`](Self::build) names the variable unless others were given.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| env::var_os(name)).map_err(Error::from)
    }

    /// [`from_env`](Self::from_env) over any source of variables: the environment
    /// of a process is shared by all of its tests.
    pub(crate) fn from_variables(
        get: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, BuildError> {
        let variables = Variables(get);
        let mut builder = variables.credentials(Client::builder())?;
        if let Some(edge) = variables.label("TWILIO_EDGE")? {
            builder = builder.edge(edge);
        }
        if let Some(region) = variables.label("TWILIO_REGION")? {
            builder = builder.region(region);
        }
        if let Some(url) = variables.get("TWILIO_BASE_URL")? {
            // Whether plain http is allowed may be said later.
            base_url::check_base_url(&url, true).map_err(|why| cannot("TWILIO_BASE_URL", why))?;
            builder = builder.base_url(url);
        }
        if let Some(limit) = variables.seconds("TWILIO_TIMEOUT")? {
            builder = builder.timeout(limit);
        }
        if let Some(limit) = variables.seconds("TWILIO_ATTEMPT_TIMEOUT")? {
            builder = builder.attempt_timeout(limit);
        }
        if let Some(limit) = variables.seconds("TWILIO_CONNECT_TIMEOUT")? {
            builder = builder.connect_timeout(limit);
        }
        Ok(builder)
    }
}

/// Where the values of variables come from.
struct Variables<F>(F);

impl<F: Fn(&str) -> Option<OsString>> Variables<F> {
    /// The value of a variable. No error repeats one: any of them may be a secret in the wrong
    /// place.
    fn get(&self, name: &str) -> Result<Option<String>, BuildError> {
        let value = (self.0)(name).filter(|value| !value.is_empty());
        let text = value.map(OsString::into_string).transpose();
        text.map_err(|_| cannot(name, "it is no text in Unicode"))
    }

    /// A part of the name of a host.
    fn label(&self, name: &str) -> Result<Option<String>, BuildError> {
        match self.get(name)? {
            Some(label) if !is_label(&label) => Err(cannot(name, NOT_A_LABEL)),
            label => Ok(label),
        }
    }

    /// A positive number of seconds.
    fn seconds(&self, name: &str) -> Result<Option<Duration>, BuildError> {
        let Some(text) = self.get(name)? else { return Ok(None) };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let seconds = text.parse().ok().filter(|_| is_plain);
        let limit = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        match limit.filter(|limit| !limit.is_zero()) {
            Some(limit) => Ok(Some(limit)),
            None => Err(cannot(name, "it must be a number of seconds, such as `30` or `2.5`")),
        }
    }

    /// Gives a builder the credentials, or the reason why there are none.
    fn credentials(&self, mut builder: ClientBuilder) -> Result<ClientBuilder, BuildError> {
        let key = (self.get("TWILIO_API_KEY")?, self.get("TWILIO_API_SECRET")?);
        let account = (self.get("TWILIO_ACCOUNT_SID")?, self.get("TWILIO_AUTH_TOKEN")?);
        let missing = match (key, account) {
            ((Some(key), Some(secret)), _) => {
                return pair(builder, ["TWILIO_API_KEY", "TWILIO_API_SECRET"], key, secret);
            }
            (_, (Some(sid), Some(token))) => {
                return pair(builder, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"], sid, token);
            }
            // Half of a key pair is set: the key is wanted.
            ((Some(_), None), _) => "TWILIO_API_SECRET",
            ((None, Some(_)), _) => "TWILIO_API_KEY",
            (_, (Some(_), None)) => "TWILIO_AUTH_TOKEN",
            (_, (None, _)) => "TWILIO_ACCOUNT_SID",
        };
        builder.no_credentials = Some(format!("the environment variable {missing} is not set"));
        Ok(builder)
    }
}

/// Gives a builder the credentials that two variables have.
fn pair(
    builder: ClientBuilder,
    names: [&str; 2],
    username: String,
    password: String,
) -> Result<ClientBuilder, BuildError> {
    let builder = builder.credentials(username, password);
    match builder.credentials.values().find_map(|credential| credential.as_ref().err()) {
        Some(why) => Err(cannot(&names.join(" or "), why)),
        None => Ok(builder),
    }
}

fn cannot(name: &str, why: &str) -> BuildError {
    BuildError::configuration(format!("the environment variable {name} cannot be used: {why}"))
}
