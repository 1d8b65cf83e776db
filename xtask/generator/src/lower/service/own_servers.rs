//! The servers of operations, and of paths.

use std::collections::HashMap;

use openapiv3::OpenAPI;

use crate::codes::Codes;
use crate::docs::{Docs, code_span};
use crate::ir::{InputLocation, InputReason, Need, OperationInput, Server, Type};
use crate::lower::Lowering;
use crate::lower::memory::let_go;
use crate::lower::service::server_names::name_of_url;
use crate::lower::service::server_url::{self, ServerUrl};
use crate::lower::service::undeclared_variables::{self, Mend, has_undeclared_variables};
use crate::names::Name;
use document::diagnostics::{Code, Fix, LeftOut, Place};

/// The servers of operations that users can choose from.
#[derive(Default)]
pub(in crate::lower) struct OwnServers {
    servers: Vec<Server>,
    /// The index of each by what the document says of where it is.
    indices: HashMap<String, usize>,
}

/// Where an operation goes, if not to the API's server.
#[derive(Default)]
pub(in crate::lower) struct OwnServer {
    /// The URL.
    pub(in crate::lower) url: Option<String>,
    /// What says that it goes elsewhere, if there is a choice.
    pub(in crate::lower) choice: Option<OperationInput>,
}

/// A server of an operation with its index in the list, the URL that it has with the defaults of its
/// variables, and the one with their names.
struct Candidate<'a> {
    index: usize,
    server: &'a openapiv3::Server,
    url: String,
    template: String,
}

impl OwnServers {
    pub(in crate::lower) fn into_servers(self) -> Vec<Server> {
        self.servers
    }
}

