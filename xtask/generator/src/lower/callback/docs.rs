//! What is said of an event.

use document::diagnostics::Place;

use crate::docs::{Docs, code_span};
use crate::lower::Lowering;
use crate::lower::callback::Source;
use crate::lower::external_docs::see_also;
use crate::lower::notes::response_descriptions::is_uninformative;
use crate::lower::operation::text_of;
use crate::lower::references::follow;
use crate::lower::status::{key_of, status_of};

impl<'a> Lowering<'a> {
    /// The description of an event, where the API sends it, and how it wants to be answered.
    pub(super) fn event_docs(&self, source: &Source<'a, '_>, place: Place<'_>) -> Docs {
        let Source { method, item, operation, callback, is_webhook, .. } = source;
        let text = text_of(operation.summary.as_deref(), operation.description.as_deref());
        let about = || text_of(item.item.summary.as_deref(), item.item.description.as_deref());
        let text = text.or_else(about);
        let expression = code_span(item.expression);
        let kind = if *is_webhook { "webhook" } else { "callback" };
        let undescribed = || format!("An event of the {kind} {}.", code_span(callback));
        let docs = Docs::of(text.as_deref(), undescribed);
        let docs = docs.and(if *is_webhook {
            format!("The API sends it by `{method}` to a URL that its user has given.")
        } else {
            format!("The API sends it by `{method}` to {expression}.")
        });
        let docs = match operation.external_docs.as_ref().and_then(see_also) {
            Some(sentence) => docs.and(&sentence),
            None => docs,
        };
        docs.and_docs(&self.answers(source, place))
    }

    /// Which answers the API describes.
    fn answers(&self, source: &Source<'a, '_>, place: Place<'_>) -> Docs {
        let responses = &source.operation.responses;
        let components = &self.lookup.components().responses;
        let place = place.key("responses");
        let described = responses.responses.iter().map(|(key, response)| {
            let status = status_of(key);
            let beside = self.lookup.description_beside(place.key(&key_of(status)));
            let own = follow(response, "responses", components);
            let text = beside.or(own.map(|response| response.description.as_str()));
            let text = text.filter(|text| !is_uninformative(status, text)).map(str::to_owned);
            (status, text)
        });
        let mut described: Vec<_> = described.collect();
        described.sort_by_key(|(status, _)| *status);
        let statuses: Vec<String> =
            described.iter().map(|(status, _)| format!("`{}`", key_of(*status))).collect();
        let sentence = match statuses.as_slice() {
            [] => return Docs::own("It is answered with any status that is a success."),
            [only] => format!("It is answered with {only}."),
            [first @ .., last] => format!("It is answered with {} or {last}.", first.join(", ")),
        };
        let items = described.into_iter().zip(statuses).filter_map(|((_, text), status)| {
            Some((status, Docs::of(Some(&text?), || "Not described.".to_owned())))
        });
        let items: Vec<_> = items.collect();
        let docs = Docs::own(sentence);
        if items.is_empty() { docs } else { docs.and_docs(&Docs::list(items)) }
    }
}
