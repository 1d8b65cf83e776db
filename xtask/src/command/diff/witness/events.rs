//! Events that the API of one version sends, and the crate of the other does not read as it should.

use changes::{Change, Kind};
use document::pointer::find;
use document::reference::resolve;
use document::validation::Direction;
use generator::lower::mock::Sampler;
use serde_json::Value;

use super::request::Request;
use super::table::{Input, Operation, Table};

/// Whether a change is about an event.
pub(super) fn is_about(kind: Kind) -> bool {
    kind.code().starts_with("event-")
}

/// The event at a place of the document of the API that sends it.
pub(super) fn sent(change: &Change, document: &Value, place: &str) -> Option<Request> {
    let (method, operation) = operation(document, place)?;
    // What shows that something is missing is an event without what it need not have.
    let is_least = matches!(
        change.kind,
        Kind::EventPartAdded
            | Kind::EventPartRemoved
            | Kind::EventPartAlwaysNow
            | Kind::EventPartOptionalNow
    );
    let mut sampler = Sampler::new(document);
    let mut values = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let parameter = resolve(document, parameter);
        if is_least && parameter["required"] != true {
            continue;
        }
        let value = sampler.value(&parameter["schema"], Direction::Request)?;
        let text = |key: &str| parameter[key].as_str().map(str::to_owned);
        let style = text("style");
        let is_form = style.as_deref().is_none_or(|style| style == "form");
        let explode = parameter["explode"].as_bool().unwrap_or(is_form);
        let (place, name) = (text("in")?, text("name")?);
        values.push((Input { place, name, style, explode, ..Input::default() }, value));
    }
    let body = resolve(document, &operation["requestBody"]);
    let content = body["content"].as_object().and_then(|content| content.iter().next());
    let content = content.filter(|_| !is_least || body["required"] == true);
    let media_type = content.map(|(media_type, _)| media_type.as_str());
    if let Some((media_type, media)) = content {
        let value = sampler.value(&media["schema"], Direction::Request).unwrap_or_default();
        let json = document::media_type::is_json(media_type);
        let form = document::media_type::is_form(media_type);
        let place = "body".to_owned();
        values.push((Input { place, json, form, ..Input::default() }, value));
    }
    let table = Table { operations: Vec::new(), schemes: serde_json::Map::new() };
    let operation = Operation {
        verb: method.to_ascii_uppercase(),
        path: "/events".to_owned(),
        security: Vec::new(),
        media_types: Vec::new(),
        inputs: Vec::new(),
    };
    let values: Vec<_> = values.iter().map(|(input, value)| (input, value.clone())).collect();
    Some(Request::new(&table, &operation, &values, media_type, &[]))
}

/// The method and the operation that a place is in, of which there may be one within another.
fn operation<'v, 'p>(document: &'v Value, place: &'p str) -> Option<(&'p str, &'v Value)> {
    const METHODS: [&str; 8] =
        ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let ends = place.match_indices('/').map(|(at, _)| at).chain([place.len()]);
    let mut methods = ends.filter_map(|end| {
        let (_, last) = place[..end].rsplit_once('/')?;
        METHODS.contains(&last).then_some((last, &place[..end]))
    });
    let (method, pointer) = methods.next_back()?;
    Some((method, find(document, pointer)?))
}
