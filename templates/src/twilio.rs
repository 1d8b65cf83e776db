//! What the users of Twilio's own libraries expect: the same environment variables,
//! edges and regions.

use std::env;

use crate::client::{Client, ClientBuilder};
use crate::error::{BuildError, Error};

impl Client {
    /// A client set up by environment variables, the same that Twilio's own
    /// libraries and command line read. An empty variable counts as unset.
    ///
    /// | variable | meaning |
    /// | --- | --- |
    /// | `TWILIO_API_KEY`, `TWILIO_API_SECRET` | an API key and its secret; taken if both are set |
    /// | `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` | the account and its token, otherwise |
    /// | `TWILIO_EDGE` | see [`ClientBuilder::edge`] |
    /// | `TWILIO_REGION` | see [`ClientBuilder::region`] |
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
        let get = |name| get(name).filter(|value| !value.is_empty());
        let need = |name: &'static str| get(name).ok_or_else(|| BuildError::variable(name));

        let key = get("TWILIO_API_KEY").zip(get("TWILIO_API_SECRET"));
        let (username, password) = match key {
            Some(pair) => pair,
            None => (need("TWILIO_ACCOUNT_SID")?, need("TWILIO_AUTH_TOKEN")?),
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

impl ClientBuilder {
    /// The edge location where requests enter Twilio's network, such as `sydney`.
    ///
    /// Without a region, an edge implies the region `us1`. A base URL outside
    /// `twilio.com` is left alone.
    pub fn edge(mut self, edge: impl AsRef<str>) -> Self {
        self.base_url = with_host(&self.base_url, |host| host.edge = Some(edge.as_ref()));
        self
    }

    /// The region that processes and stores the data, such as `ie1` or `au1`.
    ///
    /// A base URL outside `twilio.com` is left alone.
    pub fn region(mut self, region: impl AsRef<str>) -> Self {
        self.base_url = with_host(&self.base_url, |host| host.region = Some(region.as_ref()));
        self
    }
}

/// The parts of `product[.edge][.region].twilio.com`.
struct Host<'a> {
    product: &'a str,
    edge: Option<&'a str>,
    region: Option<&'a str>,
}

fn with_host<'a>(base_url: &'a str, change: impl FnOnce(&mut Host<'a>)) -> String {
    let parts = base_url
        .strip_prefix("https://")
        .and_then(|rest| rest.split_once(".twilio.com"));
    let Some((labels, rest)) = parts else {
        return base_url.to_owned();
    };
    let labels: Vec<&str> = labels.split('.').collect();
    let mut host = match labels[..] {
        [product] => Host {
            product,
            edge: None,
            region: None,
        },
        [product, region] => Host {
            product,
            edge: None,
            region: Some(region),
        },
        [product, edge, region] => Host {
            product,
            edge: Some(edge),
            region: Some(region),
        },
        _ => return base_url.to_owned(),
    };
    change(&mut host);
    let mut name = host.product.to_owned();
    for label in [host.edge, host.region.or(host.edge.and(Some("us1")))]
        .into_iter()
        .flatten()
    {
        name.push('.');
        name.push_str(label);
    }
    format!("https://{name}.twilio.com{rest}")
}
