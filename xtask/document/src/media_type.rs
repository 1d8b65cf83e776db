//! Media types.

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is JSON (RFC 6839 for the suffix).
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether a media type is that of forms whose fields are texts.
#[must_use]
pub fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is that of forms whose fields are parts, such as files.
#[must_use]
pub fn is_multipart_form(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// Whether content of a media type has parts. More of these have encodings in a document than
/// forms.
#[must_use]
pub fn is_multipart(media_type: &str) -> bool {
    essence(media_type).starts_with("multipart/")
}

/// How items follow each other in content that is a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StreamKind {
    /// As the HTML standard says.
    Events,
    /// On lines.
    Lines,
    /// As RFC 7464 says.
    Sequence,
}

impl StreamKind {
    /// What content of a media type is, if it is a stream.
    #[must_use]
    pub fn of(media_type: &str) -> Option<Self> {
        match essence(media_type).as_str() {
            "text/event-stream" => Some(Self::Events),
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/stream+json" => Some(Self::Lines),
            essence if essence.starts_with("application/") && essence.ends_with("json-seq") => {
                Some(Self::Sequence)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{StreamKind, essence, is_form, is_json, is_multipart, is_multipart_form};

    #[test]
    fn streams_are_known_by_their_media_types() {
        let check = |media_type, kind| assert_eq!(StreamKind::of(media_type), kind, "{media_type}");
        check("Text/Event-Stream; charset=utf-8", Some(StreamKind::Events));
        check("application/jsonl", Some(StreamKind::Lines));
        check("application/geo+json-seq", Some(StreamKind::Sequence));
        check("application/json", None);
        check("multipart/mixed", None);
    }

    #[test]
    fn parameters_and_case_do_not_count() {
        assert_eq!(essence(" Text/JSON ; charset=utf-8"), "text/json");
        let check = |is: fn(&str) -> bool, media_type: &str, expected: bool| {
            assert_eq!(is(media_type), expected, "{media_type}");
        };
        check(is_json, "application/JSON; charset=utf-8", true);
        check(is_json, "application/problem+json", true);
        check(is_json, "application/x-ndjson", false);
        check(is_form, "application/x-www-form-urlencoded;charset=utf-8", true);
        check(is_form, "multipart/form-data", false);
        check(is_multipart_form, "multipart/form-data; boundary=a", true);
        check(is_multipart_form, "multipart/mixed", false);
        check(is_multipart, "Multipart/Mixed", true);
        check(is_multipart, "multipart", false);
    }
}
