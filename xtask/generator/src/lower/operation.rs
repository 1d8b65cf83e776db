//! Operations, by resource.

pub(super) mod accept;
mod alternatives;
pub(super) mod body;
mod entries;
mod form;
mod form_problems;
pub(super) mod group;
mod idempotence;
pub(super) mod input;
mod multipart;
mod page_notes;
pub(super) mod parameter;
mod path;
mod sent_names;
mod told;
mod told_pages;
mod told_waits;
pub(super) mod unsendable;

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};

use crate::docs::{Docs, code_span};
use crate::ir::{self, NameReason, OperationReason, Resource, SecurityRequirements};
use crate::lower::Lowering;
use crate::lower::deprecated::deprecated;
use crate::lower::external_docs::see_also;
use crate::lower::method::method_of;
use crate::lower::operation::accept::accept_of;
use crate::lower::operation::body::BodyVariant;
use crate::lower::operation::group::{described_tags, group_docs, group_of};
use crate::lower::service::own_servers::OwnServer;
use crate::lower::status::key_of;
use crate::names::{Name, Scope};
use document::diagnostics::{Code, Place, quoted};

/// Methods that the runtime's client has already, and those that clippy takes for others (`cmp` for that of
/// `Ord`).
pub(super) const CLIENT_METHODS: &[&str] = &[
    "base_url",
    "base_url_or",
    "builder",
    "clone",
    "cmp",
    "credentials",
    "fmt",
    "from",
    "from_env",
    "into",
    "iter",
    "iter_mut",
    "new",
    "replaced_servers",
    "request",
    "trusts",
];

/// An operation in the document, with its method and its path.
#[derive(Clone, Copy)]
pub(super) struct DeclaredOperation<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) operation: &'a Operation,
}

impl<'a> Lowering<'a> {
    pub(super) fn resources(
        &mut self,
        openapi: &'a OpenAPI,
        base_url: &str,
        common: &SecurityRequirements,
        methods: &mut Scope,
    ) -> Vec<Resource> {
        let root = Place::ROOT;
        let paths = root.key("paths");
        let tags = described_tags(openapi);
        let mut resources: BTreeMap<Name, Resource> = BTreeMap::new();
        // In which order they stand in the document means nothing.
        let mut items: Vec<_> = openapi.paths.paths.iter().collect();
        items.sort_by_key(|(path, _)| *path);
        for (path, item) in items {
            let place = paths.key(path);
            let ReferenceOr::Item(item) = item else {
                self.report_unknown_reference("pathItems", place);
                continue;
            };
            self.warn_of_fragment(path, place);
            self.check_servers(&item.servers, place);
            for (field, operation) in operations(item) {
                let (key, method) = (field.to_ascii_lowercase(), method_of(field, operation));
                let place = place.key(&key);
                let group = group_of(operation, path);
                self.models.enter_group(group.clone());
                let declared = DeclaredOperation { method, path, item, operation };
                let operations = self.operation(declared, base_url, common, methods, place);
                if operations.is_empty() {
                    continue;
                }
                let resource = resources.entry(group.clone()).or_insert_with(|| Resource {
                    docs: group_docs(tags.get(&group).copied(), &group),
                    name: group,
                    operations: Vec::new(),
                });
                resource.operations.extend(operations);
            }
        }
        resources.into_values().collect()
    }

    /// Warns of a path with a fragment, of which the server learns nothing.
    fn warn_of_fragment(&mut self, path: &str, place: Place<'_>) {
        let (_, fragment) = path::split_fragment(path);
        if !fragment.is_empty() {
            let message = format!(
                "{} is left out: what follows `#` in a URL is never sent to a server",
                quoted(fragment)
            );
            self.diagnostics.warning(Code::UNSUPPORTED, &place, message).at_key();
        }
    }

