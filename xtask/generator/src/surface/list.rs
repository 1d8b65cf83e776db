//! The public items of modules, each as a path and a text.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Field, Fields, FnArg, Generics, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct,
    ItemTrait, Pat, ReturnType, Signature, TraitItem, Type,
};

use super::modules::{Modules, is_public};
use super::print::line;
use super::resolve::{Resolver, Target};

/// Traits that are written in another way where they are derived.
const DERIVED: [(&str, &str); 3] = [
    ("Debug", "impl std::fmt::Debug"),
    ("Hash", "impl std::hash::Hash"),
    ("serde::Deserialize", "impl<'de> serde::Deserialize<'de>"),
];

/// All public items by path, and the file that has each.
pub(super) fn items(modules: &Modules) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let resolver = Resolver::new(modules);
    let mut items = resolver.aliases().clone();
    let mut files = BTreeMap::new();
    for (module, content) in modules.all.iter().enumerate() {
        let mut added = BTreeMap::new();
        let mut list = List { resolver: &resolver, module, items: &mut added };
        content.items.iter().for_each(|item| list.item(item));
        files.extend(added.keys().map(|path| (path.clone(), content.file.clone())));
        items.extend(added);
    }
    (items, files)
}

/// Lists the items of a module.
struct List<'a, 'm> {
    resolver: &'a Resolver<'m>,
    module: usize,
    items: &'a mut BTreeMap<String, String>,
}

