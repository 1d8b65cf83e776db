//! Which answer there is for a name.

use std::collections::BTreeMap;

use super::thing::{Role, Thing, Things};
use super::{Answer, Crate, Origin, called, features, runtime};
use crate::Generated;
use crate::surface::{self, Surface, Unreadable};

/// A public item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What callers write to name it.
    pub path: String,
    /// Its type, its arguments, or what it is; empty for a module or a feature.
    pub text: String,
}

/// All that can be asked for.
pub struct Index<'a> {
    of: Crate<'a>,
    things: Things<'a>,
    /// What each path stands for; paths have `::` between all their parts.
    paths: BTreeMap<String, Subject>,
    /// The public items by path, each with the file of the crate that has it.
    items: BTreeMap<String, Vec<(Item, String)>>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// A thing of the document, by its number; or a part of it, and what there is to say of that.
    Thing(usize, Option<&'static str>),
    /// A module or a feature, and what there is to say of it.
    Fixed(&'static str, &'static str),
    /// An item that is in a file of the crate, and is of no thing of the document.
    Other(String),
}

/// What a name may stand for.
pub struct Found<'i, 'a> {
    index: &'i Index<'a>,
    subject: &'i Subject,
    paths: Vec<&'i str>,
}

impl<'a> Index<'a> {
    /// What can be asked of a crate.
    ///
    /// # Errors
    ///
    /// A file of the crate that is not Rust, which is a mistake of the generator.
    pub fn new(generated: &'a Generated) -> Result<Self, Unreadable> {
        let of = Crate { generated };
        let surface = Surface::of(&generated.tree)?;
        let things = Things::of(of.api());
        let mut paths = BTreeMap::new();
        for (path, thing, role) in &things.paths {
            let part = match role {
                Role::Itself => None,
                Role::Part(what) => Some(*what),
            };
            paths.entry(path.clone()).or_insert(Subject::Thing(*thing, part));
        }
        let items = items(&surface);
        for (path, found) in &items {
            if paths.contains_key(path) {
                continue;
            }
            let alias = found.iter().find_map(|(item, _)| item.text.strip_prefix("use "));
            let alias = alias.and_then(|alias| paths.get(&called::normalized(alias))).cloned();
            let file = found.first().map_or("", |(_, file)| file);
            paths.insert(path.clone(), alias.unwrap_or_else(|| Subject::Other(file.to_owned())));
        }
        for (path, what, text) in features::all(&generated.tree) {
            paths.entry(path).or_insert(Subject::Fixed(what, text));
        }
        Ok(Self { of, things, paths, items })
    }

    /// The paths of all public items.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(String::as_str)
    }

    /// What a name stands for: the path of an item or the end of one; what the document calls
    /// something; a JSON pointer; or a method and a path.
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<Found<'_, 'a>> {
        let name = name.trim();
        let path = called::normalized(name);
        let path = called::without_crate(&path, &self.crate_name());
        let end = format!("::{path}");
        if let Some(exact) = self.paths.get_key_value(path) {
            // A feature is mostly called as its module is.
            let feature = self.paths.get_key_value(&format!("feature{end}"));
            return self.together([exact].into_iter().chain(feature).collect());
        }
        let ends: Vec<_> = self.paths.iter().filter(|(known, _)| known.ends_with(&end)).collect();
        if !ends.is_empty() && !path.is_empty() {
            return self.together(ends);
        }
        let is_meant = |subject: &Subject| match subject {
            Subject::Thing(number, None) => {
                called::is_called(self.of, self.things.all[*number], name)
            }
            _ => false,
        };
        self.together(self.paths.iter().filter(|(_, subject)| is_meant(subject)).collect())
    }

    /// Each subject once, with its paths.
    fn together<'i>(&'i self, found: Vec<(&'i String, &'i Subject)>) -> Vec<Found<'i, 'a>> {
        let mut subjects: Vec<Found<'i, 'a>> = Vec::new();
        for (path, subject) in found {
            match subjects.iter_mut().find(|known| same(known.subject, subject)) {
                Some(known) => {
                    known.paths.push(path);
                    // The thing itself tells more than a part of it.
                    if matches!(subject, Subject::Thing(_, None)) {
                        known.subject = subject;
                    }
                }
                None => subjects.push(Found { index: self, subject, paths: vec![path] }),
            }
        }
        subjects
    }

    /// All names that can be meant.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let ends = self.paths.keys().flat_map(|path| {
            let starts = path.match_indices("::").map(|(at, _)| path[at + 2..].to_owned());
            starts.chain([path.clone()])
        });
        ends.chain(self.things.all.iter().flat_map(|thing| called::names(*thing)))
    }

    fn crate_name(&self) -> String {
        let manifest = self.of.generated.tree.files().find(|(path, _)| *path == "Cargo.toml");
        let name = manifest.and_then(|(_, text)| text.split("name = \"").nth(1)?.split('"').next());
        name.unwrap_or_default().replace('-', "_")
    }

    fn items_of(&self, paths: &[&str]) -> Vec<Item> {
        let found = paths.iter().filter_map(|path| self.items.get(*path)).flatten();
        found.map(|(item, _)| item.clone()).collect()
    }

    /// All paths that stand for a subject.
    fn paths_of(&self, subject: &Subject) -> Vec<&str> {
        let same = self.paths.iter().filter(|(_, known)| *known == subject);
        same.map(|(path, _)| path.as_str()).collect()
    }
}