    /// An operation for each variant of its body; none if it is left out.
    fn operation(
        &mut self,
        declared: DeclaredOperation<'a>,
        base_url: &str,
        common: &SecurityRequirements,
        methods: &mut Scope,
        place: Place<'_>,
    ) -> Vec<ir::Operation> {
        if self.is_too_much(&place) {
            return Vec::new();
        }
        let DeclaredOperation { method, path, operation, .. } = declared;
        self.effort.spend_on_operation(&[
            operation.summary.as_ref(),
            operation.description.as_ref(),
            declared.item.summary.as_ref(),
            declared.item.description.as_ref(),
        ]);
        let id = operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let (name, because) = claim_name(operation, &id, methods);
        let parameters = self.parameter_inputs(declared, &name, place);
        let variants = self.body_variants(declared, &id, place);
        let security = self.security(operation, common, place);
        let (Some(parameters), Some(variants), Some((security, scopes))) =
            (parameters, variants, security)
        else {
            return Vec::new();
        };
        let is_open = security.iter().all(Vec::is_empty);
        let root = Place::ROOT;
        let paths = root.key("paths");
        let servers = [(&*operation.servers, place), (&declared.item.servers, paths.key(path))];
        self.check_servers(&operation.servers, place);
        let Some(OwnServer { url: server, choice }) =
            self.own_server(&id, servers, base_url, is_open)
        else {
            return Vec::new();
        };
        let responses = place.key("responses");
        let beside = |status| self.lookup.description_beside(responses.key(&key_of(status)));
        self.notes.responses.add(&id, operation, self.lookup.components(), beside);
        self.note_pages(&id, declared, &parameters.list, place);
        self.note_waits(&id, declared, variants.len(), place);
        let idempotent = self.idempotent(declared, place);
        let mut inputs = parameters.clone();
        if let Some(usual) = variants.first() {
            self.body(usual, &id, &mut inputs, place);
        }
        inputs.extend(choice.as_ref());
        let (of, scope) = ((method, path, &*id), &mut inputs.scope);
        let mut read = self.responses(of, operation, &name, scope, place);
        self.set_stream_end(operation, &mut read.streams, place);
        let description = operation.description.as_deref().or(operation.summary.as_deref());
        let usual = ir::Operation {
            at: place.pointer(),
            docs: operation_docs(declared, &scopes, idempotent),
            id,
            name: name.clone(),
            method: method.to_owned(),
            idempotent,
            path: path::on_the_wire(path),
            server,
            security,
            client: Name::new("client"),
            inputs: inputs.list,
            body: variants.first().map(BodyVariant::suffix),
            media_types: variants.first().map(BodyVariant::media_types).unwrap_or_default(),
            reads: read.reads,
            accept: accept_of(parameters.accept.clone(), read.accept, &read.output),
            output: read.output,
            alternatives: read.alternatives,
            streams: read.streams,
            errors: read.errors,
            response_docs: None,
            headers: read.headers,
            next_page: None,
            waits: Vec::new(),
            deprecated: deprecated(operation.deprecated, description),
            because: OperationReason { output: read.because, ..because },
            is_body_variant: false,
        };
        let mut operations = Vec::with_capacity(variants.len());
        for variant in variants.iter().skip(1) {
            let own = name.join(&variant.suffix());
            let name = methods.claim_one_of(std::slice::from_ref(&own));
            let mut inputs = parameters.clone().for_operation(&name);
            for alternative in &usual.alternatives {
                inputs.scope.claim(&alternative.name);
            }
            self.body(variant, &usual.id, &mut inputs, place);
            inputs.extend(choice.as_ref());
            self.effort.spend(100 * inputs.list.len());
            let docs = usual.docs.clone().and(variant.docs());
            let because = OperationReason { name: NameReason::of(&name, &own), ..usual.because };
            operations.push(ir::Operation {
                inputs: inputs.list,
                name,
                docs,
                body: Some(variant.suffix()),
                media_types: variant.media_types(),
                because,
                is_body_variant: true,
                ..usual.clone()
            });
        }
        operations.insert(0, usual);
        operations
    }
}

/// Takes the name of the method for an operation, and says why it is that.
fn claim_name(operation: &Operation, id: &str, methods: &mut Scope) -> (Name, OperationReason) {
    let usual = Name::new(id);
    let name = methods.claim_one_of(&[usual.clone(), usual.join(&Name::new("operation"))]);
    let because = OperationReason {
        has_id: operation.operation_id.is_some(),
        name: NameReason::of(&name, &usual),
        ..OperationReason::default()
    };
    (name, because)
}