impl List<'_, '_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.structure(item),
            Item::Enum(item) => self.enumeration(item),
            Item::Trait(item) => self.interface(item),
            Item::Impl(item) => self.implementation(item),
            Item::Fn(item) => {
                let text = self.function(&item.sig, "");
                self.named(&item.sig.ident, &item.attrs, &text);
            }
            Item::Type(item) => {
                let generics = self.shown(&item.generics);
                let text = format!("type{generics} = {}", self.shown(&*item.ty));
                self.named(&item.ident, &item.attrs, &text);
            }
            Item::Const(item) => {
                let text = format!("const {}", self.shown(&*item.ty));
                self.named(&item.ident, &item.attrs, &text);
            }
            Item::Static(item) => {
                let text = format!("static {}", self.shown(&*item.ty));
                self.named(&item.ident, &item.attrs, &text);
            }
            // What a macro of an unknown form makes: at least it is seen when it is another. Variables of
            // a thread are private.
            Item::Macro(call) if !call.mac.path.is_ident("thread_local") => {
                self.add(line(call), String::new());
            }
            _ => {}
        }
    }

    fn add(&mut self, path: String, text: String) {
        self.items.insert(path, text);
    }

    /// An item that has a name, and no parts. Its public path, if it has one.
    fn named(&mut self, name: &syn::Ident, attributes: &[Attribute], text: &str) -> Option<String> {
        let path = self.resolver.public(self.module, &name.to_string())?.to_owned();
        self.add(path.clone(), conditions(attributes) + text);
        Some(path)
    }

    /// A piece of syntax, with the paths that callers write.
    fn shown<S: Clone + ToTokens + Visited>(&self, syntax: &S) -> String {
        let mut syntax = syntax.clone();
        syntax.visit(&mut self.resolver.names(self.module));
        line(syntax)
    }

    fn structure(&mut self, item: &ItemStruct) {
        let is_open = has(&item.attrs, "non_exhaustive");
        let fields = names_of(&item.fields, |field| is_public(&field.vis));
        let of_all = if is_open { None } else { fields };
        let (generics, bounds) = (self.shown(&item.generics), self.bounds_after(&item.generics));
        let text = format!("struct{generics}{bounds}{}", in_full(of_all));
        let Some(path) = self.named(&item.ident, &item.attrs, &text) else { return };
        self.derives(&path, &item.attrs);
        for (number, field) in item.fields.iter().enumerate() {
            if is_public(&field.vis) {
                self.field(&path, number, field);
            }
        }
    }

    fn field(&mut self, of: &str, number: usize, field: &Field) {
        let name = field.ident.as_ref().map_or(number.to_string(), ToString::to_string);
        let ty = self.shown(&field.ty);
        self.add(format!("{of}.{name}"), conditions(&field.attrs) + &ty);
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let is_open = has(&item.attrs, "non_exhaustive");
        let variants = item.variants.iter().map(|variant| variant.ident.to_string());
        let of_all = (!is_open).then(|| variants.collect());
        let (generics, bounds) = (self.shown(&item.generics), self.bounds_after(&item.generics));
        let text = format!("enum{generics}{bounds}{}", in_full(of_all));
        let Some(path) = self.named(&item.ident, &item.attrs, &text) else { return };
        self.derives(&path, &item.attrs);
        for variant in &item.variants {
            let path = format!("{path}::{}", variant.ident);
            let types = variant.fields.iter().map(|field| self.shown(&field.ty));
            let text = match &variant.fields {
                Fields::Unit => "variant".to_owned(),
                Fields::Unnamed(_) => format!("variant({})", types.collect::<Vec<_>>().join(", ")),
                Fields::Named(_) => {
                    let fields = names_of(&variant.fields, |_| true);
                    format!("variant{}", in_full(fields))
                }
            };
            if matches!(variant.fields, Fields::Named(_)) {
                for (number, field) in variant.fields.iter().enumerate() {
                    self.field(&path, number, field);
                }
            }
            self.add(path, conditions(&variant.attrs) + &text);
        }
    }

    fn interface(&mut self, item: &ItemTrait) {
        let bounds = bounds_of(self.shown(&item.supertraits));
        // Who implements the trait has to write these.
        let required = item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) if method.default.is_none() => Some(method.sig.ident.to_string()),
            TraitItem::Type(ty) if ty.default.is_none() => Some(ty.ident.to_string()),
            TraitItem::Const(item) if item.default.is_none() => Some(item.ident.to_string()),
            _ => None,
        });
        let generics = self.shown(&item.generics);
        let bounds = bounds + &self.bounds_after(&item.generics);
        let text = format!("trait{generics}{bounds}{}", in_full(Some(required.collect())));
        let Some(path) = self.named(&item.ident, &item.attrs, &text) else { return };
        for part in &item.items {
            match part {
                TraitItem::Fn(method) => {
                    let text = self.function(&method.sig, "");
                    self.add(format!("{path}::{}", method.sig.ident), text);
                }
                TraitItem::Type(ty) => {
                    let text = format!("type{}", bounds_of(self.shown(&ty.bounds)));
                    self.add(format!("{path}::{}", ty.ident), text);
                }
                TraitItem::Const(item) => {
                    let text = format!("const {}", self.shown(&item.ty));
                    self.add(format!("{path}::{}", item.ident), text);
                }
                _ => {}
            }
        }
    }

    fn derives(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let Ok(traits) = attribute.parse_args_with(
                syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated,
            ) else {
                continue;
            };
            for derived in &traits {
                // A type of this name is none that can be derived.
                let name = match self.target(derived) {
                    Target::Item(..) => line(derived),
                    _ => self.shown(derived),
                };
                let full = DERIVED.iter().find(|(short, _)| *short == name);
                let full = full.map_or_else(|| format!("impl {name}"), |(_, full)| (*full).into());
                self.add(format!("{full} for {path}"), String::new());
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        if self.is_hidden(&item.self_ty) {
            return;
        }
        let self_type = self.shown(&*item.self_ty);
        let (generics, bounds) = (self.shown(&item.generics), self.bounds_after(&item.generics));
        match &item.trait_ {
            Some((of, _)) => {
                if self.is_hidden_target(&self.target(of)) {
                    return;
                }
                let types = item.items.iter().filter_map(|item| match item {
                    ImplItem::Type(ty) => Some(format!("{} = {}", ty.ident, self.shown(&ty.ty))),
                    _ => None,
                });
                let types = types.collect::<Vec<_>>().join(", ");
                let path = format!("impl{generics} {} for {self_type}{bounds}", self.shown(of));
                self.add(path, conditions(&item.attrs) + &types);
            }
            None => {
                // Methods for all arguments of a type stand under its name alone.
                let name = if is_general(&item.self_ty, &item.generics) {
                    self_type.split('<').next().unwrap_or_default().to_owned()
                } else {
                    self_type
                };
                self.methods(item, &name, &(generics + &bounds));
            }
        }
    }

    fn methods(&mut self, item: &ItemImpl, of: &str, generics: &str) {
        let conditions_of_all = conditions(&item.attrs);
        for part in &item.items {
            let (name, attributes, text) = match part {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    (&method.sig.ident, &method.attrs, self.function(&method.sig, generics))
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    (&item.ident, &item.attrs, format!("const {}", self.shown(&item.ty)))
                }
                _ => continue,
            };
            let text = format!("{conditions_of_all}{}{text}", conditions(attributes));
            self.add(format!("{of}::{name}"), text);
        }
    }

    /// A signature with the names of arguments, and the generics of the `impl` around it.
    fn function(&self, signature: &Signature, around: &str) -> String {
        let mut before = String::new();
        if !around.is_empty() {
            before.push_str(&format!("impl{around} "));
        }
        for qualifier in [line(signature.constness), line(signature.asyncness)] {
            if !qualifier.is_empty() {
                before.push_str(&format!("{qualifier} "));
            }
        }
        let arguments = signature.inputs.iter().map(|argument| match argument {
            FnArg::Receiver(receiver) => line(receiver).trim_start_matches("mut ").to_owned(),
            FnArg::Typed(argument) => {
                let name = match &*argument.pat {
                    Pat::Ident(name) => name.ident.to_string(),
                    // No argument of a public function is taken apart; whichever is has no name.
                    _ => "_".to_owned(),
                };
                format!("{name}: {}", self.shown(&*argument.ty))
            }
        });
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        let output = match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => format!(" -> {}", self.shown(&**ty)),
        };
        let generics = &signature.generics;
        let bounds = self.bounds_after(generics);
        format!("{before}fn{}({arguments}){output}{bounds}", self.shown(generics))
    }

    /// The bounds after `where`.
    fn bounds_after(&self, generics: &Generics) -> String {
        match &generics.where_clause {
            Some(bounds) => format!(" {}", self.shown(bounds).trim_end_matches(", ")),
            None => String::new(),
        }
    }

    /// Whether a type is one of the crate that callers cannot name.
    fn is_hidden(&self, ty: &Type) -> bool {
        match ty {
            Type::Path(path) => self.is_hidden_target(&self.target(&path.path)),
            Type::Reference(reference) => self.is_hidden(&reference.elem),
            _ => false,
        }
    }

    /// Where a path leads that is written in this module.
    fn target(&self, path: &syn::Path) -> Target {
        let path: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.resolver.target(self.module, &path)
    }

    fn is_hidden_target(&self, target: &Target) -> bool {
        match target {
            Target::Item(module, name, _) => self.resolver.public(*module, name).is_none(),
            Target::Module(_) | Target::Foreign(_) => false,
        }
    }
}

