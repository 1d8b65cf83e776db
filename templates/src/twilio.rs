//! What the users of Twilio's own libraries expect: edges and regions.

use crate::client::{ClientBuilder, base_url};

impl ClientBuilder {
    /// The edge location where requests enter Twilio's network, such as `sydney`.
    ///
    /// It becomes part of the base URL as set so far. Without a region, an edge
    /// implies the region `us1`. A base URL outside `twilio.com` is left alone.
    pub fn edge(self, edge: impl AsRef<str>) -> Self {
        self.place(Some(edge.as_ref()), None)
    }

    /// The region that processes and stores the data, such as `ie1` or `au1`.
    ///
    /// It becomes part of the base URL as set so far. A base URL outside
    /// `twilio.com` is left alone.
    pub fn region(self, region: impl AsRef<str>) -> Self {
        self.place(None, Some(region.as_ref()))
    }

    fn place(mut self, edge: Option<&str>, region: Option<&str>) -> Self {
        match placed(&self.base_url, edge, region) {
            Ok(Some(url)) => self.base_url = url,
            Ok(None) => {}
            Err(problem) => self.problem = self.problem.or(Some(problem)),
        }
        self
    }
}

/// The base URL at another edge or in another region, if its host has the form
/// `product[.edge][.region].twilio.com`.
fn placed(
    base_url: &str,
    edge: Option<&str>,
    region: Option<&str>,
) -> Result<Option<String>, &'static str> {
    // More than a label, `example.org/` say, would send the credentials elsewhere.
    if ![edge, region].into_iter().flatten().all(is_label) {
        return Err(
            "an edge and a region must be one label of a host name, such as `sydney` or `au1`",
        );
    }
    // What cannot be read, or not as it seems, is refused when the client is built.
    let Ok(mut url) = base_url::parse(base_url) else {
        return Ok(None);
    };
    let host = url.host_str().and_then(|host| host.strip_suffix(".twilio.com"));
    let labels: Vec<&str> = host.unwrap_or_default().split('.').collect();
    let (product, known_edge, known_region) = match labels[..] {
        [product] if !product.is_empty() => (product, None, None),
        [product, region] => (product, None, Some(region)),
        [product, edge, region] => (product, Some(edge), Some(region)),
        _ => return Ok(None),
    };
    let edge = edge.or(known_edge);
    let region = region.or(known_region).or(edge.and(Some("us1")));
    let labels = [Some(product), edge, region, Some("twilio.com")];
    let host = labels.into_iter().flatten().collect::<Vec<_>>().join(".");
    url.set_host(Some(&host)).map_err(|_| "the edge and the region do not make a host name")?;
    Ok(Some(url.into()))
}

fn is_label(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}
