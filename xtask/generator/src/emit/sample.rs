//! A call to show in the documentation.

use crate::ir::{Api, Content, ModelKind, Operation, OperationOutput, Scheme, SchemeKind, Type};
use crate::names::Name;

/// The lines of an example that is compiled and not run, for the crate `name`; none
/// if every operation takes something that only its user can make up.
pub(super) fn lines(api: &Api, name: &str) -> Option<Vec<String>> {
    if let Some(example) = &api.example {
        return Some(example.lines().map(str::to_owned).collect());
    }
    let operations = api.resources.iter().flat_map(|resource| &resource.operations);
    let mut operations = operations.filter(|operation| operation.deprecated.is_none());
    let (operation, arguments) =
        operations.find_map(|operation| Some((operation, arguments(api, operation)?)))?;
    let library = name.replace('-', "_");
    let client = client(api, operation);
    let identifiers: Vec<String> = operation
        .required()
        .filter_map(|input| match &input.ty {
            Type::Identifier(name) => Some(name.type_name()),
            _ => None,
        })
        .collect();
    let mut names = vec!["Client".to_owned(), "Error".to_owned()];
    names.extend(identifiers);
    names.sort();
    names.dedup();
    let mut lines = vec![format!("use {library}::{{{}}};", names.join(", "))];
    if arguments.iter().any(|argument| argument.contains("json!")) {
        lines.push("use serde_json::json;".to_owned());
    }
    lines.extend([String::new(), "# async fn example() -> Result<(), Error> {".to_owned()]);
    lines.push(format!("let client = {client};"));
    let method = format!("    .{}({})", operation.name.field(), arguments.join(", "));
    let chain = [method.as_str(), "    .send()", "    .await?;"].map(str::to_owned);
    if matches!(operation.output, OperationOutput::One(Content::Nothing)) {
        lines.push("client".to_owned());
        lines.extend(chain);
    } else {
        lines.push("let response = client".to_owned());
        lines.extend(chain);
        lines.push("println!(\"{response:?}\");".to_owned());
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    Some(lines)
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
        SchemeKind::Authorization(_) => "\"value\"",
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
