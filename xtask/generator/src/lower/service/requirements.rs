//! Which credentials operations need: the alternatives that the client can send.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OpenAPI, Operation, SecurityRequirement, SecurityScheme};

use crate::docs::code_span;
use crate::ir::{SchemeKind, SecurityRequirements};
use crate::lower::Lowering;
use crate::lower::http_headers::{is_token, is_transport_header};
use crate::lower::references::follow;
use document::diagnostics::{Code, Fix, LeftOut, Place, quoted};

/// So many alternatives are made of one in which several schemes go to the same place.
const MOST_CHOICES: usize = 16;

/// What the client makes of an alternative.
enum Alternative<'n> {
    /// All of its schemes are sent.
    Whole(Vec<String>),
    /// Some of its schemes go to the same place, of which one is sent.
    Choices {
        sets: Vec<Vec<String>>,
        /// The places, each with these schemes.
        shared: Vec<(String, Vec<&'n str>)>,
    },
    /// It cannot be sent, and why.
    Unsendable(String),
}

impl Lowering<'_> {
    /// The requirements of all operations that have none of their own. These are too many operations
    /// to leave them out: they are there without what the client cannot send.
    pub(in crate::lower) fn common_security(&mut self, openapi: &OpenAPI) -> SecurityRequirements {
        let requirements = openapi.security.as_deref().unwrap_or_default();
        self.requirements(requirements, Place::ROOT).unwrap_or_else(|problems| {
            self.leave_out_credentials(
                problems,
                Place::ROOT,
                "operations without `security` of their own are made without any; callers can send \
                 them by `header(..)`",
            );
            vec![Vec::new()]
        })
    }

    /// The requirements of an operation, and the scopes that it names. None if it is left out, because
    /// the client cannot send its credentials.
    pub(in crate::lower) fn security(
        &mut self,
        operation: &Operation,
        common: &SecurityRequirements,
        place: Place<'_>,
    ) -> Option<(SecurityRequirements, Vec<String>)> {
        let Some(requirements) = &operation.security else {
            return Some((common.clone(), Vec::new()));
        };
        let scopes = requirements.iter().flat_map(|schemes| schemes.values().flatten());
        let scopes: BTreeSet<String> = scopes.cloned().collect();
        match self.requirements(requirements, place) {
            Ok(sets) => Some((sets, scopes.into_iter().collect())),
            Err(problems) => {
                let problem = problems.into_iter().map(|(_, problem)| problem).next()?;
                let message = format!("this operation is left out: {problem}");
                self.leave_out(LeftOut::Operation, place, message)
                    .at_key()
                    .help("callers can make it by `Client::request`")
                    .fix(Fix::remove(&place))
                    .related(&place.key("security"), "what it needs");
                None
            }
        }
    }

    /// The alternatives that the client can send; or why it can send none of them, with the index of
    /// each. The one without credentials
    /// is last, so that a client that has some sends them.
    fn requirements(
        &mut self,
        requirements: &[SecurityRequirement],
        owner: Place<'_>,
    ) -> Result<SecurityRequirements, Vec<(usize, String)>> {
        let place = owner.key("security");
        let mut sets = SecurityRequirements::new();
        let mut problems = Vec::new();
        for (index, schemes) in requirements.iter().enumerate() {
            let here = place.index(index);
            match self.alternative(schemes) {
                Alternative::Whole(set) => sets.push(set),
                Alternative::Choices { sets: choices, shared } => {
                    sets.extend(choices);
                    for (at, names) in shared {
                        self.warn_of_shared_place(&at, &names, here);
                    }
                }
                Alternative::Unsendable(problem) => problems.push((index, problem)),
            }
        }
        if sets.is_empty() && !problems.is_empty() {
            return Err(problems);
        }
        self.leave_out_credentials(
            problems,
            owner,
            "the operation takes others as well; callers can send these by `header(..)`",
        );
        if sets.is_empty() {
            sets.push(Vec::new());
        }
        sets.sort_by_key(Vec::is_empty);
        sets.dedup();
        Ok(sets)
    }

    /// Says which alternatives are left out, and what callers can do instead.
    fn leave_out_credentials(
        &mut self,
        problems: Vec<(usize, String)>,
        owner: Place<'_>,
        help: &str,
    ) {
        let place = owner.key("security");
        for (index, problem) in problems {
            let here = place.index(index);
            let message = format!("these credentials are left out: {problem}");
            self.leave_out(LeftOut::Credentials, here, message).help(help).fix(Fix::remove(&here));
        }
    }

    /// Says of schemes that go to the same place that they are taken for alternatives.
    fn warn_of_shared_place(&mut self, at: &str, names: &[&str], requirement: Place<'_>) {
        let Some((last, others)) = names.split_last() else { return };
        for name in others {
            let (one, other) = (quoted(name), quoted(last));
            let message = format!("a request sends {one} or {other}, which both use {at}");
            let here = requirement.key(name);
            self.diagnostics
                .warning(Code::UNSUPPORTED, &here, message)
                .at_key()
                .help("they are taken for alternatives: a request sends the first that the client has")
                .fix(Fix::remove(&here));
        }
    }

    /// What the client makes of an alternative.
    fn alternative<'n>(&self, requirement: &'n SecurityRequirement) -> Alternative<'n> {
        // The names of headers do not differ by case.
        let mut by_place: IndexMap<String, (String, Vec<&'n str>)> = IndexMap::new();
        for name in requirement.keys() {
            let kind = match self.security_scheme(name).map(kind_of) {
                Some(Ok(kind)) => kind,
                Some(Err(problem)) => return Alternative::Unsendable(problem),
                // That is reported already.
                None => continue,
            };
            let place = kind.place();
            let at_place = by_place.entry(place.to_ascii_lowercase());
            at_place.or_insert_with(|| (place, Vec::new())).1.push(name);
        }
        let shared = by_place.values().filter(|(_, names)| names.len() > 1).cloned();
        let shared: Vec<_> = shared.collect();
        let Some((place, _)) = shared.first() else {
            return Alternative::Whole(sorted(requirement.keys().cloned()));
        };
        let number = by_place.values().try_fold(1, |product: usize, (_, names)| {
            product.checked_mul(names.len()).filter(|product| *product <= MOST_CHOICES)
        });
        if number.is_none() {
            return Alternative::Unsendable(format!("too many security schemes use {place}"));
        }
        let mut sets = vec![Vec::new()];
        for (_, names) in by_place.values() {
            let with = |set: &Vec<String>, name: &str| {
                sorted(set.iter().cloned().chain([name.to_owned()]))
            };
            sets = names.iter().flat_map(|name| sets.iter().map(|set| with(set, name))).collect();
        }
        Alternative::Choices { sets, shared }
    }

    fn security_scheme(&self, name: &str) -> Option<&SecurityScheme> {
        let schemes = &self.lookup.components().security_schemes;
        follow(schemes.get(name)?, "securitySchemes", schemes)
    }
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names
}

/// How the client sends the credentials of a scheme; or why it cannot.
pub(super) fn kind_of(scheme: &SecurityScheme) -> Result<SchemeKind, String> {
    Ok(match scheme {
        SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            _ => SchemeKind::Authorization(scheme.clone()),
        },
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer,
        SecurityScheme::APIKey { location, name, .. } => match location {
            APIKeyLocation::Query => SchemeKind::QueryKey(name.clone()),
            // The names of headers and of cookies allow the same characters.
            _ if !is_token(name) => {
                return Err(format!(
                    "{} cannot be the name of a header or a cookie",
                    code_span(name)
                ));
            }
            APIKeyLocation::Header if is_transport_header(name) => {
                return Err(format!("the header {} is the HTTP client's own", code_span(name)));
            }
            APIKeyLocation::Header => SchemeKind::HeaderKey(name.clone()),
            APIKeyLocation::Cookie => SchemeKind::CookieKey(name.clone()),
        },
    })
}
