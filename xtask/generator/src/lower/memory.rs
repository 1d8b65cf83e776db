//! What the lock of the crate remembers, looked up by what the document has.

mod known_type;
mod places;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::ir::{Operation, OperationInput, Style, Type, Variant};
use crate::lock::{FILE, Lock, LockedConstructor, LockedOperation, Returns};
use crate::lower::method::method_of;
use crate::names::Name;
use document::Document;
use document::diagnostics::Place;
pub(super) use known_type::KnownType;

/// The lock of the crate as it was generated last, and which of its types the document still has.
pub(super) struct Memory<'l> {
    lock: &'l Lock,
    document: &'l Document,
    /// The types by name.
    types: HashMap<&'l str, KnownType<'l>>,
    /// The names of types by where the document has what they are made from.
    by_place: BTreeMap<&'l str, Vec<&'l str>>,
    by_usual_name: HashMap<&'l str, Vec<&'l str>>,
    /// The same by both: all variants that are written out in a union have one place.
    by_place_and_usual_name: HashMap<(&'l str, &'l str), Vec<&'l str>>,
    /// Operations with the names of their methods, by id.
    by_id: HashMap<&'l str, Vec<(&'l str, &'l LockedOperation)>>,
    /// The names of types that the document still has.
    present: HashSet<&'l str>,
    /// The ids of the document's operations.
    ids: HashSet<String>,
}

impl<'l> Memory<'l> {
    pub(super) fn new(lock: &'l Lock, document: &'l Document) -> Self {
        let mut memory = Self {
            lock,
            document,
            types: HashMap::new(),
            by_place: BTreeMap::new(),
            by_usual_name: HashMap::new(),
            by_place_and_usual_name: HashMap::new(),
            by_id: HashMap::new(),
            present: HashSet::new(),
            ids: HashSet::new(),
        };
        if !lock.operations.is_empty() {
            let operations = document.openapi.operations();
            let id = |(path, field, operation): (&str, &str, &openapiv3::Operation)| {
                let id = operation.operation_id.clone();
                let field = field.to_uppercase();
                id.unwrap_or_else(|| format!("{} {path}", method_of(&field, operation)))
            };
            memory.ids = operations.map(id).collect();
        }
        for (name, operation) in &lock.operations {
            memory.by_id.entry(&operation.id).or_default().push((name, operation));
        }
        for (name, ty) in &lock.types {
            memory.types.insert(name, KnownType::new(ty));
            memory.by_place.entry(&ty.at).or_default().push(name);
            let usual = ty.usual.as_deref().unwrap_or(name);
            memory.by_usual_name.entry(usual).or_default().push(name);
            memory.by_place_and_usual_name.entry((&ty.at, usual)).or_default().push(name);
            if memory.is_present(&ty.at) {
                memory.present.insert(name);
            }
        }
        memory
    }

    fn is_present(&self, place: &str) -> bool {
        if !place.starts_with('/') {
            return self.ids.contains(place);
        }
        places::is_present(&self.document.value, place)
    }

    /// Where the document has what is at a place, whatever refers to it.
    pub(super) fn place(&self, pointer: &str) -> String {
        places::place_of(self.document, pointer)
    }

