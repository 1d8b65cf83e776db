//! Lists whose pages are asked for by a number: that of the page, or of its first item.

#![allow(dead_code, reason = "an API may have lists of one kind only")]

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::sync::Arc;

use serde::Serialize;

use crate::pages::{NextPage, Page};
use crate::parameter::Json;
use crate::query::{is_called, with_query};
use crate::request::Request;
use crate::response::Response;

/// What says that a page is the last, beside that it has no items.
pub(crate) enum ListEnd<P> {
    /// Nothing.
    Nothing,
    /// A flag that is false then.
    NoMore(fn(&P) -> Option<bool>),
    /// The number of all items, or of all pages.
    Total(Box<dyn Fn(&P) -> Option<u64> + Send + Sync>),
}

impl<P: 'static> ListEnd<P> {
    /// The number of all items, or of all pages.
    pub(crate) fn total<N: TryInto<u64> + 'static>(total: fn(&P) -> Option<N>) -> Self {
        Self::Total(Box::new(move |page| total(page)?.try_into().ok()))
    }

    /// Whether a page is the last, behind which so many items or pages have been there.
    fn is_reached(&self, page: &P, count: u64) -> bool {
        match self {
            Self::Nothing => false,
            Self::NoMore(more) => more(page) == Some(false),
            Self::Total(total) => total(page).is_some_and(|total| count >= total),
        }
    }
}

impl<P: Page<Item: Serialize>> Request<Json<P>> {
    /// The next page is asked for as the one before, with the number of its first item as a query
    /// parameter; `first` is that of the first item of all.
    pub(crate) fn pages_by_offset(
        self,
        parameter: &'static str,
        first: u64,
        items: fn(&P) -> Option<&[P::Item]>,
        end: ListEnd<P>,
    ) -> Self {
        self.pages_by_number_of(parameter, first, items, end, |items| items.len() as u64)
    }

    /// The next page is asked for as the one before, with its number as a query parameter; `first` is
    /// that of the first page.
    pub(crate) fn pages_by_number(
        self,
        parameter: &'static str,
        first: u64,
        items: fn(&P) -> Option<&[P::Item]>,
        end: ListEnd<P>,
    ) -> Self {
        self.pages_by_number_of(parameter, first, items, end, |_| 1)
    }

    fn pages_by_number_of(
        mut self,
        parameter: &'static str,
        first: u64,
        items: fn(&P) -> Option<&[P::Item]>,
        end: ListEnd<P>,
        step: fn(&[P::Item]) -> u64,
    ) -> Self {
        let url = move |page: &Response<P>, asked: &str| {
            let items = items(page.body()).filter(|items| !items.is_empty())?;
            // A number that cannot be read is not one that could be counted on.
            let number = number(asked, parameter).map_or(Some(first), |number| number.parse().ok());
            let next = number?.checked_add(step(items))?;
            let is_last = end.is_reached(page.body(), next.saturating_sub(first));
            (!is_last).then(|| with_query(asked, parameter, &next.to_string()))
        };
        let hasher = RandomState::new();
        let digest = move |page: &P| {
            let items = items(page).filter(|items| !items.is_empty())?;
            let mut digest = Digest(hasher.build_hasher());
            serde_json::to_writer(&mut digest, items).ok()?;
            Some(digest.0.finish())
        };
        self.parts.next_page =
            Some(Arc::new(NextPage::<P> { url: Box::new(url), digest: Some(Box::new(digest)) }));
        self
    }
}

/// The value of a parameter in the query of a URL.
fn number(url: &str, parameter: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let found = query.split('&').find(|text| is_called(text, parameter))?;
    form_urlencoded::parse(found.as_bytes()).next().map(|(_, value)| value.into_owned())
}

/// Makes a digest of what is written.
struct Digest<H>(H);

impl<H: Hasher> io::Write for Digest<H> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
