//! Extensions that the user of this crate reads: their keys, and which objects can have them.

use serde_json::Value;

use crate::diagnostics::{Code, quoted};
use crate::suggest::{alternatives, did_you_mean};

/// All extensions that are meant for one user of documents.
#[derive(Debug)]
pub struct Extensions {
    /// What all of them begin with. Other keys that begin so are refused, because they would have
    /// no effect.
    pub prefix: &'static str,
    /// Whether a key that begins so belongs to another tool.
    pub is_foreign: fn(&str, &Value) -> bool,
    /// All of them.
    pub list: &'static [Extension],
    /// What extensions were called once, and what stands for them now.
    pub former: &'static [(&'static str, &'static str)],
    /// The one of an example that is known to be invalid against its schema.
    pub invalid_example: &'static str,
    /// The one of an operation whose method is none that OpenAPI 3.0 has, for those of later versions.
    pub method: &'static str,
    /// The one of an action of an overlay that is only for documents in which a JSONPath finds
    /// something.
    pub condition: &'static str,
}

/// An extension.
#[derive(Debug)]
pub struct Extension {
    /// Its key.
    pub name: &'static str,
    /// What its value has to be.
    pub value: ExtensionValue,
    /// The names of the objects that can have it, without the word "Object".
    pub objects: &'static [&'static str],
}

/// What the value of an extension has to be.
#[derive(Debug, Clone, Copy)]
pub enum ExtensionValue {
    /// A string.
    Text,
    /// A string that a function has to accept.
    Checked(fn(&str) -> Result<(), Problem>),
    /// `true` or `false`.
    Flag,
    /// Whatever the user of this crate reads, who checks it.
    Free,
}

/// What is wrong with the value of an extension.
#[derive(Debug)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What is meant, probably.
    pub meant: Option<String>,
}

impl Extensions {
    /// No extensions at all.
    pub const NONE: Self = Self {
        prefix: "x-none",
        is_foreign: |_, _| false,
        list: &[],
        former: &[],
        invalid_example: "x-none-invalid",
        method: "x-none-method",
        condition: "x-none-when",
    };

    /// Whether a key is meant to be one of the extensions.
    pub(crate) fn has(&self, key: &str, value: &Value) -> bool {
        let start = key.get(..self.prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(self.prefix))
            && !(self.is_foreign)(key, value)
    }

    /// What the value of an extension has to be in an object of a kind, or what is wrong with
    /// having it there, and what to do.
    pub(crate) fn value_of(
        &self,
        key: &str,
        kind: &str,
        kind_with_article: &str,
    ) -> Result<ExtensionValue, (String, String)> {
        let names = || self.list.iter().map(|extension| extension.name);
        let Some(extension) = self.list.iter().find(|extension| extension.name == key) else {
            let message = format!("this generator knows no extension {}", quoted(key));
            let former = self.former.iter().find(|(former, _)| *former == key);
            let help = former.map(|(_, now)| format!("write {} instead", quoted(now)));
            let help = help.or_else(|| did_you_mean(key, names()));
            let all = || format!("it knows {}", alternatives(&names().collect::<Vec<_>>()));
            return Err((message, help.unwrap_or_else(all)));
        };
        if extension.objects.contains(&kind) {
            return Ok(extension.value);
        }
        let message = format!("{} means nothing in {kind_with_article}", quoted(key));
        let objects = alternatives(extension.objects);
        Err((message, format!("it can stand in objects of the kind {objects}")))
    }
}
