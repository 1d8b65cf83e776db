//! Code that compiles with both crates and does something else.

use changes::{Change, Kind};
use generator::render;
use generator::surface::Surface;

use super::folder::{WITH_NEW, WITH_OLD};
use super::packages::CRATE;
use super::{Effort, Shown, Side, answered, reading, sent, wire};
use crate::command::diff::report::Entry;
use crate::command::diff::words;

/// The files.
const SENDS: &str = "sends.rs";
const READS: &str = "reads.rs";
const ANSWER: &str = "answer.http";
const REQUEST: &str = "request.http";

/// What shows that something means something else, or why nothing does.
pub(super) fn shown(
    entry: &Entry,
    [old, new]: [&Side<'_>; 2],
    effort: &mut Effort,
) -> Vec<Result<Shown, String>> {
    let change = &entry.change;
    if let Some(why) = out_of_reach(change.kind) {
        return vec![Err(why.to_owned())];
    }
    if change.kind == Kind::DefaultChanged {
        return vec![request(change, [old, new], effort)];
    }
    let is_sent = change.side.is_sent() || sent::is_about_server(change.kind);
    if let Some(text) = is_sent.then(|| sending(change, [old, new])).flatten() {
        let about = "compiles with both crates, and prints what is sent: not the same with both.";
        let compiled = &[WITH_OLD, WITH_NEW];
        return vec![Ok(Shown { file: SENDS, compiled, text, about: about.to_owned() })];
    }
    reading(change, [old, new], effort).map_or_else(
        || {
            vec![Err(
                "No program was found that compiles with both crates and prints something else."
                    .to_owned(),
            )]
        },
        |shown| shown.into_iter().map(Ok).collect(),
    )
}

/// Why no program of a few lines shows a kind of change.
fn out_of_reach(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::IdempotenceChanged => {
            "That a request is sent again shows only when a connection fails at the right time."
        }
        Kind::StreamEndChanged => "Where a stream ends shows only while one is read.",
        Kind::PagesChanged => "How pages are found shows only when several are asked for.",
        Kind::WaitChanged | Kind::WaitReturnsAnother => {
            "What a wait does shows only in several exchanges with a server."
        }
        Kind::ErrorContentChanged | Kind::ErrorContentRemoved | Kind::ErrorVariantAdded => {
            "How an error is read shows only where code names the type that it reads."
        }
        Kind::PropertyWriteOnlyNow => {
            "Both crates read the property alike; it is the server that does not answer with it any more."
        }
        Kind::EventPartIsAnother => "The event is shown above; a server reads it.",
        _ => return None,
    })
}

/// A request that leaves something out, for which the servers take other values.
fn request(
    change: &Change,
    [old, new]: [&Side<'_>; 2],
    effort: &mut Effort,
) -> Result<Shown, String> {
    let missing = || "No request could be made that leaves it out.".to_owned();
    let place = change.old.as_deref().ok_or_else(missing)?;
    let parties = [&old.party, &new.party];
    let found = sent::find(change, place, parties, effort).ok_or_else(missing)?;
    let about = "is a request that both servers take. They do different things, if it leaves out what the change is about.";
    let text = found.request.text(&wire::url(change, old, false));
    Ok(wire::file(change, REQUEST, about.to_owned(), &text))
}

/// A program that prints what is sent, if it compiles with both crates.
fn sending(change: &Change, [old, new]: [&Side<'_>; 2]) -> Option<String> {
    let statements = |side: &Side<'_>| {
        let mut all = change.items.iter().filter_map(|item| statement(item, &side.surface));
        all.next()
    };
    let (was, is) = (statements(old)?, statements(new)?);
    if without_texts(&was) != without_texts(&is) {
        return None;
    }
    let mut head = String::new();
    for line in [
        wire::title(change),
        String::new(),
        words::why(change),
        String::new(),
        "This compiles with both crates, and prints something else with each.".to_owned(),
    ] {
        head.push_str(&format!("//! {line}\n"));
    }
    let imports = old.surface.roots_in(&was).join(", ");
    let text = format!(
        "{head}\nuse {CRATE}::{{{imports}}};\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {{ {was} Ok(()) }}"
    );
    text.parse().ok().map(render::module)
}

/// Statements that print what an item comes to.
fn statement(item: &str, surface: &Surface) -> Option<String> {
    let item = item.split('(').next().unwrap_or(item);
    if item == "Client::builder" {
        return Some(
            "let client = Client::builder().build()?; println!(\"{}\", client.base_url());"
                .to_owned(),
        );
    }
    if surface.text(item).is_some_and(|text| text.starts_with("const &str")) {
        return Some(format!("println!(\"{{}}\", {item});"));
    }
    if let Some(method) = method_of(item, surface) {
        let request = surface.call_of("client", &method)?;
        let request = if method == item { request } else { surface.call_of(&request, item)? };
        return Some(format!(
            "let client = Client::builder().base_url(\"https://localhost\").build()?; \
             let request = {request}.into_request(); println!(\"{{:?}}\", request.to_http());"
        ));
    }
    let value = value(item, surface)?;
    Some(format!("let value = {value}; println!(\"{{}}\", serde_json::to_string(&value)?);"))
}

/// The method of the client that makes a request: the item itself, or that of whose request the item is
/// a method.
fn method_of(item: &str, surface: &Surface) -> Option<String> {
    if item.starts_with("Client::") {
        return Some(item.to_owned());
    }
    let (owner, _) = item.strip_prefix("operations::").and(item.rsplit_once("::"))?;
    let makes = |text: &str| text.rsplit_once(" -> ").is_some_and(|it| it.1 == owner);
    let mut methods =
        surface.items().filter(|it| it.path.starts_with("Client::") && makes(&it.text));
    methods.next().map(|method| method.path)
}

/// A value of the type that an item belongs to, in which the item is set.
fn value(item: &str, surface: &Surface) -> Option<String> {
    if let Some((owner, field)) = item.split_once('.') {
        let value = surface.value_of(owner)?;
        let setter = format!("{owner}::{field}");
        return match surface.text(&setter) {
            Some(_) => surface.call_of(&value, &setter),
            None => Some(value),
        };
    }
    if item.ends_with("::new") {
        return surface.call(item);
    }
    surface.variant(item).or_else(|| surface.value_of(item))
}

/// Code without what its texts say.
fn without_texts(code: &str) -> String {
    code.split('"').step_by(2).collect::<Vec<_>>().join("\"")
}

/// An answer that the crates read differently, and a program that reads it with either.
fn reading(change: &Change, [old, new]: [&Side<'_>; 2], effort: &mut Effort) -> Option<Vec<Shown>> {
    let documents = [old, new].map(|side| &side.represented.document.value);
    let answer = answered::find_telling(change, documents, effort)?;
    let head = [
        wire::title(change),
        String::new(),
        words::why(change),
        String::new(),
        "This compiles with both crates, and prints something else with each.".to_owned(),
    ];
    let (with_old, with_new) =
        (reading::program(old, &answer, &head)?, reading::program(new, &answer, &head)?);
    if with_old != with_new {
        return None;
    }
    let about = "is an answer that the two crates read differently.".to_owned();
    let program =
        "compiles with both crates, and prints what each makes of this answer.".to_owned();
    Some(vec![
        wire::file(change, ANSWER, about, &answer.text()),
        Shown { file: READS, compiled: &[WITH_OLD, WITH_NEW], text: with_old, about: program },
    ])
}
