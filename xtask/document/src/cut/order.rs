//! The order of what has been taken: that of another document as far as it has the same, and one that
//! does not depend on the large document otherwise.

use serde_json::{Map, Value};

use super::counterpart::Counterparts;
use super::operations::shape_of_path;
use super::{Shape, inside};
use crate::pointer::push;
use crate::shape::{OPENAPI, Object};

/// Arrays whose order means nothing.
const SETS: [&str; 3] = ["required", "enum", "parameters"];

/// Arranges the fields of objects as the tables of OpenAPI list them, paths and components by name, and
/// everything else as it was. What the other document has as well is in its order, before what
/// it does not have.
pub(super) fn arrange(part: &mut Value, counterparts: Option<&Counterparts<'_>>) {
    let order = Order { counterparts };
    order.visit(part, Shape::Object(&OPENAPI), &mut String::new());
}

struct Order<'a, 'v> {
    counterparts: Option<&'a Counterparts<'v>>,
}

impl Order<'_, '_> {
    fn visit(&self, value: &mut Value, shape: Shape, pointer: &mut String) {
        let key = pointer.rsplit('/').next().unwrap_or_default();
        match value {
            Value::Array(entries) => {
                let is_set = SETS.contains(&key);
                for (index, entry) in entries.iter_mut().enumerate() {
                    self.enter(entry, inside(shape, ""), pointer, &index.to_string());
                }
                // Counterparts are found by where entries stood.
                if is_set {
                    self.arrange_set(entries, pointer);
                }
            }
            Value::Object(fields) => {
                self.arrange_fields(fields, shape, pointer);
                for (key, field) in fields {
                    self.enter(field, inside(shape, key), pointer, key);
                }
            }
            _ => {}
        }
    }

    fn enter(&self, value: &mut Value, shape: Shape, pointer: &mut String, key: &str) {
        let length = pointer.len();
        push(pointer, key);
        if !matches!(shape, Shape::Free) || SETS.contains(&key) {
            self.visit(value, shape, pointer);
        }
        pointer.truncate(length);
    }

    /// Arranges what the other document has in its order, and leaves the rest behind it.
    fn arrange_set(&self, entries: &mut [Value], pointer: &str) {
        let Some(counterparts) = self.counterparts else { return };
        let others = counterparts.at(pointer).and_then(Value::as_array);
        let Some(others) = others else { return };
        let place = |is_it: &dyn Fn(&Value) -> bool| others.iter().position(is_it);
        let rank = |index: usize, entry: &Value| {
            if !entry.is_object() {
                return place(&|other| other == entry).map_or(usize::MAX, |place| place + 1);
            }
            // What the other document has for a whole path stands first.
            let same = counterparts.at(&format!("{pointer}/{index}"));
            same.map_or(usize::MAX, |same| {
                place(&|other| std::ptr::eq(other, same)).map_or(0, |place| place + 1)
            })
        };
        let ranks = entries.iter().enumerate().map(|(index, entry)| rank(index, entry));
        let ranks: Vec<_> = ranks.collect();
        let mut ranked: Vec<_> =
            ranks.into_iter().zip(entries.iter_mut().map(Value::take)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        for (place, (_, entry)) in entries.iter_mut().zip(ranked) {
            *place = entry;
        }
    }

    fn arrange_fields(&self, fields: &mut Map<String, Value>, shape: Shape, pointer: &str) {
        let same = self.counterparts.and_then(|all| all.resolved_at(pointer));
        let same: Vec<&String> =
            same.and_then(Value::as_object).into_iter().flat_map(Map::keys).collect();
        let is_paths = pointer == "/paths";
        let is_sorted =
            is_paths || pointer.starts_with("/components/") && pointer.matches('/').count() == 2;
        let kind = shape.object();
        let rank = |key: &String| {
            let in_table = kind.map_or(0, |kind| place_in_table(kind, key));
            let in_other = same.iter().position(|other| {
                *other == key || is_paths && shape_of_path(other) == shape_of_path(key)
            });
            let by_name = if is_sorted { key.clone() } else { String::new() };
            (in_table, in_other.unwrap_or(usize::MAX), by_name)
        };
        let mut ranked: Vec<_> = std::mem::take(fields)
            .into_iter()
            .map(|(key, field)| (rank(&key), key, field))
            .collect();
        ranked.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        fields.extend(ranked.into_iter().map(|(_, key, field)| (key, field)));
    }
}

/// Where an object has a field: references first, what the table does not know at the end.
fn place_in_table(kind: &Object, key: &str) -> usize {
    if key == "$ref" {
        return 0;
    }
    let known = kind.fields.iter().position(|field| field.name == key);
    known.map_or(kind.fields.len() + 1, |place| place + 1)
}
