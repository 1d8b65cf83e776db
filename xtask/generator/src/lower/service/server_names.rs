//! The names of servers that users can choose from.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::lower::service::server_url;
use crate::names::{Name, PRELUDE, Scope};

/// The names of servers, and of the types that their variables have.
pub(in crate::lower) struct ServerNames<'l> {
    scope: Scope,
    /// The URLs of servers by the names that they had when the crate was generated last, without those
    /// that have been given to a server, or whose URL no server has any more.
    known: BTreeMap<&'l str, &'l str>,
}

impl<'l> ServerNames<'l> {
    /// `urls` are those of all servers of the document.
    pub(in crate::lower) fn new(
        known: &'l BTreeMap<String, String>,
        urls: &HashSet<String>,
    ) -> Self {
        let known = known.iter().filter(|(_, url)| urls.contains(*url));
        let known: BTreeMap<&str, &str> =
            known.map(|(name, url)| (name.as_str(), url.as_str())).collect();
        let mut scope = Scope::with(PRELUDE);
        for name in known.keys() {
            scope.claim(&Name::new(name));
        }
        Self { scope, known }
    }

    /// Whether a server at a URL had a name.
    pub(super) fn is_known(&self, url: &str) -> bool {
        self.known.values().any(|known| *known == url)
    }

    /// The name of a server: the one that it had, or one that is free.
    pub(super) fn of_server(&mut self, url: &str, name: &Name) -> Name {
        let at_url =
            || self.known.iter().filter(|(_, known)| **known == url).map(|(name, _)| *name);
        match at_url().find(|known| *known == name.words()).or_else(|| at_url().next()) {
            Some(known) => {
                self.known.remove(known);
                Name::new(known)
            }
            None => self.scope.claim_one_of(&[name.clone(), name.join(&Name::new("server"))]),
        }
    }

    /// The name of the type of a variable's values.
    pub(super) fn of_values(&mut self, server: &Name, variable: &str) -> Name {
        self.scope.claim_one_of(&[server.join(&Name::new(variable))])
    }
}

/// The names by the rules of the API's servers, each with its URL: its description, if that is short and
/// no other server has it, or else its URL.
pub(super) fn usual_names(servers: &[openapiv3::Server]) -> Vec<Name> {
    let described: Vec<Option<Name>> = servers.iter().map(described).collect();
    let mut counts: HashMap<&Name, usize> = HashMap::new();
    for name in described.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let only = |name: &Option<Name>| name.clone().filter(|name| counts[name] == 1);
    let of_url = |server| name_of_url(&server_url::with_defaults(server));
    let names = servers.iter().zip(&described);
    names.map(|(server, name)| only(name).unwrap_or_else(|| of_url(server))).collect()
}

/// The name of a server after its URL.
pub(super) fn name_of_url(url: &str) -> Name {
    Name::new(url.split_once("://").map_or(url, |(_, rest)| rest))
}

/// The name of a server after its description, if that is short.
fn described(server: &openapiv3::Server) -> Option<Name> {
    let description = server.description.as_deref()?.trim_end_matches('.');
    let is_short = (1..=3).contains(&description.split_whitespace().count());
    is_short.then(|| Name::new(description))
}
