//! What there is to report: the changes with their places, by what they mean, and the sum of them.

use changes::{Behaviour, Change, Exchange, Kind, Level, Source, Verdicts};
use document::cut::{Reach, Wanted};
use document::diagnostics::Site;
use document::printable::escaped;
use document::stack::with_large_stack;
use generator::Represented;
use semver::Version as CrateVersion;
use serde_json::Value;

use super::input::Version;
use super::words::count;

/// Two versions of a document.
pub(super) struct Compared {
    pub(super) old: Version,
    pub(super) new: Version,
    /// How they differ; none if one of them has errors.
    pub(super) difference: Option<Difference>,
}

/// How two versions differ.
pub(super) struct Difference {
    /// All changes, by section, the worst first.
    pub(super) entries: Vec<Entry>,
    /// How many changes there are of operations that are not looked at.
    pub(super) others: usize,
    /// How far the version of the crate has to be raised.
    pub(super) level: Level,
    /// The version of the old crate and of the new one.
    pub(super) versions: [CrateVersion; 2],
    /// The lowest version that the new one may have.
    pub(super) lowest: CrateVersion,
    /// Whether it is as high.
    pub(super) is_raised: bool,
}

/// A change with its places.
pub(super) struct Entry {
    pub(super) change: Change,
    pub(super) verdicts: Verdicts,
    pub(super) section: Section,
    /// Where it was in the old document, if it was there.
    pub(super) old: Option<Site>,
    /// Where it is in the new one, if it is there.
    pub(super) new: Option<Site>,
    /// The folder of what shows its verdicts, if that was written.
    pub(super) witness: Option<String>,
}

/// What a change is to those who review it, in the order in which they should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Nothing tells callers.
    MeansSomethingElse,
    /// The compiler does.
    Breaks,
    /// Servers may.
    OtherwiseOnTheWire,
    /// There is more to use.
    Adds,
    /// Nothing of these.
    Minor,
    /// Only what is said is different.
    Documentation,
    /// Only where code is.
    Moved,
}

impl Section {
    fn of(kind: Kind, verdicts: Verdicts) -> Self {
        match (kind, verdicts.behaviour, verdicts.source, verdicts.wire.worst()) {
            (Kind::CodeMoved, ..) => Self::Moved,
            (Kind::DocumentationChanged, ..) => Self::Documentation,
            (_, Behaviour::Differs, ..) => Self::MeansSomethingElse,
            (_, _, Source::Breaks, _) => Self::Breaks,
            (_, _, Source::Adds, _) => Self::Adds,
            (_, Behaviour::Same, Source::Same, Exchange::Works) => Self::Minor,
            (_, _, Source::Same, _) => Self::OtherwiseOnTheWire,
        }
    }

    /// Its title.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::MeansSomethingElse => "Compiles, and means something else",
            Self::Breaks => "Breaks callers",
            Self::OtherwiseOnTheWire => "Compiles, and differs on the wire",
            Self::Adds => "Additions",
            Self::Minor => "Other changes",
            Self::Documentation => "Documentation",
            Self::Moved => "Only moved",
        }
    }
}

impl Compared {
    /// Compares two versions: all of them, or the operations that a document has.
    pub(super) fn new([old, new]: [Version; 2], like: Option<&Value>) -> Self {
        let represented = (&old.output.generated, &new.output.generated);
        let has_errors = [&old, &new].map(|it| it.output.diagnostics.has_errors());
        let difference = match represented {
            (Some(was), Some(is)) if has_errors == [false; 2] => {
                Some(Difference::new((&old, was), (&new, is), like))
            }
            _ => None,
        };
        Self { old, new, difference }
    }

    /// Which documents were compared.
    pub(super) fn names(&self) -> [String; 2] {
        [&self.old, &self.new].map(|version| {
            let overlay = version.input.overlay.as_ref();
            let overlay = overlay.map(|overlay| format!(" with {}", overlay.name));
            format!("{}{}", version.input.spec_name, overlay.unwrap_or_default())
        })
    }
}

