//! Code that relies on public items: what a caller of the crate may have written.
//!
//! A [`Usage`] says all that callers rely on: a method is given arguments of exactly its types, and what
//! comes back has a type that is written down. What another crate has no room for is [lost](Lost).

mod signature;

use super::{Item, Surface};
use crate::names::Name;
pub(super) use signature::Signature;
use signature::{plain, replace_self, split};

/// Code that relies on a public item.
#[derive(Debug, Clone)]
pub struct Usage {
    is_async: bool,
    /// The names and the types of what it is given.
    parameters: Vec<(String, String)>,
    /// A statement, in which `$0` stands for the first parameter.
    statement: String,
}

/// A public item on which code relies, and which is not there any more as it was.
#[derive(Debug, Clone)]
pub struct Lost {
    /// The item as it was.
    pub old: Item,
    /// The item as it is, if there is one of that path.
    pub new: Option<Item>,
    /// Code that relies on what it was.
    pub usage: Usage,
}

impl Surface {
    /// Code that relies on an item. There is none for what has parameters, for what depends on
    /// features or on crates that callers may not have, and for traits, which callers seldom implement.
    #[must_use]
    pub fn usage(&self, item: &Item) -> Option<Usage> {
        let Item { path, text } = item;
        let needs_more = ["#[cfg", "reqwest::", "jiff::"].iter().any(|part| text.contains(part));
        if needs_more || text.starts_with("impl<") || text.contains("fn<") {
            return None;
        }
        if let Some(implemented) = path.strip_prefix("impl ") {
            return self.implementation(implemented);
        }
        if let Some((owner, field)) = path.rsplit_once('.') {
            let owner = Some(owner).filter(|owner| self.is_plain_type(owner))?;
            let text = text.trim_start_matches("#[non_exhaustive] ");
            let statement = format!("let _: &{text} = &$0.{field};");
            return Some(Usage::of([(named_after(owner), format!("&{owner}"))], statement));
        }
        let is_type = ["struct", "enum"].iter().any(|word| plain_text(text).starts_with(word));
        if is_type {
            let parameter = ("_".to_owned(), path.clone());
            return self.is_plain_type(path).then(|| Usage::of([parameter], String::new()));
        }
        let (owner, name) = path.rsplit_once("::")?;
        if let Some(ty) = text.strip_prefix("const ").filter(|text| !text.starts_with("fn")) {
            // One of a trait is that of a type which implements it.
            let is_of_trait =
                self.text(owner).is_some_and(|owner| plain_text(owner).starts_with("trait"));
            if is_of_trait {
                return None;
            }
            return Some(Usage::of([], format!("let _: {} = {path};", replace_self(ty, owner))));
        }
        if !self.is_plain_type(owner) {
            return None;
        }
        if text == "variant" {
            return Some(Usage::of([], format!("let _: {owner} = {path};")));
        }
        if let Some(types) = text.strip_prefix("variant(").and_then(|text| text.strip_suffix(')')) {
            let types = split(types).into_iter().enumerate();
            let parameters: Vec<_> =
                types.map(|(index, ty)| (format!("value{index}"), ty)).collect();
            let values: Vec<_> = (0..parameters.len()).map(|index| format!("${index}")).collect();
            let statement = format!("let _: {owner} = {path}({});", values.join(", "));
            return Some(Usage::of(parameters, statement));
        }
        Signature::read(text.trim_start_matches("const "))?.call(owner, name)
    }

    /// What callers of this crate rely on, and another crate does not have as it was.
    #[must_use]
    pub fn lost(&self, new: &Self) -> Vec<Lost> {
        let lost = self.texts.iter().filter_map(|(path, text)| {
            let old = Item::new(path, text);
            let new_item = new.texts.get(path).map(|text| Item::new(path, text));
            if new_item.as_ref() == Some(&old) {
                return None;
            }
            let usage = self.usage(&old)?;
            let is_kept = new_item.as_ref().is_some_and(|item| new.allows(item, &old, &usage));
            (!is_kept).then_some(Lost { old, new: new_item, usage })
        });
        lost.collect()
    }

    /// Whether code that relies on an item as it was compiles with the item of this crate.
    fn allows(&self, new: &Item, old: &Item, usage: &Usage) -> bool {
        let called = [old, new].map(|item| Signature::read(item.text.trim_start_matches("const ")));
        if let [Some(was), Some(is)] = called {
            let is_given = |(was, is): (&str, &str)| self.takes(is, was);
            return was.output == is.output
                && was.arguments.len() == is.arguments.len()
                && was.types().zip(is.types()).all(is_given);
        }
        self.usage(new).is_some_and(|new| new.is_like(usage))
    }

