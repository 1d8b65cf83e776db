//! What a document says about the API as a whole, and where it says that there is more to read.

use openapiv3::{Contact, ExternalDocumentation, License, OpenAPI};

use crate::docs::{self, Docs, code_span};

/// The documentation of the API.
pub(super) fn api_docs(openapi: &OpenAPI) -> Docs {
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

/// A sentence about where more is said.
pub(super) fn see_also(external: &ExternalDocumentation) -> Option<String> {
    Some(format!("See also {}.", link(&external.url)?))
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

fn link(url: &str) -> Option<String> {
    url.starts_with("https://").then(|| docs::link(url))
}
