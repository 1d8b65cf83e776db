use crate::surface::Surface;
use crate::tree::Tree;

fn surface(text: &str) -> Surface {
    let mut tree = Tree::default();
    tree.insert("src/lib.rs".to_owned(), text.to_owned());
    Surface::of(&tree).expect("it is Rust")
}

/// The code that relies on each item of a crate.
fn uses(text: &str) -> Vec<String> {
    let surface = surface(text);
    let uses = surface.items().filter_map(|item| surface.usage(&item));
    uses.map(|usage| usage.function("f").trim_end().to_owned()).collect()
}

#[test]
fn code_says_all_types() {
    let found = uses(
        "pub mod models {
             pub struct Pet { pub name: Option<String>, pub r#type: u8 }
             #[non_exhaustive] pub enum State { Open, Other(String, u8), Named { a: u8 } }
             pub const LIVE: &str = \"\";
         }
         pub struct Client(u8);
         impl Client {
             pub fn new(base_url: impl Into<String>) -> Result<Self, u8> { todo!() }
             pub fn pets(&self, client: impl IntoIterator<Item = impl Into<String>>, by: Option<(u8, u8)>) -> &models::Pet { todo!() }
             pub fn send(self) -> impl Future<Output = Result<(), u8>> { async { todo!() } }
             pub const fn within(limit: u8) -> Self { todo!() }
             pub async fn next(&mut self) {}
             pub fn map<T>(self) -> T { todo!() }
         }
         impl From<&str> for models::State {}
         impl Default for Client {}
         pub struct Page<T>(pub T);
         pub trait Known { const NAME: &str; fn known(&self); }
         impl<T> Page<T> { pub fn all(self) {} }",
    );
    let expected = [
        "pub fn f(_: Client) {}",
        "pub fn f(base_url: String) { let _: Result<Client, u8> = Client::new(base_url); }",
        "pub async fn f(client: &mut Client) { let _: () = client.next().await; }",
        "pub fn f(client: &Client, client_1: Vec<String>, by: Option<(u8, u8)>) { let _: &models::Pet = client.pets(client_1, by); }",
        "pub async fn f(client: Client) { let _: Result<(), u8> = client.send().await; }",
        "pub fn f(limit: u8) { let _: Client = Client::within(limit); }",
        "pub fn f() { fn needs<T: Default>() {} needs::<Client>(); }",
        "pub fn f() { let _: &str = models::LIVE; }",
        "pub fn f(_: models::Pet) {}",
        "pub fn f(pet: &models::Pet) { let _: &Option<String> = &pet.name; }",
        "pub fn f(pet: &models::Pet) { let _: &u8 = &pet.r#type; }",
        "pub fn f(_: models::State) {}",
        "pub fn f() { let _: models::State = models::State::Open; }",
        "pub fn f(value0: String, value1: u8) { let _: models::State = models::State::Other(value0, value1); }",
    ];
    assert_eq!(found, expected, "{found:#?}");
}

/// Checks which items are lost.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let [old, new] = [old, new].map(surface);
    let lost: Vec<String> = old.lost(&new).into_iter().map(|lost| lost.old.path).collect();
    assert_eq!(lost, expected);
}

#[test]
fn what_another_crate_has_no_room_for_is_lost() {
    check("pub struct A { pub b: u8 }", "pub struct A { pub b: u16 }", &["A.b"]);
    check("pub struct A { pub b: u8 }", "pub struct A {}", &["A.b"]);
    check("pub enum A { B, C(u8) }", "pub enum A { C(u16) }", &["A::B", "A::C"]);
    check("pub struct A(u8);", "pub enum A { B }", &[]);
    check("pub struct A(u8);", "pub struct B(u8);", &["A"]);
    check("pub struct A; impl Copy for A {}", "pub struct A;", &["impl Copy for A"]);
    let method = |text: &str| format!("pub struct A(u8); impl A {{ pub {text} {{ todo!() }} }}");
    for (old, new, is_lost) in [
        ("fn b(&self, c: u8) -> u8", "fn b(&self, d: u8) -> u8", false),
        ("fn b(&self, c: u8) -> u8", "fn b(&self, c: u16) -> u8", true),
        ("fn b(&self, c: u8) -> u8", "fn b(&self) -> u8", true),
        ("fn b(&self, c: u8) -> u8", "fn b(self, c: u8) -> u8", true),
        ("fn b(&self) -> u8", "fn b(&self) -> u16", true),
        ("fn b(c: String)", "fn b(c: impl Into<String>)", false),
        ("fn b(c: impl Into<String>)", "fn b(c: impl Into<Option<String>>)", false),
        ("fn b(c: impl Into<String>)", "fn b(c: impl Into<Vec<u8>>)", true),
        ("fn b(c: String, d: String)", "fn b(d: String, c: String)", false),
    ] {
        check(&method(old), &method(new), if is_lost { &["A::b"] } else { &[] });
    }
    check(
        "pub struct A(u8); pub fn b() {} impl A { pub fn b(c: impl Into<String>) {} }",
        "pub struct A(u8); pub struct C(u8); impl From<String> for C {} impl A { pub fn b(c: impl Into<C>) {} }",
        &[],
    );
}

#[test]
fn code_imports_what_its_paths_begin_with() {
    let surface = surface("pub mod models { pub struct Pet; } pub struct Error; pub struct Pet;");
    let code = "pub fn f(pet: &models::Pet) -> Result<(), std::fmt::Error> {}";
    assert_eq!(surface.roots_in(code), ["models"]);
    assert_eq!(surface.roots_in("fn f(_: Pet, error: Vec<Error>) {}"), ["Error", "Pet"]);
}
