//! Content other than plain JSON, and content that differs by status, from a server on this
//! machine.

use http::StatusCode;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{check, client, client_of, respond};
use crate::Json;
use crate::error::{ApiError, Error};
use crate::fixtures::by_status::models::Notice;
use crate::fixtures::by_status::operations::{
    FetchBuildError, StartBuildError, StartBuildResponse,
};
use crate::fixtures::no_content::response_headers::CheckSessionsHeaders;
use crate::fixtures::redirects::response_headers::FetchRecordingHeaders;

/// A server that gives the same answer to every request.
async fn serve(status: u16, body: impl Into<Vec<u8>>, content_type: &str) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body, content_type);
    server.register(Mock::given(any()).respond_with(answer)).await;
    server
}

/// What the last request said that it accepts.
async fn accepted(server: &MockServer) -> String {
    let requests = server.received_requests().await.expect("requests are recorded");
    let last = requests.last().expect("there was a request");
    last.headers["accept"].to_str().expect("media types are text").to_owned()
}

#[tokio::test]
async fn text() {
    let server = serve(200, "Über\n", "text/plain").await;
    let poem = client_of(&server).fetch_poem().send().await.expect("a text");
    assert_eq!(poem, "Über\n");
    assert_eq!(accepted(&server).await, "text/plain");
}

#[tokio::test]
async fn json_of_a_special_kind() {
    let server = serve(200, "[\"a\"]", "application/vnd.verses+json").await;
    let verses = client_of(&server).fetch_verses().send().await.expect("JSON");
    assert_eq!(verses, ["a"]);
    assert_eq!(accepted(&server).await, "application/vnd.verses+json; charset=utf-8");
}

#[tokio::test]
async fn bytes_as_a_whole_and_as_they_arrive() {
    let picture = vec![0x89, b'P', b'N', b'G', 0, 0xff];
    let server = serve(200, picture.clone(), "image/png").await;
    let client = client_of(&server);
    let response = client.fetch_picture().send_with_response().await.expect("bytes");
    assert_eq!(response.header::<String>("content-type").as_deref(), Some("image/png"));
    assert_eq!(response.into_body(), picture);
    assert_eq!(accepted(&server).await, "image/jpeg, image/png");

    let mut download = client.fetch_picture().send_streamed().await.expect("bytes").into_body();
    let mut received = Vec::new();
    while let Some(chunk) = download.next().await {
        received.extend(chunk.expect("the connection holds"));
    }
    assert_eq!(received, picture);
}

#[tokio::test]
async fn the_caller_chooses_among_contents() {
    let server = serve(200, "[1,2]", "text/whatever").await;
    let client = client_of(&server);
    assert_eq!(client.fetch_report().send().await.expect("JSON"), [1, 2]);
    assert_eq!(accepted(&server).await, "application/json");
    let csv = client.fetch_report().accept_csv().send().await.expect("a text");
    assert_eq!(csv, "[1,2]");
    assert_eq!(accepted(&server).await, "text/csv");
    let pdf = client.fetch_report().accept_pdf().send().await.expect("bytes");
    assert_eq!(pdf, "[1,2]");
    assert_eq!(accepted(&server).await, "application/pdf");
}

#[tokio::test]
async fn content_that_may_be_missing() {
    let server = serve(200, "{\"name\":\"a\"}", "application/json").await;
    let job = client_of(&server).fetch_job().send().await.expect("a job");
    assert_eq!(job.and_then(|job| job.name).as_deref(), Some("a"));
    let server = serve(204, "", "application/json").await;
    assert_eq!(client_of(&server).fetch_job().send().await.expect("no job"), None);
}

/// A server that redirects every request.
async fn redirect(status: u16, location: Option<&str>) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status);
    let answer = match location {
        Some(location) => answer.insert_header("Location", location),
        None => answer,
    };
    server.register(Mock::given(any()).respond_with(answer)).await;
    server
}

#[tokio::test]
async fn redirects_that_are_the_answer() {
    let url = "https://media.example.com/1?key=a%20b";
    for status in [302, 307, 303, 308] {
        let server = redirect(status, Some(url)).await;
        let client = client_of(&server);
        let response = client.fetch_recording(1).send_with_response().await.expect("a URL");
        assert_eq!(response.status(), status);
        let headers = FetchRecordingHeaders::from(response.headers());
        assert_eq!(headers.location.as_deref(), Some(url));
        assert_eq!(response.into_body(), url);
        assert_eq!(client.replace_recording(1).send().await.expect("a URL"), url);
        // What the URL leads to is not asked for.
        assert_eq!(server.received_requests().await.expect("they are recorded").len(), 2);
    }
    let error = client_of(&redirect(302, None).await).fetch_recording(1).send().await;
    let Err(Error::Decode(error)) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("Location"), "{error}");

    let server = serve(404, "{\"text\":\"gone\"}", "application/json").await;
    let error = client_of(&server).fetch_recording(1).send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.status(), 404);

    // Where there may be content, a redirect is none, and says where it is.
    let server = redirect(302, Some(url)).await;
    let error = client_of(&server).fetch_latest().send().await.expect_err("it is elsewhere");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.status().as_u16(), &error.headers()["location"]),
        (302, &url.parse().expect("a value"))
    );
}

