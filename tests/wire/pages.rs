//! Lists of Twilio's, whose pages name Twilio's own host whatever the base URL is.

use std::time::Duration;

use serde_json::{Value, json};
use wiremock::matchers::{header, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{AUTHORIZATION, SID, builder, sid};

fn page(channels: &[&str], next_page_url: Option<&str>) -> Value {
    let channels: Vec<Value> = channels.iter().map(|sid| json!({ "sid": sid })).collect();
    json!({ "channels": channels, "meta": { "next_page_url": next_page_url, "page": 0 } })
}

/// Such as a gateway has one, and a server of a test none.
#[tokio::test]
async fn through_another_base_url() {
    for prefix in ["", "/gateway/flex"] {
        let server = MockServer::start().await;
        let list = format!("{prefix}/v1/Interactions/{SID}/Channels");
        let next = format!(
            "https://flex-api.twilio.com/v1/Interactions/{SID}/Channels?PageSize=1&PageToken=PAU1"
        );
        let answer = |page: Value| ResponseTemplate::new(200).set_body_json(page);
        let request = || {
            Mock::given(path(&*list))
                .and(header("authorization", AUTHORIZATION))
                .and(header("x-trace", "t1"))
        };
        let first = request().and(query_param_is_missing("PageToken"));
        first.respond_with(answer(page(&["UO1"], Some(&next)))).mount(&server).await;
        let second = request().and(query_param("PageToken", "PAU1"));
        second.respond_with(answer(page(&["UO2"], None))).mount(&server).await;

        let client = builder(&format!("{}{prefix}", server.uri())).build().expect("a client");
        let request = client.list_interaction_channels(sid()).page_size(1).into_request();
        let request = request.header("X-Trace", "t1").timeout(Duration::from_secs(60));
        let mut channels = request.items();
        let mut found = Vec::new();
        while let Some(channel) = channels.next().await {
            found.push(channel.expect("a channel").sid.expect("it has one").to_string());
        }
        assert_eq!(found, ["UO1", "UO2"], "{prefix}");
    }
}
