//! A call to show in the documentation.

use crate::ir::{Api, Content, ModelKind, Operation, OperationOutput, Scheme, SchemeKind, Type};
use crate::names::Name;

/// The lines of an example that is compiled and not run, for the crate `name`; none
/// if every operation takes something that only its user can make up.
pub(super) fn lines(api: &Api, name: &str) -> Option<Vec<String>> {
    if let Some(example) = &api.example {
        return Some(example.lines().map(str::to_owned).collect());
    }
    let call = Call::of(api)?;
    let mut lines = call.imports(name);
    lines.extend([String::new(), "# async fn example() -> Result<(), Error> {".to_owned()]);
    lines.push(format!("let client = {};", call.client));
    lines.push(format!("{}client", call.binding()));
    lines.push(format!("    .{}", call.method));
    lines.extend(["    .send()", "    .await?;"].map(str::to_owned));
    lines.extend(call.end());
    Some(lines)
}

/// The same for a program that is not asynchronous.
pub(super) fn blocking_lines(api: &Api, name: &str) -> Option<Vec<String>> {
    let call = Call::of(api)?;
    let mut lines = vec![format!("use {}::blocking::block_on;", library(name))];
    lines.extend(call.imports(name));
    lines.extend([String::new(), "# fn example() -> Result<(), Error> {".to_owned()]);
    lines.push(format!("let client = {};", call.client));
    let gap = if call.method.len() > LONGEST_METHOD { "\n    " } else { "" };
    lines.extend(format!("let request = client{gap}.{};", call.method).lines().map(str::to_owned));
    lines.push(format!("{}block_on(request.send())?;", call.binding()));
    lines.extend(call.end());
    Some(lines)
}

/// A longer one has a line of its own.
const LONGEST_METHOD: usize = 75;

/// The crate `name` as code calls it.
fn library(name: &str) -> String {
    name.replace('-', "_")
}

/// The first call that can be shown.
struct Call {
    /// The types that it names.
    types: Vec<String>,
    client: String,
    /// With its arguments.
    method: String,
    has_answer: bool,
}

impl Call {
    fn of(api: &Api) -> Option<Self> {
        let operations = api.resources.iter().flat_map(|resource| &resource.operations);
        let mut operations = operations.filter(|operation| operation.deprecated.is_none());
        let (operation, arguments) =
            operations.find_map(|operation| Some((operation, arguments(api, operation)?)))?;
        let identifiers = operation.required().filter_map(|input| match &input.ty {
            Type::Identifier(name) => Some(name.type_name()),
            _ => None,
        });
        let mut types = vec!["Client".to_owned(), "Error".to_owned()];
        types.extend(identifiers);
        types.sort();
        types.dedup();
        Some(Self {
            types,
            client: client(api, operation),
            method: format!("{}({})", operation.name.field(), arguments.join(", ")),
            has_answer: !matches!(operation.output, OperationOutput::One(Content::Nothing)),
        })
    }

    fn imports(&self, name: &str) -> Vec<String> {
        let own = format!("use {}::{{{}}};", library(name), self.types.join(", "));
        let json = self.method.contains("json!").then(|| "use serde_json::json;".to_owned());
        [own].into_iter().chain(json).collect()
    }

    /// What stands in front of the call.
    fn binding(&self) -> &'static str {
        if self.has_answer { "let response = " } else { "" }
    }

    fn end(&self) -> impl Iterator<Item = String> {
        let print = self.has_answer.then_some("println!(\"{response:?}\");");
        print.into_iter().chain(["# Ok(())", "# }"]).map(str::to_owned)
    }
}

/// The client that can call an operation.
fn client(api: &Api, operation: &Operation) -> String {
    let security = &api.security;
    let needed = operation.security.first().map_or(&[][..], Vec::as_slice);
    let schemes = security.schemes.iter().filter(|scheme| needed.contains(&scheme.wire_name));
    let schemes: Vec<&Scheme> = schemes.collect();
    let is_all = |scheme: Option<&Scheme>| {
        schemes.iter().map(|it| &it.wire_name).eq(scheme.map(|it| &it.wire_name))
    };
    if api.environment_scheme().is_some_and(|scheme| is_all(Some(scheme))) {
        return "Client::from_env()?".to_owned();
    }
    let base_url = "\"https://api.example.com\"";
    let arguments = |scheme: &Scheme| match scheme.kind {
        SchemeKind::Basic => "\"username\", \"password\"",
        SchemeKind::Bearer => "\"token\"",
        _ => "\"key\"",
    };
    if let Some(constructor) = security.constructor
        && is_all(security.constructor_scheme())
    {
        let base_url = constructor.takes_base_url.then_some(base_url);
        let arguments = base_url.into_iter().chain(schemes.iter().copied().map(arguments));
        return format!("Client::new({})?", arguments.collect::<Vec<_>>().join(", "));
    }
    let mut calls = if api.has_host() { String::new() } else { format!(".base_url({base_url})") };
    for scheme in schemes {
        calls.push_str(&format!(".{}({})", scheme.name.field(), arguments(scheme)));
    }
    format!("Client::builder(){calls}.build()?")
}

fn arguments(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    operation.required().map(|input| argument(api, &input.ty)).collect()
}

fn argument(api: &Api, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::String | Type::Enum(_) | Type::Formatted(_) | Type::Upload | Type::Part => {
            "\"text\"".to_owned()
        }
        Type::Boolean => "true".to_owned(),
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => "1".to_owned(),
        Type::Number => "1.0".to_owned(),
        Type::Identifier(name) => {
            let identifier = api.identifiers.iter().find(|identifier| identifier.name == *name)?;
            let text = identifier.prefix.clone() + &"a".repeat(identifier.digits);
            format!("{}::new_unchecked(\"{text}\")", name.type_name())
        }
        Type::List(items) => format!("[{}]", argument(api, items)?),
        Type::Json | Type::AnyJson | Type::Open(_) | Type::JsonText => "json!({})".to_owned(),
        Type::Model(name) if is_union(api, name) => "json!({})".to_owned(),
        Type::Map(_) | Type::Model(_) | Type::Boxed(_) | Type::Nullable(_) | Type::Multipart => {
            return None;
        }
    })
}

fn is_union(api: &Api, name: &Name) -> bool {
    let mut models = api.models.iter().flat_map(|group| &group.models);
    models.any(|model| model.name == *name && matches!(model.kind, ModelKind::Union(_)))
}
