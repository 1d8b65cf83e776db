//! Lists that come page by page.

mod next_page;

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use reqwest::Url;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::parameter::{Json, Parameter};
use crate::request::{Request, append, encode};
use crate::response::Response;

pub(crate) use next_page::NextPage;

/// A response that is one page of a list.
pub trait Page: DeserializeOwned + Send + 'static {
    /// What is listed.
    type Item: Send + Unpin + 'static;

    /// The URL of the page after this one, absolute or without a host; none for the
    /// last page, and where the API does not give URLs: then requests of the operation know how
    /// the next page is found.
    fn next_page(&self) -> Option<&str> {
        None
    }

    /// What this page lists.
    fn into_items(self) -> Vec<Self::Item>;
}

type Fetch<P> = Pin<Box<dyn Future<Output = Result<Response<P>, Error>> + Send>>;

/// The pages of a list, each fetched when it is asked for, by
/// [`next`](Self::next) or as a [`Stream`].
///
/// Each is asked for with the headers, the credentials and the limits of the first request; the
/// time limit is one for each page. The query is that of the URL that the API gave, to which
/// [`query`](Self::query) can add. Where the API gives no URL, it is that of the page before, with
/// another token or number.
///
/// Only pages on the host of the client are followed, and those on the API's own server
/// through the base URL of the client, as [`Request::at`] says. After an error there are no more. A
/// page that was there before is an error.
#[must_use = "no page is fetched before it is asked for"]
pub struct Pages<P> {
    /// The request of the first page; those of others differ in the URL alone.
    request: Request<Json<P>>,
    /// How the page after one is found, if not by [`Page::next_page`].
    next_page: Option<Arc<NextPage<P>>>,
    /// What the query of each page has, unless its URL has the name: names, and the
    /// parameters as they are encoded.
    queries: Vec<(String, String)>,
    position: Option<String>,
    /// The URL of the page that was asked for last.
    latest: Option<String>,
    /// Digests of the URLs that were asked for, and of what was listed where these do not tell pages
    /// apart.
    visited: HashSet<u64>,
    /// Makes digests of URLs.
    hasher: RandomState,
    fetch: Option<Fetch<P>>,
    is_done: bool,
}

impl<P: Page> Request<Json<P>> {
    /// The pages of the list that begins with the answer to this request, each fetched
    /// when it is asked for.
    pub fn pages(self) -> Pages<P> {
        Pages::new(self)
    }

    /// The items on those pages, one by one. Each page is fetched when it is needed.
    pub fn items(self) -> Items<P> {
        self.pages().items()
    }
}

impl<P: Page> Pages<P> {
    pub(crate) fn new(request: Request<Json<P>>) -> Self {
        Self {
            next_page: NextPage::of(&request),
            request,
            queries: Vec::new(),
            position: None,
            latest: None,
            visited: HashSet::new(),
            hasher: RandomState::new(),
            fetch: None,
            is_done: false,
        }
    }

    /// Goes on at a [`position`](Self::position) of earlier pages of the same list, also
    /// after an error.
    pub fn starting_at(self, position: impl Into<String>) -> Self {
        let Self { request, queries, .. } = self;
        Self { queries, position: Some(position.into()), ..Self::new(request) }
    }

