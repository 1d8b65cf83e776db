//! Lists whose pages say in the header `Link` where the next one is (RFC 8288).

use std::sync::Arc;

use http::HeaderMap;
use http::header::LINK;

use crate::pages::{NextPage, Page};
use crate::parameter::Json;
use crate::request::Request;

impl<P: Page> Request<Json<P>> {
    /// The next page is where a header `Link` with the relation `next` leads. Without one, a page is
    /// the last.
    pub(crate) fn pages_by_link(mut self) -> Self {
        self.parts.next_page = Some(Arc::new(NextPage::<P> {
            url: Box::new(|page, _| next_link(page.headers())),
            digest: None,
        }));
        self
    }
}

/// The target of the first link with the relation `next`.
fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|links| split_outside(links, ',')).find_map(target_of_next)
}

/// The target of a link, such as `<https://example.com/things?page=2>; rel="next"`, if the page is
/// what it starts from and that is its relation.
fn target_of_next(link: &str) -> Option<String> {
    let (target, rest) = link.trim().strip_prefix('<')?.split_once('>')?;
    let parameters = split_outside(rest, ';').into_iter().filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        Some((name.trim(), value.trim().trim_matches('"')))
    });
    let mut relation = None;
    for (name, value) in parameters {
        if name.eq_ignore_ascii_case("anchor") {
            return None;
        }
        // Only the first one counts (section 3.3).
        if name.eq_ignore_ascii_case("rel") && relation.is_none() {
            relation = Some(value);
        }
    }
    let mut relations = relation?.split_ascii_whitespace();
    relations.any(|relation| relation.eq_ignore_ascii_case("next")).then(|| target.to_owned())
}

/// The parts of a header between signs that are neither in a URL nor in a quoted text.
fn split_outside(text: &str, sign: char) -> Vec<&str> {
    let (mut in_url, mut in_text, mut is_escaped) = (false, false, false);
    let is_between = |character: char| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match character {
            '\\' if in_text => is_escaped = !was_escaped,
            '"' if !in_url && !was_escaped => in_text = !in_text,
            '<' if !in_text => in_url = true,
            '>' if !in_text => in_url = false,
            _ => return character == sign && !in_url && !in_text,
        }
        false
    };
    text.split(is_between).collect()
}
