//! The servers of the API and of operations.

use std::collections::HashSet;

use openapiv3::{OpenAPI, ServerVariable};

use crate::codes::Codes;
use crate::docs::{Docs, code_span};
use crate::ir::{EnumValue, NameReason, Server, Variable};
use crate::lock::FILE;
use crate::lower::Lowering;
use crate::lower::service::own_servers::own_urls;
use crate::lower::service::server_names::{ServerNames, usual_names};
use crate::lower::service::server_url::{self, ServerUrl};
use crate::lower::service::undeclared_variables::{self, Mend, has_undeclared_variables};
use crate::names::{Name, Scope};
use document::diagnostics::{Code, Place};

/// Methods that every server with variables has already.
const SERVER_METHODS: &[&str] = &["clone", "default", "fmt", "from", "into", "new"];

impl Lowering<'_> {
    /// The URL that paths are appended to, without a slash at its end; a path alone, which may
    /// be empty, if the document has no absolute one.
    pub(in crate::lower) fn base_url(&mut self, openapi: &OpenAPI) -> String {
        let first = openapi.servers.first().or_else(|| server_of_paths(openapi));
        let base_url = match first.map(base_url_of) {
            // This is reported when the server itself is looked at.
            Some(None) => return String::new(),
            Some(Some(url)) => url,
            None => String::new(),
        };
        let base_url = self.known_base_url(openapi, &base_url).unwrap_or(base_url);
        if !server_url::is_absolute(&base_url) {
            self.warn_unsupported(
                Place::ROOT.key("servers"),
                "no absolute server URL: users of the client have to set its base URL",
            );
        }
        base_url
    }

    /// The base URL that the lock has, if the document still has a server there and others come first
    /// now, or paths that name no server have come beside those that do.
    fn known_base_url(&mut self, openapi: &OpenAPI, first: &str) -> Option<String> {
        let known = self.memory.base_url().filter(|known| *known != first)?;
        let has = |server| base_url_of(server).is_some_and(|url| url == known);
        let is_kept = match openapi.servers.as_slice() {
            [] => servers_of_paths(openapi).flatten().any(has),
            servers => servers.iter().any(has),
        };
        if !is_kept {
            return None;
        }
        let kept = code_span(known);
        let (message, other) = if openapi.servers.is_empty() {
            let message = format!("the base URL stays {kept}, also for paths that name no server");
            (message, "for users of the client to set it")
        } else {
            let message = format!("the base URL stays {kept}, though another server is the first");
            (message, "for the first server")
        };
        self.diagnostics
            .warning(Code::UNSUPPORTED, &Place::ROOT.key("servers"), message)
            .help(format!("callers rely on it; take the line `base_url` out of {FILE} {other}"));
        Some(known.to_owned())
    }

    /// The servers that users can choose from, sorted by name: none if there is only one, without
    /// variables. Takes their names before any of the servers of operations are named.
    pub(in crate::lower) fn servers(&mut self, openapi: &OpenAPI, base_url: &str) -> Vec<Server> {
        let mut found = self.absolute_servers(openapi);
        let own = own_urls(openapi, base_url);
        let urls = found.iter().map(|(_, url, _)| url.clone()).chain(own).collect();
        self.server_names = ServerNames::new(self.memory.servers(), &urls);
        // Their order in the document means nothing but for the first, which is the base URL.
        let names = usual_names(&openapi.servers);
        found.sort_by_cached_key(|(index, url, server)| {
            let is_known = self.server_names.is_known(url);
            (!is_known, url.clone(), server.description.clone(), *index)
        });
        let (root, key) = (Place::ROOT, "servers");
        let place = root.key(key);
        let mut servers = Vec::with_capacity(found.len());
        for (index, url, server) in found {
            let docs =
                Docs::of(server.description.as_deref(), || "A server of the API.".to_owned());
            servers.push(self.server(server, url, &names[index], docs, place.index(index)));
        }
        servers.sort_by(|a, b| a.name.cmp(&b.name));
        let is_fixed = servers.len() < 2 && servers.iter().all(|it| it.variables.is_empty());
        if is_fixed { Vec::new() } else { servers }
    }

    /// The servers of the API with their indices and URLs. Reports what is wrong with the others.
    fn absolute_servers<'s>(
        &mut self,
        openapi: &'s OpenAPI,
    ) -> Vec<(usize, String, &'s openapiv3::Server)> {
        let root = Place::ROOT;
        let place = root.key("servers");
        let mut found = Vec::new();
        for (index, server) in openapi.servers.iter().enumerate() {
            let place = place.index(index);
            if has_undeclared_variables(server) {
                self.leave_out_server(server, place);
                continue;
            }
            match self.server_url(server, place) {
                Some(ServerUrl::Absolute(url)) => {
                    // The base URL is compared with this, so that it is written the same.
                    let url = match &server.variables {
                        Some(variables) if !variables.is_empty() => server_url::template(server),
                        _ => server_url::text_of(&url),
                    };
                    found.push((index, url, server));
                }
                Some(ServerUrl::Relative(_)) if index > 0 => {
                    self.warn_unsupported(
                        place.key("url"),
                        "a server whose URL is relative is left out",
                    );
                }
                Some(ServerUrl::Relative(_)) | None => {}
            }
        }
        found
    }

    /// The URL of a server with the defaults of its variables. Reports a URL that is refused with any
    /// values of the variables.
    fn server_url(&mut self, server: &openapiv3::Server, place: Place<'_>) -> Option<ServerUrl> {
        let variables = place.key("variables");
        let mut is_default_refused = false;
        for (name, variable) in server.variables.iter().flatten() {
            let variable_place = variables.key(name);
            let values = variable_place.key("enum");
            let listed = variable.enumeration.iter().enumerate();
            let listed = listed.map(|(index, value)| (value, values.index(index)));
            let is_listed = variable.enumeration.contains(&variable.default);
            let default = (!is_listed).then(|| (&variable.default, variable_place.key("default")));
            for (value, place) in listed.chain(default) {
                if let Err(problem) = server_url::check_value(server, name, value) {
                    self.refuse_server(&place, problem);
                    is_default_refused |= *value == variable.default;
                }
            }
        }
        let url = server_url::with_defaults(server);
        let place = place.key("url");
        match server_url::parse(&url) {
            Ok(url) => Some(url),
            Err(_) if is_default_refused => None,
            Err(problem) => {
                self.refuse_server(&place, problem);
                None
            }
        }
    }

    fn refuse_server(&mut self, place: &Place<'_>, problem: String) {
        self.diagnostics.error(Codes::INVALID_SERVER, place, problem).help(
            "requests go to `https://host:port/path`, with the credentials of whoever uses the \
             client; write the URL like that",
        );
    }

    /// Reports what is wrong with the servers of a path or an operation.
    pub(in crate::lower) fn check_servers(
        &mut self,
        servers: &[openapiv3::Server],
        place: Place<'_>,
    ) {
        let place = place.key("servers");
        // If all are such, the operation is left out.
        let is_one_left = !servers.iter().all(has_undeclared_variables);
        for (index, server) in servers.iter().enumerate() {
            let place = place.index(index);
            if !has_undeclared_variables(server) {
                self.server_url(server, place);
            } else if is_one_left {
                self.leave_out_server(server, place);
            }
        }
    }

    /// Warns of a server of whose URL nobody knows all.
    fn leave_out_server(&mut self, server: &openapiv3::Server, place: Place<'_>) {
        let Mend { help, fix } = undeclared_variables::mend(server, &place);
        let problem = undeclared_variables::problem(server, "this URL");
        let message = format!("{problem}: the server is left out");
        self.diagnostics.warning(Code::UNSUPPORTED, &place.key("url"), message).help(help).fix(fix);
    }

    /// A server that users can choose.
    pub(super) fn server(
        &mut self,
        server: &openapiv3::Server,
        url: String,
        name: &Name,
        docs: Docs,
        place: Place<'_>,
    ) -> Server {
        let (usual, name) = (name, self.server_names.of_server(&url, name));
        let is_known = self.memory.servers().contains_key(name.words());
        let because = match NameReason::of(&name, usual) {
            NameReason::Taken if is_known => NameReason::Lock,
            reason => reason,
        };
        let mut methods = Scope::of_setters(SERVER_METHODS);
        let server_place = place.pointer();
        let place = place.key("variables");
        let mut variables = Vec::new();
        for (wire_name, variable) in server.variables.iter().flatten() {
            let mut known = variable_values(variable);
            if !known.is_empty() && !variable.enumeration.contains(&variable.default) {
                self.warn_unsupported(place.key(wire_name), "the default is none of the values");
                known.clear();
            }
            variables.push(Variable {
                wire_name: wire_name.clone(),
                name: methods.claim_one_of(&[Name::new(wire_name)]),
                type_name: self.server_names.of_values(&name, wire_name),
                docs: variable_docs(wire_name, variable),
                default: variable.default.clone(),
                values: known,
            });
        }
        Server { at: server_place, name, docs, because, url, variables }
    }
}

