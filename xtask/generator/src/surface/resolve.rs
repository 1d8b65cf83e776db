//! Which item a path of a file leads to, and the path that callers write for it.

use std::collections::{BTreeMap, VecDeque};

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Item, Path, PathArguments, PathSegment, Type};

use super::modules::Modules;

/// How many imports may lead from one to the next.
const FURTHEST: usize = 32;

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To an item of the crate: its module and name, and what of the path goes on from there.
    Item(usize, String, Vec<String>),
    /// To a module of the crate.
    Module(usize),
    /// Out of the crate.
    Foreign(Vec<String>),
}

/// Knows the public path of each item that has one.
pub(super) struct Resolver<'m> {
    modules: &'m Modules,
    /// By module and name.
    public: BTreeMap<(usize, String), String>,
    /// Further public paths, of items and of modules: what they stand for.
    aliases: BTreeMap<String, String>,
}

impl<'m> Resolver<'m> {
    pub(super) fn new(modules: &'m Modules) -> Self {
        let mut resolver = Self { modules, public: BTreeMap::new(), aliases: BTreeMap::new() };
        let mut seen = BTreeMap::from([(0, String::new())]);
        let mut queue = VecDeque::from([(0, String::new())]);
        while let Some((module, path)) = queue.pop_front() {
            for (name, target) in resolver.public_names(module) {
                let path = if path.is_empty() { name } else { format!("{path}::{name}") };
                let first = match target {
                    Target::Module(within) => {
                        if !seen.contains_key(&within) {
                            queue.push_back((within, path.clone()));
                        }
                        seen.entry(within).or_insert_with(|| path.clone())
                    }
                    Target::Item(module, name, rest) if rest.is_empty() => {
                        let entry = resolver.public.entry((module, name));
                        entry.or_insert_with(|| path.clone())
                    }
                    target => &resolver.shown(&target).join("::"),
                };
                if *first != path {
                    let alias = format!("use {first}");
                    resolver.aliases.insert(path, alias);
                }
            }
        }
        resolver
    }

    /// What is offered under names that are not its first ones.
    pub(super) fn aliases(&self) -> &BTreeMap<String, String> {
        &self.aliases
    }

    /// The names that a module offers, and what they lead to.
    fn public_names(&self, module: usize) -> BTreeMap<String, Target> {
        let this = &self.modules.all[module];
        let mut names = BTreeMap::new();
        for (is_public, glob) in &this.globs {
            if let (true, Target::Module(of)) = (*is_public, self.target(module, glob)) {
                // A module that offers all of itself offers nothing more.
                let more = if of == module { BTreeMap::new() } else { self.public_names(of) };
                names.extend(more);
            }
        }
        for (name, (is_public, within)) in &this.modules {
            if *is_public {
                names.insert(name.clone(), Target::Module(*within));
            }
        }
        for (name, _) in this.names.iter().filter(|(_, entry)| entry.is_public) {
            names.insert(name.clone(), self.named(module, name, FURTHEST));
        }
        names
    }

    /// The public path of an item, if it has one.
    pub(super) fn public(&self, module: usize, name: &str) -> Option<&str> {
        self.public.get(&(module, name.to_owned())).map(String::as_str)
    }

    /// Where a path leads that is written in a module.
    pub(super) fn target(&self, module: usize, path: &[String]) -> Target {
        self.follow(module, path, FURTHEST)
    }

    fn follow(&self, module: usize, path: &[String], further: usize) -> Target {
        let this = &self.modules.all[module];
        let [first, rest @ ..] = path else {
            return Target::Module(module);
        };
        match first.as_str() {
            "crate" => return self.follow(0, rest, further),
            "self" => return self.follow(module, rest, further),
            "super" => return self.follow(this.parent, rest, further),
            _ => {}
        }
        if let Some((_, within)) = this.modules.get(first).filter(|_| !rest.is_empty()) {
            return self.follow(*within, rest, further);
        }
        let is_known = this.names.contains_key(first);
        if let Some((_, within)) = this.modules.get(first).filter(|_| !is_known) {
            return Target::Module(*within);
        }
        if !is_known {
            return self.by_glob(module, path, further);
        }
        match self.named(module, first, further) {
            Target::Item(module, name, mut beyond) => {
                beyond.extend_from_slice(rest);
                Target::Item(module, name, beyond)
            }
            Target::Module(within) => self.follow(within, rest, further),
            Target::Foreign(mut path) => {
                path.extend_from_slice(rest);
                Target::Foreign(path)
            }
        }
    }

