//! Actions on a document.

use serde_json::Value;

use super::action::{Action, Change};
use super::jsonpath::{Budget, Exhausted};
use super::target::{OwnedStep, Target, pointer};
use crate::diagnostics::{
    Code, Diagnostics, Location, NodePart, OriginLookup, Place, Spot, quoted,
};
use crate::source_map::SourceMap;
use crate::text::DEEPEST;
use crate::value::{nesting, total_size, type_with_article};

/// How many values and bytes of text an overlay may add. What it adds to each of many nodes adds
/// up.
const ALLOWANCE: usize = 4_000_000;

/// A limit is reached, which has been reported: no further action is applied.
pub(super) struct LimitReached;

/// A document while an overlay is applied to it.
pub(super) struct Application<'a> {
    document: &'a mut Value,
    /// Where its nodes come from.
    pub(super) origins: SourceMap,
    /// How many nodes may still be looked at to find others.
    search_budget: Budget,
    merging: Merging<'a>,
}

impl<'a> Application<'a> {
    pub(super) fn new(
        document: &'a mut Value,
        origins: SourceMap,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let search_budget = Budget::for_document(total_size(document));
        let merging = Merging { budget: ALLOWANCE, diagnostics };
        Self { document, origins, search_budget, merging }
    }

    /// Does what an action says, which stands at a place of the overlay.
    pub(super) fn apply(
        &mut self,
        action: &Action,
        number: usize,
        place: &Place<'_>,
    ) -> Result<(), LimitReached> {
        if let Some((condition, key)) = &action.condition
            && self.select(condition, &place.key(key))?.is_empty()
        {
            return Ok(());
        }
        let nodes = self.select(&action.target, &place.key("target"))?;
        if nodes.is_empty() {
            self.report_unmatched(action, number, place);
            return Ok(());
        }
        match &action.change {
            Change::Update(update) => self.update(&nodes, update, place),
            Change::Remove => self.remove(&nodes, place),
            Change::None => Ok(()),
        }
    }

    /// The ways to the nodes that a path at a place of the overlay selects.
    fn select(
        &mut self,
        path: &Target,
        place: &Place<'_>,
    ) -> Result<Vec<Vec<OwnedStep>>, LimitReached> {
        let nodes = path.select(self.document, &self.search_budget);
        nodes.map_err(|Exhausted| self.stop_looking(place))
    }

    /// Reports that too much would have to be looked at.
    fn stop_looking(&mut self, place: &Place<'_>) -> LimitReached {
        let message = "the overlay looks at too many nodes of the document, up to this one";
        self.merging.diagnostics.error(Code::SIZE_LIMIT, place, message).help(
            "say where to look: `..` within a filter looks at everything below each node, and \
             `$` within a filter at the document for each node",
        );
        LimitReached
    }

    /// Merges something into each of some nodes.
    fn update(
        &mut self,
        nodes: &[Vec<OwnedStep>],
        update: &Value,
        place: &Place<'_>,
    ) -> Result<(), LimitReached> {
        for steps in nodes {
            let Some((node, origins)) = follow(self.document, &mut self.origins, steps) else {
                continue;
            };
            let is_fitting = match node {
                Value::Object(_) => update.is_object(),
                Value::Array(_) => true,
                _ => false,
            };
            if !is_fitting {
                let found = type_with_article(node);
                self.report_unfitting(found, update, steps, place);
                return Ok(());
            }
            let place = place.key("update");
            let depth = steps.len();
            if let Value::Array(entries) = node {
                self.merging.append(entries, origins, update, &place, depth)?;
            } else {
                self.merging.merge(node, origins, update, &place, depth)?;
            }
        }
        Ok(())
    }

    /// Removes nodes, later entries of an array before earlier ones. Nodes within a node that is
    /// removed are removed with it.
    fn remove(&mut self, nodes: &[Vec<OwnedStep>], place: &Place<'_>) -> Result<(), LimitReached> {
        let mut outermost: Vec<&[OwnedStep]> = Vec::new();
        for steps in nodes {
            if !outermost.last().is_some_and(|outer| steps.starts_with(outer)) {
                outermost.push(steps);
            }
        }
        for steps in outermost.into_iter().rev() {
            let Some((last, parent)) = steps.split_last() else {
                let message = "the document itself cannot be removed";
                self.merging.diagnostics.error(Code::INVALID_TARGET, &place.key("target"), message);
                return Ok(());
            };
            let parent = follow(self.document, &mut self.origins, parent);
            // The entries behind it move up, which takes time.
            let moved = match &parent {
                Some((Value::Object(fields), _)) => fields.len(),
                Some((Value::Array(entries), _)) => entries.len(),
                _ => 0,
            };
            if self.search_budget.spend(moved / 16).is_err() {
                return Err(self.stop_looking(&place.key("target")));
            }
            match (parent, last) {
                (Some((Value::Object(fields), _)), OwnedStep::Key(key)) => {
                    fields.shift_remove(key);
                }
                (Some((Value::Array(entries), origins)), OwnedStep::Index(index)) => {
                    if entries.get(*index).is_some_and(is_primitive) {
                        self.report_primitive_entry(steps, place);
                        return Ok(());
                    }
                    origins.entries(entries.len()).remove(*index);
                    entries.remove(*index);
                }
                // Steps fit the values that they were selected from.
                _ => {}
            }
        }
        Ok(())
    }

