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

#[cfg(test)]
mod tests {
    use super::{essence, is_form, is_json, is_multipart, is_multipart_form};

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
