//! Lists whose pages are asked for by a token.

use std::sync::Arc;

use crate::pages::{NextPage, Page};
use crate::parameter::Json;
use crate::query::with_query;
use crate::request::Request;

impl<P: Page> Request<Json<P>> {
    /// The next page is asked for as the one before, with the token that this has as a query
    /// parameter. Without a token, or with an empty one, a page is the last.
    pub(crate) fn pages_by_token(
        mut self,
        parameter: &'static str,
        token: fn(&P) -> Option<&str>,
    ) -> Self {
        self.parts.next_page = Some(Arc::new(NextPage::<P> {
            url: Box::new(move |page, asked| {
                let token = token(page.body()).filter(|token| !token.is_empty())?;
                Some(with_query(asked, parameter, token))
            }),
            digest: None,
        }));
        self
    }
}
