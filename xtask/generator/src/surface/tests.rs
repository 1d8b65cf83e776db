use super::{Change, Surface};
use crate::tree::Tree;

/// A crate of these files.
fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    for (path, text) in files {
        tree.insert((*path).to_owned(), (*text).to_owned());
    }
    tree
}

fn surface(files: &[(&str, &str)]) -> Surface {
    Surface::of(&tree(files)).expect("it is Rust")
}

/// Checks what becomes of the items of a crate of one file.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let changes = surface(&[("src/lib.rs", old)]).changes(&surface(&[("src/lib.rs", new)]));
    let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(changes, expected);
}

const ROOT: &str = "
//! A crate.
mod client;
mod hidden;
pub mod models;
#[cfg(test)]
mod tests;
pub use client::{Client, Error as ClientError};
pub use hidden::{Known, NoContent};
";

const CLIENT: &str = "
use std::fmt;
use std::time::Duration as Time;
use crate::hidden::{Alias, named};
use crate::models::Pet;
use super::hidden::Hidden;

#[derive(Debug, Clone)]
pub struct Client { pub(crate) time: Time }
#[non_exhaustive]
pub enum Error { Api { status: u16 }, Other(Box<dyn std::error::Error + Send>), }
impl Client {
    /// Fetches.
    pub fn fetch(&mut self, mut id: impl Into<String>, pets: Option<&'static [Pet]>) -> Result<Alias, fmt::Error> { todo!() }
    fn private(self) {}
}
impl<'a, T: Hidden> From<&'a T> for Client where T: Copy { }
impl Hidden for Client {}
named!(Client);
impl FnOnce<()> for Client { type Output = Alias; }
";

const HIDDEN: &str = "
pub(crate) type Alias = Vec<self::deeper::Pet>;
pub(crate) trait Hidden {}
pub struct NoContent;
pub trait Known: Send { type Body; const SIZE: usize; fn read(text: &str) -> Self::Body where Self: Sized; fn has() -> bool { true } }
mod deeper { pub(crate) use crate::models::*; }
macro_rules! named { ($name:ident) => {
    impl std::str::FromStr for $name { type Err = $crate::client::Error; }
    impl $crate::hidden::Known for $name {}
}; }
pub(crate) use named;
macro_rules! all { ($($type:ty),*) => { $( impl Known for $type {} )* }; }
all!(u8, Vec<u8>);
thread_local! { static LAST: u8 = 0; }
";

const MODELS: &str = "
mod pets {
    /// A pet.
    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Pet<T = u8> { pub name: T, pub r#type: crate::ClientError, }
    impl<T> Pet<T> { pub const SIZE: usize = 1; pub fn name(self) -> Self { self } }
    impl Pet<u16> { pub fn wide(self) {} }
}
pub use pets::Pet;
pub use crate::client::Client as Same;
pub use http::Method;
";

#[test]
fn items_have_the_paths_and_types_that_callers_write() {
    let found = surface(&[
        ("src/lib.rs", ROOT),
        ("src/client.rs", CLIENT),
        ("src/hidden.rs", HIDDEN),
        ("src/models.rs", MODELS),
        ("README.md", "not Rust"),
    ]);
    assert_eq!(
        found.to_string(),
        "Client: struct
Client::fetch: fn(&mut self, id: impl Into<String>, pets: Option<&'static [models::Pet]>) -> Result<Vec<models::Pet>, std::fmt::Error>
ClientError: #[non_exhaustive] enum
ClientError::Api: variant { status }
ClientError::Api.status: u16
ClientError::Other: variant(Box<dyn std::error::Error + Send>)
Known: trait: Send { Body, SIZE, read }
Known::Body: type
Known::SIZE: const usize
Known::has: fn() -> bool
Known::read: fn(text: &str) -> Self::Body where Self: Sized
NoContent: struct {}
impl Clone for Client
impl FnOnce<()> for Client: Output = Vec<models::Pet>
impl Known for Client
impl Known for Vec<u8>
impl Known for u8
impl serde::Serialize for models::Pet
impl std::fmt::Debug for Client
impl std::str::FromStr for Client: Err = ClientError
impl<'a, T: crate::hidden::Hidden> From<&'a T> for Client where T: Copy
impl<'de> serde::Deserialize<'de> for models::Pet
models::Method: use http::Method
models::Pet: struct<T = u8> { name, r#type }
models::Pet.name: T
models::Pet.r#type: ClientError
models::Pet::SIZE: const usize
models::Pet::name: impl<T> fn(self) -> Self
models::Pet<u16>::wide: fn(self)
models::Same: use Client
"
    );
}

#[test]
fn changes_are_what_is_gone_new_or_another() {
    check(
        "pub struct A; pub fn pay(payer: String, recipient: String) {}",
        "pub struct B; pub fn pay(recipient: String, payer: String) {}",
        &[
            "- A: struct {}",
            "+ B: struct {}",
            "- pay: fn(payer: String, recipient: String)\n+ pay: fn(recipient: String, payer: String)",
        ],
    );
    check(
        "pub fn a() -> u8 { 1 }",
        "pub fn a() -> u16 { 1 }",
        &["- a: fn() -> u8\n+ a: fn() -> u16"],
    );
    check("pub fn a() {}", "fn a() {}", &["- a: fn()"]);
    check("#[derive(Clone)] pub struct A;", "pub struct A;", &["- impl Clone for A"]);
    check(
        "pub struct A;",
        "#[cfg(feature = \"a\")] pub struct A;",
        &["- A: struct {}\n+ A: #[cfg(feature = \"a\")] struct {}"],
    );
}

/// What callers list in full is in the text of the type.
#[test]
fn additions_break_where_callers_may_list_all() {
    let breaks = |old: &str, new: &str| {
        let [old, new] = [old, new].map(|text| surface(&[("src/lib.rs", text)]));
        let changes = old.changes(&new);
        assert!(!changes.is_empty());
        changes.iter().any(Change::breaks)
    };
    assert!(breaks("pub enum A { B }", "pub enum A { B, C }"));
    assert!(!breaks("#[non_exhaustive] pub enum A { B }", "#[non_exhaustive] pub enum A { B, C }"));
    assert!(breaks("pub struct A { pub b: u8 }", "pub struct A { pub b: u8, pub c: u8 }"));
    assert!(!breaks(
        "pub struct A { pub b: u8, d: u8 }",
        "pub struct A { pub b: u8, pub c: u8, d: u8 }",
    ));
    assert!(breaks("pub trait A { }", "pub trait A { fn b(); }"));
    assert!(!breaks("pub trait A { }", "pub trait A { fn b() { } }"));
}

#[test]
fn documentation_order_and_the_place_of_a_file_are_no_changes() {
    let old = surface(&[
        ("src/lib.rs", "mod a; pub use a::{A, B};"),
        ("src/a.rs", "pub struct A { pub b: B, pub c: u8 } pub struct B;"),
    ]);
    let new = surface(&[
        (
            "src/lib.rs",
            "//! New.\n mod b; mod a { mod c; pub use c::A; } pub use b::B; pub use a::A;",
        ),
        (
            "src/a/c.rs",
            "use crate::B as X; /// An A.\n #[deprecated] pub struct A { pub c: u8, /// B.\n pub b: X }",
        ),
        ("src/b.rs", "pub struct B;"),
    ]);
    assert_eq!(old.changes(&new), []);
    assert_eq!(old, new);
}

/// Imports that lead to each other, and whatever else is not seen in a generated crate.
#[test]
fn what_leads_nowhere_is_left_alone() {
    let found = surface(&[(
        "src/lib.rs",
        "use a::B as C; mod a { pub use super::C as B; pub use self::*; } pub use a::*; pub use missing::X;
         mod missing; pub fn b(c: C, d: super::D, e: &Self) {} odd!(a b);",
    )]);
    let found = found.to_string();
    assert!(found.contains("pub fn b") || found.contains("b: fn(c: "), "{found}");
    assert!(found.contains("odd!(a b)"), "{found}");
}

/// What is derived is a macro, whatever types are called.
#[test]
fn types_are_not_derived() {
    let found =
        surface(&[("src/lib.rs", "pub mod a { pub enum Eq {} #[derive(Eq)] pub struct B; }")]);
    assert!(found.items().any(|item| item.path == "impl Eq for a::B"), "{found}");
}

#[test]
fn a_file_that_is_not_rust_is_an_error() {
    let error = Surface::of(&tree(&[("src/lib.rs", "mod a;"), ("src/a.rs", "fn")]));
    let error = error.expect_err("it is refused").to_string();
    assert!(error.starts_with("src/a.rs: "), "{error}");
}
