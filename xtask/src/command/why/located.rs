//! Answers with the places that they are about.

use document::Document;
use document::diagnostics::{Site, Text};
use document::printable::escaped;
use generator::Output;
use generator::why::{Answer, How, LockKey, LockLines, Origin, overlay_actions};

/// What is known of something, with places.
pub(super) struct Located {
    pub(super) answer: Answer,
    /// Where it is described.
    pub(super) described: Option<Site>,
    /// The actions of the overlay that made it or changed it.
    pub(super) overlaid: Vec<Overlaid>,
    /// What each of the reasons is about.
    pub(super) places: Vec<Option<Place>>,
    /// What would change it.
    pub(super) changes: Vec<Changing>,
}

/// An action of the overlay.
pub(super) struct Overlaid {
    /// Its number, counted from 1.
    pub(super) number: usize,
    /// Where it stands.
    pub(super) action: Site,
    /// Its target, if that is on one line.
    pub(super) target: Option<String>,
    /// Where it says what it made.
    pub(super) made: Site,
}

/// A place that a reason is about.
pub(super) enum Place {
    /// In the document, or in the overlay.
    Node(Site),
    /// In the lock: the file and the line.
    Lock(String, usize),
}

/// What would change something.
pub(super) enum Changing {
    /// Actions of an overlay, as YAML.
    Action { what: String, yaml: String },
    /// A place of the document or of the overlay.
    There { what: String, site: Site, text: String },
    /// The line of the lock.
    Lock { what: String, file: String, line: usize, text: String },
}

/// Finds places.
pub(super) struct Locator<'a> {
    pub(super) output: &'a Output<generator::Generated>,
    pub(super) document: &'a Document,
    /// The lock, if there is one: its file, and its lines.
    pub(super) lock: Option<(&'a str, &'a LockLines)>,
}

impl Locator<'_> {
    pub(super) fn located(&self, answer: Answer) -> Located {
        let described = match &answer.origin {
            Origin::Document(pointer) => self.site(pointer),
            Origin::Runtime(_) | Origin::Generator => None,
        };
        let overlaid = match &answer.origin {
            Origin::Document(pointer) => self.overlaid(pointer),
            Origin::Runtime(_) | Origin::Generator => Vec::new(),
        };
        let places = answer.reasons.iter().map(|reason| match (&reason.at, &reason.lock) {
            (Some(pointer), _) => self.site(pointer).map(Place::Node),
            (None, Some(key)) => self.line(key).map(|(file, line)| Place::Lock(file, line)),
            (None, None) => None,
        });
        let places = places.collect();
        let changes = answer.changes.iter().filter_map(|change| {
            let what = change.what.clone();
            match &change.how {
                How::Action(action) => {
                    let diagnostics = &self.output.diagnostics;
                    let action = diagnostics.action(self.document, action.clone())?;
                    Some(Changing::Action { what, yaml: action.to_string() })
                }
                How::There(pointer, text) => {
                    let site = self.site(pointer)?;
                    Some(Changing::There { what, site, text: text.clone() })
                }
                How::Lock(key, text) => {
                    let (file, line) = self.line(key)?;
                    Some(Changing::Lock { what, file, line, text: text.clone() })
                }
            }
        });
        let changes = changes.collect();
        Located { answer, described, overlaid, places, changes }
    }

    fn site(&self, pointer: &str) -> Option<Site> {
        let diagnostics = &self.output.diagnostics;
        diagnostics.sites(self.document, &self.output.sources(), &[pointer]).pop()
    }

    fn line(&self, key: &LockKey) -> Option<(String, usize)> {
        let (file, lines) = self.lock?;
        Some((file.to_owned(), lines.line(key)?))
    }

    fn overlaid(&self, pointer: &str) -> Vec<Overlaid> {
        let sources = self.output.sources();
        let actions = overlay_actions(self.document, &self.output.diagnostics, pointer);
        let overlaid = actions.into_iter().filter_map(|action| {
            let own = format!("/actions/{}", action.number - 1);
            let nodes = [own.clone(), format!("{own}/target"), action.at];
            let nodes = nodes.into_iter().map(|pointer| (Text::Overlay, pointer));
            let mut sites = Site::all(&sources, nodes).into_iter();
            let (own, target, made) = (sites.next()?, sites.next()?, sites.next()?);
            let target = target.line(&sources).map(|text| text.trim_matches(['"', '\'']));
            let target = target.map(|text| escaped(text).into_owned());
            Some(Overlaid { number: action.number, action: own, target, made })
        });
        overlaid.collect()
    }
}