    /// The names of types that new ones cannot have.
    pub(super) fn reserved_types(&self) -> impl Iterator<Item = &'l str> {
        self.present.iter().copied()
    }

    /// The names that the type at a place may have had, the likeliest first. `usual` is the name by the
    /// rules, and `members` are its fields or values, if they are known.
    pub(super) fn type_names(&self, place: &str, usual: &Name, members: &[&str]) -> Vec<Name> {
        let spelled = usual.type_name();
        let known = self.by_place_and_usual_name.get(&(place, &*spelled));
        let mut known = known.cloned().unwrap_or_default();
        if known.is_empty() {
            // What was elsewhere has been moved here, unless it is still there.
            let elsewhere = self.by_usual_name.get(&*spelled).into_iter().flatten().copied();
            let mut moved = elsewhere.filter(|name| !self.present.contains(name));
            known.extend(moved.next().filter(|_| moved.next().is_none()));
        } else if place.contains("/*") && !members.is_empty() {
            // Several that are in one list are told apart by what they have.
            let distinct: HashSet<&str> = members.iter().copied().collect();
            let likeness = |name: &str| {
                let known = &self.lock.types[name].members;
                let common = known.iter().filter(|member| distinct.contains(member.as_str()));
                Likeness::new(common.count(), known.len(), members.len())
            };
            known.retain(|name| likeness(name) != Likeness::None);
            known.sort_by_key(|name| Reverse(likeness(name)));
        }
        known.into_iter().map(|name| Name::spelled_as(name, usual)).collect()
    }

    /// The name that the type of a component had, by all names that it may have without a number.
    pub(super) fn component_name(&self, place: &str, candidates: &[Name]) -> Option<Name> {
        let at_place = self.by_place.get(place)?;
        let usual = candidates.iter().find(|name| at_place.contains(&&*name.type_name()));
        match (usual, candidates.last()) {
            (Some(usual), _) => Some(usual.clone()),
            (None, Some(last)) => self.type_names(place, last, &[]).into_iter().next(),
            (None, None) => None,
        }
    }

    /// Whether types that are made from something within a place had names that begin with another.
    pub(super) fn has_within(&self, name: &Name, place: &str) -> bool {
        let name = name.type_name();
        self.usual_names_within(place).any(|usual| usual.starts_with(&name))
    }

    /// Whether such types had names that begin with one name, and not with the longer one.
    pub(super) fn has_within_but(&self, name: &Name, longer: &Name, place: &str) -> bool {
        let (name, longer) = (name.type_name(), longer.type_name());
        let mut names = self.usual_names_within(place);
        names.any(|usual| usual.starts_with(&name) && !usual.starts_with(&longer))
    }

    /// The names by the rules of types that are made from something within a place.
    fn usual_names_within<'m>(&'m self, place: &'m str) -> impl Iterator<Item = &'m str> {
        let within = self.by_place.range(place..).take_while(move |(at, _)| at.starts_with(place));
        let known = within.flat_map(|(_, names)| names);
        known.map(|known| self.lock.types[*known].usual.as_deref().unwrap_or(known))
    }

    /// Whether the lock has types that are made from something within a node.
    pub(super) fn has_types_within(&self, place: Place<'_>) -> bool {
        let within = format!("{}/", self.place(&place.pointer()));
        let mut places = self.by_place.range(&*within..);
        places.next().is_some_and(|(place, _)| place.starts_with(&within))
    }

    /// What the lock has of the type of a name.
    pub(super) fn of_type(&self, name: &Name) -> Option<&KnownType<'l>> {
        self.types.get(&*name.type_name())
    }

    /// The variants of a union whose types were written out in it, and are named after them.
    pub(super) fn variants(&self, union: &Name) -> Vec<KnownVariant<'l>> {
        let Some(KnownType { locked: known, .. }) = self.of_type(union) else {
            return Vec::new();
        };
        let variants = known.members.iter().filter_map(|key| {
            let name = Name::new(known.names.get(key).unwrap_or(key));
            let (wrappers, spelled) = apart(key);
            let ty = self.lock.types.get(spelled)?;
            let usual = ty.usual.as_deref().unwrap_or(spelled);
            let digest = ty.digest.as_deref()?;
            let is_named_so = usual.starts_with(&union.join(&name).type_name());
            is_named_so.then_some(KnownVariant { name, wrappers, members: &ty.members, digest })
        });
        variants.collect()
    }

    /// Whether a union had a variant of a type. `usual` is the name of the type by the rules.
    pub(super) fn has_variant(&self, union: &Name, usual: &Name) -> bool {
        let Some(known) = self.of_type(union) else { return false };
        let usual = &*usual.type_name();
        let mut names = self.by_usual_name.get(usual).into_iter().flatten();
        // What the lock has no type for is called by the rules.
        names.any(|name| known.members.has(name))
            || known.members.has(usual) && !self.types.contains_key(usual)
    }

    /// The property that has the items of a page, if a type was one.
    pub(super) fn items(&self, name: &Name) -> Option<&'l str> {
        self.of_type(name)?.locked.items.as_deref()
    }

    /// The property that has the items of a page, if a type at a place was one.
    pub(super) fn items_at(&self, place: &str) -> Option<&'l str> {
        let mut at_place = self.by_place.get(place)?.iter();
        at_place.find_map(|name| self.lock.types[*name].items.as_deref())
    }

    /// The name of the type of all errors; [`ANY_ERROR`](crate::lock::ANY_ERROR) if it was any JSON.
    pub(super) fn error(&self) -> Option<&'l str> {
        self.lock.error.as_deref()
    }

    /// The way to send the body of an operation whose method has the shortest name.
    pub(super) fn usual_body(&self, id: &str) -> Option<&'l str> {
        let known = self.by_id.get(id)?.iter();
        known.min_by_key(|(name, _)| name.len())?.1.body.as_deref()
    }

    /// What the lock has of the methods for an operation, one for each way to send its body.
    pub(super) fn operations(&self, id: &str) -> impl Iterator<Item = &'l LockedOperation> {
        self.by_id.get(id).into_iter().flatten().map(|(_, known)| *known)
    }

    /// The media type that a response of an operation was read as, unless that is `application/json`.
    pub(super) fn read_as(&self, id: &str, status: &str) -> Option<&'l str> {
        self.operations(id).next()?.reads.get(status).map(String::as_str)
    }

    /// What the methods for an operation returned.
    pub(super) fn returns(&self, id: &str) -> Option<Returns> {
        self.operations(id).next()?.returns
    }

    /// The method for an operation and a way to send its body, and what the lock has of it.
    pub(super) fn operation(&self, operation: &Operation) -> Option<(Name, &'l LockedOperation)> {
        let all = self.by_id.get(operation.id.as_str())?;
        let with_body =
            |body: Option<&str>| all.iter().find(|(_, known)| known.body.as_deref() == body);
        let body = operation.body.as_ref().map(Name::words);
        let known = with_body(body).or_else(|| {
            // One that gets a body, or none any more, is still the same.
            let other = match body {
                Some(_) => None,
                None => Some(self.usual_body(&operation.id)?),
            };
            with_body(other).filter(|_| !operation.is_body_variant)
        });
        known.map(|(name, known)| (Name::new(name), *known))
    }

    /// Where requests went, unless users said otherwise.
    pub(super) fn base_url(&self) -> Option<&'l str> {
        self.lock.base_url.as_deref()
    }

    /// The URLs of servers by name.
    pub(super) fn servers(&self) -> &'l BTreeMap<String, String> {
        &self.lock.servers
    }

    /// What `Client::new` took, if there was one.
    pub(super) fn constructor(&self) -> Option<&'l LockedConstructor> {
        self.lock.new.as_ref()
    }

    /// The name of the method that took the credentials of a security scheme.
    pub(super) fn credentials(&self, scheme: &str) -> Option<Name> {
        let mut credentials = self.lock.credentials.iter();
        credentials.find(|(_, known)| *known == scheme).map(|(name, _)| Name::new(name))
    }

    /// The name that the type of an event had, by where the document has it.
    pub(super) fn event(&self, place: &str) -> Option<Name> {
        let mut events = self.lock.events.iter();
        events.find(|(_, known)| known.at == place).map(|(name, _)| Name::new(name))
    }

    /// Whether an event had a type of this name.
    pub(super) fn has_event(&self, name: &Name) -> bool {
        self.lock.events.contains_key(&name.type_name())
    }

    /// The parameters of the event that had a type of this name.
    pub(super) fn parameters(&self, event: &Name) -> Option<Remembered<'l>> {
        let known = self.lock.events.get(&event.type_name())?;
        Some(Remembered::new(&known.inputs, &known.names))
    }

    /// Whether there was a lock.
    pub(super) fn is_empty(&self) -> bool {
        *self.lock == Lock::default()
    }
}

