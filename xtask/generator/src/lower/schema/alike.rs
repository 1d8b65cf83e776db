//! Variants of a union that no JSON tells apart.

use crate::codes::Codes;
use crate::lower::Lowering;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::scalar::integer;
use crate::lower::schema::view::{Additional, ObjectView, SchemaRef, ValueKind, View};
use document::diagnostics::Place;

/// Among more variants, none that are alike are looked for.
const MOST_COMPARED: usize = 50;

/// How deep values are compared.
const MOST_STEPS: usize = 3;

/// A variant as its schema describes it.
pub(super) struct Described<'a> {
    pub(super) part: Subschema<'a>,
    /// What it is as an object, with what the union says of all variants.
    pub(super) object: Option<ObjectView<'a>>,
}

impl Described<'_> {
    /// How many properties it requires.
    pub(super) fn required(&self) -> usize {
        self.object.as_ref().map_or(0, |object| object.required.len())
    }
}

impl<'a> Lowering<'a> {
    /// Warns of variants that are never read, because another takes all that they take: once for each
    /// that takes it. The variants are in the order in which they are tried.
    pub(super) fn report_alike(&mut self, variants: &[Described<'a>], place: Place<'_>) {
        if variants.len() > MOST_COMPARED {
            return;
        }
        let mut is_alike = vec![false; variants.len()];
        for (index, read) in variants.iter().enumerate() {
            if is_alike[index] {
                continue;
            }
            let later = (index + 1..variants.len()).filter(|&other| !is_alike[other]);
            let alike: Vec<usize> =
                later.filter(|&other| self.is_read_as(&variants[other], read)).collect();
            for &other in &alike {
                is_alike[other] = true;
            }
            if let [first, others @ ..] = alike.as_slice() {
                self.warn_alike((read, &variants[*first], others.len()), place);
            }
        }
    }

    fn warn_alike(
        &mut self,
        (read, alike, others): (&Described<'_>, &Described<'_>, usize),
        place: Place<'_>,
    ) {
        let keyword = place.key(alike.part.keyword);
        let and_others = match others {
            0 => String::new(),
            1 => ", and so is one more".to_owned(),
            count => format!(", and so are {count} more"),
        };
        let message =
            format!("this is always read as another variant, which takes the same{and_others}");
        let help = if alike.object.is_some() {
            "require a property in each that has a value of its own there, or leave one of them out"
        } else {
            "leave one of them out: the other takes its values as well"
        };
        self.diagnostics
            .warning(Codes::ALIKE_VARIANTS, &keyword.index(alike.part.index), message)
            .help(help)
            .related(&keyword.index(read.part.index), "the other variant");
    }

    /// Whether all that a variant takes is read as one that is tried before.
    fn is_read_as(&self, alike: &Described<'a>, read: &Described<'a>) -> bool {
        match (&read.object, &alike.object) {
            (Some(read), Some(alike)) => self.takes_object(read, alike, MOST_STEPS),
            (None, None) => {
                let [read, alike] = [read, alike].map(|variant| self.resolved(variant.part.schema));
                let (Some(read), Some(alike)) = (read, alike) else { return false };
                // Any text beside an enumeration says that there may be other values, which an
                // enumeration has room for.
                let is_any_text = alike.values.is_empty() && !read.values.is_empty();
                !is_any_text && self.takes_view(&read, &alike, MOST_STEPS)
            }
            _ => false,
        }
    }

    /// Whether one schema takes all values that another takes, and leaves no more of them unknown.
    fn takes(&self, one: SchemaRef<'a>, other: SchemaRef<'a>, steps: usize) -> bool {
        if one == other {
            return true;
        }
        let Some(steps) = steps.checked_sub(1) else { return false };
        self.effort.spend(1);
        let (Some(view), Some(other_view)) = (self.resolved(one), self.resolved(other)) else {
            return false;
        };
        let is_any = |view: &View<'_>| matches!(view.kind, ValueKind::Any);
        if is_any(&view) {
            return true;
        }
        if is_any(&other_view) || other_view.data.nullable && !view.data.nullable {
            return false;
        }
        match (self.object(one), self.object(other)) {
            (Some(one), Some(other)) => self.takes_object(&one, &other, steps),
            (None, None) => self.takes_view(&view, &other_view, steps),
            _ => false,
        }
    }

    fn takes_view(&self, one: &View<'a>, other: &View<'a>, steps: usize) -> bool {
        match (&one.kind, &other.kind) {
            (ValueKind::Boolean, ValueKind::Boolean)
            | (ValueKind::String { .. }, ValueKind::String { .. })
            | (ValueKind::Number { .. }, ValueKind::Number { .. } | ValueKind::Integer { .. }) => {
                true
            }
            (ValueKind::Integer { format: one }, ValueKind::Integer { format: other }) => {
                integer(one.as_deref()) == integer(other.as_deref())
            }
            (ValueKind::Array { items: one }, ValueKind::Array { items: other }) => {
                match (one, other) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(one), Some(other)) => self.takes(*one, *other, steps),
                }
            }
            _ => false,
        }
    }

    fn takes_object(&self, one: &ObjectView<'a>, other: &ObjectView<'a>, steps: usize) -> bool {
        self.effort.spend(other.properties.len() + 1);
        if !one.required.iter().all(|name| other.required.contains(name)) {
            return false;
        }
        let takes_value = |value: Option<Additional<'a>>| match (one.additional, value) {
            (None | Some(Additional::Allowed(true)), _) | (_, Some(Additional::Allowed(false))) => {
                true
            }
            (Some(Additional::Of(one)), Some(Additional::Of(other))) => {
                self.takes(one, other, steps)
            }
            _ => false,
        };
        // A map knows all properties, and so leaves none unknown.
        let is_map = one.properties.is_empty();
        if other.properties.is_empty() && !is_map {
            return false;
        }
        takes_value(other.additional)
            && other.properties.iter().all(|(name, &schema)| match one.properties.get(name) {
                Some(known) => self.takes(*known, schema, steps),
                None => is_map && takes_value(Some(Additional::Of(schema))),
            })
    }
}
