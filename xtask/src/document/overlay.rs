//! OpenAPI Overlay 1.0: changes to a document that are written down apart from it.
//!
//! An overlay is a list of actions. Each selects nodes of the document by a JSONPath (`target`)
//! and either merges something into all of them or removes them (`apply`).
//!
//! In two points this is stricter than the specification, lest an overlay stops doing what it is
//! there for without anybody noticing: an action that selects nothing is an error, and so is one
//! that merges what does not fit, such as an object into a string.

mod apply;
mod target;

use serde_json::{Map, Value};

use self::apply::Application;
use self::target::Target;
use super::source::SourceFile;
use super::{reader, shape};
use crate::diagnostics::{Code, Diagnostics, Place, Text, quoted};

/// An overlay in which nothing is wrong that can be told without the document.
pub(super) struct Overlay {
    /// What it says it is to be applied to.
    extends: Option<String>,
    /// What is to be done, in this order.
    actions: Vec<Action>,
}

/// One change.
struct Action {
    target: Target,
    description: Option<String>,
    change: Change,
}

/// What is done to the nodes that are selected.
enum Change {
    /// Objects are merged with this, and arrays get it as one more entry.
    Update(Value),
    /// They are removed from the object or array they are in.
    Remove,
    /// Nothing, which is legal.
    None,
}

impl Overlay {
    /// Reads an overlay, and reports all problems found in it.
    ///
    /// Returns nothing if any of them is an error.
    pub(super) fn read(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        diagnostics.about(Text::Overlay, |diagnostics| {
            let value = reader::read(source, diagnostics)?;
            let fields = overlay_1_0(value, diagnostics)?;
            let mut overlay = Value::Object(fields);
            shape::check(&overlay, &shape::OVERLAY, diagnostics);
            let extends = overlay.get("extends").and_then(Value::as_str).map(str::to_owned);
            let actions = match overlay.get_mut("actions").map(Value::take) {
                Some(Value::Array(actions)) => actions,
                _ => Vec::new(),
            };
            let list = Place::ROOT.key("actions");
            let actions = actions.into_iter().enumerate().filter_map(|(number, action)| {
                Action::read(action, &list.index(number), diagnostics)
            });
            let actions = actions.collect();
            (!diagnostics.has_errors()).then_some(Self { extends, actions })
        })
    }

    /// Does what the overlay says to a document. Which text has the nodes of the document from then
    /// on is noted in the diagnostics.
    pub(super) fn apply(
        &self,
        document: &mut Value,
        spec: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) {
        let origins = diagnostics.about(Text::Overlay, |diagnostics| {
            self.check_extends(spec, diagnostics);
            let mut application = Application::new(document, diagnostics);
            let list = Place::ROOT.key("actions");
            for (number, action) in self.actions.iter().enumerate() {
                if application.apply(action, number, &list.index(number)).is_err() {
                    break;
                }
            }
            application.origins
        });
        diagnostics.set_origins(origins);
    }

    /// Warns if the overlay is for another document, as far as the names of the files tell.
    fn check_extends(&self, spec: &SourceFile, diagnostics: &mut Diagnostics) {
        let Some(extends) = &self.extends else {
            return;
        };
        let path = extends.split(['?', '#']).next().unwrap_or_default();
        let meant = path.rsplit('/').next().unwrap_or_default();
        let found = spec.name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !meant.is_empty() && meant != found {
            let message = format!(
                "this overlay is for {}, but is applied to {}",
                quoted(meant),
                quoted(found)
            );
            diagnostics.warning(Code::OtherDocument, &Place::ROOT.key("extends"), message).help(
                "correct `extends`, or remove it if the overlay is for more than one document",
            );
        }
    }
}

impl Action {
    /// Takes an action from its object. What has the wrong type is reported already.
    fn read(action: Value, place: &Place<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Object(mut fields) = action else {
            return None;
        };
        let target = fields.get("target")?.as_str()?;
        let target = Target::parse(target, &place.key("target"), diagnostics)?;
        let description = fields.get("description").and_then(Value::as_str).map(str::to_owned);
        let change = if fields.get("remove") == Some(&Value::Bool(true)) {
            Change::Remove
        } else {
            fields.shift_remove("update").map_or(Change::None, Change::Update)
        };
        Some(Self { target, description, change })
    }
}

/// The fields of an overlay if it says that it is Overlay 1.0; otherwise, what it is instead is
/// reported.
fn overlay_1_0(value: Value, diagnostics: &mut Diagnostics) -> Option<Map<String, Value>> {
    const HELP: &str = "an overlay begins with `overlay: 1.0.0`";

    let fields = match value {
        Value::Object(fields) => fields,
        Value::Null => {
            diagnostics.error(Code::WrongType, &Place::ROOT, "the overlay is empty").help(HELP);
            return None;
        }
        other => {
            let found = shape::type_of(&other);
            let message = format!("an overlay must be an object, but this is {found}");
            diagnostics.error(Code::WrongType, &Place::ROOT, message).help(HELP);
            return None;
        }
    };
    let place = Place::ROOT.key("overlay");
    match fields.get("overlay") {
        Some(Value::String(version)) if is_1_0(version) => return Some(fields),
        Some(Value::String(version)) => {
            let message = format!("Overlay {} is not supported", quoted(version));
            diagnostics
                .error(Code::UnsupportedVersion, &place, message)
                .help("this generator reads Overlay 1.0, such as `overlay: 1.0.0`");
        }
        Some(other) => {
            let message = format!("`overlay` must be a string, but is {}", shape::type_of(other));
            diagnostics
                .error(Code::UnsupportedVersion, &place, message)
                .help("write all three numbers of the version, such as `overlay: 1.0.0`");
        }
        None => {
            let message = "this is not an Overlay 1.0 document";
            diagnostics.error(Code::UnsupportedVersion, &Place::ROOT, message).help(HELP);
        }
    }
    None
}

/// Whether a version is 1.0 with any number of the patch.
fn is_1_0(version: &str) -> bool {
    let patch = version.strip_prefix("1.0.");
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}
