//! A program that uses each public item of a crate: fields are read, variants made, methods called with
//! arguments of their types, and what is implemented is demanded.

use std::collections::BTreeSet;
use std::fmt::Write;

use generator::surface::{Item, Surface};

/// The program for a crate that is called `client`, one function for each item.
pub(crate) fn program(surface: &Surface) -> String {
    let items: Vec<Item> = surface.items().collect();
    // Of types with parameters, the runtime has some; traits are implemented, not called.
    let is_left_out = |text: &str| {
        ["struct<", "enum<", "trait"].iter().any(|start| text.trim_start().starts_with(start))
    };
    let left_out = items.iter().filter(|item| is_left_out(&item.text));
    let left_out: BTreeSet<&str> = left_out.map(|item| item.path.as_str()).collect();
    let mut program = String::from(
        "#![allow(deprecated, dead_code, unused_imports, clippy::all)]\nuse client::*;\n\nfn main() {}\n",
    );
    for (number, item) in items.iter().enumerate() {
        if let Some(function) = function(number, item, &left_out) {
            program.push_str(&function);
        }
    }
    program
}

/// A function that uses an item; nothing for what depends on features, and for what has parameters.
fn function(number: usize, item: &Item, left_out: &BTreeSet<&str>) -> Option<String> {
    let Item { path, text } = item;
    let needs_more = ["#[cfg", "reqwest::", "jiff::"].iter().any(|part| text.contains(part));
    if needs_more || text.starts_with("impl<") || text.contains("fn<") {
        return None;
    }
    if let Some(implemented) = path.strip_prefix("impl ") {
        return implementation(number, implemented, left_out);
    }
    if let Some((owner, field)) = path.rsplit_once('.') {
        let owner = Some(owner).filter(|owner| !left_out.contains(owner) && is_type(owner))?;
        let text = text.trim_start_matches("#[non_exhaustive] ");
        return Some(format!(
            "fn f{number}(value: &{owner}) {{ let _: &{text} = &value.{field}; }}\n"
        ));
    }
    let (owner, name) = path.rsplit_once("::")?;
    if left_out.contains(owner) || !is_type(owner) {
        return None;
    }
    if text == "variant" {
        return Some(format!("fn f{number}() -> {owner} {{ {path} }}\n"));
    }
    if let Some(types) = text.strip_prefix("variant(").and_then(|text| text.strip_suffix(')')) {
        let types = split(types);
        let parameters = types.iter().enumerate().map(|(index, ty)| format!("a{index}: {ty}, "));
        let parameters: String = parameters.collect();
        let values: Vec<String> = (0..types.len()).map(|index| format!("a{index}")).collect();
        let values = values.join(", ");
        return Some(format!("fn f{number}({parameters}) -> {owner} {{ {path}({values}) }}\n"));
    }
    method(number, owner, name, text.strip_prefix("fn(")?)
}

/// Whether a path is that of a type, and not of a variant or a module.
fn is_type(path: &str) -> bool {
    let parts: Vec<&str> = path.split("::").collect();
    match parts.as_slice() {
        [_] => true,
        [module, _] => module.chars().all(|letter| letter.is_lowercase() || letter == '_'),
        _ => false,
    }
}

/// A function that needs an implementation.
fn implementation(number: usize, text: &str, left_out: &BTreeSet<&str>) -> Option<String> {
    let (name, ty) = text.split_once(" for ")?;
    let is_plain = !ty.contains(['<', '&', ' ']) && !name.contains(['&', '\'']);
    // Callers depend on few crates.
    let is_known = !name.contains("::") || name.starts_with("std::") || name.starts_with("serde::");
    if !is_plain || !is_known || left_out.contains(ty) || left_out.contains(name) {
        return None;
    }
    // How long it borrows is left out of a surface.
    let name = if name == "serde::Deserialize" { "serde::de::DeserializeOwned" } else { name };
    match name.strip_prefix("From<").and_then(|name| name.strip_suffix('>')) {
        Some(from) => Some(format!("fn f{number}(value: {from}) -> {ty} {{ value.into() }}\n")),
        None => Some(format!("fn f{number}() {{ fn needs<T: {name}>() {{}} needs::<{ty}>(); }}\n")),
    }
}

/// A function that calls a method: `rest` is its signature from the first argument on.
fn method(number: usize, owner: &str, name: &str, rest: &str) -> Option<String> {
    let end = closing(rest)?;
    let (arguments, output) = (&rest[..end], rest[end + 1..].strip_prefix(" -> ").unwrap_or("()"));
    let (mut parameters, mut values, mut call) =
        (String::new(), Vec::new(), format!("{owner}::{name}"));
    for argument in split(arguments) {
        match argument.as_str() {
            "self" | "&self" | "&mut self" => {
                let receiver = argument.replace("self", owner);
                write!(parameters, "this: {receiver}, ").ok()?;
                call = format!("this.{name}");
            }
            argument => {
                let (_, ty) = argument.split_once(": ")?;
                let ty = plain(ty)?;
                write!(parameters, "a{}: {ty}, ", values.len()).ok()?;
                values.push(format!("a{}", values.len()));
            }
        }
    }
    let call = format!("{call}({})", values.join(", "));
    let output = replace_self(output, owner);
    let future =
        output.strip_prefix("impl Future<Output = ").and_then(|text| text.strip_suffix('>'));
    match future {
        Some(output) => Some(format!(
            "async fn f{number}({parameters}) {{ let _: {output} = {call}.await; }}\n"
        )),
        None if output.contains("impl ") || output.contains(" where ") => None,
        None => Some(format!("fn f{number}({parameters}) {{ let _: {output} = {call}; }}\n")),
    }
}

/// A type that can be passed as an argument.
fn plain(ty: &str) -> Option<String> {
    let within = |start: &str| ty.strip_prefix(start)?.strip_suffix('>');
    if let Some(inner) = within("impl Into<") {
        return plain(inner);
    }
    if let Some(inner) = within("impl IntoIterator<Item = ") {
        return Some(format!("Vec<{}>", plain(inner)?));
    }
    match ty {
        "impl AsRef<str>" => Some("&str".to_owned()),
        ty => (!ty.contains("impl ")).then(|| ty.to_owned()),
    }
}

/// `Self` is not known outside of an `impl`.
fn replace_self(text: &str, owner: &str) -> String {
    let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut replaced = String::new();
    for part in text.split_inclusive(|letter| !is_of_name(letter)) {
        let name = part.trim_end_matches(|letter| !is_of_name(letter));
        let name = if name == "Self" { owner } else { name };
        let sign = part.trim_start_matches(is_of_name);
        replaced.extend([name, sign]);
    }
    replaced
}

/// Where the parenthesis ends that has been opened before a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (index, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(index),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Arguments, of which types may have commas within.
fn split(arguments: &str) -> Vec<String> {
    let (mut split, mut current, mut depth) = (Vec::new(), String::new(), 0);
    let mut before = ' ';
    for sign in arguments.chars() {
        match sign {
            '<' | '(' | '[' => depth += 1,
            '>' if before == '-' => {}
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                split.push(std::mem::take(&mut current).trim().to_owned());
                before = sign;
                continue;
            }
            _ => {}
        }
        current.push(sign);
        before = sign;
    }
    if !current.trim().is_empty() {
        split.push(current.trim().to_owned());
    }
    split
}
