//! Which credentials the API takes. Which of them each operation needs is in `requirements`.

use std::collections::HashSet;

use openapiv3::{OAuth2Flows, ReferenceOr, SecurityScheme};

use crate::docs::{Docs, code_span};
use crate::ir::{
    Constructor, FetchedTokens, Resource, Scheme, SchemeKind, SchemeReason, Security,
    SecurityRequirements,
};
use crate::lower::Lowering;
use crate::lower::memory::Memory;
use crate::lower::references::{component_of, follow};
use crate::lower::service::client_credentials::TokenSource;
use crate::lower::service::requirements::kind_of;
use crate::lower::service::server_url;
use crate::names::{Name, Scope};
use document::Document;
use document::diagnostics::Place;

/// Methods that the runtime's builder of clients has already.
pub(in crate::lower) const BUILDER_METHODS: &[&str] = &[
    "allow_plain_http",
    "attempt_timeout",
    "base_url",
    "basic",
    "basic_from",
    "bearer",
    "bearer_from",
    "build",
    "clone",
    "connect_timeout",
    "cookie_key",
    "cookie_key_from",
    "edge",
    "error_limit",
    "fmt",
    "from",
    "from_env",
    "from_variables",
    "header_key",
    "header_key_from",
    "http_client",
    "into",
    "observer",
    "place",
    "placed_url",
    "oauth",
    "provided",
    "query_key",
    "query_key_from",
    "region",
    "response_limit",
    "retries",
    "retry_budget",
    "timeout",
    "transport",
    "user_agent",
];

impl Lowering<'_> {
    /// The schemes that operations need, sorted by name, and what `Client::new` takes.
    pub(in crate::lower) fn used_security(
        &mut self,
        Document { openapi, is_whole, .. }: &Document,
        common: &SecurityRequirements,
        resources: &[Resource],
        base_url: &str,
    ) -> Security {
        let needs_any =
            |sets: &&SecurityRequirements| sets.iter().any(|schemes| !schemes.is_empty());
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let all: Vec<&SecurityRequirements> =
            operations.map(|operation| &operation.security).collect();
        let used: HashSet<&String> =
            all.iter().copied().chain([common]).flatten().flatten().collect();
        let own = openapi.operations().filter_map(|(.., operation)| operation.security.as_ref());
        let requirements = own.chain(&openapi.security).flatten();
        let named_somewhere: HashSet<&String> = requirements.flat_map(|it| it.keys()).collect();
        // The common requirements, or else those of the first operation that needs credentials. Only
        // operations with others repeat theirs.
        let default =
            Some(common).filter(needs_any).or_else(|| all.iter().copied().find(needs_any));
        let default = default.cloned().unwrap_or_else(|| vec![Vec::new()]);

        let components = self.lookup.components();
        let references = components.security_schemes.values().filter_map(|scheme| match scheme {
            ReferenceOr::Reference { reference } => component_of(reference, "securitySchemes"),
            ReferenceOr::Item(_) => None,
        });
        let referred_to: HashSet<_> = references.collect();
        let mut found: Vec<(&String, &SecurityScheme, SchemeKind)> = Vec::new();
        let mut names: Vec<&String> = components.security_schemes.keys().collect();
        names.sort_unstable();
        let all_declared = named_somewhere.iter().all(|name| names.contains(name));
        for name in names {
            let schemes = &components.security_schemes;
            let scheme = follow(&schemes[name], "securitySchemes", schemes);
            let is_named = named_somewhere.contains(name) || referred_to.contains(name);
            // In a document that is not whole, an operation that is missing may use it; and a name
            // that is not declared may be meant for it.
            if *is_whole && all_declared && !is_named {
                let place = Place::ROOT.key("components");
                let place = place.key("securitySchemes");
                self.warn_ignored(place.key(name), "no operation needs this security scheme");
            } else if used.contains(name)
                && let Some(scheme) = scheme
                && let Ok(kind) = kind_of(scheme)
            {
                found.push((name, scheme, kind));
            }
        }
        let sources = found.iter().map(|(name, scheme, _)| {
            let place = Place::ROOT.key("components");
            let place = place.key("securitySchemes");
            self.token_source(scheme, base_url, place.key(name))
        });
        let sources: Vec<Option<TokenSource>> = sources.collect();
        let schemes = named(&found, sources, self.memory);
        let sets: Vec<&[String]> =
            all.into_iter().chain([&default]).flatten().map(Vec::as_slice).collect();
        let constructor = constructor(&schemes, &sets, base_url, self.memory);
        Security { schemes, default, constructor }
    }
}

