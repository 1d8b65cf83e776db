//! What a reference to another file says: which file, and where in it.

use percent_encoding::percent_decode_str;

use super::refusal::Refusal;
use crate::diagnostics::Code;

/// A file below the folder of the document, and the part of the reference behind `#`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address<'r> {
    /// None for the file that has the reference.
    pub(super) path: Option<String>,
    pub(super) fragment: &'r str,
}

impl<'r> Address<'r> {
    /// What a reference in a file, whose path is given, means.
    pub(super) fn of(reference: &'r str, from: &str) -> Result<Self, Refusal> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.is_empty() {
            return Ok(Self { path: None, fragment });
        }
        if file.starts_with("//") || scheme_of(file).is_some_and(|scheme| scheme != "file") {
            return Err(Refusal::unsupported("is on the network, where nothing is read from"));
        }
        let decoded = percent_decode_str(file).decode_utf8();
        let file = decoded.map_err(|_| Refusal::unsupported("is no path that is UTF-8"))?;
        if file.starts_with('/') || scheme_of(&file).is_some() {
            return Err(Refusal::unsupported("has an absolute path"));
        }
        if file.contains('\\') {
            let problem = "has a `\\` in its path";
            return Err(Refusal::new(Code::UNSUPPORTED_REFERENCE, problem, "write `/` instead"));
        }
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in file.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or_else(Refusal::outside)?;
                }
                part => parts.push(part),
            }
        }
        Ok(Self { path: Some(parts.join("/")), fragment })
    }
}

/// The scheme of a URL. A letter with a colon is a drive of Windows, which is no other host.
fn scheme_of(file: &str) -> Option<&str> {
    let (scheme, _) = file.split_once(':')?;
    let is_in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(is_in_scheme);
    match scheme {
        _ if !is_scheme => None,
        drive if drive.len() == 1 => Some("file"),
        scheme => Some(scheme),
    }
}

/// Whether the name of a schema in a mapping can be a reference to a file.
pub(super) fn may_be_file(name: &str) -> bool {
    let (file, fragment) = name.split_once('#').unwrap_or((name, ""));
    let is_file = |end: &&str| file.len() > end.len() && file.ends_with(*end);
    !file.is_empty()
        && (file.contains('/')
            || fragment.starts_with('/')
            || [".yaml", ".yml", ".json"].iter().any(is_file))
}

#[cfg(test)]
mod tests {
    use super::{Address, may_be_file};

    #[test]
    fn paths_begin_at_the_folder_of_the_document() {
        let check = |reference: &str, from: &str, expected: Result<Option<&str>, &str>| {
            let found = Address::of(reference, from).map(|address| address.path);
            let found = found.as_ref().map(Option::as_deref).map_err(|it| it.problem.as_str());
            assert_eq!(found, expected, "{reference}");
        };
        check("#/a", "a.yaml", Ok(None));
        check("b.yaml", "a.yaml", Ok(Some("b.yaml")));
        check("./b.yaml#/x", "c/a.yaml", Ok(Some("c/b.yaml")));
        check("../b.yaml", "c/d/a.yaml", Ok(Some("c/b.yaml")));
        check("x/.././/b%20c.yaml#", "a.yaml", Ok(Some("b c.yaml")));
        check("a.yaml:b", "a.yaml", Err("is on the network, where nothing is read from"));
        check("./a:b.yaml", "a.yaml", Ok(Some("a:b.yaml")));
        let outside = Err("is outside of the folder of the document");
        check("../b.yaml", "a.yaml", outside);
        check("%2e%2e%2fb.yaml", "a.yaml", outside);
        check("../../b.yaml", "c/a.yaml", outside);
        let absolute = Err("has an absolute path");
        for path in ["/etc/passwd", "file:///etc/passwd", "%2Fetc", "C:/b.yaml", "c:\\b.yaml"] {
            check(path, "a.yaml", absolute);
        }
        let network = Err("is on the network, where nothing is read from");
        for url in ["https://a.example/b", "//a.example/b", "HTTP:b", "urn:x:y"] {
            check(url, "a.yaml", network);
        }
        check("b\\c.yaml", "a.yaml", Err("has a `\\` in its path"));
        check("%ff.yaml", "a.yaml", Err("is no path that is UTF-8"));
    }

    #[test]
    fn names_of_schemas_are_no_files() {
        for name in ["Dog", "a.b", "#/components/schemas/Dog", ".json", "a#b"] {
            assert!(!may_be_file(name), "{name}");
        }
        for name in ["dog.yaml", "./dog", "a#/b", "x.json"] {
            assert!(may_be_file(name), "{name}");
        }
    }
}