impl Found<'_, '_> {
    /// What is known of it.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let Self { index, subject, paths } = self;
        let mut answer = match subject {
            Subject::Thing(number, part) => {
                let answer = index.of.of_thing(index.things.all[*number]);
                let mut answer = index.of.placed(answer);
                if let Some(part) = part {
                    let whole = index.paths_of(&Subject::Thing(*number, None));
                    answer = part_of(part, whole.first().copied(), &answer);
                }
                answer
            }
            Subject::Fixed(what, text) => {
                let mut answer = Answer::new(*what, Origin::Generator);
                answer.say(*text);
                answer
            }
            Subject::Other(file) => other(file),
        };
        answer.items = match subject {
            Subject::Thing(_, None) => index.items_of(&index.paths_of(subject)),
            _ => index.items_of(paths),
        };
        if answer.items.is_empty() {
            let item = |path: &&str| Item { path: (*path).to_owned(), text: String::new() };
            answer.items = paths.iter().take(1).map(item).collect();
        }
        answer
    }
}

/// What is known of a part of a thing.
fn part_of(what: &str, whole: Option<&str>, of_whole: &Answer) -> Answer {
    let mut answer = Answer::new("a part", of_whole.origin.clone());
    if let Some(whole) = whole {
        answer.what = format!("a part of `{whole}`");
    }
    answer.say(what);
    if let Some(whole) = whole {
        answer.say(format!("Why the whole is as it is: `cargo xtask why {whole}`."));
    }
    answer
}

/// What is known of an item in a file of the crate.
fn other(file: &str) -> Answer {
    let module = file.trim_start_matches("src/").trim_end_matches(".rs");
    match runtime::reason(module.split('/').next().unwrap_or_default()) {
        Some(reason) => {
            let mut answer =
                Answer::new("an item of the runtime", Origin::Runtime(format!("templates/{file}")));
            answer.say(reason);
            answer
        }
        None => {
            let mut answer = Answer::new("an item that the generator adds", Origin::Generator);
            answer.say(format!("It is in `{file}` of the crate, for what is described around it."));
            answer
        }
    }
}

/// Whether two subjects are told of together.
fn same(one: &Subject, other: &Subject) -> bool {
    match (one, other) {
        (Subject::Thing(one, _), Subject::Thing(other, _)) => one == other,
        (one, other) => one == other,
    }
}

/// The items that can be named. Implementations of traits and calls of macros have no names.
fn items(surface: &Surface) -> BTreeMap<String, Vec<(Item, String)>> {
    let mut items: BTreeMap<String, Vec<(Item, String)>> = BTreeMap::new();
    let is_named = |path: &str| !path.starts_with("impl") && !path.contains(['!', ' ']);
    for surface::Item { path, text } in surface.items().filter(|item| is_named(&item.path)) {
        let file = surface.file(&path).unwrap_or("src/lib.rs").to_owned();
        let key = called::normalized(&path);
        items.entry(key).or_default().push((Item { path, text }, file));
    }
    items
}

impl Crate<'_> {
    /// What is known of a thing of the document.
    fn of_thing(self, thing: Thing<'_>) -> Answer {
        match thing {
            Thing::Model(model) => self.model(model),
            Thing::Field(model, shape, field) => self.field(model, shape, field),
            Thing::Value(model, shape, value) => self.value(model, shape, value),
            Thing::Variant(model, shape, variant) => self.variant(model, shape, variant),
            Thing::Identifier(identifier) => self.identifier(identifier),
            Thing::HeaderSet(set) => self.header_set(set),
            Thing::Header(set, header) => self.header(set, header),
            Thing::Operation(operation) => self.operation(operation),
            Thing::Input(operation, input) => self.input(operation, input),
            Thing::Alternative(operation, alternative) => Self::alternative(operation, alternative),
            Thing::Stream(operation, stream) => Self::stream(operation, stream),
            Thing::Wait(operation, wait) => Self::wait(operation, wait),
            Thing::ByStatus(operation, by_status, is_error) => {
                self.by_status(operation, by_status, is_error)
            }
            Thing::Case(operation, by_status, case) => self.case(operation, by_status, case),
            Thing::Event(callback, event) => Self::event(callback, event),
            Thing::EventParameter(event, input) => self.event_parameter(event, input),
            Thing::EventBody(event, body) => Self::event_body(event, body),
            Thing::AnyEvent(callback) => Self::any_event(callback),
            Thing::AnyEventCase(callback, event) => Self::any_event_case(callback, event),
            Thing::Server(server) => Self::server(server),
            Thing::Variable(server, variable) => Self::variable(server, variable),
            Thing::VariableValue(server, variable, value) => {
                Self::variable_value(server, variable, value)
            }
            Thing::Scheme(scheme) => Self::scheme(scheme),
            Thing::Constructor => self.constructor(),
        }
    }
}
