//! How edges and regions of Twilio change the base URL, and which of them go together.

use crate::base_url::built;
use crate::builder;

/// What becomes of a base URL, in whatever order edge and region are set.
#[track_caller]
fn check(given: &str, edge: Option<&str>, region: Option<&str>, expected: &str) {
    let plain = || builder().allow_plain_http();
    let with_edge = |builder: templates::ClientBuilder| match edge {
        Some(edge) => builder.edge(edge),
        None => builder,
    };
    let with_region = |builder: templates::ClientBuilder| match region {
        Some(region) => builder.region(region),
        None => builder,
    };
    assert_eq!(built(with_region(with_edge(plain().base_url(given)))), expected);
    assert_eq!(built(with_edge(with_region(plain().base_url(given)))), expected);
    assert_eq!(built(with_edge(with_region(plain())).base_url(given)), expected);
}

const PLAIN: &str = "https://flex-api.twilio.com";

/// Whether an edge and a region make a host, or why not.
#[track_caller]
fn refused(edge: Option<&str>, region: Option<&str>, expected: &str) {
    check(PLAIN, edge, region, &format!("the client cannot be built: {expected}"));
}

/// The regions, and the only edge of each.
const TABLE: [(&str, &str); 8] = [
    ("au1", "sydney"),
    ("br1", "sao-paulo"),
    ("de1", "frankfurt"),
    ("ie1", "dublin"),
    ("jp1", "tokyo"),
    ("jp2", "osaka"),
    ("sg1", "singapore"),
    ("us2", "umatilla"),
];

#[test]
fn the_table() {
    for (region, edge) in TABLE {
        let host = format!("https://flex-api.{edge}.{region}.twilio.com");
        check(PLAIN, Some(edge), Some(region), &host);
        check(PLAIN, None, Some(region), &host);
        // Every edge leads to the default region.
        let host = format!("https://flex-api.{edge}.us1.twilio.com");
        check(PLAIN, Some(edge), None, &host);
        check(PLAIN, Some(edge), Some("us1"), &host);
    }
    check(PLAIN, None, None, PLAIN);
    check(PLAIN, None, Some("us1"), "https://flex-api.us1.twilio.com");
    check(PLAIN, Some("ashburn"), None, "https://flex-api.ashburn.us1.twilio.com");
    check(PLAIN, Some("Dublin"), Some("IE1"), "https://flex-api.dublin.ie1.twilio.com");
}

#[test]
fn what_does_not_go_together() {
    let edges = TABLE.iter().chain([&("us1", "ashburn")]);
    for (region, right) in TABLE {
        for (own, edge) in edges.clone().filter(|(_, edge)| *edge != right) {
            let expected = format!(
                "the edge `{edge}` does not lead to the region `{region}`: that has the edge \
                 `{right}`, and `{edge}` belongs to the region `{own}`"
            );
            refused(Some(edge), Some(region), &expected);
        }
    }
    for (region, edge) in edges {
        let expected = format!("`{region}` is a region, and no edge; its edge is `{edge}`");
        refused(Some(region), None, &expected);
        refused(Some(region), Some("us1"), &expected);
        let expected = format!("`{edge}` is an edge, and no region; its region is `{region}`");
        refused(Some("roaming"), Some(edge), &expected);
        refused(None, Some(edge), &expected);
    }
}

/// There may be more than the table knows: private ones, and new ones.
#[test]
fn what_is_unknown_is_taken() {
    for edge in ["roaming", "dublin-ix", "london-ix", "oslo"] {
        for region in ["us1", "ie1", "no1"] {
            let host = format!("https://flex-api.{edge}.{region}.twilio.com");
            check(PLAIN, Some(edge), Some(region), &host);
        }
        check(PLAIN, Some(edge), None, &format!("https://flex-api.{edge}.us1.twilio.com"));
    }
    check(PLAIN, Some("dublin"), Some("no1"), "https://flex-api.dublin.no1.twilio.com");
    check(PLAIN, None, Some("no1"), "https://flex-api.no1.twilio.com");
}