    /// Whether an argument of a type may be given what could be given for one of another type.
    fn takes(&self, new: &str, old: &str) -> bool {
        let into = |ty: &str| {
            ty.strip_prefix("impl Into<").and_then(|ty| ty.strip_suffix('>')).map(str::to_owned)
        };
        let (Some(given), Some(wanted)) = (plain(old), into(new)) else {
            return new == old;
        };
        let wraps = ["Option", "Nullable"].iter().any(|it| wanted == format!("{it}<{given}>"));
        wanted == given
            || wraps
            || self.texts.contains_key(&format!("impl From<{given}> for {wanted}"))
    }

    /// Code that needs an implementation.
    fn implementation(&self, text: &str) -> Option<Usage> {
        let (name, ty) = text.split_once(" for ")?;
        let is_plain = !ty.contains(['<', '&', ' ']) && !name.contains(['&', '\'']);
        // Callers depend on few crates.
        let is_known =
            !name.contains("::") || name.starts_with("std::") || name.starts_with("serde::");
        let has_parameters = |path: &str| self.texts.get(path).is_some_and(|text| is_generic(text));
        if !is_plain || !is_known || has_parameters(ty) || has_parameters(name) {
            return None;
        }
        // How long it borrows is left out of a surface.
        let name = if name == "serde::Deserialize" { "serde::de::DeserializeOwned" } else { name };
        match name.strip_prefix("From<").and_then(|name| name.strip_suffix('>')) {
            Some(from) => {
                let parameter = ("value".to_owned(), from.to_owned());
                Some(Usage::of([parameter], format!("let _: {ty} = $0.into();")))
            }
            None => {
                let statement = format!("fn needs<T: {name}>() {{}} needs::<{ty}>();");
                Some(Usage::of([], statement))
            }
        }
    }

    /// Whether a path is that of a type without parameters, and not of a variant or a module.
    fn is_plain_type(&self, path: &str) -> bool {
        let is_type = match path.split("::").collect::<Vec<_>>().as_slice() {
            [_] => true,
            [module, _] => module.chars().all(|letter| letter.is_lowercase() || letter == '_'),
            _ => false,
        };
        is_type && !self.texts.get(path).is_some_and(|text| is_generic(text))
    }
}

/// Whether an item is a type with parameters, of which the runtime has some, or a trait, which is
/// implemented and not called.
fn is_generic(text: &str) -> bool {
    ["struct<", "enum<", "trait"].iter().any(|start| plain_text(text).starts_with(start))
}

/// The text of an item without what is said in front.
fn plain_text(text: &str) -> &str {
    text.trim_start().trim_start_matches("#[non_exhaustive] ")
}

/// What a value of a type may be called.
fn named_after(path: &str) -> String {
    Name::new(path.rsplit("::").next().unwrap_or(path)).field()
}

impl Usage {
    fn of(parameters: impl IntoIterator<Item = (String, String)>, statement: String) -> Self {
        let parameters = parameters.into_iter().collect();
        Self { is_async: false, parameters, statement }
    }

    /// Whether it is the same as another, whatever things are called.
    fn is_like(&self, other: &Self) -> bool {
        let types = |usage: &Self| usage.parameters.iter().map(|(_, ty)| ty.clone()).collect();
        let [these, others]: [Vec<String>; 2] = [types(self), types(other)];
        self.is_async == other.is_async && these == others && self.statement == other.statement
    }

    /// A function of a name that has this code.
    #[must_use]
    pub fn function(&self, name: &str) -> String {
        let mut statement = self.statement.clone();
        let names = self.names();
        let types = self.parameters.iter().map(|(_, ty)| ty);
        let parameters = names.iter().zip(types).map(|(name, ty)| format!("{name}: {ty}"));
        let parameters = parameters.collect::<Vec<_>>().join(", ");
        // From the last, whose number may begin with that of another.
        for (index, name) in names.iter().enumerate().rev() {
            statement = statement.replace(&format!("${index}"), name);
        }
        let is_async = if self.is_async { "async " } else { "" };
        let body = if statement.is_empty() { statement } else { format!(" {statement} ") };
        format!("pub {is_async}fn {name}({parameters}) {{{body}}}\n")
    }

    /// The names of the parameters, none of which is that of another.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (index, (name, _)) in self.parameters.iter().enumerate() {
            let is_taken = names.contains(name);
            names.push(if is_taken { format!("{name}_{index}") } else { name.clone() });
        }
        names
    }
}

#[cfg(test)]
mod tests;