/// The first server of the first path, if all paths name one.
fn server_of_paths(openapi: &OpenAPI) -> Option<&openapiv3::Server> {
    let servers: Option<Vec<_>> = servers_of_paths(openapi).collect();
    servers?.first().copied()
}

/// The first server of each path, if it names one, in the order of the paths.
fn servers_of_paths(openapi: &OpenAPI) -> impl Iterator<Item = Option<&openapiv3::Server>> {
    let mut paths: Vec<_> = openapi.paths.paths.iter().collect();
    paths.sort_by_key(|(path, _)| *path);
    let items = paths.into_iter().filter_map(|(_, item)| item.as_item());
    items.map(|item| item.servers.first())
}

/// The URL that paths are appended to at a server, with the defaults of its variables; none if it is
/// refused.
fn base_url_of(server: &openapiv3::Server) -> Option<String> {
    if has_undeclared_variables(server) {
        return None;
    }
    match server_url::parse(&server_url::with_defaults(server)) {
        Ok(ServerUrl::Absolute(url)) => Some(server_url::text_of(&url)),
        Ok(ServerUrl::Relative(path)) => Some(path),
        Err(_) => None,
    }
}

/// The values of a variable, each once: a document may repeat one.
fn variable_values(variable: &ServerVariable) -> Vec<EnumValue> {
    let mut names = Scope::default();
    let mut known = HashSet::new();
    let values = variable.enumeration.iter().filter(|value| known.insert(*value));
    let value = |value: &String| {
        let usual = Name::of_value(value);
        let name = names.claim_one_of(std::slice::from_ref(&usual));
        let because = NameReason::of(&name, &usual);
        EnumValue { name, docs: None, wire_value: value.clone(), because }
    };
    values.map(value).collect()
}

fn variable_docs(wire_name: &str, variable: &ServerVariable) -> Docs {
    let docs = Docs::of(variable.description.as_deref(), || {
        crate::lower::schema::lowered::undescribed(wire_name)
    });
    docs.and(format!("Default: {}.", code_span(&variable.default)))
}

/// The headers in which services send the id of a request. Both of Twilio's have been seen.
pub(in crate::lower) fn request_id_headers(base_url: &str) -> &'static [&'static str] {
    if server_url::is_twilio(base_url) {
        &["twilio-request-id", "x-twilio-request-id"]
    } else {
        &["x-request-id", "request-id"]
    }
}
