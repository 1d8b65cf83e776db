//! Which names a crate can have.

use crate::emit::dependencies;
use crate::names::{is_device, is_keyword};

/// Crates that come with Rust, which another of the name hides or is hidden by.
const BUILT_IN: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// What cargo accepts as the name of a package that is a library, and what compiles under it.
///
/// # Errors
///
/// Why a name cannot be that of a crate.
pub fn check(name: &str) -> Result<String, String> {
    let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    // Cargo writes it with underscores, and crates.io tells no names apart by case.
    let plain = name.replace('-', "_").to_ascii_lowercase();
    let why = if !is_valid {
        "it has letters, digits, `-` and `_`, and a letter first"
    } else if is_keyword(&plain) {
        "this is a keyword of Rust"
    } else if BUILT_IN.contains(&plain.as_str()) {
        "a crate of this name comes with Rust"
    } else if dependencies().iter().any(|dependency| dependency.replace('-', "_") == plain) {
        "the generated crate depends on a crate of this name"
    } else if is_device(name) {
        "Windows keeps this name for a device"
    } else {
        return Ok(name.to_owned());
    };
    Err(format!("{} cannot be the name of a crate: {why}", document::diagnostics::quoted(name)))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_of_others_are_refused() {
        for (name, why) in [
            ("2pets", "letters"),
            ("", "letters"),
            ("a\n", "letters"),
            ("match", "keyword"),
            ("Self", "keyword"),
            ("gen", "keyword"),
            ("core", "comes with Rust"),
            ("proc-macro", "comes with Rust"),
            ("reqwest", "depends"),
            ("serde-json", "depends"),
            ("COM1", "device"),
        ] {
            let problem = check(name).expect_err("it cannot be used");
            assert!(problem.contains(why), "{problem}");
        }
        for name in ["pets", "Pets_2", "serde-pets", "core-api"] {
            assert_eq!(check(name).as_deref(), Ok(name));
        }
    }
}
