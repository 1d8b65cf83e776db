//! The credentials that clients take.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Module, ident, inner_docs, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{Api, FetchedTokens, Scheme, SchemeKind};

/// `src/credentials.rs`: how a client is made, and what it proves who calls with.
pub(super) fn module(api: &Api) -> Module {
    let mut imports = Imports::new("", []);
    let constructor = constructor(api, &mut imports);
    let schemes = &api.security.schemes;
    let builder = (!schemes.is_empty()).then(|| {
        let builder = imports.name("crate", "ClientBuilder");
        let provider = imports.name("crate", "CredentialProvider");
        let setters = schemes.iter().map(|scheme| {
            let own = setters(scheme, &provider);
            let fetched = scheme.fetched.as_ref();
            let fetched = fetched.map(|fetched| fetching(scheme, fetched, &mut imports));
            quote!(#own #fetched)
        });
        quote!(impl #builder { #(#setters)* })
    });
    let docs = inner_docs(&Docs::own("What proves to the API who calls it."));
    Module::new("src/credentials.rs", quote!(#docs #imports #constructor #builder))
}

/// `Client::new`, unless there are several kinds of credentials to choose from.
fn constructor(api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    let takes_base_url = api.security.constructor?.takes_base_url;
    let scheme = api.security.constructor_scheme();
    let what = match scheme.map(|scheme| &scheme.kind) {
        None => "",
        Some(SchemeKind::Basic) => " with the given credentials for HTTP basic authentication,",
        Some(SchemeKind::Bearer) => " with the given token,",
        Some(SchemeKind::Authorization(_)) => " with the given value of `Authorization`,",
        Some(_) => " with the given API key,",
    };
    let (docs, server) = if takes_base_url {
        let server = quote!(base_url: impl Into<String>,);
        (
            format!("A client of the API at a base URL,{what} and defaults for everything else."),
            Some(server),
        )
    } else if scheme.is_none() {
        ("A client with defaults for everything.".to_owned(), None)
    } else {
        (format!("A client{what} and defaults for everything else."), None)
    };
    let docs = match &*api.base_url {
        path if path.starts_with('/') => {
            Docs::own(&docs).and(format!("A base URL without a path gets {}.", code_span(path)))
        }
        _ => Docs::own(&docs),
    };
    let docs = outer_docs(&docs);
    let base_url = server.is_some().then(|| quote!(.base_url(base_url)));
    let arguments = scheme.map(arguments).unwrap_or_default();
    let parameters = arguments.iter().map(|name| {
        let name = ident(name);
        quote!(#name: impl Into<String>)
    });
    let call = scheme.map(|scheme| {
        let (setter, names) =
            (ident(&scheme.name.field()), arguments.iter().map(|name| ident(name)));
        quote!(.#setter(#(#names),*))
    });
    let client = imports.name("crate", "Client");
    let error = imports.name("crate", "Error");
    Some(quote! {
        impl #client {
            #docs
            ///
            /// # Errors
            ///
            /// [`Error::Build`] if the HTTP client cannot be set up, for example without
            /// root certificates on the system.
            pub fn new(#server #(#parameters),*) -> Result<Self, #error> {
                Self::builder() #base_url #call .build()
            }
        }
    })
}

/// What a method that takes credentials is called with.
fn arguments(scheme: &Scheme) -> &'static [&'static str] {
    match scheme.kind {
        SchemeKind::Basic => &["username", "password"],
        SchemeKind::Bearer => &["token"],
        SchemeKind::Authorization(_) => &["value"],
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => &["key"],
    }
}

/// The methods that take the credentials of a scheme: as they are, and from a provider.
fn setters(scheme: &Scheme, provider: &TokenStream) -> TokenStream {
    let docs = outer_docs(&scheme.docs);
    let (name, wire) = (ident(&scheme.name.field()), &scheme.wire_name);
    let arguments: Vec<_> = arguments(scheme).iter().map(|name| ident(name)).collect();
    let (method, place) = match &scheme.kind {
        SchemeKind::Basic => ("basic", None),
        SchemeKind::Bearer => ("bearer", None),
        SchemeKind::Authorization(_) => ("header_key", Some("Authorization")),
        SchemeKind::HeaderKey(name) => ("header_key", Some(name.as_str())),
        SchemeKind::QueryKey(name) => ("query_key", Some(name.as_str())),
        SchemeKind::CookieKey(name) => ("cookie_key", Some(name.as_str())),
    };
    let (method, method_from) = (ident(method), ident(&format!("{method}_from")));
    let place = place.map(|name| quote!(#name,));
    let docs_from = outer_docs(&Docs::own(format!(
        "The same as [`{name}`](Self::{name}), from a provider that is asked each time a request \
         is sent.",
    )));
    let name_from = ident(&scheme.provider.field());
    let value =
        if scheme.kind == SchemeKind::Basic { quote!((String, String)) } else { quote!(String) };
    quote! {
        #docs
        pub fn #name(self, #(#arguments: impl Into<String>),*) -> Self {
            self.#method(#wire, #place #(&#arguments.into()),*)
        }

        #docs_from
        pub fn #name_from(self, provider: impl #provider<#value>) -> Self {
            self.#method_from(#wire, #place provider)
        }
    }
}

/// The methods that take what access tokens are fetched with.
fn fetching(scheme: &Scheme, fetched: &FetchedTokens, imports: &mut Imports) -> TokenStream {
    let FetchedTokens { name, with, url, in_form } = fetched;
    let (name, with, wire) = (ident(&name.field()), ident(&with.field()), &scheme.wire_name);
    let credentials = imports.name("crate", "OAuthCredentials");
    let token_url = imports.name("crate::oauth", "TokenUrl");
    let docs = outer_docs(
        &Docs::own(
            "The id and the secret of an application. The client fetches access tokens with \
                    them, keeps each as long as it is good, and renews it.",
        )
        .and(format!("The secret goes to {} and nowhere else.", code_span(url))),
    );
    let docs_with = outer_docs(&Docs::own(format!(
        "The same as [`{name}`](Self::{name}), with scopes or from another URL."
    )));
    quote! {
        #docs
        pub fn #name(
            self,
            client_id: impl Into<String>,
            client_secret: impl Into<String>,
        ) -> Self {
            self.#with(#credentials::new(client_id, client_secret))
        }

        #docs_with
        pub fn #with(self, credentials: #credentials) -> Self {
            let url = #token_url { url: #url, in_form: #in_form };
            self.oauth(#wire, url, credentials)
        }
    }
}
