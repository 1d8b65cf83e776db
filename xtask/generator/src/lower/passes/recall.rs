//! Passes: names and orders are those that the lock remembers, as far as the document still has what
//! they stand for.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Draft, models_mut};
use crate::ir::{
    Enum, EnumValue, ModelGroup, ModelKind, NameReason, OperationInput, Presence, PresenceReason,
    Struct, StructField, Type, Union, Variant,
};
use crate::lower::memory::{KnownType, Remembered, input_key, let_go, variant_key};
use crate::names::{ENUM_VARIANTS, Name, STRUCT_MEMBERS, Scope};
use document::diagnostics::{Code, Diagnostics, Location, NodePart};

/// Something with a name and a place in an order.
trait Member {
    fn key(&self) -> String;
    /// The name that it has by the rules, if that is free.
    fn usual(&self) -> Name;
    fn name(&mut self) -> &mut Name;
    /// Why it has its name.
    fn reason(&mut self) -> &mut NameReason;
    /// What it is called if its name is not free; a number follows if there is nothing better.
    fn longer_name(&self) -> Option<Name>;
}

/// Gives the fields, values and variants of models the names and the order that they had.
pub(super) fn recall_members(draft: &mut Draft<'_, '_>) {
    let Draft { models, memory, .. } = draft;
    if memory.is_empty() {
        return;
    }
    let demands = demands(models);
    let of_structs = Scope::of_setters(STRUCT_MEMBERS);
    for model in models_mut(models) {
        let Some(known) = memory.of_type(&model.name) else { continue };
        let known = &known.members;
        match &mut model.kind {
            ModelKind::Struct(Struct { fields, .. }) => {
                recall(fields, known, of_structs.clone());
            }
            ModelKind::Enum(Enum { values }) => {
                recall(values, known, Scope::with(ENUM_VARIANTS));
            }
            ModelKind::Union(Union { variants, .. }) => {
                recall(variants, known, Scope::with(&["other", "self"]));
                if variants.iter().any(|variant| !variant.is_told()) {
                    // As they are tried: the most demanding first, and integers before numbers.
                    let has_integers = variants.iter().any(|variant| variant.ty.is_integer());
                    variants.sort_by_key(|variant| {
                        let demand = match &variant.ty {
                            Type::Model(name) => demands.get(name),
                            _ => None,
                        };
                        let is_last = has_integers && variant.ty == Type::Number;
                        (Reverse(demand.copied().unwrap_or_default()), is_last)
                    });
                }
            }
        }
    }
}

/// How many properties each object requires.
fn demands(models: &mut [ModelGroup]) -> HashMap<Name, usize> {
    let all = models_mut(models);
    let demand = |shape: &Struct| {
        let is_required = |presence| matches!(presence, Presence::Required | Presence::Nullable);
        shape.fields.iter().filter(|field| is_required(field.presence)).count()
    };
    let structs = all.filter_map(|model| match &model.kind {
        ModelKind::Struct(shape) => Some((model.name.clone(), demand(shape))),
        ModelKind::Enum(_) | ModelKind::Union(_) => None,
    });
    structs.collect()
}

/// Sorts members as they were, new ones behind them, and gives each the name that it had. `scope` has
/// the names that none can have.
fn recall<M: Member>(members: &mut [M], known: &Remembered<'_>, mut scope: Scope) {
    members.sort_by_cached_key(|member| known.position(&member.key()));
    let mut kept = vec![false; members.len()];
    for (member, kept) in members.iter_mut().zip(&mut kept) {
        if let Some(name) = known.name(&member.key(), &member.usual())
            && scope.claim(&name)
        {
            if *member.name() != name {
                *member.reason() = NameReason::Lock;
            }
            *member.name() = name;
            *kept = true;
        }
    }
    for (member, _) in members.iter_mut().zip(kept).filter(|(_, kept)| !kept) {
        let mut candidates = vec![member.name().clone()];
        candidates.extend(member.longer_name());
        let name = scope.claim_one_of(&candidates);
        if *member.name() != name {
            *member.reason() = NameReason::Taken;
        }
        *member.name() = name;
    }
}