/// What the URL says already is kept or replaced, and checked with the rest.
#[test]
fn urls_that_have_some() {
    let region = "https://flex-api.ie1.twilio.com";
    check(region, Some("dublin"), None, "https://flex-api.dublin.ie1.twilio.com");
    check(region, None, Some("au1"), "https://flex-api.sydney.au1.twilio.com");
    let both = "https://flex-api.dublin.ie1.twilio.com";
    check(both, Some("london-ix"), None, "https://flex-api.london-ix.ie1.twilio.com");
    check(both, None, Some("us1"), "https://flex-api.dublin.us1.twilio.com");
    check(both, Some("sydney"), Some("au1"), "https://flex-api.sydney.au1.twilio.com");
    let wrong = "the client cannot be built: the edge `sydney` does not lead to the region `ie1`: \
        that has the edge `dublin`, and `sydney` belongs to the region `au1`";
    check(both, Some("sydney"), None, wrong);
    check(region, Some("sydney"), None, wrong);
    check("https://flex-api.sydney.au1.twilio.com", None, Some("ie1"), wrong);
}

#[test]
fn the_rest_of_the_url_survives() {
    check(
        "https://flex-api.twilio.com:8443/x/",
        Some("sydney"),
        None,
        "https://flex-api.sydney.us1.twilio.com:8443/x",
    );
    let au1 = "https://flex-api.sydney.au1.twilio.com";
    check("HTTPS://Flex-API.Twilio.com", None, Some("au1"), au1);
    check("http://flex-api.twilio.com", None, Some("au1"), &au1.replace("https", "http"));
    for elsewhere in [
        "https://api.example.com",
        "https://twilio.com",
        "https://eviltwilio.com",
        "https://flex-api.twilio.com.example.org",
        "https://example.com/flex-api.twilio.com",
        "https://example.com/x.twilio.com/y",
        "https://a.b.c.d.twilio.com",
        "http://127.0.0.1:8080",
        "http://localhost",
    ] {
        check(elsewhere, Some("sydney"), Some("au1"), elsewhere);
        check(elsewhere, None, Some("au1"), elsewhere);
    }
}

#[test]
fn the_last_one_counts() {
    let changed = builder().region("ie1").edge("dublin").region("au1").edge("sydney");
    assert_eq!(built(changed), "https://flex-api.sydney.au1.twilio.com");
    let changed = builder().region("ie1").region("au1");
    assert_eq!(built(changed), "https://flex-api.sydney.au1.twilio.com");
    assert_eq!(built(builder().edge("a/b").edge("oslo")), "https://flex-api.oslo.us1.twilio.com");
}

#[test]
fn a_builder_shows_them() {
    let shown = format!("{:?}", builder().region("ie1"));
    assert!(shown.contains("\"https://flex-api.dublin.ie1.twilio.com/\""), "{shown}");
    let shown = format!("{:?}", builder().edge("hunter2/"));
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// What the URL would be read as is no reason to take it.
#[test]
fn they_do_not_mend_a_url() {
    let url = "https://flex-api.twilio.com\t";
    let expected = built(builder().base_url(url));
    assert_eq!(built(builder().base_url(url).edge("sydney")), expected);
    assert!(expected.contains("control characters"), "{expected}");
}

/// A label that is not one would send the credentials to another host.
#[test]
fn they_must_be_labels() {
    for label in [
        "",
        " ",
        "evil.example/",
        "evil.example#",
        "a.b",
        "a/b",
        "a@b",
        "a:1",
        "a?b",
        "a\\b",
        "a\n",
        "\u{e4}",
        "%61",
        "sydney ",
    ] {
        let expected =
            "an edge and a region must be one label of a host name, such as `sydney` or `au1`";
        refused(Some(label), None, expected);
        refused(None, Some(label), expected);
    }
    // Punycode of nothing.
    refused(Some("xn--"), None, "the edge and the region do not make a host name");
}