/// What to do if something is not to be kept any more.
pub(super) fn let_go(what: &str) -> String {
    format!("callers rely on it; take {what} out of {FILE} to have it by the rules")
}

/// The members of a type, or the inputs of an operation, as the lock has them.
pub(super) struct Remembered<'l> {
    keys: HashMap<&'l str, usize>,
    names: &'l BTreeMap<String, String>,
}

impl<'l> Remembered<'l> {
    pub(super) fn inputs(operation: &'l LockedOperation) -> Self {
        Self::new(&operation.inputs, &operation.names)
    }

    fn new(keys: &'l [String], names: &'l BTreeMap<String, String>) -> Self {
        let keys = keys.iter().enumerate().map(|(index, key)| (key.as_str(), index));
        Self { keys: keys.collect(), names }
    }

    /// Whether there was such a member.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// Where a member was among the others; new ones are behind all of them.
    pub(super) fn position(&self, key: &str) -> usize {
        self.keys.get(key).copied().unwrap_or(usize::MAX)
    }

    /// The name that a member had; none if it is new.
    pub(super) fn name(&self, key: &str, usual: &Name) -> Option<Name> {
        self.keys.get(key)?;
        Some(self.names.get(key).map_or_else(|| usual.clone(), |name| Name::new(name)))
    }
}