impl Lowering<'_> {
    /// The server of an operation, if it is not the API's: its own, or else that of its
    /// path. None if the operation is left out, because it can go nowhere.
    pub(in crate::lower) fn own_server(
        &mut self,
        id: &str,
        [own, shared]: [(&[openapiv3::Server], Place<'_>); 2],
        base_url: &str,
        is_open: bool,
    ) -> Option<OwnServer> {
        let (servers, place) = if own.0.is_empty() { shared } else { own };
        let place = place.key("servers");
        let is_known = |server: &openapiv3::Server| !has_undeclared_variables(server);
        if let Some(first) = servers.first().filter(|_| !servers.iter().any(is_known)) {
            let problem = undeclared_variables::problem(first, "its server's URL");
            let Mend { help, fix } = undeclared_variables::mend(first, &place.index(0));
            self.leave_out(
                LeftOut::Operation,
                own.1,
                format!("this operation is left out: {problem}"),
            )
            .at_key()
            .help(format!("{help}; without `servers`, it goes to the API's server"))
            .fix(fix)
            .related(&place, "its servers");
            return None;
        }
        let mut candidates = candidates(servers, base_url);
        self.keep_first(&mut candidates, id, base_url, place);
        // Who gives the host of the API wants no request to go elsewhere.
        if !server_url::is_absolute(base_url) {
            let is_here = |it: &Candidate<'_>| !server_url::is_absolute(&it.url);
            if candidates.first().is_some_and(|first| !is_here(first)) {
                let message = "the operation goes to the base URL that users of the client set, \
                               because the document's first server has no absolute URL";
                self.warn_unsupported(place, message);
                return Some(OwnServer::default());
            }
            self.keep_servers(&mut candidates, is_here, "the API itself has no host", place);
        }
        let is_secret = |it: &Candidate<'_>| is_open || !it.url.starts_with("http://");
        if !candidates.is_empty() && !candidates.iter().any(is_secret) {
            let message =
                "this operation is left out: credentials are not sent to a server without https";
            self.leave_out(LeftOut::Operation, own.1, message)
                .at_key()
                .help("callers can make it by `Client::request`, and send it to another server")
                .fix(Fix::remove(&own.1))
                .related(&place, "its servers");
            return None;
        }
        self.keep_servers(
            &mut candidates,
            is_secret,
            "credentials are not sent without https",
            place,
        );
        if !is_open {
            self.warn_of_other_hosts(&candidates, base_url, place);
        }
        let Some(first) = candidates.first() else {
            return Some(OwnServer::default());
        };
        let url = first.url.clone();
        if candidates.len() == 1 && first.template == url {
            return Some(OwnServer { url: Some(url).filter(|url| url != base_url), choice: None });
        }
        let choice = self.server_choice(&candidates, is_open, place);
        Some(OwnServer { url: Some(url), choice: Some(choice) })
    }

    /// Puts the server first to which requests went when the crate was generated last.
    fn keep_first(
        &mut self,
        candidates: &mut [Candidate<'_>],
        id: &str,
        base_url: &str,
        place: Place<'_>,
    ) {
        let Some(known) = self.memory.operations(id).next() else { return };
        let known = known.server.as_deref().unwrap_or(base_url);
        let index = candidates.iter().position(|candidate| candidate.url == known);
        if let Some(index) = index.filter(|index| *index > 0) {
            candidates[..=index].rotate_right(1);
            let message = format!(
                "requests go to {} all the same, unless callers choose, though another server is the \
                 first",
                code_span(known)
            );
            let help = let_go("the line of the operation");
            self.diagnostics.warning(Code::UNSUPPORTED, &place, message).help(help).at_key();
        }
    }

    /// Leaves servers out of a choice, and says why.
    fn keep_servers(
        &mut self,
        candidates: &mut Vec<Candidate<'_>>,
        is_kept: impl Fn(&Candidate<'_>) -> bool,
        why: &str,
        place: Place<'_>,
    ) {
        candidates.retain(|candidate| {
            let is_kept = is_kept(candidate);
            if !is_kept {
                self.warn_ignored(
                    place.index(candidate.index),
                    format!("the operation cannot go to this server: {why}"),
                );
            }
            is_kept
        });
    }

    /// Warns of hosts other than the API's that get its credentials.
    fn warn_of_other_hosts(
        &mut self,
        candidates: &[Candidate<'_>],
        base_url: &str,
        place: Place<'_>,
    ) {
        let mut hosts: Vec<String> = Vec::new();
        for candidate in candidates {
            if let Some(host) = server_url::other_host(&candidate.url, base_url) {
                let host = code_span(&host);
                if !hosts.contains(&host) {
                    hosts.push(host);
                }
            }
        }
        let which = match hosts.len() {
            0 => return,
            1 => "which is not the host of the API",
            _ => "which are not the host of the API",
        };
        let hosts = hosts.join(" and ");
        let message = format!("the credentials of the client go to {hosts} as well, {which}");
        let fix = Fix::remove(&place);
        self.diagnostics.warning(Codes::OTHER_HOST, &place, message).fix(fix).help(
            "if it must not get them, remove these servers, or let the operation need no \
             credentials (`security: []`)",
        );
    }

    /// The setter for the server of an operation.
    fn server_choice(
        &mut self,
        candidates: &[Candidate<'_>],
        is_open: bool,
        place: Place<'_>,
    ) -> OperationInput {
        let mut servers = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let place = place.index(candidate.index);
            let server = self.chosen_server(candidate, place);
            let name = match server.variables.as_slice() {
                [] => server.name.words().to_uppercase(),
                _ => server.name.type_name(),
            };
            servers.push((format!("servers::{name}"), Docs::own(code_span(&server.url))));
        }
        self.effort.spend(servers.iter().map(|(name, _)| 100 + name.len()).sum());
        let first = servers.first().map_or("", |(name, _)| name);
        let credentials = if is_open { "" } else { ", with the credentials of the client" };
        let docs = Docs::own(format!(
            "Which server the request goes to{credentials}. The default is {}. If the client has \
             another base URL than the API's, the request goes to that one all the same.",
            code_span(first)
        ));
        OperationInput {
            at: place.pointer(),
            wire_name: "server".to_owned(),
            name: Name::new("server"),
            docs: docs.and_list(servers.iter().map(|(name, docs)| (&**name, docs))),
            ty: Type::String,
            required: false,
            location: InputLocation::Server,
            media_type: None,
            because: InputReason::of(Need::Choice),
            deprecated: None,
        }
    }

    /// A server that can be chosen, made once for all operations that have it. It is called as its
    /// URL, whatever other servers there are.
    fn chosen_server(&mut self, candidate: &Candidate<'_>, place: Place<'_>) -> &Server {
        let Candidate { server, template, .. } = candidate;
        let key = format!("{template} {:?}", server.variables);
        let index = match self.own_servers.indices.get(&key) {
            Some(index) => *index,
            None => {
                let name = name_of_url(template);
                let docs = Docs::of(server.description.as_deref(), || {
                    "A server of some operations.".to_owned()
                });
                let server = self.server(server, template.clone(), &name, docs, place);
                self.own_servers.servers.push(server);
                let index = self.own_servers.servers.len() - 1;
                self.own_servers.indices.insert(key, index);
                index
            }
        };
        &self.own_servers.servers[index]
    }
}

/// The URLs of all servers of paths and operations.
pub(super) fn own_urls(openapi: &OpenAPI, base_url: &str) -> impl Iterator<Item = String> {
    let items = openapi.paths.paths.values().filter_map(|item| item.as_item());
    let lists = items.flat_map(|item| {
        let operations = item.iter().map(|(_, operation)| &operation.servers);
        operations.chain([&item.servers])
    });
    lists.flat_map(move |servers| candidates(servers, base_url)).map(|candidate| candidate.template)
}

/// The servers that requests can go to, each once. What is wrong with the others is reported when
/// they are looked at themselves.
fn candidates<'a>(servers: &'a [openapiv3::Server], base_url: &str) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for (index, server) in servers.iter().enumerate() {
        let url = server_url::with_defaults(server);
        let has_variables = server.variables.as_ref().is_some_and(|it| !it.is_empty());
        let (url, template) = match server_url::parse(&url) {
            Err(_) => continue,
            Ok(_) if has_undeclared_variables(server) => continue,
            Ok(ServerUrl::Absolute(url)) => {
                (server_url::text_of(&url), server_url::template(server))
            }
            Ok(ServerUrl::Relative(path)) => (
                server_url::resolved(&path, base_url),
                server_url::resolved_template(server, base_url),
            ),
        };
        let template = if has_variables { template } else { url.clone() };
        if candidates.iter().all(|known| known.template != template) {
            candidates.push(Candidate { index, server, url, template });
        }
    }
    candidates
}