/// Gives methods the names that they had, and new ones a name that is free.
pub(super) fn recall_methods(draft: &mut Draft<'_, '_>) {
    let Draft { resources, methods, memory, .. } = draft;
    if memory.is_empty() {
        return;
    }
    let mut taken = Scope::default();
    let mut new = Vec::new();
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        match memory.operation(operation) {
            Some((name, _)) if taken.claim(&name) => {
                if operation.name != name {
                    operation.because.name = NameReason::Lock;
                }
                operation.name = name;
            }
            _ => new.push(operation),
        }
    }
    for operation in new {
        let longer = operation.name.join(&Name::new("operation"));
        let name = taken.claim_one_of(&[operation.name.clone(), longer]);
        if name != operation.name {
            operation.because.name = NameReason::Taken;
        }
        operation.name = name;
    }
    for operation in resources.iter().flat_map(|resource| &resource.operations) {
        methods.claim(&operation.name);
    }
}

/// Gives the inputs of operations the names and the order that they had.
pub(super) fn recall_inputs(draft: &mut Draft<'_, '_>) {
    let Draft { resources, memory, .. } = draft;
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let Some((_, known)) = memory.operation(operation) else { continue };
        let mut scope = Scope::default();
        scope.claim(&operation.client);
        for alternative in &operation.alternatives {
            scope.claim(&alternative.name);
        }
        recall(&mut operation.inputs, &Remembered::inputs(known), scope);
    }
}

/// Keeps fields an `Option` that were one when nobody sent them. A warning says that null cannot be
/// sent.
pub(super) fn recall_options(draft: &mut Draft<'_, '_>) {
    let Draft { models, memory, diagnostics, .. } = draft;
    for model in models_mut(models) {
        let Some(known) = memory.of_type(&model.name) else { continue };
        let ModelKind::Struct(shape) = &mut model.kind else { continue };
        for field in &mut shape.fields {
            if field.presence != Presence::OptionalNullable
                || !known.was_without_null(&field.wire_name)
            {
                continue;
            }
            field.presence = Presence::Optional;
            field.because.presence = PresenceReason::Lock;
            let message = "stays an `Option`, so that null cannot be sent in it";
            warn_of_kept(&model.name, field, known, message, diagnostics);
        }
    }
}

/// Warns of a field that is as callers know it, and not as the document has it now.
pub(super) fn warn_of_kept(
    model: &Name,
    field: &StructField,
    known: &KnownType<'_>,
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    let location = Location::node(known.locked.at.clone(), NodePart::Key);
    let message = format!("`{}::{}` {what}", model.type_name(), field.name.field());
    let help = let_go("the line of the type");
    diagnostics.warning(Code::UNSUPPORTED, location, message).help(help);
}

impl Member for StructField {
    fn key(&self) -> String {
        self.wire_name.clone()
    }

    fn usual(&self) -> Name {
        Name::new(&self.wire_name)
    }

    fn name(&mut self) -> &mut Name {
        &mut self.name
    }

    fn reason(&mut self) -> &mut NameReason {
        &mut self.because.name
    }

    fn longer_name(&self) -> Option<Name> {
        Some(self.name.join(&Name::new("field")))
    }
}

impl Member for EnumValue {
    fn key(&self) -> String {
        self.wire_value.clone()
    }

    fn usual(&self) -> Name {
        Name::of_value(&self.wire_value)
    }

    fn name(&mut self) -> &mut Name {
        &mut self.name
    }

    fn reason(&mut self) -> &mut NameReason {
        &mut self.because
    }

    fn longer_name(&self) -> Option<Name> {
        None
    }
}

impl Member for Variant {
    fn key(&self) -> String {
        variant_key(self)
    }

    fn usual(&self) -> Name {
        Name::new(&variant_key(self))
    }

    fn name(&mut self) -> &mut Name {
        &mut self.name
    }

    fn reason(&mut self) -> &mut NameReason {
        &mut self.because.name
    }

    fn longer_name(&self) -> Option<Name> {
        None
    }
}

impl Member for OperationInput {
    fn key(&self) -> String {
        input_key(self)
    }

    fn usual(&self) -> Name {
        Name::of_parameter(&self.wire_name)
    }

    fn name(&mut self) -> &mut Name {
        &mut self.name
    }

    fn reason(&mut self) -> &mut NameReason {
        &mut self.because.name
    }

    fn longer_name(&self) -> Option<Name> {
        Some(self.name_with_place())
    }
}
