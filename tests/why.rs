//! `cargo xtask why` has an answer for every public item, each place that it names is there, and each
//! action that it offers does what it says.
//!
//! Of the fixtures a sample is asked for; all of them with `WHY_ALL=1` in the environment. Of the actions,
//! so many of each document are tried as `WHY_ACTIONS` says, or one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use document::diagnostics::{DocumentView, Rendering, Text as TextKind};
use document::pointer::{escape, find, unescape};
use generator::lock::Lock;
use generator::surface::Surface;
use generator::why::{Answer, How, Index, Origin};
use generator::{Generated, Input, Output, OverlayFile, generate};

use crate::fixtures::files_with;
use crate::folders::of_fixture;
use crate::project::{self, path};

/// One of so many fixtures is looked at.
const EVERY: usize = 16;

/// The project's own document.
fn own() -> Input {
    let lock = fs::read_to_string(path("generated/names.lock")).expect("the lock can be read");
    Input {
        spec: project::spec().into_bytes(),
        folder: None,
        spec_name: "flex-interactions.yaml".to_owned(),
        overlay: Some(OverlayFile {
            bytes: project::overlay().into_bytes(),
            name: "overlay.yaml".to_owned(),
        }),
        shipped: Vec::new(),
        origin: String::new(),
        name: "flex-interactions".to_owned(),
        lock: Lock::read(&lock).expect("it is as it was written"),
    }
}

fn fixture(name: &str, file: &Path) -> Input {
    let folder = file.parent().expect("it is in a folder");
    let spec_name = format!("{name}.yaml");
    Input {
        spec: fs::read(file).expect("a fixture can be read"),
        folder: Some(of_fixture(folder, &spec_name)),
        spec_name,
        overlay: None,
        shipped: Vec::new(),
        origin: String::new(),
        name: name.to_owned(),
        lock: Lock::default(),
    }
}

fn wants_all() -> bool {
    std::env::var_os("WHY_ALL").is_some()
}

/// The fixtures that are looked at: which of them depends on how many there are.
fn sample() -> Vec<(String, PathBuf)> {
    let all: Vec<_> =
        ["fixtures", "apis"].into_iter().flat_map(|folder| files_with(folder, "yaml")).collect();
    let (every, first) = if wants_all() { (1, 0) } else { (EVERY, all.len() % EVERY) };
    all.into_iter().skip(first).step_by(every).collect()
}

fn generated(input: &Input) -> Output {
    let output = generate(input);
    assert!(output.generated.is_some(), "{}", output.report(&Rendering::default()));
    output
}

/// A document, and what was made of it.
struct Asked {
    name: String,
    input: Input,
    output: Output,
    /// The spec and the overlay as values, if another reader has some for them.
    values: Vec<Option<serde_json::Value>>,
}

impl Asked {
    fn new(input: Input) -> Self {
        let output = generated(&input);
        let overlay = input.overlay.as_ref().map(|overlay| &overlay.bytes);
        let texts = [Some(&input.spec), overlay].into_iter().flatten();
        let values = texts.map(|text| serde_yaml::from_slice(text).ok()).collect();
        Self { name: input.spec_name.clone(), input, output, values }
    }

    fn generated(&self) -> &Generated {
        self.output.generated.as_ref().expect("it was made")
    }

    /// What is wrong with a place, which has to be a node of the document, and of the text that it is said
    /// to be in.
    fn problem_at(&self, pointer: &str) -> Option<String> {
        let document = &self.generated().document;
        let (found, is_there) = document.follow(&document.pointer_in_document(pointer));
        if !is_there {
            return Some(format!("nothing is at {pointer} ({found})"));
        }
        let sites = self.output.diagnostics.sites(document, &self.output.sources(), &[pointer]);
        let site = sites.into_iter().next().expect("there is one for each pointer");
        let values = match site.text {
            TextKind::Overlay => self.values.get(1),
            TextKind::Spec => self.values.first(),
            _ => None,
        };
        let values = values.and_then(Option::as_ref);
        let is_written = values.is_none_or(|it| find(it, &site.pointer).is_some());
        (!is_written).then(|| format!("{} is not in the text", site.pointer))
    }

