//! Variants of unions that have properties beside their alternatives: each variant has these as well.

use indexmap::IndexMap;

use crate::lower::Lowering;
use crate::lower::memory::let_go;
use crate::lower::references::component_of;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::naming::Naming;
use crate::lower::schema::view::{ObjectView, SchemaRef};
use crate::names::Name;
use document::diagnostics::{Code, Place};

impl<'a> Lowering<'a> {
    /// The type of a variant merged with the properties that all variants have, and the variant as an
    /// object. None if there are such properties and the variant is no object.
    pub(super) fn variant(
        &mut self,
        part: &Subschema<'a>,
        base: &ObjectView<'a>,
        (union, inline): (&Name, &Name),
        place: Place<'_>,
    ) -> Option<(Lowered<'a>, Option<ObjectView<'a>>)> {
        let object = self.object(part.schema);
        let component = part.schema.reference().and_then(|it| component_of(it, "schemas"));
        let own = component.as_ref().map_or_else(|| inline.clone(), |key| Name::new(key));
        let merged = union.join(&own);
        let is_whole = match (component, &object) {
            (Some(component), Some(object)) => {
                self.is_whole(&component, object, base, (union, &merged), place)
            }
            (_, object) => {
                base.is_empty() || object.as_ref().is_some_and(|object| object.covers(base))
            }
        };
        if is_whole {
            let lowered = self.schema(part.schema, &union.join(inline), place);
            return Some((lowered, object));
        }
        let (Some(object), Some(view)) = (object, self.resolved(part.schema)) else {
            self.warn_unsupported(place, "what is no object cannot have properties beside it");
            return None;
        };
        let mut all = base.clone();
        self.merge(&mut all, object);
        let naming = Naming::Inline(&merged);
        let ty = self.struct_model(view.description, &all, None, naming, place);
        let description = view.description;
        Some((Lowered { description, ..Lowered::of(ty) }, Some(all)))
    }

    /// Whether the type of a component is a variant as it is, rather than merged with what all variants
    /// have: it has all of that itself. It stays as it was when properties come to be on one side only.
    fn is_whole(
        &mut self,
        component: &str,
        object: &ObjectView<'a>,
        base: &ObjectView<'a>,
        (union, merged): (&Name, &Name),
        place: Place<'_>,
    ) -> bool {
        let covers = base.is_empty() || object.covers(base);
        let Some((component, _)) = self.lookup.components().schemas.get_key_value(component) else {
            return covers;
        };
        let own = self.type_names.of_component(component);
        let was_own = self.memory.has_variant(union, own);
        let was_merged = self.memory.has_variant(union, merged);
        if was_own == was_merged || was_own == covers {
            return covers;
        }
        if was_merged {
            return false;
        }
        let is_missing = |name: &&str| !object.properties.contains_key(name);
        let (missing, common) = base.properties.iter().partition(|(name, _)| is_missing(name));
        let missing: IndexMap<&str, SchemaRef<'a>> = missing;
        if !object.covers(&ObjectView { properties: common, ..base.clone() }) {
            return false;
        }
        let names: Vec<String> = missing.keys().map(|name| format!("`{name}`")).collect();
        let message = format!(
            "this variant stays `{}`, which has {} among its other properties",
            own.type_name(),
            names.join(" and ")
        );
        let help = let_go(&format!("the line of `{}`", union.type_name()));
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message).help(help);
        true
    }
}
