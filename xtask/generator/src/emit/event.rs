//! Events: what the API sends to servers of its users.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::deprecated::{self, Names, deprecated};
use super::imports::Imports;
use super::types::type_of;
use super::{Module, ident, inner_docs, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{
    Api, Callback, Event, EventBody, EventContent, InputLocation, OperationInput, Style, Type,
};
use crate::names::Name;

/// `src/events.rs`.
pub(super) fn module(api: &Api, names: &Names<'_>) -> Module {
    let all = api.callbacks.iter().flat_map(Callback::type_names);
    let mut imports = Imports::new("crate::events", all.map(Name::type_name));
    let items = api.callbacks.iter().map(|callback| {
        let events = callback.events.iter().map(|event| item(event, &mut imports));
        let events: TokenStream = events.collect();
        let any = any(callback, &mut imports);
        quote!(#events #any)
    });
    let items: Vec<_> = items.collect();
    // Where the short name means something else, the link has to say more.
    let link = match imports.name("crate::receive", "Event").to_string().as_str() {
        "Event" => "[`Event::read`]",
        _ => "[`Event::read`](crate::receive::Event::read)",
    };
    let docs = inner_docs(&Docs::own(format!(
        "What the API sends to servers of its users, each read by {link}."
    )));
    let allow = deprecated::allow(deprecated::in_events(api, names));
    let head = quote!(#docs #allow #imports);
    Module::of_parts("src/events.rs", [head].into_iter().chain(items))
}

/// An event, and how it is read.
fn item(event: &Event, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&event.docs);
    let name = ident(&event.name.type_name());
    let is_deprecated = deprecated(event.deprecated.as_ref());
    let fields = event.parameters.iter().map(|input| {
        let (docs, name) = (outer_docs(&input.docs), ident(&input.name.field()));
        let ty = presence(type_of(&input.ty, imports), input.required);
        let deprecated = deprecated(input.deprecated.as_ref());
        quote!(#docs #deprecated pub #name: #ty)
    });
    let fields: Vec<_> = fields.collect();
    let body_field = event.body.as_ref().map(|body| {
        let docs = outer_docs(&body.docs);
        let ty = presence(content_type(&body.content, imports), body.required);
        quote!(#docs pub body: #ty,)
    });
    let reads = event.parameters.iter().map(|input| {
        let (name, value) = (ident(&input.name.field()), parameter(input, imports));
        quote!(#name: #value)
    });
    let reads: Vec<_> = reads.collect();
    let body = event.body.as_ref().map(|body| {
        let value = content(body, imports);
        quote!(body: #value,)
    });
    let method = imports.name("http", "Method");
    let verb = ident(event.method);
    let implementation = implementation(
        &name,
        imports,
        &quote! {
            delivery.sent_by(&#method::#verb)?;
            Ok(Self { #(#reads,)* #body })
        },
    );
    quote! {
        #docs
        #is_deprecated
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #body_field
        }

        #implementation
    }
}

/// The enum of the events of a callback, and how one of them is chosen.
fn any(callback: &Callback, imports: &mut Imports) -> Option<TokenStream> {
    let any = callback.any.as_ref()?;
    let name = ident(&any.type_name());
    let called = code_span(&callback.wire_name);
    let docs = outer_docs(&Docs::own(format!("Any event of the callback {called}.")).and(
        "Of the events that a request can be read as, it is the one that leaves the least \
             unknown.",
    ));
    let other_docs = outer_docs(&Docs::own("A request that is none of these, as it arrived."));
    let variants: Vec<Ident> = callback.events.iter().map(variant).collect();
    let variant_docs = callback.events.iter().map(|event| {
        let mut text = format!("By `{}`", event.method);
        if let Some(media_type) = event.body.as_ref().and_then(|body| body.media_types.first()) {
            text.push_str(&format!(", with {}", code_span(media_type)));
        }
        outer_docs(&Docs::own(text + "."))
    });
    let types = callback.events.iter().map(|event| ident(&event.name.type_name()));
    let told = callback.events.iter().map(|event| {
        let told = event.told.iter().map(|(name, values)| quote!((#name, &[#(#values),*])));
        quote!(&[#(#told),*])
    });
    let other = imports.name("crate::receive", "OtherRequest");
    let choice = imports.name("crate::receive::choice", "Choice");
    let implementation = implementation(
        &name,
        imports,
        &quote! {
            let choice = #choice::of(delivery) #(.or(Self::#variants, #told))*;
            Ok(choice.taken(Self::Other))
        },
    );
    Some(quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants(#types),)*
            #other_docs
            Other(#other),
        }

        #implementation
    })
}

/// The variant of an event, which is called like its type.
fn variant(event: &Event) -> Ident {
    let name = event.name.type_name();
    // That is what is none of them.
    if name == "Other" { ident("Other_") } else { ident(&name) }
}

fn implementation(name: &Ident, imports: &mut Imports, body: &TokenStream) -> TokenStream {
    let [event, error, delivery] =
        ["Event", "EventError", "Delivery"].map(|name| imports.name("crate::receive", name));
    quote! {
        impl #event for #name {
            fn from_delivery(delivery: &#delivery<'_>) -> Result<Self, #error> {
                #body
            }
        }
    }
}

fn presence(ty: TokenStream, required: bool) -> TokenStream {
    if required { ty } else { quote!(Option<#ty>) }
}

/// The expression that takes a parameter out of what arrived.
fn parameter(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    let wire_name = &input.wire_name;
    let written = written(input.location, &input.ty, imports);
    match (input.place(), input.required) {
        ("header", true) => quote!(delivery.header(#wire_name, #written)?),
        ("header", false) => quote!(delivery.optional_header(#wire_name, #written)),
        (_, true) => quote!(delivery.parameter(#wire_name, #written)?),
        (_, false) => quote!(delivery.optional_parameter(#wire_name, #written)),
    }
}

/// The type of some content.
fn content_type(content: &EventContent, imports: &mut Imports) -> TokenStream {
    match content {
        EventContent::Json(ty) | EventContent::Form(ty, _) => type_of(ty, imports),
        EventContent::Text => quote!(String),
        EventContent::Bytes => imports.name("bytes", "Bytes"),
    }
}

/// The expression that reads content.
fn content(body: &EventBody, imports: &mut Imports) -> TokenStream {
    let media_type = body.media_types.first().map_or("", String::as_str);
    let read = match &body.content {
        EventContent::Json(_) => quote!(delivery.json(#media_type)?),
        EventContent::Form(_, fields) => {
            let fields = fields.iter().map(|field| {
                let wire_name = &field.wire_name;
                let written = written(field.location, &field.ty, imports);
                quote!((#wire_name, #written))
            });
            let fields: Vec<_> = fields.collect();
            quote!(delivery.form(#media_type, &[#(#fields),*])?)
        }
        EventContent::Text => quote!(delivery.plain()?),
        EventContent::Bytes => quote!(delivery.bytes()),
    };
    if body.required {
        let delivery = imports.name("crate::receive", "Delivery");
        quote!(#delivery::required(#read)?)
    } else {
        read
    }
}

/// How a parameter or a field is written.
fn written(location: InputLocation, ty: &Type, imports: &mut Imports) -> TokenStream {
    let name = imports.name("crate::receive::written", "Written");
    let (is_list, has_properties) = match ty {
        Type::List(_) => (true, false),
        Type::Model(_) | Type::Map(_) | Type::Json => (false, true),
        _ => (false, false),
    };
    let is_header = matches!(location, InputLocation::Header | InputLocation::StyledHeader(_));
    match location.style() {
        Some(Style::Json) => quote!(#name::Json),
        Some(Style::DeepObject) if is_list || has_properties => quote!(#name::Deep),
        Some(Style::Dotted) => quote!(#name::Dotted),
        Some(Style::FormExploded) if has_properties => quote!(#name::Properties),
        Some(Style::SimpleExploded) if has_properties => quote!(#name::Assigned),
        Some(Style::Form | Style::Simple) if has_properties => quote!(#name::Pairs),
        Some(Style::SpaceDelimited) if is_list => quote!(#name::Joined(' ')),
        Some(Style::PipeDelimited) if is_list => quote!(#name::Joined('|')),
        Some(Style::Form) if is_list => quote!(#name::Joined(',')),
        _ if is_list && is_header => quote!(#name::Joined(',')),
        _ if is_list => quote!(#name::Each),
        _ => quote!(#name::Once),
    }
}
