//! Where the content of a page has what leads to the next one.

use std::collections::HashMap;

use crate::ir::{
    Api, FieldPath, Model, ModelKind, NextPage, Operation, PagePointers, Struct, Type,
};
use crate::names::Name;
use document::pointer::push;

/// The objects of an API, by name.
pub(super) struct Objects<'a>(HashMap<&'a Name, &'a Struct>);

impl<'a> Objects<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let models = api.models.iter().flat_map(|group| &group.models);
        let object = |model: &'a Model| match &model.kind {
            ModelKind::Struct(shape) => Some((&model.name, shape)),
            ModelKind::Enum(_) | ModelKind::Union(_) => None,
        };
        Self(models.filter_map(object).collect())
    }

    /// The pointers for an operation.
    pub(super) fn page_pointers(&self, operation: &Operation) -> PagePointers {
        let (Some(next), Some(ty)) = (&operation.next_page, operation.output.json()) else {
            return PagePointers::default();
        };
        let page = self.object(ty).and_then(|object| object.page.as_ref());
        let path = match next {
            NextPage::Url => page.and_then(|page| page.next.as_ref()),
            NextPage::Token { token, .. } => Some(token),
            NextPage::Link | NextPage::Offset(_) | NextPage::Number(_) => None,
        };
        let items = match next {
            NextPage::Offset(counting) | NextPage::Number(counting) => Some(&counting.items),
            _ => page.map(|page| &page.items),
        };
        let is_list = matches!(ty, Type::List(_));
        PagePointers {
            next: path.and_then(|path| self.pointer(ty, path)),
            items: items
                .and_then(|items| self.pointer(ty, items))
                .or_else(|| is_list.then(String::new)),
        }
    }

    /// The pointer for the fields that lead from a value to one within it.
    fn pointer(&self, mut ty: &'a Type, path: &FieldPath) -> Option<String> {
        let mut pointer = String::new();
        for step in path {
            let object = self.object(ty)?;
            let field = object.fields.iter().find(|field| field.name == step.field)?;
            push(&mut pointer, &field.wire_name);
            ty = &field.ty;
        }
        Some(pointer)
    }

    fn object(&self, ty: &Type) -> Option<&'a Struct> {
        match ty {
            Type::Model(name) => self.0.get(name).copied(),
            Type::Boxed(inner) | Type::Nullable(inner) | Type::Open(inner) => self.object(inner),
            _ => None,
        }
    }
}
