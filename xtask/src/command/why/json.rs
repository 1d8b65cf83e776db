//! Answers as JSON for tools.

use generator::why::Origin;
use serde_json::{Value, json};

use super::Told;
use super::located::{Changing, Located, Overlaid, Place};
use crate::command::diff::json::site;

/// An object on a line, behind those of the diagnostics if the document has errors. README.md describes
/// them.
pub(super) fn lines(name: &str, told: &Told) -> String {
    let mut objects = match told {
        Told::Refused(output) => output.report_json(),
        _ => Vec::new(),
    };
    let (answers, near, error) = match told {
        Told::Answers(answers) => (answers.iter().map(answer).collect(), &[][..], None),
        Told::Unknown(near) => {
            (Vec::new(), near.as_slice(), Some("nothing is called so".to_owned()))
        }
        Told::Refused(_) => (Vec::new(), &[][..], Some("the document has errors".to_owned())),
        Told::Failed(message) => (Vec::new(), &[][..], Some(message.clone())),
    };
    objects.push(json!({
        "reason": "why",
        "success": matches!(told, Told::Answers(_)),
        "error": error,
        "name": name,
        "answers": Value::Array(answers),
        "nearest": near,
    }));
    let lines: Vec<_> = objects.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

fn answer(located: &Located) -> Value {
    let Located { answer, described, overlaid, places, changes } = located;
    let items = answer.items.iter();
    let items: Vec<Value> =
        items.map(|item| json!({"path": item.path, "text": item.text})).collect();
    let reasons = answer.reasons.iter().zip(places);
    let reasons: Vec<Value> = reasons
        .map(|(reason, at)| json!({"text": reason.text, "place": at.as_ref().map(place)}))
        .collect();
    let runtime = match &answer.origin {
        Origin::Runtime(file) => Some(file),
        Origin::Document(_) | Origin::Generator => None,
    };
    json!({
        "items": items,
        "what": answer.what,
        "described": described.as_ref().map(site),
        "runtime": runtime,
        "overlaid": overlaid.iter().map(action).collect::<Vec<_>>(),
        "reasons": reasons,
        "changes": changes.iter().map(changing).collect::<Vec<_>>(),
    })
}

fn action(action: &Overlaid) -> Value {
    json!({
        "action": action.number,
        "target": action.target,
        "place": site(&action.action),
        "made": site(&action.made),
    })
}

fn changing(change: &Changing) -> Value {
    match change {
        Changing::Action { what, yaml } => json!({"what": what, "overlay_action": yaml}),
        Changing::There { what, site: there, text } => {
            json!({"what": what, "place": site(there), "text": text})
        }
        Changing::Lock { what, file, line, text } => {
            json!({"what": what, "lock": {"file": file, "line": line, "text": text}})
        }
    }
}

fn place(place: &Place) -> Value {
    match place {
        Place::Node(node) => site(node),
        Place::Lock(file, line) => json!({"text": "lock", "file": file, "line": line}),
    }
}
