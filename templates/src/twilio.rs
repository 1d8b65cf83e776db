//! What the users of Twilio's own libraries expect: edges and regions.

use std::collections::BTreeMap;

use reqwest::Url;

use crate::client::{ClientBuilder, base_url};

/// The regions that one edge alone leads to, and that edge. Twilio's own libraries have had this
/// table.
const REGIONS: [(&str, &str); 8] = [
    ("au1", "sydney"),
    ("br1", "sao-paulo"),
    ("de1", "frankfurt"),
    ("ie1", "dublin"),
    ("jp1", "tokyo"),
    ("jp2", "osaka"),
    ("sg1", "singapore"),
    ("us2", "umatilla"),
];

/// The region that every edge leads to, and its own edge.
const DEFAULT_REGION: (&str, &str) = ("us1", "ashburn");

pub(crate) const NOT_A_LABEL: &str =
    "an edge and a region must be one label of a host name, such as `sydney` or `au1`";

impl ClientBuilder {
    /// The edge location where requests enter Twilio's network, such as `sydney`.
    ///
    /// It becomes part of the base URL when the client is built. Without a region, an edge
    /// implies the region `us1`. A base URL outside `twilio.com` is left alone.
    pub fn edge(self, edge: impl AsRef<str>) -> Self {
        self.place("edge", edge.as_ref())
    }

    /// The region that processes and stores the data, such as `ie1` or `au1`.
    ///
    /// It becomes part of the base URL when the client is built. A base URL outside
    /// `twilio.com` is left alone.
    ///
    /// | region | edges that lead to it |
    /// | --- | --- |
    /// | `us1` | all of them, `ashburn` among them; none is needed |
    /// | `au1` | `sydney` |
    /// | `br1` | `sao-paulo` |
    /// | `de1` | `frankfurt` |
    /// | `ie1` | `dublin` |
    /// | `jp1` | `tokyo` |
    /// | `jp2` | `osaka` |
    /// | `sg1` | `singapore` |
    /// | `us2` | `umatilla` |
    ///
    /// Without an edge, a region gets that of this table, because Twilio does not answer at
    /// such regions alone any more. Another edge of this table is refused when the client is
    /// built. Edges and regions that the table does not have are taken as they are.
    pub fn region(self, region: impl AsRef<str>) -> Self {
        self.place("region", region.as_ref())
    }

    fn place(mut self, what: &'static str, label: &str) -> Self {
        self.labels.insert(what, label.to_ascii_lowercase());
        self.place = Some(placed);
        self
    }
}

/// The base URL at an edge or in a region, if its host is one of Twilio's.
fn placed(given: &str, labels: &BTreeMap<&'static str, String>) -> Result<String, String> {
    // More than a label, `example.org/` say, would send the credentials elsewhere.
    if !labels.values().all(|label| is_label(label)) {
        return Err(NOT_A_LABEL.to_owned());
    }
    let label = |what| labels.get(what).map(String::as_str);
    // What cannot be read, or not as it seems, is refused when the client is built.
    let url = base_url::parse(given).ok();
    let host = url.as_ref().and_then(Url::host_str).and_then(Host::of);
    let region = label("region").or(host.as_ref().and_then(|host| host.region));
    let edge = label("edge").or(host.as_ref().and_then(|host| host.edge));
    let edge = edge.or_else(|| edge_to(region?));
    let region = region.or(edge.and(Some(DEFAULT_REGION.0)));
    check(edge, region)?;
    let (Some(mut url), Some(host)) = (url.clone(), host) else {
        return Ok(given.to_owned());
    };
    let labels = [Some(host.product), edge, region, Some("twilio.com")];
    let host = labels.into_iter().flatten().collect::<Vec<_>>().join(".");
    url.set_host(Some(&host)).map_err(|_| "the edge and the region do not make a host name")?;
    Ok(url.into())
}

/// A host of the form `product[.edge][.region].twilio.com`.
struct Host<'a> {
    product: &'a str,
    edge: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> Host<'a> {
    fn of(host: &'a str) -> Option<Self> {
        let labels: Vec<&str> = host.strip_suffix(".twilio.com")?.split('.').collect();
        let (product, edge, region) = match labels[..] {
            [product] if !product.is_empty() => (product, None, None),
            [product, region] => (product, None, Some(region)),
            [product, edge, region] => (product, Some(edge), Some(region)),
            _ => return None,
        };
        Some(Self { product, edge, region })
    }
}

/// The only edge that leads to a region.
fn edge_to(region: &str) -> Option<&'static str> {
    REGIONS.iter().find(|(known, _)| *known == region).map(|(_, edge)| *edge)
}

/// Refuses what cannot lead anywhere. What is not in the table may be new.
fn check(edge: Option<&str>, region: Option<&str>) -> Result<(), String> {
    let known = || REGIONS.into_iter().chain([DEFAULT_REGION]);
    if let Some((region, edge)) = known().find(|(region, _)| Some(*region) == edge) {
        return Err(format!("`{region}` is a region, and no edge; its edge is `{edge}`"));
    }
    if let Some((own, edge)) = known().find(|(_, edge)| Some(*edge) == region) {
        return Err(format!("`{edge}` is an edge, and no region; its region is `{own}`"));
    }
    let right = region.and_then(|region| Some((region, edge_to(region)?)));
    match (right, known().find(|(_, known)| Some(*known) == edge)) {
        (Some((region, right)), Some((own, edge))) if right != edge => Err(format!(
            "the edge `{edge}` does not lead to the region `{region}`: that has the edge \
             `{right}`, and `{edge}` belongs to the region `{own}`"
        )),
        _ => Ok(()),
    }
}

pub(crate) fn is_label(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}
