//! Why values of enumerations and variants of unions are as they are.

use super::field::position_text;
use super::words::{tag_value, type_text};
use super::{Answer, Change, Crate, LockKey};
use crate::docs::code_span;
use crate::ir::{
    Enum, EnumValue, Model, NameReason, StatusValue, Type, TypeSource, Union, Variant,
    VariantReason, VariantSource,
};
use document::pointer;

impl Crate<'_> {
    /// Why a value of an enumeration is as it is.
    pub(super) fn value(self, model: &Model, shape: &Enum, value: &EnumValue) -> Answer {
        let listed = self.listed(&model.at, &value.wire_value);
        let mut answer =
            Answer::at("a value of an enumeration", listed.as_deref().unwrap_or(&model.at));
        let key = LockKey::of_type(&model.name);
        answer.say(format!("It is called after the value {}.", code_span(&value.wire_value)));
        Self::say_name(value.because, key.clone(), &mut answer);
        let position = shape.values.iter().position(|it| it.wire_value == value.wire_value);
        answer.say_by(position_text("value", position, shape.values.len()), key.clone());
        let source = self.api().type_reasons.get(&model.name).map(|reason| reason.source);
        // Schemas that share a name by an extension have the same values.
        let is_alone = source != Some(TypeSource::Extension) && !self.is_waited_for(model, value);
        let action = listed.filter(|_| is_alone).and_then(|entry| {
            let list = entry.rsplit_once('/')?.0;
            let all = pointer::find(&self.document().value, list)?.as_array()?;
            self.without(&entry, all).filter(|_| all.iter().filter(|it| !it.is_null()).count() > 1)
        });
        answer.change_by("To leave it out", action);
        let entry = format!("names = {{ {:?} = \"new_name\" }}", value.wire_value);
        answer.change_in_lock("To give it another name", key, entry);
        answer
    }

    /// Whether callers wait for a value, as the overlay says.
    fn is_waited_for(self, model: &Model, value: &EnumValue) -> bool {
        let waits = self.api().operations().flat_map(|operation| &operation.waits);
        let mut values = waits.flat_map(|wait| &wait.values);
        values.any(|(known, _)| match known {
            StatusValue::Variant { of, text, .. } => *of == model.name && *text == value.wire_value,
            _ => false,
        })
    }

    /// Why a variant of a union is as it is.
    pub(super) fn variant(self, model: &Model, shape: &Union, variant: &Variant) -> Answer {
        let mut answer = Answer::at("a variant of a union", &variant.at);
        let VariantReason { source, name } = variant.because;
        let key = LockKey::of_type(&model.name);
        answer.say(match source {
            VariantSource::Type => {
                "It is called after its type, without the words that the type \
                                    shares with the union."
            }
            VariantSource::Schema => {
                "Its schema is written out there, so that it is called after \
                                      what that says of itself: a name, the value that tells it \
                                      apart, a title, its only required property, or its kind."
            }
            VariantSource::Parent => "It has what all have in common that inherit from the schema.",
        });
        Self::say_name(name, key.clone(), &mut answer);
        self.say_type(&variant.ty, &variant.at, &mut answer);
        Self::say_values(shape, variant, &mut answer);
        let is_it = |it: &Variant| it.name == variant.name;
        let position = shape.variants.iter().position(is_it);
        answer.say_by(position_text("variant", position, shape.variants.len()), key);
        if name != NameReason::Lock
            && let Some((path, at)) = self.described(&variant.ty)
            && type_text(&variant.ty) == path
            && let Type::Model(ty) | Type::Enum(ty) | Type::Identifier(ty) = &variant.ty
        {
            let mut of_type = Answer::default();
            self.change_of_type(ty, at, &mut of_type);
            answer.changes.extend(of_type.changes.into_iter().map(|change| Change {
                what: "To give its type another name, and with it the variant".to_owned(),
                ..change
            }));
        }
        answer
    }

    fn say_values(shape: &Union, variant: &Variant, answer: &mut Answer) {
        let Some(property) = &shape.discriminator else { return };
        let property = code_span(property);
        let values: Vec<String> = variant.values.iter().map(tag_value).collect();
        if !values.is_empty() {
            answer.say(format!("Objects are read as it if {property} is {}.", values.join(" or ")));
        }
        if variant.is_fallback {
            answer.say(format!("Objects are read as it if {property} is anything else."));
        }
    }
}
