//! Programs that compiled with the old crate.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

use changes::Change;
use document::printable::escaped;
use generator::names::Name;
use generator::render;
use generator::surface::{Item, Lost, Surface};

use super::folder::{WITH_NEW, WITH_OLD};
use super::{Shown, packages};
use crate::command::diff::report::Entry;
use crate::command::diff::words;

/// The file of a program.
pub(super) const FILE: &str = "source.rs";

/// How many uses a program has at most: of what is touched in many places, some are enough.
const MOST: usize = 12;

/// A program that uses what a change has taken away or made otherwise, or why there is none.
pub(super) fn shown(entry: &Entry, old: &Surface, lost: &[Lost]) -> Result<Shown, String> {
    let change = &entry.change;
    let uses = concerned(change, old, lost);
    if uses.is_empty() {
        let why = change.kind.rows_on(change.side).into_iter().find_map(|row| row.no_program);
        return Err(why.map_or_else(
            || "No code that callers write of themselves shows that it breaks them.".to_owned(),
            |why| format!("No program shows that it breaks callers. {why}"),
        ));
    }
    let about = "compiles with the old crate, and does not with the new one.".to_owned();
    Ok(Shown {
        file: FILE,
        compiled: &[WITH_OLD, WITH_NEW],
        text: program(entry, old, &uses),
        about,
    })
}

/// What of all that is lost a change is about: the items that it names; else what sets them, or what
/// belongs to them.
fn concerned<'l>(change: &Change, old: &Surface, lost: &'l [Lost]) -> Vec<&'l Lost> {
    let items: Vec<&str> =
        change.items.iter().map(|item| item.split('(').next().unwrap_or(item)).collect();
    let steps: [fn(&str, &Item, &Surface) -> bool; 5] =
        [is_item, sets_item, is_of_request, is_within, is_implemented];
    for is_concerned in steps {
        let uses =
            lost.iter().filter(|it| items.iter().any(|item| is_concerned(item, &it.old, old)));
        let uses: Vec<_> = uses.take(MOST).collect();
        if !uses.is_empty() {
            return uses;
        }
    }
    Vec::new()
}

/// Whether it is the item itself. A change may name it by the module that it is defined in.
fn is_item(item: &str, lost: &Item, _: &Surface) -> bool {
    item == lost.path || item.strip_suffix(&lost.path).is_some_and(|rest| rest.ends_with("::"))
}

/// Whether it is the setter or the constructor of a field, or the method that takes what a request
/// could be told.
fn sets_item(item: &str, lost: &Item, old: &Surface) -> bool {
    if let Some((owner, field)) = item.rsplit_once('.') {
        return [field, "new"].iter().any(|name| lost.path == format!("{owner}::{name}"));
    }
    let Some((owner, _)) = item.rsplit_once("::") else { return false };
    lost.path.starts_with("Client::") && request(&lost.path, old).as_deref() == Some(owner)
}

/// Whether it is a method of the request that a method of the client makes.
fn is_of_request(item: &str, lost: &Item, old: &Surface) -> bool {
    let request = item.starts_with("Client::").then(|| request(item, old)).flatten();
    request.is_some_and(|request| is_within(&request, lost, old))
}

/// Whether it is a part of the item.
fn is_within(item: &str, lost: &Item, _: &Surface) -> bool {
    lost.path.strip_prefix(item).is_some_and(|rest| rest.starts_with(['.', ':']))
}

/// Whether it is something that the item implements.
fn is_implemented(item: &str, lost: &Item, _: &Surface) -> bool {
    lost.path.strip_suffix(item).is_some_and(|rest| rest.ends_with(" for "))
}

/// The type of the request that a method of the client makes.
fn request(method: &str, old: &Surface) -> Option<String> {
    let text = old.text(method)?;
    let (_, output) = text.rsplit_once(" -> ")?;
    output.starts_with("operations::").then(|| output.to_owned())
}

/// The program: a function for each use.
fn program(entry: &Entry, old: &Surface, uses: &[&Lost]) -> String {
    let mut names = HashSet::new();
    let mut functions = String::new();
    let mut imports = BTreeSet::new();
    for lost in uses {
        let function = lost.usage.function(&function_name(&lost.old.path, &mut names));
        imports.extend(old.roots_in(&function));
        functions.push_str(&format!("/// {}\n{function}", became(lost)));
    }
    let imports: Vec<&str> = imports.into_iter().collect();
    let change = &entry.change;
    let mut head = String::new();
    let lines = [
        &*format!("`{}`: {}: {}.", change.kind.code(), words::summary(change), entry.what()),
        "",
        &words::why(change),
        "",
        "This compiles with the old crate, and does not with the new one.",
    ];
    for line in lines {
        let _ = writeln!(head, "//! {line}");
    }
    let krate = packages::CRATE;
    let text = format!(
        "{head}\nuse {krate}::{{{}}};\n\n{functions}\nfn main() {{}}\n",
        imports.join(", ")
    );
    match text.parse() {
        Ok(tokens) => render::module(tokens),
        Err(_) => text,
    }
}

/// What has become of an item, in a sentence.
fn became(lost: &Lost) -> String {
    let Item { path, text } = &lost.old;
    let was = format!("`{path}` was `{text}`");
    let sentence = match &lost.new {
        Some(new) => format!("{was}, and is `{}`.", new.text),
        None => format!("{was}, and is not there any more."),
    };
    escaped(&sentence).into_owned()
}

/// The name of a function that uses an item: the words of what callers write, without the module.
fn function_name(path: &str, names: &mut HashSet<String>) -> String {
    let path = path.rsplit(" for ").next().unwrap_or(path).replace("r#", "");
    let parts: Vec<&str> = path.split(['.', ':']).filter(|part| !part.is_empty()).collect();
    let is_module = |part: &&str| part.starts_with(char::is_lowercase);
    let own = match parts.as_slice() {
        [module, own @ ..] if !own.is_empty() && is_module(module) => own,
        all => all,
    };
    let words: Vec<_> = own.iter().map(|part| Name::new(part).words().to_owned()).collect();
    let words = words.join("_");
    let plain = format!("uses_{words}");
    let mut name = plain.clone();
    let mut number = 1;
    while !names.insert(name.clone()) {
        number += 1;
        name = format!("{plain}_{number}");
    }
    name
}
