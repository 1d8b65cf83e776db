//! The signatures of functions, as a surface has them.

use super::{Usage, named_after};

/// What a function takes and returns.
pub(in crate::surface) struct Signature {
    /// The receiver and the arguments, as they are written.
    pub(in crate::surface) arguments: Vec<String>,
    /// The type of what it returns.
    pub(super) output: String,
    is_async: bool,
}

impl Signature {
    /// Reads the text of a function.
    pub(in crate::surface) fn read(text: &str) -> Option<Self> {
        let (is_async, text) = match text.strip_prefix("async ") {
            Some(text) => (true, text),
            None => (false, text),
        };
        let rest = text.strip_prefix("fn(")?;
        let end = closing(rest)?;
        let output = rest[end + 1..].strip_prefix(" -> ").unwrap_or("()").to_owned();
        Some(Self { arguments: split(&rest[..end]), output, is_async })
    }

    /// The receiver, and the types of the arguments.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        self.arguments
            .iter()
            .map(|argument| argument.split_once(": ").map_or(&**argument, |it| it.1))
    }

    /// Code that calls it with arguments of its types.
    pub(super) fn call(&self, owner: &str, name: &str) -> Option<Usage> {
        let mut parameters = Vec::new();
        let mut values = Vec::new();
        let mut call = format!("{owner}::{name}");
        for argument in &self.arguments {
            let place = format!("${}", parameters.len());
            if let "self" | "&self" | "&mut self" = argument.as_str() {
                parameters.push((named_after(owner), argument.replace("self", owner)));
                call = format!("{place}.{name}");
            } else {
                let (name, ty) = argument.split_once(": ")?;
                parameters.push((name.to_owned(), plain(&replace_self(ty, owner))?));
                values.push(place);
            }
        }
        let call = format!("{call}({})", values.join(", "));
        let output = replace_self(&self.output, owner);
        let future =
            output.strip_prefix("impl Future<Output = ").and_then(|text| text.strip_suffix('>'));
        let (output, is_async) = match future {
            Some(output) => (output, true),
            None => (&*output, self.is_async),
        };
        if output.contains("impl ") || output.contains(" where ") {
            return None;
        }
        let wait = if is_async { ".await" } else { "" };
        let statement = format!("let _: {output} = {call}{wait};");
        Some(Usage { is_async, parameters, statement })
    }
}

/// A type that can be passed as an argument.
pub(super) fn plain(ty: &str) -> Option<String> {
    let within = |start: &str| ty.strip_prefix(start)?.strip_suffix('>');
    if let Some(inner) = within("impl Into<") {
        return plain(inner);
    }
    if let Some(inner) = within("impl IntoIterator<Item = ") {
        return Some(format!("Vec<{}>", plain(inner)?));
    }
    match ty {
        "impl AsRef<str>" => Some("&str".to_owned()),
        ty => (!ty.contains("impl ")).then(|| ty.to_owned()),
    }
}

/// `Self` is not known outside of an `impl`.
pub(super) fn replace_self(text: &str, owner: &str) -> String {
    let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut replaced = String::new();
    for part in text.split_inclusive(|letter| !is_of_name(letter)) {
        let name = part.trim_end_matches(|letter| !is_of_name(letter));
        let name = if name == "Self" { owner } else { name };
        let sign = part.trim_start_matches(is_of_name);
        replaced.extend([name, sign]);
    }
    replaced
}

/// Where the parenthesis ends that has been opened before a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (index, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(index),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Arguments, of which types may have commas within.
pub(super) fn split(arguments: &str) -> Vec<String> {
    let (mut split, mut current, mut depth) = (Vec::new(), String::new(), 0);
    let mut before = ' ';
    for sign in arguments.chars() {
        match sign {
            '<' | '(' | '[' => depth += 1,
            '>' if before == '-' => {}
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                split.push(std::mem::take(&mut current).trim().to_owned());
                before = sign;
                continue;
            }
            _ => {}
        }
        current.push(sign);
        before = sign;
    }
    if !current.trim().is_empty() {
        split.push(current.trim().to_owned());
    }
    split
}
