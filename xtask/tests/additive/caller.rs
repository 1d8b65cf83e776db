//! A program that uses each public item of a crate: fields are read, variants made, methods called with
//! arguments of their types, and what is implemented is demanded.

use generator::surface::Surface;

/// The program for a crate that is called `client`, one function for each item.
pub(crate) fn program(surface: &Surface) -> String {
    let mut program = String::from(
        "#![allow(deprecated, dead_code, unused_imports, clippy::all)]\nuse client::*;\n\nfn main() {}\n",
    );
    for (number, item) in surface.items().enumerate() {
        if let Some(usage) = surface.usage(&item) {
            program.push_str(&usage.function(&format!("f{number}")));
        }
    }
    program
}
