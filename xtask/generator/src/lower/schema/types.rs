//! The types that schemas have become so far.

use std::collections::{HashMap, HashSet};

use crate::lower::references::Component;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::view::SchemaRef;
use crate::names::Name;

/// What is known of the types of schemas, so that each is made once.
#[derive(Default)]
pub(in crate::lower) struct SchemaTypes<'a> {
    /// Schemas of the components that have been met; none while the type is not known yet.
    components: HashMap<&'a str, Option<Lowered<'a>>>,
    /// Components that have been met again before their type was known.
    recursive: HashSet<&'a str>,
    /// Components whose properties are the fields of forms: nothing else may need their types.
    forms: HashSet<&'a str>,
    /// Schemas that are being lowered, the innermost last, each with the name of its model as soon
    /// as it has one. A schema that is merged with another can be met again within itself.
    unfinished: Vec<(SchemaRef<'a>, Option<Name>)>,
    /// How many of these there were when each of the components among them was begun.
    begun: Vec<usize>,
    /// The types that `x-rust-name` names, each with the signature of its schema.
    named: HashMap<Name, (String, Lowered<'a>)>,
    /// Schemas in components of other kinds.
    shared: HashMap<(Component<'a>, SchemaRef<'a>), Lowered<'a>>,
}

/// How far the schema of a component is.
pub(in crate::lower) enum ComponentProgress<'t, 'a> {
    /// It has not been met.
    NotMet,
    /// It is being lowered, and its type is not known yet.
    Unfinished,
    /// Its type is known, even if its parts are still being lowered.
    Known(&'t Lowered<'a>),
}

impl<'a> SchemaTypes<'a> {
    /// Notes that a schema is being lowered from now on.
    pub(in crate::lower) fn start(&mut self, schema: SchemaRef<'a>) {
        self.unfinished.push((schema, None));
    }

    /// Notes that a component is being lowered from now on.
    pub(in crate::lower) fn start_component(&mut self, schema: SchemaRef<'a>) {
        self.begun.push(self.unfinished.len());
        self.start(schema);
    }

    /// Notes that the component that was started last has been lowered.
    pub(in crate::lower) fn finish_component(&mut self) {
        self.finish();
        self.begun.pop();
    }

    /// Notes that the schema that was started last has been lowered.
    pub(in crate::lower) fn finish(&mut self) {
        self.unfinished.pop();
    }

    /// How many schemas are being lowered, each within the one before it.
    pub(in crate::lower) fn depth(&self) -> usize {
        self.unfinished.len()
    }

    /// Notes the name of the model that the innermost schema becomes, unless it has one.
    pub(in crate::lower) fn name_unfinished(&mut self, name: &Name) {
        if let Some((_, known @ None)) = self.unfinished.last_mut() {
            *known = Some(name.clone());
        }
    }

    /// The name of the model that a schema becomes that is being lowered in the same component. From
    /// which other components that is reached makes no difference.
    pub(in crate::lower) fn unfinished_model(&self, schema: SchemaRef<'_>) -> Option<&Name> {
        let same = |(known, _): &&(SchemaRef<'_>, _)| *known == schema;
        let start = self.begun.last().copied().unwrap_or_default();
        self.unfinished.iter().skip(start).find(same).and_then(|(_, name)| name.as_ref())
    }

    /// How far a component is.
    pub(in crate::lower) fn component(&self, component: &str) -> ComponentProgress<'_, 'a> {
        match self.components.get(component) {
            None => ComponentProgress::NotMet,
            Some(None) => ComponentProgress::Unfinished,
            Some(Some(lowered)) => ComponentProgress::Known(lowered),
        }
    }

    /// Notes what a component becomes, or that it has been met.
    pub(in crate::lower) fn set_component(
        &mut self,
        component: &'a str,
        lowered: Option<Lowered<'a>>,
    ) {
        self.components.insert(component, lowered);
    }

    /// Notes that a component has been met again before its type was known.
    pub(in crate::lower) fn mark_recursive(&mut self, component: &'a str) {
        self.recursive.insert(component);
    }

    /// Whether that has been so, which is asked once.
    pub(in crate::lower) fn take_recursive(&mut self, component: &str) -> bool {
        self.recursive.remove(component)
    }

    /// Notes that the properties of a component are the fields of a form.
    pub(in crate::lower) fn mark_form(&mut self, component: &'a str) {
        self.forms.insert(component);
    }

    /// Whether that has been so for any operation.
    pub(in crate::lower) fn is_form(&self, component: &str) -> bool {
        self.forms.contains(component)
    }

    /// The signature and the type of the schemas that `x-rust-name` gives a name.
    pub(in crate::lower) fn named(&self, name: &Name) -> Option<&(String, Lowered<'a>)> {
        self.named.get(name)
    }

    /// Notes the type that `x-rust-name` gives a name.
    pub(in crate::lower) fn set_named(
        &mut self,
        name: Name,
        signature: String,
        lowered: Lowered<'a>,
    ) {
        self.named.insert(name, (signature, lowered));
    }

    /// The type of a schema in a component of another kind, if it has been met.
    pub(in crate::lower) fn shared(
        &self,
        component: Component<'a>,
        schema: SchemaRef<'a>,
    ) -> Option<&Lowered<'a>> {
        self.shared.get(&(component, schema))
    }

    /// Notes the type of a schema in a component of another kind.
    pub(in crate::lower) fn set_shared(
        &mut self,
        component: Component<'a>,
        schema: SchemaRef<'a>,
        lowered: Lowered<'a>,
    ) {
        self.shared.insert((component, schema), lowered);
    }
}
