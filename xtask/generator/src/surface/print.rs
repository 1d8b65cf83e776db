//! Tokens as one line of text, with blanks where one writes them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// A line of tokens.
pub(super) fn line(tokens: impl ToTokens) -> String {
    let mut line = String::new();
    append(tokens.to_token_stream(), &mut line);
    line
}

fn append(tokens: TokenStream, line: &mut String) {
    let mut sign = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => append_group(&group, line),
            TokenTree::Punct(punct) => {
                sign.push(punct.as_char());
                if punct.spacing() == Spacing::Alone || sign == "'" {
                    append_sign(&sign, line);
                    sign.clear();
                }
            }
            word => {
                if line.ends_with(|last: char| last.is_alphanumeric() || "_>])".contains(last)) {
                    line.push(' ');
                }
                line.push_str(&word.to_string());
            }
        }
    }
}

fn append_group(group: &proc_macro2::Group, line: &mut String) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => (" { ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    if open == "[" && line.ends_with(char::is_alphanumeric) {
        line.push(' ');
    }
    line.push_str(open);
    append(group.stream(), line);
    remove_comma(line);
    line.push_str(close);
}

fn append_sign(sign: &str, line: &mut String) {
    match sign {
        "," | ":" | ";" => line.push_str(&format!("{sign} ")),
        "=" | "+" | "->" | "=>" => line.push_str(&format!(" {sign} ")),
        ">" => {
            remove_comma(line);
            line.push('>');
        }
        "&" | "'" | "?" | "*" => {
            if line.ends_with(|last: char| last.is_alphanumeric() || last == '>') {
                line.push(' ');
            }
            line.push_str(sign);
        }
        sign => line.push_str(sign),
    }
}

/// A comma behind the last of several says nothing.
fn remove_comma(line: &mut String) {
    line.truncate(line.strip_suffix(", ").unwrap_or(line).len());
}