    /// What is wrong with the node that something is said to be called after.
    fn misplaced(&self, answer: &Answer) -> Option<String> {
        let Origin::Document(at) = &answer.origin else { return None };
        let text = &answer.reasons.first()?.text;
        let called = ["the property `", "the parameter `", "the header `", "the component `"];
        let after = called.iter().find_map(|start| text.split(start).nth(1))?;
        let name = after.split('`').next()?;
        let document = &self.generated().document;
        let (found, _) = document.follow(&document.pointer_in_document(at));
        let node = find(&document.value, &found)?;
        let key = found.rsplit('/').next().map(|key| unescape(key).into_owned());
        let is_it = [key.as_deref(), node.get("name").and_then(|name| name.as_str())];
        // The header's own key is that of the response, and a part of a component is within it.
        let is_within = found.contains(&format!("/{}", escape(name))) || text.contains("header");
        (!is_it.contains(&Some(name)) && !is_within).then(|| format!("{name} is not at {found}"))
    }

    /// What is wrong with what is said of an item.
    fn problems(&self, path: &str, answer: &Answer) -> Vec<String> {
        let mut problems = Vec::new();
        if answer.reasons.is_empty() {
            problems.push("nothing is said".to_owned());
        }
        if !answer.items.iter().any(|item| same(&item.path, path)) {
            problems.push(format!("it is not among {:?}", answer.items));
        }
        problems.extend(self.misplaced(answer));
        for reason in &answer.reasons {
            if !reason.text.ends_with('.') {
                problems.push(format!("{} is no sentence", reason.text));
            }
            problems.extend(reason.at.as_ref().and_then(|at| self.problem_at(at)));
        }
        match &answer.origin {
            Origin::Document(pointer) => problems.extend(self.problem_at(pointer)),
            Origin::Runtime(file) if !project::path(file).is_file() => {
                problems.push(format!("there is no {file}"));
            }
            Origin::Runtime(_) | Origin::Generator => {}
        }
        problems.into_iter().map(|problem| format!("{}: {path}: {problem}", self.name)).collect()
    }

    /// Asks for every public item, and returns all answers.
    fn ask_for_all(&self) -> Vec<(String, Answer)> {
        let index = Index::new(self.generated()).expect("the crate is Rust");
        let answers = index.items().map(|path| {
            let found = index.find(path);
            assert_eq!(found.len(), 1, "{}: {path}", self.name);
            (path.to_owned(), found[0].answer())
        });
        answers.collect()
    }

    /// The same, and checks each.
    fn check_all(&self) -> Vec<(String, Answer)> {
        let answers = self.ask_for_all();
        let problems = answers.iter().flat_map(|(path, answer)| self.problems(path, answer));
        let problems: Vec<String> = problems.collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        answers
    }

    /// The same document with another action of an overlay.
    fn with_action(&self, action: &str) -> Input {
        let mut overlay = match &self.input.overlay {
            Some(overlay) => String::from_utf8(overlay.bytes.clone()).expect("it is UTF-8"),
            None => "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n".to_owned(),
        };
        for line in action.lines() {
            overlay.push_str(&format!("  {line}\n"));
        }
        let overlay = OverlayFile { bytes: overlay.into_bytes(), name: "overlay.yaml".to_owned() };
        let lock = self.generated().api.lock.clone();
        Input { overlay: Some(overlay), lock, ..self.input.clone() }
    }

    /// What is wrong with an action that is to change an item.
    fn problem_of(&self, path: &str, what: &str, action: &str) -> Option<String> {
        let about = format!("{}: {path}: {what}:\n{action}", self.name);
        let output = generate(&self.with_action(action));
        let report = output.report(&Rendering::default());
        let Some(made) = output.generated else { return Some(format!("{about}\n{report}")) };
        let [before, now] = [&self.generated().tree, &made.tree]
            .map(|tree| Surface::of(tree).expect("the crate is Rust"));
        let changes = before.changes(&now);
        let is_it = |item: &str| {
            let item = plain(item);
            item == path || path.starts_with(&format!("{item}::"))
        };
        let is_changed = match what {
            "To have it sent once only"
            | "To have it sent again after a failure that may have had its effect" => {
                made.tree != self.generated().tree
            }
            // These are about what belongs to the item.
            "To have no pages" | "To give the headers of this response a type of another name" => {
                !changes.is_empty()
            }
            _ => changes.iter().any(|change| is_it(change.path())),
        };
        (!is_changed).then(|| format!("{about}\nchanges {changes:?}"))
    }
}

