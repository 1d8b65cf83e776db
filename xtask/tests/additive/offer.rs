//! What the crate of a document offers to callers.

use generator::lock::Lock;
use generator::surface::Surface;
use generator::{Generated, Input, generate};
use serde_json::Value;

use crate::meaning::{self, Meanings};

/// A document, and what its crate offers.
pub(crate) struct Base {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) offer: Offer,
    pub(crate) lock: Lock,
}

impl Base {
    /// A document, unless no crate can be made of it.
    pub(crate) fn of((name, value): (String, Value)) -> Option<Self> {
        let generated = crate_of(&value, "client", &Lock::default()).ok()?;
        let offer = Offer::of(&generated, &value);
        // As it is read from the file.
        let lock = Lock::read(&generated.api.lock.text()).expect("it is as it was written");
        Some(Self { name, value, offer, lock })
    }
}

/// What callers see of a crate.
pub(crate) struct Offer {
    pub(crate) surface: Surface,
    meanings: Meanings,
    /// Names of types that no component has.
    pub(crate) made_up: Vec<String>,
}

/// The crate of a document, with what the lock of an earlier one keeps; what is wrong with the document
/// if there is none.
pub(crate) fn crate_of(value: &Value, name: &str, lock: &Lock) -> Result<Generated, String> {
    let output = generate(&Input {
        spec: value.to_string().into_bytes(),
        spec_name: "document.json".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        origin: "document.json".to_owned(),
        name: name.to_owned(),
        lock: lock.clone(),
    });
    let report = output.report_json();
    output.generated.ok_or_else(|| {
        let errors = report.iter().filter(|diagnostic| diagnostic["severity"] == "error");
        errors.map(|error| error["message"].to_string()).collect::<Vec<_>>().join("; ")
    })
}

impl Offer {
    pub(crate) fn of(generated: &Generated, document: &Value) -> Self {
        let surface = Surface::of(&generated.tree).expect("what is generated is Rust");
        let models = generated.api.models.iter().flat_map(|group| &group.models);
        let components = document["components"]["schemas"].as_object();
        let is_component = |name: &String| components.is_some_and(|all| all.contains_key(name));
        let names = models.map(|model| model.name.type_name());
        let made_up = names.filter(|name| !is_component(name)).collect();
        Self { surface, meanings: meaning::of(&generated.api), made_up }
    }

    /// What of this is otherwise in another crate.
    pub(crate) fn moved(&self, new: &Self) -> Vec<String> {
        let changes = self.surface.changes(&new.surface);
        let mut moved: Vec<String> =
            changes.iter().filter(|change| change.breaks()).map(ToString::to_string).collect();
        for (item, meaning) in &self.meanings {
            if let Some(now) = new.meanings.get(item).filter(|now| *now != meaning) {
                moved.push(format!("~ {item} means {meaning}, and then {now}"));
            }
        }
        moved
    }
}
