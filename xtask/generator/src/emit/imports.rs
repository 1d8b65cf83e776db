//! The `use` lines of a module.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::ident;

/// Names that a module uses from elsewhere, as far as their short forms are free.
#[derive(Debug)]
pub struct Imports {
    /// Where the module's own names are offered, such as `crate::models`.
    home: &'static str,
    /// Names that the module defines itself.
    local: HashSet<String>,
    /// The crate that `crate` stands for, if this module is outside of it.
    library: Option<String>,
    /// Where each imported name comes from.
    origins: BTreeMap<String, String>,
}

impl Imports {
    /// The imports of a module that defines some names itself.
    pub fn new(home: &'static str, local: impl IntoIterator<Item = String>) -> Self {
        Self { home, local: local.into_iter().collect(), library: None, origins: BTreeMap::new() }
    }

    /// The imports of a program that uses the crate `library` and defines some names.
    pub fn outside(library: &str, local: impl IntoIterator<Item = String>) -> Self {
        Self { library: Some(library.to_owned()), ..Self::new("", local) }
    }

    /// A name to write for an item of a module: the short one, which is imported,
    /// or the whole path where the short one means something else.
    pub fn name(&mut self, module: &str, name: &str) -> TokenStream {
        let short = ident(name);
        let module = &*match (&self.library, module.strip_prefix("crate")) {
            (None, _) | (_, None) => Cow::Borrowed(module),
            // These are in modules of their own; the root offers everything else.
            (Some(library), Some(module @ ("::models" | "::operations"))) => {
                Cow::Owned(format!("{library}{module}"))
            }
            (Some(library), Some(_)) => Cow::Borrowed(library.as_str()),
        };
        if self.local.contains(name) && module == self.home {
            return quote!(#short);
        }
        let is_free = !self.local.contains(name)
            && self.origins.get(name).is_none_or(|origin| origin == module);
        if is_free {
            self.origins.insert(name.to_owned(), module.to_owned());
            quote!(#short)
        } else {
            let module = path(module);
            quote!(#module::#short)
        }
    }
}

impl ToTokens for Imports {
    /// One line for each module, sorted.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut modules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, module) in &self.origins {
            modules.entry(module).or_default().insert(name);
        }
        let mut lines: Vec<_> = modules.into_iter().collect();
        // As rustfmt sorts them: what a line imports counts, if it is one name alone.
        lines.sort_by_cached_key(|(module, names)| {
            let last = match names.len() {
                1 => names.first().copied().unwrap_or_default(),
                _ => "{",
            };
            (group(module), format!("{module}::{last}"))
        });
        for (module, names) in lines {
            let module = path(module);
            let names: Vec<_> = names.into_iter().map(ident).collect();
            tokens.extend(match names.as_slice() {
                [name] => quote!(use #module::#name;),
                names => quote!(use #module::{#(#names),*};),
            });
        }
    }
}

/// The standard library first, then other crates, then this one.
fn group(module: &str) -> usize {
    match module.split("::").next() {
        Some("std") => 0,
        Some("crate" | "self" | "super") => 2,
        _ => 1,
    }
}

fn path(module: &str) -> TokenStream {
    let segments = module.split("::").map(ident);
    quote!(#(#segments)::*)
}