/// A path with `::` between all its parts.
fn plain(path: &str) -> String {
    path.replace('.', "::").replace("r#", "")
}

/// Whether an item has a path, whatever arguments its type has.
fn same(item: &str, path: &str) -> bool {
    let mut depth = 0;
    let without = item.chars().filter(|character| {
        match character {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => return depth == 0,
        }
        false
    });
    plain(&without.collect::<String>()) == path
}

#[test]
fn every_public_item_of_the_crate_has_an_answer() {
    let asked = Asked::new(own());
    let answers = asked.check_all();
    let of = |is: fn(&Origin) -> bool| answers.iter().filter(|(_, it)| is(&it.origin)).count();
    assert!(of(|origin| matches!(origin, Origin::Document(_))) > 500);
    assert!(of(|origin| matches!(origin, Origin::Runtime(_))) > 200);
    // Modules, features, and what the generator adds to the runtime.
    assert!(of(|origin| *origin == Origin::Generator) < 10);
}

#[test]
fn every_public_item_of_the_fixtures_has_an_answer() {
    let mut problems = Vec::new();
    for (name, file) in sample() {
        let asked = Asked::new(fixture(&name, &file));
        for (path, answer) in asked.ask_for_all() {
            problems.extend(asked.problems(&path, &answer));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn answers_are_at_the_node_that_an_item_is_made_of() {
    let asked = Asked::new(own());
    let index = Index::new(asked.generated()).expect("the crate is Rust");
    for (name, pointer) in [
        ("InteractionChannel::status", "interaction_channel/properties/status"),
        ("AgentChannel", "/AgentChannel"),
        ("create_interaction", "/paths/~1v1~1Interactions/post"),
        ("POST /v1/Interactions", "/paths/~1v1~1Interactions/post"),
        ("/paths/~1v1~1Interactions/post", "/paths/~1v1~1Interactions/post"),
        ("InteractionWebhook", "/post"),
        ("Client::new", "/components/securitySchemes/accountSid_authToken"),
    ] {
        let found = index.find(name);
        assert_eq!(found.len(), 1, "{name}");
        let origin = found[0].answer().origin;
        let is_there = matches!(&origin, Origin::Document(at) if at.ends_with(pointer));
        assert!(is_there, "{name}: {origin:?}");
    }
    assert!(index.find("PageSize").len() > 2);
    for nothing in ["", "::", "/", "no_such_thing", "GET /nothing", "\u{1b}", "<<<"] {
        assert_eq!(index.find(nothing).len(), 0, "{nothing:?}");
    }
}

/// A number in sequence that looks random, and is always the same.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap_or_default()
}

#[test]
fn actions_change_what_they_are_offered_for() {
    let of_each = std::env::var("WHY_ACTIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut documents = vec![own()];
    documents.extend(sample().iter().map(|(name, file)| fixture(name, file)));
    let mut seed = 1;
    let mut kinds = BTreeSet::new();
    let mut problems = Vec::new();
    for (number, input) in documents.into_iter().enumerate() {
        // Those of our own document are of all kinds.
        let wanted = if number == 0 { of_each.max(12) } else { of_each };
        let asked = Asked::new(input);
        let mut offered = Vec::new();
        let mut known = BTreeSet::new();
        for (path, answer) in asked.ask_for_all() {
            for change in answer.changes {
                let How::Action(action) = change.how else { continue };
                let document = &asked.generated().document;
                let Some(action) = asked.output.diagnostics.action(document, action) else {
                    continue;
                };
                if known.insert((change.what.clone(), action.to_string())) {
                    offered.push((path.clone(), change.what, action.to_string()));
                }
            }
        }
        for _ in 0..offered.len().min(wanted) {
            let index = next(&mut seed) % offered.len();
            let (path, what, action) = offered.swap_remove(index);
            problems.extend(asked.problem_of(&path, &what, &action));
            kinds.insert(what);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(kinds.len() > 3, "{kinds:?}");
}