/// The operations of a path, with the fields that they stand in, in upper case.
pub(super) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("DELETE", &item.delete),
        ("OPTIONS", &item.options),
        ("HEAD", &item.head),
        ("PATCH", &item.patch),
        ("TRACE", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// The descriptions of an operation and its path, and where requests go.
fn operation_docs(
    declared: DeclaredOperation<'_>,
    scopes: &[String],
    idempotent: Option<bool>,
) -> Docs {
    let DeclaredOperation { method, path, item, operation } = declared;
    let text = text_of(operation.summary.as_deref(), operation.description.as_deref());
    let target = code_span(&format!("{method} {path}"));
    let undescribed = || format!("Calls {target}.");
    // The description of a path is about each of its operations.
    let about_path = text_of(item.summary.as_deref(), item.description.as_deref())
        .filter(|about_path| text.as_ref() != Some(about_path));
    let docs = match (&text, about_path) {
        (Some(text), about_path) => {
            let docs = Docs::of(Some(text), || "Calls the API.".to_owned());
            let docs = docs.with_second(&target);
            match about_path {
                Some(about_path) => docs.and_docs(&Docs::of(Some(&about_path), undescribed)),
                None => docs,
            }
        }
        // It may be a heading or a list.
        (None, Some(about_path))
            if about_path.contains('\n') || !about_path.starts_with(char::is_alphabetic) =>
        {
            Docs::own(&target).and_docs(&Docs::of(Some(&about_path), undescribed))
        }
        (None, Some(about_path)) => Docs::of(Some(&format!("{target}: {about_path}")), undescribed),
        (None, None) => Docs::own(undescribed()),
    };
    let docs = match operation.external_docs.as_ref().and_then(see_also) {
        Some(sentence) => docs.and(&sentence),
        None => docs,
    };
    let docs = match idempotent.map(idempotence::sentence) {
        Some(sentence) => docs.and(sentence),
        None => docs,
    };
    if scopes.is_empty() {
        docs
    } else {
        let scopes: Vec<String> = scopes.iter().map(|scope| code_span(scope)).collect();
        docs.and(format!("Needs the scopes {}.", scopes.join(", ")))
    }
}

/// The summary, and the description unless it is the same; none if there is neither.
pub(super) fn text_of(summary: Option<&str>, description: Option<&str>) -> Option<String> {
    let summary = summary.map(str::trim).filter(|text| !text.is_empty());
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    match (summary, description) {
        (Some(summary), Some(description)) if summary != description => {
            Some(format!("{summary}\n\n{description}"))
        }
        (summary, description) => summary.or(description).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::CLIENT_METHODS;
    use crate::lower::service::security::BUILDER_METHODS;
    use crate::names::MOCK_METHODS;

    /// All files below a folder.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("the folder can be read").path());
        paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    /// The methods that the runtime gives a type, but for the modules that stand in for an API.
    fn methods(ty: &str) -> Vec<String> {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/src");
        let is_stand_in = |path: &PathBuf| {
            ["api.rs", "mocked.rs"].iter().any(|file| *path == runtime.join(file))
                || path.starts_with(runtime.join("api"))
        };
        let paths = files(&runtime)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|it| it == "rs") && !is_stand_in(path));
        let texts = paths.map(|path| fs::read_to_string(path).expect("a file of text"));
        texts
            .flat_map(|text| syn::parse_file(&text).expect("it is Rust").items)
            .filter_map(|item| match item {
                syn::Item::Impl(block) if block.trait_.is_none() => Some(block),
                _ => None,
            })
            .filter(
                |block| matches!(&*block.self_ty, syn::Type::Path(own) if own.path.is_ident(ty)),
            )
            .flat_map(|block| block.items)
            .filter_map(|item| match item {
                syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn all_methods_of_the_runtime_are_known() {
        for (ty, known) in
            [("Client", CLIENT_METHODS), ("ClientBuilder", BUILDER_METHODS), ("Mock", MOCK_METHODS)]
        {
            let methods = methods(ty);
            assert!(methods.len() > 5, "{ty}: {methods:?}");
            for method in methods {
                assert!(known.contains(&&*method), "`{method}` of {ty} is not reserved");
            }
        }
    }
}