    /// How long each page that is not asked for yet may take, in place of the client's own
    /// limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request = self.request.timeout(limit);
        self
    }

    /// Sets a header of each page that is not asked for yet, in place of one of the same
    /// name.
    pub fn header(mut self, name: &str, value: impl Parameter) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Adds a query parameter to each page that is not asked for yet, the first one
    /// included, unless its URL has one of that name already.
    ///
    /// A parameter of the first request is not added to a URL that the API gives: what of it is
    /// still needed is there.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Parameter) -> Self {
        let name = name.into();
        let mut parameters = String::new();
        for text in self.request.texts("query parameter", &name, value) {
            append(&mut parameters, &format!("{}={}", encode(&name), encode(&text)));
        }
        self.queries.push((name.into(), parameters));
        self
    }

    /// The absolute URL of the page that comes next; none before the first page and
    /// after the last one. After an error it is that of the page that could not be
    /// fetched.
    pub fn position(&self) -> Option<&str> {
        self.position.as_deref()
    }

    /// What the pages list, one by one.
    pub fn items(self) -> Items<P> {
        Items { pages: self, buffer: VecDeque::new(), limit: None }
    }

    /// Fetches the next page; none after the last one.
    pub async fn next(&mut self) -> Option<Result<Response<P>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<P>, Error>>> {
        if self.is_done {
            return Poll::Ready(None);
        }
        let fetch = match &mut self.fetch {
            Some(fetch) => fetch,
            none => {
                let mut request = upcoming(&self.request, &self.queries, self.position.as_deref());
                let url = request.uri();
                if !self.visited.insert(self.hasher.hash_one(&url)) {
                    request
                        .refuse("the list leads back to a page that was fetched before".to_owned());
                }
                self.latest = Some(url);
                none.insert(Box::pin(request.send_with_response()))
            }
        };
        let result = ready!(fetch.as_mut().poll(context));
        self.fetch = None;
        match &result {
            Ok(page) if self.has_listed(page.body()) => {
                let mut request = upcoming(&self.request, &self.queries, self.position.as_deref());
                request.refuse("the page lists what a page before it did".to_owned());
                self.fetch = Some(Box::pin(request.send_with_response()));
                return self.poll(context);
            }
            Ok(page) => {
                let asked = self.latest.as_deref().unwrap_or_default();
                let next = match &self.next_page {
                    Some(next_page) => (next_page.url)(page, asked),
                    None => page.body().next_page().map(str::to_owned),
                };
                let next = next.filter(|url| !url.is_empty());
                self.position = next.map(|url| absolute(asked, &url));
                self.is_done = self.position.is_none();
            }
            Err(_) => self.is_done = true,
        }
        Poll::Ready(Some(result))
    }

    /// Whether a page that is asked for by a number has what another one had: an API that does not
    /// know the parameter would give the first page for ever.
    fn has_listed(&mut self, page: &P) -> bool {
        let digest = self.next_page.as_ref().and_then(|next_page| next_page.digest.as_ref()?(page));
        digest.is_some_and(|digest| !self.visited.insert(digest))
    }
}

/// The request of the page at a position, of the first one if there is none.
fn upcoming<C>(
    first: &Request<C>,
    queries: &[(String, String)],
    position: Option<&str>,
) -> Request<C> {
    let request = first.clone();
    let mut request = match position {
        Some(url) => request.at(url),
        None => request,
    };
    let missing = missing(&request.uri(), queries);
    if !missing.is_empty() {
        request.append_query(&missing);
    }
    request
}

/// The parameters whose names the query of a URL does not have.
fn missing(url: &str, queries: &[(String, String)]) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let known: HashSet<_> =
        form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name).collect();
    let mut all = String::new();
    for (name, parameters) in queries {
        if !known.contains(name.as_str()) {
            append(&mut all, parameters);
        }
    }
    all
}

/// A URL as it is meant on a page; left as it is if it is none, to be refused later.
fn absolute(page: &str, url: &str) -> String {
    let joined = Url::parse(page).and_then(|page| page.join(url));
    joined.map_or_else(|_| url.to_owned(), String::from)
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<Response<P>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// Shows the request that comes next; in the position itself there may be a secret, for
/// which it is refused then.
impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("request", &upcoming(&self.request, &self.queries, self.position.as_deref()))
            .field("is_done", &self.is_done)
            .finish_non_exhaustive()
    }
}

/// What the pages of a list contain, one by one, each page being fetched when it is
/// needed; by [`next`](Self::next) or as a [`Stream`].
///
/// Time limits, headers and parameters of the query are set on the [`Pages`] that they are on.
#[must_use = "no page is fetched before it is asked for"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    /// Items of the last page that are still to come.
    buffer: VecDeque<P::Item>,
    /// How many may still come.
    limit: Option<usize>,
}

impl<P: Page> Items<P> {
    /// Ends after so many; no page is fetched for more.
    pub fn limit(mut self, count: usize) -> Self {
        self.limit = Some(count);
        self
    }

    /// The absolute URL of the page that has the item that comes next, where the
    /// [`pages`](Pages::starting_at) of the same list can go on later; none before the
    /// first item and after the last page. Those of the page's items that were given
    /// already are given again then.
    pub fn position(&self) -> Option<&str> {
        if self.buffer.is_empty() { self.pages.position() } else { self.pages.latest.as_deref() }
    }

    /// The next one; none after the last.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error>>> {
        if self.limit == Some(0) {
            return Poll::Ready(None);
        }
        loop {
            if let Some(item) = self.buffer.pop_front() {
                self.limit = self.limit.map(|limit| limit - 1);
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.buffer = page.into_body().into_items().into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P: Page> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("buffered", &self.buffer.len())
            .field("limit", &self.limit)
            .finish()
    }
}
