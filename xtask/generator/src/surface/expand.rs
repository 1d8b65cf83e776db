//! What a macro of the runtime makes: the items of its one rule, with the arguments in place of its
//! one variable. Macros of another form are left as they are.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Item;

/// A macro with a rule such as `($name:ident) => { .. }` or `($($type:ty),*) => { $(..)* }`.
pub(super) struct Rule {
    variable: Ident,
    arguments: Arguments,
    body: TokenStream,
}

/// What the variable stands for.
#[derive(PartialEq)]
enum Arguments {
    One,
    BetweenCommas,
    /// Each of a single token.
    BetweenBlanks,
}

impl Rule {
    /// Reads the rules of a macro.
    pub(super) fn of(rules: TokenStream) -> Option<Self> {
        let mut rules = rules.into_iter();
        let pattern = group(rules.next())?;
        let arrow = [rules.next()?, rules.next()?];
        let body = group(rules.next())?;
        let is_last = rules.all(|token| matches!(token, TokenTree::Punct(_)));
        let (variable, arguments) = variable(pattern)?;
        let is_rule = is_sign(&arrow[0], '=') && is_sign(&arrow[1], '>') && is_last;
        is_rule.then_some(Self { variable, arguments, body })
    }

    /// The items that a call makes.
    pub(super) fn expand(&self, arguments: &TokenStream) -> Option<Vec<Item>> {
        let arguments = match self.arguments {
            Arguments::One => vec![arguments.clone()],
            Arguments::BetweenCommas => between_commas(arguments),
            Arguments::BetweenBlanks => arguments.clone().into_iter().map(Into::into).collect(),
        };
        let only = arguments.first().filter(|_| self.arguments == Arguments::One);
        let items = self.fill(self.body.clone(), &arguments, only);
        Some(syn::parse2::<syn::File>(items).ok()?.items)
    }

    fn fill(
        &self,
        body: TokenStream,
        arguments: &[TokenStream],
        current: Option<&TokenStream>,
    ) -> TokenStream {
        let mut filled = TokenStream::new();
        let mut tokens = body.into_iter();
        while let Some(token) = tokens.next() {
            if !is_sign(&token, '$') {
                filled.extend([self.fill_group(token, arguments, current)]);
                continue;
            }
            match tokens.next() {
                Some(TokenTree::Group(group)) => {
                    // `*` ends it: what is repeated here is items, between which there is nothing.
                    tokens.next();
                    for argument in arguments {
                        filled.extend(self.fill(group.stream(), arguments, Some(argument)));
                    }
                }
                Some(TokenTree::Ident(name)) if name == self.variable => {
                    filled.extend(current.cloned());
                }
                // `$crate`
                Some(other) => filled.extend([other]),
                None => {}
            }
        }
        filled
    }

    fn fill_group(
        &self,
        token: TokenTree,
        arguments: &[TokenStream],
        current: Option<&TokenStream>,
    ) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let within = self.fill(group.stream(), arguments, current);
                proc_macro2::Group::new(group.delimiter(), within).into()
            }
            token => token,
        }
    }
}

/// The variable of a pattern, and what it stands for.
fn variable(pattern: TokenStream) -> Option<(Ident, Arguments)> {
    let mut tokens = pattern.into_iter();
    if !is_sign(&tokens.next()?, '$') {
        return None;
    }
    match tokens.next()? {
        // `:ident`, and nothing else.
        TokenTree::Ident(name) => (tokens.count() == 2).then_some((name, Arguments::One)),
        TokenTree::Group(group) => {
            let (name, _) = variable(group.stream()).filter(|(_, of)| *of == Arguments::One)?;
            let is_comma = is_sign(&tokens.next()?, ',');
            let arguments =
                if is_comma { Arguments::BetweenCommas } else { Arguments::BetweenBlanks };
            Some((name, arguments))
        }
        _ => None,
    }
}

fn group(token: Option<TokenTree>) -> Option<TokenStream> {
    match token? {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn between_commas(arguments: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = arguments.clone().into_iter().collect();
    let arguments = tokens.split(|token| is_sign(token, ','));
    arguments
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| tokens.iter().cloned().collect())
        .collect()
}
