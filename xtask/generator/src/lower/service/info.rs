//! The version of the crate, the documentation of the API as a whole, and links to further documentation.

use openapiv3::{Contact, License, OpenAPI};
use semver::Version;

use crate::docs::{Docs, code_span};
use crate::lower::Lowering;
use crate::lower::external_docs::{link, see_also};
use document::diagnostics::{Code, Fix, Place, Text};

/// The extension of the document that has code to show in the documentation.
const EXAMPLE: &str = "x-rust-example";

/// The extension of the Info Object that has the version of the crate.
const VERSION: &str = "x-rust-version";

/// The version of a crate for which none is given.
const FIRST_VERSION: Version = Version::new(0, 1, 0);

impl Lowering<'_> {
    /// The code to show in the documentation. It is compiled with the tests of the crate, so that only
    /// who generates the crate may write it, in an overlay, and not who wrote the document.
    pub(in crate::lower) fn example(&mut self, openapi: &OpenAPI) -> Option<String> {
        let example = openapi.extensions.get(EXAMPLE)?.as_str()?.to_owned();
        let place = Place::ROOT.key(EXAMPLE);
        if self.diagnostics.origin_of(&place.pointer()).0 == Text::Overlay {
            return Some(example);
        }
        let message = format!("`{EXAMPLE}` means nothing in the document itself");
        self.diagnostics
            .warning(Code::UNKNOWN_EXTENSION, &place, message)
            .help("it is code, which only an overlay may add; the crate is generated without it")
            .fix(Fix::remove(&place));
        None
    }
}

/// The version of the crate. One that is none has been reported when the document was read.
pub(in crate::lower) fn crate_version(openapi: &OpenAPI) -> Version {
    let given = openapi.info.extensions.get(VERSION).and_then(|version| version.as_str());
    given.and_then(|version| Version::parse(version).ok()).unwrap_or(FIRST_VERSION)
}

/// The documentation of the API.
pub(in crate::lower) fn api_docs(openapi: &OpenAPI) -> Docs {
    let info = &openapi.info;
    let docs = Docs::of(info.description.as_deref(), || {
        let title = code_span(&info.title);
        format!("The API {title}.")
    });
    let about = [
        openapi.external_docs.as_ref().and_then(see_also),
        info.terms_of_service
            .as_deref()
            .and_then(link)
            .map(|url| format!("Terms of service: {url}.")),
        info.contact.as_ref().and_then(contact),
        info.license.as_ref().map(license),
    ];
    about.into_iter().flatten().fold(docs, |docs, paragraph| docs.and(&paragraph))
}

fn contact(contact: &Contact) -> Option<String> {
    let name = contact.name.as_deref().map(code_span);
    let url = contact.url.as_deref().and_then(link);
    let email = contact.email.as_deref().map(code_span);
    let parts: Vec<String> = [name, url, email].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Contact: {}.", parts.join(", ")))
}

fn license(license: &License) -> String {
    let name = code_span(&license.name);
    match license.url.as_deref().and_then(link) {
        Some(url) => format!("License of the API: {name}, {url}."),
        None => format!("License of the API: {name}."),
    }
}
