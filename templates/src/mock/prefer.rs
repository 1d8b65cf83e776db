//! What a request prefers to be answered, for programs that cannot call the mock's methods.

use http::{HeaderMap, StatusCode};

use super::fault::Fault;
use super::plan::Plan;

/// What the header `Prefer` (RFC 7240) asks for: `code=404`, `example=sms` or `fault=cut_body`.
pub(super) fn plan(headers: &HeaderMap) -> Option<Plan> {
    let lines = headers.get_all("prefer").into_iter().filter_map(|line| line.to_str().ok());
    let mut preferences = lines.flat_map(|line| line.split([',', ';']));
    preferences.find_map(|preference| {
        let (name, value) = preference.split_once('=')?;
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "code" => StatusCode::from_bytes(value.as_bytes()).ok().map(Plan::Status),
            "example" => Some(Plan::Example(value.to_owned())),
            "fault" => Fault::named(value).map(Plan::Fault),
            _ => None,
        }
    })
}
