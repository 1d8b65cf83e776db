//! What belongs to no operation: servers, credentials, the type of all errors.

use document::{Document, pointer};
use generator::ir::{Api, Scheme, Server, Variable};

use super::Comparison;
use super::paired::Paired;
use crate::Version;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn client(&mut self, old: Version<'a>, new: Version<'a>) {
        let (old, new) = (old.api, new.api);
        self.servers(old, new);
        self.credentials(old, new);
        match (&old.error, &new.error) {
            (Some(was), Some(is)) => {
                if self.named(was, is) != super::types::Relation::Same {
                    let what = format!("`{}` is `{}`", was.type_name(), is.type_name());
                    self.tell(Kind::CommonErrorChanged, Side::Received, what)
                        .item("ApiError::content");
                }
            }
            (None, None) => {}
            (was, is) => {
                let [was, is] = [was, is].map(|error| match error {
                    Some(name) => format!("`{}`", name.type_name()),
                    None => "any JSON".to_owned(),
                });
                self.tell(Kind::CommonErrorChanged, Side::Received, format!("{was} is {is}"))
                    .item("ApiError::content");
            }
        }
        if old.docs != new.docs || old.title != new.title || old.version != new.version {
            self.documented.push(("crate".to_owned(), "/info".to_owned(), "/info".to_owned()));
        }
    }

    fn servers(&mut self, old: &'a Api, new: &'a Api) {
        if old.base_url != new.base_url {
            let [was, is] = [old, new].map(|api| match api.base_url.as_str() {
                "" => "none".to_owned(),
                url => format!("`{url}`"),
            });
            let what = format!("{was} is {is}");
            let documents = self.documents;
            self.tell(Kind::BaseUrlChanged, Side::Any, what)
                .was(top(documents.old, "/servers"))
                .is(top(documents.new, "/servers"))
                .item("Client::builder");
        }
        let mut paired = Paired::new(old.all_servers(), new.all_servers());
        paired.by(|server| Some((&server.name, &server.url)));
        for (was, is) in paired.by(|server| Some(&server.name)) {
            self.tell(Kind::ServerChanged, Side::Any, format!("`{}` is `{}`", was.url, is.url))
                .was(&was.at)
                .is(&is.at)
                .item(server(is));
        }
        for (was, is) in std::mem::take(&mut paired.both) {
            self.variables(was, is);
        }
        for gone in paired.old {
            self.tell(Kind::ServerRemoved, Side::Any, format!("`{}`", gone.url))
                .was(&gone.at)
                .item(server(gone));
        }
        for come in paired.new {
            self.tell(Kind::ServerAdded, Side::Any, format!("`{}`", come.url))
                .is(&come.at)
                .item(server(come));
        }
    }

    fn variables(&mut self, old: &'a Server, new: &'a Server) {
        let mut paired = Paired::new(&old.variables, &new.variables);
        let mut told = Vec::new();
        for (was, is) in paired.by(|variable| Some(&variable.wire_name)) {
            let values = |values: &[generator::ir::EnumValue]| -> Vec<String> {
                values.iter().map(|value| value.wire_value.clone()).collect()
            };
            let (had, has) = (values(&was.values), values(&is.values));
            let is_narrower = had.is_empty() != has.is_empty()
                || had.iter().any(|value| !has.contains(value))
                || was.name != is.name;
            if is_narrower {
                told.push((Kind::ServerVariableChanged, is));
            } else if had != has {
                told.push((Kind::ServerVariableValueAdded, is));
            }
            if was.default != is.default {
                told.push((Kind::ServerChanged, is));
            }
        }
        told.extend(paired.old.into_iter().map(|gone| (Kind::ServerVariableRemoved, gone)));
        told.extend(paired.new.into_iter().map(|come| (Kind::ServerVariableAdded, come)));
        for (kind, variable) in told {
            let name = pointer::escape(&variable.wire_name).into_owned();
            let place = |server: &Server| {
                let is_there = server.variables.iter().any(|it| it.wire_name == variable.wire_name);
                let variable = format!("{}/variables/{name}", server.at);
                if is_there { variable } else { server.at.clone() }
            };
            self.tell(kind, Side::Any, format!("`{}` of `{}`", variable.wire_name, new.url))
                .was(&place(old))
                .is(&place(new))
                .item(server(new))
                .items(values_type(variable));
        }
    }

    fn credentials(&mut self, old: &'a Api, new: &'a Api) {
        let mut paired = Paired::new(&old.security.schemes, &new.security.schemes);
        for (was, is) in paired.by(|scheme| Some(&scheme.wire_name)) {
            if was.name != is.name {
                self.scheme(Kind::CredentialsRenamed, Some(was), Some(is));
            }
            if was.kind.setter() != is.kind.setter() {
                self.scheme(Kind::CredentialsChanged, Some(was), Some(is));
            } else if was.kind != is.kind {
                self.scheme(Kind::CredentialsSentOtherwise, Some(was), Some(is));
            }
        }
        for gone in paired.old {
            self.scheme(Kind::CredentialsRemoved, Some(gone), None);
        }
        for come in paired.new {
            self.scheme(Kind::CredentialsAdded, None, Some(come));
        }
        let (was, is) = (constructor(old), constructor(new));
        if was != is {
            let documents = self.documents;
            self.tell(Kind::ConstructorChanged, Side::Any, format!("{was} is {is}"))
                .was(top(documents.old, "/security"))
                .is(top(documents.new, "/security"))
                .item("Client::new");
        }
    }

    fn scheme(&mut self, kind: Kind, was: Option<&Scheme>, is: Option<&Scheme>) {
        let Some(scheme) = is.or(was) else { return };
        let at = |scheme: &Scheme| {
            let name = pointer::escape(&scheme.wire_name);
            format!("/components/securitySchemes/{name}")
        };
        let mut items: Vec<_> = [was, is].into_iter().flatten().map(builder_method).collect();
        items.dedup();
        self.tell(kind, Side::Any, format!("`{}`", scheme.wire_name)).items(items);
        if let Some(change) = self.changes.last_mut() {
            change.old = was.map(at);
            change.new = is.map(at);
        }
    }
}

/// The method that takes credentials.
fn builder_method(scheme: &Scheme) -> String {
    format!("ClientBuilder::{}", scheme.name.field())
}

/// The type of the values that a variable of a server may have, if they are known.
fn values_type(variable: &Variable) -> Option<String> {
    (!variable.values.is_empty()).then(|| format!("servers::{}", variable.type_name.type_name()))
}

/// What `Client::new` takes.
fn constructor(api: &Api) -> String {
    let Some(constructor) = api.security.constructor else { return "none".to_owned() };
    let base_url = constructor.takes_base_url.then_some("base_url");
    let scheme = api.security.constructor_scheme().map(|scheme| scheme.kind.setter());
    let arguments: Vec<_> = base_url.into_iter().chain(scheme).collect();
    format!("`Client::new({})`", arguments.join(", "))
}

/// Where something is that belongs to the whole API; the document as a whole, if it has none.
fn top<'p>(document: &Document, place: &'p str) -> &'p str {
    if pointer::find(&document.value, place).is_some() { place } else { "" }
}

fn server(server: &Server) -> String {
    match server.variables.as_slice() {
        [] => format!("servers::{}", server.name.words().to_uppercase()),
        _ => format!("servers::{}", server.name.type_name()),
    }
}
