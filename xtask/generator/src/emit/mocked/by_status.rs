//! How a mock answers with contents that differ by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::imports::Imports;
use crate::emit::response::turbofish;
use crate::emit::{ident, response};
use crate::ir::{ByStatus, Case, Content, Operation, OperationOutput, Status};

/// The implementation for the type that has all contents of an operation, if it has one.
pub(super) fn as_answer(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let responses = match &operation.output {
        OperationOutput::ByStatus(responses) if !operation.is_body_variant => responses,
        _ => return None,
    };
    let name = response::marker(&operation.output, imports);
    let [as_answer, answered] =
        ["AsAnswer", "Answered"].map(|name| imports.name("crate::mock", name));
    let status_code = imports.name("http", "StatusCode");
    let arms: Vec<_> = responses.cases.iter().map(|case| arm(case, responses, imports)).collect();
    let is_documented = |case: &Case| known_status(case, responses).is_none();
    let is_used = responses.cases.iter().any(is_documented);
    let documented = if is_used { quote!(documented) } else { quote!(_) };
    Some(quote! {
        impl #as_answer for #name {
            fn as_answer(
                body: &Self,
                #documented: #status_code,
            ) -> Result<#answered, serde_json::Error> {
                match body {
                    #(#arms)*
                    Self::Other(status, content) => Ok(#answered::new(*status, content.clone())),
                }
            }
        }
    })
}

fn arm(case: &Case, responses: &ByStatus, imports: &mut Imports) -> TokenStream {
    let variant = ident(&case.name.type_name());
    let status = status(case, responses, imports);
    let marker = turbofish(&case.content, imports);
    match case.content {
        Content::Nothing => quote!(Self::#variant => #marker::as_answer(&(), #status),),
        _ => quote!(Self::#variant(content) => #marker::as_answer(content, #status),),
    }
}

/// The status that a variant is answered with.
fn status(case: &Case, responses: &ByStatus, imports: &mut Imports) -> TokenStream {
    let status_code = imports.name("http", "StatusCode");
    match (known_status(case, responses), code(case, responses)) {
        (Some(constant), _) => {
            let constant = ident(&constant);
            quote!(#status_code::#constant)
        }
        (None, Some(code)) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#status_code::from_u16(#code).unwrap_or(documented))
        }
        (None, None) => quote!(documented),
    }
}

/// The constant for the status, if there is one: it is called as the reason is.
fn known_status(case: &Case, responses: &ByStatus) -> Option<String> {
    let status = http::StatusCode::from_u16(code(case, responses)?).ok()?;
    let reason = status.canonical_reason()?;
    Some(reason.replace('\'', "").replace([' ', '-'], "_").to_uppercase())
}

/// The code of a status: of a range, the first that no other variant has.
fn code(case: &Case, responses: &ByStatus) -> Option<u16> {
    let is_free = |code: &u16| responses.cases.iter().all(|it| it.status != Status::Code(*code));
    match case.status {
        Status::Code(code) => Some(code),
        Status::Class(class) => (class * 100..class * 100 + 100).find(is_free),
        Status::Default => None,
    }
}
