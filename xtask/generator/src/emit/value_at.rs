//! How a value within another one is reached.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::ir::{FieldStep, Presence, Type, ValueAt, ValueStep};

/// A value that is reached without taking it, in a function that returns an `Option`.
pub(super) enum Reached {
    /// A reference to it.
    Reference(TokenStream),
    /// The place where it is.
    Place(TokenStream),
    /// The place of an `Option` of it.
    Optional(TokenStream),
    /// The place of a `Nullable` of it.
    Nullable(TokenStream),
    /// An `Option` of a reference to it.
    Found(TokenStream),
}

impl Reached {
    /// What some steps reach from a reference.
    pub(super) fn from(base: &TokenStream, value: &ValueAt) -> Self {
        let start = Self::Reference(base.clone());
        value.steps.iter().fold(start, |reached, step| match step {
            ValueStep::Present => Self::Found(quote!(#base.as_ref())),
            ValueStep::Field(FieldStep { field, presence, .. }) => {
                let (base, field) = (reached.base(), ident(&field.field()));
                let place = quote!(#base.#field);
                match presence {
                    Presence::Required => Self::Place(place),
                    Presence::Nullable | Presence::Optional => Self::Optional(place),
                    Presence::OptionalNullable => Self::Nullable(place),
                }
            }
            ValueStep::Entry { index, is_nullable } => {
                let base = reached.base();
                let entry = match index {
                    0 => quote!(#base.first()),
                    index => {
                        let index = Literal::usize_unsuffixed(*index);
                        quote!(#base.get(#index))
                    }
                };
                Self::Found(if *is_nullable {
                    quote!(#entry.and_then(Option::as_ref))
                } else {
                    entry
                })
            }
        })
    }

    /// What a further step is taken from.
    pub(super) fn base(self) -> TokenStream {
        match self {
            Self::Reference(found) | Self::Place(found) => found,
            Self::Optional(place) => quote!(#place.as_ref()?),
            Self::Nullable(place) => quote!(#place.as_option()?),
            Self::Found(found) => quote!(#found?),
        }
    }

    /// A reference to the value.
    pub(super) fn reference(self) -> TokenStream {
        match self {
            Self::Place(place) => quote!(&#place),
            other => other.base(),
        }
    }

    /// The value, where it is copied.
    pub(super) fn copied(self) -> TokenStream {
        match self {
            Self::Place(place) => place,
            Self::Optional(place) => quote!(#place?),
            other => {
                let reference = other.base();
                quote!(*#reference)
            }
        }
    }

    /// The value as a `&str`, where it is a text.
    pub(super) fn text(self) -> TokenStream {
        match self {
            Self::Optional(place) => quote!(#place.as_deref()?),
            other => {
                let base = other.base();
                quote!(#base.as_str())
            }
        }
    }

    /// An `Option` of the value as a `String`.
    pub(super) fn shown(self, ty: &Type) -> TokenStream {
        match (self, ty) {
            (Self::Optional(place), Type::String) => quote!(#place.clone()),
            (Self::Nullable(place), Type::String) => quote!(#place.as_option().cloned()),
            (Self::Found(found), Type::String) => quote!(#found.cloned()),
            (reached, Type::String) => {
                let base = reached.base();
                quote!(Some(#base.clone()))
            }
            (Self::Optional(place), ty) if ty.is_copy() => quote!(Some(#place?.to_string())),
            (reached, _) => {
                let base = reached.base();
                quote!(Some(#base.to_string()))
            }
        }
    }
}

/// An `Option` of the value that some steps reach, which is taken out of another one.
pub(super) fn taken(base: &TokenStream, value: &ValueAt) -> TokenStream {
    let mut found = base.clone();
    let mut is_option = false;
    for step in &value.steps {
        let inner = if is_option { quote!(#found?) } else { found.clone() };
        (found, is_option) = match step {
            ValueStep::Present => (found, true),
            ValueStep::Field(FieldStep { field, presence, .. }) => {
                let field = ident(&field.field());
                match presence {
                    Presence::Required => (quote!(#inner.#field), false),
                    Presence::Nullable | Presence::Optional => (quote!(#inner.#field), true),
                    Presence::OptionalNullable => {
                        (quote!(#inner.#field.as_option().cloned()), true)
                    }
                }
            }
            ValueStep::Entry { index, is_nullable } => {
                let entry = match index {
                    0 => quote!(#inner.into_iter().next()),
                    index => {
                        let index = Literal::usize_unsuffixed(*index);
                        quote!(#inner.into_iter().nth(#index))
                    }
                };
                (if *is_nullable { quote!(#entry.flatten()) } else { entry }, true)
            }
        };
    }
    match (is_option, matches!(value.ty, Type::Boxed(_))) {
        (true, true) => quote!(#found.map(|boxed| *boxed)),
        (true, false) => found,
        (false, true) => quote!(Some(*#found)),
        (false, false) => quote!(Some(#found)),
    }
}
