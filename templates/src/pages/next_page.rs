//! How the page after one is found, where its URL is not in the content.

use std::sync::Arc;

use crate::parameter::Json;
use crate::request::Request;
use crate::response::Response;

type Url<P> = dyn Fn(&Response<P>, &str) -> Option<String> + Send + Sync;
type Digest<P> = dyn Fn(&P) -> Option<u64> + Send + Sync;

/// How the page after one is found. The request has it, of which the type of the content is not
/// known everywhere.
pub(crate) struct NextPage<P> {
    /// The URL of the next page, which may be relative, made of a page and the URL that it was asked
    /// for at.
    pub(crate) url: Box<Url<P>>,
    /// A digest of what a page lists, if there is anything, where each page has a URL of its own
    /// whatever it lists.
    pub(crate) digest: Option<Box<Digest<P>>>,
}

impl<P: 'static> NextPage<P> {
    /// How a request says that it is found.
    pub(super) fn of(request: &Request<Json<P>>) -> Option<Arc<Self>> {
        request.parts.next_page.clone()?.downcast().ok()
    }
}
