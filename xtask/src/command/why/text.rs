//! Answers for people.

use document::diagnostics::{Site, quoted};
use document::printable::escaped;
use generator::why::Origin;

use super::located::{Changing, Located, Overlaid, Place};

/// All that there is to say of a name.
pub(super) fn text(name: &str, answers: &[Located]) -> String {
    match answers {
        [only] => whole(only),
        several => {
            let lines: String = several.iter().map(in_short).collect();
            let count = several.len();
            format!(
                "{count} items are meant by {}:\n\n{lines}\nA longer name tells one apart.\n",
                quoted(name)
            )
        }
    }
}

/// That nothing is called so.
pub(super) fn unknown(name: &str, near: &[String]) -> String {
    let near: Vec<String> = near.iter().map(|name| quoted(name)).collect();
    let help = match near.as_slice() {
        [] => String::new(),
        near => format!("did you mean {}?\n", near.join(" or ")),
    };
    format!("error: nothing in the crate or in the document is called {}\n{help}", quoted(name))
}

/// An answer in full.
fn whole(located: &Located) -> String {
    let Located { answer, described, overlaid: actions, places, changes } = located;
    let mut text = String::new();
    for item in &answer.items {
        text.push_str(&match item.text.as_str() {
            "" => format!("{}\n", escaped(&item.path)),
            of => format!("{}: {}\n", escaped(&item.path), escaped(of)),
        });
    }
    text.push_str(&format!("  is {}{}.\n", escaped(&answer.what), origin(located)));
    for action in actions {
        text.push_str(&format!("  {}.\n", overlaid(action, described.as_ref())));
    }
    text.push_str("\nWhy:\n");
    for (reason, place) in answer.reasons.iter().zip(places) {
        let sentence = escaped(&reason.text);
        let place = place.as_ref().map(|place| format!(" ({})", place_text(place)));
        text.push_str(&format!("  - {sentence}{}\n", place.unwrap_or_default()));
    }
    if !changes.is_empty() {
        text.push_str("\nTo change it:\n");
        text.extend(changes.iter().map(changing));
    }
    text
}

/// An answer in a line.
fn in_short(located: &Located) -> String {
    let Located { answer, .. } = located;
    let path = answer.items.first().map_or("", |item| item.path.as_str());
    format!("  {}: {}{}\n", escaped(path), escaped(&answer.what), origin(located))
}

/// Where something comes from.
fn origin(located: &Located) -> String {
    match (&located.answer.origin, &located.described) {
        (Origin::Document(_), Some(site)) => format!(", described at {}", site_text(site)),
        (Origin::Document(_) | Origin::Generator, _) => String::new(),
        (Origin::Runtime(file), _) => format!(", from {}", escaped(file)),
    }
}

/// What an action of the overlay has done.
fn overlaid(action: &Overlaid, described: Option<&Site>) -> String {
    let Overlaid { number, action, target, made } = action;
    let target = target.as_ref().map(|target| format!(", `{target}`")).unwrap_or_default();
    let place = format!("{}{target}", site_text(action));
    if described == Some(made) {
        return format!("Action {number} of the overlay has added it ({place})");
    }
    let (line, column) = made.start;
    format!("Action {number} of the overlay has changed it, at {line}:{column} ({place})")
}

fn changing(change: &Changing) -> String {
    match change {
        Changing::Action { what, yaml } => {
            let indented = yaml.replace('\n', "\n      ");
            format!("  - {what}, in an overlay:\n      {indented}\n")
        }
        Changing::There { what, site, text } => {
            format!("  - {what}, at {}: {}\n", site_text(site), escaped(text))
        }
        Changing::Lock { what, file, line, text } => {
            format!("  - {what}, in {file}:{line}: {}\n", escaped(text))
        }
    }
}

fn place_text(place: &Place) -> String {
    match place {
        Place::Node(site) => site_text(site),
        Place::Lock(file, line) => format!("{file}:{line}"),
    }
}

fn site_text(site: &Site) -> String {
    format!("{}:{}:{}", site.file, site.start.0, site.start.1)
}