    /// What a name of a module leads to.
    fn named(&self, module: usize, name: &str, further: usize) -> Target {
        let entry = &self.modules.all[module].names[name];
        match &entry.import {
            None => Target::Item(module, name.to_owned(), Vec::new()),
            // An import of a crate, such as `use http;`, leads to itself.
            Some(path) if further == 0 || path.first().is_some_and(|first| first == name) => {
                Target::Foreign(path.clone())
            }
            Some(path) => self.follow(module, path, further - 1),
        }
    }

    fn by_glob(&self, module: usize, path: &[String], further: usize) -> Target {
        let globs = self.modules.all[module].globs.iter().filter(|_| further > 0);
        let mut found = globs.filter_map(|(_, glob)| {
            let Target::Module(of) = self.follow(module, glob, further - 1) else { return None };
            let this = &self.modules.all[of];
            let has = this.names.contains_key(&path[0]) || this.modules.contains_key(&path[0]);
            has.then(|| self.follow(of, path, further - 1))
        });
        found.next().unwrap_or_else(|| Target::Foreign(path.to_vec()))
    }

    /// The path that a target has for callers; for what they cannot name, where it is.
    pub(super) fn shown(&self, target: &Target) -> Vec<String> {
        let split = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
        let within = |module: usize| {
            let path = self.modules.all[module].path.iter().cloned();
            ["crate".to_owned()].into_iter().chain(path)
        };
        match target {
            Target::Item(module, name, rest) => {
                let mut path = match self.public(*module, name) {
                    Some(path) => split(path),
                    None => within(*module).chain([name.clone()]).collect(),
                };
                path.extend_from_slice(rest);
                path
            }
            Target::Module(module) => within(*module).collect(),
            Target::Foreign(path) => path.clone(),
        }
    }

    /// Has all paths in a piece of syntax, which stands in a module, say what callers write.
    pub(super) fn names(&self, module: usize) -> Names<'_, 'm> {
        Names { resolver: self, module, further: FURTHEST }
    }
}

/// Puts public paths in the place of others.
pub(super) struct Names<'r, 'm> {
    resolver: &'r Resolver<'m>,
    module: usize,
    further: usize,
}

impl Names<'_, '_> {
    fn target(&self, path: &Path) -> Target {
        let path: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.resolver.target(self.module, &path)
    }

    /// What a path stands for if it is an alias that callers cannot name: they see the type itself.
    fn hidden_alias(&self, path: &Path) -> Option<(usize, Type)> {
        let Target::Item(module, name, rest) = self.target(path) else { return None };
        if !rest.is_empty() || self.resolver.public(module, &name).is_some() {
            return None;
        }
        let mut items = self.resolver.modules.all[module].items.iter();
        items.find_map(|item| match item {
            Item::Type(alias) if alias.ident == name && alias.generics.params.is_empty() => {
                Some((module, (*alias.ty).clone()))
            }
            _ => None,
        })
    }
}

impl VisitMut for Names<'_, '_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = &*ty
            && path.qself.is_none()
            && self.further > 0
            && let Some((module, alias)) = self.hidden_alias(&path.path)
        {
            *ty = alias;
            let further = self.further - 1;
            Names { resolver: self.resolver, module, further }.visit_type_mut(ty);
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let shown = self.resolver.shown(&self.target(path));
        // Arguments stand behind the last names, which stay the last.
        let mut arguments: Vec<PathArguments> =
            path.segments.iter().map(|segment| segment.arguments.clone()).collect();
        let missing = shown.len().saturating_sub(arguments.len());
        arguments.splice(0..0, vec![PathArguments::None; missing]);
        arguments.drain(..arguments.len() - shown.len());
        let segments = shown.iter().zip(arguments).map(|(name, arguments)| {
            let ident = match name.strip_prefix("r#") {
                Some(name) => Ident::new_raw(name, Span::call_site()),
                None => Ident::new(name, Span::call_site()),
            };
            PathSegment { ident, arguments }
        });
        *path = Path { leading_colon: None, segments: segments.collect::<Punctuated<_, _>>() };
    }
}
