//! Paths: the names of their parameters, and what no request can reach.

/// The names in the braces of a path, unless the braces do not match.
pub(super) fn template_names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(brace) = rest.find(['{', '}']) {
        let inside = rest[brace..].strip_prefix('{')?;
        let end = inside.find(['{', '}'])?;
        rest = inside[end..].strip_prefix('}')?;
        names.push(&inside[..end]);
    }
    Some(names)
}

/// A path without the names of its parameters: what tells it from others.
pub(super) fn shape(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|character| {
            inside = (inside || *character == '{') && *character != '}';
            !inside || *character == '{'
        })
        .collect()
}

/// Why requests to a path cannot reach it, whatever its parameters are: how URLs are read leaves no
/// way to write it.
pub(super) fn problem_of_path(path: &str) -> Option<&'static str> {
    let text = shape(path);
    let text = text.split('#').next().unwrap_or_default();
    if text.contains(char::is_control) {
        return Some("a URL has no control characters");
    }
    let path = text.split('?').next().unwrap_or_default();
    if path.contains('\\') {
        return Some("`\\` is read as `/`");
    }
    // Parsers of URLs take encoded dots for dots.
    let is_dots = |segment: &str| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        segment == "." || segment == ".."
    };
    let is_folded = path.split('/').any(is_dots);
    is_folded.then_some("the segments `.` and `..` are left out of URLs before they are sent")
}

#[cfg(test)]
mod tests {
    use super::{problem_of_path, shape, template_names};

    #[test]
    fn paths_are_templates() {
        assert_eq!(template_names("/a/{b}.{c}"), Some(vec!["b", "c"]));
        assert_eq!(template_names("/a"), Some(vec![]));
        for unbalanced in ["/{a", "/a}", "/{{a}}", "/{a}}"] {
            assert_eq!(template_names(unbalanced), None, "{unbalanced}");
        }
        assert_eq!(shape("/a/{b}.{c}"), "/a/{}.{}");
    }

    #[test]
    fn some_paths_cannot_be_requested() {
        for path in [
            "/a\\b",
            "/\\{a}",
            "/a\tb",
            "/a?\u{7f}",
            "/..",
            "/a/../b",
            "/./a",
            "/a/.",
            "/%2e%2E/a",
            "/.%2e",
            "/..?a",
            "/..#a",
        ] {
            assert!(problem_of_path(path).is_some(), "{path:?}");
        }
        for path in [
            "/",
            "//",
            "/a//b",
            "/...",
            "/a..b",
            "/.a",
            "/{..}",
            "/{a\\b}",
            "/{a\tb}",
            "/.{a}",
            "/a?b=..",
            "/a?/../",
            "/a?b=\\",
            "/a#\\",
            "/a#/../",
            "/a b",
            "/%2e%2e%2e",
        ] {
            assert_eq!(problem_of_path(path), None, "{path:?}");
        }
    }
}