/// What tells an input of an operation from the others: its name on the wire and where it goes.
pub(crate) fn input_key(input: &OperationInput) -> String {
    let properties = match input.location.style() {
        Some(Style::Dotted) => ".*",
        _ => "",
    };
    format!("{}{properties}@{}", input.wire_name, input.place())
}

/// A variant that the lock has.
pub(super) struct KnownVariant<'l> {
    /// Its name.
    pub(super) name: Name,
    /// The lists and maps around what has the type, as in the key of the variant.
    pub(super) wrappers: String,
    /// The members of the type.
    pub(super) members: &'l [String],
    /// Stands for the words of the schema.
    pub(super) digest: &'l str,
}

/// The lists and maps in the key of a variant, and what is in them.
fn apart(key: &str) -> (String, &str) {
    let (mut wrappers, mut rest) = (String::new(), key);
    while let Some((wrapper, inner)) = rest.split_once(" of ") {
        if matches!(wrapper, "list" | "map") {
            wrappers.push_str(&format!("{wrapper} of "));
        }
        rest = inner;
    }
    (wrappers, rest)
}

/// What tells a variant of a union from the others: its type.
pub(super) fn variant_key(variant: &Variant) -> String {
    if variant.is_fallback { "base".to_owned() } else { type_key(&variant.ty) }
}

fn type_key(ty: &Type) -> String {
    let of = |what: &str, inner: &Type| format!("{what} of {}", type_key(inner));
    match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => name.type_name(),
        Type::Boxed(inner) => type_key(inner),
        Type::List(inner) => of("list", inner),
        Type::Map(inner) => of("map", inner),
        Type::Nullable(inner) => of("nullable", inner),
        Type::Open(inner) => of("open", inner),
        Type::Formatted(format) => format.type_name().to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// How much a type has in common with one that the lock has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    /// How many members both have.
    Some(usize),
    All,
}

impl Likeness {
    /// By how many members both have, and how many the lock and the document have.
    fn new(common: usize, known: usize, members: usize) -> Self {
        match common {
            _ if known == 0 => Self::Some(0),
            0 => Self::None,
            _ if common == known && common == members => Self::All,
            _ => Self::Some(common),
        }
    }
}
