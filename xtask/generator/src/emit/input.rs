//! Inputs: what goes where in a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use super::imports::Imports;
use crate::ir::{InputLocation, OperationInput, Type};

/// The calls that put all inputs into a request.
pub(super) fn calls(inputs: &[OperationInput], imports: &mut Imports) -> TokenStream {
    let parts: Vec<_> = inputs.iter().filter_map(part).collect();
    let mut calls = TokenStream::new();
    // Cookies are added to this header, which would take their place if it came later.
    let (cookie, others): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| is_cookie(input));
    for input in cookie.into_iter().chain(others) {
        calls.extend(call(input, inputs, imports));
    }
    if parts.is_empty() {
        return calls;
    }
    let multipart = imports.name("crate", "Multipart");
    quote!(#calls.multipart(#multipart::new()#(#parts)*))
}

/// Whether an input is the header `Cookie` itself.
fn is_cookie(input: &OperationInput) -> bool {
    matches!(input.location, InputLocation::Header | InputLocation::StyledHeader(_))
        && input.wire_name.eq_ignore_ascii_case("cookie")
}

/// The media type of a body: what callers say, or else the usual one.
fn media_type(body: &OperationInput, inputs: &[OperationInput]) -> TokenStream {
    let usual = body.media_type.as_deref().unwrap_or("application/json");
    match inputs.iter().find(|input| input.is_media_type()) {
        None => quote!(#usual),
        Some(told) => {
            let name = ident(&told.name.field());
            if told.required {
                quote!(&self.#name)
            } else {
                quote!(self.#name.as_deref().unwrap_or(#usual))
            }
        }
    }
}

/// The call for an input that is no part of a form.
fn call(
    input: &OperationInput,
    inputs: &[OperationInput],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let (wire, name) = (&input.wire_name, ident(&input.name.field()));
    let style = input.location.style().map(|style| {
        let (name, variant) = (imports.name("crate", "Style"), ident(&format!("{style:?}")));
        quote!(#name::#variant)
    });
    Some(match input.location {
        InputLocation::Path => quote!(.path(#wire, self.#name)),
        InputLocation::Query => quote!(.query(#wire, self.#name)),
        InputLocation::Header => quote!(.header(#wire, self.#name)),
        InputLocation::StyledQuery(_) => quote!(.styled_query(#style, #wire, self.#name)),
        InputLocation::ReservedQuery(_) => quote!(.reserved_query(#style, #wire, self.#name)),
        InputLocation::StyledPath(_) => quote!(.styled_path(#style, #wire, self.#name)),
        InputLocation::StyledHeader(_) => quote!(.styled_header(#style, #wire, self.#name)),
        InputLocation::Cookie(_) => quote!(.cookie(#style, #wire, self.#name)),
        InputLocation::Form => quote!(.form(#wire, self.#name)),
        InputLocation::FormJson => {
            let value = as_json(input, imports);
            quote!(.form(#wire, #value))
        }
        InputLocation::FormJsonEach => {
            let json = imports.name("crate", "Json");
            if input.required {
                quote!(.form(#wire, #json::each(self.#name)))
            } else {
                quote!(.form(#wire, self.#name.map(#json::each)))
            }
        }
        InputLocation::FormValue => quote!(.form_value(#wire, self.#name)),
        InputLocation::StyledForm(_) => quote!(.styled_form(#style, #wire, self.#name)),
        InputLocation::ReservedForm(_) => quote!(.reserved_form(#style, #wire, self.#name)),
        InputLocation::FormWhole => {
            let value = as_json(input, imports);
            quote!(.form_of(#value))
        }
        InputLocation::Body => {
            let value = as_json(input, imports);
            let is_usual =
                input.media_type.is_none() && !inputs.iter().any(OperationInput::is_media_type);
            if is_usual {
                quote!(.json(#value))
            } else {
                let media_type = media_type(input, inputs);
                quote!(.json_as(#media_type, #value))
            }
        }
        InputLocation::Text => {
            let media_type = media_type(input, inputs);
            quote!(.text(#media_type, self.#name))
        }
        InputLocation::Upload => {
            let media_type = media_type(input, inputs);
            quote!(.upload(#media_type, self.#name))
        }
        InputLocation::Multipart => quote!(.multipart(self.#name)),
        InputLocation::Server => quote!(.chosen_server(self.#name)),
        InputLocation::PartText
        | InputLocation::PartJson
        | InputLocation::PartJsonEach
        | InputLocation::PartValue
        | InputLocation::PartGiven
        | InputLocation::PartFile
        | InputLocation::Part => {
            return None;
        }
        // It goes with another input.
        InputLocation::ContentType => return None,
    })
}

/// The call that adds an input to a form of parts.
fn part(input: &OperationInput) -> Option<TokenStream> {
    let (wire, name, media_type) =
        (&input.wire_name, ident(&input.name.field()), &input.media_type);
    let each = match (&input.ty, input.required) {
        (Type::List(_), false) => quote!(self.#name.into_iter().flatten()),
        (Type::List(_), true) | (_, false) => quote!(self.#name),
        (_, true) => quote!([self.#name]),
    };
    match input.location {
        InputLocation::PartText => Some(quote!(.text(#wire, self.#name))),
        InputLocation::PartJson if input.required => {
            Some(quote!(.json(#wire, #media_type, [self.#name])))
        }
        InputLocation::PartJson => Some(quote!(.json(#wire, #media_type, self.#name))),
        InputLocation::PartJsonEach => Some(quote!(.json(#wire, #media_type, #each))),
        InputLocation::PartValue => Some(quote!(.value(#wire, #media_type, self.#name))),
        InputLocation::PartGiven => Some(quote!(.given(#wire, #each))),
        InputLocation::PartFile => Some(quote!(.files(#wire, #media_type, #each))),
        InputLocation::Part => Some(quote!(.parts(#wire, #media_type, #each))),
        _ => None,
    }
}

/// An input marked as JSON.
fn as_json(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    let (json, name) = (imports.name("crate", "Json"), ident(&input.name.field()));
    if input.required { quote!(#json(self.#name)) } else { quote!(self.#name.map(#json)) }
}