/// The schemes with the names of their setters: those that the lock has, and else by their kind, unless
/// several are of one kind.
fn named(
    found: &[(&String, &SecurityScheme, SchemeKind)],
    sources: Vec<Option<TokenSource>>,
    memory: &Memory<'_>,
) -> Vec<Scheme> {
    let mut scope = Scope::of_setters(BUILDER_METHODS);
    let alone = |kind: &SchemeKind| {
        found.iter().filter(|(.., other)| other.setter() == kind.setter()).count() == 1
    };
    let known = |(wire_name, ..): &(&String, _, _)| {
        memory.credentials(wire_name).filter(|name| scope.claim(name))
    };
    let known: Vec<Option<Name>> = found.iter().map(known).collect();
    let by_kind = |((.., kind), known): (&(_, _, SchemeKind), Option<Name>)| {
        let usual = Some(Name::new(kind.setter())).filter(|_| alone(kind));
        let is_usual = known.is_some() && known == usual;
        let reason = if is_usual { SchemeReason::Kind } else { SchemeReason::Lock };
        let by_rule = |name| (name, SchemeReason::Kind);
        known
            .map(|name| (name, reason))
            .or_else(|| usual.filter(|name| scope.claim(name)).map(by_rule))
    };
    let names: Vec<Option<(Name, SchemeReason)>> = found.iter().zip(known).map(by_kind).collect();
    let mut name_of = |(wire_name, _, kind): &(&String, _, SchemeKind), name| {
        let own = || {
            let own = Name::new(wire_name);
            let name = scope.claim_one_of(&[own.clone(), own.join(&Name::new(kind.setter()))]);
            (name, SchemeReason::Document)
        };
        Option::unwrap_or_else(name, own)
    };
    let names: Vec<_> = found.iter().zip(names).map(|(it, name)| name_of(it, name)).collect();
    let schemes = found.iter().zip(names).zip(sources);
    let schemes = schemes.map(|(((wire_name, scheme, kind), (name, because)), source)| {
        let fetched = source.map(|source| fetched(source, &name, kind, &mut scope));
        Scheme {
            wire_name: (*wire_name).clone(),
            provider: scope.claim_one_of(&[name.join(&Name::new("from"))]),
            name,
            docs: docs(scheme, kind, fetched.as_ref()),
            kind: kind.clone(),
            fetched,
            because,
        }
    });
    schemes.collect()
}

/// How the client fetches tokens for a scheme whose setter has a name.
fn fetched(
    source: TokenSource,
    setter: &Name,
    kind: &SchemeKind,
    scope: &mut Scope,
) -> FetchedTokens {
    let name = Name::new("client_credentials");
    let is_usual = setter.field() == kind.setter();
    let name = if is_usual { name } else { setter.join(&name) };
    let name = scope.claim_one_of(&[name]);
    let with = scope.claim_one_of(&[name.join(&Name::new("with"))]);
    FetchedTokens { name, with, url: source.url, in_form: source.in_form }
}

/// What `Client::new` takes: what the lock has, as long as clients that are made so can call some
/// operation; and else the credentials of the only scheme. `sets` are those that are enough for some
/// operation.
fn constructor(
    schemes: &[Scheme],
    sets: &[&[String]],
    base_url: &str,
    memory: &Memory<'_>,
) -> Option<Constructor> {
    let has_host = server_url::is_absolute(base_url);
    let known = memory.constructor().and_then(|known| {
        let is_enough =
            |set: &&[String]| set.iter().all(|name| Some(name) == known.scheme.as_ref());
        let scheme = match &known.scheme {
            Some(name) => Some(schemes.iter().position(|it| it.wire_name == *name)?),
            None => None,
        };
        let constructor = Constructor { takes_base_url: known.base_url || !has_host, scheme };
        sets.iter().any(is_enough).then_some(constructor)
    });
    known.or(match schemes {
        [] => Some(Constructor { takes_base_url: !has_host, scheme: None }),
        [_] => Some(Constructor { takes_base_url: !has_host, scheme: Some(0) }),
        _ => None,
    })
}

/// The documentation of the credentials.
fn docs(scheme: &SecurityScheme, kind: &SchemeKind, fetched: Option<&FetchedTokens>) -> Docs {
    let what = match (scheme, kind) {
        (_, SchemeKind::Basic) => {
            "The username and the password of HTTP basic authentication.".to_owned()
        }
        (SecurityScheme::HTTP { bearer_format: Some(format), .. }, _) => {
            format!("The bearer token, in the format {}.", code_span(format))
        }
        (SecurityScheme::OAuth2 { flows, .. }, _) => oauth2(flows, fetched),
        (SecurityScheme::OpenIDConnect { open_id_connect_url: url, .. }, _) => format!(
            "The access token of `OpenID Connect`, which this crate does not fetch. Configuration: \
             {}.",
            code_span(url)
        ),
        (_, SchemeKind::Bearer) => "The bearer token.".to_owned(),
        (_, SchemeKind::Authorization(scheme)) => format!(
            "The whole value of the header `Authorization`, for the HTTP authentication {}, which \
             this crate does not know.",
            code_span(scheme)
        ),
        _ => format!("The API key, which goes into {}.", kind.place()),
    };
    let (SecurityScheme::APIKey { description, .. }
    | SecurityScheme::HTTP { description, .. }
    | SecurityScheme::OAuth2 { description, .. }
    | SecurityScheme::OpenIDConnect { description, .. }) = scheme;
    let docs = Docs::own(&what);
    match description.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => docs.and_docs(&Docs::of(Some(text), String::new)),
        None => docs,
    }
}

/// Where the tokens come from.
fn oauth2(flows: &OAuth2Flows, fetched: Option<&FetchedTokens>) -> String {
    let mut urls: Vec<&str> = Vec::new();
    urls.extend(flows.client_credentials.as_ref().map(|flow| flow.token_url.as_str()));
    urls.extend(flows.password.as_ref().map(|flow| flow.token_url.as_str()));
    urls.extend(flows.authorization_code.as_ref().map(|flow| flow.token_url.as_str()));
    urls.extend(flows.implicit.as_ref().map(|flow| flow.authorization_url.as_str()));
    let mut listed: Vec<String> = Vec::new();
    for url in urls.into_iter().map(code_span) {
        if !listed.contains(&url) {
            listed.push(url);
        }
    }
    let urls = listed.join(" or ");
    match (fetched, urls.as_str()) {
        (None, "") => "The access token of OAuth 2.0, which this crate does not fetch.".to_owned(),
        (None, urls) => format!(
            "The access token of OAuth 2.0, which this crate does not fetch. It comes from {urls}."
        ),
        (Some(fetched), urls) => {
            let name = fetched.name.field();
            format!(
                "An access token of OAuth 2.0, from {urls}. [`{name}`](Self::{name}) has them \
                 fetched."
            )
        }
    }
}