impl Difference {
    fn new(
        (old, was): (&Version, &Represented),
        (new, is): (&Version, &Represented),
        like: Option<&Value>,
    ) -> Self {
        let api = |it: &Represented| it.api.crate_version.clone();
        let changes = with_large_stack(|| {
            changes::compare(
                changes::Version { api: &was.api, document: &was.document },
                changes::Version { api: &is.api, document: &is.document },
            )
        });
        let (changes, others) = match like {
            Some(like) => apart(
                changes,
                [was, is].map(|it| Reach::of(&it.document.value, Wanted::like(like))),
            ),
            None => (changes, 0),
        };
        let level = changes::level(&changes);
        let versions = [api(was), api(is)];
        let lowest = changes::release::lowest(&versions[0], level);
        let is_raised = changes::release::is_enough(&versions[0], &versions[1], level);
        let olds = sites(old, was, &changes, |change| change.old.as_deref());
        let news = sites(new, is, &changes, |change| change.new.as_deref());
        let mut entries: Vec<_> = changes
            .into_iter()
            .zip(olds.into_iter().zip(news))
            .map(|(change, (old, new))| {
                let verdicts = change.verdicts();
                let section = Section::of(change.kind, verdicts);
                Entry { change, verdicts, section, old, new, witness: None }
            })
            .collect();
        entries.sort_by_key(|entry| entry.section);
        Self { entries, others, level, versions, lowest, is_raised }
    }

    /// How many changes there are of each level, in words.
    pub(super) fn counts(&self) -> String {
        let of = |level: Level| {
            let entries = self.entries.iter();
            match entries.filter(|entry| entry.verdicts.level == level).count() {
                0 => None,
                number if level == Level::None => Some(format!("{number} only moved")),
                number => Some(format!("{number} {}", level.word())),
            }
        };
        let levels = [Level::Major, Level::Minor, Level::Patch, Level::None];
        let levels: Vec<_> = levels.into_iter().filter_map(of).collect();
        let mut counts = match levels.as_slice() {
            [] => "no changes".to_owned(),
            levels => format!("{}: {}", count(self.entries.len(), "change"), levels.join(", ")),
        };
        if self.others > 0 {
            counts.push_str(&format!("; {} of other operations", count(self.others, "change")));
        }
        counts
    }

    /// What there is to say of the version of the crate.
    pub(super) fn version(&self) -> String {
        let [old, new] = &self.versions;
        let word = self.level.word();
        if self.is_raised && old == new {
            return format!("The version of the crate may stay {old}.");
        }
        let is = if old == new {
            format!("The version of the crate is still {old}")
        } else {
            format!("The version of the crate was {old} and is {new}")
        };
        match (self.is_raised, self.level) {
            (true, Level::None) => format!("{is}; nothing needs it."),
            (true, _) => format!("{is}, which is enough for a {word} change."),
            (false, Level::None) => format!("{is}; it must not go down."),
            (false, _) => {
                format!("{is}; a {word} change needs {} or higher.", self.lowest)
            }
        }
    }
}

impl Entry {
    /// Whether another is told of in the same words.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        self.is_of_kind(other) && self.change.what == other.change.what
    }

    /// Whether another is of the same kind, and means the same.
    pub(super) fn is_of_kind(&self, other: &Self) -> bool {
        self.change.kind == other.change.kind && self.verdicts == other.verdicts
    }

    /// What the change has happened to, as it may be printed.
    pub(super) fn what(&self) -> String {
        shortened(&self.change.what)
    }

    /// The Rust items that it touches, as they may be printed: the first of many, and how many more
    /// there are.
    pub(super) fn items(&self, most: usize) -> (Vec<String>, usize) {
        let items = &self.change.items;
        let shown = items.iter().take(most).map(|item| shortened(item));
        (shown.collect(), items.len().saturating_sub(most))
    }

    /// The newest place of it.
    pub(super) fn site(&self) -> Option<&Site> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// The changes of what is reached in the old or in the new version, and how many others there are.
fn apart(changes: Vec<Change>, [old, new]: [Reach; 2]) -> (Vec<Change>, usize) {
    let all = changes.len();
    let is_reached = |change: &Change| match (&change.old, &change.new) {
        (None, None) => true,
        (before, now) => {
            before.as_ref().is_some_and(|pointer| old.has(pointer))
                || now.as_ref().is_some_and(|pointer| new.has(pointer))
        }
    };
    let reached: Vec<_> = changes.into_iter().filter(is_reached).collect();
    let others = all - reached.len();
    (reached, others)
}

/// Text of a document on one line of a readable length.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;

    let text = escaped(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// The places of all changes in one of the versions.
fn sites(
    version: &Version,
    represented: &Represented,
    changes: &[Change],
    pointer: impl Fn(&Change) -> Option<&str>,
) -> Vec<Option<Site>> {
    let pointers: Vec<&str> = changes.iter().filter_map(&pointer).collect();
    let output = &version.output;
    let found = output.diagnostics.sites(&represented.document, &output.sources(), &pointers);
    let mut found = found.into_iter();
    changes.iter().map(|change| pointer(change).and_then(|_| found.next())).collect()
}