async fn start(status: u16, body: &str) -> Result<StartBuildResponse, Error> {
    let server = serve(status, body, "application/json").await;
    let answer = client_of(&server).start_build().send().await;
    assert_eq!(accepted(&server).await, "application/json, text/plain");
    answer
}

#[tokio::test]
async fn answers_by_status() {
    let answer = start(200, "{\"number\":7}").await.expect("a build");
    assert!(matches!(&answer, StartBuildResponse::Ok(build) if build.number == 7), "{answer:?}");
    let answer = start(202, "{\"number\":7}").await.expect("a text");
    assert_eq!(answer, StartBuildResponse::Accepted("{\"number\":7}".to_owned()));
    assert_eq!(start(204, "").await.expect("nothing"), StartBuildResponse::NoContent);
    let answer = start(203, "{\"text\":\"a\"}").await.expect("a notice");
    assert!(matches!(&answer, StartBuildResponse::Success(notice) if notice.text == "a"));

    let error = start(200, "{}").await.expect_err("a build has a number");
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.body(), "{}");
}

async fn refused(status: u16, body: &str) -> ApiError {
    match start(status, body).await {
        Err(Error::Api(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn refusals_by_status() {
    let refusal = StartBuildError::from(&refused(400, "{\"text\":\"a\"}").await);
    assert!(matches!(&refusal, StartBuildError::BadRequest(notice) if notice.text == "a"));
    let refusal = StartBuildError::from(&refused(404, "gone").await);
    assert_eq!(refusal, StartBuildError::NotFound);
    let refusal = StartBuildError::from(&refused(502, "<html>").await);
    assert_eq!(refusal, StartBuildError::ServerError("<html>".to_owned()));
    let refusal = StartBuildError::from(&refused(418, "{\"title\":\"b\"}").await);
    assert!(matches!(&refusal, StartBuildError::Default(problem) if problem.title == "b"));
}

#[tokio::test]
async fn refusals_that_are_not_as_described() {
    for status in [400, 418] {
        let error = refused(status, "<html>").await;
        let status = StatusCode::from_u16(status).expect("a status");
        let other = StartBuildError::Other(status, "<html>".into());
        assert_eq!(StartBuildError::from(&error), other);
        assert_eq!(error.body(), "<html>");
    }
    let server = serve(500, "x", "text/plain").await;
    let error = client_of(&server).fetch_build().send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    let other = FetchBuildError::Other(StatusCode::INTERNAL_SERVER_ERROR, "x".into());
    assert_eq!(FetchBuildError::from(&*error), other);

    let server = serve(410, "{\"text\":\"gone\"}", "application/json").await;
    let error = client_of(&server).fetch_build().send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    let FetchBuildError::ClientError(notice) = FetchBuildError::from(&*error) else {
        panic!("{error:?}")
    };
    assert_eq!(notice.text, "gone");

    let server = serve(409, json!([{ "number": 1 }]).to_string(), "application/json").await;
    let error = client_of(&server).fetch_build().send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    let FetchBuildError::Conflict(builds) = FetchBuildError::from(&*error) else {
        panic!("{error:?}")
    };
    assert_eq!(builds[0].number, 1);
}

/// A default response that stands alone says what errors are, too.
#[tokio::test]
async fn default_alone_is_of_errors_too() {
    let server = serve(200, "3", "application/json").await;
    assert_eq!(client_of(&server).count_orders().send().await.expect("a count"), 3);
    let server = serve(503, "-1", "application/json").await;
    let error = client_of(&server).count_orders().send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.read::<Json<i64>>().expect("a count"), -1);
}

/// What is the same whatever the status needs no enum. Another operation may have other errors.
#[tokio::test]
async fn refusals_of_one_type() {
    for status in [400, 503] {
        let server = serve(status, "{\"text\":\"no\"}", "application/json").await;
        let error = client_of(&server).replace_build().send().await.expect_err("a refusal");
        let Error::Api(error) = error else { panic!("{error:?}") };
        assert_eq!(error.read::<Json<Notice>>().expect("a notice").text, "no");
    }
    let server = serve(502, "<html>", "text/html").await;
    let error = client_of(&server).replace_build().send().await.expect_err("a refusal");
    let Error::Api(error) = error else { panic!("{error:?}") };
    error.read::<Json<Notice>>().expect_err("it is no JSON");
    assert_eq!(error.body(), "<html>");
}

/// HEAD has no content, whatever is described; its headers are typed.
#[test]
fn head_has_headers_alone() {
    let request = client().check_sessions().into_request();
    check(&request, "HEAD /sessions", "");
    let response = respond(&request, 200, &[("X-Count", "3")], &Value::Null);
    assert_eq!(CheckSessionsHeaders::from(response.headers()).x_count, Some(3));
}