/// Syntax in which there may be paths.
trait Visited {
    fn visit(&mut self, visitor: &mut impl VisitMut);
}

macro_rules! visited {
    ($($ty:ty, $method:ident;)*) => {
        $(
            impl Visited for $ty {
                fn visit(&mut self, visitor: &mut impl VisitMut) {
                    visitor.$method(self);
                }
            }
        )*
    };
}

visited! {
    Type, visit_type_mut;
    Generics, visit_generics_mut;
    syn::Path, visit_path_mut;
    syn::WhereClause, visit_where_clause_mut;
}

/// Bounds of a trait or an associated type.
impl Visited for syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]> {
    fn visit(&mut self, visitor: &mut impl VisitMut) {
        self.iter_mut().for_each(|bound| visitor.visit_type_param_bound_mut(bound));
    }
}

/// Bounds behind what they are about.
fn bounds_of(bounds: String) -> String {
    if bounds.is_empty() { bounds } else { format!(": {bounds}") }
}

/// What callers may list in full, sorted; nothing if they may not.
fn in_full(names: Option<Vec<String>>) -> String {
    match names {
        Some(names) if names.is_empty() => " {}".to_owned(),
        Some(mut names) => {
            names.sort();
            format!(" {{ {} }}", names.join(", "))
        }
        None => String::new(),
    }
}

/// The names of fields if callers may use all of them.
fn names_of(fields: &Fields, may_use: fn(&Field) -> bool) -> Option<Vec<String>> {
    let names = fields.iter().enumerate().map(|(number, field)| {
        let name = field.ident.as_ref().map_or(number.to_string(), ToString::to_string);
        may_use(field).then_some(name)
    });
    names.collect()
}

/// Whether the arguments of a type are all parameters, each another.
fn is_general(ty: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return true };
    let parameters: Vec<String> = generics
        .params
        .iter()
        .map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => parameter.ident.to_string(),
            syn::GenericParam::Const(parameter) => parameter.ident.to_string(),
            parameter @ syn::GenericParam::Lifetime(_) => line(parameter),
        })
        .collect();
    arguments
        .args
        .iter()
        .map(line)
        .all(|argument| argument == "'_" || parameters.contains(&argument))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// On what it depends whether an item is there, such as a feature of the crate, and whether callers
/// have to expect more of it.
fn conditions(attributes: &[Attribute]) -> String {
    let told = attributes.iter().filter(|attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("non_exhaustive")
    });
    told.flat_map(|attribute| [line(attribute), " ".to_owned()]).collect()
}
