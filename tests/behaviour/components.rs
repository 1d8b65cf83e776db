//! Types that are named after a component, or after nothing else in the document.

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::client_of;
use crate::Response;
use crate::fixtures::header_sets::response_headers::{
    Cost, CountedHeaders, CreateIssueHeaders, DropIssuesHeaders,
};

#[tokio::test]
async fn headers_are_those_of_the_operation_or_of_the_component() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(204)
        .insert_header("Location", "/issues/1")
        .insert_header("X-Total", "7")
        .insert_header("X-Dropped", "2")
        .insert_header("X-Cost", "0.5");
    server.register(Mock::given(any()).respond_with(answer)).await;
    let client = client_of(&server);
    let own: Response<(), CreateIssueHeaders> =
        client.create_issue().send_with_response().await.expect("a success");
    assert_eq!(own.headers().location.as_deref(), Some("/issues/1"));
    let shared: [Response<(), CountedHeaders>; 2] = [
        client.list_issues().send_with_response().await.expect("a success"),
        client.count_issues().send_with_response().await.expect("a success"),
    ];
    assert!(shared.iter().all(|response| response.headers().x_total == Some(7)));
    let both: Response<(), DropIssuesHeaders> =
        client.drop_issues().send_with_response().await.expect("a success");
    assert_eq!((both.headers().x_total, both.headers().x_dropped), (Some(7), Some(2)));
    let named: [Response<(), Cost>; 2] = [
        client.archive_issues().send_with_response().await.expect("a success"),
        client.restore_issues().send_with_response().await.expect("a success"),
    ];
    assert!(named.iter().all(|response| response.headers().x_cost.is_some()));
}
