//! Methods for responses that are streams.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types::type_of;
use super::{ident, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{EventStream, Framing};

/// The method that asks for a stream, and returns when its head is there.
pub(super) fn method(stream: &EventStream, imports: &mut Imports) -> TokenStream {
    let EventStream { name, media_type, framing, end, .. } = stream;
    let name = ident(&name.field());
    let item = item_type(stream, imports);
    let [error, response, events, framing_type] =
        ["Error", "Response", "Events", "Framing"].map(|name| imports.name("crate", name));
    let docs = outer_docs(&docs(stream));
    let constructor = ident(match framing {
        Framing::JsonEvents => "events_of_json",
        Framing::TextEvents => "events_of_text",
        Framing::Fields => "fields_of_events",
        Framing::TextFields => "fields_of_text_events",
        Framing::JsonLines => "json_lines",
        Framing::JsonSequence => "json_sequence",
    });
    let until = end.as_ref().map(|end| quote!(.until(#end)));
    quote! {
        #docs
        pub fn #name(
            self,
        ) -> impl Future<Output = Result<#response<#events<#item>>, #error>> {
            self.into_request().send_events(#media_type, #framing_type::#constructor() #until)
        }
    }
}

/// What the items are.
fn item_type(stream: &EventStream, imports: &mut Imports) -> TokenStream {
    let item = type_of(&stream.item, imports);
    match stream.framing {
        Framing::JsonEvents | Framing::TextEvents => {
            let event = imports.name("crate", "Event");
            quote!(#event<#item>)
        }
        Framing::Fields | Framing::TextFields | Framing::JsonLines | Framing::JsonSequence => item,
    }
}

fn docs(stream: &EventStream) -> Docs {
    let EventStream { media_type, framing, end, .. } = stream;
    let what = match framing {
        Framing::JsonLines | Framing::JsonSequence => "values",
        _ => "events",
    };
    let docs = Docs::own(format!(
        "Sends the request for {} and returns the response before its {what}, which are read as \
         they arrive.",
        code_span(media_type)
    ));
    let docs = match end {
        Some(end) => docs.and(format!("They end before {}.", code_span(end))),
        None => docs,
    };
    docs.and("# Errors").and("As [`send`](Self::send).")
}
