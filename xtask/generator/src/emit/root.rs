//! The root of the crate, and the modules that hold others together.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, deprecated, ident, inner_docs, outer_docs, runtime, types_of};
use crate::docs::Docs;
use crate::ir::Api;

/// The modules that a feature offers, and which one.
const FEATURES: [(&str, &str); 5] = [
    ("blocking", "blocking"),
    ("mock", "mock"),
    ("receive", "webhooks"),
    ("verified_event", "webhooks"),
    ("webhooks", "webhooks"),
];

/// The module of what is generated for the feature `mock`.
const MOCKED: (&str, &str) = ("mocked", "mock");

/// `src/lib.rs`: modules and what they offer. A guide is a module without code, for the features
/// that an application is tested with.
pub(super) fn lib(api: &Api, has_guide: bool) -> Module {
    let mut modules: BTreeMap<&str, (bool, Vec<String>)> = BTreeMap::new();
    let parts = runtime::modules(api);
    let feature_of = |module: &str| FEATURES.into_iter().find(|(known, _)| *known == module);
    let (by_feature, always): (Vec<_>, Vec<_>) =
        parts.iter().partition(|part| feature_of(part.module).is_some());
    for part in always {
        modules.insert(
            part.module,
            (false, part.exports.iter().map(|&name| name.to_owned()).collect()),
        );
    }
    modules.insert("api", (false, Vec::new()));
    modules.insert("credentials", (false, Vec::new()));
    modules.insert("operations", (true, Vec::new()));
    if api.all_servers().next().is_some() {
        modules.insert("servers", (true, Vec::new()));
    }
    if !api.models.is_empty() {
        modules.insert("json", (false, Vec::new()));
        modules.insert("models", (true, Vec::new()));
    }
    let mut generated = |module, names: Vec<String>| {
        if !names.is_empty() {
            modules.insert(module, (false, names));
        }
    };
    generated(
        "identifiers",
        api.identifiers.iter().map(|identifier| identifier.name.type_name()).collect(),
    );
    generated("response_headers", api.header_sets.iter().map(|set| set.name.type_name()).collect());

    let declarations = modules.iter().map(|(name, (is_public, _))| {
        let (name, visibility) = (ident(name), is_public.then(|| quote!(pub)));
        quote!(#visibility mod #name;)
    });
    let exports = modules.iter().map(|(name, (_, exports))| export(name, exports));
    let mut by_feature: Vec<_> =
        by_feature.iter().filter_map(|part| feature_of(part.module)).collect();
    by_feature.push(MOCKED);
    by_feature.extend((!api.callbacks.is_empty()).then_some(("events", "webhooks")));
    by_feature.sort_unstable();
    let by_feature = by_feature.into_iter().map(|(module, feature)| {
        // It adds a method to a type of another module.
        let visibility = (module != "verified_event").then(|| quote!(pub));
        let module = ident(module);
        quote!(#[cfg(feature = #feature)] #visibility mod #module;)
    });
    let guide = has_guide.then(|| {
        quote! {
            #[cfg(all(feature = "mock", feature = "webhooks"))]
            #[doc = include_str!("../GUIDE.md")]
            pub mod guide {}
        }
    });
    Module::new(
        "src/lib.rs",
        quote! {
            #![doc = include_str!("../README.md")]
            #(#declarations)*
            #(#by_feature)*
            #guide
            #(#exports)*
        },
    )
}

/// `src/api.rs`: what the runtime has to know about this API.
pub(super) fn api(api: &Api) -> Module {
    let docs = inner_docs(&Docs::own("What the runtime has to know about this API."));
    let base_url = &api.base_url;
    let base_url_docs = outer_docs(&Docs::own(if base_url.starts_with('/') {
        "The path of the API on whatever host the builder of the client is given."
    } else {
        "Where requests go, unless the builder of the client says otherwise."
    }));
    let security = &api.security.default;
    let request_id_headers = api.request_id_headers;
    let error = match &api.error {
        Some(name) => {
            let name = ident(&name.type_name());
            quote!(crate::models::#name)
        }
        None => quote!(serde_json::Value),
    };
    Module::new(
        "src/api.rs",
        quote! {
            #docs
            #base_url_docs
            pub(crate) const BASE_URL: &str = #base_url;

            /// Which security schemes operations need, unless they say otherwise: all of
            /// one of these sets.
            pub(crate) const SECURITY: &[&[&str]] = &[#(&[#(#security),*]),*];

            /// The headers of a response that may have the id of the request.
            pub(crate) const REQUEST_ID_HEADERS: &[&str] = &[#(#request_id_headers),*];

            /// What the content of an error is read as.
            pub(crate) type ErrorBody = #error;
        },
    )
}

/// `src/models.rs`.
pub(super) fn models(api: &Api) -> Module {
    let groups = api.models.iter().map(|group| {
        (group.name.module(), group.models.iter().map(|model| model.name.type_name()).collect())
    });
    let allow = deprecated::allow(!api.deprecated_models().is_empty());
    holder("models", "What is sent and received.", allow.as_ref(), &groups.collect())
}

/// `src/json.rs`.
pub(super) fn json(api: &Api) -> Module {
    let docs = "How the models are read and written as JSON.";
    let groups = api.models.iter().map(|group| (group.name.module(), Vec::new()));
    holder("json", docs, None, &groups.collect())
}

/// `src/operations.rs`.
pub(super) fn operations(api: &Api) -> Module {
    let resources = api.resources.iter().map(|resource| {
        let names = resource.operations.iter().flat_map(types_of);
        (resource.name.module(), names.collect())
    });
    let docs = "Requests, each made by the method of [`Client`](crate::Client) of the same name.";
    holder("operations", docs, None, &resources.collect())
}

/// A module that only holds others and offers what they define.
fn holder(
    name: &str,
    docs: &str,
    allow: Option<&TokenStream>,
    parts: &BTreeMap<String, Vec<String>>,
) -> Module {
    let docs = inner_docs(&Docs::own(docs));
    let declarations = parts.keys().map(|part| {
        let part = ident(part);
        quote!(mod #part;)
    });
    let exports = parts.iter().map(|(part, names)| export(part, names));
    Module::new(format!("src/{name}.rs"), quote!(#docs #allow #(#declarations)* #(#exports)*))
}

pub(super) fn export(module: &str, names: &[String]) -> TokenStream {
    let module = ident(module);
    let mut names: Vec<_> = names.iter().map(|name| ident(name)).collect();
    names.sort();
    match names.as_slice() {
        [] => TokenStream::new(),
        [name] => quote!(pub use #module::#name;),
        names => quote!(pub use #module::{#(#names),*};),
    }
}
