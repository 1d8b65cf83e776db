//! A server on this machine that has lists, for the tests of pages.

use std::sync::LazyLock;

use serde_json::json;
use templates::{Client, Pages, ThingPage};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Of the credentials; never to be seen.
pub(crate) const SECRET: &str = "hunter2";

/// What asks for the first page of [`Client::list_things`].
pub(crate) const FIRST: &str = "/Things?PageSize=2";

/// Keeps no connection for later: it would belong to the runtime of a test that is over.
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let builder = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
    builder.redirect(reqwest::redirect::Policy::none()).build().expect("the settings are valid")
});

/// A server whose answers are set one by one; to anything else it answers 404.
pub(crate) struct Server(MockServer);

/// A page with these things; in the URL of the next one, `{server}` stands for the server's own.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a>(pub(crate) &'a [&'a str], pub(crate) Option<&'a str>);

impl Server {
    pub(crate) async fn start() -> Self {
        Self(MockServer::start().await)
    }

    /// A server with these pages, and no other answer.
    pub(crate) async fn with(pages: &[(&'static str, Listed<'_>)]) -> Self {
        let server = Self::start().await;
        for (target, page) in pages {
            server.answer(target, server.page(*page)).await;
        }
        server
    }

    pub(crate) fn url(&self) -> String {
        self.0.uri()
    }

    /// Such as `127.0.0.1:8080`.
    pub(crate) fn authority(&self) -> String {
        self.0.address().to_string()
    }

    /// The answer that is such a page.
    pub(crate) fn page(&self, Listed(things, next): Listed<'_>) -> ResponseTemplate {
        let next = next.map(|url| url.replace("{server}", &self.url()));
        let body = json!({ "things": things, "next_page_uri": next });
        ResponseTemplate::new(200).set_body_json(body)
    }

    /// Sets the answer to requests for such a path and query.
    pub(crate) async fn answer(&self, target: &'static str, answer: ResponseTemplate) {
        mock(target, answer).mount(&self.0).await;
    }

    /// Sets the answer to the next such request only, before others are set.
    pub(crate) async fn answer_once(&self, target: &'static str, answer: ResponseTemplate) {
        mock(target, answer).up_to_n_times(1).mount(&self.0).await;
    }

    pub(crate) async fn requests(&self) -> Vec<wiremock::Request> {
        self.0.received_requests().await.expect("requests are recorded")
    }

    /// Path and query of every request so far.
    pub(crate) async fn targets(&self) -> Vec<String> {
        self.requests().await.iter().map(target_of).collect()
    }

    pub(crate) fn client(&self) -> Client {
        self.client_under("")
    }

    /// A client whose base URL has a path.
    pub(crate) fn client_under(&self, prefix: &str) -> Client {
        let builder = Client::builder().http_client(HTTP.clone()).credentials("AC0", SECRET);
        builder.base_url(format!("{}{prefix}", self.url())).build().expect("a client")
    }

    pub(crate) fn list(&self) -> Pages<ThingPage> {
        self.client().list_things().pages()
    }
}

fn mock(target: &'static str, answer: ResponseTemplate) -> Mock {
    let matcher = move |request: &wiremock::Request| target_of(request) == target;
    Mock::given(any()).and(matcher).respond_with(answer)
}

fn target_of(request: &wiremock::Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}"));
    format!("{}{}", request.url.path(), query.unwrap_or_default())
}
