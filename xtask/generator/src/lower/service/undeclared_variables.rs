//! Variables in the URLs of servers that are not declared.

use openapiv3::Server;
use serde_json::{Map, Value, json};

use crate::lower::service::server_url;
use document::diagnostics::{Fix, Place, quoted};
use document::nearest;

/// What to do about it: in words, and as an action of an overlay.
pub(super) struct Mend {
    pub(super) help: String,
    pub(super) fix: Fix,
}

/// Whether the URL of a server has variables that have no default.
pub(super) fn has_undeclared_variables(server: &Server) -> bool {
    server_url::with_defaults(server).contains(['{', '}'])
}

/// What is wrong with the URL of a server that has such variables. `url` is what to call it.
pub(super) fn problem(server: &Server, url: &str) -> String {
    match undeclared(server).as_slice() {
        [] => format!("not all variables of {url} are declared"),
        [name] => format!("the variable {} of {url} is not declared", quoted(name)),
        names => {
            let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            format!("the variables {} of {url} are not declared", names.join(", "))
        }
    }
}

/// What to do about such variables of a server at a place: correct the name of one that is declared
/// by a similar name, and declare the others. If that gives no URL, the server is removed.
pub(super) fn mend(server: &Server, place: &Place<'_>) -> Mend {
    let mut url = server.url.clone();
    let mut declared = Map::new();
    let mut meant = Vec::new();
    for name in undeclared(server) {
        if let Some(known) = misspelt(server, name) {
            url = url.replace(&format!("{{{name}}}"), &format!("{{{known}}}"));
            meant.push(quoted(known));
        } else {
            let default = json!({"default": server_url::usual_value(&server.url, name)});
            declared.insert(name.to_owned(), default);
        }
    }
    if !is_url(server, &url, &declared) {
        let help = "declare them under `variables`, each with a `default`; users of the client can \
                    set any base URL";
        return Mend { help: help.to_owned(), fix: Fix::remove(place) };
    }
    let mut help = Vec::new();
    let mut update = Map::new();
    if !meant.is_empty() {
        help.push(format!("did you mean {}?", meant.join(" and ")));
        update.insert("url".to_owned(), Value::String(url));
    }
    if !declared.is_empty() {
        help.push(
            "declare each under `variables`, with a `default`; that of this action is an example, \
             to be replaced by the right one"
                .to_owned(),
        );
        update.insert("variables".to_owned(), Value::Object(declared));
    }
    Mend { help: help.join(" "), fix: Fix::update(place, Value::Object(update)) }
}

/// The names in braces that are not declared, each once.
fn undeclared(server: &Server) -> Vec<&str> {
    let is_declared =
        |name: &str| server.variables.iter().flatten().any(|(known, _)| known == name);
    let mut found = Vec::new();
    for part in server.url.split('{').skip(1) {
        let name = part.split_once('}').map(|(name, _)| name);
        if let Some(name) = name.filter(|name| !is_declared(name) && !found.contains(name)) {
            found.push(name);
        }
    }
    found
}

/// A variable of a similar name that is declared, and not used.
fn misspelt<'s>(server: &'s Server, name: &str) -> Option<&'s str> {
    let declared = server.variables.iter().flatten().map(|(known, _)| known.as_str());
    nearest(name, declared.filter(|known| !server.url.contains(&format!("{{{known}}}"))))
}

/// Whether a template is a URL if variables are added to those of a server.
fn is_url(server: &Server, template: &str, added: &Map<String, Value>) -> bool {
    let url = server_url::filled(template, |name| {
        let default = added.get(name).and_then(|variable| variable["default"].as_str());
        default.or_else(|| server_url::default_of(server, name))
    });
    !url.contains(['{', '}']) && server_url::parse(&url).is_ok()
}
