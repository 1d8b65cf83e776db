//! Where the API is.

use openapiv3::{OpenAPI, ServerVariable};

use super::{Lowering, PRELUDE};
use crate::diagnostics::Place;
use crate::docs::{Docs, code_span};
use crate::ir::{EnumValue, Server, Variable};
use crate::names::{Name, Scope};

/// Methods that every server with variables has already.
const SERVER_METHODS: &[&str] = &["clone", "default", "fmt", "from", "into", "new"];

impl Lowering<'_> {
    /// The URL that paths are appended to, without a slash at its end; empty if the
    /// document has no absolute one.
    pub(super) fn base_url(&mut self, openapi: &OpenAPI) -> String {
        let base_url = match openapi.servers.first() {
            Some(server) => url_of(server),
            None => server_of_paths(openapi).unwrap_or_default(),
        };
        if is_absolute(&base_url) {
            return base_url;
        }
        self.left_out(
            Place::ROOT.key("servers"),
            "no absolute server URL: users of the client have to set its base URL",
        );
        String::new()
    }

    /// What users may choose from: the servers, if there are several or they have
    /// variables.
    pub(super) fn servers(&mut self, openapi: &OpenAPI) -> Vec<Server> {
        let root = Place::ROOT;
        let place = root.key("servers");
        let mut scope = Scope::with(PRELUDE);
        let mut servers = Vec::new();
        for (index, server) in openapi.servers.iter().enumerate() {
            let place = place.index(index);
            let url = url_of(server);
            if url.contains(['{', '}']) {
                self.unsupported(place.key("url"), "not all variables of this URL are declared");
            } else if is_absolute(&url) {
                let name = match openapi.servers.len() {
                    1 => Name::new("server"),
                    _ => server_name(server, &url),
                };
                servers.push(self.server(server, &name, &mut scope, place));
            } else if index > 0 {
                self.left_out(place.key("url"), "a server whose URL is relative is left out");
            }
        }
        let is_fixed = servers.len() < 2 && servers.iter().all(|it| it.variables.is_empty());
        if is_fixed { Vec::new() } else { servers }
    }

    fn server(
        &mut self,
        server: &openapiv3::Server,
        name: &Name,
        types: &mut Scope,
        place: Place<'_>,
    ) -> Server {
        let name = types.claim_one_of(&[name.clone(), name.join(&Name::new("server"))]);
        let docs = Docs::of(server.description.as_deref(), || "A server of the API.".to_owned());
        let mut methods = Scope::with(SERVER_METHODS);
        let place = place.key("variables");
        let mut variables = Vec::new();
        for (wire, variable) in server.variables.iter().flatten() {
            let mut values = Scope::default();
            let mut value = |wire: &String| EnumValue {
                name: values.claim_one_of(&[Name::new(wire)]),
                docs: None,
                wire: wire.clone(),
            };
            let mut known: Vec<EnumValue> = variable.enumeration.iter().map(&mut value).collect();
            if !known.is_empty() && !variable.enumeration.contains(&variable.default) {
                self.left_out(place.key(wire), "the default is none of the values");
                known.clear();
            }
            variables.push(Variable {
                wire: wire.clone(),
                name: methods.claim_one_of(&[Name::new(wire)]),
                type_name: types.claim_one_of(&[name.join(&Name::new(wire))]),
                docs: variable_docs(wire, variable),
                default: variable.default.clone(),
                values: known,
            });
        }
        Server { name, docs, url: server.url.trim_end_matches('/').to_owned(), variables }
    }

    /// The server of an operation, if it is not the API's: its own, or else that of its
    /// path.
    pub(super) fn own_server(
        &mut self,
        [own, shared]: [(&[openapiv3::Server], Place<'_>); 2],
        base_url: &str,
        is_open: bool,
    ) -> Option<String> {
        let (servers, place) = if own.0.is_empty() { shared } else { own };
        let place = place.key("servers");
        let url = servers.first().map(url_of).filter(|url| url != base_url)?;
        if url.contains(['{', '}']) {
            self.unsupported(place, "not all variables of this server are declared");
        } else if base_url.is_empty() || !is_absolute(&url) {
            self.unsupported(
                place,
                "a path or an operation can have a server of its own only if that and the \
                 document's first server have absolute URLs",
            );
        } else if url.starts_with("http://") && !is_open {
            self.unsupported(place, "credentials are not sent to a server without https");
        } else if servers.len() > 1 || servers.iter().any(|server| server.variables.is_some()) {
            let message = format!("the operation always goes to {}", code_span(&url));
            self.left_out(place, message);
        }
        Some(url)
    }
}

/// The first server of the first path, if all paths name one.
fn server_of_paths(openapi: &OpenAPI) -> Option<String> {
    let mut items = openapi.paths.paths.values().filter_map(|item| item.as_item());
    let first = items.clone().find_map(|item| item.servers.first().map(url_of));
    first.filter(|_| items.all(|item| !item.servers.is_empty()))
}

/// Whether a base URL is one of Twilio's.
pub(super) fn is_twilio(base_url: &str) -> bool {
    let host = base_url.trim_start_matches("https://").split('/').next();
    host.is_some_and(|host| host.ends_with(".twilio.com"))
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The URL of a server, its variables replaced by their defaults.
fn url_of(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}

/// A server is called as it is described, if that is a name rather than prose.
fn server_name(server: &openapiv3::Server, url: &str) -> Name {
    let description = server.description.as_deref().unwrap_or_default().trim_end_matches('.');
    if (1..=3).contains(&description.split_whitespace().count()) {
        Name::new(description)
    } else {
        Name::new(url.split_once("://").map_or(url, |(_, rest)| rest))
    }
}

fn variable_docs(wire: &str, variable: &ServerVariable) -> Docs {
    let docs = Docs::of(variable.description.as_deref(), || super::undescribed(wire));
    docs.and(format!("Default: {}.", code_span(&variable.default)))
}
