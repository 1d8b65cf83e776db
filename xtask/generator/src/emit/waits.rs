//! Waiting for what an API does after it has answered.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types::type_of;
use super::value_at::{Reached, taken};
use super::{ident, outer_docs, response};
use crate::docs::{Docs, code_span};
use crate::ir::{
    Api, Argument, ArgumentSource, Content, Conversion, Meaning, Operation, OperationOutput,
    Question, StatusValue, Type, ValueAt, Wait,
};

/// The method of a request that waits.
pub(super) fn method(
    wait: &Wait,
    operation: &Operation,
    api: &Api,
    imports: &mut Imports,
) -> TokenStream {
    let [wait_type, error, awaited] = [("", "Wait"), ("", "WaitError"), ("::wait", "Awaited")]
        .map(|(module, name)| imports.name(&format!("crate{module}"), name));
    let docs = outer_docs(&docs(wait, operation, &error.to_string(), &wait_type.to_string()));
    let name = ident(&wait.name.field());
    let content = response::body(&asked(wait, operation, api).output, imports);
    let thing_type = match &wait.thing.ty {
        Type::Boxed(inner) => type_of(inner, imports),
        ty => type_of(ty, imports),
    };
    let thing = taken(&quote!(answer), &wait.thing);
    let progress = progress(wait, &thing_type, imports);
    let status = shown(Some(&wait.status), &thing_type);
    let code = shown(wait.code.as_ref(), &thing_type);
    let message = shown(wait.message.as_ref(), &thing_type);
    let until = &wait.until;
    let awaited = quote! {
        #awaited {
            until: #until,
            thing: |answer: #content| #thing,
            progress: #progress,
            status: #status,
            code: #code,
            message: #message,
        }
    };
    let (error, call) = match &wait.question {
        None => {
            (quote!(#error<#thing_type>), quote!(self.into_request().wait(wait.into(), #awaited)))
        }
        Some(question) => {
            let created = response::body(&operation.output, imports);
            let (before, closure) = closure(question, operation, &created, imports);
            let call = quote! {
                #before
                self.into_request().then_wait(wait.into(), #closure, #awaited)
            };
            (quote!(#error<#thing_type, #created>), call)
        }
    };
    quote! {
        #docs
        pub fn #name(
            self,
            wait: impl Into<#wait_type>,
        ) -> impl Future<Output = Result<#thing_type, #error>> {
            #call
        }
    }
}

/// The operation that is asked.
fn asked<'a>(wait: &Wait, operation: &'a Operation, api: &'a Api) -> &'a Operation {
    let name = wait.question.as_ref().map(|question| &question.method);
    let found = name.and_then(|name| api.operations().find(|asked| asked.name == *name));
    found.unwrap_or(operation)
}

fn docs(wait: &Wait, operation: &Operation, error: &str, wait_type: &str) -> Docs {
    let link = |name: &str, written: &str| {
        if written == name { format!("[`{name}`]") } else { format!("[`{name}`](crate::{name})") }
    };
    let until = code_span(&wait.until);
    let first = match &wait.question {
        None => format!("Sends the request again and again, until the answer is {until}."),
        Some(_) => format!("Sends the request, and waits until what it has begun is {until}."),
    };
    let asked = wait.question.as_ref().map_or(&operation.name, |question| &question.method).field();
    let successes = listed(wait.values_of(Meaning::Success));
    let mut text = format!(
        "The status that [`Client::{asked}`](crate::Client::{asked}) tells becomes {successes}."
    );
    if wait.values_of(Meaning::Failure).next().is_some() {
        let failures = listed(wait.values_of(Meaning::Failure));
        text.push_str(&format!(" With {failures} the wait has failed."));
    }
    if wait.otherwise == Meaning::Unexpected {
        let values = listed(wait.values_of(Meaning::Pending));
        let than = if values.is_empty() { String::new() } else { format!(" than {values}") };
        text.push_str(&format!(" Any other value{than} ends the wait, too."));
    }
    let wait_type = link("Wait", wait_type);
    let how = format!(
        "{wait_type} says how long and how often; a `Duration` says how long. That counts for all \
         calls together."
    );
    let error = link("WaitError", error);
    let errors = match &wait.question {
        None => format!("{error} says why the wait has ended, and what was seen last."),
        Some(_) => format!(
            "{error} says why the wait has ended, what the API answered to the request, and what \
             was seen last."
        ),
    };
    Docs::own(first).and(text).and(how).and("# Errors").and(errors)
}

/// Values in running text.
fn listed<'v>(values: impl Iterator<Item = &'v StatusValue>) -> String {
    let mut values: Vec<String> = values.map(|value| code_span(value.text())).collect();
    let last = values.pop().unwrap_or_default();
    if values.is_empty() { last } else { format!("{} or {last}", values.join(", ")) }
}

/// The request that asks for what was created, as a closure; and what it needs from before.
fn closure(
    question: &Question,
    operation: &Operation,
    created: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let client = ident(&operation.client.field());
    let is_input = |it: &Argument| matches!(it.source, ArgumentSource::Input(..));
    let takes_answer = question.arguments.iter().any(|it| !is_input(it));
    let (before, client) = if question.arguments.iter().any(is_input) {
        (quote!(let request = self.clone();), quote!(request.#client))
    } else {
        (quote!(let client = self.#client.clone();), quote!(client))
    };
    let method = ident(&question.method.field());
    let (required, optional): (Vec<_>, Vec<_>) =
        question.arguments.iter().partition(|argument| argument.is_required);
    let required: Vec<_> = required.iter().map(|it| value(&it.source, imports)).collect();
    let optional = optional.iter().map(|argument| {
        let (setter, value) = (ident(&argument.input.field()), value(&argument.source, imports));
        quote!(.#setter(#value))
    });
    let request = quote!(#client.#method(#(#required),*)#(#optional)*.into_request());
    let argument = match &operation.output {
        _ if takes_answer => quote!(created),
        OperationOutput::One(Content::Nothing) => quote!(()),
        _ => quote!(_),
    };
    (before, quote!(move |#argument: &#created| Some(#request)))
}

/// The value of an argument.
fn value(source: &ArgumentSource, imports: &mut Imports) -> TokenStream {
    let (found, conversion) = match source {
        ArgumentSource::Input(name, ty) => {
            let name = ident(&name.field());
            return match ty {
                ty if ty.is_copy() => quote!(request.#name),
                _ => quote!(request.#name.clone()),
            };
        }
        ArgumentSource::Answer(value, conversion) => {
            let reached = Reached::from(&quote!(created), value);
            match (conversion, &value.ty) {
                (Conversion::None, ty) if ty.is_copy() => return reached.copied(),
                (Conversion::None, Type::Formatted(_)) => {
                    let reference = reached.reference();
                    return quote!(#reference.clone());
                }
                _ => (reached, conversion),
            }
        }
    };
    match conversion {
        Conversion::None => found.reference(),
        Conversion::Text => {
            let reference = found.base();
            quote!(#reference.to_string())
        }
        Conversion::Identifier(name) => {
            let (identifier, text) =
                (imports.name("crate::identifiers", &name.type_name()), found.text());
            quote!(#identifier::new_unchecked(#text))
        }
        Conversion::Value => found.text(),
    }
}

/// The function that says how far a thing has come.
fn progress(wait: &Wait, thing: &TokenStream, imports: &mut Imports) -> TokenStream {
    let progress = imports.name("crate::wait", "Progress");
    let of = |meaning| match meaning {
        Meaning::Success => quote!(#progress::Reached),
        Meaning::Failure => quote!(#progress::Failed),
        Meaning::Pending => quote!(#progress::Pending),
        Meaning::Unexpected => quote!(#progress::Unexpected),
    };
    let reached = Reached::from(&quote!(thing), &wait.status);
    if wait.status.ty == Type::Boolean {
        let meaning = |flag| {
            let known = wait.values.iter().find(|(value, _)| *value == StatusValue::Flag(flag));
            known.map_or(wait.otherwise, |(_, meaning)| *meaning)
        };
        let (yes, no) = (meaning(true), meaning(false));
        let (status, then, or) = (reached.copied(), of(yes), of(no));
        return if yes == no {
            quote!(|_| Some(#then))
        } else {
            quote!(|thing: &#thing| Some(if #status { #then } else { #or }))
        };
    }
    let status = match &wait.status.ty {
        Type::String => reached.text(),
        ty if ty.is_copy() => reached.copied(),
        _ => reached.reference(),
    };
    let arms = [Meaning::Success, Meaning::Failure, Meaning::Pending].map(|meaning| {
        // What anything else means as well needs no arm of its own.
        let is_told = meaning != wait.otherwise;
        let values: Vec<_> =
            wait.values_of(meaning).filter(|_| is_told).map(|it| pattern(it, imports)).collect();
        let meaning = of(meaning);
        if values.is_empty() { quote!() } else { quote!(#(#values)|* => #meaning,) }
    });
    let otherwise = of(wait.otherwise);
    let rest = match wait.values.first() {
        Some((StatusValue::Variant { of, .. }, _))
            if wait.is_exhaustive && wait.otherwise == Meaning::Unexpected =>
        {
            let of = imports.name("crate::models", &of.type_name());
            quote!(#of::Unrecognized(_))
        }
        _ => quote!(_),
    };
    quote!(|thing: &#thing| Some(match #status { #(#arms)* #rest => #otherwise }))
}

fn pattern(value: &StatusValue, imports: &mut Imports) -> TokenStream {
    match value {
        StatusValue::Variant { of, name, .. } => {
            let of = imports.name("crate::models", &of.type_name());
            let name = ident(&name.type_name());
            quote!(#of::#name)
        }
        StatusValue::Text(text) => quote!(#text),
        StatusValue::Flag(flag) => quote!(#flag),
        StatusValue::Integer(integer) => integer.parse().unwrap_or_default(),
    }
}

/// The function that shows a part of the thing.
fn shown(value: Option<&ValueAt>, thing: &TokenStream) -> TokenStream {
    let Some(value) = value else { return quote!(|_| None) };
    let shown = Reached::from(&quote!(thing), value).shown(&value.ty);
    quote!(|thing: &#thing| #shown)
}