    fn report_unmatched(&mut self, action: &Action, number: usize, place: &Place<'_>) {
        let target = quoted(&action.target.text);
        let message = format!("the target of `actions[{number}]` matches nothing: {target}");
        let mut help =
            "correct the target, or remove the action if nothing is left for it to do".to_owned();
        // Where the effort is used up, no more can be said.
        if let Ok(near) = action.target.near(self.document, &self.search_budget) {
            help = format!("{near}; {help}");
        }
        if let Some(description) = &action.description {
            let words: Vec<_> = description.split_whitespace().collect();
            help = format!("{help}; it says: {}", quoted(&words.join(" ")));
        }
        self.merging
            .diagnostics
            .error(Code::UNMATCHED_TARGET, &place.key("target"), message)
            .help(help);
    }

    /// Reports a node that is selected and cannot be updated.
    fn report_unfitting(
        &mut self,
        found: &str,
        update: &Value,
        steps: &[OwnedStep],
        place: &Place<'_>,
    ) {
        let node = self.location_of(steps);
        if found == "an object" {
            let message = format!(
                "what is merged into an object must be one, but is {}",
                type_with_article(update)
            );
            self.merging
                .diagnostics
                .error(Code::WRONG_TYPE, &place.key("update"), message)
                .at_key()
                .related(node, "the object");
        } else {
            let message =
                format!("only objects and arrays can be updated, but this selects {found}");
            self.merging
                .diagnostics
                .error(Code::INVALID_TARGET, &place.key("target"), message)
                .help("select the object that it is in, and put its key into `update`")
                .related(node, "selected here");
        }
    }

    fn report_primitive_entry(&mut self, steps: &[OwnedStep], place: &Place<'_>) {
        let node = self.location_of(steps);
        let message = "only objects and arrays can be removed from an array";
        self.merging
            .diagnostics
            .error(Code::INVALID_TARGET, &place.key("target"), message)
            .help("remove the whole array, and add the new one with another action")
            .related(node, "selected here");
    }

    /// Where a node of the document is written.
    fn location_of(&self, steps: &[OwnedStep]) -> Location {
        let (text, pointer) = self.origins.resolve(&pointer(steps));
        Location { text, spot: Spot::Node { pointer, part: NodePart::Value } }
    }
}

/// A node and where it comes from.
fn follow<'v>(
    mut value: &'v mut Value,
    mut origins: &'v mut SourceMap,
    steps: &[OwnedStep],
) -> Option<(&'v mut Value, &'v mut SourceMap)> {
    for step in steps {
        match (value, step) {
            (Value::Object(fields), OwnedStep::Key(key)) => {
                value = fields.get_mut(key)?;
                origins = origins.field(key);
            }
            (Value::Array(entries), OwnedStep::Index(index)) => {
                origins = origins.entries(entries.len()).get_mut(*index)?;
                value = entries.get_mut(*index)?;
            }
            _ => return None,
        }
    }
    Some((value, origins))
}

/// What is needed to put values of the overlay into the document.
struct Merging<'d> {
    /// What is left of the size that may be added.
    budget: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Merging<'_> {
    /// Merges a value of the overlay into a node: objects are merged key by key, arrays get further
    /// entries, anything else is replaced.
    fn merge(
        &mut self,
        node: &mut Value,
        origins: &mut SourceMap,
        update: &Value,
        place: &Place<'_>,
        depth: usize,
    ) -> Result<(), LimitReached> {
        match (&mut *node, update) {
            (Value::Object(fields), Value::Object(updates)) => {
                for (key, update) in updates {
                    let place = place.key(key);
                    let origins = origins.field(key);
                    if let Some(field) = fields.get_mut(key) {
                        self.merge(field, origins, update, &place, depth + 1)?;
                    } else {
                        self.spend(update, &place, depth + 1)?;
                        fields.insert(key.clone(), update.clone());
                        *origins = SourceMap::overlay(place.pointer());
                    }
                }
            }
            (Value::Array(entries), Value::Array(updates)) => {
                for (index, update) in updates.iter().enumerate() {
                    self.append(entries, origins, update, &place.index(index), depth)?;
                }
            }
            (Value::Object(_) | Value::Array(_), _) => self.report_unfitting(node, update, place),
            // There is nothing yet, or there is one value in place of another.
            (Value::Null, _)
            | (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                self.spend(update, place, depth)?;
                *node = update.clone();
                *origins = SourceMap::overlay(place.pointer());
            }
            _ => self.report_unfitting(node, update, place),
        }
        Ok(())
    }

    /// Adds a value of the overlay to an array.
    fn append(
        &mut self,
        entries: &mut Vec<Value>,
        origins: &mut SourceMap,
        update: &Value,
        place: &Place<'_>,
        depth: usize,
    ) -> Result<(), LimitReached> {
        self.spend(update, place, depth + 1)?;
        origins.entries(entries.len()).push(SourceMap::overlay(place.pointer()));
        entries.push(update.clone());
        Ok(())
    }

    fn report_unfitting(&mut self, node: &Value, update: &Value, place: &Place<'_>) {
        let message = format!(
            "{} cannot be merged into {}",
            type_with_article(update),
            type_with_article(node)
        );
        self.diagnostics
            .error(Code::WRONG_TYPE, place, message)
            .at_key()
            .help("to replace it, remove it with an action before this one");
    }

    /// Accounts for a value that is about to be put somewhere that deep.
    fn spend(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        depth: usize,
    ) -> Result<(), LimitReached> {
        if depth + nesting(value) > DEEPEST {
            let message = format!("this would nest values more than {DEEPEST} levels deep");
            self.diagnostics.error(Code::NESTING_LIMIT, place, message).at_key();
            return Err(LimitReached);
        }
        let Some(budget) = self.budget.checked_sub(total_size(value)) else {
            let message = "the overlay makes the document too large";
            self.diagnostics.error(Code::SIZE_LIMIT, place, message).at_key();
            return Err(LimitReached);
        };
        self.budget = budget;
        Ok(())
    }
}

fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}
